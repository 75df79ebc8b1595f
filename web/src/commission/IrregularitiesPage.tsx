import type { IrregularitiesPage as Answer, Irregularity } from "../../../src/commission/watch-shapes.ts";
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
import { useFirst } from "../money/use-first.tsx";
import { CommissionNav } from "./CommissionNav.tsx";
import style from "./commission.module.css";
import { money, titles } from "./titles.ts";
import { useIrregularities } from "./use-commission.ts";

/** Irregularities: which have to be reported, by when, and why the others have not. */
export const IrregularitiesPage = () => {
  const say = useSay();
  const irregularities = useIrregularities();
  return (
    <Page
      title={say(titles.irregularities)}
      breadcrumbs={[{ label: say(money), to: "money" }]}
      actions={
        irregularities.data?.mayOpen && (
          <ButtonLink to="money/commission/irregularities/new" icon="add">
            {say(titles.newIrregularity)}
          </ButtonLink>
        )
      }
    >
      <CommissionNav here="money/commission/irregularities" />
      <Loaded query={irregularities}>{(page) => <List page={page} />}</Loaded>
    </Page>
  );
};

const List = ({ page: { rows } }: Readonly<{ page: Answer }>) => {
  const say = useSay();
  const { date } = useFormat();
  const [shown, more] = useFirst(rows, 50);
  if (rows.length === 0) return <EmptyState title={say(words.none)}>{say(words.noneWhy)}</EmptyState>;
  return (
    <>
      <Table label={say(titles.irregularities)}>
        <Columns>
          <Column>{say(words.number)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column isNumeric>{say(words.eligible)}</Column>
          <Column isNumeric>{say(words.fund)}</Column>
          <Column width="wide">{say(words.report)}</Column>
        </Columns>
        <Rows>
          {shown.map((row) => (
            <Row key={row.id}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/commission/irregularities/${row.id}`}>{row.number}</Link>
                <span className={style.sub}>{date(row.firstInformationOn)}</span>
              </Cell>
              <Cell>
                {say(row.partner.name)}
                <span className={style.sub}>
                  {say(row.operation.title)} · {row.agreement.number}
                </span>
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.eligible} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.fundContribution} />
              </Cell>
              <Cell>
                <ReportBadge irregularity={row} />
                <span className={style.sub}>{say(row.why)}</span>
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
    </>
  );
};

/** Whether an irregularity is to be reported, and by when. */
export const ReportBadge = ({ irregularity }: Readonly<{ irregularity: Irregularity }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { mustReport, dueOn, overdue, reports, closedOn } = irregularity;
  const first = reports.find(({ kind }) => kind === "initial");
  return (
    <>
      {!mustReport ? (
        <Badge>{say(words.notReported)}</Badge>
      ) : first ? (
        <Badge tone="success">{say(words.reported, { day: date(first.reportedOn) })}</Badge>
      ) : (
        <Badge tone={overdue ? "error" : "warning"}>
          {say(overdue ? words.overdue : words.toReport, { day: date(dueOn) })}
        </Badge>
      )}{" "}
      {closedOn !== null && <Badge>{say(words.closed, { day: date(closedOn) })}</Badge>}
    </>
  );
};

const words = {
  none: { fr: "Aucune irrégularité.", nl: "Geen onregelmatigheden.", en: "No irregularities." },
  noneWhy: {
    fr: "Ce que le contrôle écarte reste dans ses constats ; une irrégularité s'ouvre quand le droit a été enfreint.",
    nl: "Wat de controle verwerpt, blijft bij haar bevindingen; een onregelmatigheid wordt geopend als het recht is geschonden.",
    en: "What control rejects stays among its findings; an irregularity is opened where the law was breached.",
  },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  eligible: { fr: "Dépense irrégulière", nl: "Onregelmatige uitgave", en: "Irregular expenditure" },
  fund: { fr: "Part du Fonds", nl: "Deel van het Fonds", en: "The Fund's part" },
  report: { fr: "Signalement à l'OLAF", nl: "Melding aan OLAF", en: "Report to OLAF" },
  notReported: { fr: "pas à signaler", nl: "niet te melden", en: "not to be reported" },
  toReport: { fr: "à signaler avant le {day}", nl: "te melden voor {day}", en: "to be reported by {day}" },
  overdue: {
    fr: "aurait dû être signalée le {day}",
    nl: "moest gemeld zijn op {day}",
    en: "should have been reported by {day}",
  },
  reported: { fr: "signalée le {day}", nl: "gemeld op {day}", en: "reported on {day}" },
  closed: { fr: "clôturée le {day}", nl: "afgesloten op {day}", en: "closed on {day}" },
} satisfies Record<string, Text>;
