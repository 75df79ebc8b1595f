import type { ConditionField } from "./condition/condition.ts";
import { parseCondition, type ConditionScope, type Path } from "./condition/parse.ts";
import type { RegisterFile } from "./schema.ts";

type RawDerived = NonNullable<RegisterFile["derived"]>[number];

const ways = ["age", "year_of", "quarter_of", "day_of", "cases"] as const;
const parts = { year_of: "year", quarter_of: "quarter", day_of: "day" } as const;

/**
 * Returns a field whose answer is the first case that holds, or a number that a date has in it; undefined for an age,
 * which is worked out before. Told as wrong: a field that is worked out in no way or in several, and a case that can
 * never be reached.
 */
export const resolveCases = (
  raw: RawDerived,
  scope: ConditionScope,
  path: Path,
): ConditionField | undefined => {
  const { field: id, label, phrases, cases } = raw;
  const said = ways.filter((way) => raw[way] !== undefined);
  const [way] = said;
  if (way === undefined || said.length > 1)
    scope.wrong(path, id, {
      fr: `exactement un de : ${ways.join(", ")}`,
      nl: `precies een van: ${ways.join(", ")}`,
      en: `exactly one of: ${ways.join(", ")}`,
    });
  if (way === "year_of" || way === "quarter_of" || way === "day_of") {
    const of = raw[way] ?? "";
    const asked = scope.field(of);
    if (asked?.type !== "date" || asked.origin.kind !== "stored")
      scope.wrong([...path, way], of, {
        fr: "une date du registre",
        nl: "een datum van het register",
        en: "a date of the register",
      });
    return { id, type: "integer", label, phrases, origin: { kind: "part", part: parts[way], of } };
  }
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
