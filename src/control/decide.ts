import { sameJson } from "../canonical-json.ts";
import { needRight } from "../agreement/desk.ts";
import { contentHash } from "../declaration/canonical.ts";
import { actOn, actorAt, type Desk } from "../declaration/desk.ts";
import { type DeclarationRow, readRow, seeRow, takeTurn } from "../declaration/row.ts";
import { distribution } from "../ledger/balances.ts";
import { post } from "../ledger/post.ts";
import { notAllowed } from "../problem.ts";
import type { Act } from "../trail/act.ts";
import { endDecided, takeUpAgain } from "./conclude.ts";
import {
  type DecidedTarget,
  type DecisionContent,
  type DecisionRow,
  decisionsOn,
  type Measures,
  seeDecision,
} from "./decision-row.ts";
import type { CorrectionBody, ProposeBody } from "./list-shapes.ts";
import {
  asProblem,
  firstNotMade,
  movedMeanwhile,
  noSuchLine,
  nothingChanges,
  notSubmitted,
  proposedAlready,
  recoveredAlready,
  sameHand,
  wrongState,
} from "./problem.ts";
import { type FindingRow, findingsOf, takeVerification } from "./row.ts";
import { type Mode, postingsOf, RecoveredAlready, type Settled, submittedOf, targetsOf } from "./settle.ts";

/**
 * Proposes what is decided of a declaration after a verification that was concluded: all that was found of it and is
 * final. The first decision follows the administrative verification. Throws Problem otherwise. `at`: the moment, where
 * the owner of the store writes down the past.
 */
export const proposeDecision = async (
  desk: Desk,
  verification: number,
  { reason, mode, declaration }: ProposeBody,
  at?: string,
): Promise<{ id: number; number: string }> => {
  const row = await takeVerification(desk, verification);
  needRight(desk, "money:control", row);
  if (row.state !== "concluded") throw wrongState(row.state);
  const about = row.declaration ?? declaration;
  if (about === undefined) throw noSuchLine("");
  const declared = await readRow(desk.client, about);
  if (declared.agreement !== row.agreement) throw notSubmitted();
  const isDecided = (await decisionsOn(desk.client, about)).some(({ state }) => state === "decided");
  if (!isDecided && row.type !== "administrative") throw firstNotMade();
  const measures = (await finalFindings(desk, about)).map(({ id, measure }) => ({ finding: id, measure }));
  return propose(
    desk,
    declared,
    { kind: isDecided ? "correction" : "first", verification, measures, mode, reason },
    at,
  );
};

/**
 * Proposes that what was decided of findings be decided otherwise: cleared, held for good or parked after all. Throws
 * Problem where nothing was decided yet, or where it would change nothing.
 */
export const proposeCorrection = async (
  desk: Desk,
  declaration: number,
  { kind, mode, reason, measures }: CorrectionBody,
  at?: string,
): Promise<{ id: number; number: string }> => {
  const { partner } = await seeRow(desk, declaration);
  await takeTurn(desk.client, partner);
  const row = await readRow(desk.client, declaration);
  needRight(desk, "money:control", row);
  const before = (await decisionsOn(desk.client, declaration)).findLast(({ state }) => state === "decided");
  if (!before) throw firstNotMade();
  const findings = await finalFindings(desk, declaration);
  const decided = findings.map(({ id, measure }) => ({
    finding: id,
    measure: measures.find(({ finding }) => finding === id)?.measure ?? measure,
  }));
  const changes = findings.some(({ id, measure }) =>
    decided.some((each) => each.finding === id && each.measure !== measure),
  );
  if (!changes) throw nothingChanges();
  return propose(desk, row, { kind, verification: null, measures: decided, mode, reason }, at);
};

const finalFindings = async ({ client }: Desk, declaration: number): Promise<readonly FindingRow[]> =>
  (await findingsOf(client, { declaration })).filter(({ final }) => final);

type Proposal = Readonly<{
  kind: DecisionRow["kind"];
  verification: number | null;
  measures: Measures;
  mode: Mode;
  reason: string;
}>;

