import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { understand, type Understood } from "../entry/check-answers.ts";
import { withoutWalls } from "../entry/desk.ts";
import { keepChange } from "../entry/keep-change.ts";
import { keepNew } from "../entry/keep-new.ts";
import { seeRecord } from "../entry/see-record.ts";
import type { Kept } from "../entry/shapes.ts";
import { notAllowed, notFound } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import { type RoomDesk, seeCase } from "./room-desk.ts";
import type { Part, PartBody } from "./shapes.ts";

type Texts = Readonly<Record<string, string>>;

const allowed = (texts: Texts, fields: Iterable<string>): [string, string][] => {
  const open = new Set(fields);
  return Object.entries(texts).filter(([field]) => open.has(field));
};

const withAnswers = (told: Understood, more: Readonly<Record<string, Value>>): Understood => ({
  ...told,
  answers: new Map([...told.answers, ...Object.entries(more)]),
});

/**
 * Records that somebody came: a new case under the next number of the year, in its first state. Whoever records it is
 * the first in its room. Throws the findings where an answer cannot be taken.
 */
export const newCase = async (
  desk: RoomDesk,
  { texts, confirmed }: Readonly<{ texts: Texts; confirmed?: readonly string[] | undefined }>,
): Promise<{ operation: string; record: number; number: string }> => {
  const { service, rooms, house, who } = desk;
  const { cases } = rooms;
  const { register } = cases;
  const places = service.operations
    .filter((operation) => register.operations.includes(operation))
    .flatMap((operation) =>
      (house.programme.operations.get(operation)?.partners ?? []).map((partner) => ({ operation, partner })),
    );
  const place = places.find((each) => house.guards.record(who, "records:write", each));
  if (!place) throw notAllowed();
  const { operation, partner } = place;
  const told = understand(register, allowed(texts, cases.intake));
  const today = house.today();
  const number = await nextNumber(desk, operation, Number(today.slice(0, 4)));
  const state = register.lifecycle?.field;
  const answers = withAnswers(told, {
    [cases.number]: number,
    ...(state === undefined ? {} : { [state]: cases.first }),
    ...((told.answers.get(cases.begins) ?? null) === null && !told.unread.has(cases.begins)
      ? { [cases.begins]: today }
      : {}),
  });
  const manner = { action: "form", confirmed } as const;
  const kept = await keepNew(desk, { operation, register: register.id }, partner, answers, manner);
  return { operation, record: kept.record, number };
};

const digits = 4;

/** The number after the highest of the year, whoever may see that one. Two at once: the later is told to try again. */
const nextNumber = async (desk: RoomDesk, operation: string, year: number): Promise<string> => {
  const { cases } = desk.rooms;
  const [before = "", after = ""] = cases.numbered.replace("{year}", String(year)).split("{n}");
  const { rows } = await withoutWalls(desk, () =>
    desk.client.query<{ last: number | null }>(
      `select max(substr(number, length($2) + 1, length(number) - length($2) - length($3))::bigint)::int as last
       from (select ${sqlName(cases.number)} as number from ${tableOf(cases.register)} where operation = $1) c
       where starts_with(number, $2) and right(number, length($3)) = $3
         and substr(number, length($2) + 1, length(number) - length($2) - length($3)) ~ '^[0-9]{1,9}$'`,
      [operation, before, after],
    ),
  );
  return `${before}${String((rows[0]?.last ?? 0) + 1).padStart(digits, "0")}${after}`;
};

/**
 * Writes a consent, a transfer or a follow-up of a case, or changes one: an ordinary record of its register, held to
 * all of its rules. Throws where the room is closed to the asker, and the findings where something stands in the way.
 */
export const keepPart = async (
  desk: RoomDesk,
  record: number,
  part: Part,
  { record: known, version, texts, confirmed }: PartBody,
): Promise<Kept> => {
  const { operation, partner, answers } = await seeCase(desk, record);
  const linked = partOf(desk, part);
  if (!linked) throw notFound();
  const { register, by } = linked;
  const place = { operation, register: register.id };
  const open = [...register.fields.keys()].filter((field) => field !== by);
  const told = understand(register, allowed(texts, open));
  const manner = { action: "form", confirmed } as const;
  const number = answers[desk.rooms.cases.number] ?? null;
  if (known === undefined) return keepNew(desk, place, partner, withAnswers(told, { [by]: number }), manner);
  const there = await seeRecord(desk, place, known);
  if (there.answers[by] !== number) throw notFound();
  return keepChange(desk, place, { record: known, base: version ?? there.version, told }, manner);
};

const partOf = (
  { rooms: { consents, transfers, followUps } }: RoomDesk,
  part: Part,
): { register: Register; by: string } | undefined => {
  switch (part) {
    case "consents":
      return { register: consents.register, by: consents.case };
    case "transfers":
      return { register: transfers.register, by: transfers.case };
    case "follow-ups":
      return followUps && { register: followUps.register, by: followUps.case };
  }
};
