import type { FigureTablePage } from "../../../src/progress/shapes.ts";
import { Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { type Bar, Bars } from "./Bars.tsx";
import style from "./figures.module.css";
import { useFigureValue } from "./figure-value.ts";

const mostBars = 40;

/** One figure broken down: drawn, with the table of the same numbers beside it. */
export const Breakdown = ({ page }: Readonly<{ page: FigureTablePage }>) => {
  const say = useSay();
  const { value, change } = useFigureValue();
  const [figure] = page.figures;
  if (!figure) return null;
  if (page.rows.length === 0) return <p>{say(words.nothing)}</p>;
  const limit = page.hidden?.limit;
  const [first] = page.by;
  const year = page.year === null ? say(words.allYears) : String(page.year);
  const before = page.year === null ? undefined : String(page.year - 1);
  const isDrawn = page.by.length === 1 && page.rows.length <= mostBars && first !== undefined;
  const bars = page.rows.map((row): Bar => ({
    id: row.at[0]?.value ?? "-",
    label: row.at[0] ? say(row.at[0].label) : "",
    value: row.values[0] ?? null,
    text: value(figure, row.values[0], limit),
    previous: row.previous?.[0],
    previousText: row.previous ? value(figure, row.previous[0], limit) : undefined,
  }));
  const title = say(words.title, { figure: say(figure.label), by: say(first?.label ?? words.nothing) });
  const table = (
    <Table label={title} density={page.rows.length > 12 ? "compact" : "normal"}>
      <Columns>
        {page.by.map(({ id, label }) => (
          <Column key={id}>{say(label)}</Column>
        ))}
        <Column isNumeric>{year}</Column>
        {before !== undefined && <Column isNumeric>{before}</Column>}
        {before !== undefined && <Column isNumeric>{say(words.change)}</Column>}
      </Columns>
      <Rows>
        {page.rows.map((row) => (
          <Row key={row.at.map(({ value }) => value ?? "-").join("/")}>
            {row.at.map(({ label }, index) => (
              <Cell key={page.by[index]?.id ?? index} isHead={index === 0}>
                {say(label)}
              </Cell>
            ))}
            <Cell isNumeric>{value(figure, row.values[0], limit)}</Cell>
            {before !== undefined && <Cell isNumeric>{value(figure, row.previous?.[0], limit)}</Cell>}
            {before !== undefined && (
              <Cell isNumeric>{change(row.values[0] ?? null, row.previous?.[0] ?? null) ?? "–"}</Cell>
            )}
          </Row>
        ))}
        <Row tone="total">
          <Cell isHead columns={page.by.length}>
            {say(words.together)}
          </Cell>
          <Cell isNumeric>{value(figure, figure.total, limit)}</Cell>
          {before !== undefined && <Cell isNumeric>{value(figure, figure.previous, limit)}</Cell>}
          {before !== undefined && <Cell isNumeric>{change(figure.total, figure.previous) ?? "–"}</Cell>}
        </Row>
      </Rows>
    </Table>
  );
  if (!isDrawn) return table;
  return (
    <div className={style.twins}>
      <Bars
        title={title}
        description={say(words.description)}
        series={before === undefined ? [year] : [year, before]}
        bars={bars}
      />
      {table}
    </div>
  );
};

const words = {
  title: { fr: "{figure}, par : {by}", nl: "{figure}, per: {by}", en: "{figure}, by: {by}" },
  description: {
    fr: "Barres horizontales ; le tableau donne les mêmes valeurs.",
    nl: "Horizontale balken; de tabel geeft dezelfde waarden.",
    en: "Horizontal bars; the table gives the same values.",
  },
  allYears: { fr: "Toutes années", nl: "Alle jaren", en: "All years" },
  change: { fr: "Évolution", nl: "Evolutie", en: "Change" },
  together: { fr: "Ensemble", nl: "Samen", en: "Together" },
  nothing: {
    fr: "Rien n’a été compté dans cette partie, ni cette année ni l’année précédente.",
    nl: "In dit deel werd niets geteld, dit jaar noch het vorige.",
    en: "Nothing was counted in this part, this year or the year before.",
  },
} satisfies Record<string, Text>;
