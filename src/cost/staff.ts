import { isAbove, smaller } from "../euros.ts";
import { latestOn } from "../definition/dated.ts";
import { add, compare, type Exact, exact, multiply, subtract, zero } from "../decimal.ts";
import type { Text } from "../language.ts";
import { plainNumber, product, quotient, sayNumber } from "./amounts.ts";
import type { CostNode, StaffTime, Terms } from "./plan.ts";
import { ownRule, remark } from "./remarks.ts";
import { type LineWork, sourceOf, sumNode } from "./work.ts";

type Of<F extends Terms["form"]> = LineWork<Extract<Terms, { form: F }>>;

const twelve = exact("12");
const isNothing = (value: string | undefined): boolean =>
  value === undefined || compare(exact(value), zero) <= 0;

const personLabel = ({ person, year }: StaffTime): Text => {
  const label = `${person}, ${year}`;
  return { fr: label, nl: label, en: label };
};

/** Returns the hours that the rate of this person is worked out with; undefined where they are not known. */
const hoursOfRate = ({ rules, plan, option }: LineWork, entry: StaffTime): Exact | undefined => {
  if (option?.denominator === "month") {
    if (isNothing(entry.monthlyHours)) return undefined;
    return multiply(exact(entry.monthlyHours ?? "0"), exact(entry.monthsDeclared ?? "12"));
  }
  const whole = latestOn(rules.fullTimeHours, plan.grantedOn) ?? rules.fullTimeHours[0];
  return whole && multiply(exact(String(whole.value)), exact(entry.fraction));
};

/** Hours of each entry that may be declared, by line and place in it. */
export type AllowedHours = ReadonlyMap<string, Exact>;

const placeOf = (line: string, at: number): string => `${at} ${line}`;

/**
 * Returns how many hours of each entry stay within the hours of the person's year, over all lines: those declared before
 * come first, then the lines in the order of their names. Reg. 1303/2013, Art. 68a(3); Reg. 2021/1060, Art. 55(3).
 */
export const allowHours = (works: readonly Of<"hourly_rate">[]): AllowedHours => {
  const years = new Map<string, { work: LineWork; entry: StaffTime; place: string }[]>();
  for (const work of works.toSorted((a, b) => (a.line.id < b.line.id ? -1 : 1)))
    for (const { entry, at } of work.done.staff
      .map((entry, at) => ({ entry, at }))
      .toSorted((a, b) => (orderOf(a.entry) < orderOf(b.entry) ? -1 : 1))) {
      const key = `${entry.year} ${entry.person}`;
      years.set(key, [...(years.get(key) ?? []), { work, entry, place: placeOf(work.line.id, at) }]);
    }
  const allowed = new Map<string, Exact>();
  for (const told of years.values()) {
    const caps = told.flatMap(({ work, entry }) => hoursOfRate(work, entry) ?? []);
    const cap = caps.reduce((least, one) => (compare(one, least) < 0 ? one : least), caps[0] ?? zero);
    const before = told
      .map(({ entry }) => exact(entry.hoursBefore ?? "0"))
      .reduce((most, one) => (compare(one, most) > 0 ? one : most), zero);
    let left = atLeastZero(subtract(cap, before));
    for (const { work, entry, place } of told) {
      const hours = exact(entry.hours ?? "0");
      const taken = compare(hours, left) > 0 ? left : hours;
      allowed.set(place, taken);
      left = subtract(left, taken);
      if (compare(hours, taken) > 0 && caps.length > 0) {
        const found = `${entry.person}, ${entry.year}: ${plainNumber(add(before, sumHours(told)))}`;
        work.tell(
          remark("refuse", "hours_above_year", work.line.id, found, hoursWords(cap, before), sourceOf(work)),
        );
      }
    }
    tellDifferences(told);
  }
  return allowed;
};

const orderOf = ({ hours = "0", grossCost, months, fraction }: StaffTime): string =>
  [hours.padStart(12, "0"), grossCost, months, fraction].join(" ");

const atLeastZero = (value: Exact): Exact => (compare(value, zero) < 0 ? zero : value);

