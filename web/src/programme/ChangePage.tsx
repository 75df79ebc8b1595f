import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import type { ChangePage as Answer } from "../../../src/entry/shapes.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  Cell,
  Column,
  Columns,
  Disclosure,
  Facts,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./programme.module.css";
import { Section } from "./Section.tsx";
import { pageTitles } from "./titles.ts";
import { useProgramme } from "./use-programme.ts";

/** One change of the trail: who made it, when and why, and what became of each record. */
export const ChangePage = () => {
  const say = useSay();
  const { number, dateTime } = useFormat();
  const { change = "" } = useParams();
  const answer = useQuery({
    queryKey: ["change", change],
    queryFn: () => api.get<Answer>(`/api/changes/${change}`),
  });
  return (
    <Page
      title={say(words.title, { change })}
      breadcrumbs={[{ label: say(pageTitles.trail), to: "trail" }]}
      meta={answer.data?.undoneBy != null && <Badge tone="warning">{say(words.undone)}</Badge>}
    >
      <Loaded query={answer}>
        {(page) => (
          <>
            <Facts
              items={[
                { label: say(words.at), value: dateTime(page.at) },
                { label: say(words.who), value: say(page.who.words) },
                { label: say(words.act), value: say(page.actionLabel) },
                ...(page.file ? [{ label: say(words.file), value: page.file.name }] : []),
                ...(page.reason === "" ? [] : [{ label: say(words.reason), value: page.reason }]),
                ...(page.undoes === null
                  ? []
                  : [{ label: say(words.undoes), value: <ToChange change={page.undoes} /> }]),
                ...(page.undoneBy === null
                  ? []
                  : [{ label: say(words.undoneBy), value: <ToChange change={page.undoneBy} /> }]),
                {
                  label: say(words.counts),
                  value: say(words.countsText, {
                    added: number(page.counts.added),
                    changed: number(page.counts.changed + page.counts.re_entered),
                    removed: number(page.counts.removed),
                  }),
                },
              ]}
            />
            <Entries page={page} />
          </>
        )}
      </Loaded>
    </Page>
  );
};

const ToChange = ({ change }: { change: number }) => {
  const say = useSay();
  return <Link to={`trail/${change}`}>{say(words.title, { change })}</Link>;
};

const shownAtFirst = 25;

const Entries = ({ page }: { page: Answer }) => {
  const say = useSay();
  const { count, number } = useFormat();
  const { data: programme } = useProgramme();
  const all = page.counts.added + page.counts.changed + page.counts.re_entered + page.counts.removed;
  const [showsAll, setShowsAll] = useState(false);
  if (!programme) return null;
  const shown = showsAll ? page.entries : page.entries.slice(0, shownAtFirst);
  return (
    <Section title={say(words.entries)}>
      <Table label={say(words.entries)} density="compact">
        <Columns>
          <Column>{say(words.record)}</Column>
          <Column>{say(words.place)}</Column>
          <Column>{say(words.kind)}</Column>
          <Column width="wide">{say(words.what)}</Column>
        </Columns>
        <Rows>
          {shown.map((entry) => (
            <Row key={`${entry.operation}/${entry.record}`}>
              <Cell isHead>
                {entry.name ? (
                  <>
                    {say(entry.name)} {entry.record}
                  </>
                ) : (
                  <Link
                    to={`operations/${entry.operation}/registers/${entry.register}/records/${entry.record}`}
                  >
                    {say(programme.registerLabel(entry.register))} {entry.record}
                  </Link>
                )}
              </Cell>
              <Cell>
                {say(programme.operationTitle(entry.operation))}
                <br />
                <span className={style.where}>{say(programme.partnerName(entry.partner))}</span>
              </Cell>
              <Cell>{say(entry.kindLabel)}</Cell>
              <Cell>
                {entry.kind === "added" || entry.kind === "removed" ? (
                  <Disclosure title={count(entry.differences.length, words.answers)}>
                    <Differences differences={entry.differences} />
                  </Disclosure>
                ) : (
                  <Differences differences={entry.differences} />
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {shown.length < page.entries.length && (
        <Button onPress={() => setShowsAll(true)}>
          {say(words.more, { count: number(page.entries.length - shown.length) })}
        </Button>
      )}
      {all > page.entries.length && (
        <p className={style.muted}>
          {say(words.first, { count: number(page.entries.length), all: number(all) })}
        </p>
      )}
    </Section>
  );
};

const Differences = ({ differences }: { differences: Answer["entries"][number]["differences"] }) => {
  const say = useSay();
  return (
    <ul className={style.differences}>
      {differences.map(({ field, label, before, after, hidden }) => (
        <li key={field}>
          {say(label)} :{" "}
          {hidden ? (
            say(words.hidden)
          ) : (
            <>
              {before !== null && <del className={style.was}>{say(before)}</del>}{" "}
              {after === null ? say(words.emptied) : <ins className={style.is}>{say(after)}</ins>}
            </>
          )}
        </li>
      ))}
    </ul>
  );
};

const words = {
  title: { fr: "Changement {change}", nl: "Wijziging {change}", en: "Change {change}" },
  undone: { fr: "Annulé", nl: "Ongedaan gemaakt", en: "Undone" },
  at: { fr: "Quand", nl: "Wanneer", en: "When" },
  who: { fr: "Par", nl: "Door", en: "By" },
  act: { fr: "Comment", nl: "Hoe", en: "How" },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
  undoes: { fr: "Annule", nl: "Maakt ongedaan", en: "Undoes" },
  undoneBy: { fr: "Annulé par", nl: "Ongedaan gemaakt door", en: "Undone by" },
  counts: { fr: "Fiches", nl: "Fiches", en: "Records" },
  countsText: {
    fr: "{added} ajoutées, {changed} modifiées, {removed} supprimées",
    nl: "{added} toegevoegd, {changed} gewijzigd, {removed} verwijderd",
    en: "{added} added, {changed} changed, {removed} removed",
  },
  entries: { fr: "Ce qui a changé", nl: "Wat er gewijzigd is", en: "What changed" },
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  place: { fr: "Où", nl: "Waar", en: "Where" },
  kind: { fr: "Effet", nl: "Gevolg", en: "Effect" },
  what: { fr: "Réponses", nl: "Antwoorden", en: "Answers" },
  more: {
    fr: "Voir les {count} fiches suivantes",
    nl: "De {count} volgende fiches tonen",
    en: "Show the next {count} records",
  },
  hidden: {
    fr: "modifié, sans que vous en voyiez le contenu",
    nl: "gewijzigd, inhoud niet zichtbaar voor u",
    en: "changed; you do not see its content",
  },
  answers: {
    one: { fr: "{count} réponse", nl: "{count} antwoord", en: "{count} answer" },
    other: { fr: "{count} réponses", nl: "{count} antwoorden", en: "{count} answers" },
  },
  emptied: { fr: "vidé", nl: "leeggemaakt", en: "emptied" },
  first: {
    fr: "Les {count} premières fiches sur {all}.",
    nl: "De eerste {count} fiches van {all}.",
    en: "The first {count} records of {all}.",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
