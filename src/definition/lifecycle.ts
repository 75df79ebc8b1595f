import type { Text } from "../language.ts";
import type { Value } from "./condition/condition.ts";
import { isDate } from "./condition/calendar.ts";
import type { ConditionScope, Path } from "./condition/parse.ts";
import type { Field, Lifecycle, NewAnswer, Transition } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { RawLifecycle } from "./schema.ts";
import { parseOptional } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";
import { knownState, noState } from "./state.ts";

type Wrong = SourceFile<unknown>["wrong"];

/**
 * Returns the steps in the life of a register's records, with every name resolved. What is wrong is told with its
 * place: a field that is no state, a state that does not exist, an answer that the field cannot hold.
 */
export const resolveLifecycle = (
  raw: RawLifecycle | undefined,
  { wrong }: SourceFile<unknown>,
  fields: ReadonlyMap<string, Field>,
  scope: ConditionScope,
): Lifecycle | undefined => {
  if (!raw) return undefined;
  const field = fields.get(raw.field);
  if (!field || (field.type !== "choice" && field.type !== "date") || field.sensitivity !== undefined) {
    wrong(["lifecycle", "field"], raw.field, {
      fr: "un champ de type choice ou date, ni d'identité ni sensible",
      nl: "een veld van type choice of date, geen identiteit en niet gevoelig",
      en: "a field of type choice or date, neither of identity nor special",
    });
    return undefined;
  }
  if (field.choices?.some(({ code }) => code === noState))
    wrong(["lifecycle", "field"], raw.field, {
      fr: "un champ sans choix « none », qui nomme ici l'absence de réponse",
      nl: 'een veld zonder keuze "none", wat hier de afwezigheid van een antwoord is',
      en: 'a field without the choice "none", which names the absence of an answer here',
    });
  const states = statesOf(field, raw);
  tellRepeats(wrong, ["lifecycle", "transitions"], raw.transitions, "transition");
  const expectState = (state: string, path: Path) => {
    if (!states.has(state)) wrong(path, state, oneOf(states.keys()));
  };
  const expectField = (id: string, path: Path) => {
    if (!fields.has(id)) wrong(path, id, oneOf(fields.keys()));
  };
  const transitions = raw.transitions.map((each, index): Transition => {
    const at = (...rest: Path): Path => ["lifecycle", "transitions", index, ...rest];
    each.from.forEach((state, place) => expectState(state, at("from", place)));
    expectState(each.to, at("to"));
    each.asks?.forEach((id, place) => expectField(id, at("asks", place)));
    const sets = Object.entries(each.sets ?? {}).flatMap(([id, value]): NewAnswer[] => {
      const target = fields.get(id);
      expectField(id, at("sets", id));
      return target ? [newAnswer(target, value, wrong, at("sets", id))] : [];
    });
    const given = new Set([...(each.asks ?? []), ...sets.map(({ field: id }) => id)]);
    const isDated = each.to === knownState && field.type === "date";
    if (isDated && !given.has(field.id))
      wrong(at(), undefined, {
        fr: `\`asks\` ou \`sets\` avec ${field.id} : sans date, l'état ne change pas`,
        nl: `\`asks\` of \`sets\` met ${field.id}: zonder datum verandert de toestand niet`,
        en: `\`asks\` or \`sets\` with ${field.id}: without a date the state does not change`,
      });
    return {
      id: each.transition,
      label: each.label,
      help: each.help,
      from: each.from,
      to: each.to,
      asks: each.asks ?? [],
      sets: isDated ? sets : [...sets, { field: field.id, value: stateAnswer(each.to), isToday: false }],
      requires: parseOptional(each.requires, scope, at("requires")),
      right: each.right,
      by: each.by,
    };
  });
  return { field: raw.field, states, transitions };
};

const stateAnswer = (state: string): Value => (state === noState ? null : state);

const statesOf = (field: Field, { states }: RawLifecycle): ReadonlyMap<string, Text> => {
  const none = states?.[noState] ?? { fr: "sans état", nl: "zonder toestand", en: "no state yet" };
  const known = states?.[knownState] ?? field.label;
  return new Map([
    [noState, none],
    ...(field.type === "date"
      ? [[knownState, known] as const]
      : (field.choices ?? []).map(({ code, label }) => [code, label] as const)),
  ]);
};

const newAnswer = (field: Field, raw: string | number | boolean, wrong: Wrong, path: Path): NewAnswer => {
  const becomes = (value: Value, isToday = false): NewAnswer => ({ field: field.id, value, isToday });
  if (raw === noState) return becomes(null);
  if (raw === "today" && field.type === "date") return becomes(null, true);
  const fits = {
    text: typeof raw === "string",
    choice: field.choices?.some(({ code }) => code === String(raw)) ?? false,
    boolean: typeof raw === "boolean",
    date: typeof raw === "string" && isDate(raw),
    integer: Number.isInteger(raw),
    decimal: /^-?\d+(\.\d+)?$/.test(String(raw)),
  }[field.type];
  if (!fits)
    wrong(path, undefined, {
      fr: `une réponse du champ (${field.type}), ou none pour la vider`,
      nl: `een antwoord van het veld (${field.type}), of none om het leeg te maken`,
      en: `an answer of the field (${field.type}), or none to empty it`,
    });
  if (field.type === "decimal") return becomes(Number(raw).toFixed(field.scale));
  return becomes(field.type === "choice" ? String(raw) : raw);
};

const oneOf = (names: Iterable<string>): Text => {
  const list = [...names].join(", ");
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};
