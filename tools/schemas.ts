import { z } from "zod";
import { agreementsFile } from "../src/agreement/agreements-file.ts";
import { demonstrationFile } from "../src/demo/inputs.ts";
import { controlRecipeFile } from "../src/demonstration/recipe.ts";
import { definitionFiles } from "../src/definition/schema.ts";
import { publicFile } from "../src/publication/public-file.ts";

/** The JSON Schema of every kind of definition file, by the name that the first line of a file gives. */
export const schemas = Object.fromEntries(
  Object.entries({
    ...definitionFiles,
    agreements: agreementsFile,
    demonstration: demonstrationFile,
    demonstration_control: controlRecipeFile,
    public: publicFile,
  }).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: "input" })]),
);
