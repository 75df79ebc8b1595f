import type { Language, Text } from "../language.ts";
import type {
  Condition,
  ConditionField,
  NamedSource,
  Parameter,
  SpanAmount,
} from "../definition/condition/condition.ts";
import { fill, toSentence } from "../definition/condition/sentence.ts";
import type { Figure, Programme, StructureCount } from "../definition/programme.ts";

/** A condition that has a name, what it says, where that comes from, and the named conditions inside it. */
export type NamedRule = Readonly<{
  id: string;
  label: string;
  rule: string;
  source: NamedSource | undefined;
  named: readonly NamedRule[];
}>;

/** A number set by law or programme, with the dates from which each value holds. */
export type ParameterRule = Readonly<{
  id: string;
  label: string;
  unit: Parameter["unit"];
  values: Parameter["values"];
}>;

/** Returns the named conditions of a condition, each with what it says and its own article. */
export const namedRules = (condition: Condition | undefined, language: Language): NamedRule[] => {
  const found = new Map<string, NamedRule>();
  const walk = (part: Condition): void => {
    if (part.kind === "named")
      found.set(part.id, {
        id: part.id,
        label: part.label[language],
        rule: toSentence(part.of, language),
        source: part.source,
        named: namedRules(part.of, language),
      });
    else if (part.kind === "all" || part.kind === "any") part.of.forEach(walk);
    else if (part.kind === "not") walk(part.of);
  };
  if (condition) walk(condition);
  return [...found.values()];
};

/** Returns the parameters that a condition uses, however deep. */
export const parametersOf = (condition: Condition | undefined, language: Language): ParameterRule[] => {
  const found = new Map<string, Parameter>();
  const keep = (amount: SpanAmount | undefined) => {
    if (typeof amount === "object") found.set(amount.parameter.id, amount.parameter);
  };
  /** The day on which something is due hangs on the delay that was set for it. */
  const keepOf = ({ origin }: ConditionField) => {
    if (origin.kind !== "clock") return;
    for (const unit of ["days", "months", "years"] as const) keep(origin.clock.within[unit]);
  };
  const walk = (part: Condition): void => {
    if (part.kind === "all" || part.kind === "any") part.of.forEach(walk);
    else if (part.kind === "not" || part.kind === "named") walk(part.of);
    else if ("field" in part) keepOf(part.field);
    if (part.kind === "compare") {
      if (part.operand.kind === "parameter") keep(part.operand);
      if (part.operand.kind === "field") {
        keepOf(part.operand.field);
        for (const unit of ["days", "months", "years"] as const) keep(part.operand.span?.[unit]);
      }
    }
  };
  if (condition) walk(condition);
  return [...found.values()].map(({ id, label, unit, values }) => ({
    id,
    label: label[language],
    unit,
    values,
  }));
};

/** Returns what the figure counts, in one sentence. */
export const countWords = (programme: Programme, { computation }: Figure, language: Language): string => {
  switch (computation.kind) {
    case "none":
      return nothingYet[language];
    case "structure":
      return structureWords[computation.count][language];
    case "sum": {
      const parts = computation.of.map((id) => `${id} (${programme.figures.get(id)?.label[language] ?? id})`);
      return fill(sums[language], { parts: parts.join(" + ") });
    }
    case "count": {
      const { count, register } = computation;
      const name = (id: string) => register.askable.get(id)?.label[language] ?? id;
      const words = { register: register.label[language] };
      if (count.kind === "distinct")
        return fill(counts.distinct[language], { ...words, fields: count.fields.map(name).join(", ") });
      if (count.kind === "sum" || count.kind === "estimate")
        return fill(counts[count.kind][language], { ...words, field: count.field.label[language] });
      if (count.kind === "share" || count.kind === "median")
        return fill(delays[count.kind][language], { ...words, deadline: count.deadline.label[language] });
      return fill(counts[count.kind][language], words);
    }
  }
};

