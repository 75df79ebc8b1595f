import type { MoneyDesk } from "../agreement/desk.ts";
import { nameOf } from "../declaration/page.ts";
import { add, canonical, exact, rounded, withScale } from "../decimal.ts";
import type { Text } from "../language.ts";
import type { Method } from "../sample/ask.ts";
import { cellName, cellsOf, centsOf, type Frame, type Unit } from "../sample/frame.ts";
import { ofCents, quotient } from "../sample/numbers.ts";
import { SampleError } from "../sample/refusal.ts";
import { coveredCents } from "../sample/say.ts";
import { type Found, foundOn } from "./found.ts";
import { drawnOf } from "./make.ts";
import { frameOf, projectResults, remarksOnDraw, repeatCommand, saidStep, sizeOrRefusal } from "./reckon.ts";
import {
  listSamples,
  mayDrawUnder,
  maySeeSamples,
  readSample,
  readUnits,
  type SampledUnit,
  type SampleRecord,
} from "./sample-row.ts";
import {
  type purposes,
  sampleMethods,
  type SamplePage,
  type SamplesPage,
  type SampleUnit,
} from "./shapes.ts";
import { methodNeeds, methodWords, purposeWords, recordText, sayWhence } from "./words.ts";

const methodText = (method: Method) => ({ code: method, label: methodWords[method] });
const purposeText = (purpose: (typeof purposes)[number]) => ({ code: purpose, label: purposeWords[purpose] });
const cents = (value: bigint): string => canonical(ofCents(value));

/** Returns the samples that the asker may see, and what is needed to plan one. */
export const samplesPage = async (
  desk: MoneyDesk,
  asked: Readonly<{
    state?: SampleRecord["state"] | undefined;
    purpose?: SampleRecord["purpose"] | undefined;
  }>,
): Promise<SamplesPage> => {
  const rows = (await listSamples(desk)).filter(
    ({ state, purpose }) =>
      (asked.state === undefined || state === asked.state) &&
      (asked.purpose === undefined || purpose === asked.purpose),
  );
  const ids = rows.map(({ id }) => id);
  const { rows: counts } = await desk.client.query<{ sample: number; checked: number }>(
    "select r.sample, count(*)::integer as checked from audit.result r where r.sample = any ($1) group by 1",
    [ids],
  );
  const checked = new Map(counts.map((count) => [count.sample, count.checked]));
  const { rows: years } = maySeeSamples(desk)
    ? await desk.client.query<{ year: string }>(
        `select distinct a.accounting_year::text as year from commission.application a where a.state = 'submitted' order by 1`,
      )
    : { rows: [] };
  return {
    rows: rows.map((row) => ({
      id: row.id,
      number: row.number,
      title: row.title,
      purpose: purposeText(row.purpose),
      under: row.under,
      state: row.state,
      method: methodText(row.method),
      count: row.frameCount,
      value: row.frameTotal,
      drawn: row.draw?.selected.length ?? null,
      checked: checked.get(row.id) ?? 0,
      conclusion: row.projection?.conclusion ?? null,
      rate: row.projection?.rate ?? null,
      plannedAt: row.plannedAt,
      drawnAt: row.drawnAt,
      concludedAt: row.concludedAt,
    })),
    mayPlan: [...mayDrawUnder(desk)],
    purposes: (Object.keys(purposeWords) as (typeof purposes)[number][]).map(purposeText),
    methods: sampleMethods.map((method) => ({ ...methodText(method), needs: [...methodNeeds[method]] })),
    accountingYears: years.map(({ year }) => year),
  };
};

/** So many units are shown at once. */
const mostShown = 2000;

/** Returns a sample with what it was drawn from, what was found, and what that says of the population. */
export const samplePage = async (
  desk: MoneyDesk,
  id: number,
  { all = false }: Readonly<{ all?: boolean }> = {},
): Promise<SamplePage> => {
  const row = await readSample(desk, id);
  const units = await readUnits(desk.client, id);
  const frame = frameOf(units);
  const drawn = drawnOf(units);
  const found = await foundOn(desk.client, drawn);
  const size = row.state === "planned" ? sizeOrRefusal(row, frame) : null;
  const live = row.projection ?? (row.state === "drawn" ? projectionOrRefusal(row, frame, drawn) : null);
  const refusals = [size, live].flatMap((each) => (each !== null && "fr" in each ? [each] : []));
  const may = mayDrawUnder(desk).includes(row.under);
  const isOpen = row.state === "planned" || row.state === "drawn";
  const shown = all
    ? units.slice(0, mostShown)
    : row.draw
      ? drawn
      : units.filter(({ excluded }) => excluded !== null);
  const register = desk.house.programme.registers.get(row.source.register ?? "");
  const actors = [
    row.plannedBy,
    row.drawnBy,
    row.concludedBy,
    ...shown.map(({ result }) => result?.by ?? null),
  ];
  const names = new Map<string, string>();
  for (const actor of new Set(actors)) if (actor !== null) names.set(actor, await nameOf(desk, actor));
  const named = (actor: string | null) => (actor === null ? null : (names.get(actor) ?? ""));
  return {
    id: row.id,
    number: row.number,
    edition: row.edition,
    purpose: purposeText(row.purpose),
    under: row.under,
    title: row.title,
    state: row.state,
    source: row.source,
    sourceText: sayWhence(row.source, register?.label),
    method: methodText(row.method),
    parameters: row.parameters,
    seed: row.seed,
    seedFrom: row.seedFrom,
    change: { seq: row.frameChange, hash: row.frameChangeHash },
    plannedBy: named(row.plannedBy) ?? "",
    plannedAt: row.plannedAt,
    drawnBy: named(row.drawnBy),
    drawnAt: row.drawnAt,
    frame: frameView(frame),
    size:
      size && !("fr" in size)
        ? { size: size.size, shares: [...size.shares], steps: size.steps.map(saidStep) }
        : null,
    refusal: refusals[0] ?? null,
    draw: drawView(row, frame),
    units: shown.map((unit) => {
      const view = unitView(desk, unit, found);
      return view.result ? { ...view, result: { ...view.result, by: named(view.result.by) ?? "" } } : view;
    }),
    projection: live && !("fr" in live) ? live : null,
    conclusion: row.conclusion,
    concludedBy: named(row.concludedBy),
    concludedAt: row.concludedAt,
    cancelReason: row.cancelReason,
    may: {
      change: may && row.state === "planned",
      draw: may && row.state === "planned" && size !== null && !("fr" in size),
      record: may && row.state === "drawn",
      conclude: may && row.state === "drawn" && drawn.every(({ result }) => result !== null),
      cancel: may && isOpen,
    },
  };
};

