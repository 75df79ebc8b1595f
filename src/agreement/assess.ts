import { isAbove, sumOf } from "../euros.ts";
import { notAllowed } from "../problem.ts";
import type { AdmissibilityBody, CandidacyState, OpinionBody, ScoresBody } from "./call-shapes.ts";
import type { Call, Candidacy } from "./call-read.ts";
import { candidacyWithCall } from "./candidacies.ts";
import { checklistOf } from "./checklist.ts";
import { acting, handOf, type MoneyDesk, needRight } from "./desk.ts";
import {
  callStillOpen,
  decisionIncomplete,
  notAllCriteria,
  notAllItems,
  opinionFirst,
  wrongStep,
} from "./problem.ts";
import { recordDecision } from "./record-decision.ts";
import type { DecisionBody } from "./shared-shapes.ts";

const atStep = async (
  desk: MoneyDesk,
  id: number,
  ...states: readonly CandidacyState[]
): Promise<{ candidacy: Candidacy; call: Call }> => {
  const found = await candidacyWithCall(desk, id);
  const { operation, partner, state } = found.candidacy;
  needRight(desk, "money:agree", { operation, partner });
  if (found.call.state === "withdrawn") throw wrongStep();
  if (found.call.state !== "closed") throw callStillOpen();
  if (!states.includes(state)) throw wrongStep();
  return found;
};

/** Writes part of an assessment and, where it leads to one, the next state. */
const assess = (
  desk: MoneyDesk,
  id: number,
  kind: "admissibility" | "criteria" | "opinion",
  content: object,
  state?: CandidacyState,
): Promise<void> =>
  acting(desk, "candidacy", async (act) => {
    const { client } = desk;
    const { rowCount } = await client.query("update agreement.candidacy set change = $2 where id = $1", [
      id,
      act.change,
    ]);
    if (rowCount !== 1) throw notAllowed();
    await client.query(
      `insert into agreement.assessment (candidacy, kind, content, by) values ($1, $2, $3, $4)
       on conflict (candidacy, kind) do update set content = excluded.content`,
      [id, kind, JSON.stringify(content), handOf(desk).actor],
    );
    if (state !== undefined)
      await client.query("update agreement.candidacy set state = $2, change = $3 where id = $1", [
        id,
        state,
        act.change,
      ]);
    await act.note("agreement.candidacy", id);
  });

/** Says whether a candidacy is admissible: each item of the list is met or not, with a reason where it is not. */
export const assessAdmissibility = async (
  desk: MoneyDesk,
  id: number,
  { items }: AdmissibilityBody,
): Promise<void> => {
  const { candidacy, call } = await atStep(desk, id, "submitted");
  const asked = checklistOf(desk.house.programme.costs, call, candidacy, new Map()).map((item) => item.id);
  const isWhole =
    asked.length === items.length &&
    asked.every((item) => items.some((each) => each.id === item)) &&
    items.every(({ met, reason }) => met || reason !== "");
  if (!isWhole) throw notAllItems();
  const outcome = items.every(({ met }) => met) ? "admissible" : "inadmissible";
  await assess(desk, id, "admissibility", { items }, outcome);
};

/** Scores each criterion of the call, with its reason; may be done again until the opinion is given. */
export const scoreCandidacy = async (desk: MoneyDesk, id: number, { scores }: ScoresBody): Promise<void> => {
  const { call } = await atStep(desk, id, "admissible");
  const isWhole =
    scores.length === call.criteria.length &&
    call.criteria.every((criterion) =>
      scores.some((each) => each.criterion === criterion.id && each.points <= criterion.points),
    );
  if (!isWhole) throw notAllCriteria();
  await assess(desk, id, "criteria", { scores });
};

/** Gives the reasoned opinion, once the criteria are scored. */
export const giveOpinion = async (desk: MoneyDesk, id: number, body: OpinionBody): Promise<void> => {
  const { candidacy } = await atStep(desk, id, "admissible");
  const { rowCount } = await desk.client.query(
    "select from agreement.assessment where candidacy = $1 and kind = 'criteria'",
    [id],
  );
  const asked = sumOf(candidacy.lines.map(({ budget }) => budget));
  const isWhole =
    rowCount === 1 &&
    (body.outcome === "unfavourable"
      ? body.amount === null
      : body.amount !== null && isAbove(body.amount, "0") && !isAbove(body.amount, asked));
  if (!isWhole) throw opinionFirst();
  await assess(desk, id, "opinion", body, body.outcome);
};

/** Records what the committee decided on a candidacy. */
export const decideCandidacy = async (desk: MoneyDesk, id: number, body: DecisionBody): Promise<void> => {
  const { candidacy } = await atStep(desk, id, "favourable", "unfavourable");
  if ((body.outcome === "accepted") !== (body.amount !== null)) throw decisionIncomplete();
  const { operation, partner } = candidacy;
  await acting(desk, "decision", async (act) => {
    await recordDecision(desk, act, { operation, partner, candidacy: id }, body);
    await desk.client.query("update agreement.candidacy set state = $2, change = $3 where id = $1", [
      id,
      body.outcome,
      act.change,
    ]);
    await act.note("agreement.candidacy", id);
  });
};
