import { isAbove, less, opposite, sumOf } from "../euros.ts";
import { fixDocuments } from "../document/documents.ts";
import { balances } from "../ledger/balances.ts";
import { post, type Posting } from "../ledger/post.ts";
import { isOverdrawn } from "../ledger/problem.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import { acting, handOf, maySpeak, type MoneyDesk, needRight } from "./desk.ts";
import { planRemarks } from "./plan-remarks.ts";
import {
  aboveDecision,
  belowDeclared,
  linesUnanswered,
  noBreakdown,
  noDecision,
  notAccepted,
  sameHand,
  sumDiffers,
  wrongStep,
} from "./problem.ts";
import { readAgreement } from "./read.ts";
import { maySeeAgreement } from "./see.ts";
import type { AcceptBody } from "./shapes.ts";
import { type AgreementView, openVersion, planUnder, type VersionView } from "./view.ts";

/** Reads the agreement within an act, writes it under the act's change, does the work, and notes what became of it. */
export const onAgreement = <T>(
  desk: MoneyDesk,
  id: number,
  work: (view: AgreementView, act: Act) => Promise<T>,
  { spoken = false, reason }: Readonly<{ spoken?: boolean; reason?: string }> = {},
): Promise<T> =>
  acting(
    desk,
    "agreement",
    async (act) => {
      const view = await readAgreement(desk.client, id);
      if (!view || !maySeeAgreement(desk, view)) throw notFound();
      if (spoken) {
        if (!maySpeak(desk, view)) throw notAllowed();
      } else needRight(desk, "money:agree", view);
      const { rowCount } = await desk.client.query(
        "update agreement.agreement set change = $2 where id = $1",
        [id, act.change],
      );
      if (rowCount !== 1) throw notAllowed();
      const result = await work(view, act);
      await act.note("agreement.agreement", id);
      return result;
    },
    { reason },
  );

const inState = (view: AgreementView, ...states: readonly VersionView["state"][]): VersionView => {
  const open = openVersion(view);
  if (!open || !states.includes(open.state) || view.state === "ended" || view.state === "terminated")
    throw wrongStep();
  return open;
};

/** Moves a version; at the command line, where the database does not know who acts, says who did and when. */
const move = async (
  desk: MoneyDesk,
  { id }: AgreementView,
  { version }: VersionView,
  state: VersionView["state"],
  stamp?: Readonly<{ columns: "proposed" | "accepted" | "activated"; by: string; at: string | undefined }>,
): Promise<void> => {
  const { isOwner } = handOf(desk);
  const own =
    isOwner && stamp
      ? `, ${stamp.columns}_by = $4, ${stamp.columns}_at = coalesce($5::timestamptz, clock_timestamp())`
      : "";
  await desk.client.query(
    `update agreement.version set state = $3${own} where agreement = $1 and version = $2`,
    own === "" || !stamp ? [id, version, state] : [id, version, state, stamp.by, stamp.at ?? null],
  );
};

/** The state of the agreement goes with its first version's; one in force stays so while the next is prepared. */
const follow = async (
  { client }: MoneyDesk,
  { id, state }: AgreementView,
  next: AgreementView["state"],
): Promise<void> => {
  if (state === "active") return;
  await client.query("update agreement.agreement set state = $2 where id = $1", [id, next]);
};

/** Proposes the draft to the partner. Throws Problem where the rules of cost refuse its plan. */
export const proposeAgreement = (desk: MoneyDesk, id: number, at?: string): Promise<void> =>
  onAgreement(desk, id, async (view) => {
    const open = inState(view, "draft");
    if (open.lines.length === 0) throw noBreakdown();
    const decidedOn = view.decisions.find((each) => each.id === open.decision)?.decidedOn ?? null;
    const remarks = planRemarks(desk.house.programme.costs, planUnder(open, decidedOn)).filter(
      ({ severity }) => severity === "refuse",
    );
    if (remarks.length > 0) throw planRefused(remarks);
    await move(desk, view, open, "proposed", { columns: "proposed", by: handOf(desk).actor, at });
    await follow(desk, view, "proposed");
  });

const planRefused = (remarks: readonly object[]): Problem =>
  new Problem(
    422,
    "remarks_open",
    {
      fr: "Les règles de coût refusent ce plan de financement.",
      nl: "De kostenregels laten dit financieringsplan niet toe.",
      en: "The rules of cost refuse this financing plan.",
    },
    { remarks },
  );

/**
 * Notes the partner's answer to each line. When all are accepted the version is; when one is questioned it goes back to
 * the authority, which answers by a new draft. Throws Problem where a line has no answer, or whoever prepared it asks.
 */
