import { mayAt } from "../agreement/desk.ts";
import type { AgreementView } from "../agreement/read.ts";
import type { Waits } from "../agreement/shared-shapes.ts";
import { controlValue } from "../definition/control.ts";
import { isAbove, isZero, nothing } from "../euros.ts";
import type { House } from "../house.ts";
import { countDays } from "./clock.ts";
import type { Desk } from "./desk.ts";
import { entitlementOf, type Entitlement, type Standing } from "./entitlement.ts";
import { factsOf, type StopRow, takenOf } from "./facts.ts";
import type { AccountRow } from "./bank-accounts.ts";
import type { Payment, RecoveryRow } from "./row.ts";
import type { Clock } from "./shapes.ts";
import { controlWait, scheduleWait, stopWait, waitWords } from "./words.ts";

/** What is known of the payments of one agreement. */
export type Around = Readonly<{
  view: AgreementView;
  declared: readonly Standing[];
  payments: readonly Payment[];
  recoveries: readonly RecoveryRow[];
  stops: ReadonlyMap<number, readonly StopRow[]>;
  /** The account that is paid; what else the partner told. */
  account: AccountRow | undefined;
  proposed: boolean;
  today: string;
}>;

/** Where an agreement stands: what could be paid next, or what it waits for. */
export type Position = Readonly<{
  entitlement: Entitlement;
  /** The clock of the declaration that is, or waits to be, paid. */
  clock: Clock | null;
  dueOn: string | null;
  daysLeft: number | null;
  waits: Waits;
  ready: boolean;
}>;

const underwayStates = new Set(["prepared", "approved", "sent"]);

/** Returns where an agreement stands. */
export const positionOf = (desk: Desk, around: Around): Position => {
  const { view, declared, payments, recoveries, account, proposed, today } = around;
  const entitlement = entitlementOf(factsOf(view, declared, takenOf(payments, recoveries), today));
  const isUnderway = payments.some(({ state }) => underwayStates.has(state));
  const open = declared.find(({ undecided }) => !isZero(undecided));
  const clocked = entitlement.declaration ?? open;
  const clock = clocked ? clockOf(desk, around, clocked) : null;
  const waits: Waits = [];
  const wait = (what: Waits[number]["what"], who: Waits[number]["who"], since: string | null = null) =>
    waits.push({ what, who, since });
  if (entitlement.cycles.length === 0) wait(waitWords.force, "authority", view.madeAt.slice(0, 10));
  else if (isAbove(entitlement.owed, nothing)) wait(waitWords.owed, "authority");
  else if (isUnderway) wait(waitWords.underway, "authority");
  else if (isZero(entitlement.amount)) waitForMore(around, entitlement, open, wait);
  const stopped = clock?.stops.find(({ until }) => until === null);
  // An instalment of the schedule does not wait for a declaration.
  if (stopped && (entitlement.declaration !== null || isZero(entitlement.amount)))
    wait(stopWait(stopped.reason.label, stopped), "partner", stopped.from);
  if (!isZero(entitlement.amount) && !isUnderway && !account)
    wait(proposed ? waitWords.confirm : waitWords.account, proposed ? "authority" : "partner");
  const ready = waits.length === 0 && !isZero(entitlement.amount);
  const dueOn = entitlement.declaration
    ? (clock?.dueOn ?? null)
    : (entitlement.scheduledOn ?? clock?.dueOn ?? null);
  return {
    entitlement,
    clock,
    dueOn,
    daysLeft: dueOn === null ? (clock?.daysLeft ?? null) : daysBetween(today, dueOn),
    waits: ready ? [{ what: waitWords.prepare, who: "authority", since: null }] : waits,
    ready,
  };
};

const waitForMore = (
  { view, today }: Around,
  { cycles }: Entitlement,
  open: Standing | undefined,
  wait: (what: Waits[number]["what"], who: Waits[number]["who"], since?: string | null) => unknown,
): void => {
  const next = view.instalments.find(({ kind, dueOn }) => kind !== "balance" && dueOn > today);
  if (open) wait(controlWait(open.number), "authority", open.submittedOn);
  if (next) wait(scheduleWait(next.kind, next.dueOn), "nobody");
  if (!open && cycles.some(({ settled, from }) => !settled && from <= today))
    wait(waitWords.declare, "partner");
  else if (!open && !next) wait(waitWords.complete, "nobody");
};

const daysBetween = (from: string, until: string): number =>
  (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** Days in which a partner is paid where no definition says it: Reg. (EU) No 1303/2013, Art. 132(1). */
const usual = {
  value: "90",
  source: { article: "Reg. (EU) No 1303/2013, Art. 132(1)", verified: true },
};

/** Returns how many days the law gives to pay what was submitted on a day, and where it says so. */
export const allowedOn = (
  programme: House["programme"],
  day: string,
): Pick<typeof usual, "value" | "source"> =>
  programme.control.fingerprint === undefined ? usual : controlValue(programme.control, "payment_days", day);

/** Returns the clock of a declaration. */
export const clockOf = (desk: Desk, around: Around, declared: Standing): Clock => {
  const { programme } = desk.house;
  const { today, view } = around;
  const { value, source } = allowedOn(programme, declared.submittedOn);
  const stops = around.stops.get(declared.declaration) ?? [];
  const paidOn = paidOnOf(around, declared);
  const allowed = Number(value);
  const counted = countDays({ submittedOn: declared.submittedOn, allowed, stops, paidOn, today });
  const mayStop = mayAt(desk, "money:pay", view);
  return {
    declaration: { id: declared.declaration, number: declared.number },
    submittedOn: declared.submittedOn,
    allowed,
    source,
    ...counted,
    paidOn,
    stops: stops.map(({ id, from, until, reason, told, toldAt }) => ({
      id,
      from,
      until,
      reason: stopReason(programme, reason),
      told,
      toldAt,
      mayLift: mayStop && until === null,
    })),
    mayStop: mayStop && paidOn === null && !stops.some(({ until }) => until === null),
  };
};

/** The day on which what a declaration entitles to was paid; that of the decision where advances had paid it before. */
const paidOnOf = ({ payments, view, declared, recoveries, today }: Around, of: Standing): string | null => {
  const paid = payments
    .filter(({ declaration, state }) => declaration === of.declaration && state === "paid")
    .flatMap(({ executedOn }) => executedOn ?? [])
    .toSorted()[0];
  if (paid !== undefined) return paid;
  if (
    !isZero(of.undecided) ||
    payments.some(({ declaration, state }) => declaration === of.declaration && underwayStates.has(state))
  )
    return null;
  const { declaration, amount } = entitlementOf(
    factsOf(view, declared, takenOf(payments, recoveries), today),
  );
  return isZero(amount) || declaration?.declaration !== of.declaration
    ? (of.decidedOn ?? of.submittedOn)
    : null;
};

/** Returns a reason of the law for which the days do not count. */
export const stopReason = (
  { control }: Pick<House["programme"], "control">,
  id: StopRow["reason"],
): Clock["stops"][number]["reason"] => {
  const found = control.stops.get(id);
  return {
    id,
    label: found?.label ?? { fr: id, nl: id, en: id },
    source: found?.source ?? { article: "Reg. (EU) No 1303/2013, Art. 132(2)", verified: true },
  };
};
