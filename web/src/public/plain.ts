/** Returns a text without accents and capitals, so that « Création » is found by "creation". */
export const plain = (text: string): string =>
  text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
