import type { PoolClient } from "pg";
import { z } from "zod";
import type { Who } from "../../access/who.ts";
import type { Register } from "../../definition/programme.ts";
import type { House } from "../../house.ts";
import type { Language } from "../../language.ts";
import { describeList } from "../../listing/describe.ts";
import { listRecords, pageSize } from "../../listing/list.ts";
import type { ListRequest } from "../../listing/query.ts";
import { deleteView, saveView } from "../../listing/saved-views.ts";
import { type ListView, readFilter } from "../../listing/view.ts";
import { text } from "../../shapes.ts";
import { notFound } from "../../problem.ts";
import { defineRoute } from "../route.ts";

const name = z
  .string()
  .regex(/^\w[\w-]*$/)
  .max(100);
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const mostFilters = 40;
const mostColumns = 300;

export const filterShape = z.strictObject({
  field: z.string().max(100),
  in: z
    .array(z.string().max(200))
    .min(1)
    .max(2000)
    .optional()
    .describe('One of these codes; "" is "not answered"'),
  from: z.string().max(40).optional(),
  until: z.string().max(40).optional(),
  contains: z.string().min(1).max(200).optional(),
  answered: z.boolean().optional(),
});

/** What a list is asked for in the body of a request: words about a person never stand in an address. */
export const listBody = z.strictObject({
  operation: name.optional(),
  filters: z.array(filterShape).max(mostFilters).optional(),
  sort: z.strictObject({ field: z.string().max(100), descending: z.boolean() }).optional(),
  columns: z.array(z.string().max(100)).max(mostColumns).optional(),
  page: z.int().min(1).max(10_000_000).optional(),
  search: z.string().max(200).optional().describe("Names or numbers of persons; needs identity:read"),
});
export type ListBody = z.infer<typeof listBody>;

const several = z.union([z.string(), z.array(z.string())]).optional();
const listAddress = z.object({
  filter: several.describe("field:code,code · field:from..until · field:~words · field:- (not answered)"),
  sort: z.string().max(101).optional().describe('A column; "-" before it sorts downwards'),
  columns: z.string().max(10_000).optional(),
  page: z.coerce.number().int().min(1).max(10_000_000).optional(),
});

const listPageShape = z.object({
  columns: z.array(z.string()),
  page: z.int(),
  pages: z.int(),
  pageSize: z.int(),
  total: z.int(),
  incomplete: z.int().nullable(),
  records: z.array(
    z.object({
      operation: z.string(),
      record: z.int(),
      partner: z.string(),
      version: z.int(),
      open: z.array(
        z.object({ rule: z.string(), field: z.string(), severity: z.enum(["incomplete", "confirm"]) }),
      ),
      answers: z.record(z.string(), value),
    }),
  ),
});
export type ListAnswer = z.infer<typeof listPageShape>;

const viewsShape = z.array(z.object({ view: z.string(), name: z.string(), query: z.string() }));

const descriptionShape = z.object({
  register: z.string(),
  label: text,
  description: text.nullable(),
  operations: z.array(
    z.object({ operation: z.string(), title: text, mayWrite: z.boolean(), mayImport: z.boolean() }),
  ),
  columns: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["field", "derived", "record", "operation", "partner", "open", "list"]),
      label: text,
      type: z.enum(["text", "integer", "decimal", "date", "boolean", "choice"]),
      choices: z.array(z.object({ code: z.string(), label: text })).nullable(),
      isPrivate: z.boolean().describe("Holds personal data: what is wished of it stands in no address"),
    }),
  ),
  usual: z.array(z.string()),
  searched: z.array(text),
  suggestions: z.array(z.object({ id: z.string(), label: text, query: z.string() })),
  views: viewsShape,
});
export type DescriptionAnswer = z.infer<typeof descriptionShape>;

type Asked = Readonly<{ house: House; who: Who; language: Language }>;

/** Returns the register that an address names, kept by the operation where one is named; else it is not there. */
export const registerOf = (house: House, id: string, operation: string | undefined): Register => {
  const register = house.programme.registers.get(id);
  if (!register || (operation !== undefined && !register.operations.includes(operation))) throw notFound();
  return register;
};

/** Returns what a body asks of a list. */
export const requestOf = (
  { house, who, language }: Asked,
  register: string,
  body: ListBody | undefined,
): ListRequest => ({
  programme: house.programme,
  register: registerOf(house, register, body?.operation),
  who,
  today: house.today(),
  guards: house.guards,
  language,
  operation: body?.operation,
  view: {
    filters: body?.filters ?? [],
    sort: body?.sort,
    columns: body?.columns,
    page: body?.page ?? 1,
  },
  search: body?.search,
});

