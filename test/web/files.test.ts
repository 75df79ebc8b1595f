import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { writeXlsx } from "../../src/intake/file/writeRows.ts";
import { openTable } from "../../src/intake/file/readTable.ts";
import { arrive, mostBytes } from "../../src/upload/keep-bytes.ts";
import { keepUpload } from "../../src/upload/keep.ts";
import type { AskedSheet } from "../../src/upload/columns.ts";
import type { HistoryRow } from "../../src/upload/history.ts";
import type { MendPage } from "../../src/upload/mends.ts";
import type { MendedRow } from "../../src/upload/mend.ts";
import type { RowPage } from "../../src/upload/rows.ts";
import { Problem } from "../../src/problem.ts";
import { csvOf, type FileRow, participantRow } from "../programme/rows.ts";
import { type FilesWorld, openFilesWorld } from "./files-world.ts";
import type { TestAccount } from "./world.ts";

let world: FilesWorld;
let guide: TestAccount;

before(async () => {
  world = await openFilesWorld();
  guide = await world.account({ role: "guide", partner: "north_workshop", name: "Camille Exemple" });
});
after(() => world.close());

let numbers = 0;
/** Rows of people that no other test has. */
const rowsOf = (count: number, bent: readonly FileRow[] = []): FileRow[] => {
  const rows = Array.from({ length: count }, (_, index) => participantRow(numbers + index, bent[index]));
  numbers += count;
  return rows;
};

const send = async (method: string, path: string, body?: unknown) => world.ask(guide, method, path, body);

const keep = async (upload: string, confirmOpen = true) => {
  const asked = await send("POST", `/api/files/${upload}/keep`, { confirmOpen });
  if (asked.status === 202) await world.work(upload);
  return asked;
};

const content = async (numbers: readonly string[]) =>
  (
    await world.pool.query<{ person_number: string; gender: string; birth_date: string; postcode: string }>(
      `select i.person_number, r.gender, r.birth_date, r.postcode from register.participants r
       join identity.participants i using (operation, record) where i.person_number = any ($1) order by 1`,
      [numbers],
    )
  ).rows;

const changes = async () =>
  (await world.pool.query<{ count: number }>("select count(*) as count from trail.change")).rows[0]?.count;

