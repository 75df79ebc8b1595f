import { fieldsRead, type Condition, type RecordValues } from "../definition/condition/condition.ts";
import { type Check, checkOf, type Records, recordsOf } from "../definition/condition/evaluate.ts";
import { sayDate } from "../definition/condition/sentence.ts";
import { settle } from "../definition/condition/settle.ts";
import type { Field, Register } from "../definition/programme.ts";
import type { Severity } from "../definition/schema.ts";
import { findWords, sayFound } from "./screening.ts";
import type { Language, Text } from "../language.ts";

/** What a rule of the register says about one record. */
export type Finding = Readonly<{
  rule: string;
  severity: Severity;
  /** The field whose cell is marked. */
  field: string;
  /** Every field that the rule asks. */
  reads: ReadonlySet<string>;
  expected: Text;
  mend: Text;
  article: string | undefined;
}>;

/**
 * Returns the check of one record: required answers, dates within bounds, and every rule of the register, in the
 * order of its definition. The same rules serve forms, the API and, through `recordsCheck`, files.
 */
export const recordCheck = (register: Register): ((record: RecordValues) => readonly Finding[]) => {
  const check = recordsCheck(register);
  return (record) => check(recordsOf([record])).get(0) ?? [];
};

/**
 * Returns the check of records, which gives the findings of each record that has some, by its position. `given` are
 * the answers that all of them have in common (their operation, the columns that a file lacks); what they decide is
 * decided once.
 */
export const recordsCheck = (
  register: Register,
  given: RecordValues = {},
): ((records: Records) => ReadonlyMap<number, readonly Finding[]>) => {
  const checks = rulesOf(register).flatMap(({ must, finding }) => {
    const left = settle(must, given);
    if (left === true) return [];
    const reads = fieldsRead(must).add(finding.field);
    return [{ check: left === false ? never : checkOf(left), finding: { ...finding, reads } }];
  });
  const screen = screenOf(register, given);
  return (records) => {
    const found = new Map<number, Finding[]>();
    for (const { check, finding } of checks) {
      const holds = check(records);
      for (let at = holds.indexOf(0); at >= 0; at = holds.indexOf(0, at + 1)) {
        const findings = found.get(at);
        if (findings) findings.push(finding);
        else found.set(at, [finding]);
      }
    }
    screen?.(records, found);
    return found;
  };
};

/** The rule under which a record is held for words of its text. */
const heldForWords = "held_for_words";

/** Returns what tells of the words for which a record is held, until somebody has released it. */
const screenOf = ({ screening, fields }: Register, given: RecordValues) => {
  if (!screening || given[screening.field] === null || !fields.has(screening.field)) return undefined;
  const reads = new Set([screening.field, screening.released]);
  return (records: Records, found: Map<number, Finding[]>): void => {
    const released = records.stored(screening.released);
    records.stored(screening.field).forEach((text, at) => {
      if (typeof text !== "string" || (released[at] ?? null) !== null) return;
      const words = findWords(screening, text);
      if (words.length === 0) return;
      const finding: Finding = {
        rule: heldForWords,
        severity: "confirm",
        field: screening.field,
        reads,
        expected: sayFound(screening, words),
        mend: screening.mend,
        article: screening.grounds.find(({ id }) => id === words[0]?.ground)?.source.article,
      };
      found.set(at, [...(found.get(at) ?? []), finding]);
    });
  };
};

const never: Check = ({ count }) => new Uint8Array(count);

type Must = Readonly<{ must: Condition; finding: Omit<Finding, "reads"> }>;

const rulesOf = (register: Register): Must[] => [
  ...[...register.fields.values()].flatMap((field) => {
    const asked = register.askable.get(field.id);
    if (!asked) return [];
    const agreed = register.askable.get(field.onlyWith ?? "");
    return [...required(field, asked), ...dateBounds(field, asked), ...onlyWith(field, asked, agreed)];
  }),
  ...register.rules.map(({ id, severity, cell, when, must, expected, mend, source }) => ({
    must: when ? either(not(when), must) : must,
    finding: { rule: id, severity, field: cell, expected, mend, article: source.article },
  })),
];

