import { sumOf } from "../euros.ts";
import type { CostOption, CostRules } from "../definition/cost-rules.ts";
import type { Source } from "../definition/schema.ts";
import type { Text } from "../language.ts";
import type { CostNode, CostRemark, Delivered, Plan, PlanLine } from "./plan.ts";

/** What was done under a line, all that was told of it put together. */
export type Done = Readonly<{
  units: readonly NonNullable<Delivered["units"]>[number][];
  unitsBefore: NonNullable<Delivered["unitsBefore"]>;
  milestones: readonly string[];
  items: readonly NonNullable<Delivered["items"]>[number][];
  staff: readonly NonNullable<Delivered["staff"]>[number][];
  reached: string | undefined;
  cut: string;
  cutOfBuyer: boolean;
}>;

/** A line, what was done under it, and where remarks go. */
export type LineWork<T extends PlanLine["terms"] = PlanLine["terms"]> = Readonly<{
  rules: CostRules;
  plan: Plan;
  line: PlanLine;
  terms: T;
  option: CostOption | undefined;
  done: Done;
  tell: (remark: CostRemark) => void;
}>;

/** What an amount rests on: the option's article, or the agreement where the programme does not know the option. */
export const sourceOf = ({ option }: Pick<LineWork, "option">): Source =>
  option?.source ?? { article: "Convention", verified: false };

/** Returns a node whose amount is the sum of its parts. */
export const sumNode = (
  line: string | undefined,
  label: Text,
  parts: readonly CostNode[],
  source?: Source,
): CostNode => ({
  line,
  label,
  amount: sumOf(parts.map(({ amount }) => amount)),
  how: { kind: "sum" },
  source,
  parts,
});

/** Returns what was told of each line. Shares of objectives do not add up: the last one told stands. */
export const doneByLine = (delivered: readonly Delivered[]): ReadonlyMap<string, Done> => {
  const found = new Map<string, Done>();
  for (const {
    line,
    units = [],
    unitsBefore = {},
    milestones = [],
    items = [],
    staff = [],
    reached,
    cut,
    cutOfBuyer,
  } of delivered) {
    const before = found.get(line) ?? nothingDone;
    found.set(line, {
      units: [...before.units, ...units],
      unitsBefore: { ...before.unitsBefore, ...unitsBefore },
      milestones: [...before.milestones, ...milestones],
      items: [...before.items, ...items],
      staff: [...before.staff, ...staff],
      reached: reached ?? before.reached,
      cut: cut === undefined ? before.cut : sumOf([before.cut, cut]),
      cutOfBuyer: cutOfBuyer ?? before.cutOfBuyer,
    });
  }
  return found;
};

export const nothingDone: Done = {
  units: [],
  unitsBefore: {},
  milestones: [],
  items: [],
  staff: [],
  reached: undefined,
  cut: "0.00",
  cutOfBuyer: false,
};
