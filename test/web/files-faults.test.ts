import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { faultyTable, writeTable } from "../../bench/faulty-file.ts";
import { loadProgramme } from "../../src/definition/load.ts";
import { openTable } from "../../src/intake/file/readTable.ts";
import type { ShownRemark } from "../../src/upload/remarks.ts";
import { type FilesWorld, openFilesWorld } from "./files-world.ts";

const programme = loadProgramme(join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020"));
let world: FilesWorld;

before(async () => {
  world = await openFilesWorld({ programme, operations: [] });
});
after(() => world.close());

const place = { operation: "grae", partner: "actiris", register: "participants", name: "participants.xlsx" };

const cellsOf = async (path: string): Promise<string[][]> => {
  const table: string[][] = [];
  for (const sheet of (await openTable(path)).sheets)
    for await (const batch of sheet.rows())
      for (const { row, cells } of batch)
        table[row - 1] = cells.map((cell) => (typeof cell === "string" ? cell : ""));
  return table;
};

test("of five thousand rows with ten kinds of mistakes each is told at its cell, and the copy given back, mended and sent again, is kept", async () => {
  const worker = await world.account({ role: "case_worker", partner: "actiris" });
  const register = programme.registers.get("participants");
  assert.ok(register);
  const { table, faults } = faultyTable(register, 5_000);
  const path = join(world.folder, "participants.xlsx");
  await writeTable(path, table);
  const upload = await world.bring(worker, readFileSync(path), place);
  const { summary } = await world.view(worker, upload);
  assert.equal(summary?.fates.refused, faults.length);
  assert.equal(summary.fates.added, 5_000 - faults.length);
  const told = new Map<string, ShownRemark>();
  for (let page = 1; told.size < summary.counts.refuse; page++) {
    const { remarks } = await world.remarks(worker, upload, `severity=refuse&page=${page}`);
    assert.ok(remarks.length > 0);
    for (const remark of remarks) told.set(`${remark.row} ${remark.column} ${remark.rule}`, remark);
  }
  for (const { row, column, rule } of faults)
    assert.ok(told.has(`${row} ${column} ${rule}`), `${row} ${column} ${rule}`);
  assert.equal(new Set(faults.map(({ rule, column }) => `${rule} ${column}`)).size, 10);

  const response = await world.app.request(`/api/files/${upload}/remarked`, {
    headers: { ...worker.headers, "accept-language": "fr" },
  });
  const copy = join(world.folder, "participants.remarques.xlsx");
  writeFileSync(copy, new Uint8Array(await response.arrayBuffer()));
  const given = await cellsOf(copy);
  for (const { row, column, wrong } of faults) assert.equal(given[row - 1]?.[column] ?? "", wrong);
  for (const { row, column, right } of faults) {
    const cells = given[row - 1];
    if (cells) cells[column] = right;
  }
  await writeTable(copy, given);
  const again = await world.bring(worker, readFileSync(copy), {
    ...place,
    name: "participants.remarques.xlsx",
  });
  assert.equal((await world.view(worker, again)).summary?.counts.refuse, 0);
  await world.ask(worker, "POST", `/api/files/${again}/keep`, { confirmOpen: true });
  await world.work(again);
  assert.equal((await world.view(worker, again)).receipt?.added, 5_000);
});
