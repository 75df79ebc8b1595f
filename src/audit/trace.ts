import { mayAt, type MoneyDesk } from "../agreement/desk.ts";
import { sumOf } from "../euros.ts";
import { notFound } from "../problem.ts";
import { declaration, line } from "./trace-declaration.ts";
import { decision, form, formLine, formPart } from "./trace-form.ts";
import { instant, nodeOf, numberIn, one, plain, type Traced } from "./trace-node.ts";
import type { TraceNode, TracePage } from "./trail-shapes.ts";

/**
 * Returns an amount with what it is the sum of, down to the record or the document: from an application or the accounts
 * by priority to the lines of declarations, what control left of them, and what they were declared from. Each step is
 * asked for by the key that the one before gave it; `via` are the keys that led there. Throws notFound.
 */
export const tracePage = async (
  desk: MoneyDesk,
  { key, via }: Readonly<{ key: string; via: readonly string[] }>,
): Promise<TracePage> => {
  const path: TraceNode[] = [];
  for (const step of via) path.push((await traced(desk, step)).node);
  const { node, parts, sum } = await traced(desk, key);
  const agrees = sum === null || sum === node.amount;
  return { path, node, parts: [...parts], sum, agrees };
};

const traced = async (desk: MoneyDesk, key: string): Promise<Traced> => {
  const [kind = "", ...rest] = key.split(":");
  const id = numberIn(rest[0]);
  switch (kind) {
    case "application":
    case "accounts":
      needWhole(desk);
      if (rest[2] !== undefined) return formLine(desk, kind, id, numberIn(rest[2]));
      return rest[1] === undefined ? form(desk, kind, id) : formPart(desk, kind, id, rest[1]);
    case "declaration":
      return declaration(desk, id);
    case "line":
      return line(desk, id, rest.slice(1).join(":"));
    case "decision":
      return decision(desk, id);
    case "entry":
      return entry(desk, id);
    case "payment":
      return payment(desk, id);
    default:
      throw notFound();
  }
};

/** What is sent to the Commission is of the whole programme. */
const needWhole = (desk: MoneyDesk): void => {
  if (!mayAt(desk, "money:read", {})) throw notFound();
};

/** An entry of the ledger: the lines that it moved amounts on. */
const entry = async (desk: MoneyDesk, id: number): Promise<Traced> => {
  const { rows } = await desk.client.query<{
    kind: string;
    at: string;
    agreement: number;
    declaration: number | null;
    operation: string;
    partner: string;
    line: string;
    amount: string;
  }>(
    `select e.kind, ${instant("e.at")} as at, e.agreement, e.declaration, e.operation, e.partner, p.line,
       sum(p.amount) filter (where p.amount > 0)::text as amount
     from ledger.entry e join ledger.posting p on p.entry = e.id where e.id = $1
     group by 1, 2, 3, 4, 5, 6, 7 order by 7`,
    [id],
  );
  const first = one(rows);
  if (!mayAt(desk, "money:read", first)) throw notFound();
  const sum = sumOf(rows.map(({ amount }) => amount));
  const parts =
    first.declaration === null
      ? []
      : rows.map((row) =>
          nodeOf({
            kind: "line",
            key: `line:${first.declaration}:${row.line}`,
            label: plain(row.line),
            amount: row.amount,
            link: { page: "declaration", params: { declaration: first.declaration ?? 0, line: row.line } },
            parts: 1,
          }),
        );
  const node = nodeOf({
    kind: "entry",
    key: `entry:${id}`,
    label: plain(`${first.kind} ${id}`),
    amount: sum,
    at: first.at,
    link: { page: "ledger", params: { agreement: first.agreement } },
    parts: parts.length,
  });
  return { node, parts, sum: parts.length === 0 ? null : sum };
};

/** A payment: the declarations of its agreement that it is entitled by. */
const payment = async (desk: MoneyDesk, id: number): Promise<Traced> => {
  const { rows } = await desk.client.query<{
    number: string;
    amount: string;
    agreement: number;
    operation: string;
    partner: string;
    at: string | null;
  }>(
    `select p.number, p.amount::text as amount, p.agreement, p.operation, p.partner, ${instant("p.approved_at")} as at
     from payment.payment p where p.id = $1`,
    [id],
  );
  const row = one(rows);
  if (!mayAt(desk, "money:read", row)) throw notFound();
  const { rows: declarations } = await desk.client.query<{
    id: number;
    number: string;
    total: string;
    at: string;
  }>(
    `select d.id, d.number, d.total::text as total, ${instant("d.submitted_at")} as at from declaration.declaration d
     where d.agreement = $1 and d.live order by d.period_from`,
    [row.agreement],
  );
  return {
    node: nodeOf({
      kind: "payment",
      key: `payment:${id}`,
      label: plain(row.number),
      amount: row.amount,
      at: row.at,
      link: { page: "payment", params: { payment: id } },
      parts: declarations.length,
    }),
    parts: declarations.map((each) =>
      nodeOf({
        kind: "declaration",
        key: `declaration:${each.id}`,
        label: plain(each.number),
        amount: each.total,
        at: each.at,
        link: { page: "declaration", params: { declaration: each.id } },
        parts: 1,
      }),
    ),
    sum: null,
  };
};
