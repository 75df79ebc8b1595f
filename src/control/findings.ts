import { needRight } from "../agreement/desk.ts";
import { actorAt, type Desk } from "../declaration/desk.ts";
import { readRow } from "../declaration/row.ts";
import { isAbove } from "../euros.ts";
import { notAllowed, notFound } from "../problem.ts";
import { changeVerification, onVerification } from "./act.ts";
import {
  aboveLine,
  asProblem,
  findingIsTold,
  noSuchLine,
  noSuchTypology,
  notSubmitted,
  wrongState,
} from "./problem.ts";
import {
  type FindingRow,
  findingsOf,
  seeVerification,
  takeVerification,
  type VerificationRow,
} from "./row.ts";
import { grossOf } from "./settle.ts";
import type { FindingBody } from "./shapes.ts";

const open = ["open", "answered"] as const;

/**
 * Adds a finding to a verification; sent again under the same reference it is kept once. Throws Problem for a line that
 * was not declared, a type that the programme does not know, or more than the line came to.
 */
export const addFinding = async (
  desk: Desk,
  id: number,
  body: FindingBody,
  at?: string,
): Promise<{ id: number }> => {
  const { client } = desk;
  await takeVerification(desk, id);
  const known = body.reference === undefined ? undefined : await byReference(desk, id, body.reference);
  if (known !== undefined) return { id: known };
  try {
    return await onVerification(desk, id, { action: "control.find", states: open }, async (row, act) => {
      const declaration = await checked(desk, row, body);
      await changeVerification(desk, act, id);
      const { rows } = await client.query<{ id: number }>(
        `insert into control.finding (verification, reference, declaration, line, operation, partner, about, typology, amount,
           of_buyer, systemic, measure, text, made_by, change${at === undefined ? "" : ", made_at"})
         values ($1, coalesce($2, gen_random_uuid()::text), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
           $15${at === undefined ? "" : ", $16"}) returning id`,
        [
          id,
          body.reference ?? null,
          declaration,
          body.line,
          row.operation,
          row.partner,
          body.about === null ? null : JSON.stringify(body.about),
          body.typology,
          body.amount,
          body.ofBuyer,
          body.systemic,
          body.measure,
          body.text,
          actorAt(desk),
          act.change,
          ...(at === undefined ? [] : [at]),
        ],
      );
      const made = rows[0]?.id ?? 0;
      await act.note("control.finding", made);
      return { id: made };
    });
  } catch (error) {
    throw asProblem(error);
  }
};

const byReference = async (
  { client }: Desk,
  verification: number,
  reference: string,
): Promise<number | undefined> => {
  const { rows } = await client.query<{ id: number }>(
    "select id from control.finding where verification = $1 and reference = $2",
    [verification, reference],
  );
  return rows[0]?.id;
};

/** Returns the declaration that a finding is about, once what it says can be said. */
const checked = async (
  desk: Desk,
  row: Pick<VerificationRow, "declaration" | "agreement">,
  body: FindingBody,
): Promise<number> => {
  const id = row.declaration ?? body.declaration;
  if (id === undefined) throw noSuchLine(body.line);
  const declaration = await readRow(desk.client, id);
  if (declaration.agreement !== row.agreement || declaration.state !== "submitted") throw notSubmitted();
  const line = declaration.content?.lines.find((each) => each.line === body.line);
  if (!line) throw noSuchLine(body.line);
  const { typology } = desk.house.programme.control;
  if (!typology.has(body.typology)) throw noSuchTypology();
  if (body.amount.startsWith("-") || isAbove(body.amount, grossOf(line.node))) throw aboveLine();
  return id;
};

const findingAt = async (desk: Desk, id: number): Promise<FindingRow> => {
  const [found] = await findingsOf(desk.client, { finding: id });
  if (!found) throw notFound();
  const row = await seeVerification(desk, found.verification);
  needRight(desk, "money:control", row);
  return found;
};

/**
 * Changes a finding that was not told yet; of one that was, the amount can be made less and the measure another one.
 * Throws Problem otherwise.
 */
export const changeFinding = async (desk: Desk, id: number, body: FindingBody): Promise<void> => {
  const before = await findingAt(desk, id);
  if (before.final) throw wrongState("concluded");
  if (before.sentAt !== null) {
    const same =
      body.line === before.line &&
      body.text === before.text &&
      body.typology === before.typology &&
      !isAbove(body.amount, before.amount);
    if (!same) throw findingIsTold();
  }
  await onVerification(
    desk,
    before.verification,
    { action: "control.find", states: open },
    async (row, act) => {
      await checked(desk, row, body);
      await changeVerification(desk, act, row.id);
      const { rowCount } = await desk.client.query(
        `update control.finding set line = $2, typology = $3, amount = $4, of_buyer = $5, systemic = $6, measure = $7,
           text = $8, change = $9${before.sentAt === null ? ", about = $10" : ""} where id = $1`,
        [
          id,
          body.line,
          body.typology,
          body.amount,
          body.ofBuyer,
          body.systemic,
          body.measure,
          body.text,
          act.change,
          ...(before.sentAt === null ? [body.about === null ? null : JSON.stringify(body.about)] : []),
        ],
      );
      if (rowCount !== 1) throw notAllowed();
      await act.note("control.finding", id);
    },
  );
};

/** Takes a finding back that was not told yet. Throws Problem once it was. Returns the verification that it was of. */
export const removeFinding = async (desk: Desk, id: number): Promise<number> => {
  const { verification, sentAt } = await findingAt(desk, id);
  if (sentAt !== null) throw findingIsTold();
  await onVerification(desk, verification, { action: "control.find", states: open }, async (row, act) => {
    await changeVerification(desk, act, row.id);
    await desk.client.query("delete from control.finding where id = $1", [id]);
    await act.note("control.finding", id);
  });
  return verification;
};

/** Returns the verification that a finding is of. Throws notFound. */
export const verificationOf = async (desk: Desk, finding: number): Promise<number> =>
  (await findingAt(desk, finding)).verification;
