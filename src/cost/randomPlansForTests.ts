import * as fc from "fast-check";
import { withScale, word } from "./forTests.ts";
import type { Delivered, Plan, PlanLine, StaffTime, Terms } from "./plan.ts";

/** A random plan that the law allows, what was delivered under it, what is left of its lines, and how it rounds. */
export type RandomWork = Readonly<{
  plan: Plan;
  delivered: readonly Delivered[];
  /** What else may have been delivered under it: in another period, or told better. The first is `delivered`. */
  tellings: readonly (readonly Delivered[])[];
  available: Readonly<Record<string, string>>;
  rounding: Readonly<{ rate: "half_up" | "down"; amount: "half_up" | "down" }>;
}>;

/** How many random plans a property is tried on: ten thousand, or as many as JALON_RUNS says. */
export const runs = Number(process.env["JALON_RUNS"] ?? "10000");

/** The rules under which a random work is computed. */
export const rulesOf = ({ rounding }: RandomWork) => ({
  ...withScale,
  rounding: { ...rounding, source: undefined },
});

const money = (most: number) =>
  fc
    .integer({ min: 0, max: most * 100 })
    .map((cents) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);
const decimal = (most: number, digits: number) =>
  fc.integer({ min: 0, max: most * 10 ** digits }).map((units) => {
    const text = String(units).padStart(digits + 1, "0");
    return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  });
const day = fc
  .integer({ min: 0, max: 729 })
  .map(
    (days) => `${days < 365 ? 2019 : 2020}-${String(Math.floor((days % 365) / 31) + 1).padStart(2, "0")}-15`,
  );
const ratePercent = (most: number) =>
  fc.integer({ min: 1, max: most * 10 }).map((thousandths) => `0.${String(thousandths).padStart(3, "0")}`);

const person = fc.record({
  person: fc.constantFrom("A-01", "A-02", "B-07"),
  year: fc.constantFrom(2019, 2020),
  grossCost: money(90_000),
  months: fc.constantFrom("12", "7", "3.5", "1"),
  fraction: fc.constantFrom("1", "0.8", "0.6", "0.35"),
  hours: decimal(1100, 2),
  hoursBefore: fc.constantFrom("0", "300", "1500.25"),
  share: fc.constantFrom("0.2", "0.35", "1"),
  monthsDeclared: fc.constantFrom("1", "3", "6", "4.5"),
  function: fc.constant("adviser"),
});
/** One entry of a line for each person and year, as a time sheet has them. */
const people = fc.uniqueArray(person, {
  maxLength: 4,
  selector: ({ person: code, year }: StaffTime) => `${code} ${year}`,
});
const items = fc
  .array(fc.record({ on: day, amount: money(20_000) }), { maxLength: 6 })
  .map((told) => told.map((item, index) => ({ ...item, id: `F-${index}` })));
const units = fc.array(fc.record({ on: day, quantity: decimal(400, 2) }), { maxLength: 12 });
const milestones = fc
  .array(money(30_000), { minLength: 1, maxLength: 4 })
  .map((amounts) => amounts.map((amount, index) => ({ id: `m${index}`, label: word(`m${index}`), amount })));

type Part = Readonly<{ line: Omit<PlanLine, "project">; tellings: readonly Omit<Delivered, "line">[] }>;