const propose = async (
  desk: Desk,
  row: DeclarationRow,
  { kind, verification, measures, mode, reason }: Proposal,
  at: string | undefined,
): Promise<{ id: number; number: string }> => {
  const { client } = desk;
  if (row.state !== "submitted") throw notSubmitted();
  const before = await decisionsOn(client, row.id);
  if (before.some(({ state }) => state === "proposed")) throw proposedAlready();
  const { targets } = await reckoned(desk, row, measures, mode);
  const n = before.length + 1;
  const number = `${row.number}-K${n}`;
  try {
    return await actOn(desk, { action: "control.propose" }, async (act) => {
      const { rows } = await client.query<{ id: number }>(
        `insert into control.decision (number, declaration, agreement, operation, partner, n, kind, verification, measures,
           targets, mode, reason, proposed_by, change${at === undefined ? "" : ", proposed_at"})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14${at === undefined ? "" : ", $15"})
         returning id`,
        [
          number,
          row.id,
          row.agreement,
          row.operation,
          row.partner,
          n,
          kind,
          verification,
          JSON.stringify(measures),
          JSON.stringify(targets),
          mode,
          reason,
          actorAt(desk),
          act.change,
          ...(at === undefined ? [] : [at]),
        ],
      );
      const id = rows[0]?.id ?? 0;
      await act.note("control.decision", id);
      return { id, number };
    });
  } catch (error) {
    throw asProblem(error);
  }
};

/** Works out what measures come to, and what the ledger is to post for it, as it stands now. */
const reckoned = async (
  { client, house }: Desk,
  row: DeclarationRow,
  measures: Measures,
  mode: Mode,
): Promise<Readonly<{ targets: readonly DecidedTarget[]; settled: Settled }>> => {
  if (!row.content) throw new Error(`declaration ${row.id} was submitted without content`);
  const held = new Map(measures.map(({ finding, measure }) => [finding, measure]));
  const cuts = (await findingsOf(client, { declaration: row.id }))
    .filter(({ id }) => held.has(id))
    .map((finding) => ({ ...finding, measure: held.get(finding.id) ?? finding.measure }));
  const targets = targetsOf(house.programme.costs.rules, submittedOf(row.content), cuts);
  const accounts = new Map(
    (await distribution(client, { declaration: row.id })).map(({ line, amounts }) => [line, amounts]),
  );
  try {
    const settled = postingsOf(targets, accounts, mode);
    return {
      targets: targets.map((target) => ({ ...target, pending: settled.pending.get(target.line) ?? "0.00" })),
      settled,
    };
  } catch (error) {
    if (error instanceof RecoveredAlready) throw recoveredAlready(error.line);
    throw error;
  }
};

const entryKinds = { first: "decided", correction: "decision_corrected", release: "released" } as const;

/**
 * Decides what another person proposed: its postings, with what derives from what was cut, in one entry. One that is
 * decided already answers with the entry that it has. Throws sameHand for whoever proposed or concluded, and
 * movedMeanwhile where amounts changed since it was proposed.
 */
