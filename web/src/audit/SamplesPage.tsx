import type { SamplesPage as Answer } from "../../../src/audit/shapes.ts";
import {
  Badge,
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
import { Amount } from "../money/Amount.tsx";
import { useShare } from "../money/how.ts";
import { useFirst } from "../money/use-first.tsx";
import { AuditNav } from "./AuditNav.tsx";
import { conclusions, sampleStates } from "./method-words.ts";
import style from "./audit.module.css";
import { shortShare } from "../money/shares.ts";
import { money, titles } from "./titles.ts";
import { useSamples } from "./use-audit.ts";

/** The samples that are kept: what each was drawn from, how far it is and what it says. */
export const SamplesPage = () => {
  const say = useSay();
  const samples = useSamples();
  return (
    <Page
      title={say(titles.samples)}
      lead={say(words.lead)}
      breadcrumbs={[{ label: say(money), to: "money" }]}
      actions={
        samples.data &&
        samples.data.mayPlan.length > 0 && (
          <ButtonLink to="money/samples/new" icon="add">
            {say(titles.newSample)}
          </ButtonLink>
        )
      }
    >
      <AuditNav here="money/samples" />
      <Loaded query={samples}>{(page) => <List page={page} />}</Loaded>
    </Page>
  );
};

const List = ({ page: { rows } }: Readonly<{ page: Answer }>) => {
  const say = useSay();
  const share = useShare();
  const { date, number } = useFormat();
  const [shown, more] = useFirst(rows, 40);
  if (rows.length === 0) return <EmptyState title={say(words.none)}>{say(words.noneWhy)}</EmptyState>;
  return (
    <>
      <Table label={say(titles.samples)}>
        <Columns>
          <Column>{say(words.number)}</Column>
          <Column width="wide">{say(words.title)}</Column>
          <Column isNumeric>{say(words.population)}</Column>
          <Column isNumeric>{say(words.drawn)}</Column>
          <Column>{say(words.state)}</Column>
          <Column>{say(words.conclusion)}</Column>
        </Columns>
        <Rows>
          {shown.map((row) => {
            const conclusion = row.conclusion === null ? undefined : conclusions[row.conclusion];
            return (
              <Row key={row.id}>
                <Cell isHead isWrapped={false}>
                  <Link to={`money/samples/${row.id}`}>{row.number}</Link>
                  <span className={style.sub}>{date(row.plannedAt.slice(0, 10))}</span>
                </Cell>
                <Cell>
                  {row.title}
                  <span className={style.sub}>
                    {say(row.purpose.label)} · {say(row.method.label)}
                  </span>
                </Cell>
                <Cell isNumeric>
                  {number(row.count)}
                  <span className={style.sub}>
                    <Amount euros={row.value} />
                  </span>
                </Cell>
                <Cell isNumeric>
                  {row.drawn === null
                    ? "–"
                    : say(words.checked, { checked: number(row.checked), drawn: number(row.drawn) })}
                </Cell>
                <Cell>
                  <Badge tone={sampleStates[row.state].tone}>{say(sampleStates[row.state].label)}</Badge>
                </Cell>
                <Cell>
                  {conclusion && <Badge tone={conclusion.tone}>{say(conclusion.label)}</Badge>}
                  {row.rate !== null && (
                    <span className={style.sub}>
                      {say(words.rate, { rate: share(shortShare(row.rate)) })}
                    </span>
                  )}
                </Cell>
              </Row>
            );
          })}
        </Rows>
      </Table>
      {more}
    </>
  );
};

const words = {
  lead: {
    fr: "Chaque échantillon garde sa population, son empreinte et sa graine : quiconque peut le retirer à l'identique.",
    nl: "Elke steekproef bewaart haar populatie, haar vingerafdruk en haar startwaarde: iedereen kan dezelfde opnieuw trekken.",
    en: "Each sample keeps its population, its hash and its seed: anybody can draw the same again.",
  },
  none: { fr: "Aucun échantillon.", nl: "Geen steekproeven.", en: "No samples." },
  noneWhy: {
    fr: "Les échantillons du contrôle de premier niveau et ceux de l'audit, une fois conclus, paraissent ici.",
    nl: "De steekproeven van de eerstelijnscontrole en, eenmaal besloten, die van de audit verschijnen hier.",
    en: "Samples of first-line control, and those of the audit once concluded, appear here.",
  },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  title: { fr: "Objet", nl: "Onderwerp", en: "Subject" },
  population: { fr: "Population", nl: "Populatie", en: "Population" },
  drawn: { fr: "Contrôlés", nl: "Gecontroleerd", en: "Checked" },
  checked: { fr: "{checked} sur {drawn}", nl: "{checked} van {drawn}", en: "{checked} of {drawn}" },
  state: { fr: "État", nl: "Stand", en: "State" },
  conclusion: { fr: "Conclusion", nl: "Besluit", en: "Conclusion" },
  rate: { fr: "taux d'erreur {rate}", nl: "foutenpercentage {rate}", en: "error rate {rate}" },
} satisfies Record<string, Text>;
