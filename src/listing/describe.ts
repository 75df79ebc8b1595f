import type { PoolClient } from "pg";
import { mayIn, mayWithin } from "../access/scope.ts";
import { givenViews } from "./given-views.ts";
import type { Choice, FieldType } from "../definition/schema.ts";
import type { Text } from "../language.ts";
import { type ListColumn, systemColumns } from "./columns.ts";
import { usualColumns } from "./list.ts";
import { type ListRequest, searchedColumns, shownColumns } from "./query.ts";
import { listsOf } from "./service-lists.ts";
import { type SavedView, savedViews, suggestedViews, type SuggestedView } from "./saved-views.ts";

export type DescribedColumn = Readonly<{
  id: string;
  kind: ListColumn["kind"];
  label: Text;
  type: FieldType;
  choices: readonly Readonly<{ code: string; label: Text }>[] | null;
  /** Holds personal data: what is wished of it never stands in an address. */
  isPrivate: boolean;
}>;

/** What the page of a list needs before its first row. */
export type ListDescription = Readonly<{
  register: string;
  label: Text;
  description: Text | null;
  operations: readonly Readonly<{ operation: string; title: Text; mayWrite: boolean; mayImport: boolean }>[];
  columns: readonly DescribedColumn[];
  usual: readonly string[];
  /** The fields in which a search looks; empty: there is nothing to search for this asker. */
  searched: readonly Text[];
  suggestions: readonly SuggestedView[];
  views: readonly SavedView[];
}>;

/** Returns what the list can show, sort and filter for this asker: only columns, operations and partners within their reach. */
export const describeList = async (
  client: PoolClient,
  request: Omit<ListRequest, "view">,
): Promise<ListDescription> => {
  const { programme, register, who, operation } = request;
  const within = reachableOperations(request);
  return {
    register: register.id,
    label: register.label,
    description: register.description ?? null,
    operations: within.flatMap((id) => {
      const found = programme.operations.get(id);
      if (!found) return [];
      return {
        operation: id,
        title: found.title,
        mayWrite: mayWithin(who, "records:write", { operation: id }),
        mayImport: mayWithin(who, "files:import", { operation: id }),
      };
    }),
    columns: [...shownColumns(request).values()]
      .filter(({ id }) => id !== systemColumns.operation || operation === undefined)
      .map((column) => described(column, choicesWithin(request, column, within))),
    usual: usualColumns(request).map(({ id }) => id),
    searched: searchedColumns(request).map(({ label }) => label),
    suggestions: [...givenViews(request), ...suggestedViews(register)],
    views: await savedViews(client, register.id, operation),
  };
};

const described = (column: ListColumn, choices: readonly Choice[] | undefined): DescribedColumn => ({
  id: column.id,
  kind: column.kind,
  label: column.label,
  type: column.type,
  choices: choices?.map(({ code, label }) => ({ code, label })) ?? null,
  isPrivate: column.room !== "register",
});

/** The operations that keep the register and of which the asker may see records of some partner. */
const reachableOperations = (
  request: Pick<ListRequest, "programme" | "register" | "who" | "operation">,
): string[] =>
  request.register.operations.filter(
    (id) =>
      (request.operation === undefined || id === request.operation) &&
      reachedPartners(request, id).length > 0,
  );

/** The partners of an operation of which the asker may see records. */
const reachedPartners = (
  { programme, who }: Pick<ListRequest, "programme" | "who">,
  operation: string,
): readonly string[] =>
  (programme.operations.get(operation)?.partners ?? []).filter((partner) =>
    mayIn(who, "records:read", { operation, partner }),
  );

/** Whom else the programme works with is nobody's business: choices name only what the asker may see. */
const choicesWithin = (
  request: Pick<ListRequest, "programme" | "register" | "who">,
  { kind, choices }: ListColumn,
  within: readonly string[],
): readonly Choice[] | undefined => {
  if (kind === "list") {
    const given = listsOf(request.programme, request.register);
    const reached = given.filter(({ service }) => service.operations.some((id) => within.includes(id)));
    return choices?.filter(({ code }) => reached.some((list) => list.code === code));
  }
  if (kind === "operation") return choices?.filter(({ code }) => within.includes(code));
  if (kind !== "partner") return choices;
  const reached = new Set(within.flatMap((operation) => reachedPartners(request, operation)));
  return choices?.filter(({ code }) => reached.has(code));
};
