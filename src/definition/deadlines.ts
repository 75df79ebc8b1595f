import type { ConditionField } from "./condition/condition.ts";
import { parseCondition, parseSpanAfter } from "./condition/parse.ts";
import type { Deadline, Field } from "./programme.ts";
import type { RegisterFile } from "./schema.ts";
import { conditionScope, parseOptional, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

/** Returns the deadlines of one file of a register, every name resolved. What is wrong is told with its place. */
export const resolveDeadlines = (
  file: SourceFile<RegisterFile>,
  askable: ReadonlyMap<string, ConditionField>,
  fields: ReadonlyMap<string, Field>,
  datedBy: string | undefined,
  scoped: Scoped,
): Deadline[] => {
  const scope = conditionScope(file, askable, datedBy, scoped);
  return (file.content.deadlines ?? []).flatMap((raw, index): Deadline[] => {
    const at = (key: string) => ["deadlines", index, key];
    const from = askable.get(raw.from);
    if (from?.type !== "date" || from.origin.kind !== "stored") {
      const list = [...fields.values()].filter(({ type }) => type === "date").map(({ id }) => id);
      file.wrong(at("from"), raw.from, {
        fr: `une date du registre : ${list.join(", ")}`,
        nl: `een datum van het register: ${list.join(", ")}`,
        en: `a date of the register: ${list.join(", ")}`,
      });
      return [];
    }
    if (!fields.has(raw.cell)) {
      const list = [...fields.keys()].join(", ");
      file.wrong(at("cell"), raw.cell, {
        fr: `un champ du registre : ${list}`,
        nl: `een veld van het register: ${list}`,
        en: `a field of the register: ${list}`,
      });
    }
    const within = parseSpanAfter(from, raw.within, scope, at("within"));
    const opens = raw.opens && parseSpanAfter(from, raw.opens, scope, at("opens"));
    if (!within) return [];
    return [
      {
        id: raw.deadline,
        label: raw.label,
        from,
        opens,
        within,
        when: parseOptional(raw.when, scope, at("when")),
        done: parseCondition(raw.done, scope, at("done")),
        cell: raw.cell,
        source: raw.source,
      },
    ];
  });
};
