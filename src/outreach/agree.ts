import type { Value } from "../definition/condition/condition.ts";
import { type Understood, understand } from "../entry/check-answers.ts";
import type { Desk } from "../entry/desk.ts";
import { keepChange } from "../entry/keep-change.ts";
import { keepNew } from "../entry/keep-new.ts";
import type { Manner } from "../entry/keeping.ts";
import { asOneChange } from "../entry/one-change.ts";
import { seeRecord } from "../entry/see-record.ts";
import { notAllowed, notFound } from "../problem.ts";
import { logOf, ownNumber } from "./log.ts";
import type { Agreed, AgreementBody } from "./shapes.ts";

/**
 * Notes that somebody agreed, who they are, and begins their participation, as one change of the trail: all of it or
 * nothing, and undone together. The contacts before stay as they are; the code they share stands in the participation.
 */
export const agree = async (
  desk: Desk,
  service: string,
  { operation, record }: Readonly<{ operation: string; record: number }>,
  body: AgreementBody,
): Promise<Agreed> => {
  const { house, who } = desk;
  const { programme } = house;
  const { block, operations } = logOf(programme, service);
  if (!operations.includes(operation)) throw notFound();
  const at = { operation, register: block.register.id };
  const seen = await seeRecord(desk, at, record);
  const { partner } = seen;
  if (!house.guards.record(who, "records:write", { operation, partner })) throw notAllowed();
  const { registersAs } = block;
  const names = new Set(block.names.map(({ id }) => id));
  const told = understand(block.register, [
    ...Object.entries(body.contact).filter(([id]) => names.has(id)),
    [block.consent.id, body.agreedOn],
    [block.stage.id, registersAs.stage],
  ]);
  return asOneChange(desk, { action: "form" }, async (within) => {
    const manner: Manner = { action: "form", within };
    const contact = await keepChange(desk, at, { record, base: body.version, told }, manner);
    const answers: Readonly<Record<string, Value | undefined>> = {
      ...seen.answers,
      ...Object.fromEntries(told.answers),
    };
    const participation = await keepNew(
      desk,
      { operation, register: registersAs.register.id },
      partner,
      beginning(body, answers),
      manner,
    );
    return { change: participation.change, contact: contact.record, participation };
  });

  function beginning(
    { participation: typed }: AgreementBody,
    from: Readonly<Record<string, Value | undefined>>,
  ): Understood {
    const { register, number, entry, code, asks, fields } = registersAs;
    const asked = new Set([number.id, entry.id, ...asks.map(({ id }) => id)]);
    const given = understand(
      register,
      Object.entries(typed).filter(([id]) => asked.has(id)),
    );
    const follows = String(from[block.follows.id] ?? "");
    const begun = new Map<string, Value>([[code.id, follows]]);
    for (const [to, source] of fields) begun.set(to, from[source] ?? null);
    for (const [id, value] of given.answers) begun.set(id, value);
    if ((begun.get(number.id) ?? null) === null && !given.unread.has(number.id))
      begun.set(number.id, ownNumber(programme, partner, follows));
    if ((begun.get(entry.id) ?? null) === null && !given.unread.has(entry.id))
      begun.set(entry.id, from[block.consent.id] ?? null);
    return { answers: begun, unread: given.unread };
  }
};
