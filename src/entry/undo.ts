import type { PoolClient } from "pg";
import type { RecordValues } from "../definition/condition/condition.ts";
import type { Programme, Register } from "../definition/programme.ts";
import { tableOf } from "../register/table.ts";
import { notFound, Problem } from "../problem.ts";
import { entryAnswers } from "./entry-answers.ts";
import { changeOf, closeChange, openChange } from "./open-change.ts";
import { wholeRecords } from "./whole-record.ts";
import { type ActRow, decideKnown, type Hand, stageRows, writeDecided } from "./write-rows.ts";

/** Something that was done on top of a change: the first later change of one of its records, or another in its place. */
export type Built = Readonly<{
  operation: string;
  register: string;
  partner: string;
  record: number;
  change: number;
  at: string;
  actor: string;
  kind: "changed_again" | "taken_place";
}>;

/** Why a change cannot be undone. */
export type Obstacle =
  | Readonly<{ kind: "built_on"; count: number; built: readonly Built[] }>
  | Readonly<{ kind: "undone"; by: number }>
  | Readonly<{ kind: "forgotten" }>;

const mostTold = 50;

/**
 * Returns what stands in the way of undoing a change: it was undone already, somebody has built on it, or what it
 * changed of a person is forgotten by now. Undefined when nothing does. Needs the owner's role.
 */
export const obstacleTo = async (client: PoolClient, change: number): Promise<Obstacle | undefined> => {
  const { rows: undone } = await client.query<{ change: number }>(
    "select change from entry.act where undoes = $1",
    [change],
  );
  if (undone[0]) return { kind: "undone", by: undone[0].change };
  const { rows: built } = await client.query<Built & { count: number }>(
    `select e.operation, e.register, e.partner, e.record, l.change, c.actor, 'changed_again' as kind,
       to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, count(*) over () as count
     from trail.entry e
     join lateral (select min(l.change) as change from trail.entry l
       where l.operation = e.operation and l.record = e.record and l.change > e.change
         and l.change <> all ($2::bigint[])) l on l.change is not null
     join trail.change c on c.seq = l.change
     where e.change = $1 order by e.n limit ${mostTold}`,
    [change, await undoneAfter(client, change)],
  );
  if (built[0]) return { kind: "built_on", count: built[0].count, built };
  const { rows: forgotten } = await client.query(
    `select from trail.entry e
     where e.change = $1 and e.kind <> 'added'
       and (e.after is null or e.before::jsonb -> 'identity' is distinct from e.after::jsonb -> 'identity')
       and not exists (select from identity.before b
         where b.change = e.change and b.operation = e.operation and b.record = e.record)
     limit 1`,
    [change],
  );
  return forgotten.length > 0 ? { kind: "forgotten" } : undefined;
};

/**
 * Returns the later changes that came to nothing: those that were undone and those that undid them. What was undone
 * and done again stands.
 */
const undoneAfter = async (client: PoolClient, change: number): Promise<number[]> => {
  const { rows } = await client.query<{ change: number; undoes: number }>(
    "select change, undoes from entry.act where undoes > $1 order by change desc",
    [change],
  );
  const nothing = new Set<number>();
  // The newest first: an undoing that was itself undone undid nothing.
  for (const { change: undoing, undoes } of rows) if (!nothing.has(undoing)) nothing.add(undoing).add(undoes);
  return [...nothing];
};

type Entry = {
  register: string;
  operation: string;
  partner: string;
  record: number;
  kind: "added" | "changed" | "re_entered" | "removed";
  before: string | null;
  identity: RecordValues | null;
};

/**
 * Undoes a change: its records get the answers back that they had, those it added are taken out, those it took out
 * come back under their number. All of it or nothing, as a new change that names the one undone. Begins and ends in
 * the owner's role; `mayTouch` says whether the asker may write a partner's records. Throws an Obstacle's problem.
 */
