import { isZero, less } from "../../../src/euros.ts";
import { Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import style from "./control.module.css";

type Amounts = Readonly<{ submitted: string; eligible: string; parked: string; rejected: string }>;
type Before = Readonly<{ eligible: string; parked: string; rejected: string }>;
type Line = Amounts &
  Readonly<{ line: string; label: Text; before?: Before | null; pending?: string | undefined }>;

/** What becomes of each line: declared, and of that eligible, set aside, rejected; beside what was decided before. */
export const AmountsTable = ({
  lines,
  totals,
}: Readonly<{ lines: readonly Line[]; totals: Amounts & Readonly<{ pending?: string }> }>) => {
  const say = useSay();
  const hasPending = totals.pending !== undefined && !isZero(totals.pending);
  return (
    <Table label={say(words.label)}>
      <Columns>
        <Column>{say(words.line)}</Column>
        <Column isNumeric>{say(words.submitted)}</Column>
        <Column isNumeric>{say(words.eligible)}</Column>
        <Column isNumeric>{say(words.parked)}</Column>
        <Column isNumeric>{say(words.rejected)}</Column>
        {hasPending && <Column isNumeric>{say(words.pending)}</Column>}
      </Columns>
      <Rows>
        {lines.map(({ line, label, before, submitted, eligible, parked, rejected, pending }) => (
          <Row key={line}>
            <Cell isHead>{say(label)}</Cell>
            <Cell isNumeric>
              <Amount euros={submitted} />
            </Cell>
            <Cell isNumeric>
              <Changed before={before?.eligible ?? submitted} after={eligible} />
            </Cell>
            <Cell isNumeric>
              <Changed before={before?.parked ?? "0.00"} after={parked} />
            </Cell>
            <Cell isNumeric>
              <Changed before={before?.rejected ?? "0.00"} after={rejected} />
            </Cell>
            {hasPending && (
              <Cell isNumeric>
                <Amount euros={pending ?? null} />
              </Cell>
            )}
          </Row>
        ))}
        <Row tone="total">
          <Cell isHead>{say(words.total)}</Cell>
          <Cell isNumeric>
            <Amount euros={totals.submitted} />
          </Cell>
          <Cell isNumeric>
            <Amount euros={totals.eligible} />
          </Cell>
          <Cell isNumeric>
            <Amount euros={totals.parked} />
          </Cell>
          <Cell isNumeric>
            <Amount euros={totals.rejected} />
          </Cell>
          {hasPending && (
            <Cell isNumeric>
              <Amount euros={totals.pending ?? null} />
            </Cell>
          )}
        </Row>
      </Rows>
    </Table>
  );
};

/** An amount, with what it was before where that was another. */
const Changed = ({ before, after }: Readonly<{ before: string; after: string }>) => {
  const say = useSay();
  const { money } = useFormat();
  if (isZero(less(after, before))) return <Amount euros={after} />;
  return (
    <>
      <strong>
        <Amount euros={after} />
      </strong>
      <span className={style.under}>{say(words.before, { amount: money(before) })}</span>
    </>
  );
};

const words = {
  label: {
    fr: "Ce que devient chaque ligne",
    nl: "Wat er met elke regel gebeurt",
    en: "What becomes of each line",
  },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  submitted: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  eligible: { fr: "Admissible", nl: "Subsidiabel", en: "Eligible" },
  parked: { fr: "En attente", nl: "In beraad", en: "Set aside" },
  rejected: { fr: "Refusé", nl: "Geweigerd", en: "Rejected" },
  pending: { fr: "À rembourser d'abord", nl: "Eerst terug te betalen", en: "To be repaid first" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  before: { fr: "avant : {amount}", nl: "voordien: {amount}", en: "before: {amount}" },
} satisfies Record<string, Text>;
