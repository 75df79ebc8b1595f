import { sumOf } from "../euros.ts";
import type { Costs } from "../definition/costs.ts";
import { scalesBehind } from "./calculations.ts";
import { readCandidacy } from "./call-read.ts";
import { notFound } from "../problem.ts";
import { handOf, type MoneyDesk, needRight } from "./desk.ts";
import { rescaled } from "./in-proportion.ts";
import { checkNames } from "./names.ts";
import { planRemarks } from "./plan-remarks.ts";
import { instalmentsDiffer, noAddress, wrongDay, wrongStep } from "./problem.ts";
import { readAgreement } from "./read.ts";
import { maySeeAgreement } from "./see.ts";
import { recordDecision } from "./record-decision.ts";
import type { AgreementBody, AmendBody, GuideBody, TerminateBody } from "./shapes.ts";
import type { DecisionBody, Remark } from "./shared-shapes.ts";
import { onAgreement } from "./steps.ts";
import { type AgreementView, openVersion, planUnder, type VersionView } from "./view.ts";
import { addVersion, rewriteVersion, type VersionContent } from "./write-version.ts";

const opened = (view: AgreementView, ...states: readonly VersionView["state"][]): VersionView => {
  const open = openVersion(view);
  if (!open || !states.includes(open.state) || view.state === "ended" || view.state === "terminated")
    throw wrongStep();
  return open;
};

/** Changes the draft: what is not said stays as it is. Its budget is always the sum of its lines. */
export const changeAgreement = (desk: MoneyDesk, id: number, body: AgreementBody): Promise<void> =>
  onAgreement(desk, id, async (view) => {
    const draft = opened(view, "draft");
    const { financingMode, guide, lines, objectives } = body;
    checkNames(desk.house.programme.costs, { financingMode, guide, lines, objectives });
    const content = changed(desk.house.programme.costs, draft, body);
    if (content.effectiveFrom < view.starts || content.effectiveFrom > content.ends) throw wrongDay();
    if (body.instalments?.length && !paysAll(content)) throw instalmentsDiffer();
    await rewriteVersion(desk, id, draft.version, content);
    if (view.state === "draft")
      await desk.client.query("update agreement.agreement set ends = $2 where id = $1", [id, content.ends]);
  });

/** Returns what the rules of cost would say of the draft if it were changed so; keeps nothing. Throws where it is none. */
export const remarksIfChanged = async (
  desk: MoneyDesk,
  id: number,
  body: AgreementBody,
): Promise<readonly Remark[]> => {
  const view = await readAgreement(desk.client, id);
  if (!view || !maySeeAgreement(desk, view)) throw notFound();
  needRight(desk, "money:agree", view);
  const draft = opened(view, "draft");
  const { costs } = desk.house.programme;
  checkNames(costs, { financingMode: body.financingMode, lines: body.lines, objectives: body.objectives });
  const decidedOn = view.decisions.find((each) => each.id === draft.decision)?.decidedOn ?? null;
  return planRemarks(costs, planUnder(changed(costs, draft, body), decidedOn));
};

/** The draft with what was said of it. What followed from the budget goes on following it. */
const changed = (costs: Costs, draft: VersionView, body: AgreementBody): VersionContent => {
  const { facts, ...rest } = body;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const lines = body.lines ?? draft.lines;
  const budget = sumOf(lines.map((line) => line.budget));
  const following = {
    ...(draft.publicSupport === draft.budget ? { publicSupport: budget } : {}),
    ...(draft.totalCost === draft.budget ? { totalCost: budget } : {}),
    ...(budget === draft.budget ? {} : { instalments: rescaled(draft.instalments, budget) }),
  };
  const own = facts ? tidy(facts) : draft.facts;
  // A scale stands behind a line as long as the line takes its terms over.
  const before = scalesBehind(costs, draft.lines);
  const written = Object.entries(own.calculations ?? {}).filter(
    ([option, method]) => method !== before[option],
  );
  const calculations = { ...Object.fromEntries(written), ...scalesBehind(costs, lines) };
  return { ...draft, ...following, ...given, facts: { ...own, calculations } };
};

/** Whether the instalments together are the budget. */
const paysAll = ({ instalments, lines }: VersionContent): boolean =>
  sumOf(instalments.map(({ amount }) => amount)) === sumOf(lines.map(({ budget }) => budget));

