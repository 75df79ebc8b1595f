import { type Text, useFormat, useSay } from "../language.tsx";
import { Icon } from "../kit/index.ts";
import type { Part } from "./FormSection.tsx";
import style from "./record.module.css";
import type { Answers } from "./use-answers.ts";

/** The parts of the form beside it: how far each is, and where something is to be corrected. */
export const FormParts = ({ parts, answers }: { parts: readonly Part[]; answers: Answers }) => {
  const say = useSay();
  const format = useFormat();
  return (
    <nav className={style.parts} aria-label={say(words.parts)}>
      <ul>
        {parts.map(({ section, label, fields }) => {
          const answered = fields.filter((id) => (answers.texts[id] ?? "") !== "").length;
          const wrong = answers.told.filter(
            ({ field, severity }) => severity === "refuse" && fields.includes(field),
          ).length;
          const isWhole = answered === fields.length && wrong === 0;
          return (
            <li key={section}>
              <a
                href={`#part-${section}`}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(section);
                }}
              >
                {say(label)}
                <span data-wrong={wrong > 0}>
                  {isWhole && <Icon name="check" size="s" />}
                  {wrong > 0 && <Icon name="error" size="s" />}
                  {wrong > 0
                    ? format.count(wrong, wrongWords)
                    : say(words.answered, {
                        answered: format.number(answered),
                        all: format.number(fields.length),
                      })}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};

/** To the heading, with the focus: the address stays, it names the draft. */
const goTo = (section: string) => {
  const heading = document.getElementById(`h-${section}`);
  heading?.focus({ preventScroll: true });
  document.getElementById(`part-${section}`)?.scrollIntoView({ block: "start" });
};

const words = {
  parts: { fr: "Parties du formulaire", nl: "Delen van het formulier", en: "Parts of the form" },
  answered: { fr: "{answered} sur {all}", nl: "{answered} van {all}", en: "{answered} of {all}" },
} satisfies Record<string, Text>;

const wrongWords = {
  one: { fr: "{count} à corriger", nl: "{count} te verbeteren", en: "{count} to correct" },
  other: { fr: "{count} à corriger", nl: "{count} te verbeteren", en: "{count} to correct" },
} satisfies Record<string, Text>;
