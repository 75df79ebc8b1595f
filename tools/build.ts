import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemas } from "./schemas.ts";

/** Writes the JSON Schemas by which an editor helps with definition files; each file names its own in its first line. */
const folder = join(import.meta.dirname, "..", "build", "schema");
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
  process.stdout.write(`${name}.schema.json\n`);
}