const answerList = async (client: PoolClient, request: ListRequest): Promise<ListAnswer> => {
  const page = await listRecords(client, request);
  return {
    ...page,
    columns: [...page.columns],
    pageSize,
    records: page.records.map((record) => ({
      ...record,
      open: [...record.open],
      answers: { ...record.answers },
    })),
  };
};

const viewOfAddress = (query: z.infer<typeof listAddress>): ListView => {
  const texts = query.filter === undefined ? [] : [query.filter].flat();
  const sort = query.sort ?? "";
  return {
    filters: texts.flatMap((each) => readFilter(each) ?? []),
    sort: sort === "" ? undefined : { field: sort.replace(/^-/, ""), descending: sort.startsWith("-") },
    columns: query.columns?.split(",").filter((id) => id !== ""),
    page: query.page ?? 1,
  };
};

const tags = ["lists"];
const read = { kind: "right", right: "records:read" } as const;

const describeRoute = defineRoute({
  id: "describeList",
  method: "get",
  path: "/api/registers/{register}/list",
  summary: "What the list of a register can show, sort and filter for the asker",
  tags,
  access: read,
  params: z.object({ register: name }),
  query: z.object({ operation: name.optional() }),
  answer: descriptionShape,
  handle: async ({ house, who, client, params, query, language }) => {
    const register = registerOf(house, params.register, query.operation);
    const { programme, guards } = house;
    const { operation } = query;
    const today = house.today();
    const found = await describeList(client, {
      programme,
      register,
      who,
      today,
      guards,
      language,
      operation,
    });
    return {
      ...found,
      operations: [...found.operations],
      columns: found.columns.map((column) => ({
        ...column,
        choices: column.choices === null ? null : [...column.choices],
      })),
      usual: [...found.usual],
      searched: [...found.searched],
      suggestions: [...found.suggestions],
      views: [...found.views],
    };
  },
});

const listRoute = defineRoute({
  id: "searchRecords",
  method: "post",
  path: "/api/registers/{register}/list",
  summary: "One page of the records of a register, filtered, sorted and searched; changes nothing",
  tags,
  access: read,
  params: z.object({ register: name }),
  body: listBody,
  answer: listPageShape,
  handle: async ({ client, params, body, ...asked }) =>
    answerList(client, requestOf(asked, params.register, body)),
});

const recordsRoute = defineRoute({
  id: "listRecords",
  method: "get",
  path: "/api/operations/{operation}/registers/{register}/records",
  summary: "Lists the records of a register in an operation",
  tags,
  access: { ...read, scope: ({ params }) => ({ operation: params.operation }) },
  params: z.object({ operation: name, register: name }),
  query: listAddress,
  answer: listPageShape,
  handle: async ({ client, params, query, ...asked }) => {
    const request = requestOf(asked, params.register, { operation: params.operation });
    return answerList(client, { ...request, view: viewOfAddress(query) });
  },
});

const allRecordsRoute = defineRoute({
  id: "listAllRecords",
  method: "get",
  path: "/api/registers/{register}/records",
  summary: "Lists the records of a register in all operations that the asker may see",
  tags,
  access: read,
  params: z.object({ register: name }),
  query: listAddress,
  answer: listPageShape,
  handle: async ({ client, params, query, ...asked }) => {
    const request = requestOf(asked, params.register, undefined);
    return answerList(client, { ...request, view: viewOfAddress(query) });
  },
});

const saveViewRoute = defineRoute({
  id: "saveView",
  method: "post",
  path: "/api/registers/{register}/views",
  summary: "Keeps a list under a name of the asker's own; its address holds no personal data",
  tags,
  access: read,
  params: z.object({ register: name }),
  body: z.strictObject({
    operation: name.optional(),
    name: z.string().trim().min(1).max(80),
    query: z.string().max(4000),
  }),
  answer: z.object({ views: viewsShape }),
  handle: async ({ house, client, params, body }) => {
    registerOf(house, params.register, body.operation);
    const given = { ...body, operation: body.operation, register: params.register };
    return { views: [...(await saveView(client, house.programme, given))] };
  },
});

const deleteViewRoute = defineRoute({
  id: "deleteView",
  method: "delete",
  path: "/api/views/{view}",
  summary: "Forgets one of the asker's lists",
  tags,
  access: read,
  params: z.object({ view: z.uuid() }),
  answer: z.object({ deleted: z.literal(true) }),
  handle: async ({ client, params }) => {
    if (!(await deleteView(client, params.view))) throw notFound();
    return { deleted: true as const };
  },
});

/** The lists of records, and what people keep of them. */
export const listingRoutes = [
  describeRoute,
  listRoute,
  recordsRoute,
  allRecordsRoute,
  saveViewRoute,
  deleteViewRoute,
] as const;