describe("what comes in", () => {
  test("a file is told by its content, whatever its name, and what is no table leaves nothing behind", async () => {
    const before = existsSync(join(world.folder, "uploads"))
      ? readdirSync(join(world.folder, "uploads"))
      : [];
    const query = "operation=guidance&partner=north_workshop&register=participants";
    for (const [body, code] of [
      ["%PDF-1.7 not a table", "pdf"],
      ["", "empty"],
    ] as const) {
      const response = await world.app.request(`/api/files?${query}`, {
        method: "POST",
        headers: { ...guide.headers, "content-type": "application/octet-stream", "x-file-name": "mars.xlsx" },
        body,
      });
      assert.equal(response.status, 422, code);
    }
    assert.deepEqual(readdirSync(join(world.folder, "uploads")), before);
  });

  test("more than fifty megabytes is refused, and nothing of it stays", async () => {
    const chunk = new Uint8Array(1024 * 1024);
    const chunks = Array.from({ length: mostBytes / chunk.length + 1 }, () => chunk);
    await assert.rejects(arrive(world.folder, chunks), (error) => {
      assert.ok(error instanceof Problem);
      return error.code === "too_large";
    });
    assert.ok(!readdirSync(join(world.folder, "uploads")).some((name) => name.endsWith(".part")));
  });

  test("the file lies under its hash, as it was sent, before the person hears that it came", async () => {
    const csv = csvOf(rowsOf(1));
    const { sha256 } = await world.view(guide, await world.bring(guide, csv));
    assert.equal(readFileSync(join(world.folder, "uploads", sha256), "utf8"), csv);
  });

  test("a quotation mark left open makes the file unreadable, and its page says in which row", async () => {
    const upload = await world.bring(guide, `${csvOf(rowsOf(2))}"V-9;\n`);
    const view = await world.view(guide, upload);
    assert.equal(view.state, "unreadable");
    assert.match(view.problem?.fr ?? "", /^Ligne 4 : un guillemet/);
  });

  test("a block that was pasted is read with its headers, and without them its columns can be said", async () => {
    const [row] = rowsOf(1);
    assert.ok(row);
    const lines = [Object.keys(row).join("\t"), Object.values(row).join("\t")];
    const paste = async (text: string, headers = "") => {
      const query = `operation=guidance&partner=north_workshop&register=participants${headers}`;
      const response = await world.app.request(`/api/files/paste?${query}`, {
        method: "POST",
        headers: { ...guide.headers, "content-type": "text/tab-separated-values" },
        body: text,
      });
      assert.equal(response.status, 201);
      const { id } = (await response.json()) as { id: string };
      await world.work(id);
      return world.view(guide, id);
    };
    assert.deepEqual((await paste(lines.join("\n"))).summary?.fates.added, 1);
    const bare = await paste(lines[1] ?? "", "&headers=false");
    assert.equal(bare.summary?.kinds[0]?.rule, "no_headers");
    await send("PUT", `/api/files/${bare.id}/columns`, {
      columns: Object.keys(row).map((field, at) => ({
        key: `colonne ${at + 1}`,
        header: `Colonne ${at + 1}`,
        field,
      })),
      headerRow: { sheet: null, row: 1 },
      remember: true,
    });
    await world.work(bare.id);
    assert.deepEqual((await world.view(guide, bare.id)).summary?.fates.added, 1);
    const { json } = await send("GET", "/api/partners/north_workshop/registers/participants/columns");
    assert.deepEqual(json["remembered"], [], "numbers that Jalon gave say nothing about the next block");
  });
});

describe("the preview", () => {
  test("counts what is new, changed, unchanged, come back and refused, and touches nothing", async () => {
    const known = rowsOf(4, [{}, { leave_date: "30/06/2020" }]);
    assert.equal((await keep(await world.bringRows(guide, known))).status, 202);
    const before = await changes();
    const [same, back, changed, wrong] = known;
    assert.ok(same && back && changed && wrong);
    const rows = [
      same,
      { ...back, entry_date: "01/09/2020", leave_date: "" },
      { ...changed, postcode: "1080", last_name: "Nouveau" },
      { ...wrong, birth_date: "31/02/1990" },
      ...rowsOf(2),
    ];
    const upload = await world.bringRows(guide, rows);
    const { summary } = await world.view(guide, upload);
    assert.deepEqual(summary?.fates, { added: 2, changed: 1, re_entered: 1, unchanged: 1, refused: 1 });
    assert.equal(await changes(), before);
    assert.deepEqual(
      (await content([String(changed["person_number"])])).map(({ postcode }) => postcode),
      ["1070"],
    );

    const page = (await send("GET", `/api/files/${upload}/rows?fate=changed`)).json as unknown as RowPage;
    assert.deepEqual(page.rows[0]?.answers, [
      { field: "last_name", before: changed["last_name"], after: "Nouveau" },
      { field: "postcode", before: "1070", after: "1080" },
    ]);
    const { rows: readings } = await world.pool.query(
      "select fields, purpose from access.reading where account = $1 order by id desc limit 1",
      [guide.id],
    );
    assert.deepEqual(readings, [{ fields: ["last_name"], purpose: "page" }]);
  });

  test("remarks come by kind with how many cells each concerns, and cell by cell with what stands beside", async () => {
    const wrong = { birth_date: "hier", gender: "femme" };
    const upload = await world.bringRows(guide, rowsOf(4, [wrong, wrong, { gender: "H2" }]));
    const { summary } = await world.view(guide, upload);
    assert.deepEqual(
      summary?.kinds.map(({ rule, field, count, first }) => ({ rule, field, count, row: first[0]?.row })),
      [
        { rule: "not_a_date", field: "birth_date", count: 2, row: 2 },
        { rule: "not_a_choice", field: "gender", count: 1, row: 4 },
      ],
    );
    const { total, remarks } = await world.remarks(guide, upload, "kind=0");
    assert.equal(total, 2);
    assert.equal(remarks[0]?.found, "hier");
    const beside = remarks[0]?.context.map(({ field }) => field) ?? [];
    assert.ok(beside.includes("gender"));
    assert.ok(!beside.some((field) => ["person_number", "last_name", "first_name"].includes(field)));
  });
});

