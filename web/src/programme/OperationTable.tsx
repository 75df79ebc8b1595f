import { useFigureValue } from "../figures/figure-value.ts";
import { useFigureList, useFigureTable } from "../figures/use-figures.ts";
import { useYear } from "../figures/YearSelect.tsx";
import { Badge, Cell, Column, Columns, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useMay } from "../who.tsx";
import type { Operation } from "./use-programme.ts";

/** Returns the figure by which operations are compared: the widest count of people that operations are known by. */
export const useMainFigure = () => {
  const { data } = useFigureList();
  return data?.figures.findLast(
    ({ group, dimensions }) => group === "total" && dimensions.includes("operation"),
  );
};

/** Operations under a name of their own: a priority's, an objective's. */
export type OperationGroup = Readonly<{
  id: string;
  title: string | undefined;
  to: string | undefined;
  operations: readonly Operation[];
}>;

/** Operations one under the other: who carries them out, what the Fund pays, whom they reached. */
export const OperationTable = ({
  label,
  groups,
}: Readonly<{ label: string; groups: readonly OperationGroup[] }>) => {
  const say = useSay();
  const { money, number } = useFormat();
  const { value } = useFigureValue();
  const year = useYear();
  const mayRead = useMay("figures:read");
  const main = useMainFigure();
  const figures = useFigureTable(
    { year, figures: main ? [main.id] : [], by: ["operation"] },
    mayRead && main !== undefined,
  );
  const page = figures.data;
  const rowOf = (operation: string) => page?.rows.find(({ at }) => at[0]?.value === operation);
  const hasFigures = main !== undefined && page !== undefined;
  const columns = 4 + (hasFigures ? 1 : 0) + (hasFigures && page.year !== null ? 1 : 0);
  return (
    <Table label={label}>
      <Columns>
        <Column width="wide">{say(words.operation)}</Column>
        <Column>{say(words.fund)}</Column>
        <Column isNumeric>{say(words.partners)}</Column>
        <Column isNumeric>{say(words.contribution)}</Column>
        {hasFigures && (
          <Column isNumeric>
            {say(words.people)} {page.year === null ? "" : page.year}
          </Column>
        )}
        {hasFigures && page.year !== null && <Column isNumeric>{page.year - 1}</Column>}
      </Columns>
      <Rows>
        {groups.flatMap(({ id, title, to, operations }) => [
          ...(title === undefined
            ? []
            : [
                <Row key={id} tone="total">
                  <Cell isHead columns={columns}>
                    {to === undefined ? title : <Link to={to}>{title}</Link>}
                  </Cell>
                </Row>,
              ]),
          ...operations.map((operation) => {
            const row = rowOf(operation.id);
            return (
              <Row key={operation.id}>
                <Cell isHead>
                  <Link to={`operations/${operation.id}`}>{say(operation.title)}</Link>
                </Cell>
                <Cell>
                  <Badge>{operation.fund}</Badge>
                </Cell>
                <Cell isNumeric>{number(operation.partners.length)}</Cell>
                <Cell isNumeric>
                  {Number(operation.esfContributionPerYear) === 0
                    ? "–"
                    : money(operation.esfContributionPerYear)}
                </Cell>
                {hasFigures && (
                  <Cell isNumeric>{row ? value(main, row.values[0], page.hidden?.limit) : "–"}</Cell>
                )}
                {hasFigures && page.year !== null && (
                  <Cell isNumeric>{row ? value(main, row.previous?.[0], page.hidden?.limit) : "–"}</Cell>
                )}
              </Row>
            );
          }),
        ])}
      </Rows>
    </Table>
  );
};

const words = {
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  fund: { fr: "Fonds", nl: "Fonds", en: "Fund" },
  partners: { fr: "Partenaires", nl: "Partners", en: "Partners" },
  contribution: {
    fr: "Contribution du Fonds par an",
    nl: "Bijdrage van het Fonds per jaar",
    en: "The Fund’s contribution a year",
  },
  people: { fr: "Participants", nl: "Deelnemers", en: "Participants" },
} satisfies Record<string, Text>;