export const decideDecision = async (
  desk: Desk,
  id: number,
  at?: string,
): Promise<{ entry: number | null }> => {
  const { client } = desk;
  const first = await seeDecision(desk, id);
  await takeTurn(client, first.partner);
  const decision = await seeDecision(desk, id);
  needRight(desk, "money:control", decision);
  if (decision.state === "decided") return { entry: decision.entry };
  if (decision.state !== "proposed") throw wrongState(decision.state);
  const by = actorAt(desk);
  if (by === decision.proposedBy || decision.concludedBy.includes(by)) throw sameHand();
  const row = await readRow(client, decision.declaration);
  const { targets, settled } = await reckoned(desk, row, decision.measures, decision.mode);
  if (!sameJson(targets, decision.targets)) throw movedMeanwhile();
  const content: DecisionContent = {
    format: 1,
    number: decision.number,
    declaration: row.number,
    kind: decision.kind,
    measures: decision.measures,
    targets,
    mode: decision.mode,
    reason: decision.reason,
    postings: settled.postings,
    withdrawn: settled.withdrawn,
    pending: [...settled.pending].map(([line, amount]) => ({ line, amount })),
  };
  try {
    return await actOn(desk, { action: "control.decide" }, async (act) => {
      const entry =
        settled.postings.length === 0
          ? null
          : await post(client, act, {
              kind: entryKinds[decision.kind],
              key: `decision:${id}`,
              operation: row.operation,
              partner: row.partner,
              agreement: row.agreement,
              declaration: row.id,
              under: id,
              postings: settled.postings,
            });
      const { rowCount } = await client.query(
        `update control.decision set state = 'decided', decided_by = $2, entry = $3, hash = $4, content = $5, change = $6${
          at === undefined ? "" : ", decided_at = $7"
        } where id = $1`,
        [
          id,
          by,
          entry,
          contentHash(content),
          JSON.stringify(content),
          act.change,
          ...(at === undefined ? [] : [at]),
        ],
      );
      if (rowCount !== 1) throw notAllowed();
      await act.note("control.decision", id);
      await follow(desk, act, decision, at);
      await holdNow(desk);
      return { entry };
    });
  } catch (error) {
    throw asProblem(error);
  }
};

/** Findings say what was decided of them; verifications of which all was decided are over. */
const follow = async (
  desk: Desk,
  act: Act,
  { declaration, measures }: DecisionRow,
  at: string | undefined,
): Promise<void> => {
  const { client } = desk;
  const held = new Map(measures.map(({ finding, measure }) => [finding, measure]));
  for (const { id, measure } of await finalFindings(desk, declaration)) {
    const decided = held.get(id);
    if (decided === undefined || decided === measure) continue;
    await client.query("update control.finding set measure = $2, change = $3 where id = $1", [
      id,
      decided,
      act.change,
    ]);
    await act.note("control.finding", id);
  }
  const { rows } = await client.query<{ id: number }>(
    `select v.id from control.verification v
     where v.state = 'concluded' and (v.declaration = $1 or exists (select from control.finding f
         where f.verification = v.id and f.declaration = $1))
       and not exists (select from control.finding f where f.verification = v.id and f.measure <> 'none'
         and not exists (select from control.decision k where k.declaration = f.declaration and k.state = 'decided'
           and k.measures @> jsonb_build_array(jsonb_build_object('finding', f.id))))
     order by v.id`,
    [declaration],
  );
  for (const { id } of rows) {
    await endDecided(desk, act, id, at);
    await act.note("control.verification", id);
  }
};

/** Asks now what the database holds to at the end of the transaction, and leaves it to the end again. */
const holdNow = async ({ client }: Desk): Promise<void> => {
  const held = "ledger.entry_balances, ledger.posting_balances, control.amounts_hold";
  await client.query(`set constraints ${held} immediate; set constraints ${held} deferred`);
};

/** Sends a proposal back with a reason; the verification that it came of is taken up again. Throws Problem otherwise. */
export const returnDecision = async (desk: Desk, id: number, reason: string, at?: string): Promise<void> => {
  const { client } = desk;
  const first = await seeDecision(desk, id);
  await takeTurn(client, first.partner);
  const decision = await seeDecision(desk, id);
  needRight(desk, "money:control", decision);
  if (decision.state !== "proposed") throw wrongState(decision.state);
  await actOn(desk, { action: "control.return" }, async (act) => {
    const { rowCount } = await client.query(
      `update control.decision set state = 'returned', decided_by = $2, return_reason = $3, change = $4${
        at === undefined ? "" : ", decided_at = $5"
      } where id = $1`,
      [id, actorAt(desk), reason, act.change, ...(at === undefined ? [] : [at])],
    );
    if (rowCount !== 1) throw notAllowed();
    await act.note("control.decision", id);
    if (decision.verification !== null) await takeUpAgain(desk, act, decision.verification);
  });
};
