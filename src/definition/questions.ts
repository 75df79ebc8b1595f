import type { Text } from "../language.ts";
import type { Condition } from "./condition/condition.ts";
import type { Path } from "./condition/parse.ts";
import { resolveOwnMeasure, type MeasureHouse } from "./measures.ts";
import type { Figure, Measure, Question, QuestionRows, QuestionTable, Register } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { QuestionsFile, RawMeasure } from "./schema.ts";
import { conditionScope, parseOptional, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

type Raw = QuestionsFile["questions"][number];
type Grouping = Readonly<{ register: Register; rows: QuestionRows & { kind: "groups" } }>;

/** Returns the name of the count of one group of a table: the groups in their order, whoever is in none last. */
export const groupFigureId = (figure: string, table: string, group: number): string =>
  `${figure}:${table}:${group}`;

/**
 * Returns the question of each service with everything that it names resolved. What does not exist, or does not go
 * together, is told with its place in the file.
 */
export const resolveQuestions = (
  file: SourceFile<QuestionsFile> | undefined,
  figures: ReadonlyMap<string, Figure>,
  registers: ReadonlyMap<string, Register>,
  scoped: Scoped,
): Map<string, Question> => {
  if (!file) return new Map();
  const { content, wrong } = file;
  tellRepeats(wrong, ["questions"], content.questions, "service");
  tellRepeats(wrong, ["measures"], content.measures, "measure");
  tellRepeats(wrong, ["groupings"], content.groupings, "grouping");
  const groupings = resolveGroupings(file, registers, scoped);
  const house: MeasureHouse = { file, figures, registers, scoped };
  return new Map(
    content.questions.map((raw, index) => [
      raw.service,
      resolveQuestion(raw, ["questions", index], house, groupings),
    ]),
  );
};

const resolveGroupings = (
  file: SourceFile<QuestionsFile>,
  registers: ReadonlyMap<string, Register>,
  scoped: Scoped,
): Map<string, Grouping> => {
  const found = new Map<string, Grouping>();
  (file.content.groupings ?? []).forEach((raw, index) => {
    const path = ["groupings", index];
    const register = registers.get(raw.register);
    if (!register) return file.wrong([...path, "register"], undefined, oneOf(registers.keys()));
    const scope = conditionScope(file, register.askable, register.datedBy, scoped);
    const groups = raw.groups.flatMap(({ label, when }, at) => {
      const condition = parseOptional(when, scope, [...path, "groups", at, "when"]);
      return condition ? [{ label, when: condition }] : [];
    });
    const others: Condition = { kind: "not", of: { kind: "any", of: groups.map(({ when }) => when) } };
    const rows = {
      kind: "groups" as const,
      label: raw.label,
      groups: [...groups, { label: raw.rest, when: others }],
    };
    found.set(raw.grouping, { register, rows });
  });
  return found;
};

const resolveQuestion = (
  raw: Raw,
  path: Path,
  house: MeasureHouse,
  groupings: ReadonlyMap<string, Grouping>,
): Question => {
  const { file, scoped } = house;
  const { wrong } = file;
  const operations = raw.operations ?? [raw.service];
  operations.forEach((operation, position) => {
    if (scoped.structure.operations.has(operation)) return;
    const at = raw.operations ? [...path, "operations", position] : [...path, "service"];
    wrong(at, undefined, oneOf(scoped.structure.operations.keys()));
  });
  tellRepeats(wrong, [...path, "measures"], raw.measures, "measure");
  tellRepeats(wrong, [...path, "tables"], raw.tables, "table");

  const places = new Map<string, { raw: RawMeasure; path: Path }>();
  const place = (list: readonly RawMeasure[] | undefined, at: Path) =>
    list?.forEach((one, index) => places.set(one.measure, { raw: one, path: [...at, index] }));
  place(file.content.measures, ["measures"]);
  place(raw.measures, [...path, "measures"]);

  const measures = new Map<string, Measure>();
  const underWay = new Set<string>();
  /** Resolves a measure after those that it is worked out from; one that is worked out from itself is told. */
  const measure = (id: string, askedAt: Path): Measure | undefined => {
    const known = measures.get(id);
    if (known) return known;
    const found = places.get(id);
    if (!found || underWay.has(id)) {
      wrong(askedAt, undefined, oneOf([...places.keys()].filter((other) => !underWay.has(other))));
      return undefined;
    }
    underWay.add(id);
    const resolved = resolveOwnMeasure(found.raw, found.path, raw.service, house, measure);
    underWay.delete(id);
    if (resolved) measures.set(id, resolved);
    return resolved;
  };
  const own: Figure[] = [];
  const tables = raw.tables.map((table, index): QuestionTable => {
    const at = [...path, "tables", index];
    table.measures.forEach((id, position) => measure(id, [...at, "measures", position]));
    const by = rowsOf(table, at, house, groupings);
    for (const { id, value } of measures.values()) {
      if (!by || !reads(table.measures, id, measures)) continue;
      if (!("figure" in value)) continue;
      checkRows(table, at, value.figure, id, house, groupings);
      if (by.kind === "groups") own.push(...groupFigures(value.figure, table.table, by));
    }
    return { id: table.table, title: table.title, measures: table.measures, by };
  });
  for (const { value } of measures.values())
    if ("figure" in value && !house.figures.has(value.figure.id)) own.push(value.figure);
  return {
    service: raw.service,
    title: raw.title ?? scoped.structure.operations.get(operations[0] ?? "")?.title ?? nameless(raw.service),
    operations,
    measures: [...measures.values()],
    tables,
    figures: own,
    notes: raw.notes ?? [],
    source: raw.source,
  };
};

/** Returns whether a table shows the measure, or something that is worked out from it. */
const reads = (shown: readonly string[], id: string, measures: ReadonlyMap<string, Measure>): boolean =>
  shown.some((one) => {
    if (one === id) return true;
    const value = measures.get(one)?.value;
    if (value?.kind === "part") return reads([value.of], id, measures);
    return value?.kind === "ratio" && reads([value.of, value.per], id, measures);
  });

const rowsOf = (
  table: Raw["tables"][number],
  path: Path,
  { file }: MeasureHouse,
  groupings: ReadonlyMap<string, Grouping>,
): QuestionRows | undefined => {
  if (table.by !== undefined && table.grouping !== undefined)
    file.wrong([...path, "grouping"], undefined, {
      fr: "rien ici : les lignes viennent de by",
      nl: "hier niets: de rijen komen van by",
      en: "nothing here: the rows come from by",
    });
  if (table.by !== undefined) return { kind: "dimension", id: table.by };
  if (table.grouping === undefined) return undefined;
  const grouping = groupings.get(table.grouping);
  if (!grouping) file.wrong([...path, "grouping"], undefined, oneOf(groupings.keys()));
  return grouping?.rows;
};

/** Tells of a measure that is not known by the rows of a table. */
const checkRows = (
  table: Raw["tables"][number],
  path: Path,
  { computation }: Figure,
  measure: string,
  { file }: MeasureHouse,
  groupings: ReadonlyMap<string, Grouping>,
) => {
  if (computation.kind === "none") return;
  const register = computation.kind === "count" ? computation.register : undefined;
  if (table.grouping !== undefined) {
    const grouping = groupings.get(table.grouping);
    if (grouping && grouping.register !== register)
      file.wrong([...path, "grouping"], undefined, onlyOf(measure, grouping.register));
  } else if (table.by !== undefined) {
    const field = register?.fields.get(table.by);
    const isKnown =
      table.by === "partner" || table.by === "operation"
        ? register !== undefined
        : (field?.type === "choice" || field?.type === "boolean") && field.sensitivity !== "identity";
    if (!isKnown) file.wrong([...path, "by"], undefined, knownBy(measure, register));
  }
};

const groupFigures = (figure: Figure, table: string, rows: QuestionRows & { kind: "groups" }): Figure[] =>
  rows.groups.flatMap(({ when, label }, index): Figure[] => {
    const { computation } = figure;
    if (computation.kind !== "count") return [];
    const both: Condition = {
      kind: "all",
      of: computation.when ? [computation.when, when] : [when],
    };
    return [
      {
        ...figure,
        id: groupFigureId(figure.id, table, index),
        label,
        computation: { ...computation, when: both },
      },
    ];
  });

const nameless = (word: string): Text => ({ fr: word, nl: word, en: word });

const oneOf = (names: Iterable<string>): Text => {
  const list = [...names].join(", ");
  return { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` };
};

const onlyOf = (measure: string, { label }: Register): Text => ({
  fr: `des mesures tirées du registre « ${label.fr} », ce que ${measure} n'est pas`,
  nl: `maten uit het register "${label.nl}", wat ${measure} niet is`,
  en: `measures of the register "${label.en}", which ${measure} is not`,
});

const knownBy = (measure: string, register: Register | undefined): Text => {
  const fields = [...(register?.fields.values() ?? [])]
    .filter(
      ({ type, sensitivity }) => (type === "choice" || type === "boolean") && sensitivity !== "identity",
    )
    .map(({ id }) => id);
  const list = (register ? ["partner", "operation", ...fields] : ["∅"]).join(", ");
  return {
    fr: `ce par quoi ${measure} se ventile : ${list}`,
    nl: `waarnaar ${measure} uitgesplitst kan worden: ${list}`,
    en: `what ${measure} is known by: ${list}`,
  };
};
