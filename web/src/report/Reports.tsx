import { useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import {
  Badge,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { ReportList } from "./answers.ts";

/** The key under which the years of the report are kept. */
export const reportsKey = ["reports"] as const;

/** The years that a report can be made of. */
export const Reports = () => {
  const say = useSay();
  const format = useFormat();
  const reports = useQuery({ queryKey: reportsKey, queryFn: () => api.get<ReportList>("/api/reports") });
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Loaded query={reports}>
        {({ years }) =>
          years.length === 0 ? (
            <EmptyState title={say(words.none)}>{say(words.noneText)}</EmptyState>
          ) : (
            <Table label={say(words.title)}>
              <Columns>
                <Column>{say(words.year)}</Column>
                <Column>{say(words.state)}</Column>
                <Column>{say(words.publishedOn)}</Column>
                <Column>{say(words.by)}</Column>
              </Columns>
              <Rows>
                {years.map(({ year, editions: [latest] }) => (
                  <Row key={year}>
                    <Cell isHead>
                      <Link to={`report/${year}`}>{say(words.report, { year })}</Link>
                    </Cell>
                    <Cell>
                      {latest ? (
                        <Badge tone="success">{say(words.published, { edition: latest.edition })}</Badge>
                      ) : (
                        <Badge tone="neutral">{say(words.inTheMaking)}</Badge>
                      )}
                    </Cell>
                    <Cell>{latest ? format.date(latest.publishedAt, "long") : "–"}</Cell>
                    <Cell>{latest?.publisher ?? "–"}</Cell>
                  </Row>
                ))}
              </Rows>
            </Table>
          )
        }
      </Loaded>
    </Page>
  );
};

const words = {
  title: { fr: "Rapports annuels", nl: "Jaarverslagen", en: "Annual reports" },
  lead: {
    fr: "Le rapport de chaque année se compose à partir des registres, tels qu’ils sont maintenant. Publié, il ne change plus.",
    nl: "Het verslag van elk jaar wordt opgemaakt uit de registers zoals ze nu zijn. Eenmaal gepubliceerd verandert het niet meer.",
    en: "The report of each year is made from the registers as they are now. Once published it no longer changes.",
  },
  none: {
    fr: "Pas encore d’année à raconter",
    nl: "Nog geen jaar te vertellen",
    en: "No year to tell of yet",
  },
  noneText: {
    fr: "Une année paraît ici dès qu’un registre contient une fiche de cette année.",
    nl: "Een jaar verschijnt hier zodra een register een fiche van dat jaar bevat.",
    en: "A year appears here as soon as a register holds a record of that year.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  state: { fr: "État", nl: "Status", en: "State" },
  publishedOn: { fr: "Dernière publication", nl: "Laatste publicatie", en: "Last published" },
  by: { fr: "Par", nl: "Door", en: "By" },
  report: { fr: "Rapport {year}", nl: "Verslag {year}", en: "Report {year}" },
  published: {
    fr: "Publié (édition {edition})",
    nl: "Gepubliceerd (editie {edition})",
    en: "Published (edition {edition})",
  },
  inTheMaking: { fr: "En préparation", nl: "In voorbereiding", en: "In the making" },
} satisfies Record<string, Text>;
