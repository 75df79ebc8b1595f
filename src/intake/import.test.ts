import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";
import * as fc from "fast-check";
import { csvOf, type FileRow, participantRow, workshopRow } from "../../test/programme/rows.ts";
import { testStore, type TestStore } from "../../test/programme/store.ts";
import { tinyProgrammeFolder } from "../../test/programme/tinyProgramme.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../database/forTests.ts";
import { loadProgramme } from "../definition/load.ts";
import { verifyTrail } from "../trail/verify.ts";
import { UnreadableFile } from "./file/unreadable.ts";
import { writeXlsx } from "./file/writeRows.ts";
import type { ImportOutcome } from "./import.ts";
import { prepareStore } from "./store.ts";

let server: TemporaryDatabase;
let store: TestStore;

// Kept for all tests, so that the server starts once.
before(async () => {
  server = await temporaryDatabase();
});
after(() => server.drop());
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const counts = (outcome: ImportOutcome) =>
  outcome.kind === "imported"
    ? [outcome.added, outcome.changed, outcome.reEntered, outcome.unchanged]
    : outcome.kind;

const rulesTold = (outcome: ImportOutcome): string[] =>
  outcome.kind === "already"
    ? []
    : outcome.check.remarks.map(({ row, column, rule, severity }) => `${row}.${column} ${rule} ${severity}`);

type Entry = {
  change: number;
  kind: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
};

const entries = async (): Promise<Entry[]> => {
  const { rows } = await store.pool.query<Entry>(
    "select change, kind, before::jsonb as before, after::jsonb as after from trail.entry order by change, n",
  );
  return rows;
};

/** What a register holds, without the numbers that depend on the order of arrival. */
const content = async (register = "participants"): Promise<unknown[]> => {
  const { rows } = await store.pool.query<{ content: Record<string, unknown> }>(
    `select (to_jsonb(r) - '{record,change,file,identity_key,person_key}'::text[])
       || (to_jsonb(i) - '{record,likeness_key,digest}'::text[]) as content
     from register.${register} r join identity.${register} i using (operation, record)
     order by 1`,
  );
  return rows.map(({ content }) => content);
};

const oneRecord = async (): Promise<Record<string, unknown>> => {
  const records = await content();
  assert.equal(records.length, 1);
  return records[0] as Record<string, unknown>;
};

const assertTrailVerifies = async () => {
  assert.deepEqual((await verifyTrail(store.pool)).breaks, []);
};

describe("whole or not at all", () => {
  test("a file with one broken cell leaves nothing behind: no record, no entry, no note, no original", async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => participantRow(index));
    const outcome = await store.importRows([...rows, participantRow(3000, { entry_date: "31/02/2020" })]);
    assert.equal(outcome.kind, "refused");
    assert.deepEqual(rulesTold(outcome), ["3002.6 not_a_date refuse"]);
    for (const table of ["register.participants", "identity.participants", "trail.change", "intake.file"])
      assert.equal((await store.pool.query(`select from ${table}`)).rowCount, 0, table);
    assert.ok(!readdirSync(store.folder).includes("originals"));
  });

  test("a file that turns out to be unreadable halfway leaves nothing behind, and the next one is taken", async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => participantRow(index));
    const path = join(store.folder, "open-quote.csv");
    writeFileSync(path, `${csvOf(rows)}"V-9;\n`);
    await assert.rejects(store.importPath(path), UnreadableFile);
    assert.equal((await store.pool.query("select from register.participants")).rowCount, 0);
    assert.deepEqual(counts(await store.importRows(rows)), [5000, 0, 0, 0]);
  });

  test("a file is taken in one change of the trail, with its original kept under its hash", async () => {
    const path = join(store.folder, "mars.csv");
    writeFileSync(path, csvOf([participantRow(1), participantRow(2)]));
    const outcome = await store.importPath(path);
    assert.ok(outcome.kind === "imported");
    assert.deepEqual(counts(outcome), [2, 0, 0, 0]);
    const { rows } = await store.pool.query(
      "select seq, actor, action, reason, definition, file_sha256, entries from trail.change",
    );
    const { sha256 } = outcome.check.table;
    assert.deepEqual(rows, [
      {
        seq: outcome.change,
        actor: "test",
        action: "import",
        reason: "mars.csv",
        definition: store.programme.fingerprint,
        file_sha256: sha256,
        entries: 2,
      },
    ]);
    assert.deepEqual(readFileSync(join(store.folder, "originals", sha256)), readFileSync(path));
    await assertTrailVerifies();
  });

  test("texts with tabs, backslashes, line breaks and quotation marks come through unharmed", async () => {
    const strange = 'a\tb\\N "c" \\. \n d;e';
    await store.importRows([participantRow(1, { last_name: strange })]);
    assert.equal((await oneRecord())["last_name"], strange);
  });
});

