import type { CandidacyState } from "./call-shapes.ts";
import type { MoneyDesk } from "./desk.ts";

type Asking = Pick<MoneyDesk, "house" | "who">;
type Place = Readonly<{ operation: string; partner: string }>;

const ofMoney = ["money:read", "money:declare", "money:agree"] as const;

/** Returns whether the asker sees the agreements of a partner in an operation. */
export const maySeeAgreement = ({ house, who }: Asking, place: Place): boolean =>
  who === undefined || ofMoney.some((right) => house.guards.record(who, right, place));

/** Returns whether the asker sees a call: whoever deals with money, once it is published. */
export const maySeeCall = (
  { house, who }: Asking,
  { operation, publishedAt }: Readonly<{ operation: string; publishedAt: string | null }>,
): boolean =>
  who === undefined ||
  (publishedAt !== null && ofMoney.some((right) => house.guards.right(who, right))) ||
  house.guards.record(who, "money:agree", { operation });

/** Returns whether the asker reads the money of the whole programme, or agrees upon it in the operation. */
const followsAll = ({ house, who }: Asking, operation: string): boolean =>
  who === undefined ||
  house.guards.record(who, "money:read", {}) ||
  house.guards.record(who, "money:agree", { operation });

/** Returns whether the asker sees a candidacy: their own partner's, or, once it was sent, as whoever assesses it. */
export const maySeeCandidacy = (
  asking: Asking,
  { operation, partner, submittedAt }: Place & Readonly<{ submittedAt: string | null }>,
): boolean =>
  asking.who === undefined ||
  asking.who.grants.some(
    (grant) =>
      grant.partner === partner &&
      (grant.operation === null || grant.operation === operation) &&
      (grant.rights.has("money:read") || grant.rights.has("money:declare")),
  ) ||
  (submittedAt !== null && followsAll(asking, operation));

/** Returns whether the asker sees what was thought of a candidacy: its candidate only once it was decided. */
export const maySeeAssessment = (
  asking: Asking,
  { operation, state }: Readonly<{ operation: string; state: CandidacyState }>,
): boolean =>
  state === "inadmissible" || state === "accepted" || state === "refused" || followsAll(asking, operation);
