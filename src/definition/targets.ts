import type { Figure, Target } from "./programme.ts";
import type { ProgrammeFile } from "./schema.ts";
import type { SourceFile } from "./source-file.ts";
import type { Structure } from "./structure.ts";

const places = {
  priority: "priorities",
  objective: "objectives",
  operation: "operations",
  partner: "partners",
} as const;

/** Returns what figures are to reach. A figure or a place that does not exist is told with its place in the file. */
export const resolveTargets = (
  { content, wrong }: SourceFile<Pick<ProgrammeFile, "targets">>,
  figures: ReadonlyMap<string, Figure>,
  structure: Structure,
): Target[] =>
  (content.targets ?? []).map((raw, index): Target => {
    const expect = (key: string, known: Iterable<string>) => {
      const list = [...known].join(", ");
      wrong(["targets", index, key], undefined, {
        fr: `l'un de : ${list}`,
        nl: `een van: ${list}`,
        en: `one of: ${list}`,
      });
    };
    if (!figures.has(raw.figure)) expect("figure", figures.keys());
    const scope: Record<string, string> = {};
    for (const [place, list] of Object.entries(places) as [
      keyof typeof places,
      (typeof places)[keyof typeof places],
    ][]) {
      const value = raw[place];
      if (value === undefined) continue;
      scope[place] = value;
      if (!structure[list].has(value)) expect(place, structure[list].keys());
    }
    return { figure: raw.figure, value: String(raw.value), year: raw.year, scope, source: raw.source };
  });
