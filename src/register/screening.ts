import { plainWords } from "../definition/plain-words.ts";
import type { Screening } from "../definition/programme.ts";
import { colon, type Language, quoted, semicolon, type Text } from "../language.ts";

/** A word that was found in a text: where it stands, as it is written there, and which protected ground it touches. */
export type FoundWord = Readonly<{
  ground: string;
  label: Text;
  written: string;
  from: number;
  until: number;
}>;

/**
 * Returns what stands in a text for which its record is held, in the order of the text. Whole words and phrases are
 * looked for, whatever their accents, capitals and the signs between them; a phrase in which the word means something
 * else is passed over.
 */
export const findWords = ({ grounds }: Pick<Screening, "grounds">, text: string): readonly FoundWord[] => {
  const { words, places } = wordsOf(text);
  const found: FoundWord[] = [];
  for (const { id, label, words: sought, except } of grounds) {
    const passed = except.flatMap((phrase) => occurrences(words, phrase));
    for (const phrase of sought)
      for (const { first, last } of occurrences(words, phrase)) {
        if (passed.some((span) => span.first <= first && last <= span.last)) continue;
        const [from, until] = [places[first]?.from ?? 0, places[last]?.until ?? 0];
        found.push({ ground: id, label, written: text.slice(from, until), from, until });
      }
  }
  return longest(found.toSorted((a, b) => a.from - b.from || b.until - a.until));
};

/** "native speaker" says more than "native" at the same place. */
const longest = (found: readonly FoundWord[]): FoundWord[] => {
  const kept: FoundWord[] = [];
  for (const word of found)
    if (!kept.some((other) => other.from <= word.from && word.until <= other.until)) kept.push(word);
  return kept;
};

type Span = Readonly<{ first: number; last: number }>;

const occurrences = (words: readonly string[], phrase: string): Span[] => {
  const sought = plainWords(phrase).split(" ");
  const found: Span[] = [];
  for (let at = 0; at + sought.length <= words.length; at++)
    if (sought.every((word, index) => words[at + index] === word))
      found.push({ first: at, last: at + sought.length - 1 });
  return found;
};

/** The words of a text as they are compared, and where each stands. */
const wordsOf = (text: string) => {
  const words: string[] = [];
  const places: { from: number; until: number }[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const word = plainWords(match[0]);
    if (word === "") continue;
    words.push(word);
    places.push({ from: match.index, until: match.index + match[0].length });
  }
  return { words, places };
};

/**
 * Returns the words for which a text holds its record: none where somebody released it, but for those that were not
 * there when they did (`before`: the text that they saw).
 */
export const holdingWords = (
  screening: Screening,
  text: string,
  released: Readonly<{ isReleased: boolean; before: string | null }>,
): readonly FoundWord[] => {
  const found = findWords(screening, text);
  if (!released.isReleased) return found;
  const seen = new Set(findWords(screening, released.before ?? text).map(nameOf));
  return found.filter((word) => !seen.has(nameOf(word)));
};

const nameOf = ({ ground, written }: FoundWord): string => `${ground} ${plainWords(written)}`;

/** Returns what was found, as remarks say it: each word with the ground that it touches. */
export const sayFound = ({ expected }: Screening, found: readonly FoundWord[]): Text => {
  const say = (language: Language): string => {
    const words = [...Map.groupBy(found, ({ ground }) => ground).values()].map((of) => {
      const [first] = of;
      const list = [...new Set(of.map(({ written }) => quoted(written, language)))].join(", ");
      return `${list} (${first?.label[language] ?? ""})`;
    });
    return `${expected[language]}${colon[language]}${words.join(semicolon[language])}`;
  };
  return { fr: say("fr"), nl: say("nl"), en: say("en") };
};
