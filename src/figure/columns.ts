import { createHash } from "node:crypto";
import { clockFieldsRead, fieldsRead } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Field, Figure, Programme, Register } from "../definition/programme.ts";
import { plainFields } from "../register/table.ts";

/** One column of the snapshot: how the store gives it, and how DuckDB keeps it. */
export type Column = Readonly<{ name: string; fromStore: string; type: string }>;

/** The columns of one register that figures need; `fingerprint` changes whenever they do. */
export type RegisterColumns = Readonly<{
  register: Register;
  columns: readonly Column[];
  fingerprint: string;
}>;

/** The person behind a record, as 128 bits of the store's keyed hash: enough to tell people apart, no name in it. */
export const personColumn = "person";

/** Says where a record stands and what touched it last: part of every snapshot. */
const keyColumns: readonly Column[] = [
  { name: "operation", fromStore: "operation", type: "VARCHAR" },
  { name: "record", fromStore: "record", type: "BIGINT" },
  { name: "partner", fromStore: "partner", type: "VARCHAR" },
  { name: "file", fromStore: "file", type: "BIGINT" },
  { name: "change", fromStore: "change", type: "BIGINT" },
];

/**
 * Returns, for each register that a figure counts, the columns that its figures and their breakdowns read. A name, a
 * remark or anything else of the room of identities is never among them.
 */
export const snapshotColumns = (
  programme: Pick<Programme, "registers" | "figures" | "questions" | "control">,
): RegisterColumns[] => {
  const counted = new Map<string, Figure[]>();
  const asked = [...programme.questions.services.values()].flatMap(({ figures }) => figures);
  for (const figure of [...programme.figures.values(), ...asked])
    if (figure.computation.kind === "count") {
      const { id } = figure.computation.register;
      counted.set(id, [...(counted.get(id) ?? []), figure]);
    }
  return [...counted].flatMap(([id, figures]) => {
    const register = programme.registers.get(id) ?? programme.control.books.get(id);
    return register ? [columnsOf(register, figures, limitsOf(programme, register))] : [];
  });
};

/** Returns the dates from which the questions work out until when days count. */
const limitsOf = ({ questions }: Pick<Programme, "questions">, register: Register): string[] =>
  [...questions.services.values()].flatMap(({ measures }) =>
    measures.flatMap(({ value }) => {
      if ((value.kind !== "daily" && value.kind !== "length") || value.limit?.kind !== "age") return [];
      const { computation } = value.figure;
      return computation.kind === "count" && computation.register.id === register.id
        ? [value.limit.born]
        : [];
    }),
  );

const columnsOf = (
  register: Register,
  figures: readonly Figure[],
  besides: readonly string[],
): RegisterColumns => {
  const read = new Set([...figures.flatMap((figure) => [...fieldsOf(figure)]), ...besides]);
  const countsPersons = figures.some(
    ({ computation }) => computation.kind === "count" && computation.count.kind === "persons",
  );
  const fields = plainFields(register).filter((field) => read.has(field.id) || isDimension(field));
  const columns: Column[] = [
    ...keyColumns,
    ...(countsPersons
      ? [{ name: personColumn, fromStore: "left(encode(person_key, 'hex'), 32)", type: "UUID" }]
      : []),
    ...fields.map((field) => ({ name: field.id, fromStore: sqlName(field.id), type: duckType(field) })),
  ];
  const fingerprint = createHash("sha256").update(JSON.stringify(columns)).digest("hex").slice(0, 32);
  return { register, columns, fingerprint };
};

/** Returns the stored fields that a figure reads: its condition's, what it counts, what places it in a year. */
export const fieldsOf = ({ computation }: Figure): Set<string> => {
  const read = new Set<string>();
  if (computation.kind !== "count") return read;
  const { when, count, year } = computation;
  if (when) for (const id of fieldsRead(when)) read.add(id);
  if (count.kind === "distinct") for (const id of count.fields) read.add(id);
  if (count.kind === "sum" || count.kind === "estimate") read.add(count.field.id);
  if (count.kind === "share" || count.kind === "median")
    for (const id of clockFieldsRead(count.deadline)) read.add(id);
  if (year?.kind === "on") read.add(year.field);
  if (year?.kind === "between") read.add(year.from).add(year.until);
  return read;
};

/** Returns whether figures can be broken down by the field: it has few answers, all of them known. */
export const isDimension = ({ type, sensitivity }: Field): boolean =>
  (type === "choice" || type === "boolean") && sensitivity !== "identity";

const duckType = ({ type, scale }: Field): string => {
  switch (type) {
    case "text":
    case "choice":
      return "VARCHAR";
    case "integer":
      return "INTEGER";
    case "decimal":
      return `DECIMAL(18, ${scale})`;
    case "date":
      return "DATE";
    case "boolean":
      return "BOOLEAN";
  }
};
