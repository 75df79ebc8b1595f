import { isLanguage, type Text } from "../../src/language.ts";
import { spaced } from "../../src/report/document/typography.ts";

/** An answer of the server that is not what was asked for, in the asker's language (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    const { code, title, detail, type: _type, status: _status, instance: _instance, ...more } = problem;
    const language = document.documentElement.lang;
    const said = typeof title === "string" && title !== "" ? title : String(status);
    super(said);
    this.name = "ApiProblem";
    this.status = status;
    this.code = typeof code === "string" ? code : `status_${status}`;
    this.title = isLanguage(language) ? spaced(said, language) : said;
    this.detail = typeof detail === "string" ? detail : undefined;
    this.more = more;
  }
}

/** The server did not answer: no network, or it is starting again. What was typed is still on the page. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super("no answer", { cause });
    this.name = "NoAnswer";
  }
}

export type Query = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>
>;

export type SendOptions = Readonly<{
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Lets the request outlive a tab that is being closed; at most 64 kB. */
  keepalive?: boolean;
  /** "never": a 401 is thrown at once, without asking the person to sign in. */
  signIn?: "ask" | "never";
}>;

type Method = "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * The server, as pages use it. Each throws ApiProblem, or NoAnswer when the network is down. After a 401 the person
 * is asked to sign in over the page, and the request is made again: nothing on the page is lost.
 */
export const api = {
  /** Returns what the address answers. */
  get: async <T>(path: string, query: Query = {}, options: SendOptions = {}): Promise<T> =>
    answerOf<T>(await request(withQuery(path, query), { method: "GET" }, options)),

  /** Sends a value (as JSON), a form with files, or bytes, and returns the answer; undefined where it is empty. */
  send: async <T>(method: Method, path: string, body?: unknown, options: SendOptions = {}): Promise<T> =>
    answerOf<T>(await request(path, { method, ...bodyOf(body) }, options)),

  /** Fetches a file and hands it to the browser, under the name that the server gives it. */
  file: async (path: string, query: Query = {}, body?: unknown): Promise<void> => {
    const how = body === undefined ? { method: "GET" } : { method: "POST", ...bodyOf(body) };
    const response = await request(withQuery(path, query), how, {});
    keepFile(await response.blob(), fileName(response.headers.get("content-disposition")));
  },
} as const;

const bodyOf = (body: unknown): RequestInit => {
  if (body === undefined) return {};
  if (body instanceof FormData || body instanceof Blob) return { body };
  return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
};

const withQuery = (path: string, query: Query): string => {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    if (typeof value === "object") for (const each of value) asked.append(name, String(each));
    else asked.set(name, String(value));
  }
  return asked.size === 0 ? path : `${path}${path.includes("?") ? "&" : "?"}${asked}`;
};

const request = async (path: string, init: RequestInit, options: SendOptions): Promise<Response> => {
  const { headers, signIn = "ask", signal, keepalive = false } = options;
  const once = () =>
    fetched(path, {
      ...init,
      keepalive,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        "accept-language": document.documentElement.lang,
        ...(init.headers as Record<string, string> | undefined),
        ...headers,
      },
      ...(signal ? { signal } : {}),
    });
  const first = await once();
  if (first.status !== 401 || signIn === "never") return await accepted(first);
  if (!(await askToSignIn())) return await accepted(first);
  return await accepted(await once());
};

const fetched = async (path: string, init: RequestInit): Promise<Response> => {
  try {
    const response = await fetch(path, init);
    // A gateway answers for a server that is starting again.
    setReached(response.status !== 502 && response.status !== 504);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    setReached(false);
    throw new NoAnswer(error);
  }
};

const accepted = async (response: Response): Promise<Response> => {
  if (response.ok) return response;
  throw new ApiProblem(response.status, await problemOf(response));
};

const problemOf = async (response: Response): Promise<Record<string, unknown>> => {
  try {
    const value: unknown = await response.json();
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

const answerOf = async <T>(response: Response): Promise<T> => {
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
};

const fileName = (disposition: string | null): string => {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition ?? "")?.[1] ?? "jalon";
};

/** Hands a file to the browser, to be kept under this name. */
export const keepFile = (file: Blob, name: string): void => {
  const link = document.createElement("a");
  const address = URL.createObjectURL(file);
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

// Signing in over the page --------------------------------------------------------------------------------------

/** Asks the person to sign in; true once they have, false when they would rather not. */
export type SignInAsker = () => Promise<boolean>;

let asker: SignInAsker | undefined;
let askerCame: () => void = () => undefined;
/** The dialog may still be on its way when the first request needs it. */
const askerIsThere = new Promise<void>((resolve) => {
  askerCame = resolve;
});
let asking: Promise<boolean> | undefined;

/** Names who asks the person to sign in when a request needs it; returns how to take that back. */
export const onSignInNeeded = (listener: SignInAsker): (() => void) => {
  asker = listener;
  askerCame();
  return () => {
    if (asker === listener) asker = undefined;
  };
};

/** Has the person asked to sign in, once, however many wait for the answer; true when they have. */
export const askToSignIn = async (): Promise<boolean> => {
  asking ??= askerIsThere
    .then(async () => (asker ? await asker() : false))
    .finally(() => {
      asking = undefined;
    });
  return await asking;
};

// The connection ------------------------------------------------------------------------------------------------

let reached = true;
const watchers = new Set<() => void>();

const setReached = (now: boolean) => {
  if (now === reached) return;
  reached = now;
  for (const watcher of watchers) watcher();
};

/** Whether the server answered the last time; for `useSyncExternalStore`. */
export const connection = {
  isReached: (): boolean => reached && navigator.onLine,
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    addEventListener("online", watcher);
    addEventListener("offline", watcher);
    return () => {
      watchers.delete(watcher);
      removeEventListener("online", watcher);
      removeEventListener("offline", watcher);
    };
  },
} as const;

const noAnswer: Text = {
  fr: "Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.",
  nl: "De server antwoordt niet. Controleer uw verbinding en probeer opnieuw.",
  en: "The server does not answer. Check your connection, then try again.",
};
const unexpected: Text = {
  fr: "Quelque chose s’est mal passé de notre côté. Réessayez dans un instant.",
  nl: "Er ging iets mis aan onze kant. Probeer het over een ogenblik opnieuw.",
  en: "Something went wrong on our side. Try again in a moment.",
};

export type SaidProblem = Readonly<{
  title: string;
  detail: string | undefined;
  /** Under which the server's log has it. */
  incident: string | undefined;
  /** It may go well the next time: not what is refused, or not there. */
  isWorthRetrying: boolean;
}>;

/** Returns what to tell the person about an error: the server's own words, or that it did not answer. */
export const sayError = (error: unknown, say: (text: Text) => string): SaidProblem => {
  if (!(error instanceof ApiProblem)) {
    const title = say(error instanceof NoAnswer ? noAnswer : unexpected);
    return { title, detail: undefined, incident: undefined, isWorthRetrying: true };
  }
  const { status, title, detail, more } = error;
  const incident = typeof more["incident"] === "string" ? more["incident"] : undefined;
  return { title, detail, incident, isWorthRetrying: status >= 500 || status === 429 || status === 401 };
};
