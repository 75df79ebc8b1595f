import type { Pool, PoolClient } from "pg";
import { asSession } from "../access/as-session.ts";
import { type Signed, signIn } from "../access/forTests.ts";
import { guards } from "../access/guards.ts";
import { openDatabase } from "../database/connect.ts";
import { temporaryDatabase } from "../database/forTests.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { todayInBrussels } from "../today.ts";
import type { Field, Programme, Register } from "../definition/programme.ts";
import { prepareStore } from "../intake/store.ts";
import { identityFields, identityTableOf, plainFields, tableOf } from "../register/table.ts";
import { prepareLists } from "./indexes.ts";
import { type ListPage, listRecords } from "./list.ts";
import type { ListRequest } from "./query.ts";
import { type ListView, plainView } from "./view.ts";

/** A record as a test puts it straight into a register: its place, and answers as they are stored. */
export type Planted = Readonly<{ operation: string; partner: string; record: number; answers: RecordValues }>;

type Asked = Partial<ListView> &
  Partial<Pick<ListRequest, "operation" | "search" | "guards" | "language" | "today">>;

/** Lists on a real database, with records that a test plants. */
export type ListStore = Readonly<{
  pool: Pool;
  folder: string;
  programme: Programme;
  plant: (register: Register, records: readonly Planted[]) => Promise<void>;
  signIn: (name: string, ...grants: Parameters<typeof signIn>[2][]) => Promise<Signed>;
  /** Does the work as somebody, with the request that the words make. */
  as: <T>(
    signed: Signed,
    register: Register,
    asked: Asked,
    work: (client: PoolClient, request: ListRequest) => Promise<T>,
  ) => Promise<T>;
  list: (signed: Signed, register: Register, asked?: Asked) => Promise<ListPage>;
  close: () => Promise<void>;
}>;

/** Opens a store for lists of the programme. The caller closes it. */
export const listStore = async (programme: Programme): Promise<ListStore> => {
  const temporary = await temporaryDatabase();
  const database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
  const { pool } = database;
  await prepareStore(pool, programme);
  await prepareLists(pool, programme);
  const as: ListStore["as"] = (signed, register, asked, work) =>
    asSession(pool, signed.session, async (client, who) => {
      if (!who) throw new Error("the session has ended");
      const {
        operation,
        search,
        language = "fr",
        guards: walls = guards,
        today = todayInBrussels(),
        ...view
      } = asked;
      return work(client, {
        programme,
        register,
        who,
        today,
        guards: walls,
        language,
        operation,
        search,
        view: { ...plainView, ...view },
      });
    });
  return {
    pool,
    folder: temporary.folder,
    programme,
    plant: (register, records) => plant(pool, register, records),
    signIn: (name, ...grants) => signIn(pool, name, ...grants),
    as,
    list: (signed, register, asked = {}) => as(signed, register, asked, listRecords),
    close: async () => {
      await database.close();
      await temporary.drop();
    },
  };
};

const plant = async (pool: Pool, register: Register, records: readonly Planted[]): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into trail.change select coalesce(max(seq), 0) + 1, now(), 'test', 'import', '', 'x', '', 0, '', '',
         int8send(coalesce(max(seq), 0)) from trail.change`,
    );
    for (const { operation, partner, record, answers } of records) {
      const insert = async (table: string, system: Record<string, Value>, fields: readonly Field[]) => {
        const names = [...Object.keys(system), ...fields.map(({ id }) => id)];
        const values = [...Object.values(system), ...fields.map(({ id }) => answers[id] ?? null)];
        await client.query(
          `insert into ${table} (${names.map(sqlName).join(", ")})
           values (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
          values,
        );
      };
      const place = { operation, partner, record };
      const identity = `\\x${record.toString(16).padStart(32, "0")}`;
      await insert(
        tableOf(register),
        { ...place, identity_key: identity, definition: "x", change: 1 },
        plainFields(register),
      );
      await insert(identityTableOf(register), place, identityFields(register));
    }
    await client.query("commit");
  } finally {
    client.release();
  }
};
