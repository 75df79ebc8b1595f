import { type Text, useFormat, useSay } from "../language.tsx";

/** Words that depend on how many there are: one is not written as a number. */
export type Counted = Readonly<{ one: Text; other: Text }>;

/** Returns how this page says a count: "Reprendre cette ligne", "Reprendre ces 5.000 lignes". */
export const useCounted = (): ((count: number, words: Counted) => string) => {
  const say = useSay();
  const format = useFormat();
  return (count, words) => (count === 1 ? say(words.one, { count: 1 }) : format.count(count, words));
};
