import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Guards } from "../../../src/access/guards.ts";
import type { House } from "../../../src/house.ts";
import { makeApp } from "../../../src/server/app.ts";
import type { Route } from "../../../src/server/route.ts";
import { routes } from "../../../src/server/routes.ts";
import type { TestAccount, WorldOptions } from "../world.ts";
import { type Asker, type AskerName, askerNames, makeAskers, nothing, reach, reaches } from "./askers.ts";
import { declared, type Declared, maySee } from "./declared.ts";
import { type Keys, keysOf, wrongKeys } from "./keys.ts";
import { faraway, marksIn, neighbour, own, type Place, places } from "./places.ts";
import { openPlantedWorld, type Planted, type PlantedWorld } from "./planted.ts";
import { type About, type Sample, samples } from "./samples.ts";
import { listening, undonePool } from "./undone.ts";
import { everythingIn } from "./unpack.ts";

export type Target = "own" | "colleague" | "neighbour" | "faraway";

/** A world with data at three places and somebody of every role, for whom every request is undone afterwards. */
export type MatrixWorld = PlantedWorld &
  Readonly<{
    askers: ReadonlyMap<AskerName, Asker>;
    keys: ReadonlyMap<AskerName, Keys>;
    /** The report's numbers, as the programme officer reads them. */
    numbers: string;
  }>;

/** Opens it. The caller closes the world in it. */
export const openMatrixWorld = async (
  options: { published?: boolean; world?: WorldOptions } = {},
): Promise<MatrixWorld> => {
  const planted = await openPlantedWorld(options.world);
  const { world } = planted;
  const askers = await makeAskers(world);
  const keys = new Map<AskerName, Keys>();
  for (const [name, asker] of askers) keys.set(name, await keysOf(world, asker));
  const officer = askers.get("programme_officer");
  assert.ok(officer);
  const read = async () => {
    const { headers } = officer.account;
    const response = await world.app.request("/api/reports/2020?language=fr", { headers });
    return ((await response.json()) as { numbers: string }).numbers;
  };
  const numbers = await read();
  if (options.published === true) {
    const response = await world.app.request("/api/reports/2020/editions", {
      method: "POST",
      headers: { ...officer.account.headers, "content-type": "application/json" },
      body: JSON.stringify({ language: "fr", numbers }),
    });
    assert.equal(response.status, 201, await response.text());
  }
  return { ...planted, askers, keys, numbers: await read() };
};

/** What a route answered, with everything that it says. */
export type Answered = Readonly<{ status: number; text: string; bytes: Buffer }>;
export type Ask = (
  route: Route,
  sample: Sample,
  account: Pick<TestAccount, "headers"> | undefined,
) => Promise<Answered>;

/** Returns how to ask the application with these walls of its own; what it does is undone. */
export const asking = (house: House, guards: Guards = house.guards): Ask => {
  const undone = makeApp({
    ...house,
    guards,
    pool: undonePool(house.pool),
    sessions: undonePool(house.sessions),
  });
  const kept = makeApp({ ...house, guards });
  return async (route, sample, account) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
      const value = sample.path?.[name];
      assert.notEqual(value, undefined, `${route.id} wants ${name}`);
      return encodeURIComponent(String(value));
    });
    const query = new URLSearchParams(sample.query);
    const isSent = sample.body !== undefined || sample.bytes !== undefined;
    const request = new Request(`http://127.0.0.1${path}${sample.query ? `?${query}` : ""}`, {
      method: route.method.toUpperCase(),
      headers: {
        "accept-language": "fr",
        origin: house.settings.origin,
        "sec-fetch-site": "same-origin",
        ...account?.headers,
        ...(sample.body === undefined ? {} : { "content-type": "application/json" }),
        ...sample.headers,
      },
      ...(isSent ? { body: sample.bytes ?? JSON.stringify(sample.body) } : {}),
    });
    const response = await (lasting.has(route.id)
      ? oneByOne(async () => kept.request(request))
      : countsAttempts.has(route.id)
        ? oneByOne(async () => {
            await house.pool.query("delete from signin.attempt");
            return undone.request(request);
          })
        : undone.request(request));
    return { status: response.status, ...(await everythingIn(response)) };
  };
};

let before: Promise<unknown> = Promise.resolve();
/** Does the work when all that was given here before it is done. */
const oneByOne = async <T>(work: () => Promise<T>): Promise<T> => {
  const mine = before.then(work);
  before = mine.catch(() => undefined);
  return mine;
};

/** Returns a route by its name, or by that of what else it can be asked. */
export const routeOf = (name: string): Route => {
  const id = name.split(":")[0] ?? "";
  const route = routes.find((each) => each.id === id);
  assert.ok(route, `no route ${id}`);
  return route;
};

