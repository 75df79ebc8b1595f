import type { RetentionPage as Answer } from "../../../src/commission/watch-shapes.ts";
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
import { Amount } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";
import { CommissionNav } from "./CommissionNav.tsx";
import style from "./commission.module.css";
import { money, titles } from "./titles.ts";
import { useRetention } from "./use-commission.ts";

/** Until when the papers of each operation are kept, and what that date comes of. */
export const RetentionPage = () => {
  const say = useSay();
  const retention = useRetention();
  return (
    <Page
      title={say(titles.retention)}
      lead={say(words.lead)}
      breadcrumbs={[{ label: say(money), to: "money" }]}
    >
      <CommissionNav here="money/commission/retention" />
      <Loaded query={retention}>{(page) => <List page={page} />}</Loaded>
    </Page>
  );
};

const List = ({ page: { rows, today } }: Readonly<{ page: Answer }>) => {
  const say = useSay();
  const { date } = useFormat();
  const [shown, more] = useFirst(rows, 60);
  if (rows.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <>
      <Table label={say(titles.retention)}>
        <Columns>
          <Column width="wide">{say(words.operation)}</Column>
          <Column isNumeric>{say(words.eligible)}</Column>
          <Column width="wide">{say(words.why)}</Column>
          <Column>{say(words.until)}</Column>
        </Columns>
        <Rows>
          {shown.map((row) => (
            <Row key={`${row.operation.operation} ${row.partner.partner}`}>
              <Cell isHead>
                <Link to={`operations/${row.operation.operation}`}>{say(row.operation.title)}</Link>
                <span className={style.sub}>
                  {say(row.partner.name)} ·{" "}
                  {row.agreements.map(({ id, number }) => (
                    <Link key={id} to={`money/agreements/${id}`}>
                      {number}
                    </Link>
                  ))}
                </span>
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.eligible} />
              </Cell>
              <Cell>
                {say(row.ruleText)}
                {row.keep.map((each) => (
                  <span key={`${each.on} ${each.until}`} className={style.sub}>
                    {say(words.keep, {
                      what: say(each.what),
                      on: date(each.on),
                      from: date(each.from),
                      until: date(each.until),
                    })}
                  </span>
                ))}
                {row.personalData && <span className={style.sub}>{say(row.personalData)}</span>}
              </Cell>
              <Cell isWrapped={false}>
                {row.until === null ? (
                  <span className={style.muted}>{say(words.notYet)}</span>
                ) : (
                  <>
                    <strong>{date(row.until)}</strong> {row.until < today && <Badge>{say(words.past)}</Badge>}
                  </>
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
    </>
  );
};

const words = {
  lead: {
    fr: "La date se calcule à chaque envoi de comptes ; avant le premier, elle ne peut pas être dite.",
    nl: "De datum wordt bij elke verzending van rekeningen berekend; voor de eerste valt ze niet te zeggen.",
    en: "The date is worked out each time accounts are sent; before the first it cannot be told.",
  },
  none: {
    fr: "Aucune opération n'a de convention.",
    nl: "Geen enkele operatie heeft een overeenkomst.",
    en: "No operation has an agreement.",
  },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  eligible: { fr: "Dans les comptes", nl: "In de rekeningen", en: "In the accounts" },
  why: { fr: "Règle et calcul", nl: "Regel en berekening", en: "Rule and reckoning" },
  until: { fr: "À conserver jusqu'au", nl: "Te bewaren tot", en: "To be kept until" },
  keep: {
    fr: "{what}, {on} : du {from} au {until}",
    nl: "{what}, {on}: van {from} tot {until}",
    en: "{what}, {on}: from {from} until {until}",
  },
  notYet: { fr: "pas encore connu", nl: "nog niet bekend", en: "not known yet" },
  past: { fr: "passé", nl: "voorbij", en: "past" },
} satisfies Record<string, Text>;
