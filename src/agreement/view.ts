import type { Euros } from "../euros.ts";
import type { Plan, PlanLine } from "../cost/plan.ts";
import type { Text } from "../language.ts";
import type { AgreementState, Annex, Instalment, VersionState } from "./shapes.ts";
import type { DecisionView, Objective } from "./shared-shapes.ts";

/** What somebody waits for, since when, and whose turn it is. */
export type Wait = Readonly<{ what: Text; since: string | null; who: "partner" | "authority" | "nobody" }>;

/** An answer of the partner to a line of one proposal. */
export type Answer = Readonly<{ line: string; answer: "accepted" | "questioned"; remark: string }>;

/** One version of an agreement, with all that it says. Amounts are euros as decimal texts, days "YYYY-MM-DD". */
export type VersionView = Readonly<{
  version: number;
  state: VersionState;
  /** How often it was proposed. */
  round: number;
  effectiveFrom: string;
  ends: string;
  financingMode: string;
  guide: string;
  grantedOn: string | null;
  publicSupport: Euros;
  totalCost: Euros;
  stateAid: Plan["stateAid"];
  budget: Euros;
  note: string;
  facts: Pick<Plan, "whollyProcured" | "contractsAboveThreshold" | "calculations">;
  lines: readonly PlanLine[];
  objectives: readonly Objective[];
  instalments: readonly (Instalment & Readonly<{ n: number }>)[];
  annexes: readonly (Annex & Readonly<{ n: number }>)[];
  decision: number | null;
  proposedAt: string | null;
  acceptedAt: string | null;
  activatedAt: string | null;
  /** Of its last proposal. */
  answers: readonly Answer[];
}>;

/** An agreement with its versions and decisions, as the walls of the transaction let it be seen. */
export type AgreementView = Readonly<{
  id: number;
  number: string;
  operation: string;
  partner: string;
  internal: boolean;
  candidacy: number | null;
  call: number | null;
  state: AgreementState;
  starts: string;
  ends: string;
  /** The version shown: the one in force; before there is one, the one being prepared. */
  version: number;
  /** What amounts are worked out from, under the version shown. */
  plan: Plan;
  guide: string;
  financingMode: string;
  budget: Euros;
  objectives: readonly Objective[];
  instalments: VersionView["instalments"];
  annexes: VersionView["annexes"];
  /** Every version, the first one first. */
  versions: readonly VersionView[];
  /** The decision that the version shown rests on. */
  decision: DecisionView | null;
  decisions: readonly DecisionView[];
  /** New versions of the guide that were sent, the first one first. `sentTo` is for pages only, never for logs. */
  notices: readonly Readonly<{
    guide: string;
    governsFrom: number;
    sentAt: string;
    sentTo: string;
    /** The mails that went out for it, and when the last one did. */
    mailed: Readonly<{ at: string; count: number }> | null;
  }>[];
  madeAt: string;
  terminatedOn: string | null;
  terminationReason: string | null;
  waits: readonly Wait[];
}>;

/** Returns the version of that number; undefined where there is none. */
export const versionOf = (
  { versions, version }: AgreementView,
  asked: number = version,
): VersionView | undefined => versions.find((each) => each.version === asked);

/** Returns the version that is being prepared: a draft, one that is proposed, or accepted and not yet in force. */
export const openVersion = ({ versions }: AgreementView): VersionView | undefined =>
  versions.findLast(({ state }) => state === "draft" || state === "proposed" || state === "accepted");

/** Returns the guide that governs a year: the last one sent for it, else the one that the agreement was made under. */
export const guideInYear = (
  { notices, guide }: Pick<AgreementView, "notices" | "guide">,
  year: number,
): string => notices.findLast(({ governsFrom }) => governsFrom <= year)?.guide ?? guide;

/** Returns what amounts are worked out from under a version. */
export const planUnder = (
  version: Pick<
    VersionView,
    "grantedOn" | "effectiveFrom" | "lines" | "publicSupport" | "totalCost" | "stateAid" | "facts"
  >,
  decidedOn: string | null,
): Plan => ({
  grantedOn: version.grantedOn ?? decidedOn ?? version.effectiveFrom,
  lines: version.lines,
  publicSupport: version.publicSupport,
  totalCost: version.totalCost,
  stateAid: version.stateAid,
  ...version.facts,
});