const plantedAt = (world: PlantedWorld, target: Target): Planted =>
  target === "neighbour" ? world.neighbour : target === "faraway" ? world.faraway : world.own;

/** Returns what a request of this asker to this target is about. */
export const aboutOf = (world: MatrixWorld, asker: Asker | undefined, target: Target): About => {
  const at = plantedAt(world, target);
  const { draft, view, export: made, spare, session } = asker && target === "own" ? asker.own : at;
  const keys = asker && target === "own" ? world.keys.get(asker.name) : undefined;
  return {
    ...at,
    person: at.worker.id,
    mine: { draft, view, export: made, spare, session },
    asker,
    keys: keys ?? wrongKeys(at.worker.email),
    fresh: randomUUID(),
    numbers: world.numbers,
  };
};

const ghostly = <K extends string>(
  numbers: Readonly<Record<K, number>>,
  nowhere: number,
): Record<K, number> =>
  Object.fromEntries(Object.keys(numbers).map((step) => [step, nowhere])) as Record<K, number>;

/** The same place, with numbers of what is nowhere: what is asked about it is asked about nothing. */
export const ghostOf = (about: About): About => ({
  ...about,
  record: 55_555_555,
  change: 5_555_555,
  file: 5_555_555,
  faulty: randomUUID(),
  sound: randomUUID(),
  remark: 5_555,
  person: randomUUID(),
  grant: randomUUID(),
  invited: randomUUID(),
  token: randomUUID(),
  agreement: 55_555_556,
  document: 55_555_557,
  call: 55_555_558,
  draftCall: 55_555_558,
  candidacies: ghostly(about.candidacies, 55_555_559),
  agreements: ghostly(about.agreements, 55_555_556),
  declarations: ghostly(about.declarations, 55_555_560),
  verifications: ghostly(about.verifications, 55_555_562),
  findings: ghostly(about.findings, 55_555_563),
  decisions: ghostly(about.decisions, 55_555_564),
  decidedDeclaration: 55_555_565,
  payments: ghostly(about.payments, 55_555_566),
  payable: 55_555_556,
  bankFile: 55_555_567,
  bankAccounts: ghostly(about.bankAccounts, 55_555_568),
  recovery: 55_555_569,
  stop: 55_555_570,
  samples: ghostly(about.samples, 55_555_561),
  forms: ghostly(about.forms, 55_555_562),
  irregularity: 55_555_563,
  mine: nothing(),
  keys: wrongKeys(),
});

/** Answers by their words, whichever numbers were asked about: what differs then, tells the two apart. */
export const withoutNumbers = ({ status, text }: Pick<Answered, "status" | "text">, about: About): string => {
  const { mine } = about;
  const numbers = [
    about.record,
    about.change,
    about.file,
    about.faulty,
    about.sound,
    about.person,
    about.grant,
    about.agreement,
    about.document,
    about.call,
    about.draftCall,
    ...Object.values(about.candidacies),
    ...Object.values(about.agreements),
    ...Object.values(about.declarations),
    ...Object.values(about.verifications),
    ...Object.values(about.findings),
    ...Object.values(about.decisions),
    about.decidedDeclaration,
    ...Object.values(about.payments),
    about.payable,
    about.bankFile,
    ...Object.values(about.bankAccounts),
    about.recovery,
    about.stop,
    ...Object.values(about.samples),
    ...Object.values(about.forms),
    about.irregularity,
  ];
  let plain = text;
  for (const number of [...numbers, about.invited, about.token, about.fresh, ...Object.values(mine)])
    plain = plain.replaceAll(new RegExp(`(?<![0-9a-f])${String(number)}(?![0-9a-f])`, "g"), "#");
  return `${status} ${plain}`;
};

/** A cell of the matrix as it was found. */
export type Cell = Readonly<{
  route: string;
  asker: AskerName;
  target: Target;
  expected: number;
  status: number;
  /** Marks that the asker may not see. */
  leaks: readonly string[];
  /** Marks that should be there and are not. */
  missing: readonly string[];
  answered: Answered;
  about: About;
  statements: readonly string[];
  /** Tables of which it would have written rows; looked at only where the declaration says that nothing is done. */
  written: ReadonlySet<string> | undefined;
}>;

/** Returns the targets of a route. */
export const targetsOf = ({ about }: Declared): readonly Target[] =>
  about === "whole"
    ? ["own"]
    : about === "place"
      ? ["own", "neighbour", "faraway"]
      : ["own", "colleague", "neighbour", "faraway"];

const placeOf: Readonly<Record<Target, Place>> = { own, colleague: own, neighbour, faraway };

