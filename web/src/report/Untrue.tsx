import { colon } from "../../../src/language.ts";
import { Button, Notice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { DraftReport } from "./answers.ts";
import style from "./Untrue.module.css";

/** What the report says and the data do not, each with the way to its place in the text. */
export const Untrue = ({ untrue }: Pick<DraftReport, "untrue">) => {
  const say = useSay();
  if (untrue.length === 0) return null;
  return (
    <Notice tone="error" title={say(words.title)}>
      <p>{say(words.text)}</p>
      <ul className={style.list}>
        {untrue.map(({ key, text, label, year, line, section, sentence, why }) => (
          <li key={`${line} ${key} ${text}`}>
            <div>
              <p>
                <strong>{say(words.quoted, { text })}</strong> ({label}
                {year !== undefined && `, ${year}`}){say(colon)}
                {why && say(why)}.
              </p>
              <p className={style.where}>
                {section !== "" && <>{section} · </>}
                {sentence === "" ? say(words.line, { line }) : say(words.quoted, { text: sentence })}
              </p>
            </div>
            <Button size="s" icon="forward" onPress={() => show(key, text)}>
              {say(words.show)}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
};

const show = (key: string, text: string) => {
  const place = document.querySelector<HTMLElement>(
    `button.untrue[data-figure="${CSS.escape(key)}"][data-text="${CSS.escape(text)}"]`,
  );
  place?.scrollIntoView({ block: "center" });
  place?.focus({ preventScroll: true });
};

const words = {
  title: {
    fr: "Le rapport ne peut pas être publié : les données disent autre chose que lui",
    nl: "Het verslag kan niet gepubliceerd worden: de gegevens zeggen iets anders",
    en: "The report cannot be published: the data say otherwise",
  },
  text: {
    fr: "Corrigez le texte du rapport, ou les données, puis revenez ici.",
    nl: "Verbeter de tekst van het verslag, of de gegevens, en kom dan terug.",
    en: "Mend the text of the report, or the data, and come back.",
  },
  quoted: { fr: "« {text} »", nl: "“{text}”", en: "“{text}”" },
  line: { fr: "ligne {line} du texte", nl: "regel {line} van de tekst", en: "line {line} of the text" },
  show: { fr: "Voir dans le texte", nl: "Tonen in de tekst", en: "Show in the text" },
} satisfies Record<string, Text>;
