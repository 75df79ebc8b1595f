import type { PoolClient } from "pg";
import { acting } from "../agreement/desk.ts";
import { placeNames } from "../declaration/page.ts";
import { opposite } from "../euros.ts";
import { notFound } from "../problem.ts";
import { pendingLines } from "./accounts-draft.ts";
import { fundsOf } from "./allocations.ts";
import type { FormLine } from "./form-build.ts";
import { calendarOf, type Desk, gather, mayCertify, needCertifying, needReading } from "./gather.ts";
import { untold } from "./lines.ts";
import { less } from "../euros.ts";
import { readPendingRecoveries } from "./read.ts";
import type { Correction, TellCorrection } from "./shapes.ts";
import { accountingYearOf } from "./years.ts";

type Told = Correction["toldIn"];
type Line = Pick<
  FormLine,
  | "kind"
  | "declaration"
  | "line"
  | "operation"
  | "partner"
  | "priority"
  | "year"
  | "eligible"
  | "public"
  | "entry"
>;

type Facts = Readonly<{
  id: number;
  number: string;
  entry: number | null;
  declaration: number;
  declarationNumber: string;
  audits: boolean;
  article71: boolean;
  comment: string;
}>;

/** Returns lines that take back what was applied for, as corrections: with the decision that they come of. */
export const correctionsOf = async (
  desk: Desk,
  lines: readonly Line[],
  toldIn: Told,
): Promise<Correction[]> => {
  const facts = await readFacts(
    desk.client,
    lines.flatMap(({ declaration }) => (declaration === null ? [] : [declaration])),
  );
  return lines.flatMap((line) => {
    const kind = line.kind === "expenditure" ? undefined : line.kind;
    return kind === undefined ? [] : [correction(desk, facts, line, kind, toldIn)];
  });
};

const correction = (
  { house }: Pick<Desk, "house">,
  facts: readonly Facts[],
  line: Line,
  kind: Correction["kind"],
  toldIn: Told,
): Correction => {
  const own = facts.filter(({ declaration }) => declaration === line.declaration);
  const isRepaid = kind !== "withdrawal" && kind !== "deduction";
  const decision =
    own.find(({ entry }) => entry !== null && entry === line.entry) ?? (isRepaid ? own.at(-1) : undefined);
  const positive = (amount: string) => (amount.startsWith("-") ? opposite(amount) : amount);
  return {
    kind,
    decision: decision ? { id: decision.id, number: decision.number } : null,
    declaration: { id: line.declaration ?? 0, number: own[0]?.declarationNumber ?? "" },
    ...placeNames(house.programme, line.operation, line.partner),
    line: line.line,
    priority: line.priority,
    year: accountingYearOf(calendarOf(house.programme), line.year),
    eligible: positive(line.eligible),
    public: positive(line.public),
    toldIn,
    auditsOfOperations: decision?.audits ?? false,
    article71: decision?.article71 ?? false,
    comment: decision?.comment ?? "",
  };
};

const readFacts = async (client: PoolClient, declarations: readonly number[]): Promise<readonly Facts[]> => {
  const { rows } = await client.query<Facts>(
    `select d.id, d.number, d.entry, d.declaration, n.number as "declarationNumber",
       coalesce(c.audits_of_operations, false) as audits, coalesce(c.article_71, false) as "article71",
       coalesce(c.comment, '') as comment
     from control.decision d join declaration.declaration n on n.id = d.declaration
     left join commission.correction c on c.decision = d.id
     where d.state = 'decided' and d.declaration = any ($1) order by d.declaration, d.n`,
    [[...new Set(declarations)]],
  );
  return rows;
};

/** Returns every correction of what was applied for: told already, still to be told, to be recovered, irrecoverable. */
export const correctionsPage = async (
  desk: Desk,
): Promise<Readonly<{ today: string; rows: Correction[]; mayChange: boolean }>> => {
  await needReading(desk);
  const { house, client } = desk;
  const rows: Correction[] = [];
  for (const { id: fund } of fundsOf(house.programme)) {
    const gathered = await gather(desk, fund);
    const { known, applications, accounts, applicationLines, accountsLines } = gathered;
    const pending = await readPendingRecoveries(client, gathered.operations);
    for (const [what, forms, lines] of [
      ["application", applications, applicationLines],
      ["accounts", accounts, accountsLines],
    ] as const)
      for (const { id, number } of forms)
        rows.push(
          ...(await correctionsOf(
            desk,
            lines.filter(({ form, kind }) => form === id && kind !== "expenditure"),
            { id, number, what },
          )),
        );
    const waiting: readonly Line[] = untold(known).flatMap((each) => {
      const place = known.places.get(each.declaration);
      const allocation = place && known.allocations.get(place.operation);
      return place && allocation
        ? [{ ...each, ...place, kind: "withdrawal" as const, priority: allocation.priority }]
        : [];
    });
    rows.push(...(await correctionsOf(desk, waiting, null)));
    const open = pending.flatMap((each) => [
      ...pendingLines(gathered, each, less(each.ordered, each.repaid, each.writtenOff)).map((line) => ({
        line,
        kind: "to_recover" as const,
      })),
      ...pendingLines(gathered, each, each.writtenOff).map((line) => ({
        line,
        kind: "irrecoverable" as const,
      })),
    ]);
    const facts = await readFacts(
      client,
      open.map(({ line }) => line.declaration ?? 0),
    );
    rows.push(...open.map(({ line, kind }) => correction(desk, facts, line, kind, null)));
  }
  return { today: house.today(), rows, mayChange: mayCertify(desk) };
};

/** Keeps how the correction of a decision is told in the accounts. Throws notFound. */
export const tellCorrection = async (desk: Desk, decision: number, body: TellCorrection): Promise<void> => {
  await needCertifying(desk);
  const { client } = desk;
  const { rows } = await client.query(
    "select from control.decision d where d.id = $1 and d.state = 'decided'",
    [decision],
  );
  if (rows.length === 0) throw notFound();
  await acting(desk, "commission.tell_correction", async (act) => {
    const { rows: kept } = await client.query<{ id: number }>(
      `insert into commission.correction (decision, audits_of_operations, article_71, comment, change)
       values ($1, $2, $3, $4, $5)
       on conflict (decision) do update set audits_of_operations = excluded.audits_of_operations,
         article_71 = excluded.article_71, comment = excluded.comment, change = excluded.change
       returning id`,
      [decision, body.auditsOfOperations, body.article71, body.comment, act.change],
    );
    await act.note("commission.correction", kept[0]?.id ?? 0);
  });
};
