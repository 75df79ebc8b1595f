import type { FigureTablePage } from "../../../src/progress/shapes.ts";
import { Cell, Column, Columns, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { isNothing, useFigureValue } from "./figure-value.ts";

/** Figures one under the other, with the year before and the change; each name leads to the figure's own page. */
export const FigureRows = ({
  label,
  page,
  query = "",
  groups,
  showsNothing = false,
  hidesStructure = false,
}: Readonly<{
  label: string;
  page: FigureTablePage;
  /** The part of the programme that a figure's page is to keep: "where=operation%3Aneets&year=2020". */
  query?: string;
  /** Only figures of these groups. */
  groups?: readonly string[];
  /** Also those that are zero in both years. */
  showsNothing?: boolean;
  /** Leaves out what the programme's structure alone says: how many operations there are. */
  hidesStructure?: boolean;
}>) => {
  const say = useSay();
  const { value, change } = useFigureValue();
  const limit = page.hidden?.limit;
  const figures = page.figures.filter(
    ({ group, total, previous, isStructure }) =>
      !(hidesStructure && isStructure) &&
      (!groups || groups.includes(group ?? "")) &&
      (showsNothing || !isNothing(total) || (page.year !== null && !isNothing(previous))),
  );
  if (figures.length === 0) return null;
  const hasBefore = page.year !== null;
  return (
    <Table label={label}>
      <Columns>
        <Column width="wide">{say(words.figure)}</Column>
        <Column isNumeric>{page.year === null ? say(words.all) : String(page.year)}</Column>
        {hasBefore && <Column isNumeric>{String((page.year ?? 0) - 1)}</Column>}
        {hasBefore && <Column isNumeric>{say(words.change)}</Column>}
      </Columns>
      <Rows>
        {figures.map((figure) => (
          <Row key={figure.id}>
            <Cell isHead>
              <Link to={`figures/${figure.id}${query === "" ? "" : `?${query}`}`}>{say(figure.label)}</Link>
              {figure.code !== null && ` (${figure.code})`}
            </Cell>
            <Cell isNumeric>{value(figure, figure.total, limit)}</Cell>
            {hasBefore && <Cell isNumeric>{value(figure, figure.previous, limit)}</Cell>}
            {hasBefore && <Cell isNumeric>{change(figure.total, figure.previous) ?? "–"}</Cell>}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  figure: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
  all: { fr: "Toutes années", nl: "Alle jaren", en: "All years" },
  change: { fr: "Évolution", nl: "Evolutie", en: "Change" },
} satisfies Record<string, Text>;
