import type { Fill } from "../../../src/definition/programme.ts";
import { Button, ProblemNotice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./record.module.css";
import type { Filled } from "./use-filled.ts";

/** Under the number of a person: takes over what the register that gave it knows already. */
export const FillFrom = ({
  fill,
  number,
  filled,
}: Readonly<{ fill: Fill; number: string; filled: Filled }>) => {
  const say = useSay();
  const format = useFormat();
  const { asking, outcome } = filled;
  const told = outcome?.by === fill.by ? outcome : undefined;
  return (
    <div className={style.fill}>
      <Button
        size="s"
        icon="down"
        isDisabled={number.trim() === ""}
        isPending={asking.isPending}
        onPress={() => asking.mutate({ by: fill.by, number })}
      >
        {say(words.take)}
      </Button>
      <output className={style.fillTold}>
        {told &&
          (told.isKnown
            ? told.filled === 0
              ? say(words.nothingNew)
              : format.count(told.filled, words.filled)
            : say(words.unknown))}
      </output>
      {asking.error && <ProblemNotice error={asking.error} />}
    </div>
  );
};

const words = {
  take: {
    fr: "Reprendre ce qui est déjà connu sous ce numéro",
    nl: "Overnemen wat onder dit nummer al gekend is",
    en: "Take over what is known under this number",
  },
  filled: {
    one: {
      fr: "{count} réponse vide a été complétée. Relisez-la avec la personne.",
      nl: "{count} leeg antwoord werd aangevuld. Lees het na met de persoon.",
      en: "{count} empty answer was filled in. Read it over with the person.",
    },
    other: {
      fr: "{count} réponses vides ont été complétées. Relisez-les avec la personne.",
      nl: "{count} lege antwoorden werden aangevuld. Lees ze na met de persoon.",
      en: "{count} empty answers were filled in. Read them over with the person.",
    },
  },
  nothingNew: {
    fr: "Rien à compléter : tout ce qui y est connu est déjà répondu.",
    nl: "Niets aan te vullen: alles wat daar gekend is, is al beantwoord.",
    en: "Nothing to fill in: everything known there is answered already.",
  },
  unknown: {
    fr: "Rien n'est connu sous ce numéro, ou rien n'est consultable.",
    nl: "Onder dit nummer is niets gekend, of niets te raadplegen.",
    en: "Nothing is known under this number, or nothing can be consulted.",
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
