import { extname } from "node:path";
import type { CheckResult } from "../intake/check.ts";
import { copyWords } from "../intake/destination.ts";
import type { Remark as CellRemark } from "../intake/file/remark.ts";
import { writeRemarkedCopy } from "../intake/file/writeRemarks.ts";
import { sayAdvice, sayRemark } from "../intake/remark.ts";
import type { Language } from "../language.ts";

/** How many remarks the terminal shows; all of them are in the copy of the file and in --json. */
const mostShown = 40;

/** Returns the remarks as lines to read, the refusals first in number and all in the order of the file. */
export const remarkLines = ({ remarks, unkept }: CheckResult, language: Language): string[] => {
  const weight = { refuse: 0, incomplete: 1, confirm: 2 };
  const gravestFirst = remarks.toSorted((a, b) => weight[a.severity] - weight[b.severity]);
  const lines = gravestFirst.slice(0, mostShown).map((remark) => `  ${sayRemark(remark, language)}`);
  const more = remarks.length - lines.length + unkept;
  const text = {
    fr: `  … et ${more} autres remarques, toutes dans la copie annotée et avec --json`,
    nl: `  … en nog ${more} opmerkingen, allemaal in de kopie met opmerkingen en met --json`,
    en: `  … and ${more} more remarks, all in the remarked copy and with --json`,
  };
  return more > 0 ? [...lines, text[language]] : lines;
};

/** Writes beside the file (or where asked) its copy with the remarks in it; returns where. */
export const writeCopy = async (
  path: string,
  check: CheckResult,
  language: Language,
  target = path.replace(/(\.[^.]*)?$/, `.${copyWords[language]}${extname(path)}`),
): Promise<string> => {
  const remarks = check.remarks.map((remark): CellRemark => ({
    ...(remark.sheet === undefined ? {} : { sheet: remark.sheet }),
    row: remark.row,
    column: remark.column,
    severity: remark.severity,
    text: sayAdvice(remark, language),
  }));
  await writeRemarkedCopy(path, remarks, target, { language, headerRow: check.columns?.headerRow ?? 1 });
  return target;
};

/** Returns a check as data: counts, and every remark with its place. */
export const checkAsJson = (check: CheckResult) => ({
  sha256: check.table.sha256,
  rows: check.rows,
  counts: check.counts,
  remarks: check.remarks,
  unkept: check.unkept,
});
