import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type { Organisations as Answer } from "../../../src/organisation/shapes.ts";
import { api } from "../api.ts";
import {
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Pagination,
  Row,
  Rows,
  SearchField,
  Select,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Totals } from "./Totals.tsx";
import style from "./organisations.module.css";

const pageSize = 50;

/** The organisations of a year, or those that a name or a number finds; how many different ones, and how many events. */
export const Organisations = () => {
  const { service } = useParams();
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState("");
  const [sought, setSought] = useState("");
  const year = /^\d{4}$/.exec(search.get("year") ?? "")?.[0];
  const page = Math.max(1, Number(search.get("page") ?? "1") || 1);
  const body = {
    page,
    ...(service === undefined ? {} : { service }),
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(sought === "" ? {} : { search: sought }),
  };
  const found = useQuery({
    queryKey: ["organisations", body],
    placeholderData: keepPreviousData,
    queryFn: () => api.send<Answer>("POST", "/api/organisations", body),
  });
  const change = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    next.delete("page");
    if (value === null) next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const of = found.data?.service;
  return (
    <Page
      title={of ? say(words.titleOf, { service: say(of.label) }) : say(words.title)}
      lead={say(words.lead)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        ...(of ? [{ label: say(of.label), to: `services/${of.service}` }] : []),
      ]}
    >
      <Loaded query={found}>
        {(answer) => (
          <Stack gap="l">
            <div className={style.tools}>
              <SearchField
                label={say(words.search)}
                value={typed}
                onChange={(text) => {
                  setTyped(text);
                  if (text === "") setSought("");
                }}
                onSubmit={(text) => {
                  setSought(text.trim());
                  change("page", null);
                }}
              />
              <Select
                label={say(words.year)}
                width="short"
                value={String(answer.year)}
                onChange={(chosen) => change("year", chosen)}
                options={answer.years.map((each) => ({ id: String(each), label: String(each) }))}
              />
            </div>
            <Totals year={answer.year} totals={answer.totals} />
            <Found answer={answer} isSearch={sought !== ""} isBusy={found.isPlaceholderData} />
            <Pagination
              page={answer.page}
              pageSize={pageSize}
              total={answer.total}
              onChange={(next) => {
                const params = new URLSearchParams(search);
                params.set("page", String(next));
                setSearch(params);
              }}
            />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
};

const Found = ({ answer, isSearch, isBusy }: { answer: Answer; isSearch: boolean; isBusy: boolean }) => {
  const say = useSay();
  const format = useFormat();
  const { organisations, totals, total, year } = answer;
  if (organisations.length === 0)
    return (
      <EmptyState title={say(isSearch ? words.noneFound : words.none, { year: String(year) })}>
        {say(isSearch ? words.noneFoundText : words.noneText)}
      </EmptyState>
    );
  return (
    <section className={style.part}>
      <h2>{format.count(total, isSearch ? words.found : words.busiest)}</h2>
      <Table label={say(words.title)} isBusy={isBusy}>
        <Columns>
          <Column width="wide">{say(words.name)}</Column>
          <Column>{say(words.number)}</Column>
          {totals.map(({ register, label }) => (
            <Column key={register} isNumeric>
              {say(label)}
            </Column>
          ))}
          <Column>{say(words.last)}</Column>
        </Columns>
        <Rows>
          {organisations.map(({ number, name, events, last }) => (
            <Row key={number}>
              <Cell isHead>
                <Link to={`organisations/${number}`}>{name ?? say(words.noName, { number })}</Link>
              </Cell>
              <Cell>{sayNumber(number)}</Cell>
              {totals.map(({ register }) => {
                const count = events.find((each) => each.register === register)?.count;
                return (
                  <Cell key={register} isNumeric>
                    {count === undefined ? "–" : format.number(count)}
                  </Cell>
                );
              })}
              <Cell>{last === null ? "–" : format.date(last)}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </section>
  );
};

/** Returns an enterprise number as it is printed: 0123.456.789. */
export const sayNumber = (number: string): string =>
  /^\d{10}$/.test(number) ? `${number.slice(0, 4)}.${number.slice(4, 7)}.${number.slice(7)}` : number;

const words = {
  title: { fr: "Organisations", nl: "Organisaties", en: "Organisations" },
  titleOf: {
    fr: "Organisations : {service}",
    nl: "Organisaties: {service}",
    en: "Organisations: {service}",
  },
  lead: {
    fr: "Chaque organisation a une seule page, quel que soit le service qui la connaît.",
    nl: "Elke organisatie heeft één pagina, welke dienst ze ook kent.",
    en: "Each organisation has one page, whichever service knows it.",
  },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  search: {
    fr: "Nom, ou début du numéro d'entreprise",
    nl: "Naam, of begin van het ondernemingsnummer",
    en: "Name, or beginning of the enterprise number",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  name: { fr: "Nom", nl: "Naam", en: "Name" },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  last: { fr: "Dernière date de l'année", nl: "Laatste datum van het jaar", en: "Last date of the year" },
  noName: {
    fr: "Sans nom connu ({number})",
    nl: "Zonder gekende naam ({number})",
    en: "No name known ({number})",
  },
  none: { fr: "Rien en {year}", nl: "Niets in {year}", en: "Nothing in {year}" },
  noneText: {
    fr: "Choisissez une autre année, ou cherchez une organisation.",
    nl: "Kies een ander jaar, of zoek een organisatie.",
    en: "Choose another year, or look for an organisation.",
  },
  noneFound: { fr: "Rien trouvé", nl: "Niets gevonden", en: "Nothing found" },
  noneFoundText: {
    fr: "Essayez une partie du nom, ou les premiers chiffres du numéro.",
    nl: "Probeer een deel van de naam, of de eerste cijfers van het nummer.",
    en: "Try part of the name, or the first digits of the number.",
  },
  found: {
    one: {
      fr: "{count} organisation trouvée",
      nl: "{count} organisatie gevonden",
      en: "{count} organisation found",
    },
    other: {
      fr: "{count} organisations trouvées",
      nl: "{count} organisaties gevonden",
      en: "{count} organisations found",
    },
  },
  busiest: {
    one: { fr: "{count} organisation", nl: "{count} organisatie", en: "{count} organisation" },
    other: {
      fr: "{count} organisations, les plus actives d'abord",
      nl: "{count} organisaties, de actiefste eerst",
      en: "{count} organisations, the busiest first",
    },
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
