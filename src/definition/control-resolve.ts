import { basename, join } from "node:path";
import type { Text } from "../language.ts";
import type { Path } from "./condition/parse.ts";
import type { ChecklistRules, ControlRules } from "./control.ts";
import { type ControlFiles, readControl } from "./control-files.ts";
import { loadCostRules } from "./cost-files.ts";
import { oneOf } from "./one-of.ts";
import { type DefinitionProblem, DefinitionError } from "./problem.ts";
import type { Figure, Priority, Register } from "./programme.ts";
import { tellRepeats } from "./repeats.ts";
import type { ControlFile } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";

type Known = Readonly<{
  books: ReadonlyMap<string, Register>;
  priorities: ReadonlyMap<string, Priority>;
  funds: ReadonlyMap<string, Text>;
  figures: ReadonlyMap<string, Figure>;
  options: ReadonlyMap<string, unknown>;
}>;

/**
 * Returns what a programme says of control, the framework's first; what has the same name replaces. Names that do not
 * exist are told with their place in the file. Figures are what they are without it.
 */
export const resolveControl = ({ files, fingerprint }: ControlFiles, known: Known): ControlRules => {
  tellWrongNames(files, known);
  const last = <K extends keyof ControlFile>(key: K): ControlFile[K] | undefined =>
    files.findLast(({ content }) => content[key] !== undefined)?.content[key];
  const all = <K extends ListKey>(key: K): readonly NonNullable<ControlFile[K]>[number][] =>
    files.flatMap(({ content }): readonly NonNullable<ControlFile[K]>[number][] => content[key] ?? []);
  const accounting = last("accounting");
  const visits = last("visits");
  return {
    fingerprint,
    version: files.map(({ content }) => content.version).join("+"),
    rules: last("rules") ?? "2014-2020",
    numbers: new Map(
      all("numbers").map(({ number: id, label, unit, values }) => [
        id,
        {
          id,
          label,
          unit,
          values: values
            .map((each) => ({ ...each, value: String(each.value) }))
            .toSorted((a, b) => a.from.localeCompare(b.from)),
        },
      ]),
    ),
    types: new Map(all("types").map(({ type: id, ...rest }) => [id, { id, ...rest }])),
    typology: new Map(
      all("typology").map(({ typology: id, label, help, ims, source }) => [
        id,
        { id, label, help, ims, source },
      ]),
    ),
    checklists: new Map(all("checklists").map((raw) => [raw.checklist, checklistRules(raw)])),
    stops: new Map(all("stops").map(({ stop: id, label, source }) => [id, { id, label, source }])),
    factors: new Map(
      all("factors").map(({ factor: id, none_at: noneAt, full_at: fullAt, ...rest }) => [
        id,
        { id, noneAt, fullAt, ...rest },
      ]),
    ),
    answer: last("answer"),
    visits: visits && {
      everyMonths: visits.every_months,
      noticeDays: visits.notice_days,
      reasons: visits.reasons,
      source: visits.source,
    },
    letters: new Map(all("letters").map(({ letter: id, ...rest }) => [id, { id, ...rest }])),
    authority: last("authority"),
    accounting: accounting && {
      starts: accounting.starts,
      first: accounting.first,
      last: accounting.last,
      finalApplication: accounting.final_application,
      accounts: accounting.accounts,
      windows: accounting.windows,
      source: accounting.source,
    },
    transmissions: all("transmissions").map(({ transmission: id, ...rest }) => ({ id, ...rest })),
    nPlus: last("n_plus"),
    prefinancing: last("prefinancing") ?? [],
    retention: (last("retention") ?? []).map(({ rule: id, label, counted, years, below, source }) => ({
      id,
      label,
      counted,
      years,
      below,
      source,
    })),
    allocations: (last("allocations") ?? []).map(({ commitments, ...rest }) => ({
      ...rest,
      commitments: commitments.map(({ year, amount, reserve = "0.00" }) => ({ year, amount, reserve })),
    })),
    performance: (last("performance") ?? []).map(({ indicator: id, fund, figure, ...rest }) => ({
      id,
      fund,
      figure,
      ...rest,
    })),
    books: known.books,
  };
};

/**
 * Returns what the law of a framework says of control, without any programme; undefined where the folder has no
 * `control.yaml`. Throws a DefinitionError with all problems.
 */
