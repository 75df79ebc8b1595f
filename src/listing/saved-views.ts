import type { PoolClient } from "pg";
import type { Programme, Register } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { systemColumns } from "./columns.ts";
import { openSql } from "./open-points.ts";
import { type Filter, plainView, queryOfView, viewOfQuery } from "./view.ts";

/** A list that one may want: what it is called, and the query of its address. */
export type SuggestedView = Readonly<{ id: string; label: Text; query: string }>;
export type SavedView = Readonly<{ view: string; name: string; query: string }>;

/** Returns the lists that the definition itself suggests: the states of a record, and what is left to do. */
export const suggestedViews = (register: Register): SuggestedView[] => {
  const suggestion = (id: string, label: Text, filters: readonly Filter[]): SuggestedView => ({
    id,
    label,
    query: String(queryOfView({ ...plainView, filters })),
  });
  const { lifecycle, reEntry, fields } = register;
  const states: SuggestedView[] = [];
  if (lifecycle && fields.get(lifecycle.field)?.sensitivity === undefined)
    for (const [state, label] of lifecycle.states)
      states.push(suggestion(`state_${state}`, label, [stateFilter(lifecycle.field, state)]));
  else if (reEntry)
    states.push(suggestion("still_there", stillThere, [{ field: reEntry.leave, answered: false }]));
  const open = (["incomplete", "confirm"] as const).flatMap((state) =>
    openSql(register, state) === undefined
      ? []
      : suggestion(state, leftToDo[state], [{ field: systemColumns.open, in: [state] }]),
  );
  return [...states, ...open];
};

/** Returns the wish for the records in a state of their lifecycle. */
export const stateFilter = (field: string, state: string): Filter => {
  if (state === "none") return { field, answered: false };
  return state === "known" ? { field, answered: true } : { field, in: [state] };
};

const stillThere: Text = { fr: "Encore dans l'action", nl: "Nog in de actie", en: "Still in the action" };
const leftToDo: Readonly<Record<"incomplete" | "confirm", Text>> = {
  incomplete: { fr: "À compléter", nl: "Aan te vullen", en: "To complete" },
  confirm: { fr: "À confirmer", nl: "Te bevestigen", en: "To confirm" },
};

/** Returns the asker's own lists of a register, by name. */
export const savedViews = async (
  client: PoolClient,
  register: string,
  operation: string | undefined,
): Promise<SavedView[]> => {
  const { rows } = await client.query<SavedView>(
    `select id as view, name, address as query from listing.view
     where account = access.account() and register = $1 and operation is not distinct from $2
     order by listing.plain(name), name`,
    [register, operation ?? null],
  );
  return rows;
};

/**
 * Keeps a list under a name, in place of the asker's list of the same name. What its address says of columns that hold
 * personal data is left out.
 */
export const saveView = async (
  client: PoolClient,
  programme: Pick<Programme, "registers">,
  given: Readonly<{ register: string; operation: string | undefined; name: string; query: string }>,
): Promise<SavedView[]> => {
  const fields = programme.registers.get(given.register)?.fields;
  const isPrivate = (field: string) => fields?.get(field)?.sensitivity !== undefined;
  const query = String(queryOfView({ ...viewOfQuery(new URLSearchParams(given.query)), page: 1 }, isPrivate));
  await client.query(
    `insert into listing.view (register, operation, name, address) values ($1, $2, $3, $4)
     on conflict (account, register, coalesce(operation, ''), name) do update set address = excluded.address`,
    [given.register, given.operation ?? null, given.name, query],
  );
  return savedViews(client, given.register, given.operation);
};

/** Forgets one of the asker's lists; returns whether there was one. */
export const deleteView = async (client: PoolClient, view: string): Promise<boolean> => {
  const { rowCount } = await client.query(
    "delete from listing.view where id = $1 and account = access.account()",
    [view],
  );
  return (rowCount ?? 0) > 0;
};
