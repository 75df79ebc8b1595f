import type { PoolClient } from "pg";
import { mayIn, mayWithin, scopeSql } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Operation, Partner, Programme } from "../definition/programme.ts";
import { tableOf } from "../register/table.ts";
import type { OperationPage, PartnerPage, ProgrammePage } from "./structure-shapes.ts";

/** Returns the programme as its definitions say it: what the pages of its structure are made of. */
export const programmePage = (programme: Programme): ProgrammePage => ({
  id: programme.id,
  title: programme.title,
  authority: programme.authority,
  identifier: programme.identifier,
  approvedOn: programme.approvedOn,
  decision: programme.decision ?? null,
  framework: programme.framework.title,
  period: programme.framework.period,
  version: programme.version,
  fingerprint: programme.fingerprint,
  funds: [...programme.funds].map(([id, label]) => ({ id, label })),
  priorities: [...programme.priorities.values()].toSorted((a, b) => a.number - b.number),
  objectives: [...programme.objectives.values()],
  operations: [...programme.operations.values()].map((operation) => ({
    ...operation,
    objective: operation.objective ?? null,
    description: operation.description ?? null,
    partners: [...operation.partners],
    registers: [...operation.registers],
  })),
  partners: [...programme.partners.values()],
  registers: [...programme.registers.values()].map(({ id, label, record, description }) => ({
    id,
    label,
    record,
    description: description ?? null,
  })),
});

/** What the server itself narrows by; the database would too. */
const placeColumns = { operation: "operation", partner: "partner" };

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

type Count = { partner: string; count: number; at: string | null };

/** Returns an operation's registers with the records that the asker may read, partner by partner, and its last files. */
export const operationPage = async (
  client: PoolClient,
  programme: Programme,
  who: Who,
  operation: Operation,
): Promise<Omit<OperationPage, "targets">> => {
  const mayReadRecords = mayWithin(who, "records:read", { operation: operation.id });
  const mine = scopeSql(who, "records:read", placeColumns, 2);
  const registers: OperationPage["registers"] = [];
  for (const id of operation.registers) {
    const register = programme.registers.get(id);
    if (!register) continue;
    const counts = mayReadRecords
      ? await client.query<Count>(
          `select g.partner, g.count, ${instant("c.at")} as at
           from (select partner, count(*)::int as count, max(change) as change from ${tableOf(register)}
             where operation = $1 and ${mine.text} group by partner) g
           left join trail.change c on c.seq = g.change order by g.count desc, g.partner`,
          [operation.id, ...mine.values],
        )
      : { rows: [] };
    registers.push({
      id,
      count: counts.rows.reduce((sum, { count }) => sum + count, 0),
      lastChange: latest(counts.rows.map(({ at }) => at)),
      partners: counts.rows.map(({ partner, count, at }) => ({ id: partner, count, lastChange: at })),
    });
  }
  return {
    id: operation.id,
    registers,
    files: await lastFiles(client, who, { operation: operation.id }),
    mayReadRecords,
  };
};

/** Returns a partner's operations with the records that the asker may read, its last files, and who works there. */
export const partnerPage = async (
  client: PoolClient,
  programme: Programme,
  who: Who,
  partner: Partner,
): Promise<PartnerPage> => {
  const mayReadRecords = mayWithin(who, "records:read", { partner: partner.id });
  const mine = scopeSql(who, "records:read", placeColumns, 3);
  const operations: PartnerPage["operations"] = [];
  for (const operation of programme.operations.values()) {
    if (!operation.partners.includes(partner.id)) continue;
    const registers: { id: string; count: number }[] = [];
    for (const id of operation.registers) {
      const register = programme.registers.get(id);
      if (!register) continue;
      const { rows } = mayReadRecords
        ? await client.query<{ count: number }>(
            `select count(*)::int as count from ${tableOf(register)} where operation = $1 and partner = $2
               and ${mine.text}`,
            [operation.id, partner.id, ...mine.values],
          )
        : { rows: [] };
      registers.push({ id, count: rows[0]?.count ?? 0 });
    }
    operations.push({ id: operation.id, registers });
  }
  return {
    id: partner.id,
    operations,
    files: await lastFiles(client, who, { partner: partner.id }),
    people: mayIn(who, "people:manage", { partner: partner.id })
      ? await peopleOf(client, programme, partner.id)
      : null,
    mayReadRecords,
  };
};

const latest = (instants: readonly (string | null)[]): string | null =>
  instants.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);

const filesShown = 8;

const lastFiles = async (
  client: PoolClient,
  who: Who,
  { operation = null, partner = null }: { operation?: string | null; partner?: string | null },
): Promise<OperationPage["files"]> => {
  const reads = scopeSql(who, "records:read", placeColumns, 3);
  const brings = scopeSql(who, "files:import", placeColumns, 3 + reads.values.length);
  const { rows } = await client.query<OperationPage["files"][number]>(
    `select id::int as id, name, ${instant("imported_at")} as at, operation, partner, register, rows, added, changed
     from intake.file
     where ($1::text is null or operation = $1) and ($2::text is null or partner = $2) and change is not null
       and (${reads.text} or ${brings.text})
     order by imported_at desc, id desc limit ${filesShown}`,
    [operation, partner, ...reads.values, ...brings.values],
  );
  return rows;
};

const peopleOf = async (
  client: PoolClient,
  programme: Programme,
  partner: string,
): Promise<NonNullable<PartnerPage["people"]>> => {
  const { rows } = await client.query<{ name: string; role: string; operation: string | null }>(
    `select a.name, g.role, g.operation from access.grant g join access.account a on a.id = g.account
     where g.partner = $1 and g.ended_at is null and a.closed_at is null and a.kind = 'person'
     order by a.name, g.role, g.operation`,
    [partner],
  );
  return rows.map(({ name, role, operation }) => ({
    name,
    role: programme.roles.get(role)?.label ?? { fr: role, nl: role, en: role },
    operation,
  }));
};
