import type { Guards } from "../access/guards.ts";
import { readableSql } from "../access/readable.ts";
import { mayAnywhere, scopeOf } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import type { Language } from "../language.ts";
import { identityFields, identityTableOf, plainFields, tableOf } from "../register/table.ts";
import {
  type ListColumn,
  listColumns,
  type ListProgramme,
  type OpenState,
  type Room,
  sortSql,
} from "./columns.ts";
import { askedLists, containsSql, filterSql, listsSql, notShown, Parameters } from "./filter.ts";
import { stillOpenSql } from "./open-points.ts";
import { searchFunctionOf, searchWords } from "./search.ts";
import { listsOf, sensitiveParts } from "./service-lists.ts";
import type { ListView } from "./view.ts";

/** What a list is asked for, and by whom. */
export type ListRequest = Readonly<{
  programme: ListProgramme;
  register: Register;
  who: Who;
  /** The day on which it is asked, "YYYY-MM-DD": the services' lists hold deadlines against it. */
  today: string;
  /** The server's own walls, in front of those of the database. */
  guards: Pick<Guards, "listing" | "room" | "identity" | "special">;
  language: Language;
  /** Undefined: every operation that keeps the register and that the asker may see. */
  operation: string | undefined;
  view: ListView;
  /** Words of a name or number: never part of an address. */
  search?: string | undefined;
}>;

/** The rooms that somebody may look into somewhere. */
export const openRooms = (who: Who): ReadonlySet<Room> =>
  new Set<Room>([
    "register",
    ...(mayAnywhere(who, "identity:read") ? (["identity"] as const) : []),
    ...(mayAnywhere(who, "special:read") ? (["special"] as const) : []),
  ]);

/** Returns the columns that the asker may see, in the order of the definition. */
export const shownColumns = ({
  programme,
  register,
  who,
}: Pick<ListRequest, "programme" | "register" | "who">): ReadonlyMap<string, ListColumn> => {
  const rooms = openRooms(who);
  return new Map([...listColumns(programme, register)].filter(([, { room }]) => rooms.has(room)));
};

/** Returns the asker's column. Throws ListRequestError where there is none, or none for this asker. */
export const shownColumn = (request: ListRequest, id: string): ListColumn => {
  const column = listColumns(request.programme, request.register).get(id);
  if (column && openRooms(request.who).has(column.room)) return column;
  throw notShown(column?.label);
};

/** The fields in which a search looks: who the person is, or what else tells records apart, as far as shown. */
export const searchedColumns = (
  request: Pick<ListRequest, "programme" | "register" | "who">,
): ListColumn[] => {
  const { register } = request;
  return [...shownColumns(request).values()].filter(
    ({ id, room, type, kind }) =>
      kind === "field" &&
      type === "text" &&
      (room === "identity" || (room === "register" && register.identity.includes(id))),
  );
};

/** The parts of the statements that make a list, with their parameters. */
export type ListQuery = Readonly<{
  /** The tables, joined as far as the wishes ask. */
  from: string;
  where: string;
  orderBy: string;
  parameters: Parameters;
  /** The wishes ask answers of the records, for which there may be no index. */
  readsRecords: boolean;
}>;

/**
 * Returns the parts of the statement that finds the records of the list in their order: within the asker's scope by
 * the server's own wall, whatever the database lets through. Throws ListRequestError for what cannot be asked.
 */