/** Before all are checked, nothing is projected. */
const projectionOrRefusal = (
  row: SampleRecord,
  frame: Frame,
  drawn: readonly SampledUnit[],
): ReturnType<typeof projectResults> | Text | null => {
  if (drawn.some(({ result }) => result === null)) return null;
  try {
    return projectResults(row, frame, drawn);
  } catch (error) {
    if (error instanceof SampleError) return error.text;
    throw error;
  }
};

const frameView = (frame: Frame): SamplePage["frame"] => {
  const of = (wanted: (unit: Unit) => boolean) => {
    const units = frame.units.filter(wanted);
    return { units: units.length, value: cents(centsOf(units)) };
  };
  return {
    sha256: frame.hash,
    count: frame.units.length,
    positive: of((unit) => unit.cents > 0n),
    negative: of((unit) => unit.cents < 0n),
    zero: of((unit) => unit.cents === 0n).units,
    excluded: of(({ excluded }) => excluded),
    cells: cellsOf(frame.units).map((cell) => ({
      name: cellName(cell),
      units: cell.units.length,
      value: cents(centsOf(cell.units)),
    })),
  };
};

const drawView = (row: SampleRecord, frame: Frame): SamplePage["draw"] => {
  const { draw } = row;
  if (!draw) return null;
  const value = draw.cells.reduce((sum, cell) => add(sum, exact(cell.value)), ofCents(0n));
  const covered = ofCents(coveredCents(draw, frame));
  return {
    hash: draw.hash,
    units: draw.selected.length,
    value: canonical(withScale(covered, 2)),
    covered: value.units === 0n ? "0" : canonical(rounded(quotient(covered, value), 6, "half_up")),
    cells: draw.cells.map((cell) => ({
      name: cellName(cell),
      units: cell.units,
      value: cell.value,
      highValue: cell.highValue.length,
      sampled: cell.sampled.length,
      interval: cell.interval ?? null,
      start: cell.start ?? null,
    })),
    remarks: [...remarksOnDraw(row, frame, draw)],
    repeat: repeatCommand(row, draw.seed, `${row.number}.csv`),
  };
};

const unitView = (
  { house }: MoneyDesk,
  { about, result, ...unit }: SampledUnit,
  found: ReadonlyMap<string, Found>,
): SampleUnit => {
  const of = found.get(unit.unit);
  return {
    ...unit,
    label: labelOf(house, about),
    link: linkTo(about),
    result,
    found: of ? { ...of, verifications: [...of.verifications] } : null,
  };
};

const labelOf = ({ programme }: MoneyDesk["house"], about: SampledUnit["about"]): Text | null => {
  if (about === null || "declaration" in about) return null;
  if (!("register" in about)) return programme.operations.get(about.operation)?.title ?? null;
  const word = programme.registers.get(about.register)?.record;
  return word ? recordText(word, about.record) : null;
};

const linkTo = (about: SampledUnit["about"]): SampleUnit["link"] => {
  if (about === null) return null;
  if ("declaration" in about) return { page: "declaration", params: { declaration: about.declaration } };
  if ("register" in about) {
    const { register, operation, record } = about;
    return { page: "record", params: { register, operation, record } };
  }
  return { page: "operation", params: { operation: about.operation } };
};

/** Returns the population as a CSV file that `jalon sample draw` reads; its hash is that of the sample. */
export const frameCsv = async (
  desk: MoneyDesk,
  id: number,
): Promise<Readonly<{ name: string; text: string }>> => {
  const row = await readSample(desk, id);
  const units = await readUnits(desk.client, id);
  const lines = units.map(({ unit, amount, stratum, period, excluded }) =>
    [unit, amount, stratum, period, excluded === null ? "" : "oui"].map(cell).join(";"),
  );
  return {
    name: `${row.number}.csv`,
    text: ["référence;montant;strate;période;exclu", ...lines, ""].join("\n"),
  };
};

const cell = (text: string): string => (/[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
