import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type DefinitionProblem, DefinitionError } from "../definition/problem.ts";
import type { Programme } from "../definition/programme.ts";
import { amount, date, id, stopReasons, verificationTypes } from "../definition/schema.ts";
import { readSource } from "../definition/source-file.ts";

/** What the control of the demonstration is made of; all of it invented. */

const words = z.string().min(1);
const place = { operation: id, partner: id };

const finding = z.strictObject({
  line: id.describe("The line of the declaration that it is on"),
  typology: id.describe("A kind of finding of control.yaml"),
  amount: amount.describe("What is proposed to the partner"),
  concluded: amount.optional().describe("What is held of it after the answer, where that is less"),
  measure: z.enum(["deduct", "park", "none"]).describe("What becomes of it"),
  systemic: z.boolean().optional().describe("true: others may have made the same mistake"),
  text: words.describe("What the partner reads"),
});

const answer = z
  .enum(["accepted", "contested", "silence"])
  .describe("What the partner answers; silence: nothing, until the time is over");

/** `demonstration-control.yaml` */
export const controlRecipeFile = z.strictObject({
  plan: z
    .strictObject({
      year: z.int().describe("The year that it is for"),
      written_on: date,
      adopted_on: date,
      basis: words.describe("The risks, where they come from and how they were weighed"),
      coverage: z
        .array(
          z.strictObject({
            type: z.enum(verificationTypes).describe("Which verification"),
            share: z.string().describe('The share that is looked at: "1" is all'),
            method: words.describe("How they are chosen"),
          }),
        )
        .describe("How much is verified, by type"),
      visits: z
        .array(
          z.strictObject({
            ...place,
            quarter: z.int().min(1).max(4).describe("When in the year"),
            reason: words.describe("Why this partner"),
          }),
        )
        .describe("Who is to be visited"),
    })
    .describe("The plan of the year, written before what it governs"),
  rhythm: z
    .strictObject({
      first_on: date,
      every_days: z.int().positive().describe("Days between one declaration that is opened and the next"),
      controllers: z
        .tuple([words, words])
        .describe("Who verify in turn; each decides what the other concluded"),
    })
    .describe("When declarations are verified, and by whom"),
  left: z
    .array(
      z.strictObject({
        ...place,
        until: z
          .enum(["waiting", "open", "with_partner", "proposed"])
          .describe("How far it is brought; waiting: not begun"),
        on: date.optional(),
      }),
    )
    .describe("Declarations that are left for whoever tries Jalon"),
  findings: z
    .array(
      z.strictObject({
        ...place,
        answer,
        reply: words.optional().describe("What the partner says where it contests"),
        findings: z.array(finding).min(1).describe("What was found"),
      }),
    )
    .describe("Declarations on which something was found"),
  visits: z
    .array(
      z.strictObject({
        ...place,
        on: date,
        type: z.enum(verificationTypes).describe("Which verification"),
        conclusion: words.describe("What was concluded"),
        answer: answer.optional(),
        findings: z.array(finding).optional().describe("What was found"),
        decision: z
          .enum(["withdrawal", "recovery"])
          .optional()
          .describe("What becomes of amounts that were applied for already"),
        reason: words.optional().describe("Why it is decided so"),
      }),
    )
    .describe("Verifications of agreements"),
  corrections: z
    .array(
      z.strictObject({
        ...place,
        on: date,
        kind: z.enum(["release", "correction"]).describe("release: what was parked is eligible after all"),
        reason: words.describe("Why"),
      }),
    )
    .describe("Later decisions"),
  sample: z
    .strictObject({
      title: words.describe("Its name in lists"),
      planned_on: date,
      drawn_on: date,
      concluded_on: date,
      from: date,
      until: date,
      method: z.enum(["mus", "mus-conservative", "srs", "difference"]).describe("As `jalon sample` names it"),
      seed: words.describe("Fixed, so that the demonstration is the same each time"),
      left_out: words.describe("Why declarations that were not decided cannot be drawn"),
      parameters: z.record(z.string(), z.string()).describe("Of the method"),
      conclusion: words.describe("What is said of the result"),
    })
    .describe("The sample by which the error of the year is told"),
  payments: z
    .strictObject({
      officers: z.tuple([words, words]).describe("Who prepares, and who approves"),
      runs: z
        .array(
          z.strictObject({
            on: date,
            year: z.int().describe("Agreements that begin in it"),
            operations: z.array(id).min(1).describe("Of these operations"),
          }),
        )
        .describe("Days on which all that was due was paid, in one bank file"),
      stops: z
        .array(
          z.strictObject({
            ...place,
            on: date,
            reason: z.enum(stopReasons).describe("Which of the law's reasons it is"),
            told: words.describe("What the partner reads"),
          }),
        )
        .describe("Payment clocks that were stopped, and still are"),
      recoveries: z
        .array(
          z.strictObject({
            ...place,
            on: date,
            reason: words.describe("What the partner reads"),
            repaid: z
              .strictObject({ on: date, amount, reference: words.describe("Of the bank") })
              .optional()
              .describe("What came back of it so far"),
          }),
        )
        .describe("What is asked back"),
    })
    .describe("Payments to partners"),
  application: z
    .strictObject({
      officer: words.describe("Who sends it; nobody who verified or decided"),
      fund: id.describe("The Fund"),
      year: date.describe("First day of the accounting year"),
      applications: z
        .array(
          z.strictObject({
            kind: z.enum(["interim", "final"]).describe("Which application it is"),
            on: date,
            until: date,
          }),
        )
        .describe("In their order"),
      accounts_on: date.describe("When the accounts were submitted"),
      irregularity: z
        .strictObject({
          ...place,
          noted_on: date,
          first_information_on: date,
          eligible: amount.describe("Irregular eligible expenditure"),
          title: words.describe("Its name in lists"),
          findings: words.describe("What was found"),
        })
        .describe("One that is above the threshold"),
    })
    .describe("Towards the Commission"),
});
export type ControlRecipe = z.infer<typeof controlRecipeFile>;
export type FindingRecipe = z.infer<typeof finding>;

/** Returns the control of the programme's demonstration; undefined where there is none. Throws a DefinitionError. */
export const readControlRecipe = ({ folder }: Pick<Programme, "folder">): ControlRecipe | undefined => {
  const name = "demonstration-control.yaml";
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  const problems: DefinitionProblem[] = [];
  const source = readSource(path, name, controlRecipeFile, problems);
  if (!source) throw new DefinitionError(problems);
  return source.content;
};