export const undoChange = async (
  client: PoolClient,
  hand: Hand,
  {
    programme,
    secret,
    change,
    reason,
    mayTouch,
  }: Readonly<{
    programme: Programme;
    secret: Uint8Array;
    change: number;
    reason: string;
    mayTouch: (scope: Readonly<{ operation: string; partner: string }>) => boolean;
  }>,
): Promise<{ change: number; undoes: number; records: number }> => {
  const next = await openChange(client);
  const { rows: entries } = await client.query<Entry>(
    `select e.register, e.operation, e.partner, e.record, e.kind, e.before, b.answers as identity
     from trail.entry e
     left join identity.before b on b.change = e.change and b.operation = e.operation and b.record = e.record
     where e.change = $1 order by e.n`,
    [change],
  );
  const [first] = entries;
  if (!first || !entries.every(mayTouch)) throw notFound();
  const { operation } = first;
  if (entries.some((each) => each.operation !== operation))
    throw new Problem(409, "not_possible", severalOperations);
  const obstacle = await obstacleTo(client, change);
  if (obstacle) throw new Obstructed(obstacle);
  // The last that was done goes first: what it stands on is there until then. Those of one partner at a time, so that
  // what comes back does so where it was kept.
  const parts = Map.groupBy(entries, (entry) => JSON.stringify([entry.register, entry.partner]));
  for (const part of [...parts.values()].toReversed()) {
    const { register: id = "", partner = "" } = part[0] ?? {};
    const register = programme.registers.get(id);
    if (!register) throw new Problem(409, "not_possible", registerGone);
    const rows = await formerRows(client, register, operation, part);
    await changeOf(client, next);
    await stageRows(client, register, secret, rows);
    await decideKnown(client, register, operation, rows);
    await refuseWhereTaken(client, register, operation);
    await writeDecided(client, hand, {
      programme,
      register,
      operation,
      partner,
      change: next.change,
      action: "undo",
      reason: {},
      within: next,
    });
  }
  await closeChange(client, hand, {
    programme,
    change: next.change,
    action: "undo",
    reason: { said: reason, undoes: change },
  });
  return { change: next.change, undoes: change, records: entries.length };
};

/** Throws where another record took the identity that one is to have again. */
const refuseWhereTaken = async (client: PoolClient, register: Register, operation: string): Promise<void> => {
  const { rows: taken } = await client.query<Built>(
    `select $1 as operation, $2 as register, r.partner, r.record, r.change, c.actor, 'taken_place' as kind,
       to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from fate f join ${tableOf(register)} r on r.operation = $1 and r.identity_key = f.identity_key
     join trail.change c on c.seq = r.change
     where f.fate <> 'removed' and r.record <> f.record limit ${mostTold}`,
    [operation, register.id],
  );
  if (taken.length > 0) throw new Obstructed({ kind: "built_on", count: taken.length, built: taken });
};

/** Thrown when a change cannot be undone; says why. */
export class Obstructed extends Error {
  readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle) {
    super(`the change cannot be undone: ${obstacle.kind}`);
    this.name = "Obstructed";
    this.obstacle = obstacle;
  }
}

const severalOperations = {
  fr: "Ce changement touche plusieurs opérations et ne s'annule pas en une fois.",
  nl: "Deze wijziging raakt verschillende operaties en kan niet in één keer ongedaan gemaakt worden.",
  en: "This change touches several operations and cannot be undone at once.",
};

const registerGone = {
  fr: "Ce changement touche un registre que le programme n'a plus.",
  nl: "Deze wijziging raakt een register dat het programma niet meer heeft.",
  en: "This change touches a register that the programme no longer has.",
};

/** What the records of a change were before it. */
const formerRows = async (
  client: PoolClient,
  register: Register,
  operation: string,
  entries: readonly Entry[],
): Promise<ActRow[]> => {
  const now = await wholeRecords(
    client,
    register,
    operation,
    entries.map(({ record }) => record),
  );
  const personal = [...register.fields.values()].filter(({ sensitivity }) => sensitivity === "identity");
  return entries.map(({ record, kind, before, identity }, at): ActRow => {
    const present = now.get(record)?.answers ?? {};
    if (kind === "added") return { row: at + 1, kind: "removed", record, answers: present };
    const who = identity ?? Object.fromEntries(personal.map(({ id }) => [id, present[id]]));
    const answers = { ...entryAnswers(register, before), ...who };
    return { row: at + 1, kind: kind === "removed" ? "added" : "changed", record, answers };
  });
};
