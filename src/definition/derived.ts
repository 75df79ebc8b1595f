import type { ConditionField } from "./condition/condition.ts";
import { parseCondition, type ConditionScope, type Path } from "./condition/parse.ts";
import type { RegisterFile } from "./schema.ts";

type RawDerived = NonNullable<RegisterFile["derived"]>[number];

/**
 * Returns a field whose answer is the first case that holds; undefined for one that is worked out otherwise. Told as
 * wrong: a field that is neither an age nor has cases or is both, and a case that can never be reached.
 */
export const resolveCases = (
  raw: RawDerived,
  scope: ConditionScope,
  path: Path,
): ConditionField | undefined => {
  const { field: id, label, phrases, age, cases } = raw;
  if ((age === undefined) === (cases === undefined))
    scope.wrong(path, id, {
      fr: "soit age, soit cases",
      nl: "ofwel age, ofwel cases",
      en: "either age or cases",
    });
  if (!cases) return undefined;
  const codes = new Set<string>();
  cases.forEach(({ code, when }, index) => {
    if (codes.has(code))
      scope.wrong([...path, "cases", index, "code"], code, {
        fr: "un code qu'aucun autre cas ne porte",
        nl: "een code die geen ander geval heeft",
        en: "a code that no other case has",
      });
    codes.add(code);
    if (when === undefined && index < cases.length - 1)
      scope.wrong([...path, "cases", index], code, {
        fr: "une condition (when) : seul le dernier cas peut s'en passer",
        nl: "een voorwaarde (when): enkel het laatste geval kan zonder",
        en: "a condition (when): only the last case can do without",
      });
  });
  return {
    id,
    type: "choice",
    label,
    choices: cases.map(({ code, label: words }) => ({ code, label: words })),
    phrases,
    origin: {
      kind: "cases",
      of: cases.map(({ code, when }, index) => ({
        code,
        when: when && parseCondition(when, scope, [...path, "cases", index, "when"]),
      })),
    },
  };
};
