import type { Language } from "../../language.ts";
import type { Chart, Table } from "./document.ts";
import { words } from "./words.ts";

/** Returns the numbers that a chart shows, as the table that accompanies it. */
export function dataTable(chart: Chart, language: Language): Table {
  const title = (text: string): Table["columns"][number]["title"] => [{ kind: "text", text }];
  const previous = chart.chart === "bars-with-previous-year" ? chart.previousSeries : undefined;
  return {
    kind: "table",
    caption: title(`${words.dataOf[language]} – ${chart.title} (${chart.unit})`),
    columns: [
      { title: title(chart.category), align: "start" },
      { title: title(chart.series), align: "end" },
      ...(previous === undefined ? [] : [{ title: title(previous), align: "end" as const }]),
    ],
    rows: chart.points.map((point) => [
      title(point.label),
      [point.value],
      ...(previous === undefined ? [] : [point.previous === undefined ? [] : [point.previous]]),
    ]),
  };
}