/** Returns what the declaration says that the asker is answered. */
export const expectedOf = (line: Declared, asker: AskerName, target: Target): number => {
  const { but, about } = line;
  const single = but[asker];
  if (!line.for.includes(asker)) return single ?? line.without;
  if (target === "colleague") return line.colleague[asker] ?? line.other;
  if (about === "mine" ? target === "own" : reaches(asker, placeOf[target])) return single ?? line.own;
  if (about === "mine") return line.other;
  return reach[asker] === "operation" ? line.elsewhere : line.other;
};

/** Attempts are counted beside every transaction, which is not what is asked about here: they are forgotten before. */
const countsAttempts = new Set([
  "signIn",
  "giveSecondFactor",
  "confirmSetUp",
  "forgotPassword",
  "changePassword",
  "beginSecondFactor",
  "confirmSecondFactor",
  "renewRecoveryCodes",
]);

/** What lets people in works as the owner, before there is a session: neither wall stands there. */
const letsIn = new Set([
  ...countsAttempts,
  "lookAtInvitation",
  "acceptInvitation",
  "lookAtPasswordLink",
  "resetPassword",
]);
/** The cells in front of which the walls stand. */
export const walledCells = (): Wanted[] => everyCell().filter(({ route }) => !letsIn.has(route));

/** What takes two transactions, the second of which needs what the first has done: it is let stand. */
export const lasting = new Set(["tellInvitationLink"]);

/** Asks about one cell. */
export const askCell = async (
  world: MatrixWorld,
  ask: Ask,
  id: string,
  asker: AskerName,
  target: Target,
  asksWritten = false,
): Promise<Cell> => {
  const line = declared[id];
  const somebody = world.askers.get(asker);
  const sample = samples[id];
  assert.ok(line && somebody && sample, id);
  const about = aboutOf(world, somebody, target);
  const expected = expectedOf(line, asker, target);
  const route = routeOf(id);
  const {
    result: answered,
    statements,
    written,
  } = await listening(
    () => ask(route, sample(about), somebody.account),
    asksWritten && expected >= 400 && route.method !== "get",
  );
  const found = marksIn(answered.text);
  const mayBeAsked = new Set(marksIn(JSON.stringify(sample(about))));
  const shown = target === "own" && line.for.includes(asker) && expected < 300 ? line.shows : [];
  return {
    route: id,
    asker,
    target,
    expected,
    status: answered.status,
    leaks: [...found].filter((mark) => !maySee(asker, mark, places) && !mayBeAsked.has(mark)),
    missing: shown
      .map((kind) => `${own.word}/${kind}`)
      .filter((mark) => maySee(asker, mark, places) && !found.has(mark)),
    answered,
    about,
    statements,
    written,
  };
};

export type Wanted = Readonly<{ route: string; asker: AskerName; target: Target }>;

/** Returns whether a route only reads: asked twice, it answers the same. */
export const readsOnly = (name: string): boolean => {
  const { method, id } = routeOf(name);
  return method === "get" || id === "searchRecords" || id === "exportRecords";
};

/** Every cell that there is for somebody who is signed in; what lasts comes last. */
export const everyCell = (): Wanted[] =>
  Object.entries(declared)
    .toSorted(([one], [other]) => Number(lasting.has(one)) - Number(lasting.has(other)))
    .flatMap(([route, line]) =>
      askerNames.flatMap((asker) => targetsOf(line).map((target) => ({ route, asker, target }))),
    );

/** Does the work for each, a few at a time, in their order; stops beginning more once `enough` says so. */
export const each = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  enough: () => boolean = () => false,
): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && !enough()) {
      const at = next;
      next += 1;
      const item = items[at];
      if (item !== undefined) results[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return results;
};

/** Asks about each of the cells; `asksWritten`: and looks at what those would have written that may do nothing. */
export const askCells = (
  world: MatrixWorld,
  ask: Ask,
  cells: readonly Wanted[],
  asksWritten = false,
): Promise<Cell[]> =>
  each(cells, ({ route, asker, target }) => askCell(world, ask, route, asker, target, asksWritten));

/** Returns what is wrong with a cell, in words; undefined where nothing is. */
export const faultOf = (cell: Cell): string | undefined => {
  const faults = [
    ...(cell.status === cell.expected ? [] : [`is ${cell.status}, declared ${cell.expected}`]),
    ...(cell.leaks.length === 0 ? [] : [`leaks ${cell.leaks.join(", ")}`]),
    ...(cell.missing.length === 0 ? [] : [`does not show ${cell.missing.join(", ")}`]),
  ];
  return faults.length === 0
    ? undefined
    : `${cell.route} · ${cell.asker} · ${cell.target}: ${faults.join("; ")}`;
};
