import { isAbove } from "../euros.ts";
import { notAllowed, notFound } from "../problem.ts";
import type { CallBody } from "./call-shapes.ts";
import { type Call, readCall } from "./call-read.ts";
import { acting, handOf, type MoneyDesk, needRight } from "./desk.ts";
import { checkNames } from "./names.ts";
import { maySeeCall } from "./see.ts";
import { sameJson } from "../canonical-json.ts";
import { callIncomplete, callMisshapen, callPublished, wrongStep } from "./problem.ts";

const json = (value: unknown): string => JSON.stringify(value);

const valuesOf = (body: CallBody): unknown[] => [
  json(body.title),
  json(body.lead),
  body.template,
  body.guide,
  body.opensAt,
  body.closesAt,
  body.starts,
  body.ends,
  body.budget,
  body.most,
  json(body.criteria),
  body.options,
  json(body.lines),
  json(body.objectives),
  body.instalments,
  json(body.parts),
];

const check = (desk: MoneyDesk, operation: string, body: CallBody): void => {
  needRight(desk, "money:agree", { operation });
  checkNames(desk.house.programme.costs, body);
  const isWhole =
    Date.parse(body.opensAt) < Date.parse(body.closesAt) &&
    body.starts <= body.ends &&
    isAbove(body.budget, "0") &&
    (body.most === null || isAbove(body.most, "0"));
  if (!isWhole) throw callMisshapen();
};

/** Makes the draft of a call and returns its number. Throws Problem where it names what the programme has not. */
export const makeCall = async (desk: MoneyDesk, operation: string, body: CallBody): Promise<number> => {
  if (!desk.house.programme.operations.has(operation)) throw notFound();
  check(desk, operation, body);
  return acting(desk, "call", async (act) => {
    const { rows } = await desk.client.query<{ id: number }>(
      `insert into agreement.call (operation, title, lead, template, guide, opens_at, closes_at, starts, ends, budget,
         most, criteria, options, lines, objectives, instalments, parts, made_by, change)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) returning id`,
      [operation, ...valuesOf(body), handOf(desk).actor, act.change],
    );
    const id = rows[0]?.id ?? 0;
    await act.note("agreement.call", id);
    return id;
  });
};

const seen = async (desk: MoneyDesk, id: number): Promise<Call> => {
  const call = await readCall(desk.client, id);
  if (!call || !maySeeCall(desk, call)) throw notFound();
  needRight(desk, "money:agree", { operation: call.operation });
  return call;
};

/**
 * Changes a call. Of one that is published, what it asks stays: only its title, text, guide, budget and a later closing
 * change. Throws Problem otherwise.
 */
export const changeCall = async (desk: MoneyDesk, id: number, body: CallBody): Promise<void> => {
  const call = await seen(desk, id);
  check(desk, call.operation, body);
  if (call.state === "withdrawn") throw wrongStep();
  if (call.publishedAt !== null && !asksTheSame(call, body)) throw callPublished();
  await acting(desk, "call", async (act) => {
    const { rowCount } = await desk.client.query(
      `update agreement.call set title = $2, lead = $3, template = $4, guide = $5, opens_at = $6, closes_at = $7,
         starts = $8, ends = $9, budget = $10, most = $11, criteria = $12, options = $13, lines = $14, objectives = $15,
         instalments = $16, parts = $17, change = $18 where id = $1`,
      [id, ...valuesOf(body), act.change],
    );
    if (rowCount !== 1) throw notAllowed();
    await act.note("agreement.call", id);
  });
};

const asksTheSame = (call: Call, body: CallBody): boolean => {
  const moment = (text: string) => Date.parse(text);
  const asked = ({
    template,
    criteria,
    options,
    lines,
    objectives,
    parts,
    starts,
    ends,
  }: Call | CallBody) => ({ template, criteria, options, lines, objectives, parts, starts, ends });
  return (
    sameJson(asked(call), asked(body)) &&
    (call.state !== "closed" || moment(body.closesAt) === moment(call.closesAt)) &&
    moment(body.closesAt) >= moment(call.closesAt)
  );
};

/**
 * Publishes a call: from now on its criteria and what it asks do not change. `at`: when it was, for one of the past that
 * is brought in at the command line. Throws Problem where it is not whole.
 */
export const publishCall = async (desk: MoneyDesk, id: number, at?: string): Promise<void> => {
  const call = await seen(desk, id);
  if (call.state !== "draft") throw wrongStep();
  if (call.criteria.length === 0 || call.options.length === 0) throw callIncomplete();
  const { actor, isOwner } = handOf(desk);
  if (!isOwner && (await isPast(desk, call.closesAt))) throw callIncomplete();
  await acting(desk, "call", async (act) => {
    // Under the application's role the database says itself when, and who.
    const { rowCount } = await desk.client.query(
      isOwner
        ? "update agreement.call set published_at = coalesce($3::timestamptz, clock_timestamp()), published_by = $4, change = $2 where id = $1"
        : "update agreement.call set published_at = clock_timestamp(), change = $2 where id = $1",
      isOwner ? [id, act.change, at ?? null, actor] : [id, act.change],
    );
    if (rowCount !== 1) throw notAllowed();
    await act.note("agreement.call", id);
  });
};

const isPast = async ({ client }: MoneyDesk, moment: string): Promise<boolean> => {
  const { rows } = await client.query<{ past: boolean }>(
    "select $1::timestamptz <= clock_timestamp() as past",
    [moment],
  );
  return rows[0]?.past ?? true;
};

/** Withdraws a call: nobody answers it any more. */
export const withdrawCall = async (desk: MoneyDesk, id: number): Promise<void> => {
  const call = await seen(desk, id);
  if (call.state === "withdrawn" || call.state === "closed") throw wrongStep();
  await acting(desk, "call", async (act) => {
    const { rowCount } = await desk.client.query(
      "update agreement.call set withdrawn_at = clock_timestamp(), change = $2 where id = $1",
      [id, act.change],
    );
    if (rowCount !== 1) throw notAllowed();
    await act.note("agreement.call", id);
  });
};
