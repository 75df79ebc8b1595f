import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type CostRules, resolveCostRules } from "./cost-rules.ts";
import { DefinitionError, type DefinitionProblem } from "./problem.ts";
import { costsFile, type CostsFile } from "./schema.ts";
import { readSource, type SourceFile } from "./source-file.ts";

/** The files that say what holds of money, the framework's first. */
export type CostFiles = Readonly<{
  files: readonly SourceFile<CostsFile>[];
  /** sha256 over them, one after the other; undefined: there is none. */
  fingerprint: string | undefined;
}>;

/** Returns the `costs.yaml` of the folders that have one, and what the Commission set beside it. What is wrong in them is pushed. */
export const readCosts = (
  folders: readonly string[],
  shownAs: (path: string) => string,
  problems: DefinitionProblem[],
): CostFiles => {
  const paths = folders
    .flatMap((folder) => ["costs.yaml", "union-unit-costs.yaml"].map((name) => join(folder, name)))
    .filter((path) => existsSync(path));
  const digest = createHash("sha256");
  for (const path of paths) digest.update(readFileSync(path));
  return {
    files: paths.flatMap((path) => readSource(path, shownAs(path), costsFile, problems) ?? []),
    fingerprint: paths.length === 0 ? undefined : digest.digest("hex"),
  };
};

/**
 * Returns what the law of a framework says of simplified costs, without any programme; undefined where the folder has
 * no `costs.yaml`. Throws a DefinitionError with all problems.
 */
export const loadCostRules = (frameworkFolder: string): CostRules | undefined => {
  const problems: DefinitionProblem[] = [];
  const shownAs = (path: string) => join(basename(frameworkFolder), basename(path));
  const { files } = readCosts([frameworkFolder], shownAs, problems);
  const rules = resolveCostRules(files);
  if (problems.length > 0) throw new DefinitionError(problems);
  return files.length === 0 ? undefined : rules;
};
