import { fieldsRead, type Condition, type RecordValues } from "./condition.ts";
import { toCheck } from "./evaluate.ts";

/**
 * Returns what is left to ask of a record when some of its answers are the same for all records, as the operation and
 * the missing columns of a file are: a smaller condition, or true or false where nothing is left to ask. It gives the
 * same answer as the whole condition on every record with the answers given.
 */
export const settle = (condition: Condition, given: RecordValues): Condition | boolean => {
  switch (condition.kind) {
    case "all":
    case "any": {
      const settling = condition.kind === "any";
      const parts = condition.of.map((part) => settle(part, given));
      if (parts.includes(settling)) return settling;
      const open = parts.filter((part) => typeof part !== "boolean");
      const [only, ...others] = open;
      if (!only) return !settling;
      return others.length === 0 ? only : { kind: condition.kind, of: open };
    }
    case "not": {
      const inner = settle(condition.of, given);
      return typeof inner === "boolean" ? !inner : { kind: "not", of: inner };
    }
    case "named":
      return settle(condition.of, given);
    case "compare":
    case "in":
    case "known": {
      const read = [...fieldsRead(condition)].map((id) => given[id]);
      // One answer that is missing decides a comparison, whatever the others are; not one that only a case asks for.
      if (read.includes(null) && !asksCases(condition)) return condition.kind === "known" && !condition.known;
      return read.includes(undefined) ? condition : toCheck(condition)(given);
    }
  }
};

const asksCases = (leaf: Extract<Condition, { kind: "compare" | "in" | "known" }>): boolean =>
  leaf.field.origin.kind === "cases" ||
  (leaf.kind === "compare" && leaf.operand.kind === "field" && leaf.operand.field.origin.kind === "cases");
