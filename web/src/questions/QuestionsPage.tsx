import { EmptyState, Cell, Column, Columns, Link, Loaded, Page, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useServices } from "./use-questions.ts";

/** The services that parliament asks about. */
export const QuestionsPage = () => {
  const say = useSay();
  const services = useServices();
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      breadcrumbs={[{ label: say(words.figures), to: "figures" }]}
    >
      <Loaded query={services}>
        {({ services: list }) =>
          list.length === 0 ? (
            <EmptyState title={say(words.none)}>{say(words.noneText)}</EmptyState>
          ) : (
            <Table label={say(words.title)}>
              <Columns>
                <Column width="wide">{say(words.service)}</Column>
                <Column>{say(words.tables)}</Column>
                <Column>{say(words.asked)}</Column>
              </Columns>
              <Rows>
                {list.map(({ service, title, tables, asked }) => (
                  <Row key={service}>
                    <Cell isHead>
                      <Link to={`questions/${service}`}>{say(title)}</Link>
                    </Cell>
                    <Cell>{tables.map((table) => say(table)).join(" · ")}</Cell>
                    <Cell>{asked.article}</Cell>
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
  title: { fr: "Questions parlementaires", nl: "Parlementaire vragen", en: "Parliamentary questions" },
  lead: {
    fr: "Pour chaque service, le tableau que le parlement demande, prêt à être repris dans une réponse. Les petits nombres de personnes y sont toujours masqués.",
    nl: "Voor elke dienst de tabel die het parlement vraagt, klaar voor een antwoord. Kleine aantallen personen zijn er altijd verborgen.",
    en: "For each service, the table that parliament asks for, ready for an answer. Small numbers of people are always hidden in it.",
  },
  figures: { fr: "Chiffres", nl: "Cijfers", en: "Figures" },
  service: { fr: "Service", nl: "Dienst", en: "Service" },
  tables: { fr: "Tableaux", nl: "Tabellen", en: "Tables" },
  asked: {
    fr: "D’où vient la question",
    nl: "Waar de vraag vandaan komt",
    en: "Where the question comes from",
  },
  none: { fr: "Aucune question à montrer", nl: "Geen vraag te tonen", en: "No question to show" },
  noneText: {
    fr: "Une réponse porte sur un service entier : elle s’adresse à qui lit les chiffres de toute son opération.",
    nl: "Een antwoord gaat over een hele dienst: het is voor wie de cijfers van zijn hele operatie leest.",
    en: "An answer is about a whole service: it is for those who read the figures of all of its operation.",
  },
} satisfies Record<string, Text>;
