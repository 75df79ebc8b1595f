import { isZero, opposite } from "../euros.ts";
import type { PoolClient } from "pg";
import { post, type Posting, reverse } from "../ledger/post.ts";
import { fixDocuments } from "../document/documents.ts";
import type { Act } from "../trail/act.ts";
import { contentHash } from "./canonical.ts";
import { checksOf } from "./checks.ts";
import { actOn, actorAt, type Desk, needSpeaking } from "./desk.ts";
import { quantityOf } from "./quantities.ts";
import { contentOf } from "./lines.ts";
import { opened } from "./open.ts";
import { asProblem, changedMeanwhile, checksOpen, controlHasBegun, wrongState } from "./problem.ts";
import { type DeclarationRow, readRow, takeRow } from "./row.ts";
import type { Check, Opened } from "./shapes.ts";
import type { Receipt, SubmitBody } from "./submission-shapes.ts";
import { isDeclared } from "./units.ts";
import { agreementOf, type Worked, workOut } from "./work.ts";

/**
 * Submits a draft: what it takes is taken, its amounts go from the budget to what is declared, what it corrects is
 * reversed, all in one act. One that is submitted already answers with the receipt that it has. Throws checksOpen while
 * a remark forbids it or waits to be confirmed. `at`: the moment, where the owner of the store writes down the past.
 */
export const submitDeclaration = async (
  desk: Desk,
  id: number,
  { edition, confirmed }: SubmitBody,
  at?: string,
): Promise<Receipt> => {
  const row = await takeRow(desk.client, id);
  needSpeaking(desk, await agreementOf(desk, row.agreement));
  if (row.state === "submitted") return receiptOf(row);
  if (row.state !== "draft") throw wrongState(row.state);
  if (row.edition !== edition) throw changedMeanwhile(row.edition);
  const worked = await workOut(desk, row);
  const checks = await checksOf(desk, worked);
  const open = openChecks(checks, confirmed);
  if (open.length > 0) throw checksOpen(open);
  const content = contentOf(desk.house.programme, worked, checks);
  try {
    await actOn(desk, { action: "declaration.submit" }, async (act) => {
      if (row.replaces !== null) await replace(desk, act, row.replaces);
      await desk.client.query("update declaration.work set content = $2 where whose = $1", [
        id,
        JSON.stringify(content),
      ]);
      const entry = await post(desk.client, act, {
        kind: "declared",
        key: `declaration:${id}:submit`,
        operation: row.operation,
        partner: row.partner,
        agreement: row.agreement,
        declaration: id,
        postings: postingsOf(worked),
      });
      await desk.client.query(
        `update declaration.declaration set state = 'submitted', base_version = $2, total = $3, hash = $4,
           submitted_by = $5, entry = $6, change = $7 ${at === undefined ? "" : ", submitted_at = $8"} where id = $1`,
        [
          id,
          worked.agreement.version,
          worked.costing.total,
          contentHash(content),
          actorAt(desk),
          entry,
          act.change,
          ...(at === undefined ? [] : [at]),
        ],
      );
      await takeParts(desk.client, worked);
      await fixDocuments(desk.client, act, `declaration:${id}`);
      await act.note("declaration.declaration", id);
      await holdNow(desk.client);
    });
  } catch (error) {
    throw asProblem(error);
  }
  return receiptOf(await readRow(desk.client, id));
};

/** Returns the remarks that still stand in the way: those that forbid, and those that nobody confirmed. */
export const openChecks = (checks: readonly Check[], confirmed: readonly string[]): readonly Check[] => {
  const ticked = new Set(confirmed);
  return checks.filter(
    ({ severity, id }) => severity === "refuse" || (severity === "confirm" && !ticked.has(id)),
  );
};

/**
 * Takes a declaration back: what it took is free again, its amounts are in the budget again. Throws once its control has
 * begun; one that is withdrawn already stays so.
 */
export const withdrawDeclaration = async (desk: Desk, id: number, reason: string): Promise<Opened> => {
  const row = await takeRow(desk.client, id);
  needSpeaking(desk, await agreementOf(desk, row.agreement));
  if (row.state === "withdrawn") return opened(row);
  if (row.state !== "submitted" || row.entry === null) throw wrongState(row.state);
  if (row.controlBegunAt !== null) throw controlHasBegun();
  await actOn(desk, { action: "declaration.withdraw", reason }, async (act) => {
    await end(desk, act, row, "withdrawn");
    await holdNow(desk.client);
  });
  return opened(await readRow(desk.client, id));
};

