import { Badge, Disclosure } from "../kit/index.ts";
import { type Language, type Text, useFormat, useSay } from "../language.tsx";
import type { Edition } from "./answers.ts";
import style from "./Editions.module.css";

/** What was published of a year, newest first, each edition with its files as they were. */
export const Editions = ({ year, editions }: Readonly<{ year: number; editions: readonly Edition[] }>) => {
  const say = useSay();
  const format = useFormat();
  const [latest] = editions;
  if (!latest) return null;
  const title = say(words.title, {
    edition: latest.edition,
    date: format.date(latest.publishedAt, "long"),
  });
  return (
    <div className={style.editions}>
      <Disclosure title={title}>
        <ul>
          {editions.map((edition) => (
            <li key={edition.edition}>
              <p>
                <strong>{say(words.edition, { edition: edition.edition })}</strong>{" "}
                {edition === latest && <Badge tone="success">{say(words.current)}</Badge>}{" "}
                {format.dateTime(edition.publishedAt)}
                {edition.publisher !== undefined && <> · {edition.publisher}</>}
                {edition.reason !== undefined && edition.reason !== "" && <> · {edition.reason}</>}
              </p>
              <EditionFiles year={year} edition={edition} />
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
};

const languageNames: Record<Language, string> = { fr: "français", nl: "Nederlands", en: "English" };
const forms = ["html", "pdf", "json"] as const;

/** The files of an edition, at addresses where they stay. */
export const EditionFiles = ({ year, edition }: Readonly<{ year: number; edition: Edition }>) => {
  const say = useSay();
  const has = (name: string) => edition.files.some((file) => file.name === name);
  const address = (name: string) => `/public/reports/${year}/${edition.edition}/${name}`;
  return (
    <ul className={style.files}>
      {(["fr", "nl", "en"] as const)
        .filter((language) => has(`${language}.html`))
        .map((language) => (
          <li key={language}>
            <span lang={language}>{languageNames[language]}</span>
            {forms
              .filter((form) => has(`${language}.${form}`))
              .map((form) => (
                <a
                  key={form}
                  href={address(`${language}.${form}`)}
                  hrefLang={language}
                  aria-label={`${form.toUpperCase()}, ${languageNames[language]}`}
                >
                  {form.toUpperCase()} ({size(edition, `${language}.${form}`)})
                </a>
              ))}
          </li>
        ))}
      {has("figures.json") && (
        <li>
          <span>{say(words.figures)}</span>
          <a href={address("figures.json")}>JSON ({size(edition, "figures.json")})</a>
        </li>
      )}
    </ul>
  );
};

const size = ({ files }: Edition, name: string): string =>
  `${Math.ceil((files.find((file) => file.name === name)?.bytes ?? 0) / 1024)} kB`;

const words = {
  title: {
    fr: "Publié : édition {edition}, le {date}",
    nl: "Gepubliceerd: editie {edition}, op {date}",
    en: "Published: edition {edition}, on {date}",
  },
  edition: { fr: "Édition {edition}", nl: "Editie {edition}", en: "Edition {edition}" },
  current: { fr: "en vigueur", nl: "huidige", en: "current" },
  figures: { fr: "Chiffres de l’année", nl: "Cijfers van het jaar", en: "Figures of the year" },
} satisfies Record<string, Text>;
