import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type { Text } from "../../language.ts";
import { DocumentError } from "./document.ts";

/** The YAML inside a block of the source, every scalar a string, and where each part stands. */
export type Fields = Readonly<{
  root: Node | null;
  lineOf: (node: Node | null) => number;
}>;

export type Entries = ReadonlyMap<string, Node>;

/** Returns the YAML of a block whose first line is line `firstLine` of the source. @throws DocumentError */
export function readFields(yaml: string, firstLine: number): Fields {
  const counter = new LineCounter();
  // The failsafe schema leaves "1.080" and "no" as they were written.
  const parsed = parseDocument(yaml, { schema: "failsafe", lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number): number => counter.linePos(offset).line + firstLine - 1;
  const [problem] = parsed.errors;
  if (problem !== undefined)
    throw new DocumentError(
      {
        fr: `Ce bloc n'est pas du YAML lisible : ${problem.message}`,
        nl: `Dit blok is geen leesbare YAML: ${problem.message}`,
        en: `This block is not readable YAML: ${problem.message}`,
      },
      lineAt(problem.pos[0]),
    );
  return {
    root: parsed.contents,
    lineOf: (node) => {
      const line = node?.range ? lineAt(node.range[0]) : firstLine;
      // The text of a block scalar begins under its "|" or ">".
      const isBlock = isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
      return isBlock ? line + 1 : line;
    },
  };
}

/**
 * Returns the entries of a mapping, in their order.
 * @throws DocumentError when it is no mapping, when a required key is missing or when a key is not known.
 */
export function entries(
  fields: Fields,
  node: Node | null,
  keys: Readonly<{ required: readonly string[]; optional?: readonly string[] }> | "any",
): Entries {
  if (!isMap<Node, Node | null>(node)) throw expected(fields, node, "mapping");
  const result = new Map<string, Node>();
  for (const pair of node.items) {
    if (!isScalar(pair.key) || !pair.value) throw expected(fields, pair.value ?? pair.key, "value");
    result.set(String(pair.key.value), pair.value);
    const known = keys === "any" ? undefined : [...keys.required, ...(keys.optional ?? [])];
    if (known !== undefined && !known.includes(String(pair.key.value)))
      throw new DocumentError(
        {
          fr: `La clé « ${String(pair.key.value)} » n'existe pas ici. Clés possibles : ${known.join(", ")}.`,
          nl: `De sleutel '${String(pair.key.value)}' bestaat hier niet. Mogelijke sleutels: ${known.join(", ")}.`,
          en: `The key '${String(pair.key.value)}' does not exist here. Possible keys: ${known.join(", ")}.`,
        },
        fields.lineOf(pair.key),
      );
  }
  const missing = keys === "any" ? undefined : keys.required.find((key) => !result.has(key));
  if (missing !== undefined)
    throw new DocumentError(
      {
        fr: `La clé « ${missing} » manque.`,
        nl: `De sleutel '${missing}' ontbreekt.`,
        en: `The key '${missing}' is missing.`,
      },
      fields.lineOf(node),
    );
  return result;
}

/** Returns the items of a list. @throws DocumentError when it is none. */
export function items(fields: Fields, node: Node | null): readonly Node[] {
  if (!isSeq<Node | null>(node)) throw expected(fields, node, "list");
  return node.items.map((item) => {
    if (item === null) throw expected(fields, node, "value");
    return item;
  });
}

/** Returns the text of a scalar, as it was written. @throws DocumentError when it is none. */
export function scalar(fields: Fields, node: Node | null | undefined): string {
  if (!isScalar(node) || typeof node.value !== "string") throw expected(fields, node ?? null, "text");
  return node.value;
}

const shapes: Readonly<Record<"mapping" | "list" | "text" | "value", Text>> = {
  mapping: { fr: "des lignes « clé: valeur »", nl: "regels 'sleutel: waarde'", en: "lines 'key: value'" },
  list: { fr: "une liste", nl: "een lijst", en: "a list" },
  text: { fr: "un texte", nl: "een tekst", en: "a text" },
  value: { fr: "une valeur", nl: "een waarde", en: "a value" },
};

function expected(fields: Fields, node: Node | null, shape: keyof typeof shapes): DocumentError {
  const { fr, nl, en } = shapes[shape];
  return new DocumentError(
    { fr: `Attendu ici : ${fr}.`, nl: `Hier verwacht: ${nl}.`, en: `Expected here: ${en}.` },
    fields.lineOf(node),
  );
}
