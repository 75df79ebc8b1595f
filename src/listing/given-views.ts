import { dueColumn } from "../definition/clock/clock.ts";
import { systemColumns } from "./columns.ts";
import { namingColumns, usualColumns } from "./list.ts";
import { type ListRequest, shownColumns } from "./query.ts";
import type { SuggestedView } from "./saved-views.ts";
import { type GivenList, listsOf } from "./service-lists.ts";
import { type ListView, plainView, queryOfView } from "./view.ts";

type Asked = Pick<ListRequest, "programme" | "register" | "who" | "operation">;

/**
 * Returns the view that opens a service's list: its records, most urgent first, with the columns that it names as far as
 * the asker may see them.
 */
export const viewOfList = (request: Asked, given: GivenList): ListView => {
  const { list, code } = given;
  const shown = shownColumns(request);
  const due = list.deadline && dueColumn(list.deadline.id);
  const sorted = [due, list.sort].find((id) => id !== undefined && shown.has(id));
  return {
    ...plainView,
    filters: [{ field: systemColumns.list, in: [code] }],
    sort: sorted === undefined ? undefined : { field: sorted, descending: false },
    columns: columnsOfList(request, given).map(({ id }) => id),
  };
};

/** Returns the columns of a service's list: who or what each record is, by when it is due, and what the list names. */
export const columnsOfList = (request: Asked, { list }: GivenList) => {
  const shown = shownColumns(request);
  const usual = usualColumns(request);
  const own = list.columns?.flatMap((id) => shown.get(id) ?? []);
  const ends = usual.filter(({ kind }) => kind === "partner" || kind === "open");
  const middle = own ?? usual.filter((column) => !ends.includes(column));
  const due = list.deadline && shown.get(dueColumn(list.deadline.id));
  return [...new Set([...namingColumns(request), ...(due ? [due] : []), ...middle, ...ends])];
};

/** Returns the lists that services give of the register, where the asker looks at it. */
export const givenViews = (request: Asked): SuggestedView[] =>
  listsOf(request.programme, request.register)
    .filter(
      ({ service }) => request.operation === undefined || service.operations.includes(request.operation),
    )
    .map((given) => ({
      id: `list_${given.code}`,
      label: given.label,
      query: String(queryOfView(viewOfList(request, given))),
    }));
