import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { type Language, quoted, SaidError, type Text } from "../language.ts";
import { reportAsJson } from "../report/forms.ts";
import { toHtml } from "../report/document/html.ts";
import type { ReportDocument } from "../report/document/document.ts";
import { figureReader } from "../report/read-figures.ts";
import type { Report, ReportedFigure } from "../report/report.ts";
import { numbersOf, readReport, reportLanguages } from "./draft.ts";
import { type EditionFile, publishedFolder, sha256 } from "./editions.ts";
import { setPdf } from "./pdf.ts";
import { atOneMoment, type DataHead, type Press } from "./press.ts";
import { type PublishedFigures, publishedFigures } from "./published-figures.ts";

/** A report that says something untrue, or says it in no language, is not published. */
export class NotPublished extends SaidError {}

/** The numbers are no longer those that whoever publishes has read. */
export class NumbersChanged extends SaidError {}

/** What a published report is read from on a page. */
export type PublishedDocument = Readonly<{ document: ReportDocument; figures: readonly ReportedFigure[] }>;

/** An edition that lies ready in its folder and is not entered yet. */
export type Prepared = Readonly<{
  year: number;
  folder: string;
  files: readonly EditionFile[];
  definition: string;
  data: DataHead;
}>;

export type PublishRequest = Readonly<{
  year: number;
  /** ISO date, printed on the cover. */
  publishedOn: string;
  /** The numbers that were read, in the language they were read in: others are not published. */
  seen?: Readonly<{ language: Language; numbers: string }> | undefined;
}>;

/**
 * Writes the files of a new edition: the report in every language as a page, a PDF and data, and the figures of the
 * year, all from one and the same state of the data. Nothing is published until it is entered.
 * Throws NotPublished when a sentence is untrue in any language, NumbersChanged when other numbers were read.
 */
export const prepareEdition = async (press: Press, request: PublishRequest): Promise<Prepared> => {
  const { programme } = press;
  const { year, publishedOn, seen } = request;
  const { result, data } = await atOneMoment(press, async (snapshot) => {
    const read = figureReader(programme, snapshot);
    const reports: Report[] = [];
    for (const language of reportLanguages(programme))
      reports.push(await readReport(programme, year, language, read, { publishedOn }));
    refuseUntrue(reports);
    const figures = await publishedFigures(programme, snapshot, year);
    return { reports, figures };
  });
  const { reports, figures } = result;
  const mine = reports.find(({ language }) => language === seen?.language);
  if (seen && (!mine || numbersOf(mine) !== seen.numbers))
    throw new NumbersChanged({
      fr: "Des chiffres ont changé depuis que vous avez ouvert le rapport. Relisez-le, puis publiez.",
      nl: "Er zijn cijfers gewijzigd sinds u het verslag opende. Lees het opnieuw en publiceer dan.",
      en: "Figures have changed since you opened the report. Read it again, then publish.",
    });
  const contents = await contentsOf(press, reports, figures, { data, publishedOn });
  const folder = `${year}-${randomBytes(6).toString("hex")}`;
  const files = await writeFolder(publishedFolder(press.dataFolder), folder, contents);
  return { year, folder, files, definition: `${programme.version} ${programme.fingerprint}`, data };
};

const refuseUntrue = (reports: readonly Report[]): void => {
  if (reports.length === 0)
    throw new NotPublished({
      fr: "Ce programme n'a pas de texte de rapport.",
      nl: "Dit programma heeft geen verslagtekst.",
      en: "This programme has no report text.",
    });
  const untrue = reports.flatMap((report) => report.untrue.map((figure) => ({ report, figure })));
  if (untrue.length === 0) return;
  const list = (language: Language): string =>
    untrue
      .map(({ report, figure }) => {
        const place =
          figure.service === undefined
            ? `${report.language}.md:${figure.line}`
            : `services/${figure.service}.yaml`;
        return `${quoted(figure.text, language)} (${place}) — ${figure.why?.[language] ?? ""}`;
      })
      .join("; ");
  const text: Text = {
    fr: `Le rapport n'est pas publié : les données disent autre chose que lui. ${list("fr")}`,
    nl: `Het verslag wordt niet gepubliceerd: de gegevens zeggen iets anders. ${list("nl")}`,
    en: `The report is not published: the data say otherwise. ${list("en")}`,
  };
  throw new NotPublished(text);
};

const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

const contentsOf = async (
  { programme }: Press,
  reports: readonly Report[],
  figures: PublishedFigures,
  made: { data: DataHead; publishedOn: string },
): Promise<Map<string, Uint8Array>> => {
  const contents = new Map<string, Uint8Array>();
  for (const report of reports) {
    const { language, document } = report;
    contents.set(`${language}.html`, Buffer.from(toHtml(document)));
    contents.set(`${language}.pdf`, await setPdf(document));
    contents.set(`${language}.json`, json({ ...reportAsJson(report, programme), ...made }));
    contents.set(
      `${language}.document.json`,
      json({ document, figures: report.figures } satisfies PublishedDocument),
    );
  }
  contents.set("figures.json", json({ programme: programme.id, ...made, ...figures }));
  return contents;
};

/** Writes the files beside and moves them into place in one step; they are on disk, not only in memory, after it. */
const writeFolder = async (
  above: string,
  name: string,
  contents: ReadonlyMap<string, Uint8Array>,
): Promise<EditionFile[]> => {
  const half = join(above, `${name}.new`);
  await mkdir(half, { recursive: true });
  try {
    const files: EditionFile[] = [];
    for (const [file, bytes] of contents) {
      const handle = await open(join(half, file), "wx", 0o444);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      files.push({ name: file, bytes: bytes.byteLength, sha256: sha256(bytes) });
    }
    await rename(half, join(above, name));
    await flush(above);
    return files;
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
};

const flush = async (path: string): Promise<void> => {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Takes away the files of an edition that was not entered after all. */
export const discardEdition = (dataFolder: string, { folder }: Prepared): Promise<void> =>
  rm(join(publishedFolder(dataFolder), folder), { recursive: true, force: true });

const values = ({ year, folder, files, definition, data }: Prepared, reason: string) =>
  [year, reason, definition, data.change, data.hash, folder, JSON.stringify(files)] as const;

/**
 * Publishes a prepared edition in the transaction of whoever asks, whom the database lets do so or not, with a change
 * in the trail; returns its number.
 */
export const enterEdition = async (
  client: PoolClient,
  prepared: Prepared,
  reason: string,
): Promise<number> => {
  const { rows } = await client.query<{ edition: number }>(
    "select publication.publish($1, $2, $3, $4, $5, $6, $7) as edition",
    [...values(prepared, reason)],
  );
  return rows[0]?.edition ?? 0;
};

/** Publishes a prepared edition as the store's owner, under a name of its own. */
export const enterAsOwner = async (pool: Pool, prepared: Prepared, actor: string): Promise<number> => {
  const { rows } = await pool.query<{ edition: number }>(
    "select publication.enter($8, $1, $2, $3, $4, $5, $6, $7) as edition",
    [...values(prepared, ""), actor],
  );
  return rows[0]?.edition ?? 0;
};
