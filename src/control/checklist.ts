import type { ContentLine } from "../declaration/content.ts";
import { asksOf, type ChecklistGroup, type ChecklistPoint } from "../definition/control.ts";
import { drawSample } from "../sample/draw.ts";
import { makeFrame } from "../sample/frame.ts";
import type { Checklist, Point } from "./shapes.ts";

/** A record that was declared under a line. */
export type DeclaredUnit = Readonly<{
  line: string;
  operation: string;
  register: string;
  record: number;
  on: string;
  quantity: string;
}>;

/** What points are asked of. */
export type Asked = Readonly<{
  lines: readonly Pick<ContentLine, "line" | "label" | "form" | "option" | "staff" | "input">[];
  units: readonly DeclaredUnit[];
}>;

/** How many records of a line are looked at: so many per cent of them, and at least so many. */
export type SampleSize = Readonly<{ seed: string; least: number; percent: number }>;

/**
 * Returns the questions as they are asked: once of the whole, of each line that they are for, and of its people, pieces
 * and the records that are drawn of it. The same seed draws the same records.
 */
export const unrolled = (
  groups: readonly ChecklistGroup[],
  { lines, units }: Asked,
  size: SampleSize,
): Checklist["groups"] => {
  const drawn = new Map<string, readonly DeclaredUnit[]>();
  const drawnOf = (line: string) => {
    const before = drawn.get(line);
    if (before) return before;
    const own = drawUnits(
      units.filter((unit) => unit.line === line),
      line,
      size,
    );
    drawn.set(line, own);
    return own;
  };
  const taken = new Set<string>();
  return groups
    .map(({ id, label, points }) => ({
      id,
      label,
      points: points
        .flatMap((point): Point[] =>
          point.asks === "declaration"
            ? [made(point, point.id, {})]
            : lines
                .filter((line) => asksOf(point, { form: line.form, option: line.option.id }))
                .flatMap((line) => ofLine(point, line, point.asks === "unit" ? drawnOf(line.line) : [])),
        )
        .filter(({ key }) => !taken.has(key) && taken.add(key)),
    }))
    .filter((group) => group.points.length > 0);
};

const ofLine = (
  point: ChecklistPoint,
  { line, label, staff, input }: Asked["lines"][number],
  drawn: readonly DeclaredUnit[],
): Point[] => {
  if (point.asks === "line") return [made(point, `${point.id}/${line}`, { line, label })];
  if (point.asks === "unit")
    return drawn.map(({ operation, register, record, on, quantity }) =>
      made(point, `${point.id}/${operation}/${register}/${record}`, {
        line,
        label,
        about: { operation, register, record, on, quantity },
      }),
    );
  if (point.asks === "item")
    return (input.items ?? []).map(({ id, supplier, reference, amount, on }) =>
      made(point, `${point.id}/${line}/${id}`, {
        line,
        label,
        item: { id, supplier, reference, amount, on },
      }),
    );
  return staff
    .filter(({ hours, share, monthsDeclared }) => (hours ?? share ?? monthsDeclared) !== null)
    .map(({ person, year }) =>
      made(point, `${point.id}/${person}/${year}`, { line, label, person: { person, year } }),
    );
};

const made = (
  { id, question, help, source, severity, typology, once }: ChecklistPoint,
  key: string,
  of: Partial<Pick<Point, "line" | "label" | "about" | "person" | "item">>,
): Point => ({
  key,
  point: id,
  question,
  help: help ?? null,
  source,
  severity,
  typology: typology ?? null,
  once,
  line: null,
  label: null,
  about: null,
  person: null,
  item: null,
  elsewhere: null,
  ...of,
});

const drawUnits = (
  units: readonly DeclaredUnit[],
  line: string,
  { seed, least, percent }: SampleSize,
): readonly DeclaredUnit[] => {
  const byId = new Map(units.map((unit) => [`${unit.operation}/${unit.register}/${unit.record}`, unit]));
  const size = Math.max(1, least, Math.ceil((byId.size * percent) / 100));
  if (byId.size <= size) return [...byId.values()];
  const frame = makeFrame(
    [...byId.keys()].map((id) => ({ id, cents: 1n, stratum: "", period: "", excluded: false })),
  );
  const { selected } = drawSample({ frame, chance: "equal", seed: `${seed}/${line}`, size });
  return selected.flatMap((id) => byId.get(id) ?? []);
};

/** What another verification answered to a question: which one, of which declaration, when and what. */
export type AnsweredElsewhere = Readonly<{
  verification: number;
  number: string;
  on: string | null;
  result: string;
  agreement: number;
  declaration: number | null;
}>;

/**
 * Returns the questions with what another verification answered already, which is not asked again: of a record, a piece
 * or somebody's year wherever it was; of a line or the whole within the same declaration, or the agreement where the
 * definitions say that once is enough.
 */
export const withElsewhere = (
  groups: Checklist["groups"],
  found: ReadonlyMap<string, AnsweredElsewhere>,
  here: Readonly<{ agreement: number; declaration: number | null }>,
): Checklist["groups"] =>
  groups.map((group) => ({
    ...group,
    points: group.points.map((point) => {
      const other = found.get(point.key);
      if (!other) return point;
      const isSame =
        other.declaration !== null && other.declaration === here.declaration
          ? true
          : (point.once || point.item !== null) && other.agreement === here.agreement;
      if (!isSame && point.about === null && point.person === null) return point;
      const { verification, number, on, result } = other;
      return { ...point, elsewhere: { verification, number, on, result } };
    }),
  }));

/** Returns all questions of a checklist. */
export const pointsOf = ({ groups }: Pick<Checklist, "groups">): readonly Point[] =>
  groups.flatMap(({ points }) => points);