export const listQuery = (
  request: ListRequest,
  wanted: Readonly<{ sorted?: boolean; open?: OpenState }> = {},
): ListQuery => {
  const { register, operation, view, search = "", who, guards, language } = request;
  const parameters = new Parameters();
  const rooms = new Set<Room>();
  const scope = (right: "records:read" | "identity:read" | "special:read"): string => {
    const { text, values } = readableSql(guards, who, right, register, parameters.values.length + 1);
    for (const value of values) parameters.add(value);
    return text;
  };
  const conditions = [scope("records:read")];
  if (operation !== undefined) conditions.push(`operation = ${parameters.add(operation)}`);
  let readsRecords = false;
  for (const filter of view.filters) {
    const column = shownColumn(request, filter.field);
    if (column.kind === "list") {
      const lists = askedLists(listsOf(request.programme, register), column, filter);
      for (const list of lists) for (const room of sensitiveParts(list)) rooms.add(room);
      rooms.add("register");
      readsRecords = true;
      conditions.push(listsSql(lists, request.today));
      continue;
    }
    readsRecords ||= column.room !== "identity" && (column.kind === "field" || column.kind === "derived");
    if (!isOnEveryTable(column)) rooms.add(column.room);
    conditions.push(filterSql(register, column, filter, parameters));
  }
  const words = searchWords(search);
  const find = searchFunctionOf(register);
  if (words.length > 0 && find !== undefined && openRooms(who).has("identity")) {
    rooms.add("identity");
    const plain = `array(select translate(listing.plain(w), '%_\\', '') from unnest(${parameters.add(words)}::text[]) w)`;
    conditions.push(`(operation, record) in (select f.operation, f.record from ${find}(${plain}) f)`);
  } else for (const word of words) conditions.push(searchSql(searchedColumns(request), word, parameters));
  if (wanted.open) {
    rooms.add("register");
    conditions.push(stillOpenSql(register, wanted.open) ?? "false");
  }
  for (const [room, right] of [
    ["identity", "identity:read"],
    ["special", "special:read"],
  ] as const)
    if (rooms.has(room)) conditions.push(scope(right));
  // What is only sorted by leaves nobody out: who is hidden comes last.
  const isMatched = rooms.has("identity");
  let orderBy = "record desc";
  if (view.sort && wanted.sorted === true) {
    const column = shownColumn(request, view.sort.field);
    const sorted = sortSql(column, language);
    const right =
      column.room === "register" || rooms.has(column.room) ? undefined : (`${column.room}:read` as const);
    const isOpen = right === undefined || sameScope(who, right);
    if (!isOnEveryTable(column)) rooms.add(column.room);
    const direction = view.sort.descending ? "desc" : "asc";
    const by = isOpen ? sorted : `case when ${scope(right)} then ${sorted} end`;
    orderBy =
      column.kind === "record" ? `record ${direction}` : `${by} ${direction} nulls last, record ${direction}`;
  }
  return {
    from: sourceSql(register, rooms, { isMatched, isSeenOfAll: sameScope(who, "identity:read") }),
    where: conditions.filter((text) => text !== "true").join(" and ") || "true",
    orderBy,
    parameters,
    readsRecords,
  };
};

/** Whether what the asker sees of one kind they see for every record that they see. */
const sameScope = (who: Who, right: "identity:read" | "special:read"): boolean => {
  const places = (wanted: "records:read" | typeof right) => {
    const scope = scopeOf(who, wanted);
    return scope === "everywhere"
      ? scope
      : scope
          .map(({ operation, partner }) => `${operation ?? ""}/${partner ?? ""}`)
          .sort()
          .join(" ");
  };
  return places("records:read") === places(right);
};

/** Operation, partner and number stand beside every part of a record. */
const isOnEveryTable = ({ kind }: ListColumn): boolean =>
  kind === "record" || kind === "operation" || kind === "partner";

/**
 * Returns the tables of a list. Every record has its place in the room of identities: where the asker sees it for all
 * records, that room alone says which they are, or an inner join lets the database walk along the index of names.
 */
const sourceSql = (
  register: Register,
  rooms: ReadonlySet<Room>,
  { isMatched, isSeenOfAll }: Readonly<{ isMatched: boolean; isSeenOfAll: boolean }>,
): string => {
  if (isSeenOfAll && rooms.size === 1 && rooms.has("identity")) return identityTableOf(register);
  let from = rooms.has("special")
    ? `(select ${plainColumns(register)} from ${tableOf(register)}) r`
    : tableOf(register);
  if (rooms.has("identity") && identityFields(register).length > 0) {
    const names = identityFields(register).map(({ id }) => sqlName(id));
    from += ` ${isMatched || isSeenOfAll ? "join" : "left join"} (select operation, record, ${names.join(", ")} from ${identityTableOf(register)}) i using (operation, record)`;
  }
  if (rooms.has("special")) {
    const names = specialFields(register).map(({ id }) => sqlName(id));
    from += ` left join (select operation, record, ${names.join(", ")} from ${specialViewOf(register)}) s using (operation, record)`;
  }
  return from;
};

/** The table holds answers of a special category as well, which are only read through their view. */
const plainColumns = (register: Register): string =>
  [
    "operation",
    "record",
    "partner",
    "change",
    ...plainFields(register).flatMap(({ id, sensitivity }) =>
      sensitivity === "special" ? [] : [sqlName(id)],
    ),
  ].join(", ");

const specialFields = (register: Register) =>
  [...register.fields.values()].filter(({ sensitivity }) => sensitivity === "special");

/** Returns the view that shows a register's answers of a special category to who may read them. */
export const specialViewOf = (register: Register): string => `special.${sqlName(register.id)}`;

/** Registers about no person are searched by what else tells their records apart. */
const searchSql = (columns: readonly ListColumn[], word: string, parameters: Parameters): string => {
  if (columns.length === 0) return "false";
  return containsSql(`concat_ws(' ', ${columns.map(({ id }) => sqlName(id)).join(", ")})`, word, parameters);
};
