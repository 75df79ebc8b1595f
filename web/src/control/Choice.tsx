import { type ReactNode, useId } from "react";
import { Icon, VisuallyHidden } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { AnswerGiven } from "./answered.ts";
import style from "./control.module.css";

const given: readonly AnswerGiven[] = ["yes", "no", "not_applicable"];

/** The answer to one question of a checklist: yes, no or not applicable, in one stroke; a second one takes it back. */
export const Choice = ({
  question,
  isQuestionHidden = false,
  value,
  onChange,
  isDisabled,
  isShort = false,
  beside,
}: Readonly<{
  question: string;
  isQuestionHidden?: boolean;
  value: AnswerGiven | null;
  onChange: (value: AnswerGiven | null) => void;
  isDisabled: boolean;
  /** In a table of many: the longest answer is abbreviated for the eye. */
  isShort?: boolean;
  /** What can be done about the answer, on the same line. */
  beside?: ReactNode;
}>) => {
  const say = useSay();
  const name = useId();
  return (
    <fieldset className={style.choice} disabled={isDisabled}>
      <legend className={style.question}>
        {isQuestionHidden ? <VisuallyHidden>{question}</VisuallyHidden> : question}
      </legend>
      <div className={style.asked}>
        <span className={style.answers}>
          {given.map((each) => (
            <label key={each} className={style.answer} data-answer={each}>
              <input
                type="radio"
                name={name}
                checked={value === each}
                onChange={() => onChange(each)}
                onClick={() => {
                  if (value === each) onChange(null);
                }}
              />
              <span>
                {value === each && <Icon name={each === "no" ? "close" : "check"} size="s" />}
                {isShort && each === "not_applicable" ? (
                  <>
                    <span aria-hidden="true">{say(words.short)}</span>
                    <VisuallyHidden>{say(words[each])}</VisuallyHidden>
                  </>
                ) : (
                  say(words[each])
                )}
              </span>
            </label>
          ))}
        </span>
        {beside}
      </div>
    </fieldset>
  );
};

const words = {
  yes: { fr: "Oui", nl: "Ja", en: "Yes" },
  no: { fr: "Non", nl: "Nee", en: "No" },
  not_applicable: { fr: "Sans objet", nl: "N.v.t.", en: "N/A" },
  short: { fr: "S.o.", nl: "n.v.t.", en: "N/A" },
} satisfies Record<AnswerGiven | "short", Text>;
