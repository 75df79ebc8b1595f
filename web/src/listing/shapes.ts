import type { ExportAnswer } from "../../../src/server/routes/exports.ts";
import type { DescriptionAnswer, ListAnswer } from "../../../src/server/routes/listing.ts";

/** What the server says a list can show, sort and filter. */
export type Description = DescriptionAnswer;
export type ListColumn = Description["columns"][number];
export type ListPage = ListAnswer;
export type ListedRecord = ListPage["records"][number];
export type SavedExport = ExportAnswer;

/** The key of a row: records of several operations may stand in one list. */
export const keyOf = ({ operation, record }: Pick<ListedRecord, "operation" | "record">): string =>
  `${operation}/${record}`;

/** The column that says what is left to do on a record. */
export const openColumn = "_open";

/** The column that says which of the services' lists a record is in. */
export const listColumn = "_list";
