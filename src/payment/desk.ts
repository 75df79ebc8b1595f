import type { PoolClient } from "pg";
import { acting, handOf, mayAt, type MoneyDesk } from "../agreement/desk.ts";
import { type AgreementView, readAgreement } from "../agreement/read.ts";
import { maySeeAgreement } from "../agreement/see.ts";
import { notFound } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import { asProblem } from "./problem.ts";

/** Where somebody works on payments: in the browser under their walls, or at the command line as the owner. */
export type Desk = MoneyDesk;

/** Returns whether the asker reads the money of the whole programme, as files for the bank are. */
export const seesAll = ({ house, who }: Desk): boolean =>
  who === undefined || house.guards.record(who, "money:read", {});

/** Returns whom the trail names. */
export const actorAt = (desk: Desk): string => handOf(desk).actor;

/** Returns the day it is, or that of the moment at which the owner of the store writes down the past. */
export const dayAt = ({ house }: Desk, at: string | undefined): string =>
  at === undefined
    ? house.today()
    : Temporal.Instant.from(at).toZonedDateTimeISO("Europe/Brussels").toPlainDate().toString();

/**
 * Does the work as one act of the trail, after whoever acts before. What the database holds to at the end of a
 * transaction is asked at the end of the work, so that a refusal can be told.
 */
export const actOn = async <T>(
  desk: Desk,
  { action, reason }: Readonly<{ action: string; reason?: string | undefined }>,
  work: (act: Act) => Promise<T>,
): Promise<T> => {
  try {
    return await acting(
      desk,
      action,
      async (act) => {
        const result = await work(act);
        await desk.client.query(`set constraints ${held} immediate; set constraints ${held} deferred`);
        return result;
      },
      { reason, waits: true },
    );
  } catch (error) {
    throw asProblem(error);
  }
};
const held =
  "ledger.entry_balances, ledger.posting_balances, payment.payment_is_booked, payment.recovery_is_booked";

/** Waits until nobody else acts on payments of these agreements, and keeps others waiting until the transaction ends. */
export const takeTurns = async (client: PoolClient, agreements: readonly number[]): Promise<void> => {
  for (const each of new Set(agreements.toSorted((a, b) => a - b)))
    await client.query("select pg_advisory_xact_lock(hashtextextended('payments/' || $1::text, 0))", [each]);
};

/** Returns the agreement where the asker may see it. Throws notFound. */
export const agreementAt = async (desk: Desk, id: number): Promise<AgreementView> => {
  const view = await readAgreement(desk.client, id);
  if (!view || !maySeeAgreement(desk, view) || !mayAt(desk, "money:read", view)) throw notFound();
  return view;
};

/** Returns the columns and values by which the owner says who did something and when; nothing for anybody else. */
export const stamped = (
  desk: Desk,
  stem: string,
  at: string | undefined,
): Readonly<Record<string, string | null>> =>
  desk.who ? {} : { [`${stem}_by`]: actorAt(desk), ...(at === undefined ? {} : { [`${stem}_at`]: at }) };

/** Writes columns of a row of payments under an act's change; returns whether the walls let it be. */
export const changeRow = async (
  { client }: Desk,
  act: Act,
  table: "payment" | "recovery" | "account" | "bank_file" | "stop",
  id: number,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const entries = Object.entries(columns);
  const { rowCount } = await client.query(
    `update payment.${table} set change = $2${entries.map(([column], at) => `, ${column} = $${at + 3}`).join("")}
     where id = $1`,
    [id, act.change, ...entries.map(([, value]) => value)],
  );
  if (rowCount !== 1) throw notFound();
};

/** Adds a row of payments under an act's change; returns its number. */
export const addRow = async (
  { client }: Desk,
  act: Act,
  table: "payment" | "recovery" | "account" | "bank_file" | "stop",
  columns: Readonly<Record<string, unknown>>,
): Promise<number> => {
  const entries = Object.entries({ ...columns, change: act.change });
  const { rows } = await client.query<{ id: number }>(
    `insert into payment.${table} (${entries.map(([column]) => column).join(", ")})
     values (${entries.map((_each, at) => `$${at + 1}`).join(", ")}) returning id`,
    entries.map(([, value]) => value),
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`payment.${table} kept nothing`);
  return id;
};

/** Returns a number for a row that tells of itself before it is kept. */
export const nextNumber = async ({ client }: Desk): Promise<number> => {
  const { rows } = await client.query<{ id: number }>("select nextval('register.record') as id");
  return rows[0]?.id ?? 0;
};
