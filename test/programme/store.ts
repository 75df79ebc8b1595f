import type { Pool } from "pg";
import { openDatabase } from "../../src/database/connect.ts";
import { type Contents, temporaryDatabase } from "../../src/database/forTests.ts";
import type { Programme } from "../../src/definition/programme.ts";
import { importFile, type ImportOutcome, type ImportRequest } from "../../src/intake/import.ts";
import { prepareStore } from "../../src/intake/store.ts";
import { type FileRow, writeCsv } from "./rows.ts";
import { registerOf, tinyProgramme } from "./tinyProgramme.ts";

/** A store of the tiny programme on a real database, for one test. */
export type TestStore = Readonly<{
  pool: Pool;
  folder: string;
  programme: Programme;
  /** Imports the file, from the Atelier du Nord in the guidance and into the participants unless told otherwise. */
  importPath: (path: string, bent?: Bent) => Promise<ImportOutcome>;
  /** Writes the rows as a new CSV file and imports it. */
  importRows: (rows: readonly FileRow[], bent?: Bent) => Promise<ImportOutcome>;
  close: () => Promise<void>;
}>;

type Bent = Partial<Pick<ImportRequest, "operation" | "partner" | "programme">> & { register?: string };

/** Returns the contents of a store that was just prepared, for copies: each has then its own secret. */
const storeOf = (name: string, programme: Programme): Contents => ({
  name,
  prepare: async (pool) => {
    await prepareStore(pool, programme);
    await pool.query("delete from identity.secret");
  },
});

/** Opens a fresh store. The caller closes it. */
export const testStore = async (given?: Programme): Promise<TestStore> => {
  const programme = given ?? tinyProgramme();
  const temporary = await temporaryDatabase({ contents: given ? undefined : storeOf("tiny", programme) });
  const database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
  const { pool } = database;
  await prepareStore(pool, programme);
  let files = 0;
  const importPath = (path: string, { register = "participants", ...bent }: Bent = {}) =>
    importFile(pool, {
      path,
      programme,
      register: registerOf(bent.programme ?? programme, register),
      operation: "guidance",
      partner: "north_workshop",
      actor: "test",
      dataFolder: temporary.folder,
      ...bent,
    });
  return {
    pool,
    folder: temporary.folder,
    programme,
    importPath,
    importRows: (rows, bent) => importPath(writeCsv(temporary.folder, `file-${++files}.csv`, rows), bent),
    close: async () => {
      await database.close();
      await temporary.drop();
    },
  };
};
