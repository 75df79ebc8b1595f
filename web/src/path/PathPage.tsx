import { useParams, useSearchParams } from "react-router";
import type { PathPage as Data } from "../../../src/path/shapes.ts";
import {
  ButtonLink,
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
import { Section } from "../programme/Section.tsx";
import { Caseload, EndingContracts } from "./Caseload.tsx";
import { Received, Sent } from "./HandOvers.tsx";
import { Named } from "./Named.tsx";
import style from "./path.module.css";
import { useMonth } from "./use-month.ts";
import { usePath } from "./use-path.ts";

/** Where a service's people are on their path, what ends soon, and what became of whom it handed over or received. */
export const PathPage = () => {
  const say = useSay();
  const { date } = useFormat();
  const { service = "" } = useParams();
  const [search] = useSearchParams();
  const path = usePath(service, search.get("phase"));
  const { data } = path;
  return (
    <Page
      title={data ? say(words.title, { service: say(data.label) }) : say(words.paths)}
      breadcrumbs={[
        { label: say(words.services), to: "services" },
        { label: data ? say(data.label) : service, to: `services/${service}` },
      ]}
      {...(data?.question
        ? {
            actions: (
              <ButtonLink to={`questions/${service}?year=${data.today.slice(0, 4)}`}>
                {say(words.compare)}
              </ButtonLink>
            ),
          }
        : {})}
      {...(data ? { lead: say(words.today, { date: date(data.today, "long") }) } : {})}
    >
      <Loaded query={path}>{(page) => <Shown page={page} />}</Loaded>
    </Page>
  );
};

const Shown = ({ page }: { page: Data }) => {
  const { service, phases, contracts, sent, received, doubles } = page;
  const isEmpty = received !== null && received.total === 0 && phases !== null;
  return (
    <>
      {!isEmpty && phases === null && received && <Received page={page} received={received} />}
      {phases && <Caseload service={service} phases={phases} />}
      {contracts && <EndingContracts service={service} contracts={contracts} />}
      {sent && <Sent service={service} sent={sent} />}
      {!isEmpty && phases !== null && received && <Received page={page} received={received} />}
      {doubles && <Doubles service={service} doubles={doubles} />}
    </>
  );
};

/** Whom another institution supports as well: to the two of them by name, to the programme as numbers. */
const Doubles = ({
  service,
  doubles,
}: Readonly<{ service: string; doubles: NonNullable<Data["doubles"]> }>) => {
  const say = useSay();
  const { number } = useFormat();
  const month = useMonth();
  const { rows, pairs } = doubles;
  return (
    <Section title={say(words.doubles)}>
      <p className={style.note}>{say(words.doublesLead)}</p>
      {doubles.people === 0 ? (
        <EmptyState title={say(words.noDoubles)} />
      ) : pairs ? (
        <Table label={say(words.doubles)} density="compact">
          <Columns>
            <Column width="wide">{say(words.institutions)}</Column>
            <Column isNumeric>{say(words.people)}</Column>
          </Columns>
          <Rows>
            {pairs.map(({ institutions, people }) => (
              <Row key={institutions.map(({ fr }) => fr).join("/")}>
                <Cell isHead>{institutions.map((each) => say(each)).join(" · ")}</Cell>
                <Cell isNumeric>{number(people)}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      ) : (
        <Table label={say(words.doubles)} density="compact">
          <Columns>
            <Column width="wide">{say(words.person)}</Column>
            <Column>{say(words.other)}</Column>
          </Columns>
          <Rows>
            {rows.map((row) => (
              <Row key={`${row.operation}/${row.record}/${row.other.fr}`}>
                <Cell isHead>
                  <Named service={service} place={row} person={row.person} />
                </Cell>
                <Cell isWrapped>{say(words.also, { name: say(row.other), month: month(row.since) })}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <p className={style.note}>
        <Link to={`registers/${doubles.register}`}>{say(words.register)}</Link>
      </p>
    </Section>
  );
};

const words = {
  paths: { fr: "Parcours", nl: "Trajecten", en: "Paths" },
  title: { fr: "Parcours : {service}", nl: "Trajecten: {service}", en: "Paths: {service}" },
  services: { fr: "Services", nl: "Diensten", en: "Services" },
  compare: {
    fr: "Tableaux et comparaison",
    nl: "Tabellen en vergelijking",
    en: "Tables and comparison",
  },
  today: { fr: "Situation au {date}.", nl: "Toestand op {date}.", en: "As things stand on {date}." },
  doubles: { fr: "Double suivi", nl: "Dubbele begeleiding", en: "Double support" },
  doublesLead: {
    fr: "Une personne a une seule institution principale à la fois. Ici se voit qui est suivi ailleurs au même moment, jamais le dossier de l’autre institution.",
    nl: "Een persoon heeft één hoofdinstelling tegelijk. Hier ziet u wie op hetzelfde moment elders begeleid wordt, nooit het dossier van de andere instelling.",
    en: "A person has one principal institution at a time. Here is shown who is supported elsewhere at the same time, never the other institution’s file.",
  },
  noDoubles: {
    fr: "Personne n’est suivi ailleurs en même temps.",
    nl: "Niemand wordt tegelijk elders begeleid.",
    en: "Nobody is supported elsewhere at the same time.",
  },
  institutions: { fr: "Institutions", nl: "Instellingen", en: "Institutions" },
  people: { fr: "Personnes", nl: "Personen", en: "People" },
  person: { fr: "Personne", nl: "Persoon", en: "Person" },
  other: { fr: "Aussi suivie par", nl: "Ook begeleid door", en: "Also supported by" },
  also: {
    fr: "{name}, depuis {month}",
    nl: "{name}, sinds {month}",
    en: "{name}, since {month}",
  },
  register: {
    fr: "Registre des institutions principales",
    nl: "Register van de hoofdinstellingen",
    en: "Register of principal institutions",
  },
} satisfies Record<string, Text>;
