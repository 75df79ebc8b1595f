import { useState } from "react";
import type { Conflict } from "../../../src/entry/shapes.ts";
import { emptyAnswer } from "../../../src/language.ts";
import { Button, Dialog, RadioGroup, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./record.module.css";

export type Choice = "mine" | "theirs";

/** Somebody changed the same answers meanwhile: shows both, and lets the person say which holds. Nobody is overwritten. */
export const ConflictDialog = ({
  conflicts,
  isPending,
  onClose,
  onChoose,
}: Readonly<{
  conflicts: readonly Conflict[];
  isPending: boolean;
  onClose: () => void;
  onChoose: (fields: Record<string, Choice>) => void;
}>) => {
  const say = useSay();
  const format = useFormat();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const isComplete = conflicts.every(({ field }) => choices[field] !== undefined);
  return (
    <Dialog
      isOpen
      size="l"
      title={say(words.title)}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isDisabled={!isComplete}
            isPending={isPending}
            onPress={() => onChoose(choices)}
          >
            {say(words.keep)}
          </Button>
          <Button onPress={onClose}>{say(words.back)}</Button>
        </>
      }
    >
      <Stack>
        <p>{say(words.lead)}</p>
        {conflicts.map(({ field, label, before, mine, theirs, hidden, who, at }) => (
          <div key={field} className={style.conflict}>
            <RadioGroup
              label={say(label)}
              help={
                hidden
                  ? say(words.hidden)
                  : say(words.before, { value: before ? say(before) : say(emptyAnswer) })
              }
              value={choices[field] ?? null}
              onChange={(value) => {
                if (value === "mine" || value === "theirs") setChoices({ ...choices, [field]: value });
              }}
              options={[
                { id: "mine", label: mine ? say(mine) : say(emptyAnswer), description: say(words.mine) },
                {
                  id: "theirs",
                  label: theirs ? say(theirs) : say(emptyAnswer),
                  description: say(words.theirs, {
                    who: who.name ?? say(who.words),
                    at: format.dateTime(at),
                  }),
                },
              ]}
            />
          </div>
        ))}
      </Stack>
    </Dialog>
  );
};

const words = {
  title: {
    fr: "Quelqu'un a modifié les mêmes réponses",
    nl: "Iemand heeft dezelfde antwoorden gewijzigd",
    en: "Somebody changed the same answers",
  },
  lead: {
    fr: "Rien n'a été écrasé. Dites pour chaque réponse laquelle est la bonne.",
    nl: "Er is niets overschreven. Zeg voor elk antwoord welk het juiste is.",
    en: "Nothing was overwritten. Say for each answer which one is right.",
  },
  keep: { fr: "Enregistrer ce choix", nl: "Deze keuze bewaren", en: "Save this choice" },
  back: { fr: "Revenir au formulaire", nl: "Terug naar het formulier", en: "Back to the form" },
  before: {
    fr: "Quand vous avez ouvert le formulaire : {value}",
    nl: "Toen u het formulier opende: {value}",
    en: "When you opened the form: {value}",
  },
  hidden: {
    fr: "L'autre réponse ne vous est pas montrée.",
    nl: "Het andere antwoord wordt u niet getoond.",
    en: "The other answer is not shown to you.",
  },
  mine: { fr: "Votre réponse", nl: "Uw antwoord", en: "Your answer" },
  theirs: { fr: "{who}, le {at}", nl: "{who}, op {at}", en: "{who}, on {at}" },
} satisfies Record<string, Text>;
