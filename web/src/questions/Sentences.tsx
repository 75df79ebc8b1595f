import type { Answer } from "../../../src/question/shapes.ts";
import { CopyButton } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./questions.module.css";

/** The first table in words, to be pasted into an answer. */
export const Sentences = ({ answer }: { answer: Answer }) => {
  const say = useSay();
  const [lead, ...lines] = answer.sentences.map((each) => say(each));
  if (lead === undefined) return null;
  return (
    <Section
      title={say(words.title)}
      actions={
        <CopyButton
          text={[lead, ...lines.map((line) => `– ${line}`)].join("\n")}
          copied={say(words.copied)}
        />
      }
    >
      <p className={style.lead}>{lead}</p>
      <ul className={style.sentences}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
};

const words = {
  title: {
    fr: "Texte à reprendre dans une réponse",
    nl: "Tekst voor een antwoord",
    en: "Text for an answer",
  },
  copied: { fr: "Le texte est copié.", nl: "De tekst is gekopieerd.", en: "The text was copied." },
} satisfies Record<string, Text>;
