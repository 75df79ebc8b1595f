import { add, compare, exact, type Exact, withScale, zero } from "../decimal.ts";
import type { Text } from "../language.ts";
import { Problem } from "../problem.ts";
import { isOfShares, methods, remarksOn, type SampleAsk, type Sized, sizeFor } from "../sample/ask.ts";
import {
  bookValueOf,
  type CheckedAsk,
  type Finding,
  projectFindings,
  projectFindingsConservatively,
} from "../sample/checked.ts";
import { type Draw, drawSample, populationOf } from "../sample/draw.ts";
import { extendToHeading } from "../sample/floors.ts";
import { centsOf, type Frame, makeFrame } from "../sample/frame.ts";
import { ofCents, total } from "../sample/numbers.ts";
import { correctedSteps } from "../sample/projection.ts";
import { SampleError } from "../sample/refusal.ts";
import { residualErrorRate } from "../sample/residual.ts";
import { coveredCents } from "../sample/say.ts";
import { attributeResult, participantMargins, participantResult } from "../sample/shares.ts";
import { sayValue, type Step } from "../sample/steps.ts";
import type { KeptUnit } from "./population.ts";
import type { SampledUnit } from "./sample-row.ts";
import type { Parameters, ProjectionView, SaidStep } from "./shapes.ts";
import { saySizeRefusal } from "./words.ts";

/** A method with its parameters, as they are kept. */
export type Way = Readonly<{ method: SampleAsk["method"]; parameters: Parameters }>;

const dotted = (text: string): string => text.replace(",", ".");
const centsIn = (text: string): bigint => withScale(exact(dotted(text)), 2).units;

/** Returns what is asked of the engine: what was not said is as `jalon sample` has it. */
export const askOf = ({ method, parameters }: Way, seed: string | null): SampleAsk => {
  const chance = methods[method];
  const { rules, estimator, highValue, deviation } = parameters;
  const said = (value: string | undefined, usual: string): string =>
    value === undefined ? usual : dotted(value);
  return {
    method,
    chance,
    estimator: chance === "by_amount" ? "rate" : estimator === "ratio" ? "ratio" : "unit",
    confidence: said(parameters.confidence, isOfShares(method) ? "0.95" : "0.90"),
    materiality: said(parameters.materiality, "0.02"),
    expected: parameters.expected === undefined ? undefined : dotted(parameters.expected),
    margin: said(parameters.margin, participantMargins[rules ?? "2021-2027"]),
    secondPeriod: undefined,
    rules,
    population: parameters.population ?? "positive",
    highValueAbove: highValue === undefined ? undefined : centsIn(highValue),
    seed: seed ?? undefined,
    size: parameters.size,
    deviations: new Map(deviation === undefined ? [] : [["", exact(dotted(deviation))]]),
  };
};

/** Returns the options by which `jalon sample draw` draws the same from the exported population. */
export const repeatCommand = ({ method, parameters }: Way, seed: string, file: string): string => {
  const names: readonly (readonly [string, string | number | undefined])[] = [
    ["confidence", parameters.confidence],
    ["materiality", parameters.materiality],
    ["expected", parameters.expected],
    ["deviation", parameters.deviation],
    ["margin", parameters.margin],
    ["high-value", parameters.highValue],
    ["population", parameters.population],
    ["rules", parameters.rules],
    ["size", parameters.size],
  ];
  const options = names.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]));
  const quoted = `'${seed.replaceAll("'", String.raw`'\''`)}'`;
  return ["jalon sample draw", file, `--method ${method}`, ...options, `--seed ${quoted}`].join(" ");
};

/** Returns the population as the engine reads it, with its hash. Throws SampleError as makeFrame does. */
export const frameOf = (units: readonly KeptUnit[]): Frame =>
  makeFrame(
    units.map(({ unit, amount, stratum, period, excluded }) => ({
      id: unit,
      cents: withScale(exact(amount), 2).units,
      stratum,
      period,
      excluded: excluded !== null,
    })),
  );

/** Returns the size, or in words why there is none yet. */
export const sizeOrRefusal = (way: Way, frame: Frame): Sized | Text => {
  const ask = askOf(way, null);
  try {
    if (ask.size !== undefined) return { size: ask.size, shares: [], byKey: new Map(), steps: [] };
    return sizeFor(ask, { frame, findings: new Map() });
  } catch (error) {
    if (error instanceof SampleError) return saySizeRefusal(error);
    throw error;
  }
};

/** Returns the draw, the same as `jalon sample draw` of the exported population. Throws SampleError. */
export const drawFrom = (way: Way, frame: Frame, seed: string): Draw => {
  const ask = askOf(way, seed);
  const sized = sizeOrRefusal(way, frame);
  if ("fr" in sized) throw new Problem(422, "no_size", sized);
  const byKey = sized.byKey.size > 0 ? sized.byKey : undefined;
  const { chance, highValueAbove, population } = ask;
  const size = byKey ?? sized.size;
  return drawSample({ frame, chance, seed, size, highValueAbove, population });
};

