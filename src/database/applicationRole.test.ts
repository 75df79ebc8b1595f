import assert from "node:assert/strict";
import { after, test } from "node:test";
import { participantRow, writeCsv } from "../../test/programme/rows.ts";
import { registerOf, tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { asSession } from "../access/as-session.ts";
import { signIn } from "../access/forTests.ts";
import { importFile } from "../intake/import.ts";
import { prepareStore } from "../intake/store.ts";
import { languages } from "../language.ts";
import { applicationRole } from "./applicationRole.ts";
import { type Database, DatabaseUnavailable, openDatabase } from "./connect.ts";
import { temporaryDatabase } from "./forTests.ts";
import { migrate } from "./migrate.ts";

/*
 * Given servers, whose account is not the server's master. The role belongs to the whole server: these tests have one
 * of their own, and run in this order.
 */
const temporaries = await Promise.all([1, 2, 3, 4].map(() => temporaryDatabase({ alone: true })));
const opened: Database[] = [];
after(async () => {
  for (const database of opened) await database.close();
  for (const temporary of temporaries) await temporary.drop();
});

/** Opens one of the databases, as the server's master or as another account, which it then belongs to. */
const open = async (at: number, account = "postgres"): Promise<Database> => {
  const temporary = temporaries[at];
  assert.ok(temporary);
  const { url, folder } = temporary;
  const master = await openDatabase({ dataFolder: folder, url });
  opened.push(master);
  if (account === "postgres") return master;
  const { rows } = await master.pool.query<{ name: string }>("select current_database()::text as name");
  await master.pool.query(`alter database ${rows[0]?.name} owner to ${account}`);
  const database = await openDatabase({ dataFolder: folder, url: url.replace("postgres@", `${account}@`) });
  opened.push(database);
  return database;
};

const refusal = async (work: Promise<unknown>): Promise<DatabaseUnavailable> => {
  let told: DatabaseUnavailable | undefined;
  await assert.rejects(work, (error) => {
    if (error instanceof DatabaseUnavailable) told = error;
    return error instanceof DatabaseUnavailable;
  });
  assert.ok(told);
  return told;
};

test("several databases of one server are prepared at the same instant", async () => {
  const databases = await Promise.all([open(2), open(3)]);
  await Promise.all(databases.map(({ pool }) => migrate(pool)));
  // As nobody had made the role yet, for what follows.
  for (const { pool } of databases) await pool.query(`drop owned by ${applicationRole}`);
  await databases[0].pool.query(`drop role ${applicationRole}`);
});

test("an account that may not create the role is told what to run, and it works once that was run", async () => {
  const master = await open(0);
  await master.pool.query("create role tenant login");
  const tenant = await open(0, "tenant");
  const { text } = await refusal(migrate(tenant.pool));
  const statements = `create role ${applicationRole} nologin; grant ${applicationRole} to "tenant";`;
  for (const language of languages) assert.ok(text[language].endsWith(statements), text[language]);
  await master.pool.query(`create role ${applicationRole} nologin`);
  const second = await refusal(migrate(tenant.pool));
  assert.ok(second.text.fr.endsWith(`: grant ${applicationRole} to "tenant";`), second.text.fr);
  await master.pool.query(`grant ${applicationRole} to "tenant"`);
  await migrate(tenant.pool);
  await master.pool.query(
    `drop owned by ${applicationRole}; revoke ${applicationRole} from tenant; drop role ${applicationRole}`,
  );
});

test("an account that may create roles makes it, and the walls hold for it as for the server's master", async () => {
  const master = await open(1);
  await master.pool.query("create role house login createrole");
  const { pool } = await open(1, "house");
  const programme = tinyProgramme();
  await prepareStore(pool, programme);
  await prepareStore(pool, programme);
  const north = await signIn(pool, "Guide Nord", { role: "guide", partner: "north_workshop" });
  const south = await signIn(pool, "Guide Sud", { role: "guide", partner: "south_workshop" });
  const folder = temporaries[1]?.folder ?? "";
  const outcome = await importFile(pool, {
    path: writeCsv(folder, "file.csv", [participantRow(1)]),
    programme,
    register: registerOf(programme, "participants"),
    operation: "guidance",
    partner: "north_workshop",
    actor: "test",
    dataFolder: folder,
    session: north.session,
  });
  assert.equal(outcome.kind, "imported");
  for (const [signed, seen] of [
    [north, 1],
    [south, 0],
    [undefined, 0],
  ] as const)
    for (const table of ["register.participants", "identity.participants", "trail.entry", "trail.change"]) {
      const { rows } = await asSession(pool, signed?.session, (client) =>
        client.query<{ n: number }>(`select count(*) as n from ${table}`),
      );
      assert.equal(rows[0]?.n, seen, table);
    }
});
