import type { PathPage } from "../../../src/path/shapes.ts";
import {
  Badge,
  Cell,
  Column,
  Columns,
  Disclosure,
  EmptyState,
  Link,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Named } from "./Named.tsx";
import style from "./path.module.css";
import { isSeveral, recordPage } from "./use-path.ts";

/** How many people are in which phase, and those of one phase, the longest in it first. */
export const Caseload = ({
  service,
  phases,
}: Readonly<{ service: string; phases: NonNullable<PathPage["phases"]> }>) => {
  const say = useSay();
  const { date, number } = useFormat();
  const shown = phases.counts.find(({ phase }) => phase === phases.shown);
  return (
    <Section title={say(words.title)}>
      <ol className={style.phases}>
        {phases.counts.map(({ phase, label, people }) => (
          <li key={phase}>
            <Link
              to={`services/${service}/path?phase=${phase}`}
              className={style.tile}
              {...(phase === phases.shown ? { "aria-current": "true" as const } : {})}
            >
              <strong>{number(people)}</strong> <span>{say(label)}</span>
            </Link>
          </li>
        ))}
      </ol>
      {phases.cases.length === 0 ? (
        <EmptyState title={say(words.nobody)} />
      ) : (
        <>
          <Table label={shown ? say(shown.label) : say(words.title)} isCaptionShown density="compact">
            <Columns>
              <Column width="wide">{say(words.person)}</Column>
              {isSeveral(phases.cases) && <Column>{say(words.institution)}</Column>}
              <Column>{say(words.since)}</Column>
              <Column isNumeric>{say(words.days)}</Column>
              <Column>{say(words.content)}</Column>
              {phases.advisers.length > 0 && <Column>{say(words.coach)}</Column>}
            </Columns>
            <Rows>
              {phases.cases.map((each) => (
                <Row key={`${each.operation}/${each.record}`}>
                  <Cell isHead>
                    <Named service={service} place={each} person={each.person} />
                  </Cell>
                  {isSeveral(phases.cases) && <Cell isWrapped>{say(each.partnerName)}</Cell>}
                  <Cell>{date(each.since)}</Cell>
                  <Cell isNumeric>{number(each.days)}</Cell>
                  <Cell isWrapped>{each.content ?? ""}</Cell>
                  {phases.advisers.length > 0 && <Cell>{each.adviser ?? ""}</Cell>}
                </Row>
              ))}
            </Rows>
          </Table>
          {phases.cases.length < phases.total && (
            <p className={style.note}>
              {say(words.first, { shown: number(phases.cases.length), total: number(phases.total) })}
            </p>
          )}
        </>
      )}
      {phases.advisers.length > 0 && (
        <Disclosure title={say(words.byCoach)}>
          <Table label={say(words.byCoach)} density="compact">
            <Columns>
              <Column>{say(words.coach)}</Column>
              {phases.counts.map(({ phase, label }) => (
                <Column key={phase} isNumeric>
                  {say(label)}
                </Column>
              ))}
            </Columns>
            <Rows>
              {phases.advisers.map(({ adviser, people }) => (
                <Row key={adviser ?? ""}>
                  <Cell isHead>{adviser ?? say(words.noCoach)}</Cell>
                  {phases.counts.map(({ phase }, at) => (
                    <Cell key={phase} isNumeric>
                      {number(people[at] ?? 0)}
                    </Cell>
                  ))}
                </Row>
              ))}
            </Rows>
          </Table>
        </Disclosure>
      )}
      <p className={style.note}>
        <Link to={`registers/${phases.register}`}>{say(words.all)}</Link>
      </p>
    </Section>
  );
};

