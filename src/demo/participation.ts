import { ageInYears, shiftDate } from "../definition/condition/calendar.ts";
import type { Value } from "../definition/condition/condition.ts";
import { addDays, dateOfDay, dayNumber, onWorkingDay, workingDayIn } from "./days.ts";
import type { People } from "./inputs.ts";
import { type Answers, initialsOf, type Person, type Story, type World } from "./invented.ts";
import { inProportion, type Random, type Weights } from "./random.ts";

/** Answers that become known when a person leaves, and six months later: the moments of the participant record. */
const leaveFields = [
  "leave_date",
  "leave_reason",
  "completed_as_planned",
  "employment_at_leave",
  "in_education_at_leave",
  "qualification_gained",
  "offer_received",
] as const;

export type Entries = Readonly<{
  operation: string;
  year: number;
  /** The partner of each participant, in the order of their entry. */
  partners: readonly string[];
  months: readonly number[];
  people: People;
  random: Random;
}>;

/** Returns the participants who enter an operation in a year, each with what happens to them until long after. */
export const makeParticipants = (world: World, entries: Entries): Story[] => {
  const { operation, year, partners, months, people, random } = entries;
  const count = partners.length;
  const dealt = (label: string, weights: Weights) => random.fork(label).dealt(weights, count);
  const monthOf = inProportion(Object.fromEntries(months.map((weight, at) => [`${at + 1}`, weight])), count);
  const genders = dealt("gender", { woman: people.women, man: 1 - people.women });
  const ages = dealt("age", people.ages);
  const situations = dealt("employment", people.employment);
  const educations = dealt("education", people.education);
  const reasons = dealt("reason", people.leave_reason);
  const stays = dealt("stay", people.stay_days);
  const spells = dealt("spell", people.unemployed_months);
  const incomplete = dealt("incomplete", { yes: people.incomplete.share, no: 1 - people.incomplete.share });
  const met = (world.peopleOfOperation.get(people.known_from?.operation ?? "") ?? []).filter(
    ({ entry }) => Number(entry.slice(0, 4)) <= year,
  );
  const here = world.peopleOfOperation.get(operation) ?? [];
  world.peopleOfOperation.set(operation, here);
  const taken = new Set(here.map(({ person }) => person.number));

  return partners.map((partner, index) => {
    const own = random.fork(index);
    const entry = workingDayIn(year, Number(monthOf[index] ?? "1"), own);
    const person =
      knownPerson(met, taken, entry, people, own) ??
      newPerson(
        world,
        partner,
        entry,
        genders[index] ?? "",
        withinRange(ages[index] ?? "", own),
        people,
        own,
      );
    taken.add(person.number);
    here.push({ person, entry, partner });

    const employment = situations[index] ?? "";
    const education = possibleEducation(world, educations[index] ?? "", ageInYears(person.birthDate, entry));
    const values: Answers = {
      person_number: person.number,
      ...person.fixed,
      birth_date: person.birthDate,
      gender: person.gender,
      entry_date: entry,
      education_level: education,
      ...situation(employment, person, entry, spells[index] ?? "", people, own),
      ...sensitive(education, people, own),
      informed_on: own.chance(people.informed) ? entry : null,
      ...leaving(
        employment,
        reasons[index] ?? "",
        onWorkingDay(addDays(entry, withinRange(stays[index] ?? "", own))),
        people,
        own,
      ),
    };
    if (incomplete[index] === "yes") leaveOneOut(values, people.incomplete.answers, own);
    return {
      partner,
      values,
      learned: [{ on: String(values["leave_date"]), fields: leaveFields }],
    };
  });
};

/** Adds to a sample of those who left what became of them six months later, with the weight of each. */
export const followUp = (world: World, stories: readonly Story[], people: People, random: Random): void => {
  const months = 6;
  const reached = stories.filter(
    ({ values }) => shiftDate(String(values["leave_date"]), { months }) <= world.inputs.horizon,
  );
  const drawn = random.dealt({ yes: people.sample, no: 1 - people.sample }, reached.length);
  const sample = reached.filter((_, index) => drawn[index] === "yes");
  const weight = (reached.length / Math.max(1, sample.length)).toFixed(4);
  for (const { values, learned } of sample) {
    const atLeave = String(values["employment_at_leave"]);
    const later = random.weighted(
      people.employment_at_6_months[atLeave] ?? people.employment_at_6_months["otherwise"] ?? {},
    );
    const wasInWork =
      values["employment_at_entry"] === "employed" || values["employment_at_entry"] === "self_employed";
    const isInWork = later === "employed" || later === "self_employed";
    const answers: Answers = {
      sampled: true,
      sample_weight: weight,
      housing_exclusion: random.chance(people.housing_exclusion),
      rural_area: false,
      employment_at_6_months: later,
      in_training_at_6_months: random.chance(people.training_at_6_months),
    };
    if (wasInWork && isInWork)
      for (const [field, share] of Object.entries(people.improved_at_6_months))
        answers[field] = random.chance(share);
    Object.assign(values, answers);
    learned.push({ on: shiftDate(String(values["leave_date"]), { months }), fields: Object.keys(answers) });
  }
};

/**
 * Lets some of those who left in an earlier year come back for a short second stay. The partner sends them again with
 * the new dates; they count once, in the year of their first entry.
 */
