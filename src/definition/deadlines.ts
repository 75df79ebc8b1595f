import {
  clockFieldsRead,
  type ClockRule,
  type Condition,
  type ConditionField,
} from "./condition/condition.ts";
import { parseCondition, parseSpanAfter, type ConditionScope, type Path } from "./condition/parse.ts";
import type { Deadline, DeadlineTelling, Field, Register, Role } from "./programme.ts";
import type { RegisterFile } from "./schema.ts";
import { conditionScope, parseOptional, type Scoped } from "./scope.ts";
import type { SourceFile } from "./source-file.ts";

type RawDeadline = NonNullable<RegisterFile["deadlines"]>[number];

/** Two pauses may overlap, and three would make SQL that nobody can read. */
const mostPauses = 2;

/** Returns the deadlines of one file of a register, every name resolved. What is wrong is told with its place. */
export const resolveDeadlines = (
  file: SourceFile<RegisterFile>,
  askable: ReadonlyMap<string, ConditionField>,
  fields: ReadonlyMap<string, Field>,
  datedBy: string | undefined,
  scoped: Scoped,
): Deadline[] => {
  const scope = conditionScope(file, askable, datedBy, scoped);
  const date = (id: string, path: Path): ConditionField | undefined => {
    const found = askable.get(id);
    if (found?.type === "date" && found.origin.kind === "stored") return found;
    const list = [...fields.values()].filter(({ type }) => type === "date").map((field) => field.id);
    file.wrong(path, id, {
      fr: `une date du registre : ${list.join(", ")}`,
      nl: `een datum van het register: ${list.join(", ")}`,
      en: `a date of the register: ${list.join(", ")}`,
    });
    return undefined;
  };
  return (file.content.deadlines ?? []).flatMap((raw, index): Deadline[] => {
    const at = (key: string) => ["deadlines", index, key];
    const from = date(raw.from, at("from"));
    if (!fields.has(raw.cell)) {
      const list = [...fields.keys()].join(", ");
      file.wrong(at("cell"), raw.cell, {
        fr: `un champ du registre : ${list}`,
        nl: `een veld van het register: ${list}`,
        en: `a field of the register: ${list}`,
      });
    }
    const tells = resolveTells(raw, at("tells"), file);
    if (!from) return [];
    checkSpan(raw.within, at("within"), file);
    const within = parseSpanAfter(from, raw.within, scope, at("within"));
    const opens = raw.opens && parseSpanAfter(from, raw.opens, scope, at("opens"));
    if (!within) return [];
    const stops = raw.stops === undefined ? undefined : date(raw.stops, at("stops"));
    const lapses = raw.lapses === undefined ? undefined : date(raw.lapses, at("lapses"));
    return [
      {
        id: raw.deadline,
        label: raw.label,
        from,
        opens,
        within,
        when: parseOptional(raw.when, scope, at("when")),
        done: parseCondition(raw.done, scope, at("done")),
        stops,
        lapses,
        ...resolvePauses(raw, at("pauses"), file, scope, date),
        cell: raw.cell,
        tells,
        source: raw.source,
      },
    ];
  });
};

/** Time runs forwards: what is due before the date that it runs from could be paused by nothing. */
const checkSpan = (span: RawDeadline["within"], path: Path, file: SourceFile<RegisterFile>): void => {
  for (const unit of ["days", "months", "years"] as const) {
    const amount = span?.[unit];
    if (typeof amount === "number" && amount < 0)
      file.wrong([...path, unit], String(amount), {
        fr: "0 ou plus : le délai court après la date",
        nl: "0 of meer: de termijn loopt na de datum",
        en: "0 or more: time runs after the date",
      });
  }
};

const resolvePauses = (
  { pauses = [] }: RawDeadline,
  path: Path,
  file: SourceFile<RegisterFile>,
  scope: ConditionScope,
  date: (id: string, path: Path) => ConditionField | undefined,
): Pick<ClockRule, "pauses" | "standsStill"> => {
  const pairs: ClockRule["pauses"][number][] = [];
  const conditions: Condition[] = [];
  pauses.forEach((pause, index) => {
    const here = [...path, index];
    if ("while" in pause) {
      conditions.push(parseCondition(pause.while, scope, [...here, "while"]));
      return;
    }
    const [from, until] = [date(pause.from, [...here, "from"]), date(pause.until, [...here, "until"])];
    if (from && until) pairs.push({ from, until });
  });
  if (pairs.length > mostPauses)
    file.wrong(path, String(pairs.length), {
      fr: `au plus ${mostPauses} pauses entre deux dates`,
      nl: `hoogstens ${mostPauses} pauzes tussen twee datums`,
      en: `at most ${mostPauses} pauses between two dates`,
    });
  return {
    pauses: pairs.slice(0, mostPauses),
    standsStill: conditions.length === 0 ? undefined : { kind: "any", of: conditions },
  };
};

const resolveTells = (
  { tells = [] }: RawDeadline,
  path: Path,
  file: SourceFile<RegisterFile>,
): DeadlineTelling[] =>
  tells.map(({ days_before: before, days_after: after, roles }, index) => {
    if ((before === undefined) === (after === undefined))
      file.wrong([...path, index], undefined, {
        fr: "soit days_before, soit days_after",
        nl: "ofwel days_before, ofwel days_after",
        en: "either days_before or days_after",
      });
    // Nothing is said with a minus nought.
    return { days: after ?? 0 - (before ?? 0), roles };
  });

/** Tells of roles that a deadline names and the programme does not have. */
export const checkTells = (
  files: readonly SourceFile<RegisterFile>[],
  roles: ReadonlyMap<string, Role>,
): void => {
  for (const { content, wrong } of files)
    content.deadlines?.forEach(({ tells }, index) =>
      tells?.forEach((telling, position) =>
        telling.roles.forEach((role, place) => {
          if (roles.has(role)) return;
          const list = [...roles.keys()].join(", ");
          wrong(["deadlines", index, "tells", position, "roles", place], role, {
            fr: `un rôle du programme : ${list}`,
            nl: `een rol van het programma: ${list}`,
            en: `a role of the programme: ${list}`,
          });
        }),
      ),
    );
};

/** Returns whether the clock reads nothing of who somebody is, nor of a special category. */
export const isPlainDeadline = (register: Pick<Register, "fields">, deadline: ClockRule): boolean =>
  [...clockFieldsRead(deadline)].every((id) => register.fields.get(id)?.sensitivity === undefined);