describe("columns", () => {
  const renamed = (rows: readonly FileRow[]) => csvOf(rows).replace("person_number", "Matricule maison");

  test("what a partner calls a column is said once, serves its next files, and can be forgotten", async () => {
    const upload = await world.bring(guide, renamed(rowsOf(1)));
    const before = await world.view(guide, upload);
    assert.deepEqual(before.summary?.missing, ["person_number"]);
    const { json } = await send("GET", `/api/files/${upload}/columns`);
    const [sheet] = json["sheets"] as AskedSheet[];
    const column = sheet?.columns.find(({ state }) => state === "unknown");
    assert.equal(column?.header, "Matricule maison");
    assert.equal(column.examples.length, 1);
    await send("PUT", `/api/files/${upload}/columns`, {
      columns: [{ key: column.key, header: column.header, field: "person_number" }],
      remember: true,
    });
    await world.work(upload);
    assert.equal((await world.view(guide, upload)).summary?.fates.added, 1);

    const next = await world.view(guide, await world.bring(guide, renamed(rowsOf(1))));
    assert.equal(next.summary?.fates.added, 1);
    assert.deepEqual(
      next.summary.sheets[0]?.fields.filter(({ said }) => said).map(({ field }) => field),
      ["person_number"],
    );

    const place = "/api/partners/north_workshop/registers/participants/columns";
    await send("POST", `${place}/forget`, { key: column.key });
    assert.deepEqual((await send("GET", place)).json["remembered"], []);
    const later = await world.view(guide, await world.bring(guide, renamed(rowsOf(1))));
    assert.deepEqual(later.summary?.missing, ["person_number"]);
  });

  test("a column can be left out, and then nothing is asked about it", async () => {
    const csv = csvOf(rowsOf(1).map((row) => ({ ...row, Humeur: "bonne" })));
    const upload = await world.bring(guide, csv);
    assert.equal((await world.view(guide, upload)).summary?.counts.confirm, 1);
    await send("PUT", `/api/files/${upload}/columns`, {
      columns: [{ key: "humeur", header: "Humeur", field: null }],
      remember: false,
    });
    await world.work(upload);
    assert.equal((await world.view(guide, upload)).summary?.counts.confirm, 0);
  });
});

