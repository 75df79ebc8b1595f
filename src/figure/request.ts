import { countable } from "../definition/books.ts";
import { SaidError } from "../language.ts";
import type { Figure, Programme, Register, StructureCount } from "../definition/programme.ts";
import { isDimension } from "./columns.ts";
import { figureOrPart } from "./delays.ts";

/** What is asked: which figures, of which years, broken down by what, of which part of the programme. */
export type FigureRequest = Readonly<{
  /** Figures by id; all that have the dimensions asked for, when not said. */
  figures?: readonly string[] | undefined;
  /** One year, or several together; all years together when neither is said. */
  year?: number | undefined;
  years?: readonly number[] | undefined;
  /** year, fund, priority, objective, operation, partner, or a choice or yes/no field of the register. */
  by?: readonly string[] | undefined;
  /** The values that count of each dimension; null is "not answered". */
  filters?: Filters | undefined;
}>;
export type Filters = Readonly<Record<string, readonly (string | null)[]>>;

/** Thrown when a request asks for something that does not exist; says what, and what there is. */
export class FigureRequestError extends SaidError {}

/** A request that was looked at: every figure exists and has every dimension asked for. */
export type Asked = Readonly<{
  figures: readonly Figure[];
  /** Figures left out because they lack a dimension; only where none was named. */
  omitted: readonly string[];
  years: readonly number[] | undefined;
  by: readonly string[];
  filters: Filters;
}>;

/** The dimensions that follow from the operation of a record. */
export const placeDimensions = ["fund", "priority", "objective", "operation"] as const;
export type PlaceDimension = (typeof placeDimensions)[number];
export const isPlaceDimension = (dimension: string): dimension is PlaceDimension =>
  (placeDimensions as readonly string[]).includes(dimension);
const commonDimensions = ["year", ...placeDimensions, "partner"];

/** Returns the place of an operation in the programme, dimension by dimension. */
export const placeOf = (programme: Programme, operation: string): Record<PlaceDimension, string | null> => {
  const found = programme.operations.get(operation);
  return {
    operation,
    fund: found?.fund ?? null,
    priority: found?.priority ?? null,
    objective: found?.objective ?? null,
  };
};

/** Returns the request with its figures, or throws a FigureRequestError that says what does not exist. */
export const readRequest = (programme: Programme, request: FigureRequest): Asked => {
  const by = [...new Set(request.by)];
  const filters = request.filters ?? {};
  const years = request.years ?? (request.year === undefined ? undefined : [request.year]);
  checkYears(years);
  checkDimensions(programme, by, filters);
  checkFilterValues(programme, filters);
  const wanted = [...by, ...Object.keys(filters)];
  const base = {
    years: years && [...new Set(years)].toSorted((a, b) => a - b),
    by,
    filters,
  };
  if (!request.figures) {
    const all = [...programme.figures.values()];
    const has = (figure: Figure) => missingDimensions(programme, figure, wanted).length === 0;
    return {
      ...base,
      figures: all.filter(has),
      omitted: all.filter((each) => !has(each)).map(({ id }) => id),
    };
  }
  const figures = [...new Set(request.figures)].map((id) => {
    const figure = findFigure(programme, id);
    const missing = missingDimensions(programme, figure, wanted);
    if (missing.length > 0) throw lacks(figure, missing);
    return figure;
  });
  return { ...base, figures, omitted: [] };
};

/** Returns the figure, or throws a FigureRequestError that lists the figures there are. */
export const findFigure = (programme: Programme, id: string): Figure => {
  const figure = figureOrPart(programme, id);
  if (figure) return figure;
  const list = [...programme.figures.keys()].join(", ");
  throw new FigureRequestError({
    fr: `Le chiffre « ${id} » n'existe pas. Chiffres du programme : ${list}.`,
    nl: `Het cijfer "${id}" bestaat niet. Cijfers van het programma: ${list}.`,
    en: `There is no figure "${id}". Figures of the programme: ${list}.`,
  });
};

const lacks = (figure: Figure, missing: readonly string[]): FigureRequestError => {
  const list = missing.join(", ");
  return new FigureRequestError({
    fr: `« ${figure.label.fr} » (${figure.id}) n'est pas connu par : ${list}.`,
    nl: `"${figure.label.nl}" (${figure.id}) is niet bekend per: ${list}.`,
    en: `"${figure.label.en}" (${figure.id}) is not known by: ${list}.`,
  });
};

