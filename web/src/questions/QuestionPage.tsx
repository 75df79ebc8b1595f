import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type { Answer } from "../../../src/question/shapes.ts";
import { api } from "../api.ts";
import { DataNote } from "../figures/DataNote.tsx";
import { YearSelect } from "../figures/YearSelect.tsx";
import { Button, ButtonRow, Loaded, Menu, Page, ProblemNotice, Select } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { AnswerTable } from "./AnswerTable.tsx";
import { Counted } from "./Counted.tsx";
import style from "./questions.module.css";
import { Sentences } from "./Sentences.tsx";
import { useAnswer, type YearsAsked } from "./use-questions.ts";

/** The answer about one service: its tables, words to paste, and what every number counts. */
export const QuestionPage = () => {
  const say = useSay();
  const { service = "" } = useParams();
  const [search] = useSearchParams();
  const years = yearsIn(search);
  const answer = useAnswer(service, years);
  return (
    <Page
      title={answer.data ? say(answer.data.title) : say(words.title)}
      lead={say(words.lead)}
      breadcrumbs={[
        { label: say(words.figures), to: "figures" },
        { label: say(words.questions), to: "questions" },
      ]}
    >
      <div className={style.asked}>
        <div className={style.years}>
          <YearSelect hasAll={false} />
          {answer.data && <SinceSelect year={answer.data.year} />}
        </div>
        <Away service={service} years={years} />
      </div>
      <Loaded query={answer}>{(data) => <Contents answer={data} />}</Loaded>
    </Page>
  );
};

/** What the address asks for; a first year that does not go with the year chosen since is left to the server. */
const yearsIn = (search: URLSearchParams): YearsAsked => {
  const read = (name: string) => {
    const value = search.get(name);
    return value !== null && /^\d{4}$/.test(value) ? value : undefined;
  };
  const [year, since] = [read("year"), read("since")];
  const beside = year === undefined || since === undefined ? 0 : Number(year) - Number(since);
  const isBeside = since !== undefined && beside >= 0 && beside <= yearsBeside;
  return { ...(year === undefined ? {} : { year }), ...(isBeside ? { since } : {}) };
};

/** How many years can stand beside the one asked for. */
const yearsBeside = 6;

/** Chooses the first of the years that stand side by side. */
const SinceSelect = ({ year }: { year: number }) => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get("since") ?? year - 1);
  const years = Array.from({ length: yearsBeside + 1 }, (_, back) => year - back);
  return (
    <Select
      label={say(words.since)}
      width="short"
      options={years.map((one) => ({ id: String(one), label: String(one) }))}
      value={String(years.includes(asked) ? asked : year - 1)}
      onChange={(since) => {
        const next = new URLSearchParams(search);
        if (since === null || since === String(year - 1)) next.delete("since");
        else next.set("since", since);
        setSearch(next, { replace: true });
      }}
    />
  );
};

/** The answer as a file, or on paper. */
const Away = ({ service, years }: Readonly<{ service: string; years: YearsAsked }>) => {
  const say = useSay();
  const [error, setError] = useState<unknown>();
  const take = (format: "xlsx" | "csv" | "md") => () => {
    setError(undefined);
    api.file(`/api/questions/${service}/file/${format}`, years).catch(setError);
  };
  return (
    <div className={style.away}>
      <ButtonRow>
        <Menu
          label={say(words.download)}
          icon="download"
          entries={[
            { id: "xlsx", label: say(words.xlsx), onAction: take("xlsx") },
            { id: "csv", label: say(words.csv), onAction: take("csv") },
            { id: "md", label: say(words.md), onAction: take("md") },
          ]}
        />
        <Button icon="print" onPress={() => print()}>
          {say(words.print)}
        </Button>
      </ButtonRow>
      {error !== undefined && <ProblemNotice error={error} />}
    </div>
  );
};

const Contents = ({ answer }: { answer: Answer }) => {
  const say = useSay();
  return (
    <>
      {answer.tables.map((table) => {
        const title = table.year === null ? say(table.title) : `${say(table.title)}, ${table.year}`;
        return (
          <Section key={`${table.id} ${table.year}`} title={title}>
            <AnswerTable title={title} table={table} answer={answer} />
          </Section>
        );
      })}
      {answer.notes.length > 0 && (
        <Section title={say(words.notes)}>
          <ul className={style.notes}>
            {answer.notes.map((note) => (
              <li key={note.en}>{say(note)}</li>
            ))}
          </ul>
        </Section>
      )}
      <Sentences answer={answer} />
      <Counted answer={answer} />
      <p className={style.source}>{say(words.asked, { article: answer.asked.article })}</p>
      <DataNote data={answer.data} definition={answer.definition} />
    </>
  );
};

const words = {
  title: { fr: "Question parlementaire", nl: "Parlementaire vraag", en: "Parliamentary question" },
  lead: {
    fr: "Les petits nombres de personnes sont masqués : ce qui est ici peut être publié.",
    nl: "Kleine aantallen personen zijn verborgen: wat hier staat, mag gepubliceerd worden.",
    en: "Small numbers of people are hidden: what stands here may be published.",
  },
  figures: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
  questions: { fr: "Questions parlementaires", nl: "Parlementaire vragen", en: "Parliamentary questions" },
  since: { fr: "Première année", nl: "Eerste jaar", en: "First year" },
  download: { fr: "Télécharger", nl: "Downloaden", en: "Download" },
  xlsx: { fr: "Tableur (XLSX)", nl: "Rekenblad (XLSX)", en: "Spreadsheet (XLSX)" },
  csv: { fr: "Texte (CSV)", nl: "Tekst (CSV)", en: "Text (CSV)" },
  md: {
    fr: "Texte mis en forme (Markdown)",
    nl: "Opgemaakte tekst (Markdown)",
    en: "Formatted text (Markdown)",
  },
  print: { fr: "Imprimer", nl: "Afdrukken", en: "Print" },
  notes: { fr: "Remarques", nl: "Opmerkingen", en: "Notes" },
  asked: { fr: "Question : {article}", nl: "Vraag: {article}", en: "Question: {article}" },
} satisfies Record<string, Text>;
