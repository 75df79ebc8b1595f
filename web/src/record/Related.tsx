import type { ReactNode } from "react";
import type { RecordPage } from "../../../src/entry/shapes.ts";
import { ButtonLink, Card, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./record.module.css";

/** An answer as the page shows it: with the way to what it names, and with the words for which it is held. */
export const Answer = ({ page, field, value }: { page: RecordPage; field: string; value: string }) => {
  const say = useSay();
  const named = page.refers.find((each) => each.field === field);
  const organisation = page.organisations.find((each) => each.field === field);
  const screened = page.screened?.field === field ? page.screened.words : [];
  return (
    <>
      {screened.length > 0 ? <Marked text={value} words={screened} /> : value}
      {named && (
        <>
          {" · "}
          <Link to={`operations/${named.operation}/registers/${named.register}/records/${named.record}`}>
            {say(named.title)}
          </Link>
        </>
      )}
      {organisation && (
        <>
          {" · "}
          <Link to={`organisations/${organisation.number}`}>{say(words.organisation)}</Link>
        </>
      )}
    </>
  );
};

type Words = NonNullable<RecordPage["screened"]>["words"];

/** A text with what was found in it, each with the ground that it touches. */
const Marked = ({ text, words: found }: { text: string; words: Words }) => {
  const say = useSay();
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, until, ground } of found) {
    parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className={style.marked}>
        {text.slice(from, until)} <span className={style.ground}>({say(ground)})</span>
      </mark>,
    );
    at = until;
  }
  return (
    <span className={style.screened}>
      {parts}
      {text.slice(at)}
    </span>
  );
};

/** The records of other registers that name this one, with the way to all of them and to a new one. */
export const Related = ({ page }: { page: RecordPage }) => {
  const say = useSay();
  const format = useFormat();
  return page.related.map(({ register, label, added, field, answer, isPrivate, count, records, places }) => {
    const filter = `?filter=${encodeURIComponent(`${field}:~${String(answer)}`)}`;
    return (
      <Card key={`${register} ${field}`} title={say(label)}>
        <p>{count === 0 ? say(words.none) : format.count(count, words.named)}</p>
        {records.length > 0 && (
          <ul className={style.related}>
            {records.map((each) => (
              <li key={each.record}>
                <Link to={`operations/${each.operation}/registers/${register}/records/${each.record}`}>
                  {say(each.title)}
                </Link>
                {[each.date === null ? "" : format.date(each.date), each.state ? say(each.state) : ""]
                  .filter((part) => part !== "")
                  .map((part) => ` · ${part}`)
                  .join("")}
              </li>
            ))}
          </ul>
        )}
        <div className={style.relatedWays}>
          {count > records.length && !isPrivate && (
            <Link to={`registers/${register}${filter}`}>{say(words.all)}</Link>
          )}
          {places.map(({ operation, title }) => (
            <ButtonLink
              key={operation}
              size="s"
              icon="add"
              to={`operations/${operation}/registers/${register}/new`}
              state={{ prefill: { [field]: String(answer) } }}
            >
              {places.length === 1
                ? say(words.add, { record: say(added) })
                : say(words.addIn, { record: say(added), operation: say(title) })}
            </ButtonLink>
          ))}
        </div>
      </Card>
    );
  });
};

const words = {
  organisation: { fr: "page de l'organisation", nl: "pagina van de organisatie", en: "organisation's page" },
  none: {
    fr: "Aucune fiche ne renvoie à celle-ci.",
    nl: "Geen enkele fiche verwijst naar deze.",
    en: "No record names this one.",
  },
  named: {
    one: {
      fr: "{count} fiche renvoie à celle-ci.",
      nl: "{count} fiche verwijst naar deze.",
      en: "{count} record names this one.",
    },
    other: {
      fr: "{count} fiches renvoient à celle-ci.",
      nl: "{count} fiches verwijzen naar deze.",
      en: "{count} records name this one.",
    },
  },
  all: { fr: "Les voir toutes", nl: "Alle tonen", en: "See them all" },
  add: { fr: "Ajouter {record}", nl: "{record} toevoegen", en: "Add {record}" },
  addIn: {
    fr: "Ajouter {record} ({operation})",
    nl: "{record} toevoegen ({operation})",
    en: "Add {record} ({operation})",
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
