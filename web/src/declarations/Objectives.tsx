import type { DeclarationPage } from "../../../src/declaration/shapes.ts";
import { Meter, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./declarations.module.css";

/** What the agreement asks for and what the registers count, from its beginning to the end of the period. */
export const Objectives = ({ page: { objectives } }: Readonly<{ page: DeclarationPage }>) => {
  const say = useSay();
  const { number } = useFormat();
  if (objectives.length === 0) return null;
  return (
    <Section title={say(words.title)}>
      <Stack columns={2}>
        {objectives.map(({ objective, label, reached, target, expected }) => (
          <div key={objective}>
            <Meter label={say(label)} value={reached} target={target} />
            <p className={style.note}>{say(words.expected, { expected: number(expected) })}</p>
          </div>
        ))}
      </Stack>
    </Section>
  );
};

const words = {
  title: {
    fr: "Objectifs de la convention",
    nl: "Doelstellingen van de overeenkomst",
    en: "Objectives of the agreement",
  },
  expected: {
    fr: "{expected} attendus à la fin de cette période",
    nl: "{expected} verwacht op het einde van deze periode",
    en: "{expected} expected by the end of this period",
  },
} satisfies Record<string, Text>;