const counts: Record<"records" | "persons" | "distinct" | "sum" | "estimate", Text> = {
  records: {
    fr: "Compte les fiches du registre « {register} ».",
    nl: 'Telt de fiches van het register "{register}".',
    en: 'Counts the records of the register "{register}".',
  },
  persons: {
    fr: "Compte les personnes différentes du registre « {register} » : qui y est plusieurs fois compte une fois.",
    nl: 'Telt de verschillende personen van het register "{register}": wie er meermaals in staat, telt één keer.',
    en: 'Counts the different people of the register "{register}": whoever is in it several times counts once.',
  },
  distinct: {
    fr: "Compte les réponses différentes à « {fields} » dans le registre « {register} ».",
    nl: 'Telt de verschillende antwoorden op "{fields}" in het register "{register}".',
    en: 'Counts the different answers to "{fields}" in the register "{register}".',
  },
  sum: {
    fr: "Additionne « {field} » dans le registre « {register} ».",
    nl: 'Telt "{field}" op in het register "{register}".',
    en: 'Adds up "{field}" in the register "{register}".',
  },
  estimate: {
    fr: "Estimation : additionne « {field} » dans le registre « {register} », arrondi à l'unité.",
    nl: 'Raming: telt "{field}" op in het register "{register}", afgerond op de eenheid.',
    en: 'Estimate: adds up "{field}" in the register "{register}", rounded to a whole number.',
  },
};
const delays: Record<"share" | "median", Text> = {
  share: {
    fr: "En pour cent, arrondi au dixième : ce qui est fait dans le délai « {deadline} », parmi les fiches du registre « {register} » dont le délai a couru ; ce qui attend encore n'est pas (encore) fait.",
    nl: 'In procent, afgerond op een tiende: wat binnen de termijn "{deadline}" gedaan is, onder de fiches van het register "{register}" waarvan de termijn liep; wat nog wacht, is (nog) niet gedaan.',
    en: 'In percent, rounded to a tenth: what is done in time for "{deadline}", among the records of the register "{register}" whose time ran; what still waits is not done (yet).',
  },
  median: {
    fr: "La médiane des jours jusqu'à « {deadline} », pauses non comprises, dans le registre « {register} » : la moitié des fiches ont pris moins de jours ou autant.",
    nl: 'De mediaan van de dagen tot "{deadline}", pauzes niet meegeteld, in het register "{register}": de helft van de fiches duurde even lang of korter.',
    en: 'The median of the days until "{deadline}", pauses left out, in the register "{register}": half of the records took as many days or fewer.',
  },
};
const sums: Text = { fr: "Additionne {parts}.", nl: "Telt {parts} op.", en: "Adds up {parts}." };
const nothingYet: Text = {
  fr: "Le programme n'a rien qui se compte ainsi : 0.",
  nl: "Het programma heeft niets dat zo geteld wordt: 0.",
  en: "The programme has nothing that is counted this way: 0.",
};
const structureWords: Record<StructureCount, Text> = {
  budget: {
    fr: "Additionne le budget des axes prioritaires, pour toute la période.",
    nl: "Telt het budget van de prioritaire assen op, voor de hele periode.",
    en: "Adds up the budget of the priorities, for the whole period.",
  },
  esf_contribution: {
    fr: "Additionne la contribution annuelle du Fonds aux opérations.",
    nl: "Telt de jaarlijkse bijdrage van het Fonds aan de operaties op.",
    en: "Adds up the yearly contribution of the Fund to the operations.",
  },
  partners: {
    fr: "Compte les partenaires différents des opérations.",
    nl: "Telt de verschillende partners van de operaties.",
    en: "Counts the different partners of the operations.",
  },
  operations: {
    fr: "Compte les opérations du programme.",
    nl: "Telt de operaties van het programma.",
    en: "Counts the operations of the programme.",
  },
  priorities: {
    fr: "Compte les axes prioritaires du programme.",
    nl: "Telt de prioritaire assen van het programma.",
    en: "Counts the priorities of the programme.",
  },
};

/** Returns, in words, what places a record in a year. */
export const yearWords = ({ computation }: Figure, language: Language): string | undefined => {
  if (computation.kind === "structure") {
    const { count } = computation;
    if (count === "esf_contribution") return contributionYears[language];
    return (count === "operations" || count === "partners" ? runningYears : undated)[language];
  }
  if (computation.kind !== "count") return undefined;
  const { year, register } = computation;
  const name = (id: string) => register.fields.get(id)?.label[language] ?? id;
  if (!year) return undated[language];
  if (year.kind === "on") return fill(onDate[language], { date: name(year.field) });
  return fill(betweenDates[language], { from: name(year.from), until: name(year.until) });
};

const onDate: Text = {
  fr: "Une fiche compte dans l'année de sa réponse à « {date} ».",
  nl: 'Een fiche telt mee in het jaar van haar antwoord op "{date}".',
  en: 'A record counts in the year of its answer to "{date}".',
};
const betweenDates: Text = {
  fr: "Une fiche compte dans chaque année qu'elle touche, de « {from} » à « {until} » ; sans date de fin, elle continue.",
  nl: 'Een fiche telt mee in elk jaar dat ze raakt, van "{from}" tot "{until}"; zonder einddatum loopt ze door.',
  en: 'A record counts in every year it touches, from "{from}" to "{until}"; with no end date it goes on.',
};
const undated: Text = {
  fr: "Ce chiffre n'est pas daté : il est le même chaque année.",
  nl: "Dit cijfer is niet gedateerd: het is elk jaar hetzelfde.",
  en: "This figure has no date: it is the same every year.",
};
const runningYears: Text = {
  fr: "Une opération compte dans chaque année où elle est en cours.",
  nl: "Een operatie telt mee in elk jaar waarin ze loopt.",
  en: "An operation counts in every year in which it runs.",
};
const contributionYears: Text = {
  fr: "Une opération reçoit son montant annuel dans chaque année où elle est en cours.",
  nl: "Een operatie krijgt haar jaarbedrag in elk jaar waarin ze loopt.",
  en: "An operation receives its yearly amount in every year in which it runs.",
};
