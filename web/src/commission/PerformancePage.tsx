import type { PerformancePage as Answer } from "../../../src/commission/watch-shapes.ts";
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
  type Tone,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useShare } from "../money/how.ts";
import { shortShare } from "../money/shares.ts";
import { Section } from "../programme/Section.tsx";
import { CommissionNav } from "./CommissionNav.tsx";
import style from "./commission.module.css";
import { money, titles } from "./titles.ts";
import { usePerformance } from "./use-commission.ts";

type Priority = Answer["priorities"][number];
type Indicator = Priority["indicators"][number];

/** The performance framework: of each priority its milestones and targets, and how much of them is reached. */
export const PerformancePage = () => {
  const say = useSay();
  const performance = usePerformance();
  return (
    <Page title={say(titles.performance)} breadcrumbs={[{ label: say(money), to: "money" }]}>
      <CommissionNav here="money/commission/performance" />
      <Loaded query={performance}>
        {({ priorities }) =>
          priorities.length === 0 ? (
            <EmptyState title={say(words.none)} />
          ) : (
            priorities.map((priority) => <PriorityPart key={priority.priority} priority={priority} />)
          )
        }
      </Loaded>
    </Page>
  );
};

const PriorityPart = ({ priority }: Readonly<{ priority: Priority }>) => {
  const say = useSay();
  const { label, status, rule, indicators } = priority;
  return (
    <Section
      title={say(label)}
      actions={<Badge tone={statuses[status].tone}>{say(statuses[status].label)}</Badge>}
    >
      <p className={style.note}>{say(rule)}</p>
      <Table label={say(label)}>
        <Columns>
          <Column width="wide">{say(words.indicator)}</Column>
          <Column isNumeric>{say(words.reached)}</Column>
          <Column isNumeric>{say(words.milestone)}</Column>
          <Column isNumeric>{say(words.target)}</Column>
        </Columns>
        <Rows>
          {indicators.map((indicator) => (
            <IndicatorRow key={indicator.id} indicator={indicator} />
          ))}
        </Rows>
      </Table>
    </Section>
  );
};

const IndicatorRow = ({ indicator }: Readonly<{ indicator: Indicator }>) => {
  const say = useSay();
  const share = useShare();
  const { money: euros, number } = useFormat();
  const { label, kind, milestone, milestoneYear, target, targetYear, reached, ofMilestone, ofTarget } =
    indicator;
  const write = (value: string | null) =>
    value === null ? "–" : kind === "financial" ? euros(value) : number(value);
  const wanted = (value: string | null, year: number | null, part: string | null) => (
    <>
      {write(value)}
      {year !== null && <span className={style.sub}>{String(year)}</span>}
      {part !== null && (
        <span className={style.sub}>{say(words.part, { share: share(shortShare(part)) })}</span>
      )}
    </>
  );
  return (
    <Row>
      <Cell isHead>
        {indicator.figure === null ? (
          say(label)
        ) : (
          <Link to={`figures/${indicator.figure}`}>{say(label)}</Link>
        )}
        <span className={style.sub}>
          {indicator.source.article}
          {indicator.source.verified ? "" : ` · ${say(words.unverified)}`}
        </span>
      </Cell>
      <Cell isNumeric>
        <strong>{write(reached)}</strong>
      </Cell>
      <Cell isNumeric>{wanted(milestone, milestoneYear, ofMilestone)}</Cell>
      <Cell isNumeric>{wanted(target, targetYear, ofTarget)}</Cell>
    </Row>
  );
};

const statuses: Readonly<Record<Priority["status"], Readonly<{ label: Text; tone: Tone | "neutral" }>>> = {
  achieved: {
    label: { fr: "jalons atteints", nl: "mijlpalen bereikt", en: "milestones achieved" },
    tone: "success",
  },
  not_achieved: {
    label: { fr: "jalons non atteints", nl: "mijlpalen niet bereikt", en: "milestones not achieved" },
    tone: "warning",
  },
  serious_failure: {
    label: { fr: "manquement grave", nl: "ernstig tekortschieten", en: "serious failure" },
    tone: "error",
  },
  unknown: { label: { fr: "pas encore connu", nl: "nog niet bekend", en: "not known yet" }, tone: "neutral" },
};

const words = {
  none: {
    fr: "Le programme ne fixe ni jalon ni cible.",
    nl: "Het programma legt geen mijlpaal of streefdoel vast.",
    en: "The programme sets neither milestones nor targets.",
  },
  indicator: { fr: "Indicateur", nl: "Indicator", en: "Indicator" },
  reached: { fr: "Atteint", nl: "Bereikt", en: "Reached" },
  milestone: { fr: "Valeur intermédiaire", nl: "Mijlpaal", en: "Milestone" },
  target: { fr: "Valeur cible", nl: "Streefdoel", en: "Target" },
  part: { fr: "atteint à {share}", nl: "{share} bereikt", en: "{share} reached" },
  unverified: { fr: "à vérifier", nl: "na te gaan", en: "to be verified" },
} satisfies Record<string, Text>;