const tidy = (facts: NonNullable<AgreementBody["facts"]>): VersionContent["facts"] => ({
  ...(facts.whollyProcured === undefined ? {} : { whollyProcured: facts.whollyProcured }),
  ...(facts.contractsAboveThreshold === undefined
    ? {}
    : { contractsAboveThreshold: facts.contractsAboveThreshold }),
  ...(facts.calculations === undefined ? {} : { calculations: facts.calculations }),
});

/** Records the committee's decision on the version that is being prepared. */
export const decideAgreement = (desk: MoneyDesk, id: number, body: DecisionBody): Promise<void> =>
  onAgreement(desk, id, async (view, act) => {
    const open = opened(view, "draft", "proposed", "accepted");
    const { operation, partner } = view;
    const decision = await recordDecision(desk, act, { operation, partner, agreement: id }, body);
    if (body.outcome === "accepted")
      await desk.client.query(
        "update agreement.version set rests_on = $3, granted_on = $4 where agreement = $1 and version = $2",
        [id, open.version, decision, open.version === 1 ? body.decidedOn : open.grantedOn],
      );
  });

/** Begins the next version of an agreement in force, as a copy of it, and returns its number. It needs a decision of its own. */
export const amendAgreement = (
  desk: MoneyDesk,
  id: number,
  { effectiveFrom, note }: AmendBody,
): Promise<number> =>
  onAgreement(desk, id, async (view) => {
    const current = view.versions.find(({ state }) => state === "active");
    if (view.state !== "active" || !current || openVersion(view)) throw wrongStep();
    if (effectiveFrom < current.effectiveFrom || effectiveFrom > current.ends) throw wrongDay();
    const version = Math.max(...view.versions.map((each) => each.version)) + 1;
    const grantedOn = current.grantedOn ?? view.decision?.decidedOn ?? null;
    await addVersion(desk, id, version, { ...current, effectiveFrom, note, grantedOn, decision: null });
    return version;
  });

/** Drops the next version of an agreement in force: what is in force stays. */
export const dropVersion = (desk: MoneyDesk, id: number): Promise<void> =>
  onAgreement(desk, id, async (view) => {
    const open = opened(view, "draft", "proposed", "accepted");
    if (view.state !== "active") throw wrongStep();
    await desk.client.query(
      "update agreement.version set state = 'dropped' where agreement = $1 and version = $2",
      [id, open.version],
    );
  });

/** Ends an agreement before its time, with the reason; what was done until that day can still be declared. */
export const terminateAgreement = (
  desk: MoneyDesk,
  id: number,
  { on, reason }: TerminateBody,
): Promise<void> =>
  onAgreement(desk, id, async (view) => {
    if (view.state === "ended" || view.state === "terminated") throw wrongStep();
    if (view.state === "active" && (on < view.starts || on > view.ends)) throw wrongDay();
    const open = openVersion(view);
    if (open)
      await desk.client.query(
        "update agreement.version set state = 'dropped' where agreement = $1 and version = $2",
        [id, open.version],
      );
    await desk.client.query(
      `update agreement.agreement set state = 'terminated', terminated_on = $2, termination_reason = $3,
         ends = greatest(starts, least(ends, $2::date)) where id = $1`,
      [id, on, reason],
    );
  });

/**
 * Notes that a new version of the financial guide is sent: by whom, when, to which address, and from which year on it
 * governs. Returns the number of the notice, under which it is mailed (src/reminder/guide-mail.ts). The address is that of the candidacy where no other is said; the trail does not have it.
 */
export const noteGuide = (desk: MoneyDesk, id: number, body: GuideBody): Promise<number> =>
  onAgreement(desk, id, async (view) => {
    const { client } = desk;
    checkNames(desk.house.programme.costs, { guide: body.guide });
    const candidacy = view.candidacy === null ? undefined : await readCandidacy(client, view.candidacy);
    const sentTo = body.sentTo ?? candidacy?.contact ?? "";
    if (sentTo === "") throw noAddress();
    const { rows } = await client.query<{ id: number }>(
      `insert into agreement.guide_notice (agreement, guide, governs_from, sent_to, sent_by)
       values ($1, $2, $3, $4, $5) returning id`,
      [id, body.guide, body.governsFrom, sentTo, handOf(desk).actor],
    );
    return rows[0]?.id ?? 0;
  });
