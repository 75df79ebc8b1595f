import { exact } from "../decimal.ts";
import type { Programme } from "../definition/programme.ts";
import { DocumentError } from "./document/document.ts";
import { type FigureAsked, parseReference, UnknownReference } from "./reference.ts";

/**
 * Returns what leaves out blocks of a text: a line `<!-- only 2020 -->` or `<!-- not 2020 -->` speaks of the block after
 * it, and `<!-- where FIGURE -->` leaves it out where the year has none of what the figure counts. Lines stay in number,
 * so that messages name the line of the source.
 */
export const chooser = async (
  sources: readonly string[],
  programme: Programme,
  year: number,
  read: (asked: readonly FigureAsked[]) => Promise<readonly string[]>,
): Promise<(source: string) => string> => {
  const marks = sources.flatMap((source) =>
    source.split("\n").flatMap((line, at) => {
      const { word, named } = markIn(line) ?? {};
      return word === "where" && named !== undefined ? [{ named, line: at + 1 }] : [];
    }),
  );
  const asked = marks.map(({ named, line }) => {
    try {
      const reference = parseReference(named, programme, year);
      if (reference.kind === "figure") return reference.asked;
    } catch (error) {
      if (error instanceof UnknownReference) throw new DocumentError(error.text, line);
      throw error;
    }
    throw new DocumentError(noCount(named), line);
  });
  const values = asked.length === 0 ? [] : await read(asked);
  const none = new Set(
    marks.flatMap(({ named }, at) => (exact(values[at] ?? "0").units === 0n ? [named] : [])),
  );
  return (source) =>
    blocksFor(source, ({ word, named }) =>
      word === "where" ? !none.has(named) : named.split(/[ ,]+/).includes(String(year)) === (word === "only"),
    );
};

const noCount = (named: string) => ({
  fr: `« where ${named} » demande un chiffre que l'on compte`,
  nl: `"where ${named}" vraagt een cijfer dat geteld wordt`,
  en: `"where ${named}" asks for a figure that is counted`,
});

type Mark = Readonly<{ word: string; named: string }>;

const markIn = (line: string): Mark | undefined => {
  const [, word, named] =
    /^<!--\s*(?:(only|not)\s+([\d ,]+?))\s*-->$/.exec(line.trim()) ??
    /^<!--\s*(where)\s+(\S.*?)\s*-->$/.exec(line.trim()) ??
    [];
  return word === undefined || named === undefined ? undefined : { word, named };
};

/** Leaves out each block one of whose marks does not hold. */
const blocksFor = (source: string, holds: (mark: Mark) => boolean): string => {
  let skipping: "no" | "next" | "block" | "fence" = "no";
  let isMarked = false;
  return source
    .split("\n")
    .map((line) => {
      const mark = markIn(line);
      if (mark) {
        // Of several marks above one another, all have to hold.
        skipping = holds(mark) && !(isMarked && skipping === "next") ? "no" : "next";
        isMarked = true;
        return "";
      }
      isMarked = false;
      if (skipping === "next")
        skipping = line.trim() === "" ? "next" : line.startsWith("```") ? "fence" : "block";
      else if (skipping === "block" && line.trim() === "") skipping = "no";
      else if (skipping === "fence" && line.startsWith("```")) {
        skipping = "no";
        return "";
      }
      return skipping === "no" ? line : "";
    })
    .join("\n");
};
