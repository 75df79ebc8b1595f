import type { Answer } from "../../../src/question/shapes.ts";
import { Badge, Disclosure, Facts } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./questions.module.css";

/** What each number counts, in words, with its register. */
export const Counted = ({ answer }: { answer: Answer }) => {
  const say = useSay();
  return (
    <Disclosure title={say(words.title)}>
      <Facts
        items={answer.measures.map(({ label, register, words: said, source }) => ({
          label: say(label),
          value: (
            <>
              {said.map((each) => say(each)).join(" ")}
              {register && (
                <span className={style.source}> {say(words.register, { name: say(register) })}</span>
              )}
              {source && !source.verified && (
                <>
                  {" "}
                  <Badge tone="warning">{say(words.unverified)}</Badge>
                </>
              )}
            </>
          ),
        }))}
      />
    </Disclosure>
  );
};

const words = {
  title: { fr: "Ce que chaque donnée compte", nl: "Wat elk gegeven telt", en: "What each number counts" },
  register: { fr: "Registre : {name}.", nl: "Register: {name}.", en: "Register: {name}." },
  unverified: { fr: "Source non vérifiée", nl: "Bron niet nagekeken", en: "Source not verified" },
} satisfies Record<string, Text>;