describe("the same again", () => {
  test("the same file a second time changes nothing and says when it was taken", async () => {
    const path = join(store.folder, "mars.csv");
    writeFileSync(path, csvOf([participantRow(1)]));
    await store.importPath(path);
    const again = await store.importPath(path);
    assert.ok(again.kind === "already");
    assert.match(again.importedAt, /^\d{4}-\d\d-\d\d /);
    assert.equal((await verifyTrail(store.pool)).changes, 1);
  });

  test("the same rows in another file are unchanged, and no change is written for them", async () => {
    await store.importRows([participantRow(1), participantRow(2)]);
    const outcome = await store.importRows([participantRow(2), participantRow(1)]);
    assert.deepEqual(counts(outcome), [0, 0, 0, 2]);
    assert.ok(outcome.kind === "imported" && outcome.change === undefined);
    assert.equal((await verifyTrail(store.pool)).changes, 1);
  });

  test("the same file imported twice at the same instant is taken once, and both say so", async () => {
    const path = join(store.folder, "mars.csv");
    writeFileSync(path, csvOf(Array.from({ length: 500 }, (_, index) => participantRow(index))));
    const outcomes = await Promise.all([store.importPath(path), store.importPath(path)]);
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ["already", "imported"]);
    assert.equal((await content()).length, 500);
    await assertTrailVerifies();
  });

  test("two different files imported at the same instant both land, and the trail verifies", async () => {
    const part = (from: number) =>
      Array.from({ length: 800 }, (_, index) => participantRow(from + index, { birth_date: "13/06/2000" }));
    const outcomes = await Promise.all([
      store.importRows(part(0)),
      store.importRows(part(400), { operation: "first_step" }),
      store.importRows(part(400)),
    ]);
    assert.ok(outcomes.every(({ kind }) => kind === "imported"));
    assert.equal((await content()).length, 2000);
    const verdict = await verifyTrail(store.pool);
    assert.deepEqual(verdict.breaks, []);
    assert.equal(verdict.changes, 3);
  });
});

describe("corrections", () => {
  test("a changed answer is an entry of the trail with what stood there before and after", async () => {
    await store.importRows([participantRow(1), participantRow(2)]);
    const outcome = await store.importRows([
      participantRow(1, { gender: "femme", postcode: "1080" }),
      participantRow(2),
    ]);
    assert.deepEqual(counts(outcome), [0, 1, 0, 1]);
    const changed = (await entries()).at(-1);
    assert.equal(changed?.kind, "changed");
    assert.equal(changed.before?.["gender"], "man");
    assert.equal(changed.after["gender"], "woman");
    assert.equal(changed.before?.["postcode"], "1070");
    assert.equal(changed.after["postcode"], "1080");
    assert.equal(changed.before?.["identity"], changed.after["identity"]);
    await assertTrailVerifies();
  });

  test("an answer that is emptied is gone, for the column is there and says nothing", async () => {
    await store.importRows([participantRow(1)]);
    await store.importRows([participantRow(1, { postcode: "" })]);
    assert.equal((await oneRecord())["postcode"], null);
    assert.ok(!("postcode" in ((await entries()).at(-1)?.after ?? {})));
  });

  test("a column that the file does not have keeps what was known, names and keys included", async () => {
    await store.importRows([participantRow(1)]);
    const keys =
      "select i.likeness_key, i.digest, r.person_key from identity.participants i join register.participants r using (operation, record)";
    const before = await store.pool.query(keys);
    const {
      last_name: _1,
      first_name: _2,
      postcode: _3,
      birth_date: _4,
      ...left
    } = participantRow(1, {
      education_level: "CITE 5",
    });
    assert.deepEqual(counts(await store.importRows([left])), [0, 1, 0, 0]);
    const record = await oneRecord();
    assert.equal(record["last_name"], "Exemple1");
    assert.equal(record["postcode"], "1070");
    assert.equal(record["birth_date"], "1990-06-02");
    assert.equal(record["education_level"], "isced_5");
    assert.deepEqual((await store.pool.query(keys)).rows, before.rows);
    const changed = (await entries()).at(-1);
    assert.equal(changed?.before?.["identity"], changed?.after["identity"]);
  });

  test("a name that was corrected shows in the trail only as another keyed hash", async () => {
    await store.importRows([participantRow(1)]);
    assert.deepEqual(
      counts(await store.importRows([participantRow(1, { last_name: "Corrigé" })])),
      [0, 1, 0, 0],
    );
    const changed = (await entries()).at(-1);
    assert.notEqual(changed?.before?.["identity"], changed?.after["identity"]);
    const { identity: _1, ...before } = changed?.before ?? {};
    const { identity: _2, ...after } = changed?.after ?? {};
    assert.deepEqual(before, after);
  });
});

