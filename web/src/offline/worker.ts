/**
 * What the browser runs beside the pages, so that those made for it open without a network: the application's own
 * files, and the public answer that names the programme. Nothing else is ever kept here: no page's data, no record.
 * It stands by itself: the build gives it the list of files and the version.
 */

/** What the build tells it: its version, and the files that it keeps. */
export type Shell = Readonly<{ version: string; files: readonly string[] }>;

declare const SHELL: Shell;

type Extendable = Readonly<{ waitUntil: (work: Promise<unknown>) => void }>;
type Fetched = Extendable & Readonly<{ request: Request; respondWith: (answer: Promise<Response>) => void }>;
type Worker = Readonly<{
  location: Location;
  clients: Readonly<{ claim: () => Promise<void> }>;
  addEventListener: ((type: "install" | "activate", listener: (event: Extendable) => void) => void) &
    ((type: "fetch", listener: (event: Fetched) => void) => void);
}>;

const worker = globalThis as unknown as Worker;
const prefix = "jalon-shell-";
const name = `${prefix}${SHELL.version}`;
const page = "/index.html";
const about = "/api/about";
const patienceMs = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(name).then(async (cache) => {
      await cache.addAll([page, ...SHELL.files]);
      await cache.add(about).catch(() => undefined);
    }),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((each) => each.startsWith(prefix) && each !== name).map((each) => caches.delete(each)),
        ),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    // The server's own pages first: a newer version is seen as soon as there is a network.
    if (!pathname.startsWith("/api/") && !pathname.startsWith("/public/")) event.respondWith(opened(request));
  } else if (SHELL.files.includes(pathname)) event.respondWith(ownFile(request));
  else if (pathname === about) event.respondWith(programme(request));
});

const kept = async (path: string): Promise<Response | undefined> => (await caches.open(name)).match(path);

/** A phone that has hardly any network is treated as one that has none. */
const opened = async (request: Request): Promise<Response> => {
  const shell = await kept(page);
  if (!shell) return fetch(request);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    return answer.status < 500 ? answer : shell;
  } catch {
    return shell;
  }
};

const ownFile = async (request: Request): Promise<Response> =>
  (await kept(new URL(request.url).pathname)) ?? fetch(request);

const programme = async (request: Request): Promise<Response> => {
  try {
    const answer = await fetch(request);
    // Not after signing out, which takes the cache away.
    if (answer.ok && (await caches.has(name))) await (await caches.open(name)).put(about, answer.clone());
    return answer;
  } catch (error) {
    const known = await kept(about);
    if (known) return known;
    throw error;
  }
};
