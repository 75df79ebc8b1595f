import type { PoolClient } from "pg";
import { acting, handOf } from "../agreement/desk.ts";
import { canonicalJson } from "../canonical-json.ts";
import { contentHash } from "../declaration/canonical.ts";
import { less } from "../euros.ts";
import { post, type Posting, reverse } from "../ledger/post.ts";
import type { Act } from "../trail/act.ts";
import type { Desk, Gathered } from "./gather.ts";
import type { NewLine } from "./lines.ts";
import { asProblem, controlledByYou, wrongState } from "./problem.ts";
import { type ApplicationContent, readDeclarationNames } from "./read.ts";

/** What sending a form does, and opening it again: the same for applications and accounts. */

/** Returns by which definitions a form was reckoned. */
export const definitionOf = ({ house }: Pick<Desk, "house">): ApplicationContent["definition"] => ({
  programme: house.programme.fingerprint,
  control: house.programme.control.fingerprint ?? null,
});

/** Throws where the asker verified or decided on one of the declarations. The database holds it as well. */
export const needUncontrolled = async (desk: Desk, lines: readonly NewLine[]): Promise<void> => {
  const names = await readDeclarationNames(desk.client, [...new Set(lines.map((line) => line.declaration))]);
  const { actor } = handOf(desk);
  if ([...names.values()].some(({ controlledBy }) => controlledBy.includes(actor))) throw controlledByYou();
};

/** Keeps the form as it is sent, and asks the database whether its lines say what the ledger says. */
export const sendForm = async (
  desk: Desk,
  act: Act,
  what: "application" | "accounts",
  id: number,
  content: unknown,
  at: string | undefined,
): Promise<void> => {
  await desk.client.query(
    `update commission.${what} set state = 'submitted', content = $2, hash = $3, submitted_by = $4, change = $5
       ${at === undefined ? "" : ", submitted_at = $6"} where id = $1`,
    [
      id,
      canonicalJson(content),
      contentHash(content),
      handOf(desk).actor,
      act.change,
      ...(at === undefined ? [] : [at]),
    ],
  );
  await act.note(`commission.${what}`, id);
  await holdNow(desk.client, what);
};

const holdNow = async (client: PoolClient, what: "application" | "accounts"): Promise<void> => {
  const own =
    what === "application" ? "commission.application_says_the_ledger" : "commission.accounts_say_the_ledger";
  const held = `ledger.entry_balances, ledger.posting_balances, ledger.entry_is_founded, ${own}`;
  await client.query(`set constraints ${held} immediate; set constraints ${held} deferred`);
};

const opposite = (amount: string): string => less("0.00", amount);

/**
 * Posts what sending a form moves, an entry for each declaration and kind of line. Returns the entries by the key of
 * `entryKey`.
 */
export const postLines = async (
  { client }: Desk,
  act: Act,
  { known }: Pick<Gathered, "known">,
  of: Readonly<{ form: number; kind: "application" | "accounts" }>,
  lines: readonly NewLine[],
): Promise<ReadonlyMap<string, number>> => {
  const entries = new Map<string, number>();
  const posted = lines.filter(({ entry }) => entry === null);
  for (const [key, own] of Map.groupBy(posted, entryKey)) {
    const [first] = own;
    if (!first) continue;
    const { kind, postings } = movedBy(of.kind, first);
    const place = known.places.get(first.declaration);
    if (!place) throw new Error(`declaration ${first.declaration} has no place`);
    entries.set(
      key,
      await post(client, act, {
        kind,
        key: `${of.kind}:${of.form}:${key}`,
        ...place,
        declaration: first.declaration,
        under: of.form,
        postings: merged(own.flatMap(postings)),
      }),
    );
  }
  return entries;
};

/** Lines of one declaration and kind are posted in one entry. */
export const entryKey = ({ declaration, kind, deduction }: NewLine): string =>
  [declaration, kind, deduction].filter((part) => part !== null).join(":");

