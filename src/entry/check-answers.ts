import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { toCheck } from "../definition/condition/evaluate.ts";
import { toSentence } from "../definition/condition/sentence.ts";
import type { Field, Register, Transition } from "../definition/programme.ts";
import { stateOf } from "../definition/state.ts";
import type { Language, Text } from "../language.ts";
import { type CellProblem, isProblem } from "../register/answer.ts";
import { recordCheck } from "../register/check.ts";
import { cellParser } from "../register/values.ts";
import type { EntryFinding } from "./shapes.ts";
import { inEach } from "./words.ts";

/** Texts as they were typed, understood: the answers, and for each field that cannot be read, why. */
export type Understood = Readonly<{
  answers: ReadonlyMap<string, Value>;
  unread: ReadonlyMap<string, CellProblem>;
}>;

/** Returns typed texts as answers, by the same readers as a file's cells. Fields that the register lacks are let go. */
export const understand = (
  { fields }: Pick<Register, "fields">,
  texts: Iterable<readonly [field: string, text: Value]>,
): Understood => {
  const answers = new Map<string, Value>();
  const unread = new Map<string, CellProblem>();
  for (const [id, text] of texts) {
    const field = fields.get(id);
    if (!field) continue;
    const parsed = cellParser(field)(text);
    if (isProblem(parsed)) unread.set(id, parsed);
    else answers.set(id, parsed);
  }
  return { answers, unread };
};

export type Checked = Readonly<{
  register: Register;
  operation: string;
  partner: string;
  answers: RecordValues;
  unread?: Understood["unread"];
  /** What the record said before; undefined for a new one. */
  before: RecordValues | undefined;
  /** The mechanism whose act it is. */
  by?: Transition["by"];
  /** Fields whose answers are not the asker's to see: doubts about them are not told. */
  hidden?: readonly string[];
  /** Whether somebody said of a doubt, given the fields that its rule reads, that it is right as it is. */
  isConfirmed?: (rule: string, reads: ReadonlySet<string>) => boolean;
}>;

/**
 * Returns what there is to say of one record, in the words of a file's remarks: what cannot be read, the rules of the
 * register, and whether its state may become what it becomes. What could not be read is told; what follows from it is
 * not told as well.
 */
export const checkAnswers = (checked: Checked): EntryFinding[] => {
  const { register, operation, partner, answers, unread = new Map<string, CellProblem>() } = checked;
  const { hidden = [], isConfirmed = () => false } = checked;
  const cannotRead = [...unread].map(([field, { rule, expected, mend }]): EntryFinding => ({
    rule,
    severity: "refuse",
    field,
    expected,
    mend,
    article: null,
    confirmed: false,
  }));
  const isUnread = (reads: ReadonlySet<string>) => [...unread.keys()].some((id) => reads.has(id));
  const isHidden = (reads: ReadonlySet<string>) => hidden.some((id) => reads.has(id));
  const found = checkOf(register)({ ...answers, operation, partner })
    .filter(({ reads, severity }) => !isUnread(reads) && (severity === "refuse" || !isHidden(reads)))
    .map(({ rule, severity, field, expected, mend, article, reads }): EntryFinding => ({
      rule,
      severity,
      field,
      expected,
      mend,
      article: article ?? null,
      confirmed: severity === "confirm" && isConfirmed(rule, reads),
    }));
  const move = moveFinding(checked);
  return [...cannotRead, ...found, ...(move ? [move] : [])];
};

const checks = new WeakMap<Register, ReturnType<typeof recordCheck>>();

/** The check of a register, made once: for a thousand records at once it would be made a thousand times. */
const checkOf = (register: Register): ReturnType<typeof recordCheck> => {
  const known = checks.get(register) ?? recordCheck(register);
  checks.set(register, known);
  return known;
};

/** Returns the states of a record before and after, where its register has any. */
export const statesOf = (
  { lifecycle, fields }: Pick<Register, "lifecycle" | "fields">,
  before: RecordValues | undefined,
  after: RecordValues,
): { field: Field; was: string; becomes: string } | undefined => {
  const field = lifecycle && fields.get(lifecycle.field);
  return (
    field && { field, was: stateOf(field, before?.[field.id]), becomes: stateOf(field, after[field.id]) }
  );
};

/** Returns whether what a transition requires holds of the record as it will be. */
export const isMet = (
  { requires }: Pick<Transition, "requires">,
  record: RecordValues & Readonly<{ operation: string; partner: string }>,
): boolean => requires === undefined || toCheck(requires)(record);

const moveFinding = ({
  register,
  operation,
  partner,
  before,
  answers,
  by,
}: Checked): EntryFinding | undefined => {
  const { lifecycle } = register;
  const states = statesOf(register, before, answers);
  if (!lifecycle || !states || states.was === states.becomes) return undefined;
  const { field, was, becomes } = states;
  const open = lifecycle.transitions.filter((each) => each.by === undefined || each.by === by);
  const leading = open.filter(({ from, to }) => from.includes(was) && to === becomes);
  if (leading.some((transition) => isMet(transition, { ...answers, operation, partner }))) return undefined;
  const label = (id: string, language: Language) => lifecycle.states.get(id)?.[language] ?? id;
  const [needed] = leading;
  const next = [...new Set(open.flatMap(({ from, to }) => (from.includes(was) ? [to] : [])))];
  const list = (language: Language) => [was, ...next].map((id) => label(id, language)).join(" · ");
  const expected: Text = needed?.requires
    ? inEach((language) => requirement(needed, language))
    : {
        fr: `un état qui peut suivre « ${label(was, "fr")} » : ${list("fr")}`,
        nl: `een toestand die op "${label(was, "nl")}" kan volgen: ${list("nl")}`,
        en: `a state that can come after "${label(was, "en")}": ${list("en")}`,
      };
  return {
    rule: "state_move",
    severity: "refuse",
    field: field.id,
    expected,
    mend: {
      fr: "Utilisez les étapes proposées sur la fiche.",
      nl: "Gebruik de stappen die de fiche voorstelt.",
      en: "Use the steps that the record offers.",
    },
    article: null,
    confirmed: false,
  };
};

/** Returns in words what a transition needs. */
export const requirement = ({ label, requires }: Transition, language: Language): string => {
  const condition = requires ? toSentence(requires, language) : "";
  return {
    fr: `pour « ${label.fr} » : ${condition}`,
    nl: `voor "${label.nl}": ${condition}`,
    en: `for "${label.en}": ${condition}`,
  }[language];
};