const sumHours = (told: readonly Readonly<{ entry: StaffTime }>[]): Exact =>
  told.reduce((sum, { entry }) => add(sum, exact(entry.hours ?? "0")), zero);

const hoursWords = (cap: Exact, before: Exact) => {
  const [most, rest] = [
    sayNumber(plainNumber(cap)),
    sayNumber(plainNumber(atLeastZero(subtract(cap, before)))),
  ];
  return {
    expected: {
      fr: `au plus ${most.fr} heures par personne et par an, toutes opérations ensemble`,
      nl: `hoogstens ${most.nl} uur per persoon en per jaar, alle operaties samen`,
      en: `at most ${most.en} hours for a person and year, all operations together`,
    },
    mend: {
      fr: `Ramenez les heures de cette personne à ${rest.fr} au plus dans cette déclaration.`,
      nl: `Breng de uren van deze persoon in deze declaratie terug tot hoogstens ${rest.nl}.`,
      en: `Bring the hours of this person in this declaration down to ${rest.en} at most.`,
    },
  };
};

const tellDifferences = (told: readonly Readonly<{ work: LineWork; entry: StaffTime }>[]): void => {
  const [first] = told;
  const terms = (entry: StaffTime) => `${entry.grossCost} / ${entry.months} / ${entry.fraction}`;
  const other = told.find(({ entry }) => first && terms(entry) !== terms(first.entry));
  if (!first || !other) return;
  const found = `${first.entry.person}, ${first.entry.year}: ${terms(first.entry)}, ${terms(other.entry)}`;
  other.work.tell(remark("confirm", "person_told_twice", other.work.line.id, found, toldTwice, ownRule));
};

const toldTwice = {
  expected: {
    fr: "un seul coût salarial et une seule fraction par personne et par an",
    nl: "één loonkost en één breuk per persoon en per jaar",
    en: "one cost and one fraction for a person and year",
  },
  mend: {
    fr: "Vérifiez le coût salarial, les mois et la fraction de cette personne sur chaque ligne.",
    nl: "Controleer de loonkost, de maanden en de breuk van deze persoon op elke regel.",
    en: "Check the cost, the months and the fraction of this person on each line.",
  },
};

const staffTerms = {
  expected: {
    fr: "un coût salarial, le nombre de mois qu'il couvre et une fraction du temps plein, plus grands que zéro",
    nl: "een loonkost, het aantal maanden ervan en een deel van een voltijdse, groter dan nul",
    en: "a cost of employment, the months that it is of and a part of full time, above zero",
  },
  mend: {
    fr: "Complétez la fiche de cette personne.",
    nl: "Vul de gegevens van deze persoon aan.",
    en: "Complete what is known of this person.",
  },
};

/** Returns whether the terms of somebody's employment can be reckoned with; tells of them where not. */
const isComplete = (work: LineWork, entry: StaffTime): boolean => {
  if (!isNothing(entry.months) && !isNothing(entry.fraction)) return true;
  const found = `${entry.person}, ${entry.year}: ${entry.months}, ${entry.fraction}`;
  work.tell(remark("refuse", "staff_terms", work.line.id, found, staffTerms, sourceOf(work)));
  return false;
};

/**
 * Returns the cost of hours: gross yearly cost / (1,720 × fraction), the rate rounded to the cent first. Cost of less
 * than a year is extrapolated from its months. Reg. 1303/2013, Art. 68a(2)-(4); Reg. 2021/1060, Art. 55(2)-(4).
 */
