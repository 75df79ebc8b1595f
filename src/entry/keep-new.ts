import { actorOf } from "../access/who.ts";
import type { RecordValues } from "../definition/condition/condition.ts";
import { renewKeys } from "../intake/import.ts";
import { decide } from "../intake/merge.ts";
import { holdForWords } from "../intake/screen.ts";
import { notAllowed } from "../problem.ts";
import { checkAnswers, type Understood } from "./check-answers.ts";
import { withoutWalls, type Desk, type Place, registerAt } from "./desk.ts";
import { findingsAgainstRegisters, findingsOfDuplicates } from "./duplicate-findings.ts";
import { alreadyThere, hiddenFields, type Manner, refuseIfAny } from "./keeping.ts";
import { changeOf } from "./open-change.ts";
import type { Kept } from "./shapes.ts";
import { stageRows, writeDecided } from "./write-rows.ts";

/**
 * Keeps a new record. A person who comes back after leaving is a return, as in a file. Throws the findings where some
 * answer cannot be taken, or that the record is already there: it is never doubled.
 */
export const keepNew = async (
  desk: Desk,
  place: Place,
  partner: string,
  { answers: told, unread }: Understood,
  manner: Manner,
): Promise<Kept> => {
  const { house, client, who } = desk;
  const { operation } = place;
  const register = registerAt(house.programme, place);
  const scope = { operation, partner };
  if (!house.guards.record(who, "records:write", scope)) throw notAllowed();
  const { confirmed = [] } = manner;
  const answers: RecordValues = Object.fromEntries(
    [...register.fields.keys()].map((id) => [id, told.get(id) ?? null]),
  );
  const hidden = hiddenFields(desk, register, scope);
  const findings = checkAnswers({
    register,
    ...scope,
    answers,
    unread,
    before: undefined,
    hidden,
    isConfirmed: (rule) => confirmed.includes(rule),
  });
  refuseIfAny(findings);
  const kept = await withoutWalls(desk, async () => {
    const change = await changeOf(client, manner.within);
    await stageRows(client, register, house.secret, [{ row: 1, answers }]);
    const all = new Set(register.fields.keys());
    await client.query(decide(register, all), [operation]);
    await renewKeys(client, register, all, house.secret);
    const { rows } = await client.query<{ fate: string; record: number; keptBy: string | null }>(
      `select fate, record, kept_by as "keptBy" from fate`,
    );
    const [fate] = rows;
    if (!fate) throw new Error("what becomes of the record was not decided");
    if (fate.fate !== "added" && (fate.fate !== "re_entered" || fate.keptBy !== partner))
      return { already: fate };
    const doubts = await findingsOfDuplicates(
      client,
      house.programme,
      register,
      operation,
      partner,
      confirmed,
    );
    await holdForWords(client, register, operation);
    doubts.push(
      ...(await findingsAgainstRegisters(client, house.programme, register, operation, partner, confirmed)),
    );
    refuseIfAny([...findings, ...doubts]);
    const hand = { actor: actorOf(who), isOwner: false };
    await writeDecided(client, hand, {
      programme: house.programme,
      register,
      operation,
      partner,
      change,
      action: manner.action,
      reason: { said: manner.reason, confirmed, transition: manner.transition, filled: manner.filled },
      within: manner.within,
    });
    return { record: fate.record, change, kind: fate.fate, doubts };
  });
  if ("already" in kept)
    throw await alreadyThere(desk, register, kept.already.record, kept.already.keptBy, operation);
  return {
    operation,
    register: register.id,
    record: kept.record,
    change: kept.change,
    kind: kept.kind === "added" ? "added" : "re_entered",
    findings: [...findings, ...kept.doubts],
    merged: [],
  };
};
