import type { RecordValues } from "../definition/condition/condition.ts";
import { ageInYears, shiftDate } from "../definition/condition/calendar.ts";
import { parameterOn } from "../definition/condition/parameter.ts";
import type { PlacesLimit, PlacesRequests } from "../definition/service/places.ts";
import { seeRecord } from "../entry/see-record.ts";
import type { Look } from "./service.ts";

/** Returns the last day that a limit allows to what begins on a day; null where the record does not say. */
export const lastDayFrom = (limit: PlacesLimit, answers: RecordValues, begins: string): string | null => {
  const amount = limit.kind === "age" ? limit.span.years : limit.span.months;
  const value = typeof amount === "object" ? parameterOn(amount.parameter, begins)?.value : amount;
  if (value === undefined) return null;
  if (limit.kind === "longest") return shiftDate(begins, { months: Number(value) });
  const born = answers[limit.born];
  if (typeof born !== "string") return null;
  const birthday = shiftDate(born, { years: Number(value) });
  // Somebody born on 29 February is not a year older on 28 February.
  return ageInYears(born, birthday) < Number(value) ? birthday : shiftDate(birthday, { days: -1 });
};

/** Returns until when a place could be kept for a request that the asker sees, and the kind that it asks for. */
export const lastDayOfRequest = async (
  look: Look,
  operation: string,
  { register, limit, kind }: PlacesRequests,
  request: number,
  begins: string,
): Promise<Readonly<{ lastDay: string | null; kind: string | null }>> => {
  const { answers } = await seeRecord(look, { operation, register: register.id }, request);
  const asked = kind === undefined ? null : answers[kind];
  return {
    lastDay: limit ? lastDayFrom(limit, answers, begins) : null,
    kind: typeof asked === "string" ? asked : null,
  };
};
