import type { FindingShown } from "../../../src/control/shapes.ts";
import { type Text, useSay } from "../language.tsx";

/** Returns how to say what a finding is about: a record, a piece, somebody's year, or the line as a whole. */
export const useAboutName = (): ((about: FindingShown["about"]) => string) => {
  const say = useSay();
  return (about) => {
    if (about === null) return say(words.whole);
    if ("record" in about) return say(words.record, { record: about.record });
    if ("item" in about) return say(words.item, { item: about.item });
    return say(words.person, { person: about.person, year: about.year });
  };
};

const words = {
  whole: { fr: "la ligne entière", nl: "de hele regel", en: "the whole line" },
  record: { fr: "la fiche n° {record}", nl: "fiche nr. {record}", en: "record no. {record}" },
  item: { fr: "la pièce {item}", nl: "stuk {item}", en: "piece {item}" },
  person: { fr: "{person}, {year}", nl: "{person}, {year}", en: "{person}, {year}" },
} satisfies Record<string, Text>;
