import type { CostNode, Delivered, Plan } from "../cost/plan.ts";
import type { Check, DeclarationLine, ObjectiveReached } from "./shapes.ts";

/** What was submitted, as it was then: what the receipt's hash is taken of, and what pages show from then on. */
export type Content = Said & (Readonly<{ format: 1 }> | Reckoned);

/** What the amounts were reckoned from, so that they can be reckoned again with what a verification takes off. */
export type Reckoned = Readonly<{
  format: 2;
  plan: Plan;
  /** Units of a day are added up. */
  delivered: readonly Delivered[];
  /** What was left of each line's budget, in euros. */
  available: Readonly<Record<string, string>>;
}>;

type Said = Readonly<{
  number: string;
  version: number;
  agreement: Readonly<{ number: string; version: number }>;
  operation: string;
  partner: string;
  from: string;
  until: string;
  total: string;
  tree: CostNode;
  lines: readonly ContentLine[];
  objectives: readonly ObjectiveReached[];
  /** Remarks that stood at submission; those to be confirmed were. */
  checks: readonly Check[];
  /** sha256 of the definitions that it was reckoned by. */
  definition: Readonly<{ programme: string; costs: string | null }>;
}>;

export type ContentLine = DeclarationLine &
  Readonly<{
    /** SHA-256 over the units declared, in their order; null where no register has them. */
    unitsDigest: string | null;
  }>;
