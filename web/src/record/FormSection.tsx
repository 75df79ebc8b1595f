import type { Register } from "../../../src/definition/programme.ts";
import { type Text, useSay } from "../language.tsx";
import { AnswerField } from "./AnswerField.tsx";
import { sayFindings } from "./check-texts.ts";
import { FillFrom } from "./FillFrom.tsx";
import type { Filled } from "./use-filled.ts";
import style from "./record.module.css";
import type { Answers } from "./use-answers.ts";

/** A part of the form, with those of its questions that are asked now. */
export type Part = Readonly<{ section: string; label: Text; help: Text | null; fields: readonly string[] }>;

/** One part of the form: its questions, each with what is to be said of its answer. */
export const FormSection = ({
  part: { section, label, help, fields },
  register,
  answers,
  filled,
  onText,
}: Readonly<{
  part: Part;
  register: Register;
  answers: Answers;
  /** What was taken from other registers. */
  filled: Filled;
  onText: (field: string, text: string) => void;
}>) => {
  const say = useSay();
  return (
    <section id={`part-${section}`} className={style.section} aria-labelledby={`h-${section}`}>
      <div className={style.sectionHead}>
        <h2 id={`h-${section}`} tabIndex={-1}>
          {say(label)}
        </h2>
        {help && <p className={style.sectionHelp}>{say(help)}</p>}
      </div>
      <div className={style.questions}>
        {fields.map((id) => {
          const field = register.fields.get(id);
          if (!field) return null;
          const told = answers.told.filter((finding) => finding.field === id);
          const fill = filled.fills.get(id);
          const origin = filled.origins.get(id);
          const question = (
            <AnswerField
              key={id}
              field={field}
              text={answers.texts[id] ?? ""}
              isRequired={answers.isRequired(id)}
              error={sayFindings(
                told.filter(({ severity }) => severity === "refuse"),
                say,
              )}
              missing={sayFindings(
                told.filter(({ severity }) => severity === "incomplete"),
                say,
              )}
              warning={sayFindings(
                told.filter(({ severity }) => severity === "confirm"),
                say,
              )}
              {...(origin === undefined ? {} : { origin: say(words.origin, { register: say(origin) }) })}
              onText={onText}
              onLeave={answers.leave}
            />
          );
          return fill === undefined ? (
            question
          ) : (
            <div key={id} className={style.withFill}>
              {question}
              <FillFrom fill={fill} number={answers.texts[id] ?? ""} filled={filled} />
            </div>
          );
        })}
      </div>
    </section>
  );
};

const words = {
  origin: {
    fr: "Repris de « {register} »",
    nl: 'Overgenomen uit "{register}"',
    en: 'Taken from "{register}"',
  },
} satisfies Record<string, Text>;
