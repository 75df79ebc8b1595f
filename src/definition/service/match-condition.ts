import { z } from "zod";
import type { ConditionField } from "../condition/condition.ts";
import type { ConditionScope, Path } from "../condition/parse.ts";
import type { Register } from "../programme.ts";
import { condition, id, literal, operators, span, type RawCondition } from "../schema-parts.ts";
import { oneOf, type ServiceContext } from "./context.ts";

const ofOffer = z.strictObject({
  offer: id.describe("A field of the offer"),
  plus: span.optional(),
  minus: span.optional(),
});
const operand = z.union([
  literal,
  ofOffer,
  z.strictObject({ field: id, plus: span.optional(), minus: span.optional() }),
  z.strictObject({ parameter: id }),
]);
const comparison = z.partialRecord(z.enum(operators), z.union([operand, z.array(literal).min(1)]));

export type RawMatchCondition = {
  all?: RawMatchCondition[] | undefined;
  any?: RawMatchCondition[] | undefined;
  not?: RawMatchCondition | undefined;
  offer?: RawCondition | undefined;
  [field: string]: unknown;
};

/**
 * A condition on a candidate beside an offer: as conditions on one record are, with `{ offer: field }` for an answer of
 * the offer, `offer: { … }` for a condition on the offer alone, and choices of a list compared by their place in it.
 */
export const matchCondition: z.ZodType<RawMatchCondition> = z
  .lazy(() =>
    z
      .object({
        all: z.array(matchCondition).min(1).optional(),
        any: z.array(matchCondition).min(1).optional(),
        not: matchCondition.optional(),
        offer: condition.optional().describe("What must hold of the offer"),
      })
      .catchall(z.union([literal, z.array(literal).min(1), comparison])),
  )
  .meta({ id: "matchCondition" });

const offerMark = "offer.";
const placeMark = "place:";

/** Returns the name under which conditions ask an answer of the offer. */
export const offerName = (field: string): string => `${offerMark}${field}`;

/** Returns the field of the candidate that a name asks for, without the mark of its place; undefined: the offer's. */
export const storedName = (name: string): string | undefined => {
  const field = name.startsWith(placeMark) ? name.slice(placeMark.length) : name;
  return field.startsWith(offerMark) ? undefined : field;
};

/** What a name asks for: of the candidate or of the offer, the answer or its place in the list of choices. */
export const askedBy = (name: string): Readonly<{ field: string; isOffers: boolean; isPlace: boolean }> => {
  const isPlace = name.startsWith(placeMark);
  const rest = isPlace ? name.slice(placeMark.length) : name;
  const isOffers = rest.startsWith(offerMark);
  return { field: isOffers ? rest.slice(offerMark.length) : rest, isOffers, isPlace };
};

/** Returns what conditions on a candidate beside an offer may name; parameters are read on the offer's date. */
export const matchScope = (
  context: ServiceContext,
  candidates: Register,
  offers: Register,
  date: string,
): ConditionScope => {
  const plain = (name: string): ConditionField | undefined => {
    if (!name.startsWith(offerMark)) return candidates.askable.get(name);
    const found = offers.askable.get(name.slice(offerMark.length));
    // What is worked out of an offer's answers has no place in a comparison.
    return found?.origin.kind === "stored" ? { ...found, id: name } : undefined;
  };
  return {
    ...context.scopeOf(candidates),
    field: (name) => {
      if (!name.startsWith(placeMark)) return plain(name);
      const field = plain(name.slice(placeMark.length));
      return field?.choices && { id: name, type: "integer", label: field.label, origin: { kind: "stored" } };
    },
    datedBy: offerName(date),
  };
};

const ordering = ["below", "above", "at_least", "at_most"];

/** Returns the condition in the words of a condition on one record, in which the offer's answers have names of their own. */
export const asPlainCondition = (
  raw: RawMatchCondition,
  scope: ConditionScope,
  at: Path,
  mark = "",
): RawCondition => {
  const parts = Object.entries(raw).flatMap(([key, value]): RawCondition[] => {
    const here = [...at, key];
    if (value === undefined) return [];
    if (key === "all" || key === "any")
      return [
        {
          [key]: (value as RawMatchCondition[]).map((part, index) =>
            asPlainCondition(part, scope, [...here, index], mark),
          ),
        },
      ];
    if (key === "not") return [{ not: asPlainCondition(value as RawMatchCondition, scope, here, mark) }];
    if (key === "condition" && mark === "" && typeof value === "string") return [{ condition: value }];
    if (key === "offer" && mark === "" && typeof value === "object")
      return [asPlainCondition(value as RawMatchCondition, scope, here, offerMark)];
    return compared(mark + key, value, scope, here, mark);
  });
  const [only] = parts;
  return only && parts.length === 1 ? only : { all: parts };
};

const compared = (
  name: string,
  value: unknown,
  scope: ConditionScope,
  at: Path,
  mark: string,
): RawCondition[] => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ [name]: value }];
  const isChoice = scope.field(name)?.type === "choice";
  return Object.entries(value).flatMap(([operator, raw]): RawCondition[] => {
    if (raw === undefined) return [];
    const byPlace = isChoice && ordering.includes(operator);
    const asked = byPlace ? placeMark + name : name;
    const operandOf = byPlace ? placeOf(name, raw, scope, [...at, operator]) : raw;
    return [{ [asked]: { [operator]: named(operandOf, mark, byPlace) } }];
  });
};

/** An answer of the offer is asked under its own name. */
const named = (raw: unknown, mark: string, byPlace: boolean): unknown => {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const { offer, field, ...rest } = raw as { offer?: string; field?: string };
  const place = byPlace ? placeMark : "";
  if (offer !== undefined) return { ...rest, field: place + offerName(offer) };
  return field === undefined ? raw : { ...rest, field: place + mark + field };
};

/** A choice's place in its list; another field is compared only where it has the same list. */
const placeOf = (name: string, raw: unknown, scope: ConditionScope, at: Path): unknown => {
  const codes = (field: string) => scope.field(field)?.choices?.map(({ code }) => code) ?? [];
  const own = codes(name);
  if (typeof raw === "string") {
    const place = own.indexOf(raw);
    if (place < 0) scope.wrong(at, raw, oneOf(own));
    return Math.max(0, place);
  }
  if (typeof raw !== "object" || raw === null) return raw;
  const { offer, field } = raw as { offer?: string; field?: string };
  const other = offer === undefined ? field : offerName(offer);
  if (other !== undefined && codes(other).join() !== own.join())
    scope.wrong(at, other, {
      fr: `un champ qui a la même liste de choix que ${name}`,
      nl: `een veld met dezelfde keuzelijst als ${name}`,
      en: `a field that has the same list of choices as ${name}`,
    });
  return raw;
};
