import type { Pool, PoolClient } from "pg";
import type { Logger } from "pino";
import type { Guards } from "./access/guards.ts";
import type { Programme } from "./definition/programme.ts";
import type { Snapshot } from "./figure/snapshot.ts";
import type { Language } from "./language.ts";

/** What an installation decides for itself; everything that concerns the programme stands in its definitions. */
export type Settings = Readonly<{
  /** The address under which people reach the application, without a path: "https://jalon.example". */
  origin: string;
  /** Language of pages and mails where nobody said another. */
  language: Language;
  /** Whether the data folder holds the demonstration programme: invented people only. */
  demonstration: boolean;
  /** Where mail goes, as a URL that nodemailer reads; undefined: mail is kept and not sent. */
  smtp: string | undefined;
  /** The address that mail comes from. */
  sender: string;
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  proxies: number;
  oidc: OidcSettings | undefined;
  /** The day that it always is, "YYYY-MM-DD", where the data of a demonstration end; undefined: the real one. */
  today: string | undefined;
}>;

/** The body's own OpenID Connect provider. */
export type OidcSettings = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the sign-in button says: the name of the provider. */
  name: string;
  /** Authentication contexts that count as two factors; without any, the provider is trusted with that. */
  acrValues: readonly string[];
}>;

/** What every route and job works with: the programme, its store, and the ways out of the server. */
export type House = Readonly<{
  programme: Programme;
  /** Connections of the store's owner, who sees everything; what somebody asked for goes through `asSession`. */
  pool: Pool;
  /**
   * Connections for `asSession`. A set of their own: work inside a request's transaction may need the owner's too
   * (figures, duplicates), and would wait for ever if requests could take all of those.
   */
  sessions: Pool;
  dataFolder: string;
  /** Key of the keyed hashes of identities; never leaves the server. */
  secret: Uint8Array;
  /** The snapshot that figures are computed from, brought up to date with the trail. */
  snapshot(): Promise<Snapshot>;
  /** The same for pages: where the registers are large it may be some seconds behind, and says itself how far it is. */
  recentSnapshot(): Promise<Snapshot>;
  settings: Settings;
  /** The day it is for the programme, "YYYY-MM-DD": deadlines and ages are held against it. */
  today(): string;
  log: Logger;
  /** Notes work to be done later, in the transaction of what caused it: both happen or neither. */
  addJob(client: PoolClient, name: string, payload: Readonly<Record<string, unknown>>): Promise<void>;
  guards: Guards;
}>;

/** Work done later, by name. A task may run twice when the server dies in between: it has to be harmless then. */
export type Task = (house: House, payload: Readonly<Record<string, unknown>>) => Promise<void>;
export type Tasks = Readonly<Record<string, Task>>;
