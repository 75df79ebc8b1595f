export { plainWords } from "../definition/plain-words.ts";

/** Returns a number or reference without spaces, dots, dashes, slashes and capitals: how identities are compared. */
export const plainReference = (text: string): string => {
  if (isPlain.test(text)) return text;
  const composed = isAscii.test(text) ? text : text.normalize("NFKC");
  return composed.replaceAll(/[\s.\-/_]+/g, "").toUpperCase();
};

const isPlain = /^[A-Z0-9]*$/;
const isAscii = /^[ -~]*$/;