describe("leaving and coming back", () => {
  const first = participantRow(1, { leave_date: "30/06/2020" });
  const back = participantRow(1, { entry_date: "01/10/2020", education_level: "CITE 5", leave_date: "" });

  test("who enters again after leaving keeps the first entry's answers and takes the last leaving", async () => {
    await store.importRows([first]);
    assert.deepEqual(counts(await store.importRows([back])), [0, 0, 1, 0]);
    const record = await oneRecord();
    assert.equal(record["entry_date"], "2020-03-02");
    assert.equal(record["education_level"], "isced_3");
    assert.equal(record["leave_date"], null);
    assert.equal((await entries()).at(-1)?.kind, "re_entered");
    await assertTrailVerifies();
  });

  test("the row of a re-entry given again is unchanged", async () => {
    await store.importRows([first]);
    await store.importRows([back]);
    assert.deepEqual(counts(await store.importRows([back, participantRow(2)])), [1, 0, 0, 1]);
  });

  test("the leaving of the second stay is taken later, and the first entry still stays", async () => {
    await store.importRows([first]);
    await store.importRows([back]);
    const left = { ...back, leave_date: "15/12/2020" };
    assert.deepEqual(counts(await store.importRows([left])), [0, 1, 0, 0]);
    const record = await oneRecord();
    assert.equal(record["entry_date"], "2020-03-02");
    assert.equal(record["leave_date"], "2020-12-15");
    assert.deepEqual(counts(await store.importRows([left, participantRow(2)])), [1, 0, 0, 1]);
  });

  test("a third stay is a re-entry again, and its row given again is unchanged", async () => {
    await store.importRows([first]);
    await store.importRows([{ ...back, leave_date: "15/12/2020" }]);
    const third = { ...back, entry_date: "01/02/2021" };
    assert.deepEqual(counts(await store.importRows([third])), [0, 0, 1, 0]);
    assert.deepEqual(counts(await store.importRows([third, participantRow(2)])), [1, 0, 0, 1]);
    const record = (await content())[0] as Record<string, unknown>;
    assert.equal(record["entry_date"], "2020-03-02");
    assert.equal(record["leave_date"], null);
  });

  test("a correction of the first entry after a re-entry is a correction", async () => {
    await store.importRows([first]);
    await store.importRows([back]);
    const corrected = participantRow(1, { entry_date: "09/03/2020" });
    assert.deepEqual(counts(await store.importRows([corrected])), [0, 1, 0, 0]);
    assert.equal((await oneRecord())["entry_date"], "2020-03-09");
  });

  test("who comes back in the list with another entry date while still there is corrected, not re-entered", async () => {
    await store.importRows([participantRow(1)]);
    assert.deepEqual(
      counts(await store.importRows([participantRow(1, { entry_date: "09/03/2020" })])),
      [0, 1, 0, 0],
    );
    assert.equal((await oneRecord())["entry_date"], "2020-03-09");
  });
});