type Asked = NonNullable<ReturnType<Register["askable"]["get"]>>;

const not = (of: Condition): Condition => ({ kind: "not", of });
const either = (...of: Condition[]): Condition => ({ kind: "any", of });
const known = (field: Asked): Condition => ({ kind: "known", field, known: true });

const required = (field: Field, asked: Asked): Must[] => {
  if (field.required === undefined) return [];
  const must = field.required === true ? known(asked) : either(known(asked), not(field.required));
  const finding = {
    rule: "required",
    severity: "refuse" as const,
    field: field.id,
    expected: {
      fr: `une réponse à « ${field.label.fr} »`,
      nl: `een antwoord op "${field.label.nl}"`,
      en: `an answer to "${field.label.en}"`,
    },
    mend: {
      fr: "Complétez cette réponse.",
      nl: "Vul dit antwoord in.",
      en: "Fill in this answer.",
    },
    article: field.source?.article,
  };
  return [{ must, finding }];
};

/** What needs the person's agreement is not taken before it; `holdConsents` has the database refuse it as well. */
const onlyWith = (field: Field, asked: Asked, agreed: Asked | undefined): Must[] => {
  if (!agreed) return [];
  const finding = {
    rule: "not_before_consent",
    severity: "refuse" as const,
    field: field.id,
    expected: {
      fr: `rien tant que « ${agreed.label.fr} » n'a pas de réponse`,
      nl: `niets zolang "${agreed.label.nl}" geen antwoord heeft`,
      en: `nothing as long as "${agreed.label.en}" has no answer`,
    },
    mend: {
      fr: "Effacez cette réponse, ou notez d'abord le jour où la personne a donné son accord.",
      nl: "Wis dit antwoord, of noteer eerst de dag waarop de persoon akkoord ging.",
      en: "Take this answer out, or first note the day on which the person agreed.",
    },
    article: field.source?.article,
  };
  return [{ must: either({ kind: "known", field: asked, known: false }, known(agreed)), finding }];
};

const dateBounds = ({ id, type, minimum, maximum, source }: Field, asked: Asked): Must[] => {
  if (type !== "date" || (minimum === undefined && maximum === undefined)) return [];
  const bound = (comparison: ">=" | "<=", value: Field["minimum"]): Condition[] =>
    value === undefined
      ? []
      : [
          {
            kind: "compare",
            field: asked,
            comparison,
            operator: comparison === ">=" ? "on_or_after" : "on_or_before",
            operand: { kind: "literal", value },
          },
        ];
  const within: Condition = { kind: "all", of: [...bound(">=", minimum), ...bound("<=", maximum)] };
  const finding = {
    rule: "out_of_range",
    severity: "refuse" as const,
    field: id,
    expected: dateRange(minimum, maximum),
    mend: { fr: "Vérifiez la date.", nl: "Kijk de datum na.", en: "Check the date." },
    article: source?.article,
  };
  return [{ must: either({ kind: "known", field: asked, known: false }, within), finding }];
};

const dateRange = (minimum: Field["minimum"], maximum: Field["maximum"]): Text => {
  const from = (language: Language) => sayDate(String(minimum), language);
  const until = (language: Language) => sayDate(String(maximum), language);
  if (maximum === undefined)
    return {
      fr: `une date à partir du ${from("fr")}`,
      nl: `een datum vanaf ${from("nl")}`,
      en: `a date from ${from("en")} on`,
    };
  if (minimum === undefined)
    return {
      fr: `une date au plus tard le ${until("fr")}`,
      nl: `een datum ten laatste op ${until("nl")}`,
      en: `a date no later than ${until("en")}`,
    };
  return {
    fr: `une date du ${from("fr")} au ${until("fr")}`,
    nl: `een datum van ${from("nl")} tot ${until("nl")}`,
    en: `a date from ${from("en")} to ${until("en")}`,
  };
};