const movedBy = (
  what: "application" | "accounts",
  { kind, deduction }: NewLine,
): Readonly<{ kind: string; postings: (line: NewLine) => Posting[] }> => {
  const move = (to: Posting["account"]) => (line: NewLine) => [
    { account: line.from, line: line.line, amount: opposite(abs(line.eligible)) },
    { account: to, line: line.line, amount: abs(line.eligible) },
  ];
  if (kind === "recovery") return { kind: "recovered", postings: move("recovered") };
  if (kind === "deduction")
    return { kind: "deducted", postings: move(deduction === "ongoing_assessment" ? "parked" : "withdrawn") };
  return what === "application"
    ? { kind: "applied", postings: move("applied") }
    : { kind: "accounted", postings: move("accounted") };
};

const abs = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : amount);

const merged = (postings: readonly Posting[]): Posting[] =>
  [...Map.groupBy(postings, ({ account, line }) => `${account}/${line}`).values()].flatMap((own) => {
    const [first] = own;
    return first
      ? [{ ...first, amount: own.reduce((sum, { amount }) => less(sum, opposite(amount)), "0.00") }]
      : [];
  });

/** Writes the lines of a form that is being sent. */
export const keepLines = async (
  client: PoolClient,
  what: "application" | "accounts",
  form: number,
  lines: readonly NewLine[],
  entries: ReadonlyMap<string, number>,
): Promise<void> => {
  const own = what === "application" ? ["year date", "year"] : ["deduction text", "deduction"];
  const rows = lines.map((line, index) => ({
    n: index + 1,
    kind: line.kind,
    deduction: line.deduction,
    declaration: line.declaration,
    agreement: line.agreement,
    line: line.line,
    about_operation: line.operation,
    about_partner: line.partner,
    priority: line.priority,
    region_category: line.region,
    year: line.year,
    eligible: line.eligible,
    public: line.public,
    entry: line.entry ?? entries.get(entryKey(line)) ?? null,
  }));
  const columns = `n, kind, declaration, agreement, line, about_operation, about_partner, priority, region_category,
    eligible, public, entry, ${own[1]}`;
  for (let at = 0; at < rows.length; at += 5000)
    await client.query(
      `insert into commission.${what}_line (${what}, ${columns})
       select $1, ${columns} from jsonb_to_recordset($2::jsonb) as r (n integer, kind text, declaration bigint,
         agreement bigint, line text, about_operation text, about_partner text, priority text, region_category text,
         eligible numeric, public numeric, entry bigint, ${own[0]})`,
      [form, JSON.stringify(rows.slice(at, at + 5000))],
    );
};

/**
 * Opens a form that was sent again: every entry that it posted is reversed, and what it said stays as it was sent. Only
 * the last one that was sent, and as long as nothing of it was corrected since; the next draft takes it all up again.
 */
export const reopenForm = async (
  desk: Desk,
  what: "application" | "accounts",
  row: Readonly<{ id: number; state: string }>,
  reason: string,
  at?: string,
): Promise<void> => {
  const { client } = desk;
  if (row.state === "reopened") return;
  if (row.state !== "submitted") throw wrongState(row.state);
  try {
    await acting(
      desk,
      `commission.reopen_${what}`,
      async (act) => {
        const { rows } = await client.query<{ id: number }>(
          `select e.id from ledger.entry e where e.under = $1 and e.reverses is null
             and not exists (select from ledger.entry r where r.reverses = e.id) order by e.id`,
          [row.id],
        );
        for (const { id } of rows)
          await reverse(client, act, id, { kind: "reopened", key: `${what}:${row.id}:reopened:${id}` });
        await client.query(
          `update commission.${what} set state = 'reopened', reopened_by = $2, reopened_because = $3, change = $4
             ${at === undefined ? "" : ", reopened_at = $5"} where id = $1`,
          [row.id, handOf(desk).actor, reason, act.change, ...(at === undefined ? [] : [at])],
        );
        await act.note(`commission.${what}`, row.id);
        await holdNow(client, what);
      },
      { waits: true, reason },
    );
  } catch (error) {
    throw asProblem(error, true);
  }
};