describe("the same person elsewhere", () => {
  /** Young enough for the operation of the Youth Employment Initiative. */
  const young = (bent: FileRow) => participantRow(1, { birth_date: "13/06/2000", ...bent });

  test("a record that another partner of the operation keeps is refused, without showing what is in it", async () => {
    await store.importRows([participantRow(1)]);
    const outcome = await store.importRows([participantRow(2), participantRow(1, { postcode: "1080" })], {
      partner: "south_workshop",
    });
    assert.equal(outcome.kind, "refused");
    assert.deepEqual(rulesTold(outcome), ["3.0 kept_by_another_partner refuse"]);
    assert.ok(!JSON.stringify(outcome).includes("Nord") && !JSON.stringify(outcome).includes("1070"));
    assert.equal((await oneRecord())["partner"], "north_workshop");
  });

  test("somebody who is at the same time in another operation is taken, with a question", async () => {
    await store.importRows([young({ leave_date: "30/06/2020" })]);
    const during = await store.importRows([young({ entry_date: "01/06/2020" })], {
      operation: "first_step",
    });
    assert.deepEqual(counts(during), [1, 0, 0, 0]);
    assert.deepEqual(rulesTold(during), ["2.0 also_in_another_operation confirm"]);
  });

  test("somebody who left the other operation before is no question", async () => {
    await store.importRows([young({ leave_date: "30/06/2020" })]);
    const later = await store.importRows([young({ entry_date: "01/07/2020" })], {
      operation: "first_step",
    });
    assert.deepEqual(rulesTold(later), []);
  });

  test("somebody of the same name and date of birth under another number is a question, in the file and in the operation", async () => {
    const alike = (number: number, names: FileRow) =>
      participantRow(number, {
        birth_date: "13/06/1990",
        last_name: "Exemple",
        first_name: "Élodie",
        ...names,
      });
    await store.importRows([alike(1, {})]);
    const outcome = await store.importRows([
      alike(2, { last_name: "ELODIE", first_name: "exemple" }),
      participantRow(3),
      alike(4, { birth_date: "14/06/1990" }),
      alike(5, { birth_date: "14/06/1990", first_name: "Elodie" }),
    ]);
    assert.deepEqual(counts(outcome), [4, 0, 0, 0]);
    assert.deepEqual(rulesTold(outcome), ["2.1 probably_the_same confirm", "5.1 probably_the_same confirm"]);
  });
});

describe("who people are", () => {
  test("names and numbers are in the room of identities only: not in the register, the trail or the list of files", async () => {
    const secrets = {
      person_number: "SECRET-1",
      last_name: "Nomsecret",
      first_name: "Prénomsecret",
      email: "x@secret.invalid",
      phone: "0400 SECRET",
    };
    await store.importRows([participantRow(1, secrets)]);
    await store.importRows([participantRow(1, { ...secrets, last_name: "Autresecret" })]);
    const { rows: columns } = await store.pool.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_schema = 'register'",
    );
    for (const field of Object.keys(secrets)) assert.ok(!columns.some(({ name }) => name === field), field);
    for (const table of ["register.participants", "trail.change", "trail.entry", "intake.file"]) {
      const { rows } = await store.pool.query<{ text: string }>(`select t::text as text from ${table} t`);
      assert.ok(rows.length > 0);
      for (const { text } of rows) assert.doesNotMatch(text, /secret/i, table);
    }
    assert.equal((await oneRecord())["last_name"], "Autresecret");
  });
});

