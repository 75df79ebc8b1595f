import { z } from "zod";
import { decimal, euros, name, planLine } from "./shared-shapes.ts";

/** A file of agreements: what was called for, decided and accepted elsewhere, brought in at the command line. */

const day = z.iso.date();
const words = z.strictObject({ fr: z.string().min(1), nl: z.string().min(1), en: z.string().min(1) });

const decision = z.strictObject({
  body: z.string().min(1).describe("Who decided"),
  reference: z.string().min(1).describe("How the decision is found again"),
  decided_on: day.describe("The day of the decision"),
});

const objective = z.strictObject({
  id: name.describe("What it is named by"),
  label: words,
  quantity: name.nullable().describe("The quantity of costs.yaml that counts it; null where none does"),
});

const budgets = z
  .record(name, euros)
  .describe("The amount of each line that the partner has; a line that is not named it does not have");
const targets = z.record(name, decimal).optional().describe("What the partner is to reach, by objective");
const number = z
  .string()
  .min(1)
  .optional()
  .describe("The number that the agreement has; the next one when not said");

const lines = z
  .array(planLine)
  .min(1)
  .describe("The lines that partners choose from; their own amounts stand by partner");
const objectives = z.array(objective).optional().describe("What agreements are to reach");
const instalments = name.optional().describe("The plan of costs.yaml by which a year's money is paid");
const acceptedOn = day.describe("The day on which the partner accepted each line");

const shared = {
  operation: name.describe("The operation that pays"),
  starts: day.describe("First day of the agreements"),
  ends: day.describe("Last day of the agreements"),
  guide: name.describe("The version of the financial guide that governs them"),
  lines,
  objectives,
  instalments,
  decision: decision.describe("The committee's decision"),
  accepted_on: acceptedOn,
};

const call = z.strictObject({
  ...shared,
  title: words,
  lead: words.describe("What it is about, in a few sentences"),
  template: name.describe("The template of costs.yaml that candidacies answer"),
  opens_on: day.describe("First day on which candidacies are taken"),
  closes_on: day.describe("Last day on which they are taken"),
  budget: euros.describe("What there is for all of them together"),
  most: euros.optional().describe("The most that one candidacy may ask"),
  criteria: z
    .array(
      z.strictObject({
        id: name.describe("What it is named by"),
        label: words,
        points: z.int().min(1).describe("Its most"),
      }),
    )
    .min(1)
    .describe("The criteria, fixed before anybody answers"),
  submitted_on: day.describe("The day on which candidacies came in"),
  answers: z.record(name, z.string()).describe("What all of them answered to the template's questions"),
  reason: z.string().min(1).describe("The reason that stands by scores and opinions"),
  partners: z
    .array(
      z.strictObject({
        partner: name.describe("The candidate"),
        contact: z.email().optional().describe("Where new versions of the guide are sent"),
        budgets,
        targets,
        points: z.record(name, z.int().min(0)).describe("Its points by criterion"),
      }),
    )
    .min(1),
});

const agreements = z.strictObject({
  ...shared,
  internal: z.boolean().optional().describe("true: of a service of the authority itself"),
  financing_mode: name.describe("The financing mode of costs.yaml"),
  partners: z
    .array(z.strictObject({ partner: name.describe("Whose agreement it is"), budgets, targets, number }))
    .min(1),
});

export const agreementsFile = z.strictObject({
  calls: z.array(call).optional().describe("Calls with their candidacies, decisions and agreements"),
  agreements: z.array(agreements).optional().describe("Agreements that no call stands behind"),
});
export type AgreementsFile = z.infer<typeof agreementsFile>;
