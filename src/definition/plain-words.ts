/**
 * Returns the words without accents, capitals, punctuation and double spaces: how headers, choices and names are
 * compared. "Né(e) le" and "ne e le" are the same words.
 */
export const plainWords = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
