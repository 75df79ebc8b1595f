import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import type { FigureRecords as Answer } from "../../../src/progress/shapes.ts";
import { api } from "../api.ts";
import {
  ButtonLink,
  ButtonRow,
  Cell,
  Column,
  Columns,
  Link,
  Loaded,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { useProgramme } from "../programme/use-programme.ts";
import { useAsked } from "./asked.ts";
import style from "./figures.module.css";
import { queryOf } from "./use-figures.ts";

const pageSize = 25;

/** The records that a figure counts, as far as this person may read them, and how many more there are. */
export const FigureRecords = ({ figure }: Readonly<{ figure: string }>) => {
  const say = useSay();
  const { number } = useFormat();
  const { year, where, whole } = useAsked();
  const [search] = useSearchParams();
  const after = search.get("after");
  const asked = {
    ...queryOf({ year, where, whole }),
    size: pageSize,
    ...(after === null ? {} : { after }),
  };
  const answer = useQuery({
    queryKey: ["figures", figure, "records", asked],
    queryFn: () => api.get<Answer>(`/api/figures/${figure}/records`, asked),
    placeholderData: keepPreviousData,
  });
  const at = (next: string | null): string => {
    const query = new URLSearchParams(search);
    if (next === null) query.delete("after");
    else query.set("after", next);
    return `figures/${figure}${query.size === 0 ? "" : `?${query}`}`;
  };
  return (
    <Section title={say(words.title)}>
      <Loaded query={answer}>
        {(page) => {
          const others = page.counted === null ? null : page.counted - page.shown;
          return (
            <>
              <p>
                {page.counted === null
                  ? say(words.hidden)
                  : say(words.counted, { counted: number(page.counted), shown: number(page.shown) })}
                {others !== null && others > 0 && ` ${say(words.others, { others: number(others) })}`}
              </p>
              {page.records.length > 0 && <Records page={page} />}
              {(after !== null || page.next !== null) && (
                <ButtonRow>
                  {after !== null && (
                    <ButtonLink to={at(null)} size="s" icon="back">
                      {say(words.first)}
                    </ButtonLink>
                  )}
                  {page.next !== null && (
                    <ButtonLink to={at(page.next)} size="s" icon="forward">
                      {say(words.next)}
                    </ButtonLink>
                  )}
                </ButtonRow>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
};

const Records = ({ page }: { page: Answer }) => {
  const say = useSay();
  const { date } = useFormat();
  const { data: programme } = useProgramme();
  if (!programme) return null;
  return (
    <Table label={say(words.title)} density="compact">
      <Columns>
        <Column>{say(words.record)}</Column>
        <Column>{say(words.operation)}</Column>
        <Column>{say(words.partner)}</Column>
        {page.columns.map(({ id, label }) => (
          <Column key={id}>{say(label)}</Column>
        ))}
        <Column>{say(words.change)}</Column>
        <Column>{say(words.file)}</Column>
      </Columns>
      <Rows>
        {page.records.map((record) => (
          <Row key={`${record.operation}/${record.record}`}>
            <Cell isHead>
              <Link to={pageOf(record)}>{say(words.number, { number: record.record })}</Link>
            </Cell>
            <Cell>{say(programme.operationTitle(record.operation))}</Cell>
            <Cell>{say(programme.partnerName(record.partner))}</Cell>
            {record.answers.map((answer, index) => (
              <Cell key={page.columns[index]?.id ?? index}>
                {answer === null ? "–" : typeof answer === "string" ? date(answer) : say(answer)}
              </Cell>
            ))}
            <Cell isWrapped={false}>
              <Link to={`trail/${record.change}`}>{record.change}</Link>
            </Cell>
            <Cell>{record.file ?? <span className={style.source}>{say(words.byHand)}</span>}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

/** A record opens in its register; a row of a book of money on the page of what it is about. */
const pageOf = ({ register, operation, record, opens }: Answer["records"][number]): string =>
  opens === null
    ? `operations/${operation}/registers/${register}/records/${record}`
    : `money/${pagesOfBooks[register] ?? "declarations"}/${opens}`;

const pagesOfBooks: Readonly<Record<string, string>> = {
  verifications: "controls",
  findings: "controls",
  payments: "payments",
  samples: "samples",
};

const words = {
  title: { fr: "Les fiches comptées", nl: "De getelde fiches", en: "The records counted" },
  counted: {
    fr: "Ce chiffre compte {counted} fiches ; vous pouvez en lire {shown}.",
    nl: "Dit cijfer telt {counted} fiches; u kunt er {shown} lezen.",
    en: "This figure counts {counted} records; you may read {shown} of them.",
  },
  others: {
    fr: "Les {others} autres ne vous sont pas ouvertes.",
    nl: "De {others} andere staan niet voor u open.",
    en: "The {others} others are not open to you.",
  },
  hidden: {
    fr: "Ce chiffre compte trop peu de personnes pour que leur nombre soit montré.",
    nl: "Dit cijfer telt te weinig mensen om hun aantal te tonen.",
    en: "This figure counts too few people for their number to be shown.",
  },
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  number: { fr: "n° {number}", nl: "nr. {number}", en: "no. {number}" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  change: { fr: "Changement", nl: "Wijziging", en: "Change" },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  byHand: { fr: "saisie à l’écran", nl: "op het scherm ingevoerd", en: "entered on screen" },
  first: { fr: "Depuis le début", nl: "Vanaf het begin", en: "From the start" },
  next: { fr: "Fiches suivantes", nl: "Volgende fiches", en: "Next records" },
} satisfies Record<string, Text>;