describe("mending on screen", () => {
  test("a value is checked as it is typed over a cell, the original stays, and the right one is kept", async () => {
    const rows = rowsOf(2, [{ birth_date: "31/02/1990" }]);
    const csv = csvOf(rows);
    const upload = await world.bring(guide, csv);
    const mend = async (value: string | null) => {
      const { json } = await send("POST", `/api/files/${upload}/mends`, {
        mends: [{ sheet: null, row: 2, column: 4, value }],
      });
      return (json["rows"] as MendedRow[])[0]?.remarks.map(({ rule }) => rule);
    };
    assert.deepEqual(await mend("30/02/1990"), ["not_a_date"]);
    assert.deepEqual(await mend(null), ["not_a_date"]);
    assert.deepEqual(await mend("28/02/1990"), []);
    const stale = await world.view(guide, upload);
    assert.ok(stale.stale);
    assert.deepEqual(stale.kinds, [{ kind: 0, open: 0, settled: 1, confirmed: 0 }]);
    assert.equal((await keep(upload)).json["code"], "not_checked");
    await send("POST", `/api/files/${upload}/check`, {});
    await world.work(upload);
    assert.equal((await keep(upload)).status, 202);
    assert.deepEqual(
      (await content([String(rows[0]?.["person_number"])])).map(({ birth_date }) => birth_date),
      ["1990-02-28"],
    );
    const { sha256, receipt } = await world.view(guide, upload);
    assert.equal(readFileSync(join(world.folder, "originals", sha256), "utf8"), csv);
    const trail = await world.pool.query("select file_sha256, reason from trail.change where seq = $1", [
      receipt?.change,
    ]);
    assert.deepEqual(trail.rows, [{ file_sha256: sha256, reason: "mars.csv" }]);
  });

  test("all cells with the same wrong value are mended at once, and a row can be left out", async () => {
    const rows = rowsOf(5, [{ gender: "X" }, { gender: "X" }, { gender: "Y" }]);
    const upload = await world.bringRows(guide, rows);
    assert.deepEqual((await send("GET", `/api/files/${upload}/kinds/0/values`)).json["values"], [
      { found: "X", cells: 2 },
    ]);
    const alike = await send("POST", `/api/files/${upload}/mends/alike`, {
      kind: 0,
      found: "X",
      value: "homme",
    });
    assert.deepEqual(alike.json, { mended: 2, rows: [] });
    await send("POST", `/api/files/${upload}/mends`, {
      mends: [{ sheet: null, row: 4, column: null, value: "" }],
    });
    await send("POST", `/api/files/${upload}/check`, {});
    await world.work(upload);
    assert.deepEqual((await world.view(guide, upload)).summary?.counts.refuse, 0);
    assert.equal((await keep(upload)).status, 202);
    const kept = await content(rows.map((row) => String(row["person_number"])));
    assert.equal(kept.length, 4);
    assert.deepEqual(
      kept.slice(0, 2).map(({ gender }) => gender),
      ["man", "man"],
    );
  });

  test("what was mended is listed with who did it, and each can be taken back, also a row that was left out", async () => {
    const upload = await world.bringRows(guide, rowsOf(3, [{ gender: "X" }, { birth_date: "?" }]));
    await send("POST", `/api/files/${upload}/mends`, {
      mends: [
        { sheet: null, row: 2, column: null, value: "" },
        { sheet: null, row: 3, column: 4, value: "01/02/1990" },
      ],
    });
    await send("POST", `/api/files/${upload}/check`, {});
    await world.work(upload);
    assert.deepEqual((await world.view(guide, upload)).summary?.fates.added, 2);
    const { mends } = (await send("GET", `/api/files/${upload}/mends`)).json as unknown as MendPage;
    assert.deepEqual(
      mends.map(({ row, field, value, by }) => ({ row, field, value, by })),
      [
        { row: 2, field: null, value: "", by: "Camille Exemple" },
        { row: 3, field: "birth_date", value: "01/02/1990", by: "Camille Exemple" },
      ],
    );
    await send("POST", `/api/files/${upload}/mends`, {
      mends: [{ sheet: null, row: 2, column: null, value: null }],
    });
    await send("POST", `/api/files/${upload}/check`, {});
    await world.work(upload);
    assert.deepEqual(
      (await world.view(guide, upload)).summary?.kinds.map(({ rule }) => rule),
      ["not_a_choice"],
    );
  });

  test("the copy with coloured cells, mended in the spreadsheet and sent again, is accepted", async () => {
    const rows = rowsOf(3, [{ birth_date: "pas sûr" }]);
    const header = Object.keys(rows[0] ?? {});
    const path = join(world.folder, "avril.xlsx");
    const table = [header, ...rows.map((row) => header.map((field) => row[field] ?? ""))];
    await writeXlsx(path, [{ name: "Avril", rows: table }]);
    const upload = await world.bring(guide, readFileSync(path), { name: "avril.xlsx" });
    const response = await world.app.request(`/api/files/${upload}/remarked`, {
      headers: { ...guide.headers, "accept-language": "fr" },
    });
    assert.match(response.headers.get("content-disposition") ?? "", /avril\.remarques\.xlsx$/);
    const copy = join(world.folder, "avril.remarques.xlsx");
    writeFileSync(copy, new Uint8Array(await response.arrayBuffer()));
    const found: string[] = [];
    const cells: (string | number | boolean | null)[][] = [];
    for (const sheet of (await openTable(copy)).sheets)
      for await (const batch of sheet.rows())
        for (const row of batch) {
          found.push(...row.cells.filter((cell): cell is string => typeof cell === "string"));
          cells.push(row.cells.map((cell) => (typeof cell === "object" ? null : cell)));
        }
    assert.ok(found.some((text) => text.includes("une date jj/mm/aaaa")));
    assert.ok(found.includes("pas sûr"));

    // The person types the right date over the coloured cell, and leaves the column of remarks where it is.
    const right = cells.map((row) => row.map((cell) => (cell === "pas sûr" ? "14/05/1991" : cell)));
    await writeXlsx(copy, [{ name: "Avril", rows: right }]);
    const again = await world.bring(guide, readFileSync(copy), { name: "avril.xlsx" });
    const { summary } = await world.view(guide, again);
    assert.deepEqual(summary?.counts, { refuse: 0, incomplete: 0, confirm: 0 });
    assert.equal((await keep(again)).status, 202);
    assert.equal((await world.view(guide, again)).state, "kept");
  });
});

