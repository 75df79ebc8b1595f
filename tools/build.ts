import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { demonstrationFile } from "../src/demo/inputs.ts";
import { definitionFiles } from "../src/definition/schema.ts";
import { publicFile } from "../src/publication/public-file.ts";

/** Writes the JSON Schemas by which an editor helps with definition files; each file names its own in its first line. */
const folder = join(import.meta.dirname, "..", "build", "schema");
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries({
  ...definitionFiles,
  demonstration: demonstrationFile,
  public: publicFile,
})) {
  const file = join(folder, `${name}.schema.json`);
  writeFileSync(file, `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`);
  process.stdout.write(`${name}.schema.json\n`);
}
