import { shiftDate } from "../definition/condition/calendar.ts";
import type { Value } from "../definition/condition/condition.ts";
import type { Field } from "../definition/programme.ts";
import { addDays, dayNumber, dateOfDay, onWorkingDay, workingDayIn } from "./days.ts";
import type { Recipe } from "./inputs.ts";
import { type Answers, initialsOf, type Story, type World } from "./invented.ts";
import { inProportion, type Random } from "./random.ts";

/** The record that is being made: which one of how many, and the answers it has so far. */
type Making = Readonly<{
  index: number;
  year: number;
  partner: string;
  random: Random;
  values: Answers;
}>;

export type Kitchen = Readonly<{
  world: World;
  /** How many records (or groups) are made in one go; what is dealt out is dealt over all of them. */
  count: number;
  /** Whether the records follow each other in time, so that numbers given in a series do too. */
  inOrder: boolean;
  random: Random;
  months: readonly number[];
}>;

type Maker = (making: Making) => Value;

/** Makes the answers of one record, in the order of the recipes. */
export type Cook = (making: Making, learned: Story["learned"]) => void;

/**
 * Returns what fills in the answers of records by recipes. Names that begin with _ are only notes of the recipe and not
 * sent. Throws RangeError for a recipe about a field that the register does not have.
 */
export const cook = (
  recipes: Readonly<Record<string, Recipe>>,
  fields: ReadonlyMap<string, Field>,
  kitchen: Kitchen,
): Cook => {
  const makers = Object.entries(recipes).map(([name, recipe]) => {
    const field = fields.get(name);
    if (!field && !name.startsWith("_")) throw new RangeError(`no field ${name}`);
    const part = { ...kitchen, random: kitchen.random.fork(name) };
    return { name, recipe, make: maker(recipe, field, part, true) };
  });
  return (making, learned) => {
    const { values, random } = making;
    for (const { name, recipe, make } of makers) {
      const { known, not_after: bound } = recipe;
      let value = known !== undefined && !random.chance(known) ? null : make(making);
      if (bound !== undefined && typeof value === "string") value = earlier(value, bound, making);
      values[name] = value;
      if (recipe.learned && typeof value === "string") learned.push({ on: value, fields: [name] });
      if ("answered_with" in recipe) {
        const until =
          recipe.else && typed(random.fork("until", name).weighted(recipe.else), fields.get(name));
        joinStage(learned, recipe.answered_with, name, until);
      }
    }
  };
};

const joinStage = (learned: Story["learned"], first: string, name: string, until: Value | undefined) => {
  const at = learned.findIndex(({ fields }) => fields.includes(first));
  const stage = learned[at];
  if (!stage) return;
  const before = until === undefined ? stage.before : { ...stage.before, [name]: until };
  learned[at] = { on: stage.on, fields: [...stage.fields, name], ...(before && { before }) };
};

const earlier = (date: string, bound: string, { values, year }: Making): string => {
  const last = bound === "year_end" ? `${year}-12-31` : values[bound];
  return typeof last === "string" && last < date ? last : date;
};

const dateIn = (values: Answers, name: string): string | undefined => {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
};

