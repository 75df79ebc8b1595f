import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DefinitionProblem } from "./problem.ts";
import { controlFile, type ControlFile } from "./schema.ts";
import { readSource, type SourceFile } from "./source-file.ts";

/** The files that say what holds of control and payments, the framework's first. */
export type ControlFiles = Readonly<{
  files: readonly SourceFile<ControlFile>[];
  /** sha256 over them, one after the other; undefined: there is none. */
  fingerprint: string | undefined;
}>;

/** Returns the `control.yaml` of the folders that have one. What is wrong in them is pushed. */
export const readControl = (
  folders: readonly string[],
  shownAs: (path: string) => string,
  problems: DefinitionProblem[],
): ControlFiles => {
  const paths = folders.map((folder) => join(folder, "control.yaml")).filter((path) => existsSync(path));
  const digest = createHash("sha256");
  for (const path of paths) digest.update(readFileSync(path));
  return {
    files: paths.flatMap((path) => readSource(path, shownAs(path), controlFile, problems) ?? []),
    fingerprint: paths.length === 0 ? undefined : digest.digest("hex"),
  };
};
