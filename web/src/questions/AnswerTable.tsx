import { cellText } from "../../../src/question/cell-text.ts";
import type { Answer, AnswerTable as Given } from "../../../src/question/shapes.ts";
import { Cell, Column, Columns, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";

/** One table of an answer; what is a figure of the programme leads to the figure's page. */
export const AnswerTable = ({
  title,
  table,
  answer,
}: Readonly<{ title: string; table: Given; answer: Answer }>) => {
  const say = useSay();
  const named = (label: Text, measure: string | null) => (
    <Named
      label={label}
      figure={figureOf(answer, measure)}
      year={table.year ?? answer.year}
      answer={answer}
    />
  );
  return (
    <Table label={title}>
      <Columns>
        <Column width="wide">{say(table.head)}</Column>
        {table.columns.map(({ label, measure, year }) => (
          <Column key={`${measure} ${year}`} isNumeric>
            {table.year === null ? say(label) : named(label, measure)}
          </Column>
        ))}
      </Columns>
      <Rows>
        {table.rows.map(({ label, measure, isTotal, cells }) => (
          <Row key={`${measure} ${label.en}`} tone={isTotal ? "total" : undefined}>
            <Cell isHead>{named(label, measure)}</Cell>
            {cells.map((cell, index) => (
              <Value key={table.columns[index]?.label.en ?? index} cell={cell} />
            ))}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const figureOf = (answer: Answer, measure: string | null): string | null =>
  answer.measures.find(({ id }) => id === measure)?.figure ?? null;

const Value = ({ cell }: { cell: Given["rows"][number]["cells"][number] }) => {
  const language = useLanguage();
  return <Cell isNumeric>{cellText(cell, language)}</Cell>;
};

const Named = ({
  label,
  figure,
  year,
  answer,
}: Readonly<{ label: Text; figure: string | null; year: number; answer: Answer }>) => {
  const say = useSay();
  if (figure === null) return say(label);
  const query = new URLSearchParams({
    year: String(year),
    where: `operation:${answer.operations.join(",")}`,
  });
  return <Link to={`figures/${figure}?${query}`}>{say(label)}</Link>;
};
