import { useState } from "react";
import { useSearchParams } from "react-router";
import {
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  SearchField,
  Select,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { FigureLine, FigureList } from "./answers.ts";
import { Head } from "./Head.tsx";
import { plain } from "./plain.ts";
import style from "./public.module.css";
import { usePublic, usePublished } from "./queries.ts";

/** The figures of a published year, each with its own page. */
export const PublicFigures = () => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const published = usePublished();
  const years = [...new Set(published.data?.editions.map(({ year }) => String(year)))];
  const year = search.get("year") ?? years[0];
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Head title={say(words.title)} description={say(words.lead)} />
      <Loaded query={published}>
        {() =>
          year === undefined ? (
            <EmptyState title={say(words.none)}>{say(words.noneText)}</EmptyState>
          ) : (
            <Year year={year} years={years} onYear={(next) => setSearch({ year: next }, { replace: true })} />
          )
        }
      </Loaded>
    </Page>
  );
};

const Year = ({
  year,
  years,
  onYear,
}: Readonly<{ year: string; years: readonly string[]; onYear: (year: string) => void }>) => {
  const say = useSay();
  const [sought, setSought] = useState("");
  const list = usePublic<FigureList>(`/api/public/reports/${year}/figures`);
  return (
    <>
      <div className={style.filters}>
        <Select
          label={say(words.year)}
          value={year}
          onChange={(next) => next !== null && onYear(next)}
          options={years.map((each) => ({ id: each, label: each }))}
        />
        <SearchField label={say(words.search)} value={sought} onChange={setSought} />
      </div>
      <ul className={style.downloads}>
        <li>
          <a href={`/public/reports/${year}/figures.json`}>{say(words.download)}</a>
        </li>
      </ul>
      <Loaded query={list}>
        {({ figures, smallestShown }) => {
          const soughtIn = ({ label, code = "" }: FigureLine) => plain(`${say(label)} ${code}`);
          const shown = figures.filter((figure) => soughtIn(figure).includes(plain(sought)));
          return (
            <>
              <p className={style.quiet}>
                <output>
                  {say(words.count, { shown: shown.length, all: figures.length })}{" "}
                  {say(words.small, { smallestShown })}
                </output>
              </p>
              <Lines figures={shown} year={year} />
            </>
          );
        }}
      </Loaded>
    </>
  );
};

const Lines = ({ figures, year }: Readonly<{ figures: readonly FigureLine[]; year: string }>) => {
  const say = useSay();
  const format = useFormat();
  const shown = (value: string | null | undefined, isMoney: boolean) => {
    if (value === undefined) return "–";
    if (value === null) return say(words.few);
    return isMoney ? format.money(value) : format.number(value);
  };
  return (
    <Table label={say(words.table, { year })}>
      <Columns>
        <Column width="wide">{say(words.figure)}</Column>
        <Column isNumeric>{year}</Column>
        <Column isNumeric>{String(Number(year) - 1)}</Column>
        <Column>{say(words.unit)}</Column>
        <Column width="least">{say(words.code)}</Column>
      </Columns>
      <Rows>
        {figures.map(({ figure, label, value, before, unit, code, isMoney }) => (
          <Row key={figure}>
            <Cell isHead>
              <Link to={`public/figures/${figure}?year=${year}`}>{say(label)}</Link>
            </Cell>
            <Cell isNumeric isWrapped={false}>
              {shown(value, isMoney)}
            </Cell>
            <Cell isNumeric isWrapped={false}>
              {shown(before, isMoney)}
            </Cell>
            <Cell>{unit ? say(unit) : "–"}</Cell>
            <Cell>{code ?? "–"}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  title: { fr: "Chiffres publiés", nl: "Gepubliceerde cijfers", en: "Published figures" },
  lead: {
    fr: "Ce que le programme compte chaque année, tel que publié avec le rapport. Chaque chiffre dit sa règle et sa source.",
    nl: "Wat het programma elk jaar telt, zoals gepubliceerd met het verslag. Elk cijfer zegt zijn regel en zijn bron.",
    en: "What the programme counts every year, as published with the report. Every figure tells its rule and its source.",
  },
  none: {
    fr: "Aucun chiffre n’est encore publié",
    nl: "Er zijn nog geen cijfers gepubliceerd",
    en: "No figures are published yet",
  },
  noneText: {
    fr: "Les chiffres d’une année paraissent avec son rapport.",
    nl: "De cijfers van een jaar verschijnen met het verslag.",
    en: "The figures of a year appear with its report.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  search: { fr: "Chercher un chiffre", nl: "Een cijfer zoeken", en: "Search a figure" },
  download: {
    fr: "Tous ces chiffres, avec leurs règles (JSON)",
    nl: "Al deze cijfers, met hun regels (JSON)",
    en: "All these figures, with their rules (JSON)",
  },
  count: {
    fr: "{shown} chiffres sur {all}.",
    nl: "{shown} van de {all} cijfers.",
    en: "{shown} of {all} figures.",
  },
  small: {
    fr: "« peu » : moins de {smallestShown} personnes, pour qu’on ne reconnaisse personne.",
    nl: "“weinig”: minder dan {smallestShown} mensen, zodat niemand te herkennen is.",
    en: "“few”: fewer than {smallestShown} people, so that nobody can be recognised.",
  },
  few: { fr: "peu", nl: "weinig", en: "few" },
  table: { fr: "Chiffres de {year}", nl: "Cijfers van {year}", en: "Figures of {year}" },
  figure: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
  unit: { fr: "Unité", nl: "Eenheid", en: "Unit" },
  code: { fr: "Code", nl: "Code", en: "Code" },
} satisfies Record<string, Text>;
