import { plainWords } from "../definition/plain-words.ts";
import type { Cell } from "../intake/file/cell.ts";
import { openTable } from "../intake/file/readTable.ts";
import { quoted, type Text } from "../language.ts";
import { isProblem } from "../register/answer.ts";
import { decimalParser } from "../register/number-answer.ts";
import { exact, type Exact } from "../decimal.ts";
import { type Finding, findingInside, type Part } from "../sample/checked.ts";
import { type Frame, makeFrame, type Unit } from "../sample/frame.ts";
import { ofCents } from "../sample/numbers.ts";
import { SampleError } from "../sample/refusal.ts";
import { inAll } from "../sample/steps.ts";

/** The columns of a population; each under the names that people give it, compared without accents and capitals. */
const columns = {
  id: ["reference", "ref", "referentie", "id", "numero", "nummer", "number", "operation", "operatie"],
  amount: [
    "montant",
    "montant declare",
    "depense",
    "depense declaree",
    "bedrag",
    "gedeclareerd bedrag",
  ].concat([
    "uitgave",
    "uitgaven",
    "gedeclareerde uitgaven",
    "amount",
    "declared amount",
    "expenditure",
    "book value",
  ]),
  stratum: ["strate", "stratum"],
  period: ["periode", "period", "semestre", "semester"],
  excluded: ["exclu", "exclue", "uitgesloten", "excluded"],
  error: ["erreur", "fout", "error"],
  checked: [
    "montant controle",
    "controle",
    "gecontroleerd bedrag",
    "gecontroleerd",
    "amount checked",
    "checked",
  ],
  part: ["partie de", "deel van", "part of"],
  result: ["resultat", "ecart", "resultaat", "afwijking", "result", "deviation"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Column = keyof typeof columns;

const shown: Readonly<Record<Column, Text>> = {
  id: { fr: "référence", nl: "referentie", en: "reference" },
  amount: { fr: "montant", nl: "bedrag", en: "amount" },
  stratum: { fr: "strate", nl: "stratum", en: "stratum" },
  period: { fr: "période", nl: "periode", en: "period" },
  excluded: { fr: "exclu", nl: "uitgesloten", en: "excluded" },
  error: { fr: "erreur", nl: "fout", en: "error" },
  checked: { fr: "montant contrôlé", nl: "gecontroleerd bedrag", en: "amount checked" },
  part: { fr: "partie de", nl: "deel van", en: "part of" },
  result: { fr: "résultat", nl: "resultaat", en: "result" },
};

/** Returns the header that a file is written with. */
export const headerOf = (column: Column): Text => shown[column];

/** A population as a file holds it, with what was found on the units that were checked. */
export type SampleFile = Readonly<{
  frame: Frame;
  findings: ReadonlyMap<string, Finding>;
  /** Yes or no, of units tested for a property. */
  results: ReadonlyMap<string, boolean>;
}>;

type Read = Readonly<{
  units: readonly Unit[];
  findings: Map<string, Finding>;
  results: Map<string, boolean>;
}>;

/**
 * Returns the population of a file (CSV or XLSX, its first sheet), and the findings of it and of a second file where they
 * stand apart. Without amounts, where none are needed, each unit counts one. Throws UnreadableFile, or SampleError with
 * every cell that cannot be read.
 */
export const readSampleFile = async (
  path: string,
  findingsPath: string | undefined,
  needsAmounts: boolean,
): Promise<SampleFile> => {
  const population = await readRows(path, needsAmounts);
  const frame = makeFrame(population.units);
  if (findingsPath === undefined)
    return { frame, findings: population.findings, results: population.results };
  const found = await readRows(findingsPath, false);
  return { frame, findings: found.findings, results: found.results };
};

type Line = Readonly<{ row: number; cells: readonly Cell[] }>;

const readRows = async (path: string, needsAmounts: boolean): Promise<Read> => {
  const table = await openTable(path);
  const sheet = table.sheets.find(({ hidden }) => !hidden);
  const lines: Line[] = [];
  for await (const batch of sheet?.rows() ?? [])
    for (const { row, cells } of batch)
      if (cells.some((cell) => cell !== null && cell !== "")) lines.push({ row, cells: [...cells] });
  const [header, ...rows] = lines;
  const places = placesOf(header?.cells ?? []);
  for (const column of needsAmounts ? (["id", "amount"] as const) : (["id"] as const))
    if (!places.has(column)) throw new SampleError("column", missing(column, header?.cells ?? []));
  return readLines(rows, places);
};

const placesOf = (header: readonly Cell[]): ReadonlyMap<Column, number> => {
  const words = header.map((cell) => (typeof cell === "string" ? plainWords(cell) : ""));
  const entries = Object.entries(columns) as [Column, readonly string[]][];
  return new Map(
    entries.flatMap(([column, names]): [Column, number][] => {
      const at = words.findIndex((word) => names.includes(word));
      return at < 0 ? [] : [[column, at]];
    }),
  );
};

const missing = (column: Column, header: readonly Cell[]): Text => {
  const found = header.filter((cell) => typeof cell === "string").join(", ") || "∅";
  return {
    fr: `Il manque une colonne « ${shown[column].fr} » (trouvé : ${found}). Donnez ce nom à la colonne, dans la première ligne du fichier.`,
    nl: `Er ontbreekt een kolom "${shown[column].nl}" (gevonden: ${found}). Geef de kolom deze naam, in de eerste rij van het bestand.`,
    en: `There is no column "${shown[column].en}" (found: ${found}). Give the column this name, in the first row of the file.`,
  };
};

const parser = decimalParser({ scale: 2, minimum: undefined, maximum: undefined }, "text");
const numberParser = decimalParser({ scale: 2, minimum: undefined, maximum: undefined }, "number");
const yes = new Set(["oui", "ja", "yes", "true", "vrai", "waar", "1", "x"]);
const no = new Set(["non", "nee", "neen", "no", "false", "faux", "onwaar", "0"]);

const readLines = (lines: readonly Line[], places: ReadonlyMap<Column, number>): Read => {
  const wrong: Text[] = [];
  const textIn = ({ cells }: Line, column: Column): string => {
    const cell = cells[places.get(column) ?? -1] ?? null;
    if (cell === null) return "";
    if (typeof cell === "object") return "date" in cell ? cell.date : cell.error;
    return String(cell).trim();
  };
  const amountIn = (line: Line, column: Column): Exact | undefined => {
    const cell = line.cells[places.get(column) ?? -1] ?? null;
    const text = textIn(line, column);
    if (text === "") return undefined;
    // A spreadsheet keeps fifteen digits; what it shows beyond is noise.
    const parsed =
      typeof cell === "number" ? numberParser(String(Number(cell.toPrecision(15)))) : parser(text);
    if (typeof parsed === "string") return exact(parsed);
    if (parsed !== null && isProblem(parsed))
      wrong.push(wrongCell(line.row, column, text, parsed.expected, parsed.mend));
    return undefined;
  };
  const flagIn = (line: Line, column: Column): boolean | undefined => {
    const text = textIn(line, column);
    const word = plainWords(text);
    if (text === "") return undefined;
    if (!yes.has(word) && !no.has(word)) wrong.push(wrongCell(line.row, column, text, yesNo, useYesNo));
    return yes.has(word);
  };

  const units: Unit[] = [];
  const findings = new Map<string, Finding>();
  const results = new Map<string, boolean>();
  const parts = new Map<string, Part[]>();
  for (const line of lines) {
    const id = textIn(line, "id").normalize("NFC");
    const amount = amountIn(line, "amount");
    const error = amountIn(line, "error");
    const parent = textIn(line, "part").normalize("NFC");
    if (parent !== "") {
      const inside = parts.get(parent) ?? [];
      inside.push({ amount: amount ?? ofCents(0n), error });
      parts.set(parent, inside);
      continue;
    }
    if (places.has("amount") && amount === undefined && textIn(line, "amount") === "")
      wrong.push(wrongCell(line.row, "amount", "", aNumber, giveNumber));
    units.push({
      id,
      cents: places.has("amount") ? (amount?.units ?? 0n) : 1n,
      stratum: textIn(line, "stratum"),
      period: textIn(line, "period"),
      excluded: flagIn(line, "excluded") ?? false,
    });
    const checked = amountIn(line, "checked");
    if (error) findings.set(id, { error, checked });
    const result = flagIn(line, "result");
    if (result !== undefined) results.set(id, result);
  }
  for (const [id, inside] of parts) {
    const finding = findingInside(inside);
    if (finding) findings.set(id, finding);
  }
  if (wrong.length > 0) throw new SampleError("cell", all(wrong));
  return { units, findings, results };
};

const aNumber: Text = { fr: "un montant", nl: "een bedrag", en: "an amount" };
const giveNumber: Text = {
  fr: "Donnez le montant, 0 s'il est nul.",
  nl: "Geef het bedrag, 0 als het nul is.",
  en: "Give the amount, 0 if it is nil.",
};
const yesNo: Text = { fr: "oui ou non", nl: "ja of nee", en: "yes or no" };
const useYesNo: Text = {
  fr: "Écrivez oui ou non.",
  nl: "Schrijf ja of nee.",
  en: "Write yes or no.",
};

const wrongCell = (row: number, column: Column, found: string, expected: Text, mend: Text): Text => ({
  fr: `Ligne ${row}, ${quoted(shown[column].fr, "fr")} : trouvé ${found || "∅"}, attendu ${expected.fr}. ${mend.fr}`,
  nl: `Rij ${row}, ${quoted(shown[column].nl, "nl")}: gevonden ${found || "∅"}, verwacht ${expected.nl}. ${mend.nl}`,
  en: `Row ${row}, ${quoted(shown[column].en, "en")}: found ${found || "∅"}, expected ${expected.en}. ${mend.en}`,
});

const mostTold = 20;

const all = (wrong: readonly Text[]): Text =>
  inAll((language) => {
    const told = wrong.slice(0, mostTold).map((text) => text[language]);
    const more = wrong.length - told.length;
    return [...told, ...(more > 0 ? [`… + ${more}`] : [])].join("\n");
  });