/** The contracts that end soon: what comes after them is prepared now. */
export const EndingContracts = ({
  service,
  contracts,
}: Readonly<{ service: string; contracts: NonNullable<PathPage["contracts"]> }>) => {
  const say = useSay();
  const { date, count } = useFormat();
  const { fromMonths, untilMonths, rows } = contracts;
  return (
    <Section title={say(words.contracts)}>
      <p className={style.note}>
        {say(words.months, { from: String(fromMonths), until: String(untilMonths) })}
      </p>
      {rows.length === 0 ? (
        <EmptyState title={say(words.noContract)} />
      ) : (
        <Table label={say(words.contracts)} density="compact">
          <Columns>
            <Column width="wide">{say(words.person)}</Column>
            {isSeveral(rows) && <Column>{say(words.institution)}</Column>}
            <Column>{say(words.until)}</Column>
            <Column>{say(words.left)}</Column>
            <Column>{say(words.next)}</Column>
          </Columns>
          <Rows>
            {rows.map((each) => (
              <Row key={`${each.operation}/${each.record}`}>
                <Cell isHead>
                  <Named service={service} place={each} person={each.person} />
                </Cell>
                {isSeveral(rows) && <Cell isWrapped>{say(each.partnerName)}</Cell>}
                <Cell>
                  <Link to={recordPage(each)}>{date(each.until)}</Link>
                </Cell>
                <Cell>{count(each.daysLeft, words.daysLeft)}</Cell>
                <Cell>
                  {each.handedOver === null ? (
                    <Badge tone={each.standing === "late" ? "warning" : "neutral"} hasIcon>
                      {say(words[each.standing])}
                    </Badge>
                  ) : (
                    say(words.handedOver, { date: date(each.handedOver) })
                  )}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </Section>
  );
};

const words = {
  title: { fr: "Qui en est où", nl: "Wie staat waar", en: "Who is where" },
  nobody: {
    fr: "Personne n’est dans cette phase.",
    nl: "Niemand zit in deze fase.",
    en: "Nobody is in this phase.",
  },
  person: { fr: "Personne", nl: "Persoon", en: "Person" },
  institution: { fr: "Institution", nl: "Instelling", en: "Institution" },
  since: { fr: "Depuis le", nl: "Sinds", en: "Since" },
  days: { fr: "Jours", nl: "Dagen", en: "Days" },
  content: { fr: "Ce qui se fait", nl: "Wat er gebeurt", en: "What is done" },
  coach: { fr: "Jobcoach", nl: "Jobcoach", en: "Job coach" },
  byCoach: {
    fr: "Charge de chaque jobcoach, par phase",
    nl: "Aantal dossiers per jobcoach en fase",
    en: "Each job coach’s caseload, by phase",
  },
  noCoach: { fr: "code non encodé", nl: "code niet ingevuld", en: "no code recorded" },
  first: {
    fr: "Les {shown} plus anciennes sur {total}.",
    nl: "De {shown} oudste van {total}.",
    en: "The {shown} longest of {total}.",
  },
  all: {
    fr: "Toutes les phases enregistrées",
    nl: "Alle geregistreerde fasen",
    en: "All phases recorded",
  },
  contracts: {
    fr: "Contrats qui se terminent bientôt",
    nl: "Contracten die binnenkort eindigen",
    en: "Contracts that end soon",
  },
  months: {
    fr: "La suite se prépare à partir de {from} mois avant la fin, et devrait être décidée {until} mois avant. Durées à vérifier.",
    nl: "Het vervolg wordt vanaf {from} maanden vóór het einde voorbereid en zou {until} maanden ervoor beslist moeten zijn. Na te kijken termijnen.",
    en: "What follows is prepared from {from} months before the end on, and should be settled {until} months before it. Times to be verified.",
  },
  noContract: {
    fr: "Aucun contrat ne se termine dans ce délai.",
    nl: "Geen enkel contract eindigt binnen deze termijn.",
    en: "No contract ends within that time.",
  },
  until: { fr: "Fin prévue", nl: "Voorzien einde", en: "Planned end" },
  left: { fr: "Reste", nl: "Nog", en: "Left" },
  daysLeft: {
    one: { fr: "{count} jour", nl: "{count} dag", en: "{count} day" },
    other: { fr: "{count} jours", nl: "{count} dagen", en: "{count} days" },
  },
  next: { fr: "Suite", nl: "Vervolg", en: "What follows" },
  late: { fr: "à décider d’urgence", nl: "dringend te beslissen", en: "to be settled now" },
  soon: { fr: "à préparer", nl: "voor te bereiden", en: "to be prepared" },
  handedOver: {
    fr: "transfert proposé le {date}",
    nl: "overdracht voorgesteld op {date}",
    en: "hand-over proposed on {date}",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
