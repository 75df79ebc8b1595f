/** A partner of an operation of the reference programme in which data were planted. */
export type Place = Readonly<{
  /** The word that stands in every mark of the place. */
  word: string;
  operation: string;
  partner: string;
  register: string;
  /** Where its records' numbers begin: a number of the place is known by its first digits. */
  numbers: number;
}>;

/** The place of those who ask, another partner of the same operation, and a partner of another operation. */
export const own: Place = {
  word: "lima",
  operation: "neets",
  partner: "neet_rue_des_possibles",
  register: "participants",
  numbers: 71_000_000,
};
export const neighbour: Place = {
  word: "mike",
  operation: "neets",
  partner: "neet_het_kompashuis",
  register: "participants",
  numbers: 82_000_000,
};
export const faraway: Place = {
  word: "papa",
  operation: "arae",
  partner: "arae_atelier_emploi_du_parvis",
  register: "participants",
  numbers: 93_000_000,
};
export const places = [own, neighbour, faraway] as const;

/**
 * What is marked: who a person is (name); an ordinary answer (text); the name of a file that came (file); what stands
 * in a file that was brought in and not kept (cell), and of a special category there (special); a header of it (column); what was typed and not kept (draft); the
 * name of a list (view); the label of a token (label); why something was changed (reason); who works there (person);
 * who was invited (invited); what is granted and attached (money).
 */
export const kinds = [
  "name",
  "text",
  "file",
  "cell",
  "special",
  "column",
  "draft",
  "view",
  "label",
  "reason",
  "person",
  "invited",
  "money",
] as const;
export type Kind = (typeof kinds)[number];

/** Returns the mark that is planted: no word of any language, in small letters, found again whatever stands around it. */
export const mark = ({ word }: Place, kind: Kind): string => `zq${word}${kind}`;

/** Returns the mark of what somebody who asks has of their own. */
export const ownMark = (what: "draft" | "view", asker: string): string =>
  `zqmine${what}${asker.replaceAll("_", "")}`;

/**
 * Returns the marks of an answer: as "lima/name"; the numbers of records, as "lima/number"; what is somebody's own, as
 * "mine/draft/caseworker".
 */
export const marksIn = (text: string): Set<string> => {
  const found = new Set<string>();
  for (const [, word = "", kind = ""] of text
    .toLowerCase()
    .matchAll(new RegExp(`zq(${places.map(({ word }) => word).join("|")})(${kinds.join("|")})`, "g")))
    found.add(`${word}/${kind}`);
  for (const [, what = "", asker = ""] of text.toLowerCase().matchAll(/zqmine(draft|view)([a-z]+)/g))
    found.add(`mine/${what}/${asker}`);
  for (const { word, numbers } of places)
    // By itself: a uuid or a secret holds such digits by chance.
    if (new RegExp(`(?<![\\w-])${String(numbers).slice(0, 3)}\\d{5}(?![\\w-])`).test(text))
      found.add(`${word}/number`);
  return found;
};