export const hourlyNode = (work: Of<"hourly_rate">, allowed: AllowedHours): CostNode => {
  const { line, plan, option, done, rules, tell } = work;
  const parts = done.staff.flatMap((entry, at): CostNode[] => {
    const hoursOfYear = hoursOfRate(work, entry);
    if (!isComplete(work, entry)) return [];
    if (!hoursOfYear || compare(hoursOfYear, zero) === 0) {
      tell(
        remark(
          "refuse",
          "staff_terms",
          line.id,
          `${entry.person}, ${entry.year}`,
          staffTerms,
          sourceOf(work),
        ),
      );
      return [];
    }
    const before2018 = option?.partTimeFrom !== undefined && plan.grantedOn < option.partTimeFrom;
    if (before2018 && compare(exact(entry.fraction), exact("1")) !== 0)
      tell(
        remark(
          "confirm",
          "part_time",
          line.id,
          `${entry.person}: ${entry.fraction}`,
          partTime,
          sourceOf(work),
        ),
      );
    const byMonth = option?.denominator === "month";
    const yearly = multiply(exact(entry.grossCost), twelve);
    const { amount: rate, rounding } = byMonth
      ? quotient(
          exact(entry.grossCost),
          multiply(exact(entry.months), exact(entry.monthlyHours ?? "0")),
          rules.rounding.rate,
        )
      : quotient(yearly, multiply(exact(entry.months), hoursOfYear), rules.rounding.rate);
    const hours = exact(entry.hours ?? "0");
    const node = (counted: Exact): CostNode => ({
      line: line.id,
      label: personLabel(entry),
      amount: product(counted, exact(rate), rules.rounding.amount).amount,
      how: {
        kind: "hourly_rate",
        yearlyCost: quotient(yearly, exact(entry.months), rules.rounding.rate).amount,
        hours: plainNumber(counted),
        rate,
      },
      source: sourceOf(work),
      rounding,
      parts: [],
    });
    const whole = node(hours);
    const counted = allowed.get(placeOf(line.id, at)) ?? hours;
    if (compare(counted, hours) >= 0) return [whole];
    const { amount } = node(counted);
    const how = { kind: "cap", before: whole.amount, cap: amount, reason: "hours" } as const;
    return [{ ...whole, amount, how, rounding: undefined, parts: [whole] }];
  });
  return sumNode(line.id, line.label, parts, sourceOf(work));
};

const partTime = {
  expected: {
    fr: "un temps plein : la loi du jour de l'octroi ne prévoit pas encore le temps partiel en proportion",
    nl: "een voltijdse: de wet van de dag van toekenning kent deeltijds werk naar verhouding nog niet",
    en: "full time: the law of the day of granting does not yet know part-time work pro rata",
  },
  mend: {
    fr: "Confirmez que la convention prévoit le calcul en proportion.",
    nl: "Bevestig dat de overeenkomst de berekening naar verhouding voorziet.",
    en: "Confirm that the agreement provides for the calculation pro rata.",
  },
};

/** Returns the cost of a month to the cent. */
const monthlyCost = ({ rules }: LineWork, entry: StaffTime) =>
  quotient(exact(entry.grossCost), exact(entry.months), rules.rounding.rate);

/**
 * Returns the share of people's cost that their employer fixed in writing, by the month; no time sheets.
 * Reg. 1303/2013, Art. 68a(5); Reg. 2021/1060, Art. 55(5).
 */
export const fixedShareNode = (work: Of<"fixed_share">): CostNode => {
  const { line, done, rules, tell } = work;
  const shares = new Map<string, Exact>();
  const parts = done.staff.flatMap((entry): CostNode[] => {
    if (!isComplete(work, entry)) return [];
    const { amount: rate, rounding } = monthlyCost(work, entry);
    const quantity = multiply(exact(entry.share ?? "0"), exact(entry.monthsDeclared ?? "0"));
    const key = `${entry.person}, ${entry.year}`;
    const sum = add(shares.get(key) ?? zero, quantity);
    shares.set(key, sum);
    if (
      isNothing(entry.share) ||
      isNothing(entry.monthsDeclared) ||
      compare(sum, twelve) > 0 ||
      isAbove(entry.share ?? "0", "1")
    )
      tell(
        remark(
          "refuse",
          "share_of_time",
          line.id,
          `${key}: ${entry.share ?? "∅"}`,
          shareWords,
          sourceOf(work),
        ),
      );
    const cost = product(quantity, exact(rate), rules.rounding.amount);
    return [
      {
        line: line.id,
        label: personLabel(entry),
        amount: cost.amount,
        how: { kind: "product", quantity: plainNumber(quantity), rate, unit: months },
        source: sourceOf(work),
        rounding: rounding ?? cost.rounding,
        parts: [],
      },
    ];
  });
  return sumNode(line.id, line.label, parts, sourceOf(work));
};

