import type { Register } from "../definition/programme.ts";
import { identityFields } from "../register/table.ts";
import type { Desk } from "./desk.ts";
import { entryAnswers } from "./entry-answers.ts";
import { peopleOf } from "./people.ts";
import type { SeenRecord } from "./see-record.ts";
import type { Difference, RecordPage, TrailEntry } from "./shapes.ts";
import { differencesOf, filledIn, identityInTrail, saidReason, sayAction, sayKind } from "./words.ts";

type Row = {
  change: number;
  at: string;
  actor: string;
  action: string;
  reason: string;
  kind: TrailEntry["kind"];
  before: string | null;
  after: string | null;
  undoes: number | null;
  undoneBy: number | null;
  confirmed: string[] | null;
  file: number | null;
  fileName: string | null;
  importedAt: string | null;
};

const mostEntries = 200;

/** Returns what happened to a record, newest first, and the files that it came from, as far as the asker may see. */
export const trailOf = async (
  desk: Desk,
  { register, operation, record, partner }: SeenRecord,
): Promise<{
  trail: TrailEntry[];
  files: RecordPage["files"];
  /** Whether somebody ticked a doubt as right, and nothing that its rule reads changed since. */
  isConfirmed: (rule: string, reads: ReadonlySet<string>) => boolean;
}> => {
  const { rows } = await desk.client.query<Row>(
    `select s.change, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, c.actor, c.action, c.reason,
       s.kind, s.before::text as before, s.after::text as after, a.undoes, a.confirmed, u.change as "undoneBy",
       f.id as file, f.name as "fileName", to_char(f.imported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "importedAt"
     from trail.shown s
     join trail.change c on c.seq = s.change
     left join entry.act a on a.change = s.change
     left join entry.act u on u.undoes = s.change
     left join intake.file f on f.change = s.change
     where s.operation = $1 and s.record = $2 and s.register = $3
     order by s.change desc limit ${mostEntries}`,
    [operation, record, register.id],
  );
  const scope = { operation, partner };
  const person = await peopleOf(
    desk,
    rows.map(({ actor }) => actor),
    scope,
  );
  const mayWrite = desk.house.guards.record(desk.who, "records:write", scope);
  const trail = rows.map((row, index): TrailEntry => ({
    change: row.change,
    at: row.at,
    who: person(row.actor),
    action: row.action,
    actionLabel: sayAction(row.action),
    kind: row.kind,
    kindLabel: sayKind(row.kind),
    // The reason of an import is the name of its file.
    reason: row.action === "import" ? "" : saidReason(row.reason),
    filled: filledIn(row.reason).flatMap((id) => register.fields.get(id)?.label ?? []),
    undoes: row.undoes,
    undoneBy: row.undoneBy,
    file: row.file === null ? null : { file: row.file, name: row.fileName ?? "" },
    differences: differences(register, row),
    undoable: index === 0 && mayWrite,
  }));
  const files = rows.flatMap(({ file, fileName, importedAt, change }) =>
    file === null ? [] : [{ file, name: fileName ?? "", importedAt: importedAt ?? "", change }],
  );
  const isConfirmed = (rule: string, reads: ReadonlySet<string>) => {
    const ticked = rows.findIndex(({ confirmed }) => confirmed?.includes(rule));
    const touches = ({ field }: Difference) =>
      field === identityInTrail ? identityFields(register).some(({ id }) => reads.has(id)) : reads.has(field);
    return ticked >= 0 && !trail.slice(0, ticked).some(({ differences }) => differences.some(touches));
  };
  return { trail, files, isConfirmed };
};

const differences = (register: Register, { before, after }: Pick<Row, "before" | "after">) =>
  differencesOf(register, entryAnswers(register, before), entryAnswers(register, after));

const mostReaders = 50;

/** Returns who read the record's identity or special answers; null where the asker may not see that. */
export const readersOf = async (
  desk: Desk,
  { register, operation, record, partner }: SeenRecord,
): Promise<RecordPage["readers"]> => {
  const scope = { operation, partner };
  if (!desk.house.guards.record(desk.who, "trail:read", scope)) return null;
  const { rows } = await desk.client.query<{
    at: string;
    account: string;
    fields: string[];
    purpose: string;
  }>(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, account, fields, purpose
     from access.reading where operation = $1 and register = $2 and records @> array[$3::bigint]
     order by id desc limit ${mostReaders}`,
    [operation, register.id, record],
  );
  const person = await peopleOf(
    desk,
    rows.map(({ account }) => `account:${account}`),
    scope,
  );
  return rows.map(({ at, account, fields, purpose }) => ({
    at,
    who: person(`account:${account}`),
    fields: fields.map((id) => register.fields.get(id)?.label ?? { fr: id, nl: id, en: id }),
    purpose,
  }));
};
