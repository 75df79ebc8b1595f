import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { isProgrammeWide, operations, partnerId, secretOf, type Size } from "./fill.ts";

/** How long the requests of one kind took, in milliseconds. */
export type Times = Readonly<{ count: number; p50: number; p99: number }>;

/** What one step of the load gave. */
export type Held = Readonly<{
  asked: number;
  perSecond: number;
  all: Times;
  routes: ReadonlyMap<string, Times>;
  /** Answers that are no good ones, by status. */
  wrong: ReadonlyMap<string, number>;
}>;

type Call = Readonly<{
  method: "GET" | "POST" | "PUT" | "PATCH";
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Hears the answer. */
  hear?: (answer: string) => void;
}>;
type Work = Readonly<{ name: string; share: number; writes?: true; call: (user: number) => Call }>;

const whole = (below: number): number => Math.floor(Math.random() * below);

/**
 * Returns what people do, with its share: four fifths read (their home, lists as they stand and filtered, records,
 * figures), one fifth writes (what is typed is saved, records are added, and changed after having been read).
 */
export const worksOf = ({ partners, records }: Size): readonly Work[] => {
  /** A record of the user's own partner: records were dealt out to the partners in turn. */
  const ownRecord = (user: number) => {
    const turn = whole(Math.floor(records / partners));
    return { operation: operations[turn % 4] ?? "arae", record: (user % partners) + 1 + turn * partners };
  };
  const registerOf = (operation: string) => `/api/operations/${operation}/registers/participants`;
  let written = 0;
  const drafts = new Map<number, { id: string; seq: number }>();
  const read = new Map<number, Readonly<{ path: string; version: string }>>();
  const readOwn = (user: number): Call => {
    const { operation, record } = ownRecord(user);
    const path = `${registerOf(operation)}/records/${record}`;
    const hear = (answer: string) => {
      const version = /"version":(\d+)/.exec(answer)?.[1];
      if (version !== undefined) read.set(user, { path, version });
    };
    return { method: "GET", path, hear };
  };
  const list = "/api/registers/participants/list";
  return [
    { name: "home", share: 10, call: () => ({ method: "GET", path: "/api/worklist" }) },
    { name: "who am I", share: 5, call: () => ({ method: "GET", path: "/api/me" }) },
    {
      name: "list",
      share: 25,
      call: () => ({
        method: "POST",
        path: list,
        body: { operation: operations[whole(4)], page: 1 + whole(4) },
      }),
    },
    {
      name: "list, filtered and sorted",
      share: 10,
      call: () => ({
        method: "POST",
        path: list,
        body: {
          operation: operations[whole(4)],
          filters: [{ field: "entry_date", from: `${2016 + whole(5)}-01-01` }],
          sort: { field: "entry_date", descending: true },
        },
      }),
    },
    { name: "record", share: 25, call: readOwn },
    {
      name: "figures of a year",
      share: 5,
      call: () => ({ method: "GET", path: `/api/figures?year=${2018 + whole(3)}` }),
    },
    {
      name: "typing saved",
      share: 15,
      writes: true,
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
      name: "record added",
      share: 3,
      writes: true,
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
            ...(operations[user % 4] === "link" ? { experience_ends_on: "2022-01-31" } : {}),
          },
        },
      }),
    },
    {
      name: "record changed",
      share: 2,
      writes: true,
      call: (user) => {
        const last = read.get(user);
        if (!last) return readOwn(user);
        read.delete(user);
        const { path, version } = last;
        const postcode = `1${100 + 10 * whole(10)}`;
        return {
          method: "PATCH",
          path,
          headers: { "if-match": `"${version}"` },
          body: { answers: { postcode } },
        };
      },
    },
  ];
};

type Answer = Readonly<{ status: number; ms: number }>;

/** Sends one request; the time counts from when it was due, whether or not it could be sent then. */
const send = (agent: Agent, origin: string, user: number, call: Call, due: number): Promise<Answer> =>
  new Promise((resolve) => {
    const { method, path, body, headers = {}, hear } = call;
    const sent = request(
      origin + path,
      {
        agent,
        method,
        timeout: 20_000,
        headers: {
          cookie: `jalon=${secretOf(user)}`,
          origin,
          "sec-fetch-site": "same-origin",
          "accept-language": "fr",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => hear && pieces.push(piece));
        response.on("error", () => resolve({ status: 0, ms: performance.now() - due }));
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          if (status < 300) hear?.(Buffer.concat(pieces).toString());
          resolve({ status, ms: performance.now() - due });
        });
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer")));
    sent.on("error", () => resolve({ status: 0, ms: performance.now() - due }));
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** Returns the middle and the slowest hundredth of some times. */
export const timesOf = (list: readonly number[]): Times => {
  const sorted = Float64Array.from(list).sort();
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
};

/**
 * Sends so many requests a second for so long, as random users at random moments: people do not wait for each other, so
 * neither does a request for the answer to the one before. Returns what was held.
 */
export const sendLoad = async (
  origin: string,
  size: Size,
  works: readonly Work[],
  { rate, seconds }: Readonly<{ rate: number; seconds: number }>,
): Promise<Held> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 2000 });
  const dealt = works.flatMap((work) => Array.from({ length: work.share }, () => work));
  const times = new Map<string, number[]>();
  const wrong = new Map<string, number>();
  const under: Promise<void>[] = [];
  const one = async (due: number): Promise<void> => {
    const work = dealt[whole(dealt.length)];
    if (!work) throw new Error("nothing to do");
    let user = whole(size.users);
    if (work.writes && isProgrammeWide(user)) user -= 1;
    const { status, ms } = await send(agent, origin, user, work.call(user), due);
    const list = times.get(work.name) ?? [];
    times.set(work.name, list);
    if (status >= 200 && status < 300) list.push(ms);
    else {
      const key = `${status === 0 ? "no answer" : status} ${work.name}`;
      wrong.set(key, (wrong.get(key) ?? 0) + 1);
    }
  };
  const started = performance.now();
  let due = started;
  for (;;) {
    due += (-Math.log(1 - Math.random()) * 1000) / rate;
    if (due > started + seconds * 1000) break;
    const pause = due - performance.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    under.push(one(due));
  }
  await Promise.all(under);
  const tookMs = performance.now() - started;
  agent.destroy();
  const all = timesOf([...times.values()].flat());
  return {
    asked: rate,
    perSecond: (all.count * 1000) / Math.max(tookMs, seconds * 1000),
    all,
    routes: new Map([...times].map(([name, list]) => [name, timesOf(list)])),
    wrong,
  };
};
