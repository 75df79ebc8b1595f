import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { FigureList, FigurePage as Answer } from "../../../src/progress/shapes.ts";
import { api } from "../api.ts";
import { Cell, Column, Columns, Link, Loaded, Page, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { Agreement } from "./Agreement.tsx";
import { Asking } from "./Asking.tsx";
import { useAsked } from "./asked.ts";
import { Bars } from "./Bars.tsx";
import { Breakdown } from "./Breakdown.tsx";
import { DataNote } from "./DataNote.tsx";
import { Download } from "./Download.tsx";
import { Explained } from "./Explained.tsx";
import { FigureRecords } from "./FigureRecords.tsx";
import style from "./figures.module.css";
import { useFigureValue } from "./figure-value.ts";
import { HiddenNote } from "./HiddenNote.tsx";
import { OwnNote } from "./FiguresPage.tsx";
import { queryOf, useFigureList, useFigureTable } from "./use-figures.ts";

/** One figure: its value, its years, its parts, what makes it what it is, and the records that it counts. */
export const FigurePage = () => {
  const say = useSay();
  const language = useLanguage();
  const { figure: id = "" } = useParams();
  const list = useFigureList();
  const asked = useAsked();
  const { year, where, whole } = asked;
  const part = queryOf({ year, where, whole });
  const answer = useQuery({
    // What makes it what it is comes in the page's language.
    queryKey: ["figures", id, part, language],
    queryFn: () => api.get<Answer>(`/api/figures/${id}`, part),
    placeholderData: (before) => (before?.figure.id === id ? before : undefined),
  });
  const title = answer.data?.figure.label ?? list.data?.figures.find((one) => one.id === id)?.label;
  return (
    <Page
      title={title ? say(title) : say(words.figure)}
      breadcrumbs={[{ label: say(words.figures), to: "figures" }]}
      meta={answer.data?.figure.code}
    >
      <Loaded query={list}>
        {(data) => (
          <>
            <Asking list={data} figures={[id]} />
            <Loaded query={answer}>{(page) => <Contents page={page} list={data} />}</Loaded>
          </>
        )}
      </Loaded>
    </Page>
  );
};

const Contents = ({ page, list }: { page: Answer; list: FigureList }) => {
  const say = useSay();
  const { value, change } = useFigureValue();
  const { figure, hidden } = page;
  const moved = change(page.value, page.previous);
  return (
    <>
      <OwnNote page={page} />
      <HiddenNote hidden={hidden} />
      <p className={style.value}>
        <span className={style.number}>{value(figure, page.value, hidden?.limit)}</span>
        {figure.unit && !figure.isMoney && <span className={style.unit}>{say(figure.unit)}</span>}
        <span className={style.unit}>{page.year === null ? say(words.allYears) : page.year}</span>
      </p>
      {page.year !== null && (
        <p className={style.before}>
          {say(words.before, { year: page.year - 1, value: value(figure, page.previous, hidden?.limit) })}
          {moved !== undefined && ` · ${moved}`}
        </p>
      )}
      <DataNote data={page.data} definition={page.definition} />
      <Agreement page={page} />
      <Parts page={page} list={list} />
      {page.series.length > 1 && <Years page={page} />}
      <Section title={say(words.why)}>
        <Explained page={page} />
      </Section>
      {page.hasRecords && <FigureRecords figure={figure.id} />}
    </>
  );
};

const places = ["operation", "partner", "priority"];
const notUsual = [...places, "objective", "fund"];

/** The figure broken down: as the address asks, else by the first place that tells something. */
const Parts = ({ page, list }: { page: Answer; list: FigureList }) => {
  const say = useSay();
  const asked = useAsked();
  const known = page.dimensions.map(({ id }) => id);
  const kept = new Set(page.filters.map(({ id }) => id));
  const { data: programme } = useProgramme();
  const partner = page.own?.partner?.[0];
  const isOneOperation =
    page.own?.operation?.length === 1 ||
    (partner !== undefined &&
      programme?.operations.filter(({ partners }) => partners.includes(partner)).length === 1);
  // One operation, or one partner, is no breakdown: then by an answer of its people.
  const usual = [...(isOneOperation ? [] : places), ...known.filter((id) => !notUsual.includes(id))].find(
    (id) => known.includes(id) && !kept.has(id),
  );
  const by = asked.by && asked.by.length > 0 ? asked.by : usual === undefined ? [] : [usual];
  const wanted = {
    figures: [page.figure.id],
    year: asked.year,
    where: asked.where,
    whole: asked.whole,
    by: by.filter((id) => list.dimensions.some((one) => one.id === id)),
  };
  const table = useFigureTable(wanted, wanted.by.length > 0);
  if (wanted.by.length === 0) return null;
  const names = wanted.by.map((id) => list.dimensions.find((one) => one.id === id)?.label);
  return (
    <Section
      title={say(words.parts, { by: names.map((name) => (name ? say(name).toLowerCase() : "")).join(", ") })}
      actions={<Download asked={wanted} />}
    >
      <Loaded query={table}>{(data) => <Breakdown page={data} />}</Loaded>
    </Section>
  );
};

const Years = ({ page }: { page: Answer }) => {
  const say = useSay();
  const { value, change } = useFigureValue();
  const { figure, series, hidden } = page;
  const pageOf = (year: number): string =>
    `figures/${figure.id}?${new URLSearchParams([
      ...page.filters.map(({ id, values }) => [
        "where",
        `${id}:${values.map(({ value: one }) => one ?? "-").join(",")}`,
      ]),
      ["year", String(year)],
    ]).toString()}`;
  return (
    <Section title={say(words.years)}>
      <div className={style.twins}>
        <Bars
          title={say(words.yearsTitle, { figure: say(figure.label) })}
          description={say(words.yearsText)}
          series={[figure.unit ? say(figure.unit) : say(figure.label)]}
          bars={series.map(({ year, value: amount }) => ({
            id: String(year),
            label: String(year),
            value: amount,
            text: value(figure, amount, hidden?.limit),
          }))}
        />
        <Table label={say(words.yearsTitle, { figure: say(figure.label) })}>
          <Columns>
            <Column>{say(words.year)}</Column>
            <Column isNumeric>{say(words.value)}</Column>
            <Column isNumeric>{say(words.change)}</Column>
          </Columns>
          <Rows>
            {series.map(({ year, value: amount }, index) => (
              <Row key={year}>
                <Cell isHead>
                  <Link to={pageOf(year)}>{year}</Link>
                </Cell>
                <Cell isNumeric>{value(figure, amount, hidden?.limit)}</Cell>
                <Cell isNumeric>{change(amount, series[index - 1]?.value ?? null) ?? "–"}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      </div>
    </Section>
  );
};

const words = {
  figures: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
  figure: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
  allYears: { fr: "toutes années ensemble", nl: "alle jaren samen", en: "all years together" },
  before: { fr: "{value} en {year}", nl: "{value} in {year}", en: "{value} in {year}" },
  parts: { fr: "Par {by}", nl: "Per {by}", en: "By {by}" },
  years: { fr: "D’année en année", nl: "Van jaar tot jaar", en: "Year by year" },
  yearsTitle: { fr: "{figure}, par année", nl: "{figure}, per jaar", en: "{figure}, by year" },
  yearsText: {
    fr: "Barres horizontales ; le tableau donne les mêmes valeurs.",
    nl: "Horizontale balken; de tabel geeft dezelfde waarden.",
    en: "Horizontal bars; the table gives the same values.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  change: { fr: "Évolution", nl: "Evolutie", en: "Change" },
  why: { fr: "Ce que ce chiffre compte", nl: "Wat dit cijfer telt", en: "What this figure counts" },
} satisfies Record<string, Text>;
