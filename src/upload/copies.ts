import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { PoolClient } from "pg";
import { copyWords } from "../intake/destination.ts";
import type { Remark as CellRemark } from "../intake/file/remark.ts";
import { writeRemarkedCopy } from "../intake/file/writeRemarks.ts";
import { sayAdvice } from "../intake/remark.ts";
import { quoted, type Language, type Text } from "../language.ts";
import type { Severity } from "../definition/schema.ts";
import { bytesAt, type Download } from "./download.ts";
import { pathOf } from "./keep-bytes.ts";
import { type Upload, type UploadHouse } from "./upload.ts";

const typeOf = (format: Upload["format"]): string =>
  format === "xlsx"
    ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    : "text/csv; charset=utf-8";

const nameWithEnd = ({ name, format }: Pick<Upload, "name" | "format">): string =>
  format === "paste" ? `${name}.csv` : name;

/** Returns the file exactly as it came, and notes who took it away. The caller has seen to it that they may. */
export const originalOf = async (
  house: Pick<UploadHouse, "dataFolder">,
  client: PoolClient,
  upload: Upload,
): Promise<Download> => {
  await client.query("insert into upload.download (upload, what) values ($1, 'original')", [upload.id]);
  return {
    name: nameWithEnd(upload),
    type: typeOf(upload.format),
    body: bytesAt(pathOf(house.dataFolder, upload)),
  };
};

/** A file that came in another way than through the browser. */
export type TakenFile = Readonly<{
  id: number;
  operation: string;
  partner: string;
  register: string;
  name: string;
  sha256: string;
}>;

/** Returns the note of a file that was taken, as the asker's walls let it be seen. */
export const findTakenFile = async (client: PoolClient, id: number): Promise<TakenFile | undefined> => {
  const { rows } = await client.query<TakenFile>(
    "select id, operation, partner, register, name, sha256 from intake.file where id = $1",
    [id],
  );
  return rows[0];
};

/** Returns the original of a file that came in another way, and notes who took it away. */
export const originalOfTaken = async (
  house: Pick<UploadHouse, "dataFolder">,
  client: PoolClient,
  file: TakenFile,
): Promise<Download> => {
  await client.query("insert into upload.download (file, what) values ($1, 'original')", [file.id]);
  return {
    name: file.name,
    type: typeOf(extname(file.name).toLowerCase() === ".xlsx" ? "xlsx" : "csv"),
    body: bytesAt(pathOf(house.dataFolder, file)),
  };
};

const words = {
  onScreen: {
    fr: "Corrigé à l'écran en {value} : reportez-le ici si vous renvoyez ce fichier.",
    nl: "Op het scherm verbeterd in {value}: neem het hier over als u dit bestand terugstuurt.",
    en: "Mended on screen to {value}: write it here if you send this file back.",
  },
  leftOut: {
    fr: "Ligne laissée de côté à l'écran : supprimez-la si vous renvoyez ce fichier.",
    nl: "Rij op het scherm weggelaten: verwijder ze als u dit bestand terugstuurt.",
    en: "Row left out on screen: delete it if you send this file back.",
  },
} as const satisfies Record<string, Text>;

/**
 * Returns the partner's own file with its faulty cells coloured and commented in the asker's language, to be mended and
 * sent back, and notes who took it away. What was mended on screen is told too, since the file does not have it.
 */
export const remarkedCopyOf = async (
  house: Pick<UploadHouse, "dataFolder">,
  client: PoolClient,
  upload: Upload,
  language: Language,
): Promise<Download> => {
  await client.query("insert into upload.download (upload, what) values ($1, 'remarked')", [upload.id]);
  const path = pathOf(house.dataFolder, upload);
  const remarks = [
    ...(await remarksOf(client, upload, language)),
    ...(await mendsOf(client, upload, language)),
  ];
  const target = join(tmpdir(), `jalon-${randomUUID()}${upload.format === "xlsx" ? ".xlsx" : ".csv"}`);
  try {
    const headerRow = upload.summary?.sheets[0]?.headerRow ?? 1;
    await writeRemarkedCopy(path, remarks, target, { language, headerRow });
    const name = nameWithEnd(upload);
    const end = extname(name);
    return {
      name: `${name.slice(0, name.length - end.length)}.${copyWords[language]}${end}`,
      type: typeOf(upload.format),
      body: new Uint8Array(await readFile(target)),
    };
  } finally {
    await rm(target, { force: true });
  }
};

const remarksOf = async (client: PoolClient, upload: Upload, language: Language): Promise<CellRemark[]> => {
  const { rows } = await client.query<{
    kind: number;
    severity: Severity;
    rule: string;
    sheet: string | null;
    row: number;
    col: number | null;
    found: string;
    expected: Text | null;
    mend: Text | null;
  }>(
    `select r.kind, r.severity, r.rule, r.sheet, r.row, r.col, r.found, r.expected, r.mend from upload.remark r
     where r.upload = $1 and not r.settled and not exists (
       select from upload.mend m where m.upload = r.upload and m.sheet = coalesce(r.sheet, '') and m.row = r.row
         and m.col in (-1, coalesce(r.col, -1)))
     order by r.row, r.col`,
    [upload.id],
  );
  return rows.flatMap(({ kind, sheet, row, col, severity, rule, found, expected, mend }): CellRemark[] => {
    const of = upload.summary?.kinds[kind];
    const said = { expected: expected ?? of?.expected, mend: mend ?? of?.mend };
    if (!said.expected || !said.mend) return [];
    const text = sayAdvice(
      {
        sheet: sheet ?? undefined,
        row,
        column: col,
        header: undefined,
        found,
        severity,
        rule,
        expected: said.expected,
        mend: said.mend,
        article: undefined,
      },
      language,
    );
    return [{ ...(sheet === null ? {} : { sheet }), row, column: col, severity, text }];
  });
};

const mendsOf = async (client: PoolClient, upload: Upload, language: Language): Promise<CellRemark[]> => {
  const { rows } = await client.query<{ sheet: string; row: number; col: number; value: string }>(
    "select sheet, row, col, value from upload.mend where upload = $1 order by row, col",
    [upload.id],
  );
  return rows.map(({ sheet, row, col, value }) => ({
    ...(upload.format === "xlsx" ? { sheet } : {}),
    row,
    column: col < 0 ? null : col,
    severity: "confirm",
    text: (col < 0 ? words.leftOut : words.onScreen)[language].replace("{value}", quoted(value, language)),
  }));
};
