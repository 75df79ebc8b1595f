import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadProgramme } from "../../src/definition/load.ts";
import { importFile } from "../../src/intake/import.ts";
import { participantRow, writeCsv, type FileRow } from "../programme/rows.ts";
import { registerOf, tinyProgrammeFolder } from "../programme/tinyProgramme.ts";
import { openWorld, type World } from "./world.ts";

const reference = join(import.meta.dirname, "..", "..", "definitions", "brussels-2014-2020");

/** Names that nobody has, each marked by the same letters: wherever they appear, a person's data went out. */
export const mark = "Zzyxmark";

const people = (from: number, count: number, year: number): FileRow[] =>
  Array.from({ length: count }, (_, index) =>
    participantRow(from + index, {
      person_number: `V-9${mark}${from + index}`,
      last_name: `${mark}${from + index}`,
      first_name: `${mark}a`,
      entry_date: `02/03/${year}`,
      unemployed_since: `01/12/${year - 1}`,
    }),
  );

/** The report of the tiny programme as its Dutch and English readers would read it. */
const translations: Readonly<Record<"nl" | "en", readonly (readonly [string, string])[]>> = {
  nl: [
    ['title: "Rapport annuel', 'title: "Jaarverslag'],
    ["# Introduction", "# Inleiding"],
    ["Tableau :", "Tabel:"],
  ],
  en: [
    ['title: "Rapport annuel', 'title: "Annual report'],
    ["Tableau :", "Table:"],
  ],
};

/** Opens a world of the tiny programme with marked people of 2019 and 2020, roles, and its report in three languages. */
export const openReportWorld = async (): Promise<World> => {
  const folder = tinyProgrammeFolder();
  for (const file of ["access.yaml", "public.yaml"]) cpSync(join(reference, file), join(folder, file));
  const french = readFileSync(join(folder, "report", "fr.md"), "utf8");
  for (const language of ["nl", "en"] as const) {
    const text = translations[language].reduce((told, [from, to]) => told.replaceAll(from, to), french);
    writeFileSync(join(folder, "report", `${language}.md`), text);
  }
  const programme = loadProgramme(folder);
  const world = await openWorld({ programme, operations: [] });
  for (const [name, rows] of [
    ["2019.csv", people(1, 4, 2019)],
    ["2020.csv", people(10, 12, 2020)],
  ] as const) {
    const outcome = await importFile(world.pool, {
      path: writeCsv(world.folder, name, rows),
      programme,
      register: registerOf(programme, "participants"),
      operation: "guidance",
      partner: "north_workshop",
      actor: "test",
      dataFolder: world.folder,
    });
    if (outcome.kind !== "imported") throw new Error(`${name}: ${outcome.kind}`);
  }
  return world;
};
