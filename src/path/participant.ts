import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import type { Understood } from "../entry/check-answers.ts";
import { seeRecord, type SeenRecord } from "../entry/see-record.ts";
import { notAllowed, notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { type PathDesk, valuesFrom } from "./asker.ts";
import type { OnPath } from "./service-path.ts";

/** Answers by field, as an act gives them. */
type Answers = Iterable<readonly [string, Value]>;

/** Returns answers as the registers take them: those that an act gives by itself, over those that were typed. */
export const given = (answers: Answers, typed?: Understood): Understood => ({
  answers: new Map([...(typed?.answers ?? []), ...answers]),
  unread: typed?.unread ?? new Map<string, never>(),
});

/** Returns the participant whose path it is, of whom the asker may write. */
export const participantOf = async (
  desk: PathDesk,
  { path, service }: OnPath,
  operation: string,
  record: number,
): Promise<SeenRecord> => {
  if (!service.operations.includes(operation)) throw notFound();
  const seen = await seeRecord(desk, { operation, register: path.participants.id }, record);
  const scope = { operation, partner: seen.partner };
  if (!desk.house.guards.record(desk.who, "records:write", scope)) throw notAllowed();
  return seen;
};

/** Returns one answer of a record that was seen; null for none, and for one that the asker may not see. */
export const answerOf = ({ answers }: SeenRecord, field: string): Value => answers[field] ?? null;

/** Returns who the person is, as the registers of the service ask it; whoever may not know it hands nobody over. */
export const personOf = (seen: SeenRecord): Value => {
  const [field = ""] = seen.register.person;
  const number = answerOf(seen, field);
  if (number === null) throw notAllowed();
  return number;
};

/** Returns the records of a register about the same person, kept at the same place, for which the condition holds. */
export const openOf = async (
  desk: PathDesk,
  register: Register,
  { operation, partner, personKey }: SeenRecord,
  condition: string,
  order: string,
): Promise<{ record: number; version: number; from: string }[]> => {
  const query = valuesFrom([operation, partner, `\\x${personKey ?? ""}`]);
  const { rows } = await desk.client.query<{ record: number; version: number; from: string }>(
    `select r.record, r.change as version, r.${sqlName(order)}::text as from from ${tableOf(register)} r
     where r.operation = $1 and r.partner = $2 and r.person_key = $3::bytea and ${condition}
       and ${query.readable(desk, register, "r")} order by r.${sqlName(order)}, r.record`,
    query.values,
  );
  return rows;
};
