import type { DeclarationPage, Differences as Answer } from "../../../src/declaration/shapes.ts";
import { Cell, Column, Columns, Disclosure, Link, Loaded, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import type { Bench } from "./bench.ts";
import { useDifferences } from "./use-declarations.ts";

/** What this version changes of the one before: amounts by line, units that came and went. */
export const Differences = ({
  bench,
  before,
}: Readonly<{ bench: Bench; before: NonNullable<DeclarationPage["replaces"]> }>) => {
  const say = useSay();
  const differences = useDifferences(bench.page);
  return (
    <Section title={say(words.title, { number: before.number })}>
      <Loaded query={differences}>
        {(data) => (
          <>
            <Amounts data={data} />
            <Units data={data} />
          </>
        )}
      </Loaded>
    </Section>
  );
};

const Amounts = ({ data: { lines, total } }: Readonly<{ data: Answer }>) => {
  const say = useSay();
  const { money, count } = useFormat();
  const amount = (euros: string | null) => (euros === null ? "–" : money(euros));
  const moved = ({ added, removed }: Pick<Answer["lines"][number], "added" | "removed">) =>
    [
      ...(added > 0 ? [count(added, addedWords)] : []),
      ...(removed > 0 ? [count(removed, removedWords)] : []),
    ].join(", ");
  return (
    <Table label={say(words.amounts)} density="compact">
      <Columns>
        <Column>{say(words.line)}</Column>
        <Column isNumeric>{say(words.before)}</Column>
        <Column isNumeric>{say(words.after)}</Column>
        <Column isNumeric>{say(words.difference)}</Column>
        <Column>{say(words.units)}</Column>
      </Columns>
      <Rows>
        {lines.map((line) => (
          <Row key={line.line}>
            <Cell isHead>{say(line.label)}</Cell>
            <Cell isNumeric>{amount(line.before)}</Cell>
            <Cell isNumeric>{amount(line.after)}</Cell>
            <Cell isNumeric>{money(line.difference)}</Cell>
            <Cell>{moved(line)}</Cell>
          </Row>
        ))}
        <Row tone="total">
          <Cell isHead>{say(words.total)}</Cell>
          <Cell isNumeric>{money(total.before)}</Cell>
          <Cell isNumeric>{money(total.after)}</Cell>
          <Cell isNumeric>{money(total.difference)}</Cell>
          <Cell />
        </Row>
      </Rows>
    </Table>
  );
};

const Units = ({ data: { units, more } }: Readonly<{ data: Answer }>) => {
  const say = useSay();
  const { date, number, count } = useFormat();
  if (units.length === 0) return null;
  return (
    <Disclosure title={count(units.length + more, unitWords)}>
      <Table label={say(words.units)} density="compact">
        <Columns>
          <Column>{say(words.record)}</Column>
          <Column>{say(words.on)}</Column>
          <Column isNumeric>{say(words.quantity)}</Column>
          <Column>{say(words.change)}</Column>
        </Columns>
        <Rows>
          {units.map(({ line, operation, register, record, on, quantity, kind }) => (
            <Row key={`${line} ${register} ${record} ${on} ${kind}`}>
              <Cell isHead>
                <Link to={`operations/${operation}/registers/${register}/records/${record}`}>
                  {say(words.number, { record })}
                </Link>
              </Cell>
              <Cell>{date(on)}</Cell>
              <Cell isNumeric>{number(quantity)}</Cell>
              <Cell>{say(kind === "added" ? words.came : words.went)}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </Disclosure>
  );
};

const addedWords = {
  one: { fr: "{count} unité ajoutée", nl: "{count} eenheid toegevoegd", en: "{count} unit added" },
  other: { fr: "{count} unités ajoutées", nl: "{count} eenheden toegevoegd", en: "{count} units added" },
} satisfies Record<string, Text>;

const removedWords = {
  one: { fr: "{count} retirée", nl: "{count} verwijderd", en: "{count} removed" },
  other: { fr: "{count} retirées", nl: "{count} verwijderd", en: "{count} removed" },
} satisfies Record<string, Text>;

const unitWords = {
  one: { fr: "{count} unité diffère", nl: "{count} eenheid verschilt", en: "{count} unit differs" },
  other: { fr: "{count} unités diffèrent", nl: "{count} eenheden verschillen", en: "{count} units differ" },
} satisfies Record<string, Text>;

const words = {
  title: {
    fr: "Ce qui change depuis {number}",
    nl: "Wat verandert sinds {number}",
    en: "What changes since {number}",
  },
  amounts: { fr: "Montants", nl: "Bedragen", en: "Amounts" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  before: { fr: "Avant", nl: "Ervoor", en: "Before" },
  after: { fr: "Maintenant", nl: "Nu", en: "Now" },
  difference: { fr: "Différence", nl: "Verschil", en: "Difference" },
  units: { fr: "Unités", nl: "Eenheden", en: "Units" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  number: { fr: "n° {record}", nl: "nr. {record}", en: "no. {record}" },
  on: { fr: "Date", nl: "Datum", en: "Date" },
  quantity: { fr: "Quantité", nl: "Hoeveelheid", en: "Quantity" },
  change: { fr: "Changement", nl: "Verandering", en: "Change" },
  came: { fr: "ajoutée", nl: "toegevoegd", en: "added" },
  went: { fr: "retirée", nl: "verwijderd", en: "removed" },
} satisfies Record<string, Text>;