/** The outermost recipe deals its answers out in exact proportions; one inside another draws them. */
const maker = (recipe: Recipe, field: Field | undefined, kitchen: Kitchen, outermost: boolean): Maker => {
  const { world, random, count } = kitchen;
  if ("answered_with" in recipe) {
    const { answered_with: first, one_of: weights, else: otherwise } = recipe;
    return ({ values, random: own }) => {
      const drawn = (values[first] ?? null) === null ? otherwise : weights;
      return drawn === undefined ? null : typed(own.weighted(drawn), field);
    };
  }
  if ("value" in recipe) {
    const value = typed(String(recipe.value), field);
    return () => value;
  }
  if ("one_of" in recipe) {
    const weights = Array.isArray(recipe.one_of)
      ? Object.fromEntries(recipe.one_of.map((code) => [code, 1]))
      : recipe.one_of;
    if (!outermost) return (making) => typed(making.random.weighted(weights), field);
    const dealt = random.dealt(weights, count);
    return ({ index }) => typed(dealt[index] ?? "", field);
  }
  if ("number" in recipe) {
    const [low, high] = recipe.number;
    return (making) => typed(String(making.random.whole(low, high)), field);
  }
  if ("amount" in recipe) return amount(recipe.amount, recipe.step, field?.scale ?? 2);
  if ("serial" in recipe) return serial(recipe.serial, recipe.digits ?? 1, world);
  if ("coded" in recipe) {
    const { coded, of } = recipe;
    return (making) => coded.replace("{n}", String(making.random.whole(1, of)).padStart(2, "0"));
  }
  if ("enterprise" in recipe) return enterprise(recipe, kitchen);
  if ("person" in recipe) return () => world.nextPersonNumber();
  if ("day_in" in recipe) {
    const weights = Object.fromEntries(
      (recipe.day_in === "year" ? kitchen.months : recipe.day_in).map((weight, at) => [`${at + 1}`, weight]),
    );
    if (!outermost) return ({ year, random }) => workingDayIn(year, Number(random.weighted(weights)), random);
    const dealt = inProportion(weights, count);
    const months = kitchen.inOrder ? dealt : random.shuffled(dealt);
    return ({ year, random, index }) => workingDayIn(year, Number(months[index] ?? "1"), random);
  }
  if ("days" in recipe) {
    const [low, high] = recipe.days;
    return ({ values, random }) => {
      const from = dateIn(values, recipe.after);
      if (from === undefined) return null;
      const date = addDays(from, random.whole(low, high));
      // What follows happens in office hours; what went before (a birth, a registration online) on any day.
      return low < 0 ? date : onWorkingDay(date);
    };
  }
  if ("plus" in recipe) {
    const { years = 0, months = 0, days = 0 } = recipe.plus;
    return ({ values }) => {
      const from = dateIn(values, recipe.after);
      return from === undefined ? null : shiftDate(from, { years, months, days });
    };
  }
  if ("between" in recipe) {
    const [first, last] = recipe.between;
    return ({ values, random }) => {
      const [from, until] = [dateIn(values, first), dateIn(values, last)];
      if (from === undefined || until === undefined) return null;
      return dateOfDay(random.whole(dayNumber(from), Math.max(dayNumber(from), dayNumber(until))));
    };
  }
  if ("same_as" in recipe) return ({ values }) => values[recipe.same_as] ?? null;
  if ("met_in" in recipe) return met(recipe, world);
  if ("said_in" in recipe) {
    const { said_in: register, operation, field: asked, same } = recipe;
    const said = new Map(
      world.storiesOf(operation, register).map(({ values }) => [values[same], values[asked] ?? null]),
    );
    return ({ values }) => said.get(values[same]) ?? null;
  }
  if ("sum_of" in recipe) return sum(recipe, world, field?.scale ?? 2);
  if ("percent_of" in recipe) {
    const { percent_of: whole, percent } = recipe;
    return ({ values }) => {
      const of = values[whole] ?? null;
      return of === null ? null : ((Number(of) * percent) / 100).toFixed(field?.scale ?? 2);
    };
  }
  if ("year_of" in recipe) {
    return ({ values }) => {
      const date = dateIn(values, recipe.year_of);
      if (date === undefined) return null;
      const year = Number(date.slice(0, 4));
      return typed(String(date.slice(5) < recipe.starting ? year - 1 : year), field);
    };
  }
  const { by, each, otherwise } = recipe;
  const makers = new Map(
    Object.entries(each).map(([code, inner]) => [code, maker(inner, field, kitchen, false)]),
  );
  const other = otherwise && maker(otherwise, field, kitchen, false);
  return (making) => (makers.get(String(making.values[by])) ?? other)?.(making) ?? null;
};

const met = (
  { met_in: register, operation, field, by }: Extract<Recipe, { met_in: string }>,
  world: World,
): Maker => {
  const datedBy = world.programme.registers.get(register)?.datedBy ?? "";
  const everybody = world.storiesOf(operation, register);
  const told = Map.groupBy(everybody, ({ partner }) => partner);
  return ({ partner, values, random }) => {
    const all = told.get(partner) ?? everybody;
    const day = dateIn(values, by) ?? "";
    const before = all.filter((story) => String(story.values[datedBy]) <= day);
    const from = before.length > 0 ? before : all;
    return from.length === 0 ? null : (random.pick(from).values[field] ?? null);
  };
};

const sum = (
  { sum_of: number, in: register, operation, same }: Extract<Recipe, { sum_of: string }>,
  world: World,
  scale: number,
): Maker => {
  const datedBy = world.programme.registers.get(register)?.datedBy ?? "";
  return ({ year, values }) =>
    world
      .storiesOf(operation, register)
      .filter((story) => String(story.values[datedBy]).startsWith(`${year}-`))
      .filter((story) => same.every((field) => story.values[field] === values[field]))
      .reduce((total, story) => total + Number(story.values[number] ?? 0), 0)
      .toFixed(scale);
};

const typed = (code: string, field: Field | undefined): Value => {
  if (field?.type === "boolean") return code === "true";
  return field?.type === "integer" ? Number(code) : code;
};

const amount = ([low, high]: readonly [number, number], step: number, scale: number): Maker => {
  const unit = 10 ** scale;
  const steps = Math.floor((high - low) / step);
  return ({ random }) => {
    const units = Math.round(low * unit) + random.whole(0, steps) * Math.round(step * unit);
    const text = String(units).padStart(scale + 1, "0");
    return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  };
};

const serial = (pattern: string, digits: number, world: World): Maker => {
  return ({ year, partner }) => {
    const start = pattern
      .replace("{year}", String(year))
      .replace("{initials}", initialsOf(world.partner(partner)));
    return start.replace("{n}", String(world.next(start)).padStart(digits, "0"));
  };
};

const enterprise = (
  { enterprise: pool, of, distinct, busiest }: Extract<Recipe, { enterprise: string }>,
  { world, random, count }: Kitchen,
): Maker => {
  const numbers = world.enterprises(pool, of);
  if (distinct === "ever") {
    return () => {
      const number = numbers[world.next(`enterprise ${pool}`) - 1];
      if (number === undefined) throw new RangeError(`${pool}: more than ${of} enterprises are needed`);
      return number;
    };
  }
  if (distinct === "in_year") {
    if (count > numbers.length) throw new RangeError(`${pool}: fewer than ${count} enterprises`);
    const order = random.shuffled(numbers);
    return ({ index }) => order[index] ?? null;
  }
  // A few enterprises come back all the time, most of them hardly ever.
  return ({ random }) =>
    numbers[Math.floor(numbers.length * (busiest ? random.next() ** 3 : random.next()))] ?? null;
};
