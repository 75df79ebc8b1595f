import { SaidError } from "../language.ts";
import type { Programme } from "../definition/programme.ts";
import { dimensionLabel, valueLabel } from "../figure/words.ts";
import type { Filters } from "../figure/request.ts";
import { languages, type Text } from "../language.ts";

/** Thrown when somebody asks for figures of a part of the programme that is not theirs. */
export class FiguresOfOthers extends SaidError {
  constructor() {
    super({
      fr: "Ces chiffres sont ceux d'autres partenaires. Vous voyez les vôtres, et ceux du programme dans son ensemble.",
      nl: "Deze cijfers zijn van andere partners. U ziet de uwe, en die van het programma als geheel.",
      en: "These figures are other partners'. You see your own, and those of the programme as a whole.",
    });
  }
}

/** A filter that an address holds in a form that nobody can read. */
export class UnreadableFilter extends SaidError {}

/** How "not answered" is written in an address. */
const unanswered = "-";

/**
 * Returns the filters that an address holds as "operation:neets" or "gender:woman,-", where "-" is "not answered".
 * Throws UnreadableFilter.
 */
export const readFilters = (words: readonly string[]): Filters =>
  Object.fromEntries(
    words.map((word): [string, (string | null)[]] => {
      const [, dimension, values] = /^([A-Za-z]\w*):(.+)$/.exec(word) ?? [];
      if (dimension !== undefined && values !== undefined)
        return [dimension, values.split(",").map((value) => (value === unanswered ? null : value))];
      throw new UnreadableFilter({
        fr: "Un filtre de cette adresse n'est pas lisible : retirez-le et choisissez à nouveau.",
        nl: "Een filter in dit adres is niet leesbaar: verwijder hem en kies opnieuw.",
        en: "A filter in this address cannot be read: remove it and choose again.",
      });
    }),
  );

const inEach = (words: (language: (typeof languages)[number]) => string): Text => ({
  fr: words("fr"),
  nl: words("nl"),
  en: words("en"),
});

/** Returns the name of a dimension, and of one of its values, in every language. */
export const dimensionText = (programme: Programme, dimension: string): Text =>
  inEach((language) => dimensionLabel(programme, dimension, language));
export const valueText = (programme: Programme, dimension: string, value: string | null): Text =>
  inEach((language) => valueLabel(programme, dimension, value, language));
