import { mkdir, rm, writeFile as writeBytes } from "node:fs/promises";
import { join } from "node:path";
import type { Programme } from "../definition/programme.ts";
import { writeBrokenFiles } from "./broken.ts";
import { cellsOf, habitOf, handOf, unknownWords, writeFile } from "./habit.ts";
import { type Demonstration, readDemonstration } from "./inputs.ts";
import type { Answers } from "./invented.ts";
import { gather, type Ledger } from "./ledger.ts";
import { Random } from "./random.ts";
import { periodFor, sheaves, type Sheaf } from "./sending.ts";

export type DemonstrationOptions = Readonly<{
  /** Inputs other than the programme's demonstration.yaml. */
  inputs?: Demonstration;
  onProgress?: (done: Readonly<{ files: number; rows: number }>) => void;
}>;

/** The paths of the files, in the order in which they were sent. */
export type DemonstrationFiles = Readonly<{ files: string[]; brokenFiles: string[]; rows: number }>;

/**
 * Writes the files that a programme's partners would send, for invented people: clean ones in
 * `files/<operation>/<partner>/`, ones with a mistake in `broken/<operation>/<partner>/`, with the remarks that each
 * must get in `broken/expected-remarks.json`. What those two folders held before is removed. The same inputs and
 * definitions give the same bytes. Throws a DefinitionError or RangeError for inputs that cannot be followed.
 */
export const generateDemonstration = async (
  programme: Programme,
  folder: string,
  { inputs = readDemonstration(programme.folder), onProgress }: DemonstrationOptions = {},
): Promise<DemonstrationFiles> => {
  if (!inputs) throw new RangeError(`${programme.id} has no demonstration.yaml`);
  const unknown = unknownWords(inputs, programme.registers.values());
  if (unknown.length > 0) throw new RangeError(`words that no register understands: ${unknown.join(", ")}`);
  const random = new Random(`${programme.id}\u001F${inputs.seed}`);
  await rm(join(folder, "files"), { recursive: true, force: true });
  await rm(join(folder, "broken"), { recursive: true, force: true });

  const ledgers = gather(programme, inputs);
  const files: string[] = [];
  let rows = 0;
  for (const ledger of ledgers) {
    const { operation, register, partner } = ledger;
    const habit = habitOf(inputs, partner, random);
    const sent = sentBy(ledger, inputs);
    const used = fieldsUsed(sent.flatMap((sheaf) => sheaf.rows));
    const hand = handOf(inputs, register, { id: partner }, habit, used, random);
    const place = join(folder, "files", operation.id, partner);
    await mkdir(place, { recursive: true });
    for (const sheaf of sent) {
      const path = join(place, `${register.id}-${sheaf.when}.${habit.format}`);
      await writeFile(path, habit, register.label[hand.language], cellsOf(hand, sheaf.rows));
      files.push(path);
      rows += sheaf.rows.length;
      onProgress?.({ files: files.length, rows });
    }
  }
  const { paths: brokenFiles, expected } = await writeBrokenFiles(programme, inputs, ledgers, folder, random);
  if (brokenFiles.length > 0)
    await writeBytes(
      join(folder, "broken", "expected-remarks.json"),
      `${JSON.stringify(expected, null, 2)}\n`,
    );
  return { files, brokenFiles, rows };
};

const sentBy = ({ register, partner, stories, rows }: Ledger, inputs: Demonstration): Sheaf[] => {
  const { every, sends = "at_year_end" } = inputs.partners[partner] ?? {};
  const isSmall = stories.length < (inputs.files.once_below ?? 0) && register.reEntry === undefined;
  const period = isSmall ? "once" : (every ?? periodFor(stories, register.datedBy ?? "", inputs.files));
  const sent = sheaves(stories, register, { period, sends }, inputs.horizon);
  // What is given word for word stands in the file of its year where there is one: none takes another's place.
  for (const [when, each] of rows) {
    const known = sent.find((sheaf) => sheaf.when === when);
    if (known) known.rows.push(...each);
    else sent.push({ when, rows: each });
  }
  return sent;
};

const fieldsUsed = (rows: readonly Answers[]): ReadonlySet<string> => {
  const used = new Set<string>();
  for (const row of rows)
    for (const [field, value] of Object.entries(row)) if (value !== null) used.add(field);
  return used;
};
