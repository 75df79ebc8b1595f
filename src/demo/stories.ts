import type { Operation, Programme, Register } from "../definition/programme.ts";
import { type Batch, type Demonstration, peopleOf } from "./inputs.ts";
import { type Answers, type Story, World } from "./invented.ts";
import { comeBack, followUp, makeParticipants } from "./participation.ts";
import { inProportion, type Random } from "./random.ts";
import { cook, type Cook } from "./recipe.ts";

/** The stories of one batch, and the literal rows it gives, by the year of the file that they stand in. */
export type Told = Readonly<{
  operation: Operation;
  register: Register;
  stories: readonly Story[];
  rows: readonly Readonly<{ year: number; story: Story }>[];
}>;

/**
 * Yields, batch by batch in the order of the inputs, everything that happened in the demonstration's operations. Throws
 * RangeError for inputs that name what the programme does not have, or that cannot be met.
 */
export function* tell(programme: Programme, inputs: Demonstration): Generator<Told> {
  const world = new World(programme, inputs);
  const identities = new Map<string, Set<string>>();
  for (const [position, batch] of inputs.batches.entries()) {
    const operation = programme.operations.get(batch.operation);
    const register = programme.registers.get(batch.register);
    if (!operation?.registers.includes(batch.register) || !register)
      throw new RangeError(`${batch.operation} does not keep ${batch.register}`);
    for (const partner of Object.keys(batch.partners ?? {}))
      if (!operation.partners.includes(partner)) throw new RangeError(`${partner} is not in ${operation.id}`);
    const random = world.random.fork(operation.id, register.id, position);
    const key = `${operation.id}/${register.id}`;
    const seen = identities.get(key) ?? new Set();
    identities.set(key, seen);
    const stories = tellBatch(world, batch, operation, register, seen, random);
    const all = world.storiesOf(operation.id, register.id);
    for (const story of stories) all.push(story);
    yield { operation, register, stories, rows: literalRows(batch, operation) };
  }
}

const tellBatch = (
  world: World,
  batch: Batch,
  operation: Operation,
  register: Register,
  seen: Set<string>,
  random: Random,
): Story[] => {
  const stories: Story[] = [];
  const people = peopleOf(world.inputs, batch);
  for (const [text, count] of Object.entries(batch.records ?? {})) {
    const year = Number(text);
    const months = batch.months?.[text] ?? world.inputs.months[text];
    if (!months) throw new RangeError(`no months for ${text}`);
    const groups = batch.groups?.[text];
    const perPartner = inProportion(
      batch.partners ?? Object.fromEntries(operation.partners.map((partner) => [partner, 1])),
      groups ?? count,
    );
    const inYear = random.fork(year);
    const part = { world, batch, register, year, months, random: inYear, seen };
    const partners = inYear.fork("partners").shuffled(perPartner);
    if (people) {
      const entries = { operation: operation.id, year, partners, months, people, random: inYear };
      const entered = makeParticipants(world, entries);
      complete(entered, part, partners);
      followUp(world, entered, people, inYear.fork("sample"));
      const returning = batch.returns?.[text] ?? 0;
      if (returning > 0) comeBack(stories, returning, year, months, inYear.fork("returns"));
      stories.push(...entered);
    } else stories.push(...(groups === undefined ? inOrder(part, partners) : grouped(part, partners, count)));
  }
  return stories;
};

type Part = Readonly<{
  world: World;
  batch: Batch;
  register: Register;
  year: number;
  months: readonly number[];
  random: Random;
  seen: Set<string>;
}>;

const cookOf = (
  part: Part,
  recipes: Batch["fields"],
  count: number,
  inOrder: boolean,
  label: string,
): Cook => {
  const { world, register, months, random } = part;
  return cook(recipes ?? {}, register.fields, { world, count, inOrder, months, random: random.fork(label) });
};

/** Adds to participants what their operation asks beyond the common record. */
const complete = (stories: readonly Story[], part: Part, partners: readonly string[]) => {
  const { batch, year, random } = part;
  const fill = cookOf(part, batch.fields, stories.length, true, "fields");
  stories.forEach(({ values, learned }, index) =>
    fill(
      { index, year, partner: partners[index] ?? "", random: random.fork("field", index), values },
      learned,
    ),
  );
};

/** Records that stand alone, in the order in which they came. */
const inOrder = (part: Part, partners: readonly string[]): Story[] => {
  const fill = cookOf(part, part.batch.fields, partners.length, true, "fields");
  return partners.flatMap((partner, index) => makeRecord(part, fill, partner, index, partners.length, {}));
};

/** Records of which several are about the same class, person, authority or case. */
const grouped = (part: Part, partners: readonly string[], count: number): Story[] => {
  const { batch, year, random } = part;
  const groups = partners.length;
  if (count < groups) throw new RangeError(`${batch.operation}: ${groups} groups need as many records`);
  if (count > groups * (batch.largest_group ?? Infinity))
    throw new RangeError(`${batch.operation}: ${count} records do not fit in ${groups} groups`);
  const drawn = drawGroups(part, partners);
  const fillGroup = cookOf(part, batch.group, groups, false, "group");
  const fill = cookOf(part, batch.fields, count, false, "fields");
  const members = random.fork("members");
  const sizes = drawn.map(() => 1);
  for (let left = drawn.length < groups ? 0 : count - groups; left > 0; left--) {
    let at = members.whole(0, groups - 1);
    while ((sizes[at] ?? 0) >= (batch.largest_group ?? Infinity)) at = members.whole(0, groups - 1);
    sizes[at] = (sizes[at] ?? 0) + 1;
  }
  let index = 0;
  return drawn.flatMap(({ partner, values }, at) => {
    const learned: Story["learned"] = [];
    fillGroup({ index: at, year, partner, random: random.fork("group", at), values }, learned);
    return Array.from({ length: sizes[at] ?? 0 }, () =>
      makeRecord(part, fill, partner, index++, count, values),
    ).flat();
  });
};

