import type { Inline } from "./document.ts";
import { DocumentError } from "./document.ts";

/** Puts one or more spans in the place of what stands between `{{` and `}}`; `line` is its line in the source. */
export type Reference = (raw: string, line: number) => Inline | readonly Inline[];

// Two characters of the private use area mark the place of a reference while Markdown and YAML are being read: what
// is written between the braces (bars, underscores, colons) then means nothing to either.
const opening = "\uE000";
const closing = "\uE001";
const hidden = /\uE000(\d+)\uE001/gu;

export type HiddenReferences = Readonly<{
  /** The source with each reference replaced by a mark; lines keep their numbers. */
  source: string;
  /** Returns the text with the references' spans put back. */
  reveal: (text: string) => readonly Inline[];
  /** Returns whether the text holds a reference. */
  holds: (text: string) => boolean;
}>;

/**
 * Returns the source with its references hidden, and the way back. A reference is resolved once, when first met.
 * @throws DocumentError for braces that do not close on their line, and for a character that Jalon needs itself.
 */
export function hideReferences(source: string, reference: Reference): HiddenReferences {
  const found: { raw: string; line: number; spans?: readonly Inline[] }[] = [];
  const lines = source.split("\n").map((line, index) => {
    if (line.includes(opening) || line.includes(closing))
      throw new DocumentError(
        {
          fr: "Cette ligne contient un caractère d'usage privé (U+E000 ou U+E001) : supprimez-le.",
          nl: "Deze regel bevat een teken voor privégebruik (U+E000 of U+E001): verwijder het.",
          en: "This line holds a private use character (U+E000 or U+E001): remove it.",
        },
        index + 1,
      );
    const marked = line.replaceAll(/(?<!\\)\{\{(.*?)\}\}/gu, (_, raw: string) => {
      found.push({ raw: raw.trim(), line: index + 1 });
      return `${opening}${found.length - 1}${closing}`;
    });
    if (/(?<!\\)\{\{/u.test(marked))
      throw new DocumentError(
        {
          fr: "Une référence ouverte par « {{ » n'est pas fermée par « }} » sur la même ligne.",
          nl: "Een verwijzing die met '{{' begint, eindigt niet met '}}' op dezelfde regel.",
          en: "A reference opened by '{{' is not closed by '}}' on the same line.",
        },
        index + 1,
      );
    return marked;
  });

  const spansOf = (index: number): readonly Inline[] => {
    const entry = found[index];
    if (entry === undefined) return [];
    if (entry.spans === undefined) {
      const spans = reference(entry.raw, entry.line);
      entry.spans = "kind" in spans ? [spans] : spans;
    }
    return entry.spans;
  };
  return {
    source: lines.join("\n"),
    reveal: (text) =>
      text.split(hidden).flatMap((part, index): readonly Inline[] => {
        // split() with a group alternates: text, number, text, number...
        if (index % 2 === 1) return spansOf(Number(part));
        return part === "" ? [] : [{ kind: "text", text: part }];
      }),
    holds: (text) => text.includes(opening),
  };
}
