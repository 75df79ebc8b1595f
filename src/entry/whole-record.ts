import type { PoolClient } from "pg";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { identityFields, identityTableOf, plainFields, tableOf } from "../register/table.ts";
import { entryAnswers } from "./entry-answers.ts";
import { isSame } from "./same.ts";
import { identityInTrail } from "./words.ts";

/** A record with every answer, whoever may see them: only to check and to write, never to show. */
export type WholeRecord = Readonly<{
  record: number;
  partner: string;
  /** The change that last touched it. */
  version: number;
  answers: RecordValues;
}>;

/** Returns the records of an operation that there are, with all answers. Needs the owner's role. */
export const wholeRecords = async (
  client: PoolClient,
  register: Register,
  operation: string,
  records: readonly number[],
): Promise<ReadonlyMap<number, WholeRecord>> => {
  const columns = [
    ...plainFields(register).map(({ id }) => `r.${sqlName(id)}`),
    ...identityFields(register).map(({ id }) => `i.${sqlName(id)}`),
  ];
  // Numbered, not named: a field may be called like a column of ours.
  const { rows } = await client.query<Value[]>({
    text: `select r.record, r.partner, r.change${columns.map((column) => `, ${column}`).join("")}
      from ${tableOf(register)} r
      left join ${identityTableOf(register)} i on i.operation = r.operation and i.record = r.record
      where r.operation = $1 and r.record = any ($2::bigint[])`,
    values: [operation, [...records]],
    rowMode: "array",
  });
  const ids = [...plainFields(register), ...identityFields(register)].map(({ id }) => id);
  return new Map(
    rows.map(([record, partner, change, ...answers]): [number, WholeRecord] => [
      Number(record),
      {
        record: Number(record),
        partner: String(partner),
        version: Number(change),
        answers: Object.fromEntries(ids.map((id, at) => [id, answers[at] ?? null])),
      },
    ]),
  );
};

/** A change of a record since a version: which fields it touched, who made it and when. */
export type Touch = Readonly<{ change: number; actor: string; at: string; fields: ReadonlySet<string> }>;

/** What a record said at a version, and what touched it since, oldest first. */
export type Past = Readonly<{ answers: RecordValues; touches: readonly Touch[] }>;

type Entry = {
  change: number;
  actor: string;
  at: string;
  before: string | null;
  after: string | null;
  identity: RecordValues | null;
};

/**
 * Returns what the record said at an earlier version, from the trail and the room of former identities. Undefined
 * where the record was not there at that version, or where what it said of the person is forgotten by now. Needs the
 * owner's role.
 */
export const pastOf = async (
  client: PoolClient,
  register: Register,
  operation: string,
  now: WholeRecord,
  version: number,
): Promise<Past | undefined> => {
  if (version === now.version) return { answers: now.answers, touches: [] };
  const { rows } = await client.query<Entry>(
    `select e.change, c.actor, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, e.before, e.after, b.answers as identity
     from trail.entry e join trail.change c on c.seq = e.change
     left join identity.before b on b.change = e.change and b.operation = e.operation and b.record = e.record
     where e.operation = $1 and e.record = $2 and e.register = $3 and e.change > $4 order by e.change`,
    [operation, now.record, register.id, version],
  );
  const personal = identityFields(register);
  let answers: Record<string, Value | undefined> = { ...now.answers };
  const touches: Touch[] = [];
  for (const { change, actor, at, before, after, identity } of rows.toReversed()) {
    const [was, is] = [entryAnswers(register, before), entryAnswers(register, after)];
    if (!was || !is) return undefined;
    const fields = new Set<string>();
    for (const field of plainFields(register))
      if (!isSame(field, was[field.id], is[field.id])) fields.add(field.id);
    if (was[identityInTrail] !== is[identityInTrail]) {
      if (!identity) return undefined;
      for (const field of personal)
        if (!isSame(field, identity[field.id], answers[field.id])) fields.add(field.id);
      answers = { ...answers, ...identity };
    }
    for (const { id } of plainFields(register)) answers[id] = was[id] ?? null;
    touches.unshift({ change, actor, at, fields });
  }
  return { answers, touches };
};
