import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A row of a partner's file, by field of the register. */
export type FileRow = Readonly<Record<string, string>>;

/** Returns the row of an invented participant, complete and right, that a test bends in one place. */
export const participantRow = (number: number, bent: FileRow = {}): FileRow => ({
  person_number: `V-${String(number).padStart(5, "0")}`,
  last_name: `Exemple${number}`,
  first_name: number % 2 === 0 ? "Aline" : "Bruno",
  postcode: "1070",
  birth_date: `${String((number % 28) + 1).padStart(2, "0")}/06/1990`,
  gender: number % 2 === 0 ? "femme" : "homme",
  entry_date: "02/03/2020",
  employment_at_entry: "au chômage",
  unemployed_since: "01/06/2019",
  education_level: "CITE 3",
  migrant_or_minority: "non",
  disability: "non",
  other_disadvantage: "non",
  leave_date: "",
  ...bent,
});

/** Returns the row of an invented person's hours at a workshop. */
export const workshopRow = (number: number, bent: FileRow = {}): FileRow => ({
  person_number: `V-${String(number).padStart(5, "0")}`,
  held_on: "12/03/2020",
  hours: "2,5",
  theme: "entretien",
  online: "non",
  room: "Salle bleue",
  ...bent,
});

/** Returns the rows as a CSV file with the fields' own names as headers, in the order of the first row. */
export const csvOf = (rows: readonly FileRow[]): string => {
  const fields = Object.keys(rows[0] ?? {});
  const cell = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [fields, ...rows.map((row) => fields.map((id) => row[id] ?? ""))]
    .map((cells) => `${cells.map(cell).join(";")}\n`)
    .join("");
};

/** Writes the rows as a CSV file into the folder and returns its path. */
export const writeCsv = (folder: string, name: string, rows: readonly FileRow[]): string => {
  const path = join(folder, name);
  writeFileSync(path, csvOf(rows));
  return path;
};