/** Returns what is told of a sample that is smaller than law or guidance look for. */
export const remarksOnDraw = (way: Way, frame: Frame, draw: Draw): readonly Text[] => {
  const ask = askOf(way, draw.seed);
  const all = populationOf(frame, ask.population);
  return remarksOn(ask, {
    units: draw.selected.length,
    of: all.length,
    cents: coveredCents(draw, frame),
    all: centsOf(all),
  });
};

/** Returns the tree with its values in words. */
export const saidStep = (step: Step): SaidStep => ({
  name: step.name,
  said: sayValue(step),
  how: step.how ?? null,
  source: step.source ?? null,
  parts: step.parts.map(saidStep),
});

/** What is held against the projection for the residual error rate, in euros. */
export type Corrections = Readonly<{ corrections?: string | undefined; ongoing?: string | undefined }>;

type Found = Pick<SampledUnit, "unit" | "result">;

/**
 * Returns what was found on the units drawn, projected to the population. Every one of them has its result. Throws
 * SampleError where that cannot be.
 */
export const projectResults = (
  way: Way,
  frame: Frame,
  drawn: readonly Found[],
  { corrections, ongoing }: Corrections = {},
): ProjectionView => {
  const ask = askOf(way, null);
  if (isOfShares(ask.method)) return projectOutcomes(ask, frame, drawn);
  const findings = new Map(
    drawn.flatMap(({ unit, result }): [string, Finding][] => {
      if (!result || result.error === null) return [];
      return [
        [
          unit,
          {
            error: exact(result.error),
            checked: result.checked === null ? undefined : exact(result.checked),
          },
        ],
      ];
    }),
  );
  if (ask.method === "control") return projectHeading(frame, findings);
  const { chance, estimator, highValueAbove, population, materiality, confidence, method } = ask;
  const asked: CheckedAsk = { frame, findings, chance, estimator, highValueAbove, population };
  const projection =
    method === "mus-conservative"
      ? projectFindingsConservatively(asked, materiality, confidence)
      : projectFindings(asked, materiality, method.startsWith("non-statistical") ? undefined : confidence);
  const bookValue = bookValueOf(asked);
  const residual =
    corrections === undefined
      ? undefined
      : residualErrorRate({
          declared: bookValue,
          totalErrorRate: exact(projection.rate),
          ongoing: exact(dotted(ongoing ?? "0")),
          otherNegative: exact("0"),
          corrections: exact(dotted(corrections)),
        });
  const steps = [
    ...projection.steps,
    ...(method === "difference" ? correctedSteps(projection, { bookValue, materiality }) : []),
  ];
  return {
    projected: projection.projected,
    precision: projection.precision ?? null,
    upper: projection.upper ?? null,
    tolerable: projection.tolerable,
    rate: projection.rate,
    conclusion: projection.conclusion,
    recalculated: projection.recalculated ?? null,
    steps: steps.map(saidStep),
    residual: residual
      ? {
          rate: residual.rate,
          exceeds: residual.exceeds,
          correction: residual.further?.correction ?? null,
          steps: residual.steps.map(saidStep),
        }
      : null,
  };
};

const projectHeading = (frame: Frame, findings: ReadonlyMap<string, Finding>): ProjectionView => {
  const seen = frame.units.flatMap(({ id, cents }) => {
    const finding = findings.get(id);
    return finding ? [finding.checked ?? ofCents(cents)] : [];
  });
  const result = extendToHeading({
    heading: ofCents(centsOf(populationOf(frame))),
    checked: total(seen),
    error: [...findings.values()].reduce((sum: Exact, { error }) => add(sum, error), zero),
    drawn: "random",
  });
  return {
    projected: result.projected,
    precision: null,
    upper: null,
    tolerable: null,
    rate: rateIn(result.steps),
    conclusion: compare(exact(result.projected), zero) === 0 ? "no_error" : "extended",
    recalculated: null,
    steps: result.steps.map(saidStep),
    residual: null,
  };
};

const rateIn = (steps: readonly Step[]): string => {
  const rate = steps.flatMap(({ parts }) => parts).find(({ unit }) => unit === "rate")?.value;
  return typeof rate === "string" ? rate : "0";
};

const projectOutcomes = (ask: SampleAsk, frame: Frame, drawn: readonly Found[]): ProjectionView => {
  const outcomes = drawn.flatMap(({ result }) =>
    result?.outcome === null || !result ? [] : [result.outcome],
  );
  const tested = outcomes.length;
  const found = outcomes.filter(Boolean).length;
  const { confidence, materiality } = ask;
  const none = { recalculated: null, residual: null, tolerable: null };
  if (ask.method === "attribute") {
    const result = attributeResult({ deviations: found, tested, confidence, tolerable: materiality });
    return {
      ...none,
      projected: String(found),
      precision: null,
      upper: result.exactUpper,
      tolerable: materiality,
      rate: result.rate,
      conclusion: result.conclusion,
      steps: result.steps.map(saidStep),
    };
  }
  const population = populationOf(frame).length;
  const result = participantResult({ population, asked: tested, achieved: found, confidence });
  return {
    ...none,
    projected: String(result.participants),
    precision: result.margin,
    upper: null,
    rate: result.share,
    conclusion: "estimated",
    steps: result.steps.map(saidStep),
  };
};