export const acceptAgreement = async (
  desk: MoneyDesk,
  id: number,
  { answers }: AcceptBody,
  at?: string,
): Promise<void> => {
  try {
    await onAgreement(
      desk,
      id,
      async (view) => {
        const open = inState(view, "proposed");
        const isWhole =
          open.lines.every((line) => answers.some((answer) => answer.line === line.id)) &&
          answers.every(({ answer, remark }) => answer === "accepted" || remark !== "") &&
          new Set(answers.map(({ line }) => line)).size === answers.length;
        if (!isWhole) throw linesUnanswered();
        const by = handOf(desk).actor;
        await desk.client.query(
          `insert into agreement.acceptance (agreement, version, round, line, answer, remark, by)
           select $1, $2, $3, a.line, a.answer, a.remark, $5
           from jsonb_to_recordset($4::jsonb) a (line text, answer text, remark text)`,
          [id, open.version, open.round, JSON.stringify(answers), by],
        );
        const isQuestioned = answers.some(({ answer }) => answer === "questioned");
        const next = isQuestioned ? "draft" : "accepted";
        await move(desk, view, open, next, isQuestioned ? undefined : { columns: "accepted", by, at });
        await follow(desk, view, next);
      },
      { spoken: true },
    );
  } catch (error) {
    if ((error as { code?: unknown }).code === "42501" && desk.who) throw sameHand();
    throw error;
  }
};

/**
 * Puts the accepted version into force and posts what it grants: the first one all of it, a later one what differs. Throws
 * Problem without a decision that covers it, a breakdown that sums to the budget, or the partner's acceptance; and where
 * a line would fall below what is declared on it.
 */
export const activateAgreement = async (desk: MoneyDesk, id: number, at?: string): Promise<void> => {
  await onAgreement(desk, id, async (view, act) => {
    const { client } = desk;
    const open = inState(view, "draft", "proposed", "accepted");
    const decision = view.decisions.find((each) => each.id === open.decision);
    if (decision?.outcome !== "accepted" || decision.amount === null) throw noDecision();
    if (open.lines.length === 0) throw noBreakdown();
    if (sumOf(open.lines.map(({ budget }) => budget)) !== open.budget) throw sumDiffers();
    if (isAbove(open.budget, decision.amount)) throw aboveDecision(open.budget, decision.amount);
    if (open.state !== "accepted") throw notAccepted();
    const before = view.versions.find(({ state }) => state === "active");
    const postings = differences(before, open);
    await refuseBelowDeclared(desk, id, postings);
    if (before) await move(desk, view, before, "replaced");
    await move(desk, view, open, "active", { columns: "activated", by: handOf(desk).actor, at });
    await client.query(
      "update agreement.agreement set state = 'active', current_version = $2, ends = $3 where id = $1",
      [id, open.version, open.ends],
    );
    await fixDocuments(client, act, `agreement:${id}`);
    if (postings.length > 0)
      await post(client, act, {
        kind: before ? "amended" : "granted",
        key: `agreement:${id}:version:${open.version}`,
        operation: view.operation,
        partner: view.partner,
        agreement: id,
        postings,
      });
  });
  try {
    // What the ledger would only say at the end of the transaction, it says now.
    await desk.client.query("set constraints all immediate; set constraints all deferred");
  } catch (error) {
    if (isOverdrawn(error)) throw belowDeclared([]);
    throw error;
  }
};

/** What a version grants more, or less, than the one before, line by line. */
const differences = (before: VersionView | undefined, next: VersionView): Posting[] => {
  const lines = new Set([...(before?.lines ?? []), ...next.lines].map(({ id }) => id));
  const budget = (version: VersionView | undefined, line: string) =>
    version?.lines.find(({ id }) => id === line)?.budget ?? "0.00";
  return [...lines].flatMap((line): Posting[] => {
    const more = less(budget(next, line), budget(before, line));
    return Number(more) === 0
      ? []
      : [
          { account: "granted", line, amount: opposite(more) },
          { account: "budgeted", line, amount: more },
        ];
  });
};

const refuseBelowDeclared = async (
  { client }: MoneyDesk,
  agreement: number,
  postings: readonly Posting[],
): Promise<void> => {
  const taken = postings.filter(({ account, amount }) => account === "budgeted" && amount.startsWith("-"));
  if (taken.length === 0) return;
  const free = await balances(client, { agreement, account: "budgeted" });
  const below = taken.filter(({ line, amount }) => {
    const left = free.find((each) => each.line === line)?.amount ?? "0.00";
    return sumOf([left, amount]).startsWith("-");
  });
  if (below.length > 0) throw belowDeclared(below.map(({ line }) => line));
};
