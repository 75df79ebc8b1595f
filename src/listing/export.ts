import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { writeCsv, type WritableCell, writeXlsx } from "../intake/file/writeRows.ts";
import { SaidError } from "../language.ts";
import type { ListColumn } from "./columns.ts";
import { everyColumn, type ExportFormat, rowWriter } from "./export-cells.ts";
import { chosenColumns, type RecordKey, readRecords } from "./list.ts";
import { listQuery, type ListRequest, shownColumns } from "./query.ts";

/** Rows of a worksheet under its header. */
const mostInSheet = 1_048_575;

export type ExportWish = Readonly<{ format: ExportFormat; columns: "chosen" | "all" }>;

/** A list that does not fit into the file asked for. */
export class ExportTooLarge extends SaidError {}

/** Returns the folder of the exports in the data folder, made where it is not there yet; only its owner reads it. */
export const exportFolder = async (dataFolder: string): Promise<string> => {
  const folder = join(dataFolder, "exports");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
};

/**
 * Writes the records of the list, as filtered and sorted, into a file at the path; returns how many. Memory does not
 * grow with them. Every reading of identities and special categories is noted. Throws ExportTooLarge for more records
 * than a worksheet has rows.
 */
export const writeExport = async (
  client: PoolClient,
  request: ListRequest,
  wish: ExportWish,
  path: string,
): Promise<number> => {
  const { register, language } = request;
  const columns = wish.columns === "all" ? everyColumn(shownColumns(request)) : chosenColumns(request);
  const writer = rowWriter(register, columns, language, wish.format);
  let count = 0;
  async function* rows(): AsyncGenerator<readonly WritableCell[]> {
    yield writer.header;
    for await (const records of batches(client, request, columns)) {
      count += records.length;
      if (wish.format === "xlsx" && count > mostInSheet) throw tooLarge();
      for (const record of records) yield writer.row(record);
    }
  }
  const half = `${path}.part`;
  try {
    if (wish.format === "xlsx")
      await writeXlsx(
        half,
        [{ name: register.label[language], rows: rows(), widths: columns.map(widthOf(language)) }],
        {
          title: register.label[language],
        },
      );
    else
      await writeCsv(half, rows(), {
        delimiter: ";",
        byteOrderMark: true,
        dateFormat: "dd/mm/yyyy",
        decimalSign: ",",
      });
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
  return count;
};

const widthOf =
  (language: ListRequest["language"]) =>
  ({ label, type }: ListColumn): number =>
    Math.min(45, Math.max(type === "date" ? 13 : 11, Math.ceil(label[language].length * 0.9) + 3));

const tooLarge = (): ExportTooLarge =>
  new ExportTooLarge({
    fr: `Une feuille de calcul a ${mostInSheet} lignes au plus : filtrez la liste, ou demandez un fichier CSV.`,
    nl: `Een rekenblad heeft hoogstens ${mostInSheet} rijen: filter de lijst of vraag een CSV-bestand.`,
    en: `A worksheet has at most ${mostInSheet} rows: filter the list, or ask for a CSV file.`,
  });

const batchSize = 1000;

async function* batches(client: PoolClient, request: ListRequest, columns: readonly ListColumn[]) {
  const { from, where, orderBy, parameters } = listQuery(request, { sorted: true });
  await client.query(
    `declare exported no scroll cursor for select operation, record from ${from} where ${where} order by ${orderBy}`,
    parameters.values,
  );
  for (;;) {
    const { rows } = await client.query<RecordKey>(`fetch ${batchSize} from exported`);
    if (rows.length === 0) break;
    yield await readRecords(client, request, columns, rows, "export");
  }
  await client.query("close exported");
}

/** Returns the name of the file as it is handed over: the register and the day, nothing about a person. */
export const exportName = (
  request: Pick<ListRequest, "register" | "language">,
  format: ExportFormat,
  day: string,
): string => `${request.register.label[request.language]} ${day}.${format}`.replaceAll(/[\\/:*?"<>|]/g, " ");
