import { type Right, rights } from "../definition/schema.ts";

export { type Right, rights };

/** Returns whether the word names a right. */
export const isRight = (word: string): word is Right => (rights as readonly string[]).includes(word);
