import type { DeclarationLine } from "../../../src/declaration/shapes.ts";
import { Button, Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useHow } from "../money/how.ts";
import { Section } from "../programme/Section.tsx";
import { type Bench, countedSteps, postingsOf } from "./bench.ts";
import style from "./declarations.module.css";

/** The lines: form, quantity and rate, what it comes to, the budget and what is left of it. */
export const Lines = ({ bench, shown }: Readonly<{ bench: Bench; shown: string | undefined }>) => {
  const say = useSay();
  const { page, lines, open } = bench;
  return (
    <Section title={say(words.lines)}>
      <Table label={say(words.lines)}>
        <Columns>
          <Column width="wide">{say(words.line)}</Column>
          <Column isNumeric>{say(words.amount)}</Column>
          <Column isNumeric>{say(words.budget)}</Column>
          <Column isNumeric>{say(words.before)}</Column>
          <Column isNumeric>{say(words.remaining)}</Column>
        </Columns>
        <Rows>
          {page.lines.map((each) => (
            <Row key={each.line}>
              <Cell isHead>
                <span className={style.lineName}>
                  <Button
                    variant="quiet"
                    size="s"
                    icon={each.line === shown ? "down" : "forward"}
                    aria-expanded={each.line === shown}
                    onPress={() => open(each.line)}
                  >
                    {say(each.label)}
                  </Button>
                </span>
                <span className={style.form}>
                  {say(each.option.label)}
                  {each.project !== null && ` · ${each.project}`}
                </span>
                <span className={style.counted}>
                  <Counted line={each} lines={lines} />
                </span>
              </Cell>
              <Cell isNumeric>
                <Amount euros={each.amount} tree={each.node} lines={lines} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={each.budget} ledger={postingsOf(page, each.line).budget} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={each.declaredBefore} ledger={postingsOf(page, each.line).before} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={each.remaining} ledger={postingsOf(page, each.line).remaining} />
              </Cell>
            </Row>
          ))}
          <Row tone="total">
            <Cell isHead>{say(words.total)}</Cell>
            <Cell isNumeric>
              <Amount euros={page.total} tree={page.tree} lines={lines} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={page.budget} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={page.declaredBefore} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={page.remaining} />
            </Cell>
          </Row>
        </Rows>
      </Table>
    </Section>
  );
};

/** What a line counts, and at which rate: "1.204 heures × 12,05 €". */
const Counted = ({ line, lines }: Readonly<{ line: DeclarationLine; lines: Bench["lines"] }>) => {
  const say = useSay();
  const { count } = useFormat();
  const how = useHow(lines);
  const steps = countedSteps(line.node);
  const [first, second] = steps;
  const items = line.input.items?.length ?? 0;
  if (first && steps.length <= 2)
    return (
      <>
        {how(first)}
        {second && (
          <>
            <br />
            {how(second)}
          </>
        )}
      </>
    );
  if (first && line.staff.length > 0) return count(steps.length, peopleWords);
  if (first) return say(words.rates, { count: steps.length });
  if (line.form === "real_cost") return count(items, itemWords);
  if (line.milestones.length > 0)
    return say(words.delivered, {
      done: line.milestones.filter(({ delivered }) => delivered).length,
      all: line.milestones.length,
    });
  return <span className={style.note}>{say(words.nothing)}</span>;
};

const peopleWords = {
  one: { fr: "{count} personne", nl: "{count} persoon", en: "{count} person" },
  other: { fr: "{count} personnes", nl: "{count} personen", en: "{count} people" },
} satisfies Record<string, Text>;

const itemWords = {
  one: { fr: "{count} pièce", nl: "{count} stuk", en: "{count} piece" },
  other: { fr: "{count} pièces", nl: "{count} stukken", en: "{count} pieces" },
} satisfies Record<string, Text>;

const words = {
  lines: { fr: "Lignes", nl: "Regels", en: "Lines" },
  line: {
    fr: "Ligne, forme, quantité × tarif",
    nl: "Regel, vorm, hoeveelheid × tarief",
    en: "Line, form, quantity × rate",
  },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  before: { fr: "Déjà déclaré", nl: "Al gedeclareerd", en: "Declared before" },
  remaining: { fr: "Reste", nl: "Rest", en: "Remaining" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  rates: { fr: "{count} tarifs", nl: "{count} tarieven", en: "{count} rates" },
  delivered: {
    fr: "Livré : {done} sur {all}",
    nl: "Geleverd: {done} van {all}",
    en: "Delivered: {done} of {all}",
  },
  nothing: { fr: "Rien pour l'instant", nl: "Nog niets", en: "Nothing yet" },
} satisfies Record<string, Text>;