describe("confirming", () => {
  test("what is unusual is kept only once somebody said that it is right, with who and when", async () => {
    const twin = { last_name: "Jumeau", first_name: "Ali", birth_date: "01/02/1980" };
    assert.equal((await keep(await world.bringRows(guide, rowsOf(1, [twin])))).status, 202);
    const upload = await world.bringRows(guide, rowsOf(1, [twin]));
    const view = await world.view(guide, upload);
    assert.deepEqual(
      view.summary?.kinds.map(({ rule, severity }) => [rule, severity]),
      [["probably_the_same", "confirm"]],
    );
    assert.equal((await keep(upload, false)).json["code"], "to_confirm");
    const { remarks } = await world.remarks(guide, upload);
    await send("POST", `/api/files/${upload}/confirmations`, { remark: remarks[0]?.n });
    assert.equal((await world.remarks(guide, upload)).remarks[0]?.confirmed?.by, "Camille Exemple");
    await send("DELETE", `/api/files/${upload}/confirmations/${remarks[0]?.n}`);
    assert.equal((await keep(upload, false)).json["code"], "to_confirm");
    await send("POST", `/api/files/${upload}/confirmations`, { kind: 0 });
    assert.equal((await keep(upload, false)).status, 202);
    assert.equal((await world.view(guide, upload)).state, "kept");
  });

  test("what must be mended cannot be confirmed away", async () => {
    const upload = await world.bringRows(guide, rowsOf(1, [{ birth_date: "?" }]));
    await send("POST", `/api/files/${upload}/confirmations`, { all: true });
    assert.equal((await keep(upload, true)).json["code"], "must_mend");
  });
});

