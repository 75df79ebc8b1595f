import { mayIn } from "../access/scope.ts";
import type { Figure } from "../definition/programme.ts";
import type { Language } from "../language.ts";
import { computeFigures } from "../figure/compute.ts";
import { figureOrPart } from "../figure/delays.ts";
import { explainFigure, type Explanation } from "../figure/explain.ts";
import { fieldDimensions, type Filters, missingDimensions } from "../figure/request.ts";
import type { NamedRule, ParameterRule } from "../figure/rule-words.ts";
import { countsPeople, smallestShown } from "../figure/small-cells.ts";
import { dimensionText } from "./asked.ts";
import { dataVersion } from "./data.ts";
import type { FigureExplanation, FigurePage } from "./shapes.ts";
import type { Sight } from "./sight.ts";
import {
  asShown,
  asText,
  figureTable,
  filterTexts,
  isByAnswer,
  isOfRooms,
  ownOf,
  seenBy,
  summaryOf,
  type Asker,
  type TableAsked,
} from "./table.ts";

/**
 * Returns what a figure's page tells: its value and the year before, every year, and what makes it what it is, in
 * words. Throws FiguresOfOthers.
 */
export const figurePage = async (
  asker: Asker,
  figure: Figure,
  asked: Pick<TableAsked, "year" | "filters" | "whole"> & Readonly<{ language: Language }>,
): Promise<FigureTold> => {
  const { programme, pool, snapshot } = asker;
  const { year } = asked;
  const sight = seenBy(asker, { by: [], ...asked });
  const { filters } = sight;
  const table = await figureTable(asker, { ...asked, figures: [figure.id], by: [] });
  const [summary] = table.figures;
  const explanation = await explainFigure(programme, snapshot, {
    figure: figure.id,
    year,
    filters,
    language: asked.language,
  });
  return {
    figure: summaryOf(programme, figure),
    year: year ?? null,
    value: summary?.total ?? null,
    previous: summary?.previous ?? null,
    own: ownOf(sight),
    filters: filterTexts(programme, filters),
    series: await seriesOf(asker, sight, figure),
    dimensions: dimensionsOf(asker, sight, figure).map((id) => ({ id, label: dimensionText(programme, id) })),
    hasRecords: figure.computation.kind === "count",
    hidden: table.hidden,
    explanation: explained(asker, sight, figure, explanation),
    data: await dataVersion(pool, snapshot),
    definition: table.definition,
    part: { year, filters },
    // Not all rooms are open to anybody by their role, nor is what is being prepared of money.
    isReadable: !sight.hidesSmall && !isOfRooms(figure) && seesBooks(asker, figure),
  };
};

const seesBooks = ({ who }: Asker, { computation }: Figure): boolean =>
  computation.kind !== "count" ||
  computation.register.view === undefined ||
  (who !== undefined && mayIn(who, "money:read", {}));

/** A figure's page but for the count taken from the registers, which is the asker's session's to take. */
export type FigureTold = Omit<FigurePage, "counted"> &
  Readonly<{
    part: Readonly<{ year: number | undefined; filters: Filters }>;
    /** Whether the asker may read all of the records behind it. */
    isReadable: boolean;
  }>;

/** Returns the dimensions by which the asker may break the figure down, places first. */
export const dimensionsOf = ({ programme }: Asker, { byPlace }: Sight, figure: Figure): string[] => {
  const places = byPlace ? ["priority", "objective", "operation", "partner", "fund"] : ["priority"];
  const { computation } = figure;
  const fields = computation.kind === "count" ? fieldDimensions(computation.register) : [];
  return [...places, ...fields].filter((id) => missingDimensions(programme, figure, [id]).length === 0);
};

const seriesOf = async (asker: Asker, sight: Sight, figure: Figure): Promise<FigurePage["series"]> => {
  const { programme, snapshot, today } = asker;
  if (missingDimensions(programme, figure, ["year"]).length > 0) return [];
  const table = await computeFigures(programme, snapshot, {
    figures: [figure.id],
    by: ["year"],
    filters: sight.filters,
  });
  // By year alone nothing is broken down: small counts are hidden only where a part of the programme is asked for.
  const shown = Object.keys(sight.filters).length > 0 ? asShown(asker, sight, table) : table;
  return shown.rows
    .map(({ at, values }) => ({ year: Number(at["year"]), value: asText(values.get(figure.id)) }))
    .filter(({ year }) => year <= Number(today.slice(0, 4)));
};

/** The explanation without the parts of the programme, which the page asks for as a table, and as the asker may see it. */
const explained = (asker: Asker, sight: Sight, figure: Figure, tree: Explanation): FigureExplanation => {
  const { programme } = asker;
  const isPart = Object.keys(sight.filters).some((dimension) => dimension !== "year");
  const { limit } = smallestShown(programme, asker.today);
  const small = (part: Explanation): boolean => {
    const own = figureOrPart(programme, part.figure);
    const amount = Number(part.value);
    return (
      isPart &&
      own !== undefined &&
      (sight.hidesSmall
        ? countsPeople(programme, own)
        : isOfRooms(own) && isByAnswer(Object.keys(sight.filters))) &&
      amount > 0 &&
      amount < limit
    );
  };
  return {
    counts: countsSaid(figure, tree),
    rule: tree.rule ?? null,
    yearRule: tree.yearRule ?? null,
    definition: tree.definition ?? null,
    reference: tree.reference ?? null,
    note: tree.note ?? null,
    register: tree.register ?? null,
    source: tree.source,
    conditions: tree.conditions.flatMap((rule) => rulesOf(rule, 0)),
    parameters: tree.parameters.map(parameterOf),
    parts: tree.parts.map((part) => ({
      figure: part.figure,
      label: part.label,
      value: tree.parts.some(small) ? null : String(part.value),
      unit: part.unit ?? null,
    })),
  };
};

/** A sum names its parts below, with their values: the sentence that strings them together is left out. */
const countsSaid = ({ computation }: Figure, { counts }: Explanation): string =>
  computation.kind === "sum" ? "" : counts;

const rulesOf = (
  { label, rule, source, named }: NamedRule,
  depth: number,
): FigureExplanation["conditions"] => [
  { depth, label, rule, source: source ?? null },
  ...named.flatMap((inner) => rulesOf(inner, depth + 1)),
];

const parameterOf = ({ label, unit, values }: ParameterRule): FigureExplanation["parameters"][number] => ({
  label,
  unit,
  values: values.map(({ from, value, source }) => ({ from, value: String(value), source })),
});
