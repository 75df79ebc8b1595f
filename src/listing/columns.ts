import { clockField, dueColumn } from "../definition/clock/clock.ts";
import { isPlainDeadline } from "../definition/deadlines.ts";
import { fieldSql, sqlName } from "../definition/condition/sql.ts";
import { type ConditionField, fieldsBehind } from "../definition/condition/condition.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Choice, FieldType } from "../definition/schema.ts";
import type { Language, Text } from "../language.ts";
import { listsOf } from "./service-lists.ts";

/** Where the answers of a column are kept. */
export type Room = "register" | "identity" | "special";

/** A column that a list of the register can show, sort and filter. */
export type ListColumn = Readonly<{
  id: string;
  /** list: which of the services' lists a record is in; asked for only, never shown. */
  kind: "field" | "derived" | "record" | "operation" | "partner" | "open" | "list";
  label: Text;
  type: FieldType;
  choices: readonly Choice[] | undefined;
  scale: number;
  room: Room;
  /** What conditions ask; undefined for columns that are no question of the register. */
  asked: ConditionField | undefined;
}>;

/** The columns that every register has, under names that no field can bear: theirs begin with a letter. */
export const systemColumns = {
  record: "_record",
  operation: "_operation",
  partner: "_partner",
  open: "_open",
  list: "_list",
} as const;

/** What a list knows of the programme. */
export type ListProgramme = Pick<Programme, "operations" | "partners" | "services">;

/** What is left to do on a record, as a filter names it. */
export const openStates = ["incomplete", "confirm"] as const;
export type OpenState = (typeof openStates)[number];

const labels: Readonly<Record<keyof typeof systemColumns, Text>> = {
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  open: { fr: "Reste à faire", nl: "Nog te doen", en: "Left to do" },
  list: { fr: "Liste du jour", nl: "Lijst van de dag", en: "Day's list" },
};

const openLabels: Readonly<Record<OpenState, Text>> = {
  incomplete: { fr: "à compléter", nl: "aan te vullen", en: "to complete" },
  confirm: { fr: "à confirmer", nl: "te bevestigen", en: "to confirm" },
};

/** Returns every column of a register's list, in the order of its definition; some may be hidden from who asks. */
export const listColumns = (
  programme: ListProgramme,
  register: Register,
): ReadonlyMap<string, ListColumn> => {
  const known = columnsOf.get(programme) ?? new Map<Register, ReadonlyMap<string, ListColumn>>();
  columnsOf.set(programme, known);
  const columns = known.get(register) ?? makeColumns(programme, register);
  known.set(register, columns);
  return columns;
};

/** Made once: one of them lists a thousand partners. */
const columnsOf = new WeakMap<object, Map<Register, ReadonlyMap<string, ListColumn>>>();

const makeColumns = (programme: ListProgramme, register: Register): ReadonlyMap<string, ListColumn> => {
  const plain = { scale: 0, room: "register", asked: undefined } as const;
  const operations = register.operations.flatMap((id) => programme.operations.get(id) ?? []);
  const partners = [...new Set(operations.flatMap(({ partners }) => partners))];
  const columns: ListColumn[] = [
    {
      ...plain,
      id: systemColumns.record,
      kind: "record",
      label: labels.record,
      type: "integer",
      choices: undefined,
    },
    {
      ...plain,
      id: systemColumns.operation,
      kind: "operation",
      label: labels.operation,
      type: "choice",
      choices: operations.map(({ id, title }) => ({ code: id, label: title })),
    },
    {
      ...plain,
      id: systemColumns.partner,
      kind: "partner",
      label: labels.partner,
      type: "choice",
      choices: partners.map((id) => ({ code: id, label: programme.partners.get(id)?.name ?? sameText(id) })),
    },
    {
      ...plain,
      id: systemColumns.open,
      kind: "open",
      label: labels.open,
      type: "choice",
      choices: openStates.map((code) => ({ code, label: openLabels[code] })),
    },
  ];
  const lists = listsOf(programme, register);
  if (lists.length > 0)
    columns.push({
      ...plain,
      id: systemColumns.list,
      kind: "list",
      label: labels.list,
      type: "choice",
      choices: lists.map(({ code, label }) => ({ code, label })),
    });
  for (const field of register.fields.values())
    columns.push({
      id: field.id,
      kind: "field",
      label: field.label,
      type: field.type,
      choices: field.choices,
      scale: field.scale,
      room: field.sensitivity ?? "register",
      asked: register.askable.get(field.id),
    });
  for (const field of register.derived.values())
    columns.push({
      id: field.id,
      kind: "derived",
      label: field.label,
      type: field.type,
      choices: field.choices,
      scale: field.scale ?? 0,
      room: derivedRoom(register, field),
      asked: field,
    });
  for (const deadline of register.deadlines)
    if (isPlainDeadline(register, deadline)) {
      const asked = clockField(deadline, "awaited");
      const { label, type } = asked;
      const id = dueColumn(deadline.id);
      columns.push({ ...plain, id, kind: "derived", label, type, choices: undefined, asked });
    }
  return new Map(columns.map((column) => [column.id, column]));
};

const sameText = (words: string): Text => ({ fr: words, nl: words, en: words });

/** What is worked out of a hidden answer is hidden as well. */
const derivedRoom = (register: Register, field: ConditionField): Room => {
  const rooms = [...fieldsBehind(field)].map((id) => register.fields.get(id)?.sensitivity);
  return rooms.find((room) => room !== undefined) ?? "register";
};

/** Returns the SQL expression of a column's answer, over the tables that `sourceSql` joins. */
export const columnSql = (column: ListColumn): string => {
  switch (column.kind) {
    case "record":
      return "record";
    case "operation":
      return "operation";
    case "partner":
      return "partner";
    case "open":
    case "list":
      return "null::text";
    case "field":
      return sqlName(column.id);
    case "derived":
      return column.asked ? fieldSql(column.asked) : "null";
  }
};

/**
 * Returns the SQL expression that a list is sorted by: texts without accents and capitals, choices in the order of
 * their definition, operations by their title, the rest by value.
 */
export const sortSql = (column: ListColumn, language: Language): string => {
  const { kind, type, choices = [] } = column;
  const answer = columnSql(column);
  // There may be a thousand partners: their names as they are kept, which begin as their titles do.
  if (kind === "partner") return answer;
  if (type === "text") return `listing.plain(${answer})`;
  if (type !== "choice") return answer;
  const ordered =
    kind === "operation"
      ? choices.toSorted((a, b) => a.label[language].localeCompare(b.label[language], language))
      : choices;
  const codes = ordered.map(({ code }) => `'${code.replaceAll("'", "''")}'`).join(", ");
  return codes === "" ? "null" : `array_position(array[${codes}]::text[], ${answer})`;
};
