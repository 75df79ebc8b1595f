import type { Shortlist } from "../../../src/matching/shapes.ts";
import { type Text, useSay } from "../language.tsx";

/** What a file says of a candidate, in one line. */
export const Facet = ({ facts }: Readonly<{ facts: Shortlist["best"][number]["facts"] }>) => {
  const say = useSay();
  return facts
    .flatMap(({ label, value }) =>
      value === null ? [] : [say(words.fact, { label: say(label), value: say(value) })],
    )
    .join(" · ");
};

const words = {
  fact: { fr: "{label} : {value}", nl: "{label}: {value}", en: "{label}: {value}" },
} satisfies Record<string, Text>;
