import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { temporaryDatabase } from "../../src/database/forTests.ts";
import type { Answer } from "../../src/question/shapes.ts";
import { jalon, jalonJson } from "../jalon.ts";

let temporary: Awaited<ReturnType<typeof temporaryDatabase>>;

before(async () => {
  temporary = await temporaryDatabase();
  process.env["DATABASE_URL"] = temporary.url;
});
after(() => temporary.drop());

test("a question that cannot be asked is refused in words, with what there is", async () => {
  const unknown = await jalon("question", "--service", "lien", "--year", "2020");
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /Aucune question n'est définie pour le service « lien »\. Services : .*\blink\b/);
  const none = await jalon("question", "--year", "2020", "--lang", "nl");
  assert.equal(none.code, 2);
  assert.match(none.err, /^Geef de dienst op: --service link\. Diensten: .*childcare/);
  const form = await jalon("question", "--service", "link", "--year", "2020", "--out", "antwoord.doc");
  assert.equal(form.code, 2);
  assert.match(form.err, /\.xlsx, \.csv ou \.md/);
});

test("before the first record the table is there and says that there is none", async () => {
  const words = ["question", "--service", "link", "--year", "2020", "--data", temporary.folder];
  const answer = await jalonJson<Answer>(...words);
  assert.deepEqual(answer.years, [2020]);
  assert.ok(answer.notes.some(({ fr }) => fr.includes("aucune fiche de 2020")));
  assert.equal(answer.data.change, 0);
  const out = join(temporary.folder, "antwoord.md");
  assert.equal((await jalon(...words, "--out", out, "--lang", "nl")).code, 0);
  assert.match(await readFile(out, "utf8"), /^# Dienst Link, 2020\n/);
});
