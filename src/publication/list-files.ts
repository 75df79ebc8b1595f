import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WritableCell } from "../intake/file/writeRows.ts";
import { writeCsv, writeXlsx } from "../intake/file/writeRows.ts";
import type { Language, Text } from "../language.ts";
import { listRows, type OperationsList } from "./operations-list.ts";

/** The forms in which the list of operations leaves. */
export const listForms = ["csv", "xlsx", "json"] as const;
export type ListForm = (typeof listForms)[number];

const sheets = {
  operations: { fr: "Opérations", nl: "Concrete acties", en: "Operations" },
  beneficiaries: { fr: "Bénéficiaires", nl: "Begunstigden", en: "Beneficiaries" },
} as const satisfies Record<string, Text>;

/**
 * Returns the bytes of the list in a form and a language: CSV as Excel in Belgium opens it (semicolons, UTF-8 with
 * its mark, decimals with a comma in French and Dutch), XLSX with a second sheet of one line per beneficiary, JSON
 * in all languages.
 */
export const listBytes = async (
  list: OperationsList,
  form: ListForm,
  language: Language,
): Promise<Uint8Array> => {
  if (form === "json") return Buffer.from(`${JSON.stringify(list, null, 2)}\n`);
  const rows = listRows(list, language);
  // Writers write files: one of our own, gone at the end.
  const folder = await mkdtemp(join(tmpdir(), "jalon-list-"));
  const path = join(folder, `list.${form}`);
  try {
    if (form === "csv")
      await writeCsv(path, rows, {
        byteOrderMark: true,
        delimiter: ";",
        dateFormat: "yyyy-mm-dd",
        decimalSign: language === "en" ? "." : ",",
      });
    else
      await writeXlsx(
        path,
        [
          { name: sheets.operations[language], rows, widths: rows[0]?.map(() => 28) ?? [] },
          {
            name: sheets.beneficiaries[language],
            rows: beneficiaryRows(list, language),
            widths: [24, 48, 48],
          },
        ],
        { title: list.programme[language] },
      );
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const beneficiaryHeadings: Record<Language, readonly string[]> = {
  fr: ["Identifiant", "Opération", "Bénéficiaire"],
  nl: ["Identificatiecode", "Concrete actie", "Begunstigde"],
  en: ["Identifier", "Operation", "Beneficiary"],
};

const beneficiaryRows = ({ operations }: OperationsList, language: Language): WritableCell[][] => [
  [...beneficiaryHeadings[language]],
  ...operations.flatMap(({ operation, name, beneficiaries }) =>
    beneficiaries.map((each) => [operation, name[language], each.name[language]]),
  ),
];

/** Media types of the files, and the names of those types in the Union's list of file types. */
export const listTypes: Readonly<Record<ListForm, Readonly<{ media: string; authority: string }>>> = {
  csv: { media: "text/csv; charset=utf-8", authority: "CSV" },
  xlsx: {
    media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    authority: "XLSX",
  },
  json: { media: "application/json; charset=utf-8", authority: "JSON" },
};
