import { Notice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Says why some values are not shown. */
export const HiddenNote = ({ hidden }: Readonly<{ hidden: { limit: number; verified: boolean } | null }>) => {
  const say = useSay();
  if (!hidden) return null;
  return <Notice title={say(words.title)}>{say(words.text, { limit: hidden.limit })}</Notice>;
};

const words = {
  title: {
    fr: "De petits nombres sont masqués",
    nl: "Kleine aantallen zijn verborgen",
    en: "Small numbers are hidden",
  },
  text: {
    fr: "Moins de {limit} personnes pourraient être reconnues ; une autre valeur l’est parfois aussi, pour qu’on ne les déduise pas du total.",
    nl: "Minder dan {limit} mensen zouden herkenbaar zijn; soms is ook een andere waarde verborgen, zodat ze niet uit het totaal af te leiden zijn.",
    en: "Fewer than {limit} people could be recognised; another value is sometimes hidden too, so that they do not follow from the total.",
  },
} satisfies Record<string, Text>;