const months: Text = { fr: "mois", nl: "maanden", en: "months" };

const shareWords = {
  expected: {
    fr: "une part du temps de travail de plus de 0 et d'au plus 100 %, et les mois déclarés, douze au plus par an",
    nl: "een deel van de arbeidstijd boven 0 en van hoogstens 100 %, en de gedeclareerde maanden, hoogstens twaalf per jaar",
    en: "a share of working time above 0 and of 100 % at most, and the months declared, twelve a year at most",
  },
  mend: {
    fr: "Reprenez la part et les mois du document de l'employeur.",
    nl: "Neem het deel en de maanden over van het document van de werkgever.",
    en: "Take the share and the months from the employer's document.",
  },
};

/**
 * Returns the salary flat rate: for each person the cost of the months up to the ceiling of the function on 1 January,
 * or the ceiling itself, as the scale says; then what is kept of it by the share of the objectives that was reached.
 * The scale comes from the programme's financial guide.
 */
export const salaryNode = (work: Of<"salary_flat_rate">): CostNode => {
  const { line, terms, done, rules, tell } = work;
  const scale = rules.salaryScales.get(terms.scale);
  const source = scale?.source ?? sourceOf(work);
  const parts = done.staff.flatMap((entry): CostNode[] => {
    if (!isComplete(work, entry)) return [];
    const found = scale?.functions.get(entry.function ?? "");
    const ceiling = found && latestOn(found.yearly, `${entry.year}-01-01`);
    if (!ceiling) {
      const list = [...(scale?.functions.keys() ?? [])].join(", ");
      tell(remark("refuse", "unknown_function", line.id, entry.function ?? "∅", functionWords(list), source));
      return [];
    }
    const declared = exact(entry.monthsDeclared ?? "0");
    if (compare(declared, twelve) > 0)
      tell(
        remark("refuse", "months_above_year", line.id, `${entry.person}, ${entry.year}`, shareWords, source),
      );
    const ofScale = quotient(
      multiply(exact(ceiling.value), exact(entry.fraction)),
      twelve,
      rules.rounding.rate,
    );
    const own = monthlyCost(work, entry);
    const at = ({ amount: rate, rounding }: typeof own): CostNode => {
      const cost = product(declared, exact(rate), rules.rounding.amount);
      return {
        line: line.id,
        label: personLabel(entry),
        amount: cost.amount,
        how: { kind: "product", quantity: plainNumber(declared), rate, unit: months },
        source,
        rounding: rounding ?? cost.rounding,
        parts: [],
      };
    };
    if (scale?.pays === "ceiling") return [at(ofScale)];
    const whole = at(own);
    const most = at(ofScale).amount;
    if (!isAbove(whole.amount, most)) return [whole];
    const how = { kind: "cap", before: whole.amount, cap: most, reason: "ceiling" } as const;
    return [{ ...whole, amount: smaller(whole.amount, most), how, rounding: undefined, parts: [whole] }];
  });
  const sum = sumNode(line.id, line.label, parts, source);
  if (done.reached === undefined) return sum;
  const kept = scale?.reductions.find(({ reached }) => !isAbove(reached, done.reached ?? "0"))?.kept ?? "0";
  if (compare(exact(kept), exact("1")) === 0) return sum;
  const { amount, rounding } = product(exact(sum.amount), exact(kept), rules.rounding.amount);
  const how = { kind: "reduction", before: sum.amount, reached: done.reached, kept } as const;
  return { line: line.id, label: line.label, amount, how, source, rounding, parts: [sum] };
};

const functionWords = (list: string) => ({
  expected: {
    fr: `une fonction du barème, avec un plafond pour l'année : ${list}`,
    nl: `een functie van de schaal, met een plafond voor het jaar: ${list}`,
    en: `a function of the scale, with a ceiling for the year: ${list}`,
  },
  mend: {
    fr: "Choisissez la fonction de cette personne.",
    nl: "Kies de functie van deze persoon.",
    en: "Choose the function of this person.",
  },
});