export const comeBack = (
  stories: readonly Story[],
  count: number,
  year: number,
  months: readonly number[],
  random: Random,
): void => {
  const gone = stories.filter(
    ({ values, learned, again }) =>
      !again && values["sampled"] !== true && learned.every(({ on }) => Number(on.slice(0, 4)) < year),
  );
  const weights = Object.fromEntries(months.map((weight, at) => [`${at + 1}`, weight]));
  for (const story of random.shuffled(gone).slice(0, count)) {
    const month = Number(random.weighted(weights));
    const days = [workingDayIn(year, month, random), workingDayIn(year, month, random)].toSorted();
    story.again = { ...story.values, entry_date: days[0] ?? null, leave_date: days[1] ?? null };
  }
};

const withinRange = (range: string, random: Random): number => {
  const [low = 0, high = 0] = range.split("-").map(Number);
  return random.whole(low, high);
};

/** Somebody already met in another operation, at least three weeks before, whose age fits. */
const knownPerson = (
  met: readonly { person: Person; entry: string }[],
  taken: ReadonlySet<string>,
  entry: string,
  { known_from: from, ages }: People,
  random: Random,
): Person | undefined => {
  if (!from || met.length === 0 || !random.chance(from.share)) return undefined;
  const bounds = Object.keys(ages).flatMap((range) => range.split("-").map(Number));
  const [youngest, oldest] = [Math.min(...bounds), Math.max(...bounds)];
  for (let attempt = 0; attempt < 40; attempt++) {
    const { person, entry: before } = random.pick(met);
    const age = ageInYears(person.birthDate, entry);
    if (addDays(before, 21) <= entry && age >= youngest && age <= oldest && !taken.has(person.number))
      return person;
  }
  return undefined;
};

const newPerson = (
  world: World,
  partner: string,
  entry: string,
  gender: string,
  age: number,
  people: People,
  random: Random,
): Person => {
  const { names, postcodes, postcodes_outside: outside, partners } = world.inputs;
  const first = random.pick(gender === "woman" ? names.women : names.men);
  const last = random.pick(names.last);
  const own = random.chance(people.own_number) ? initialsOf(world.partner(partner)) : undefined;
  const number = world.nextPersonNumber(own);
  const birthDate = dateOfDay(
    random.whole(
      dayNumber(shiftDate(entry, { years: -age - 1 })) + 1,
      dayNumber(shiftDate(entry, { years: -age })),
    ),
  );
  const reachable = random.chance(people.contact);
  const digits = String(random.whole(0, 999_999)).padStart(6, "0");
  const mailName = [first, last]
    .map((name) =>
      name
        .normalize("NFD")
        .replaceAll(/[^A-Za-z]/g, "")
        .toLowerCase(),
    )
    .join(".");
  return {
    number,
    gender,
    birthDate,
    fixed: {
      last_name: last,
      first_name: first,
      email: reachable ? `${mailName}@${names.mail_domain}` : null,
      phone: reachable ? `${names.phone_prefix}${digits.replace(/(..)(..)(..)/, " $1 $2 $3")}` : null,
      postcode: random.chance(people.outside)
        ? random.pick(outside)
        : random.weighted(partners[partner]?.postcodes ?? postcodes),
    },
  };
};

/** A diploma that takes longer than the person has lived gives way to the highest one possible. */
const possibleEducation = (world: World, level: string, age: number): string => {
  const youngest = world.inputs.youngest_with;
  if (age >= (youngest[level] ?? 0)) return level;
  const possible = Object.entries(youngest).filter(([, from]) => age >= from);
  return possible.toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? level;
};

const situation = (
  employment: string,
  person: Person,
  entry: string,
  spell: string,
  people: People,
  random: Random,
): Answers => {
  const unemployed = employment === "unemployed";
  const days = Math.round(withinRange(spell, random) * 30.4) + random.whole(1, 29);
  const oldEnough = shiftDate(person.birthDate, { years: 16 });
  const since = addDays(entry, -days);
  return {
    employment_at_entry: employment,
    registered_unemployed: unemployed && random.chance(people.registered),
    unemployed_since: unemployed ? (since < oldEnough ? oldEnough : since) : null,
    in_education_at_entry: random.chance(people.in_education[employment] ?? 0),
  };
};

const sensitive = (education: string, people: People, random: Random): Answers => {
  const answers: Answers = {};
  for (const [field, weights] of Object.entries(people.sensitive)) answers[field] = random.weighted(weights);
  // Not having finished primary school is itself a disadvantage (rule P24 of the framework).
  if (education === "isced_0" && answers["other_disadvantage"] === "no")
    answers["other_disadvantage"] = "yes";
  return answers;
};

const leaving = (
  employment: string,
  reason: string,
  leave: string,
  people: People,
  random: Random,
): Answers => {
  const inWork = employment === "employed" || employment === "self_employed";
  const drawn = random.weighted(
    people.employment_at_leave[reason] ?? people.employment_at_leave["otherwise"] ?? {},
  );
  const after: Value = random.chance(people.result_unknown)
    ? null
    : inWork && random.chance(people.keeps_job)
      ? employment
      : drawn;
  const hasWork = after === "employed" || after === "self_employed";
  const inEducation = random.chance(
    people.education_at_leave[reason] ?? people.education_at_leave["otherwise"] ?? 0,
  );
  return {
    leave_date: leave,
    leave_reason: reason,
    completed_as_planned: reason === "completed",
    employment_at_leave: after,
    in_education_at_leave: after === null ? null : inEducation,
    qualification_gained: reason === "completed" && random.chance(people.qualification),
    offer_received: hasWork || inEducation || random.chance(people.offer),
  };
};

/** An answer that the partner forgot: one of those without which the person counts in no indicator. */
const leaveOneOut = (values: Answers, answers: readonly string[], random: Random) => {
  const given = answers.filter((field) => (values[field] ?? null) !== null);
  if (given.length > 0) values[random.pick(given)] = null;
};
