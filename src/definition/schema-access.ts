import { z } from "zod";
import { id, text } from "./schema-parts.ts";

/** What somebody may do. The whole list: definitions give roles these rights, routes and policies ask for them. */
export const rights = [
  "records:read",
  "records:write",
  "identity:read",
  "special:read",
  "files:import",
  "figures:read",
  "report:read",
  "report:publish",
  "trail:read",
  "people:manage",
  "tokens:manage",
  "rooms:manage",
  "money:read",
  "money:declare",
  "money:agree",
  "money:control",
  "money:pay",
  "money:certify",
  "money:audit",
] as const;
export type Right = (typeof rights)[number];

const role = z.strictObject({
  role: id,
  label: text,
  description: text.describe("What somebody with this role does and sees, for whoever gives it"),
  scope: z
    .enum(["programme", "operation", "partner"])
    .describe("The widest it may be given: for the whole programme, for an operation, for a partner"),
  rights: z.array(z.enum(rights)).min(1),
});

/** `access.yaml`: who may do what. */
export const accessFile = z.strictObject({ roles: z.array(role).min(1) });

export type AccessFile = z.infer<typeof accessFile>;