/** What each group starts from: a combination not used yet, a record of another register, or nothing. */
const drawGroups = (part: Part, partners: readonly string[]): { partner: string; values: Answers }[] => {
  const { world, batch, year, random, seen } = part;
  const { combination, from } = batch;
  const values = partners.map((): Answers => ({}));
  if (combination) {
    let all: Answers[] = [{}];
    for (const [field, texts] of Object.entries(combination))
      all = all.flatMap((known) => texts.map((text) => ({ ...known, [field]: text })));
    const drawn = random.fork("combination").shuffled(all);
    if (drawn.length < partners.length) throw new RangeError(`${batch.operation}: not enough combinations`);
    values.forEach((each, at) => Object.assign(each, drawn[at]));
  }
  if (!from) return values.map((each, at) => ({ partner: partners[at] ?? "", values: each }));
  const source = world.programme.registers.get(from.register);
  const { also_in: also } = from;
  const met =
    also &&
    new Map(
      world.storiesOf(also.operation, also.register).map((story) => [story.values[also.by], story.partner]),
    );
  const drawn = random.fork("from").shuffled(
    world.storiesOf(from.operation ?? batch.operation, from.register).filter((story) => {
      const date = String(story.values[source?.datedBy ?? ""] ?? "");
      if (!date.startsWith(`${year}-`) || date.slice(5) > (from.until ?? "12-31")) return false;
      if (Object.entries(from.where ?? {}).some(([field, answer]) => story.values[field] !== answer))
        return false;
      if ((from.answered ?? []).some((field) => (story.values[field] ?? null) === null)) return false;
      if (met && !met.has(story.values[from.also_in?.by ?? ""])) return false;
      // Whoever is in the register already is not drawn for it again.
      return !keysOf(part).some((fields) => {
        const copied = fields.map((field) => from.copy[field]);
        if (copied.includes(undefined)) return false;
        return seen.has(keyOf(fields, (_, at) => story.values[copied[at] ?? ""]));
      });
    }),
  );
  if (drawn.length < values.length && !from.up_to)
    throw new RangeError(`${batch.operation}: not enough ${from.register}`);
  const own = world.programme.operations.get(batch.operation)?.partners ?? [];
  return values.slice(0, drawn.length).map((each, at) => {
    const story = drawn[at];
    for (const [field, copied] of Object.entries(from.copy)) {
      // Whose record it is can be copied too, under the name that a recipe has for it.
      each[field] = story?.values[copied] ?? (copied === "_partner" ? (story?.partner ?? null) : null);
    }
    const dealt = partners[at] ?? "";
    const kept = met ? (met.get(story?.values[from.also_in?.by ?? ""]) ?? "") : (story?.partner ?? "");
    if (from.elsewhere) return { partner: [dealt, ...own].find((id) => id !== kept) ?? dealt, values: each };
    return { partner: own.includes(kept) ? kept : dealt, values: each };
  });
};

/**
 * Makes a record that no other one has the identity of, nor what `unlike` names. Where one had, chance is asked again,
 * for another card of the deck as well; none is made for a group that finds nobody else, where groups may be small.
 */
const makeRecord = (
  part: Part,
  fill: Cook,
  partner: string,
  index: number,
  count: number,
  start: Answers,
): Story[] => {
  const { year, random, seen } = part;
  const keys = keysOf(part);
  for (let attempt = 0; attempt < 50; attempt++) {
    const values: Answers = { _year: String(year), _partner: partner, ...start };
    const learned: Story["learned"] = [];
    const own = random.fork("record", index, attempt);
    const card = attempt === 0 ? index : own.whole(0, count - 1);
    fill({ index: card, year, partner, random: own, values }, learned);
    const taken = keys.map((fields) => keyOf(fields, (field) => values[field]));
    if (taken.some((key) => seen.has(key))) continue;
    for (const key of taken) seen.add(key);
    return [{ partner, values, learned }];
  }
  if (part.batch.largest_group !== undefined) return [];
  throw new RangeError(`${part.batch.operation}, ${part.register.id}: no identity left for record ${index}`);
};

/** What no two records of the batch may agree on. */
const keysOf = ({ batch, register }: Part): (readonly string[])[] => [
  register.identity,
  ...(batch.unlike ? [batch.unlike] : []),
];

const keyOf = (
  fields: readonly string[],
  answer: (field: string, at: number) => Answers[string] | undefined,
): string => fields.map((field, at) => `${field}=${String(answer(field, at))}`).join("\u001F");

const literalRows = (batch: Batch, operation: Operation): Told["rows"] =>
  Object.entries(batch.rows ?? {}).flatMap(([year, rows]) =>
    rows.map(({ partner = operation.partners[0] ?? "", values }) => ({
      year: Number(year),
      story: { partner, values: { ...values }, learned: [] },
    })),
  );
