import {
  fieldsRead,
  type Condition,
  type ConditionField,
  type NamedSource,
  type Parameter,
} from "./condition/condition.ts";
import { dimensionLabels } from "./dimension-labels.ts";
import { parseCondition, type ConditionScope, type Path } from "./condition/parse.ts";
import type { Register } from "./programme.ts";
import type { Choice, RawCondition, RawNamedCondition, RawParameter } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";
import type { Structure } from "./structure.ts";

/** What every definition file may name: the structure, the parameters, the code lists, the named conditions. */
export type Scoped = Readonly<{
  structure: Structure;
  parameters: ReadonlyMap<string, Parameter>;
  codelists: ReadonlyMap<string, readonly Choice[]>;
  conditions: ParsedConditions;
}>;

/** Returns the parameter with its values in order of their dates. */
export const parseParameter = (raw: RawParameter): Parameter => ({
  id: raw.parameter,
  label: raw.label,
  unit: raw.unit,
  values: raw.values.toSorted((a, b) => a.from.localeCompare(b.from)),
});

/** What the operation of a record adds to what can be asked of it. */
export const structureFields = ({
  operations,
  priorities,
  objectives,
  funds,
}: Structure): ConditionField[] => {
  const choices = (names: ReadonlyMap<string, { fr: string; nl: string; en: string }>): Choice[] =>
    [...names].map(([code, label]) => ({ code, label }));
  const titles = (items: ReadonlyMap<string, { title: Choice["label"] }>) =>
    choices(new Map([...items].map(([id, { title }]) => [id, title])));
  const by = (value: (operation: string) => string | undefined) => ({
    kind: "structure" as const,
    byOperation: new Map(
      [...operations.keys()].flatMap((id) => {
        const found = value(id);
        return found === undefined ? [] : [[id, found] as const];
      }),
    ),
  });
  return [
    {
      id: "operation",
      type: "choice",
      label: dimensionLabels.operation,
      choices: titles(operations),
      origin: { kind: "stored" },
    },
    {
      id: "partner",
      type: "text",
      label: dimensionLabels.partner,
      origin: { kind: "stored" },
    },
    {
      id: "priority",
      type: "choice",
      label: dimensionLabels.priority,
      choices: titles(priorities),
      origin: by((id) => operations.get(id)?.priority),
    },
    {
      id: "objective",
      type: "choice",
      label: dimensionLabels.objective,
      choices: titles(objectives),
      origin: by((id) => operations.get(id)?.objective),
    },
    {
      id: "fund",
      type: "choice",
      label: dimensionLabels.fund,
      choices: choices(funds),
      origin: by((id) => operations.get(id)?.fund),
    },
    {
      id: "operation_starts",
      type: "date",
      label: { fr: "Début de l'opération", nl: "Begin van de operatie", en: "Start of the operation" },
      origin: by((id) => operations.get(id)?.starts),
    },
    {
      id: "operation_ends",
      type: "date",
      label: { fr: "Fin de l'opération", nl: "Einde van de operatie", en: "End of the operation" },
      origin: by((id) => operations.get(id)?.ends),
    },
  ];
};

type NamedCondition = Readonly<{ raw: RawNamedCondition; file: SourceFile<unknown>; path: Path }>;

/**
 * The named conditions of framework and programme, parsed when the fields of their register are known. A condition
 * may name the ones written before it, so that none can go in a circle.
 */
export class ParsedConditions {
  readonly #raw: readonly NamedCondition[];
  readonly #parsed = new Map<
    string,
    { label: RawNamedCondition["label"]; source: NamedSource; of: Condition }
  >();

  constructor(files: readonly SourceFile<{ conditions?: RawNamedCondition[] | undefined }>[]) {
    this.#raw = files.flatMap((file) =>
      (file.content.conditions ?? []).map((raw, index) => ({ raw, file, path: ["conditions", index] })),
    );
  }

  /** Parses the conditions of one register; to be called once its fields are known. */
  parseFor(register: string, scopeOf: (file: SourceFile<unknown>) => ConditionScope): void {
    for (const { raw, file, path } of this.#raw) {
      if (raw.register !== register) continue;
      const of = parseCondition(raw.when, scopeOf(file), [...path, "when"]);
      this.#parsed.set(raw.condition, { label: raw.label, source: raw.source, of });
    }
  }

  get(id: string) {
    return this.#parsed.get(id);
  }

  names(): readonly string[] {
    return [...this.#parsed.keys()];
  }

  /** Tells of conditions on a register that does not exist. */
  reportUnused(registers: ReadonlyMap<string, Register>): void {
    for (const { raw, file, path } of this.#raw) {
      if (registers.has(raw.register)) continue;
      const list = [...registers.keys()].join(", ");
      file.wrong([...path, "register"], undefined, {
        fr: `un registre : ${list}`,
        nl: `een register: ${list}`,
        en: `a register: ${list}`,
      });
    }
  }
}

/** Returns what a condition in this file may name, given the fields that can be asked. */
export const conditionScope = (
  file: SourceFile<unknown>,
  fields: ReadonlyMap<string, ConditionField>,
  datedBy: string | undefined,
  { parameters, conditions }: Scoped,
): ConditionScope => {
  // A condition on another register asks for fields that this one does not have.
  const isAskable = (condition: Condition | undefined) =>
    condition !== undefined && [...fieldsRead(condition)].every((id) => fields.has(id));
  return {
    field: (id) => fields.get(id),
    fieldNames: () => [...fields.keys()],
    parameter: (id) => parameters.get(id),
    parameterNames: () => [...parameters.keys()],
    named: (id) => {
      const found = conditions.get(id);
      return found && isAskable(found.of) ? found : undefined;
    },
    conditionNames: () => conditions.names().filter((id) => isAskable(conditions.get(id)?.of)),
    datedBy,
    wrong: file.wrong,
  };
};

/** Returns the condition where there is one. */
export const parseOptional = (
  raw: RawCondition | undefined,
  scope: ConditionScope,
  path: Path,
): Condition | undefined => (raw === undefined ? undefined : parseCondition(raw, scope, path));
