import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { operations, partnerId, secretOf, type Size } from "./fill.ts";

/** What one step of the load gave. */
export type Held = Readonly<{ asked: number; perSecond: number; p50: number; p99: number; wrong: number }>;

type Call = Readonly<{
  method: "GET" | "POST" | "PUT" | "PATCH";
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}>;
type Work = Readonly<{ share: number; call: (user: number) => Call }>;

const whole = (below: number): number => Math.floor(Math.random() * below);

/**
 * Returns what people do, with its share: four fifths read (their home, lists as they stand and filtered, records,
 * figures), one fifth writes (what is typed is saved, records are added and changed).
 */
const worksOf = ({ partners, records }: Size): readonly Work[] => {
  /** A record of the user's own partner: records were dealt out to the partners in turn. */
  const ownRecord = (user: number) => {
    const turn = whole(Math.floor(records / partners));
    return { operation: operations[turn % 4] ?? "arae", record: (user % partners) + 1 + turn * partners };
  };
  const registerOf = (operation: string) => `/api/operations/${operation}/registers/participants`;
  let written = 0;
  const drafts = new Map<number, { id: string; seq: number }>();
  return [
    { share: 10, call: () => ({ method: "GET", path: "/api/worklist" }) },
    { share: 5, call: () => ({ method: "GET", path: "/api/me" }) },
    {
      share: 25,
      call: () => ({
        method: "POST",
        path: "/api/registers/participants/list",
        body: { operation: operations[whole(4)], page: 1 + whole(4) },
      }),
    },
    {
      share: 10,
      call: () => ({
        method: "POST",
        path: "/api/registers/participants/list",
        body: {
          operation: operations[whole(4)],
          filters: [{ field: "entry_date", from: `${2014 + whole(6)}-01-01` }],
          sort: { field: "entry_date", descending: true },
        },
      }),
    },
    {
      share: 25,
      call: (user) => {
        const { operation, record } = ownRecord(user);
        return { method: "GET", path: `${registerOf(operation)}/records/${record}` };
      },
    },
    {
      share: 5,
      call: (user) => ({
        method: "GET",
        path: `/api/figures?figure=participants&year=2020&partner=${partnerId(user % partners)}`,
      }),
    },
    {
      share: 15,
      call: (user) => {
        const draft = drafts.get(user) ?? { id: randomUUID(), seq: 0 };
        drafts.set(user, { id: draft.id, seq: draft.seq + 2 });
        return {
          method: "PUT",
          path: `/api/drafts/${draft.id}`,
          body: {
            operation: operations[user % 4],
            register: "participants",
            partner: partnerId(user % partners),
            edits: [
              { seq: draft.seq + 1, field: "last_name", text: `Verzonnen ${draft.seq}` },
              { seq: draft.seq + 2, field: "entry_date", text: "02/03/2020" },
            ],
          },
        };
      },
    },
    {
      share: 3,
      call: (user) => ({
        method: "POST",
        path: `${registerOf(operations[user % 4] ?? "arae")}/records`,
        body: {
          partner: partnerId(user % partners),
          answers: {
            person_number: `N${Date.now().toString(36)}${written++}`,
            last_name: "Verzonnen",
            first_name: "Nieuw",
            birth_date: "1999-05-04",
            gender: "woman",
            postcode: "1000",
            entry_date: "2020-03-02",
            employment_at_entry: "inactive",
            in_education_at_entry: false,
            registered_unemployed: false,
            education_level: "isced_3",
          },
        },
      }),
    },
    {
      share: 2,
      call: (user) => {
        const { operation, record } = ownRecord(user);
        return {
          method: "PATCH",
          path: `${registerOf(operation)}/records/${record}`,
          headers: { "if-match": '"1"' },
          body: { answers: { postcode: "1190" } },
        };
      },
    },
  ];
};

/** Sends so many requests a second for so long, as random users, and returns what was held. */
export const sendLoad = async (
  origin: string,
  size: Size,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Held> => {
  const works = worksOf(size);
  const dealt = works.flatMap(({ share, call }) => Array.from({ length: share }, () => call));
  const answers = new Map<string, number>();
  const result = await autocannon({
    url: origin,
    connections: 64,
    overallRate: rate,
    duration: seconds,
    timeout: 20,
    requests: [
      {
        setupRequest: (request, context: { about?: string }) => {
          const user = whole(size.users);
          const call = dealt[whole(dealt.length)];
          if (!call) throw new Error("nothing to do");
          const { method, path, body, headers } = call(user);
          context.about = `${method} ${path.split("?")[0]?.replaceAll(/\/(\d+|[0-9a-f-]{36}|bench_\d+)/g, "/…") ?? ""}`;
          return {
            ...request,
            method,
            path,
            headers: {
              cookie: `jalon=${secretOf(user)}`,
              origin,
              "sec-fetch-site": "same-origin",
              "accept-language": "fr",
              ...(body === undefined ? {} : { "content-type": "application/json" }),
              ...headers,
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          };
        },
        onResponse: (status, _body, context: { about?: string }) => {
          if (status < 300) return;
          const key = `${status} ${context.about ?? ""}`;
          answers.set(key, (answers.get(key) ?? 0) + 1);
        },
      },
    ],
  });
  for (const [answer, count] of answers) process.stdout.write(`    ${count} × ${answer}\n`);
  return {
    asked: rate,
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    wrong: result.errors + result.timeouts + result.non2xx,
  };
};