const checkYears = (years: readonly number[] | undefined) => {
  const wrong = years?.find((year) => !Number.isInteger(year) || year < 1000 || year > 9999);
  if (wrong === undefined) return;
  throw new FigureRequestError({
    fr: `${wrong} n'est pas une année.`,
    nl: `${wrong} is geen jaar.`,
    en: `${wrong} is not a year.`,
  });
};

const checkDimensions = (programme: Programme, by: readonly string[], filters: Filters) => {
  const fields = countable(programme).flatMap((register) => fieldDimensions(register));
  const known = new Set([...commonDimensions, ...fields]);
  for (const dimension of [...by, ...Object.keys(filters)]) {
    if (known.has(dimension) && !(dimension === "year" && dimension in filters)) continue;
    const list = [...known].join(", ");
    throw new FigureRequestError({
      fr: `« ${dimension} » n'est pas une dimension des chiffres. Dimensions : ${list}.`,
      nl: `"${dimension}" is geen dimensie van de cijfers. Dimensies: ${list}.`,
      en: `"${dimension}" is not a dimension of figures. Dimensions: ${list}.`,
    });
  }
};

/** A filter on a value that does not exist would answer zero, which is a figure too: it is refused instead. */
const checkFilterValues = (programme: Programme, filters: Filters) => {
  const places: Record<string, Iterable<string>> = {
    operation: programme.operations.keys(),
    priority: programme.priorities.keys(),
    objective: programme.objectives.keys(),
    partner: programme.partners.keys(),
    fund: programme.funds.keys(),
  };
  for (const [dimension, values] of Object.entries(filters)) {
    const known = new Set(places[dimension] ?? choicesOf(programme, dimension));
    const unknown = values.find((value) => value !== null && known.size > 0 && !known.has(value));
    if (unknown === undefined) continue;
    const list = [...known].join(", ");
    throw new FigureRequestError({
      fr: `« ${unknown} » n'existe pas pour ${dimension}. Valeurs : ${list}.`,
      nl: `"${unknown}" bestaat niet voor ${dimension}. Waarden: ${list}.`,
      en: `"${unknown}" does not exist for ${dimension}. Values: ${list}.`,
    });
  }
};

const choicesOf = (programme: Programme, dimension: string): string[] =>
  countable(programme).flatMap(({ fields }) => {
    const field = fields.get(dimension);
    return field?.type === "boolean" ? ["true", "false"] : (field?.choices ?? []).map(({ code }) => code);
  });

/** Returns the fields of a register by which its figures can be broken down. */
export const fieldDimensions = (register: Register): string[] =>
  [...register.fields.values()].filter(isDimension).map(({ id }) => id);

/** Returns the dimensions that a figure does not have; of a sum, what any of its parts does not have. */
export const missingDimensions = (
  programme: Programme,
  figure: Figure,
  wanted: readonly string[],
): string[] => {
  const { computation } = figure;
  switch (computation.kind) {
    case "count": {
      const { register } = computation;
      // A sample is drawn of the whole programme.
      const isPlaced = register.view === undefined || register.operations.length > 0;
      const own = new Set<string>([
        ...(isPlaced ? [...placeDimensions, "partner"] : []),
        ...fieldDimensions(register),
      ]);
      if (computation.year) own.add("year");
      return wanted.filter((dimension) => !own.has(dimension));
    }
    case "structure":
      return wanted.filter((dimension) => !structureDimensions[computation.count].includes(dimension));
    case "sum": {
      const missing = computation.of.flatMap((id) => {
        const part = programme.figures.get(id);
        return part ? missingDimensions(programme, part, wanted) : [];
      });
      return [...new Set(missing)];
    }
    case "none":
      return [];
  }
};

/** The budget is set by priority; an operation's contribution is one for all of its partners and is paid by year. */
const structureDimensions: Record<StructureCount, readonly string[]> = {
  budget: ["priority"],
  esf_contribution: ["year", ...placeDimensions],
  partners: ["year", ...placeDimensions, "partner"],
  operations: ["year", ...placeDimensions, "partner"],
  priorities: ["fund", "priority", "objective", "operation", "partner"],
};
