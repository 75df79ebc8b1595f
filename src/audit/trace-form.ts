import type { MoneyDesk } from "../agreement/desk.ts";
import { seeRow } from "../declaration/row.ts";
import { less, opposite, sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import { line } from "./trace-declaration.ts";
import { instant, mostParts, nodeOf, one, plain, type Traced } from "./trace-node.ts";
import type { TraceNode } from "./trail-shapes.ts";

type FormKind = "application" | "accounts";
const lineTables = { application: "application_line", accounts: "accounts_line" } as const;
const formWords = {
  application: { fr: "Demande de paiement", nl: "Betalingsaanvraag", en: "Payment application" },
  accounts: { fr: "Comptes", nl: "Rekeningen", en: "Accounts" },
} as const satisfies Record<FormKind, Text>;

const priorityName = ({ programme }: MoneyDesk["house"], priority: string): Text =>
  programme.priorities.get(priority)?.title ?? plain(priority);

/** An application or accounts, by priority. */
export const form = async ({ house, client }: MoneyDesk, kind: FormKind, id: number): Promise<Traced> => {
  const { rows: forms } = await client.query<{ number: string; at: string | null }>(
    `select number, ${instant("submitted_at")} as at from commission.${kind} where id = $1`,
    [id],
  );
  const { number, at } = one(forms);
  const { rows } = await client.query<{ priority: string; amount: string; parts: number }>(
    `select priority, sum(eligible)::text as amount, count(*)::integer as parts from commission.${lineTables[kind]}
     where ${kind} = $1 group by 1 order by 1`,
    [id],
  );
  const words = formWords[kind];
  const sum = sumOf(rows.map(({ amount }) => amount));
  const node = nodeOf({
    kind,
    key: `${kind}:${id}`,
    label: { fr: `${words.fr} ${number}`, nl: `${words.nl} ${number}`, en: `${words.en} ${number}` },
    amount: sum,
    at,
    link: { page: kind, params: { [kind]: id } },
    parts: rows.length,
  });
  const parts = rows.map(({ priority, amount, parts: count }) =>
    nodeOf({
      kind,
      key: `${kind}:${id}:${priority}`,
      label: priorityName(house, priority),
      amount,
      parts: count,
    }),
  );
  return { node, parts, sum };
};

type FormLine = Readonly<{
  n: number;
  kind: string;
  declaration: number;
  number: string;
  line: string;
  amount: string;
  priority: string;
  entry: number;
}>;

const formLineSql = (kind: FormKind): string =>
  `select l.n, l.kind, l.declaration, d.number, l.line, l.eligible::text as amount, l.priority, l.entry
   from commission.${lineTables[kind]} l join declaration.declaration d on d.id = l.declaration where l.${kind} = $1`;

const formLineNode = (kind: FormKind, id: number, row: FormLine): TraceNode =>
  nodeOf({
    kind: "entry",
    key: `${kind}:${id}:${row.priority}:${row.n}`,
    label: plain(`${row.number} · ${row.line}`),
    amount: row.amount,
    link: { page: "declaration", params: { declaration: row.declaration } },
    parts: 1,
  });

/** A priority of a form, by line of a declaration. */
export const formPart = async (
  { house, client }: MoneyDesk,
  kind: FormKind,
  id: number,
  priority: string,
): Promise<Traced> => {
  const { rows } = await client.query<FormLine>(`${formLineSql(kind)} and l.priority = $2 order by l.n`, [
    id,
    priority,
  ]);
  if (rows.length === 0) throw notFound();
  const sum = sumOf(rows.map(({ amount }) => amount));
  const node = nodeOf({
    kind,
    key: `${kind}:${id}:${priority}`,
    label: priorityName(house, priority),
    amount: sum,
    parts: rows.length,
  });
  return { node, parts: rows.slice(0, mostParts).map((row) => formLineNode(kind, id, row)), sum };
};

/**
 * What a form says of a line of a declaration: what was declared, less what control took off it until then, less what
 * other applications had asked for; or the decision by which it was taken back.
 */
export const formLine = async (desk: MoneyDesk, kind: FormKind, id: number, n: number): Promise<Traced> => {
  const { client } = desk;
  const row = one((await client.query<FormLine>(`${formLineSql(kind)} and l.n = $2`, [id, n])).rows);
  const node = formLineNode(kind, id, row);
  if (row.kind !== "expenditure") {
    const { rows } = await client.query<{ id: number }>(
      "select under as id from ledger.entry where id = $1",
      [row.entry],
    );
    const parts = rows.flatMap(({ id: under }) => (under === null ? [] : [under]));
    const { rows: decisions } = await client.query<DecisionRow>(`${decisionSql} where c.id = any ($1)`, [
      parts,
    ]);
    return {
      node: { ...node, parts: decisions.length },
      parts: decisions.map((each) => decisionNode(each, row.amount)),
      sum: decisions.length === 0 ? null : row.amount,
    };
  }
  const declared = (await line(desk, row.declaration, row.line)).node;
  const { rows: decisions } = await client.query<
    DecisionRow & { eligible: string | null; submitted: string | null }
  >(
    `select c.*, t ->> 'eligible' as eligible, t ->> 'submitted' as submitted from (${decisionSql}) c
     cross join lateral jsonb_array_elements(c.targets) t
     where c.declaration = $1 and t ->> 'line' = $2 and c."decidedAt" <= (select submitted_at from commission.${kind} where id = $3)
     order by c.n`,
    [row.declaration, row.line, id],
  );
  let before = declared.amount ?? "0.00";
  const cuts = decisions.map((each) => {
    const after = each.eligible ?? before;
    const cut = less(after, before);
    before = after;
    return decisionNode(each, cut);
  });
  const { rows: others } = await client.query<{ id: number; number: string; amount: string }>(
    `select a.id, a.number, sum(l.eligible)::text as amount from commission.${lineTables[kind]} l
     join commission.${kind} a on a.id = l.${kind} and a.state = 'submitted'
     where l.declaration = $1 and l.line = $2 and a.id < $3 and l.kind = 'expenditure' group by 1, 2 order by 1`,
    [row.declaration, row.line, id],
  );
  const taken = others.map((other) =>
    nodeOf({
      kind,
      key: `${kind}:${other.id}`,
      label: plain(other.number),
      amount: opposite(other.amount),
      link: { page: kind, params: { [kind]: other.id } },
      parts: 1,
    }),
  );
  const parts = [declared, ...cuts, ...taken];
  return {
    node: { ...node, parts: parts.length },
    parts,
    sum: sumOf(parts.map(({ amount }) => amount ?? "0.00")),
  };
};

type DecisionRow = Readonly<{
  id: number;
  number: string;
  n: number;
  declaration: number;
  verification: number | null;
  at: string;
}>;

const decisionSql = `select c.id, c.number, c.n, c.declaration, c.verification, c.targets, c.decided_at as "decidedAt",
  ${instant("c.decided_at")} as at from control.decision c`;

const decisionWords: Text = {
  fr: "Décision de contrôle",
  nl: "Controlebeslissing",
  en: "Decision of control",
};

const decisionNode = (row: DecisionRow, amount: string | null): TraceNode =>
  nodeOf({
    kind: "decision",
    key: `decision:${row.id}`,
    label: {
      fr: `${decisionWords.fr} ${row.number}`,
      nl: `${decisionWords.nl} ${row.number}`,
      en: `${decisionWords.en} ${row.number}`,
    },
    amount,
    at: row.at,
    link: { page: "decision", params: { declaration: row.declaration } },
    parts: row.verification === null ? 0 : 1,
  });

/** A decision, with the verification that it rests on. */
export const decision = async (desk: MoneyDesk, id: number): Promise<Traced> => {
  const row = one((await desk.client.query<DecisionRow>(`${decisionSql} where c.id = $1`, [id])).rows);
  await seeRow(desk, row.declaration);
  const { rows } = await desk.client.query<{ id: number; number: string; at: string | null }>(
    `select v.id, v.number, ${instant("v.concluded_at")} as at from control.verification v where v.id = $1`,
    [row.verification],
  );
  return {
    node: decisionNode(row, null),
    parts: rows.map((verification) =>
      nodeOf({
        kind: "verification",
        key: `verification:${verification.id}`,
        label: plain(verification.number),
        at: verification.at,
        link: { page: "verification", params: { verification: verification.id } },
      }),
    ),
    sum: null,
  };
};
