import { accessFile } from "./schema-access.ts";
import { controlFile } from "./schema-control.ts";
import { costsFile } from "./schema-costs.ts";
import { figuresFile } from "./schema-figures.ts";
import { frameworkFile, programmeFile } from "./schema-programme.ts";
import { questionsFile } from "./schema-questions.ts";
import { registerFile } from "./schema-register.ts";
import { serviceFile } from "./schema-service.ts";

export * from "./schema-access.ts";
export * from "./schema-between.ts";
export * from "./schema-control.ts";
export * from "./schema-costs.ts";
export * from "./schema-figures.ts";
export * from "./schema-parts.ts";
export * from "./schema-programme.ts";
export * from "./schema-questions.ts";
export * from "./schema-register.ts";
export * from "./schema-service.ts";

/**
 * The shape of every definition file, once: the loader checks files against it, `npm run build` writes it as JSON
 * Schema for editors, and the types of the resolved model start from it. What spans files (a register that does not
 * exist, a condition on an unknown field) is checked in `load.ts`.
 */
export const definitionFiles = {
  framework: frameworkFile,
  programme: programmeFile,
  register: registerFile,
  figures: figuresFile,
  access: accessFile,
  questions: questionsFile,
  costs: costsFile,
  control: controlFile,
  service: serviceFile,
} as const;
