/**
 * What somebody asked of a list: pure, and read by the browser as by the server. A view has an address, which can be
 * sent to a colleague: it never holds what is written about a person.
 */

/** An export of at most so many records is in the answer itself; a larger one is made afterwards and kept. */
export const mostAtOnce = 5000;

/**
 * A wish about one column. `in`: one of these codes, "" standing for "not answered". `from` and `until`: both ends
 * included. `contains`: the text somewhere, whatever its accents and capitals. `answered`: whether there is an answer.
 */
export type Filter = Readonly<{
  field: string;
  in?: readonly string[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
  contains?: string | undefined;
  answered?: boolean | undefined;
}>;

export type Sort = Readonly<{ field: string; descending: boolean }>;

export type ListView = Readonly<{
  filters: readonly Filter[];
  /** Undefined: the newest record first. */
  sort: Sort | undefined;
  /** Undefined: the columns that the register shows by itself. */
  columns: readonly string[] | undefined;
  /** Counted from 1. */
  page: number;
}>;

export const plainView: ListView = { filters: [], sort: undefined, columns: undefined, page: 1 };

/** Stands for "not answered" among codes, which all begin with a letter or digit, and alone; "*" for "answered". */
const unanswered = "-";
const answered = "*";

/** Returns how the filter stands in an address: "gender:F,M", "entry_date:2020-01-01..", "town:~bru", "town:-". */
export const filterText = ({
  field,
  in: codes,
  from,
  until,
  contains,
  answered: isAnswered,
}: Filter): string => {
  if (codes) return `${field}:${codes.map((code) => (code === "" ? unanswered : code)).join(",")}`;
  if (contains !== undefined) return `${field}:~${contains}`;
  if (from !== undefined || until !== undefined) return `${field}:${from ?? ""}..${until ?? ""}`;
  return `${field}:${isAnswered === true ? answered : unanswered}`;
};

/** Returns the filter that stands so in an address, undefined where the text is none. */
export const readFilter = (text: string): Filter | undefined => {
  const colon = text.indexOf(":");
  const field = text.slice(0, colon);
  const form = text.slice(colon + 1);
  if (colon < 1 || form === "") return undefined;
  if (form.startsWith("~")) return form === "~" ? undefined : { field, contains: form.slice(1) };
  if (form === unanswered) return { field, answered: false };
  if (form === answered) return { field, answered: true };
  const range = /^([^.]*(?:\.\d+)?)\.\.(.*)$/.exec(form);
  if (range) {
    const [, from = "", until = ""] = range;
    if (from === "" && until === "") return undefined;
    return { field, ...(from === "" ? {} : { from }), ...(until === "" ? {} : { until }) };
  }
  return { field, in: form.split(",").map((code) => (code === unanswered ? "" : code)) };
};

/** Returns the query of a view's address. Filters on columns that `isPrivate` names stay out of it. */
export const queryOfView = (
  view: ListView,
  isPrivate: (field: string) => boolean = () => false,
): URLSearchParams => {
  const query = new URLSearchParams();
  for (const filter of view.filters) if (!isPrivate(filter.field)) query.append("filter", filterText(filter));
  if (view.sort) query.set("sort", `${view.sort.descending ? "-" : ""}${view.sort.field}`);
  if (view.columns) query.set("columns", view.columns.join(","));
  if (view.page > 1) query.set("page", String(view.page));
  return query;
};

/** Returns the view that an address asks for. What cannot be read in it is passed over. */
export const viewOfQuery = (query: URLSearchParams): ListView => {
  const sort = query.get("sort") ?? "";
  const columns = query.get("columns");
  const page = Number(query.get("page") ?? "1");
  return {
    filters: query.getAll("filter").flatMap((text) => readFilter(text) ?? []),
    sort: sort === "" ? undefined : { field: sort.replace(/^-/, ""), descending: sort.startsWith("-") },
    columns: columns === null ? undefined : columns.split(",").filter((id) => id !== ""),
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
  };
};
