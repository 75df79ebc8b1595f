import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadProgramme } from "../../src/definition/load.ts";
import { generateDemonstration } from "../../src/demo/generate.ts";
import { readDemonstration } from "../../src/demo/inputs.ts";
import type { ShownRemark } from "../../src/upload/remarks.ts";
import { type FilesWorld, openFilesWorld } from "./files-world.ts";
import { smallDemonstration } from "./small-demonstration.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
let world: FilesWorld;

before(async () => {
  world = await openFilesWorld({ programme, operations: [] });
});
after(() => world.close());

test("each broken file of the demonstration gets the remarks that were planted in it, and none can be kept", async () => {
  const inputs = readDemonstration(programme.folder);
  assert.ok(inputs);
  // As many records as the broken files take their rows from, and no more.
  const needed = [...new Set(inputs.broken.map(({ operation }) => operation))];
  const { batches } = smallDemonstration(programme, 0.3, needed);
  const folder = join(world.folder, "demonstration");
  await generateDemonstration(programme, folder, { inputs: { ...inputs, batches } });
  type Expected = {
    file: string;
    unreadable?: string;
    remarks?: { row: number; column: string | null; rule: string; severity: string }[];
  };
  const expected = JSON.parse(
    readFileSync(join(folder, "broken", "expected-remarks.json"), "utf8"),
  ) as Expected[];
  assert.ok(expected.length >= 12);
  for (const { file, unreadable, remarks } of expected) {
    const [, operation = "", partner = "", name = ""] = file.split("/");
    const plan = inputs.broken.find((each) => each.file === name && each.partner === partner);
    const worker = await world.account({ role: "case_worker", partner });
    const query = new URLSearchParams({ operation, partner, register: plan?.register ?? "" });
    const bytes = readFileSync(join(folder, file));
    if (unreadable !== undefined && bytes.length < 4_000) {
      const response = await world.app.request(`/api/files?${query}`, {
        method: "POST",
        headers: {
          ...worker.headers,
          "content-type": "application/octet-stream",
          "x-file-name": encodeURIComponent(name),
        },
        body: new Uint8Array(bytes),
      });
      if (response.status === 422) continue;
    }
    const upload = await world.bring(worker, bytes, {
      operation,
      partner,
      register: plan?.register ?? "",
      name,
    });
    const view = await world.view(worker, upload);
    if (unreadable !== undefined) {
      assert.equal(view.state, "unreadable", file);
      continue;
    }
    const found: ShownRemark[] = [];
    for (let page = 1, total = 1; found.length < total; page++) {
      const answer = await world.remarks(worker, upload, `page=${page}`);
      total = answer.total;
      found.push(...answer.remarks);
    }
    const headers = new Map(
      view.summary?.sheets.flatMap(({ fields, unknown, repeated }) =>
        [...fields, ...unknown, ...repeated].map(({ column, header }) => [column, header] as const),
      ),
    );
    for (const { row, column, rule, severity } of remarks ?? [])
      assert.ok(
        found.some(
          (remark) =>
            remark.row === row &&
            remark.rule === rule &&
            remark.severity === severity &&
            (column === null ? remark.column === null : headers.get(remark.column ?? -1) === column),
        ),
        `${file}: ${row} ${column} ${rule} in ${JSON.stringify(found.map(({ row, column, rule }) => [row, column, rule]))}`,
      );
    assert.equal(
      (await world.ask(worker, "POST", `/api/files/${upload}/keep`, { confirmOpen: true })).status,
      409,
      file,
    );
  }
});