export const loadControlRules = (frameworkFolder: string): ControlRules | undefined => {
  const problems: DefinitionProblem[] = [];
  const shownAs = (path: string) => join(basename(frameworkFolder), basename(path));
  const files = readControl([frameworkFolder], shownAs, problems);
  const options = loadCostRules(frameworkFolder)?.options ?? new Map<string, never>();
  const nothing = {
    priorities: new Map<string, never>(),
    funds: new Map<string, never>(),
    figures: new Map<string, never>(),
    books: new Map<string, never>(),
  };
  const rules = resolveControl(files, { ...nothing, options });
  if (problems.length > 0) throw new DefinitionError(problems);
  return files.files.length === 0 ? undefined : rules;
};

type ListKey =
  "numbers" | "types" | "typology" | "checklists" | "stops" | "factors" | "letters" | "transmissions";

const checklistRules = (raw: NonNullable<ControlFile["checklists"]>[number]): ChecklistRules => ({
  id: raw.checklist,
  type: raw.type,
  version: raw.version,
  label: raw.label,
  groups: raw.groups.map(({ group: id, label, points }) => ({
    id,
    label,
    points: points.map(
      ({ point, question, help, severity, asks, forms, options, once = false, typology, source }) => ({
        id: point,
        question,
        help,
        severity,
        asks,
        forms,
        options,
        once,
        typology,
        source,
      }),
    ),
  })),
});

const tellWrongNames = (
  files: readonly SourceFile<ControlFile>[],
  { priorities, funds, figures, options }: Known,
): void => {
  const typologies = new Set(
    files.flatMap(({ content }) => (content.typology ?? []).map(({ typology }) => typology)),
  );
  const taken = new Set<string>();
  for (const { content, wrong } of files) {
    const one = (
      name: string | undefined,
      names: ReadonlyMap<string, unknown> | ReadonlySet<string>,
      at: Path,
    ) => {
      if (name !== undefined && !names.has(name)) wrong(at, name, oneOf(names.keys()));
    };
    tellRepeats(wrong, ["numbers"], content.numbers, "number");
    tellRepeats(wrong, ["types"], content.types, "type");
    tellRepeats(wrong, ["typology"], content.typology, "typology");
    tellRepeats(wrong, ["checklists"], content.checklists, "checklist");
    tellRepeats(wrong, ["factors"], content.factors, "factor");
    tellRepeats(wrong, ["letters"], content.letters, "letter");
    tellRepeats(wrong, ["performance"], content.performance, "indicator");
    content.checklists?.forEach(({ type, groups }, index) => {
      // A point is answered by its name, so it has one of its own among all checklists of the type.
      const points = groups.flatMap((group, g) =>
        group.points.map((each, p) => ({ each, at: [g, "points", p] })),
      );
      for (const { each, at } of points) {
        const path = ["checklists", index, "groups", ...at];
        if (taken.has(`${type}:${each.point}`)) wrong([...path, "point"], each.point, aNewName);
        taken.add(`${type}:${each.point}`);
        one(each.typology, typologies, [...path, "typology"]);
        each.options?.forEach((option, o) => one(option, options, [...path, "options", o]));
      }
    });
    content.allocations?.forEach(({ priority, fund }, index) => {
      one(priority, priorities, ["allocations", index, "priority"]);
      one(fund, funds, ["allocations", index, "fund"]);
    });
    content.performance?.forEach(({ priority, fund, figure }, index) => {
      one(priority, priorities, ["performance", index, "priority"]);
      one(fund, funds, ["performance", index, "fund"]);
      one(figure, figures, ["performance", index, "figure"]);
    });
    content.transmissions?.forEach(({ days, until }, index) => {
      if (days.length !== until.length)
        wrong(["transmissions", index, "until"], String(until.length), {
          fr: `autant de jours que de jours d'envoi (${days.length})`,
          nl: `evenveel dagen als dagen van verzending (${days.length})`,
          en: `as many days as there are days of sending (${days.length})`,
        });
    });
  }
};

const aNewName: Text = {
  fr: "un nom qui n'est pas encore pris",
  nl: "een naam die nog niet bestaat",
  en: "a name not taken yet",
};
