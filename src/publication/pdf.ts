import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Language, Text } from "../language.ts";
import type { ReportDocument } from "../report/document/document.ts";
import { draftKey, draftOf, markedAsDraft, ReportTextFault } from "./draft.ts";
import type { Press } from "./press.ts";

let last: Promise<unknown> = Promise.resolve();

/**
 * Returns the document as a PDF, set in a thread of its own so that the server goes on answering; one at a time, so
 * that many who ask do not take the machine. Throws ReportTextFault for signs that cannot be printed.
 */
export const setPdf = (document: ReportDocument): Promise<Uint8Array> => {
  const made = last.then(() => inWorker(document));
  last = made.catch(() => undefined);
  return made;
};

const inWorker = (document: ReportDocument): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("pdf-worker.ts", import.meta.url), { workerData: document });
    worker.once("message", (answer: { pdf: Uint8Array } | { fault: Text }) => {
      if ("pdf" in answer) resolve(answer.pdf);
      else reject(new ReportTextFault(answer.fault));
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the PDF was not made: exit ${code}`)));
  });

const mostKept = 30;
const underWay = new Map<string, Promise<Uint8Array>>();

/**
 * Returns the PDF of the report in the making. It is kept under what it was made from, and made again only when the
 * definitions, the text or the data changed.
 */
export const draftPdf = async (press: Press, year: number, language: Language): Promise<Uint8Array> => {
  const { report, data } = await draftOf(press, year, language);
  const key = draftKey(press.programme, data.hash, year, language);
  const folder = join(press.dataFolder, "reports", "drafts");
  const path = join(folder, `${key}.pdf`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return kept;
  const known = underWay.get(key);
  if (known) return known;
  const making = (async () => {
    const pdf = await setPdf(markedAsDraft(report).document);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.new`, pdf);
    await rename(`${path}.new`, path);
    await forgetOldest(folder);
    return pdf;
  })();
  underWay.set(key, making);
  try {
    return await making;
  } finally {
    underWay.delete(key);
  }
};

const forgetOldest = async (folder: string): Promise<void> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".pdf"));
  if (files.length <= mostKept) return;
  const dated = await Promise.all(
    files.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  for (const { name } of dated.toSorted((a, b) => b.at - a.at).slice(mostKept))
    await rm(join(folder, name), { force: true });
};
