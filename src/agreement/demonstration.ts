import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { guards } from "../access/guards.ts";
import { asOwner } from "../database/transaction.ts";
import { type DefinitionProblem, DefinitionError } from "../definition/problem.ts";
import type { Programme } from "../definition/programme.ts";
import { readSource } from "../definition/source-file.ts";
import { todayInBrussels } from "../today.ts";
import { type AgreementsFile, agreementsFile } from "./agreements-file.ts";
import { bringFile } from "./bring.ts";

/**
 * Reads a file of agreements. Throws a DefinitionError with every problem, file and line.
 */
export const readAgreementsFile = (path: string, shownAs: string = path): AgreementsFile => {
  const problems: DefinitionProblem[] = [];
  const source = readSource<AgreementsFile>(path, shownAs, agreementsFile, problems);
  if (!source) throw new DefinitionError(problems);
  return source.content;
};

/** Brings a file of agreements in, all of it or nothing; returns the numbers of the agreements. */
export const bringAgreementsFile = (
  { pool, programme, account }: Readonly<{ pool: Pool; programme: Programme; account: string }>,
  file: AgreementsFile,
): Promise<readonly number[]> =>
  asOwner(pool, (client) =>
    bringFile(
      { house: { programme, guards, today: () => todayInBrussels() }, client, who: undefined, account },
      file,
    ),
  );

/**
 * Makes the calls, candidacies and agreements of the demonstration out of the programme's demonstration-agreements.yaml,
 * by the same functions as the pages; returns how many agreements were made. Where there is an agreement already, or no
 * such file, nothing is done. Amounts are invented.
 */
export const makeAgreements = async (
  given: Readonly<{ pool: Pool; programme: Programme; account: string }>,
): Promise<number> => {
  const name = "demonstration-agreements.yaml";
  const path = join(given.programme.folder, name);
  if (!existsSync(path)) return 0;
  const { rows } = await given.pool.query<{ found: boolean }>(
    "select exists (select from agreement.agreement) or exists (select from agreement.call) as found",
  );
  if (rows[0]?.found === true) return 0;
  return (await bringAgreementsFile(given, readAgreementsFile(path, name))).length;
};