/** The shapes that projects take (what may stand beside what under Art. 67(3) and 68 to 68b), told so many times. */
const projectTold = (times: number): fc.Arbitrary<readonly Part[]> => {
  const part = (
    id: string,
    option: string,
    category: string,
    terms: fc.Arbitrary<Terms>,
    done: fc.Arbitrary<Omit<Delivered, "line">>,
  ): fc.Arbitrary<Part> =>
    fc
      .record({
        terms,
        done: fc.array(fc.record({ done, cut: fc.option(money(5_000), { nil: undefined, freq: 4 }) }), {
          minLength: times,
          maxLength: times,
        }),
        budget: fc.oneof(
          { weight: 3, arbitrary: fc.constant("9000000.00") },
          { weight: 1, arbitrary: money(40_000) },
        ),
      })
      .map(({ terms: said, done: told, budget }) => ({
        line: { id, label: word(id), option, category, budget, terms: said },
        tellings: told.map((each) => ({ ...each.done, cut: each.cut })),
      }));

  const real = (id: string, category: string) =>
    part(
      id,
      "real_cost",
      category,
      fc.constant({ form: "real_cost" }),
      items.map((told) => ({ items: told })),
    );
  const rated = (id: string, option: string, category: string, most: number) =>
    part(
      id,
      option,
      category,
      ratePercent(most).map((rate) => ({ form: "flat_rate", rate })),
      fc.constant({}),
    );
  const hourly = (id: string) =>
    part(
      id,
      "hourly_rate",
      "direct_staff",
      fc.constant({ form: "hourly_rate" }),
      people.map((staff) => ({ staff })),
    );
  const share = part(
    "share",
    "fixed_share",
    "direct_staff",
    fc.constant({ form: "fixed_share" }),
    people.map((staff) => ({ staff })),
  );
  const salary = part(
    "salary",
    "salary_flat_rate",
    "direct_staff",
    fc.constant({ form: "salary_flat_rate", scale: "invented" }),
    fc.record({
      staff: people,
      reached: fc.constantFrom(undefined, "0.3", "0.5", "0.76", "0.90", "1.1"),
    }),
  );
  const staffOf = fc.oneof(real("staff", "direct_staff"), hourly("hours"), share, salary);
  const unitCost = part(
    "units",
    "unit_cost",
    "whole",
    fc.record({ first: money(90), second: money(90) }).map(({ first, second }) => ({
      form: "unit_cost",
      unit: word("hours"),
      rates: [
        { from: "2019-01-01", value: first },
        { from: "2020-03-01", value: second },
      ],
    })),
    units.map((told) => ({ units: told })),
  );
  const delivery = fc.constantFrom("lump_sum", "not_linked_to_costs").chain((form) =>
    part(
      "event",
      form,
      "whole",
      milestones.map((agreed): Terms => ({ form, milestones: agreed })),
      fc.subarray(["m0", "m1"]).map((told) => ({ milestones: told })),
    ),
  );
  const services = real("services", "external_services");
  const travel = real("travel", "travel");
  const pay = real("pay", "participants");

  return fc.oneof(
    fc.tuple(staffOf, rated("rest", "remaining_40", "remaining", 40), pay),
    fc.tuple(staffOf, services, travel, rated("indirect", "indirect_15", "indirect", 15)),
    fc.tuple(
      services,
      pay,
      rated("staff20", "staff_20", "direct_staff", 20),
      rated("indirect", "indirect_15", "indirect", 15),
    ),
    fc.tuple(
      services,
      travel,
      rated("staff20", "staff_20", "direct_staff", 20),
      rated("indirect", "indirect_25", "indirect", 25),
    ),
    fc.tuple(hourly("hours"), share, rated("indirect", "indirect_25", "indirect", 25)),
    unitCost.map((one) => [one]),
    delivery.map((one) => [one]),
  );
};

/** Random plans of one to three projects, and what was delivered under them, told so many times. */
export const randomWorkTold = (times: number): fc.Arbitrary<RandomWork> =>
  fc
    .record({
      projects: fc.array(projectTold(times), { minLength: 1, maxLength: 3 }),
      left: fc.option(money(30_000), { nil: undefined, freq: 2 }),
      rate: fc.constantFrom("half_up" as const, "down" as const),
      amount: fc.constantFrom("half_up" as const, "down" as const),
    })
    .map(({ projects, left, rate, amount }): RandomWork => {
      const parts = projects.flatMap((each, index) =>
        each.map(({ line, tellings }) => ({
          line: { ...line, id: `p${index}_${line.id}`, project: `p${index}` },
          tellings,
        })),
      );
      const [first] = parts;
      const tellings = Array.from({ length: times }, (_, n) =>
        parts.map(({ line, tellings: told }) => ({ ...told[n], line: line.id })),
      );
      return {
        plan: {
          grantedOn: "2019-06-01",
          lines: parts.map(({ line }) => line),
          publicSupport: "900000.00",
          totalCost: "900000.00",
          stateAid: "none",
        },
        delivered: tellings[0] ?? [],
        tellings,
        available: left === undefined || !first ? {} : { [first.line.id]: left },
        rounding: { rate, amount },
      };
    });

/** Random plans, and what was delivered once. */
export const randomWork = randomWorkTold(1);
