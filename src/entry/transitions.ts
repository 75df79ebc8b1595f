import { isRight } from "../access/rights.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import type { Programme, Register, Transition } from "../definition/programme.ts";
import { actOf } from "../definition/service/acts.ts";
import { stateOf } from "../definition/state.ts";
import { type Language, semicolon, type Text } from "../language.ts";
import type { Desk } from "./desk.ts";
import type { RecordPage, RegisterPage } from "./shapes.ts";
import { inEach, sayAnswer } from "./words.ts";

/** Returns the answers that a transition gives by itself on that day. */
export const setsOf = ({ sets }: Transition, today: string): ReadonlyMap<string, Value> =>
  new Map(sets.map(({ field, value, isToday }) => [field, isToday ? today : value]));

const words = {
  today: { fr: "la date du jour", nl: "de datum van vandaag", en: "today's date" },
  none: { fr: "vide", nl: "leeg", en: "empty" },
} satisfies Record<string, Text>;

type PlainTransition = NonNullable<RegisterPage["lifecycle"]>["transitions"][number];

const plainTransition = (
  programme: Pick<Programme, "services">,
  register: Register,
  transition: Transition,
  day: string,
): PlainTransition => {
  const act = actOf(programme, register, transition);
  const label = (id: string): Text => register.fields.get(id)?.label ?? { fr: id, nl: id, en: id };
  const state = (id: string): Text => register.lifecycle?.states.get(id) ?? { fr: id, nl: id, en: id };
  const sets = transition.sets.map(({ field: id, value, isToday }) => {
    const field = register.fields.get(id);
    const to = isToday ? words.today : ((field && sayAnswer(field, value)) ?? words.none);
    return { field: id, label: label(id), to };
  });
  return {
    transition: transition.id,
    label: transition.label,
    help: transition.help ?? null,
    from: [...transition.from],
    to: transition.to,
    toLabel: state(transition.to),
    asks: [...transition.asks],
    proposed: Object.fromEntries(
      [...setsOf(transition, day)].flatMap(([id, value]) =>
        transition.asks.includes(id) && value !== null ? [[id, String(value)]] : [],
      ),
    ),
    sets,
    act: act ? { service: act.service.id, label: act.service.label, mechanism: act.mechanism } : null,
    does: inEach((language) => {
      const parts = sets
        .filter(({ field }) => !transition.asks.includes(field) && field !== register.lifecycle?.field)
        .map(({ label: name, to }) => becomes(name[language], to[language], language));
      const asked = transition.asks.map((id) => label(id)[language]);
      return sentence(state(transition.to)[language], parts, asked, language);
    }),
  };
};

const becomes = (name: string, to: string, language: Language): string =>
  ({ fr: `« ${name} » : ${to}`, nl: `"${name}": ${to}`, en: `"${name}": ${to}` })[language];

const sentence = (
  state: string,
  parts: readonly string[],
  asked: readonly string[],
  language: Language,
): string => {
  const first = { fr: `Nouvel état : ${state}`, nl: `Nieuwe toestand: ${state}`, en: `New state: ${state}` };
  const asks = {
    fr: `à indiquer : ${asked.join(", ")}`,
    nl: `in te vullen: ${asked.join(", ")}`,
    en: `to fill in: ${asked.join(", ")}`,
  };
  const all = [first[language], ...parts, ...(asked.length > 0 ? [asks[language]] : [])];
  return `${all.join(semicolon[language])}.`;
};

/** Returns a register's lifecycle as the pages read it on that day. */
export const plainLifecycle = (
  programme: Pick<Programme, "services">,
  register: Register,
  day: string,
): RegisterPage["lifecycle"] => {
  const { lifecycle } = register;
  if (!lifecycle) return null;
  return {
    field: lifecycle.field,
    states: [...lifecycle.states].map(([state, label]) => ({ state, label })),
    transitions: lifecycle.transitions.map((each) => plainTransition(programme, register, each, day)),
  };
};

/** Returns whether the asker may do the transition there. A right that nobody knows is nobody's. */
export const mayDo = (
  { house, who }: Pick<Desk, "house" | "who">,
  { right }: Transition,
  scope: Readonly<{ operation: string; partner: string }>,
): boolean =>
  house.guards.record(who, "records:write", scope) &&
  (right === undefined || (isRight(right) && house.guards.record(who, right, scope)));

/** Returns the state of a record and what the asker can do with it from there. */
export const transitionsFor = (
  desk: Desk,
  register: Register,
  scope: Readonly<{ operation: string; partner: string }>,
  answers: RecordValues,
): Pick<RecordPage, "state" | "transitions"> => {
  const { lifecycle } = register;
  const field = lifecycle && register.fields.get(lifecycle.field);
  if (!field) return { state: null, transitions: [] };
  const state = stateOf(field, answers[field.id]);
  const here = lifecycle.states.get(state) ?? { fr: state, nl: state, en: state };
  return {
    state: { state, label: here },
    transitions: lifecycle.transitions
      .filter((each) => each.from.includes(state))
      .map((each) => {
        const isAllowed = mayDo(desk, each, scope);
        return {
          ...plainTransition(desk.house.programme, register, each, desk.house.today()),
          possible: isAllowed,
          why: isAllowed ? null : notYours,
        };
      }),
  };
};

const notYours: Text = {
  fr: "Votre rôle ne permet pas cette étape.",
  nl: "Uw rol laat deze stap niet toe.",
  en: "Your role does not allow this step.",
};
