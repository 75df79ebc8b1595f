import { hash } from "node:crypto";

/** Returns the SHA-256 of the text in UTF-8, in lower-case hexadecimal. */
export const sha256 = (text: string): string => hash("sha256", text);

/**
 * Returns a whole number from 0 to limit - 1, each as likely as the others: the SHA-256 of `text`, a line feed and a
 * counter from 0 on, read as a number of 256 bits; the first that lies below the last multiple of the limit, modulo the
 * limit. Throws where the limit is not above zero.
 */
export const uniformBelow = (limit: bigint, text: string): bigint => {
  if (limit <= 0n) throw new RangeError("a choice among nothing");
  const usable = spread - (spread % limit);
  for (let counter = 0; ; counter++) {
    const value = BigInt(`0x${sha256(`${text}\n${counter}`)}`);
    if (value < usable) return value % limit;
  }
};

const spread = 1n << 256n;
