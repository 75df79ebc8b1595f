import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDatabase } from "../../src/database/connect.ts";
import { temporaryDatabase } from "../../src/database/forTests.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { prepareStore } from "../../src/intake/store.ts";
import { actAsOwner, declaring, granting, ledgerAlone, posted } from "../../src/ledger/forTests.ts";
import { reverse } from "../../src/ledger/post.ts";
import { jalon, jalonJson } from "../jalon.ts";

let temporary: Awaited<ReturnType<typeof temporaryDatabase>>;
let words: string[];

const agreement = { operation: "arae", partner: "arae_atelier_emploi_du_parvis", agreement: 7 };

before(async () => {
  temporary = await temporaryDatabase();
  process.env["DATABASE_URL"] = temporary.url;
  words = ["ledger", "--data", temporary.folder];
  const database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
  const { pool } = database;
  await prepareStore(pool, loadProgramme("definitions/brussels-2014-2020"));
  await ledgerAlone(pool);
  await posted(pool, granting("grant", { staff: "123456.78" }, agreement));
  const entry = await posted(pool, declaring("first", "staff", "1000.50", 3, agreement));
  await actAsOwner(pool, (client, act) => reverse(client, act, entry, { kind: "withdrawn", key: "back" }));
  await posted(pool, declaring("second", "staff", "999.50", 4, agreement));
  await database.close();
});
after(() => temporary.drop());

test("what the accounts hold is said with the postings that it is the sum of", async () => {
  const all = await jalon(...words, "--agreement", "7", "--account", "budgeted");
  assert.equal(all.code, 0, all.err);
  const lines = all.out.split("\n");
  assert.match(lines[0] ?? "", /^ {7}7 {2}staff +Budget restant +122\.457,28$/);
  assert.match(lines[1] ?? "", /^Somme : +122\.457,28$/);
  assert.equal(lines.filter((line) => /écriture \d+/.test(line)).length, 4);
  assert.match(all.out, /1\.000,50 +123\.456,78 {2}Déclaration retirée {2}\(annule l'écriture \d+\)/);
  assert.match((await jalon(...words, "--lang", "nl")).out, /Som: +0,00\n/);
});

test("a program gets all of it", async () => {
  const told = await jalonJson<{ amount: string; balances: unknown[]; postings: { sum: string }[] }>(
    ...words,
    "--declaration",
    "4",
    "--account",
    "declared",
  );
  assert.equal(told.amount, "999.50");
  assert.equal(told.postings.at(-1)?.sum, "999.50");
  assert.deepEqual(told.balances, [{ agreement: 7, line: "staff", account: "declared", amount: "999.50" }]);
});

test("what cannot be asked is refused in words; where there is nothing, it says so", async () => {
  const account = await jalon(...words, "--account", "cash");
  assert.equal(account.code, 2);
  assert.match(account.err, /--account cash : attendu, un compte parmi granted, budgeted/);
  assert.equal((await jalon(...words, "--agreement", "x")).code, 2);
  const none = await jalon(...words, "--agreement", "99", "--lang", "en");
  assert.match(none.out, /^Sum: +0\.00\n\nNo postings\.\n$/);
});
