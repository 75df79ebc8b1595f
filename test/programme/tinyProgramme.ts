import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadProgramme } from "../../src/definition/load.ts";
import type { Programme, Register } from "../../src/definition/programme.ts";

const framework = join(import.meta.dirname, "..", "..", "definitions", "esf-2014-2020");

const made: string[] = [];
process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/**
 * Returns the folder of the tiny programme, in a new temporary folder beside the framework that it names, as a
 * programme's definitions lie. A test may change the programme's files; all is gone when the process ends.
 */
export const tinyProgrammeFolder = (): string => {
  const above = mkdtempSync(join(tmpdir(), "jalon-tiny-"));
  made.push(above);
  symlinkSync(framework, join(above, "esf-2014-2020"));
  const folder = join(above, "tiny-2014-2020");
  cpSync(join(import.meta.dirname, "tiny-2014-2020"), folder, { recursive: true });
  return folder;
};

/** Returns the tiny programme itself. */
export const tinyProgramme = (): Programme => loadProgramme(tinyProgrammeFolder());

/** Returns a register of a programme, which must be there. */
export const registerOf = (programme: Programme, id: string): Register => {
  const register = programme.registers.get(id);
  if (!register) throw new Error(`no register ${id}`);
  return register;
};