describe("keeping, once", () => {
  test("the same file again says so on its page, and keeping it again changes nothing", async () => {
    const csv = csvOf(rowsOf(2));
    const first = await world.bring(guide, csv);
    await keep(first);
    const { receipt } = await world.view(guide, first);
    const before = await changes();
    const second = await world.bring(guide, csv);
    const view = await world.view(guide, second);
    assert.deepEqual(view.same && [view.same.id, view.same.receipt], [first, receipt?.number]);
    assert.equal(view.summary?.fates.unchanged, 2);
    await keep(second);
    assert.match((await world.view(guide, second)).receipt?.already ?? "", /^\d{4}-/);
    assert.equal(await changes(), before);
  });

  test("pressed twice, in two tabs, and done by two servers at once, a file has one effect and one receipt", async () => {
    const upload = await world.bringRows(guide, rowsOf(300));
    const before = await changes();
    const asked = await Promise.all(
      [1, 2, 3].map(() => send("POST", `/api/files/${upload}/keep`, { confirmOpen: true })),
    );
    assert.ok(asked.every(({ status }) => status === 202));
    await Promise.all([1, 2, 3].map(() => keepUpload(world.house, upload)));
    assert.equal(await changes(), (before ?? 0) + 1);
    const view = await world.view(guide, upload);
    assert.equal(view.state, "kept");
    assert.equal(view.receipt?.added, 300);
  });

  test("receipts are numbered without a gap", async () => {
    const { rows } = await world.pool.query<{ receipt: number }>(
      "select receipt from upload.upload where receipt is not null order by receipt",
    );
    assert.deepEqual(
      rows.map(({ receipt }) => receipt),
      rows.map((_, index) => index + 1),
    );
  });

  test("what the register has become meanwhile is told instead of being overwritten unseen", async () => {
    const rows = rowsOf(1);
    const upload = await world.bringRows(guide, rows);
    const south = await world.account({ role: "guide", partner: "south_workshop" });
    const theirs = await world.bringRows(south, rows, { partner: "south_workshop" });
    await world.ask(south, "POST", `/api/files/${theirs}/keep`, { confirmOpen: true });
    await world.work(theirs);
    assert.equal((await keep(upload)).status, 202);
    const view = await world.view(guide, upload);
    assert.equal(view.state, "ready");
    assert.match(view.problem?.fr ?? "", /^Rien n'a été repris/);
    assert.equal(view.summary?.kinds[0]?.rule, "kept_by_another_partner");
  });
});

describe("the history", () => {
  test("says who sent what when and what became of it, and downloads are noted", async () => {
    const { json } = await send("GET", "/api/files?operation=guidance&partner=north_workshop");
    const rows = json["rows"] as HistoryRow[];
    assert.ok(
      rows.some(({ state, receipt, by }) => state === "kept" && receipt !== null && by === "Camille Exemple"),
    );
    const kept = rows.find(({ state }) => state === "kept");
    const response = await world.app.request(`/api/files/${kept?.upload}/original`, {
      headers: guide.headers,
    });
    assert.equal(response.status, 200);
    await response.arrayBuffer();
    const { rows: downloads } = await world.pool.query(
      "select what, account from upload.download where upload = $1",
      [kept?.upload],
    );
    assert.deepEqual(downloads, [{ what: "original", account: guide.id }]);
  });

  test("a template to fill in comes in the language of the person", async () => {
    const response = await world.app.request("/api/registers/participants/template?operation=guidance", {
      headers: { ...guide.headers, "accept-language": "nl" },
    });
    const path = join(world.folder, "template.xlsx");
    writeFileSync(path, new Uint8Array(await response.arrayBuffer()));
    const table = await openTable(path);
    assert.equal(table.sheets[0]?.name, "Deelnemers");
  });
});

describe("undoing", () => {
  test("a file that was kept and undone leaves the register as it was, says so, and can be kept again", async () => {
    const csv = csvOf(rowsOf(3));
    const first = await world.bring(guide, csv);
    await keep(first);
    const { receipt } = await world.view(guide, first);
    const undone = await send("POST", `/api/changes/${receipt?.change}/undo`, { reason: "par erreur" });
    assert.equal(undone.status, 200, JSON.stringify(undone.json));
    assert.ok((await world.view(guide, first)).receipt?.undone);
    const again = await world.bring(guide, csv);
    assert.equal((await world.view(guide, again)).summary?.fates.added, 3);
    await keep(again);
    const kept = await world.view(guide, again);
    assert.deepEqual([kept.receipt?.added, kept.receipt?.already], [3, null]);
  });
});
