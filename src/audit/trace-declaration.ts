import type { PoolClient } from "pg";
import type { MoneyDesk } from "../agreement/desk.ts";
import { seeRow } from "../declaration/row.ts";
import { sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { instant, mostParts, nodeOf, one, plain, type Traced } from "./trace-node.ts";
import type { TraceNode } from "./trail-shapes.ts";
import { recordText } from "./words.ts";

/** A declaration, by line of the agreement; its documents beside them. */
export const declaration = async (desk: MoneyDesk, id: number): Promise<Traced> => {
  const row = await seeRow(desk, id);
  const lines = await lineNodes(desk.client, id);
  const documents = await documentNodes(desk.client, `declaration:${id}`);
  const node = nodeOf({
    kind: "declaration",
    key: `declaration:${id}`,
    label: plain(row.number),
    amount: row.total,
    at: row.submittedAt,
    link: { page: "declaration", params: { declaration: id } },
    parts: lines.length + documents.length,
  });
  const sum = lines.length === 0 ? null : sumOf(lines.map(({ amount }) => amount ?? "0.00"));
  return { node, parts: [...lines, ...documents], sum };
};

const lineNodes = async (client: PoolClient, id: number, only?: string): Promise<readonly TraceNode[]> => {
  const { rows } = await client.query<{
    line: string;
    amount: string;
    quantity: string | null;
    label: Text | null;
    parts: number;
  }>(
    `select l.line, l.amount::text as amount, trim_scale(l.quantity)::text as quantity, l.node -> 'label' as label,
       ((select count(*) from declaration.unit u where u.declaration = l.declaration and u.line = l.line)
        + (select count(*) from declaration.item i where i.declaration = l.declaration and i.line = l.line)
        + (select count(*) from declaration.hours h where h.declaration = l.declaration and h.line = l.line))::integer as parts
     from declaration.line l where l.declaration = $1 and ($2::text is null or l.line = $2) order by l.line`,
    [id, only ?? null],
  );
  return rows.map((row) =>
    nodeOf({
      kind: "line",
      key: `line:${id}:${row.line}`,
      label: row.label ?? plain(row.line),
      amount: row.amount,
      quantity: row.quantity,
      link: { page: "declaration", params: { declaration: id, line: row.line } },
      parts: row.parts,
    }),
  );
};

const documentNodes = async (client: PoolClient, about: string): Promise<readonly TraceNode[]> => {
  const { rows } = await client.query<{ id: number; name: string; at: string }>(
    `select f.id, f.name, ${instant("f.received_at")} as at from document.file f
     where (f.about = $1 or starts_with(f.about, $1 || ':')) and f.removed_at is null order by f.id limit ${mostParts}`,
    [about],
  );
  return rows.map(({ id, name, at }) =>
    nodeOf({
      kind: "document",
      key: `document:${id}`,
      label: plain(name),
      at,
      link: { page: "document", params: { document: id } },
    }),
  );
};

type Behind = Readonly<{
  kind: "unit" | "item" | "hours";
  name: string;
  on: string | null;
  quantity: string | null;
  amount: string | null;
  operation: string;
  register: string | null;
  record: number | null;
  document: number | null;
}>;

/** A line of a declaration: the records, pieces and hours that it was declared from. */
export const line = async (desk: MoneyDesk, id: number, name: string): Promise<Traced> => {
  const row = await seeRow(desk, id);
  const node = one(await lineNodes(desk.client, id, name));
  const { rows } = await desk.client.query<Behind>(
    `select 'unit' as kind, u.register || ' ' || u.record as name, u.on_day::text as "on", trim_scale(u.quantity)::text as quantity,
       null as amount, u.operation, u.register, u.record, null::bigint as document
     from declaration.unit u where u.declaration = $1 and u.line = $2
     union all select 'item', i.reference, i.on_day::text, null, i.amount::text, i.operation, null, null, i.document
     from declaration.item i where i.declaration = $1 and i.line = $2
     union all select 'hours', h.person || ' ' || h.year, null, trim_scale(h.hours)::text, null, h.operation, null, null, null
     from declaration.hours h where h.declaration = $1 and h.line = $2
     order by 3, 2 limit ${mostParts}`,
    [id, name],
  );
  const parts = rows.map((each, at) =>
    nodeOf({
      kind: each.kind,
      key: `${each.kind}:${id}:${name}:${at}`,
      label: behindLabel(desk, each),
      amount: each.amount,
      quantity: each.quantity,
      at: each.on,
      link: linkOf(row, each),
    }),
  );
  return { node, parts, sum: await sumBehind(desk.client, id, name) };
};

const behindLabel = ({ house }: MoneyDesk, { name, register, record }: Behind): Text => {
  const word = register === null ? undefined : house.programme.registers.get(register)?.record;
  return word && record !== null ? recordText(word, record) : plain(name);
};

const linkOf = (
  { agreement }: Readonly<{ agreement: number }>,
  { kind, operation, register, record, document }: Behind,
): TraceNode["link"] => {
  if (register !== null && record !== null)
    return { page: "record", params: { operation, register, record } };
  if (document !== null) return { page: "document", params: { document } };
  return kind === "hours" ? { page: "staff", params: { agreement } } : null;
};

/** Where a line has pieces, their amounts add up to it; units and hours are paid by a rate, which the line tells. */
const sumBehind = async (client: PoolClient, id: number, name: string): Promise<string | null> => {
  const { rows } = await client.query<{ items: string | null }>(
    "select sum(i.amount)::text as items from declaration.item i where i.declaration = $1 and i.line = $2",
    [id, name],
  );
  return rows[0]?.items ?? null;
};
