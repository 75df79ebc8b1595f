import { FAILSAFE_SCHEMA, load, Type } from "js-yaml";

/** The plain words of YAML 1.2's core schema, which the slower parser reads the same way. */
const nothing = /^(?:~|null|Null|NULL)?$/;
const truth = /^(?:true|True|TRUE)$/;
const falsehood = /^(?:false|False|FALSE)$/;
const whole = /^[-+]?[0-9]+$/;
const octal = /^0o[0-7]+$/;
const hexadecimal = /^0x[0-9a-fA-F]+$/;
const fraction = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const endless = /^[-+]?\.(?:inf|Inf|INF)$/;
const none = /^\.(?:nan|NaN|NAN)$/;

const scalar = (name: string, forms: readonly RegExp[], construct: (word: string) => unknown): Type =>
  new Type(`tag:yaml.org,2002:${name}`, {
    kind: "scalar",
    resolve: (word: string | null) => forms.some((form) => form.test(word ?? "")),
    construct: (word: string | null) => construct(word ?? ""),
  });

/** The library's own core schema reads "2014_2020" as a number, as only YAML 1.1 does. */
const schema = FAILSAFE_SCHEMA.extend({
  implicit: [
    scalar("null", [nothing], () => null),
    scalar("bool", [truth, falsehood], (word) => truth.test(word)),
    scalar("int", [whole, octal, hexadecimal], (word) =>
      octal.test(word) ? Number.parseInt(word.slice(2), 8) : Number(word),
    ),
    scalar("float", [fraction, endless, none], (word) => {
      if (none.test(word)) return Number.NaN;
      if (endless.test(word)) return word.startsWith("-") ? -Infinity : Infinity;
      return Number(word);
    }),
  ],
});

/**
 * Returns the content of a YAML text, ten times as quickly as with places; undefined where something is wrong with the
 * text, which only the parser that knows places can say.
 */
export const quickYaml = (text: string): unknown => {
  try {
    return load(text, { schema });
  } catch {
    return undefined;
  }
};
