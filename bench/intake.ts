import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadProgramme } from "../src/definition/load.ts";
import type { Field } from "../src/definition/programme.ts";

const definitions = join(import.meta.dirname, "..", "definitions", "brussels-2014-2020");

/** The 25 columns of a partner's monthly file. */
export const columns = [
  "person_number",
  "last_name",
  "first_name",
  "email",
  "phone",
  "postcode",
  "birth_date",
  "gender",
  "entry_date",
  "employment_at_entry",
  "registered_unemployed",
  "unemployed_since",
  "in_education_at_entry",
  "education_level",
  "migrant_or_minority",
  "disability",
  "other_disadvantage",
  "informed_on",
  "leave_date",
  "leave_reason",
  "completed_as_planned",
  "employment_at_leave",
  "in_education_at_leave",
  "qualification_gained",
  "offer_received",
];

/** One invented row; the numbers that vary come from the row's own number, so that every run reads the same file. */
export const cell = ({ id, type, choices }: Field, row: number): string => {
  const day = (base: number) => {
    const date = Temporal.PlainDate.from("2018-09-01").add({ days: base });
    return `${String(date.day).padStart(2, "0")}/${String(date.month).padStart(2, "0")}/${date.year}`;
  };
  switch (id) {
    case "person_number":
      return `INV-${row}`;
    case "last_name":
      return `Inventé ${row % 997}`;
    case "first_name":
      return `Prénom ${row % 499}`;
    case "email":
      return "";
    case "postcode":
      return String(1000 + (row % 20) * 10);
    case "birth_date":
      return day(-(18 * 366 + (row % 12000)));
    case "entry_date":
    case "informed_on":
      return day(row % 1200);
    case "unemployed_since":
      return day((row % 1200) - 40 - (row % 700));
    case "leave_date":
      return day((row % 1200) + 100);
    case "employment_at_entry":
      return "Chômeur";
    case "completed_as_planned":
      return "non";
    case "registered_unemployed":
    case "in_education_at_entry":
      return id === "registered_unemployed" ? "oui" : "non";
    default:
      break;
  }
  if (type === "choice") return choices?.[row % choices.length]?.label.fr ?? "";
  return type === "boolean" ? (row % 2 === 0 ? "oui" : "non") : "";
};

const writeFile = async (path: string, rows: number): Promise<void> => {
  const register = loadProgramme(definitions).registers.get("participants");
  const fields = columns.flatMap((id) => register?.fields.get(id) ?? []);
  const out = createWriteStream(path);
  out.write(`${fields.map(({ label }) => label.fr).join(";")}\r\n`);
  for (let row = 1; row <= rows; row += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - row + 1) }, (_, index) =>
      fields.map((field) => cell(field, row + index)).join(";"),
    );
    if (!out.write(`${lines.join("\r\n")}\r\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
};

type Measure = { seconds: number; rows: number; megabytes: number };

const run = (what: string, path: string): Measure => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "intake-step.ts"), what, path],
    {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measure;
};

/** The middle one of three runs, each in a process of its own so that memory is its own too. */
const median = (what: string, path: string): Measure => {
  const runs = [run(what, path), run(what, path), run(what, path)].toSorted((a, b) => a.seconds - b.seconds);
  return runs[1] as Measure;
};

/** Prints part (c): what checking and importing a CSV of 25 columns costs, against reading it only. */
export const benchIntake = async (rows: number, print: (line: string) => void): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "jalon-bench-"));
  try {
    const path = join(folder, "participants.csv");
    print(`(c) one CSV of ${rows.toLocaleString("en")} rows and 25 columns`);
    await writeFile(path, rows);
    const reading = median("read", path);
    const parser = run("csv-parse", path);
    const checking = median("check", path);
    const importing = run("import", path);
    const line = (name: string, { seconds, megabytes }: Measure) =>
      `    ${name.padEnd(34)}${seconds.toFixed(2).padStart(8)} s ${(seconds / reading.seconds).toFixed(2).padStart(7)} × reading ${String(Math.round(megabytes)).padStart(6)} MB peak`;
    print(line("reading only", reading));
    print(line("reading with csv-parse, for scale", parser));
    print(line("checking every cell and rule", checking));
    print(line("importing, trail included", importing));
    const ratio = checking.seconds / reading.seconds;
    print(
      `    goal: checking ≤ 3 × reading — ${ratio <= 3 ? "reached" : "NOT reached"}: ${ratio.toFixed(2)} ×`,
    );
    print(
      `    against csv-parse, the parser most people use: ${(checking.seconds / parser.seconds).toFixed(2)} ×`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
