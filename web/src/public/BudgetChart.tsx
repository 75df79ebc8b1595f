import { Cell, Column, Columns, Row, Rows, Table, VisuallyHidden } from "../kit/index.ts";
import { exact, formatted, percent } from "../../../src/decimal.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import type { Overview } from "./answers.ts";
import style from "./public.module.css";

/** The budget of each priority, as bars inside the table that says the same in numbers. */
export const BudgetChart = ({
  priorities,
  total,
}: Readonly<{ priorities: Overview["priorities"]; total: string }>) => {
  const say = useSay();
  const language = useLanguage();
  const format = useFormat();
  const share = (budget: string) => percent(exact(budget), exact(total), 1);
  return (
    <Table label={say(words.title)} isCaptionShown>
      <Columns>
        <Column width="wide">{say(words.priority)}</Column>
        <Column isNumeric>{say(words.budget)}</Column>
        <Column isNumeric>{say(words.share)}</Column>
        <Column width="wide">
          <VisuallyHidden>{say(words.bar)}</VisuallyHidden>
        </Column>
      </Columns>
      <Rows>
        {priorities.map(({ id, number, title, budget }) => {
          const part = share(budget);
          const width = Number(part.units) / 10 ** part.scale;
          return (
            <Row key={id}>
              <Cell isHead>
                {number}. {say(title)}
              </Cell>
              <Cell isNumeric isWrapped={false}>
                {format.money(budget)}
              </Cell>
              <Cell isNumeric isWrapped={false}>
                {formatted(part, language)} %
              </Cell>
              <Cell>
                <svg className={style.bar} aria-hidden="true" focusable="false">
                  <rect width={`${width}%`} height="100%" rx="2" />
                </svg>
              </Cell>
            </Row>
          );
        })}
        <Row tone="total">
          <Cell isHead>{say(words.total)}</Cell>
          <Cell isNumeric isWrapped={false}>
            {format.money(total)}
          </Cell>
          <Cell isNumeric>100 %</Cell>
          <Cell />
        </Row>
      </Rows>
    </Table>
  );
};

const words = {
  title: {
    fr: "Budget de chaque axe, en euros",
    nl: "Budget van elke as, in euro",
    en: "Budget of each priority, in euros",
  },
  priority: { fr: "Axe", nl: "As", en: "Priority" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  share: { fr: "Part", nl: "Aandeel", en: "Share" },
  bar: { fr: "Part, en barre", nl: "Aandeel, als balk", en: "Share, as a bar" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
} satisfies Record<string, Text>;