describe("one file, many ways", () => {
  test("a workbook gives the same register as the same rows in CSV", async () => {
    const rows = [
      participantRow(1, { leave_date: "30/06/2020", household_adults: "" }),
      participantRow(2, { postcode: "1080", sampled: "oui", sample_weight: "12,5" }),
    ];
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const date = (text: string) => ({ date: text.split("/").toReversed().join("-") });
    const path = join(store.folder, "mars.xlsx");
    await writeXlsx(path, [
      {
        name: "Mars",
        rows: [
          ["Participants"],
          fields,
          ...rows.map((row) =>
            fields.map((id) => {
              const text = row[id] ?? "";
              if (text === "") return null;
              if (id.endsWith("_date") || id === "unemployed_since") return date(text);
              if (id === "postcode") return Number(text);
              if (id === "sample_weight") return 12.5;
              return id === "sampled" ? true : text;
            }),
          ),
        ],
      },
    ]);
    assert.deepEqual(counts(await store.importPath(path)), [2, 0, 0, 0]);
    const fromWorkbook = await content();
    assert.deepEqual(
      counts(await store.importRows(rows.map((row) => ({ sample_weight: "", ...row })))),
      [0, 0, 0, 2],
    );
    assert.deepEqual(await content(), fromWorkbook);
  });

  test("rows in another order, or cut into two files, give the same register", async () => {
    const base = participantRow(0, { sampled: "", sample_weight: "", email: "", household_children: "" });
    const row = fc.record({
      gender: fc.constantFrom("homme", "femme", ""),
      entry_date: fc.constantFrom("02/03/2020", "15/10/2019", "2020-12-31"),
      leave_date: fc.constantFrom("", "31/12/2021"),
      education_level: fc.constantFrom("0", "CITE 5", ""),
      email: fc.constantFrom("", "a@exemple.invalid"),
      postcode: fc.constantFrom("1000", "4000", ""),
    });
    const cases = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 12 }),
      cut: fc.nat({ max: 12 }),
      order: fc.infiniteStream(fc.nat()),
    });
    const fresh = async (files: readonly (readonly FileRow[])[]) => {
      await store.pool.query(
        "truncate register.participants, identity.participants, register.workshop_hours, identity.workshop_hours, intake.file cascade",
      );
      for (const rows of files) if (rows.length > 0) await store.importRows(rows);
      return content();
    };
    await fc.assert(
      fc.asyncProperty(cases, async ({ rows, cut, order }) => {
        const file = rows.map((bent, index): FileRow => ({ ...base, ...bent, person_number: `P-${index}` }));
        const whole = await fresh([file]);
        assert.equal(whole.length, file.length);
        assert.deepEqual(await fresh([file.slice(0, cut), file.slice(cut)]), whole);
        const shuffled = file
          .map((row) => ({ row, at: order.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        assert.deepEqual(await fresh([shuffled]), whole);
      }),
      { numRuns: 5 },
    );
  });

  test("a workbook of several sheets is taken whole, and a question names the right sheet", async () => {
    await store.importRows([participantRow(7, { last_name: "Exemple", first_name: "Aline" })]);
    const sheet = (name: string, rows: readonly FileRow[]) => ({
      name,
      rows: [Object.keys(participantRow(0)), ...rows.map((row) => Object.values(row))],
    });
    const path = join(store.folder, "trimestre.xlsx");
    const alike = participantRow(35, { last_name: "Aline", first_name: "Exemple" });
    await writeXlsx(path, [
      sheet("Janvier", [participantRow(1), participantRow(2)]),
      sheet("Février", [participantRow(3), alike]),
    ]);
    const outcome = await store.importPath(path);
    assert.deepEqual(counts(outcome), [4, 0, 0, 0]);
    assert.ok(outcome.kind === "imported");
    assert.deepEqual(
      outcome.check.remarks.map(({ sheet, row, rule }) => `${sheet} ${row} ${rule}`),
      ["Février 3 probably_the_same"],
    );
  });
});

describe("definitions that grow", () => {
  test("a new field is a new column; the records that were there stay as they were, untouched", async () => {
    await store.importRows([workshopRow(1)], { register: "workshop_hours" });
    const [before] = (await content("workshop_hours")) as Record<string, unknown>[];
    const folder = tinyProgrammeFolder();
    const path = join(folder, "registers", "workshop_hours.yaml");
    const text = readFileSync(path, "utf8");
    const field =
      "  - field: satisfied\n    label: { fr: Satisfait, nl: Tevreden, en: Satisfied }\n    type: boolean\n";
    writeFileSync(path, text.replace("\nrules:", `${field}\nrules:`));
    const programme = loadProgramme(folder);
    assert.notEqual(programme.fingerprint, store.programme.fingerprint);

    await prepareStore(store.pool, programme);
    const [after] = (await content("workshop_hours")) as Record<string, unknown>[];
    assert.deepEqual(after, { ...before, satisfied: null });
    await assertTrailVerifies();

    const outcome = await store.importRows([workshopRow(1, { satisfied: "oui" })], {
      register: "workshop_hours",
      programme,
    });
    assert.deepEqual(counts(outcome), [0, 1, 0, 0]);
    const { rows } = await store.pool.query("select satisfied, definition from register.workshop_hours");
    assert.deepEqual(rows, [{ satisfied: true, definition: programme.fingerprint }]);
    await assertTrailVerifies();
  });

  test("preparing the store twice changes nothing, and a field that changes its type is refused", async () => {
    await prepareStore(store.pool, store.programme);
    const folder = tinyProgrammeFolder();
    const path = join(folder, "registers", "workshop_hours.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace("type: boolean", "type: text"));
    await assert.rejects(prepareStore(store.pool, loadProgramme(folder)), /online/);
  });
});