/** What is corrected counts no more from the moment that its correction does. */
const replace = async (desk: Desk, act: Act, id: number): Promise<void> => {
  const row = await readRow(desk.client, id);
  if (row.state === "withdrawn") return;
  if (row.state !== "submitted") throw wrongState(row.state);
  if (row.controlBegunAt !== null) throw controlHasBegun();
  await end(desk, act, row, "replaced");
};

const end = async (
  { client }: Desk,
  act: Act,
  { id, entry }: DeclarationRow,
  state: "withdrawn" | "replaced",
): Promise<void> => {
  if (entry === null) throw new Error(`declaration ${id} has no entry in the ledger`);
  await reverse(client, act, entry, { kind: state, key: `declaration:${id}:${state}` });
  await client.query(
    "update declaration.declaration set state = $2, ended_at = clock_timestamp(), change = $3 where id = $1",
    [id, state, act.change],
  );
  await act.note("declaration.declaration", id);
};

/** Asks now what the database holds to at the end of the transaction, and leaves it to the end again. */
const holdNow = async (client: PoolClient): Promise<void> => {
  const held = "ledger.entry_balances, ledger.posting_balances, declaration.amounts_hold";
  await client.query(`set constraints ${held} immediate; set constraints ${held} deferred`);
};

const postingsOf = ({ costing }: Worked): Posting[] =>
  costing.lines
    .filter(({ amount }) => !isZero(amount))
    .flatMap(({ line, amount }): Posting[] => [
      { account: "budgeted", line, amount: opposite(amount) },
      { account: "declared", line, amount },
    ]);

/** Writes what a declaration takes: its lines, units, hours of staff and pieces, many rows at a time. */
const takeParts = async (client: PoolClient, { row, lines, costing }: Worked): Promise<void> => {
  const { id, operation, partner } = row;
  const common = { declaration: id, live: true, operation, partner };
  const insert = async (table: string, columns: string, rows: readonly object[]) => {
    const names = [
      "declaration, live, operation, partner",
      ...columns.split(", ").map((column) => column.split(" ")[0]),
    ].join(", ");
    for (let at = 0; at < rows.length; at += 5000)
      await client.query(
        `insert into declaration.${table} (${names})
         select ${names} from jsonb_to_recordset($1::jsonb)
           as r (declaration bigint, live boolean, operation text, partner text, ${columns})`,
        [JSON.stringify(rows.slice(at, at + 5000).map((each) => ({ ...common, ...each })))],
      );
  };
  const costed = new Map(costing.lines.map((each) => [each.line, each]));
  await insert(
    "line",
    "line text, quantity numeric, amount numeric, node jsonb",
    lines.map(({ plan, quantity, units }) => ({
      line: plan.id,
      quantity: quantity ? quantityOf(units.filter(isDeclared).map((unit) => unit.quantity)) : null,
      amount: costed.get(plan.id)?.amount ?? "0.00",
      node: costed.get(plan.id)?.node ?? null,
    })),
  );
  await insert(
    "unit",
    "line text, register text, record bigint, measure text, on_day date, quantity numeric",
    lines.flatMap(({ plan, units }) =>
      units.filter(isDeclared).map(({ register, record, measure, on, quantity }) => ({
        line: plan.id,
        register,
        record,
        measure,
        on_day: on,
        quantity,
      })),
    ),
  );
  await insert(
    "hours",
    "line text, person text, year integer, hours numeric",
    lines.flatMap(({ plan, staff }) =>
      staff.flatMap(({ person, year, hours, time }) =>
        time && hours !== null && !isZero(hours) ? [{ line: plan.id, person, year, hours }] : [],
      ),
    ),
  );
  await insert(
    "item",
    "line text, id text, category text, on_day date, supplier text, reference text, amount numeric, document bigint",
    lines.flatMap(({ plan, input }) =>
      plan.terms.form === "real_cost"
        ? (input.items ?? []).map(({ id: item, category, on, supplier, reference, amount, document }) => ({
            line: plan.id,
            id: item,
            category: category ?? plan.category,
            on_day: on,
            supplier,
            reference,
            amount,
            document: document ?? null,
          }))
        : [],
    ),
  );
};

/** Returns the receipt of a declaration that was submitted. */
export const receiptOf = (row: DeclarationRow): Receipt => {
  const { id, number, version, receipt, submittedAt, hash, total } = row;
  if (receipt === null || submittedAt === null || hash === null || total === null)
    throw wrongState(row.state);
  return { id, number, version, receipt, submittedAt, hash, total };
};
