import { actorOf } from "../access/who.ts";
import type { Value } from "../definition/condition/condition.ts";
import type { Field, Transition } from "../definition/programme.ts";
import { stateOf } from "../definition/state.ts";
import { nextChange } from "../intake/store.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { understand } from "./check-answers.ts";
import { withoutWalls, type Desk, type Place } from "./desk.ts";
import { keepChange } from "./keep-change.ts";
import { refuseIfAny } from "./keeping.ts";
import type { OpenChange } from "./open-change.ts";
import { changedMeanwhile, removedMeanwhile } from "./problem.ts";
import { seeRecord } from "./see-record.ts";
import type { EntryFinding, Kept, TransitionBody } from "./shapes.ts";
import { mayDo, setsOf } from "./transitions.ts";
import { wholeRecords } from "./whole-record.ts";
import { decideKnown, stageRows, writeDecided } from "./write-rows.ts";

/** The record is in a state from which this step is not taken. */
export const notPossible = (): Problem =>
  new Problem(409, "not_possible", {
    fr: "Cette étape n'est pas possible dans l'état actuel de la fiche.",
    nl: "Deze stap is niet mogelijk in de huidige toestand van de fiche.",
    en: "This step is not possible in the record's present state.",
  });

/** The step writes something elsewhere as well: it is taken where both are done at once. */
export const notFromHere = (): Problem =>
  new Problem(409, "not_from_here", {
    fr: "Cette étape ne se fait pas depuis la fiche : la fiche mène à la page où elle se fait, et rien n'est à encoder deux fois.",
    nl: "Deze stap gebeurt niet vanuit de fiche: de fiche leidt naar de pagina waar ze gebeurt, en niets moet twee keer ingevoerd worden.",
    en: "This step is not taken from the record: the record leads to the page where it is taken, and nothing is typed twice.",
  });

/**
 * Takes a record one step of its lifecycle further: gives the answers that the transition sets, and those that it
 * asks for. Throws where the step does not exist, is not the asker's, or is not possible from where the record is, and
 * where only the act of a mechanism takes it and it is not that (`by`). With `within` it is part of a change that the
 * caller closes.
 */
export const doTransition = async (
  desk: Desk,
  place: Place,
  record: number,
  id: string,
  { version, texts, confirmed, reason }: TransitionBody,
  within?: OpenChange,
  by?: Transition["by"],
): Promise<Kept> => {
  const { register, partner, answers, operation } = await seeRecord(desk, place, record);
  const { lifecycle } = register;
  const transition = lifecycle?.transitions.find((each) => each.id === id);
  const field = lifecycle && register.fields.get(lifecycle.field);
  if (!transition || !field) throw notFound();
  if (!mayDo(desk, transition, { operation, partner })) throw notAllowed();
  if (!transition.from.includes(stateOf(field, answers[field.id]))) throw notPossible();
  if (transition.by !== undefined && transition.by !== by) throw notFromHere();
  const asked = understand(
    register,
    Object.entries(texts).filter(([name]) => transition.asks.includes(name)),
  );
  const given = new Map<string, Value>([...setsOf(transition, desk.house.today()), ...asked.answers]);
  if (!asked.unread.has(field.id) && stateOf(field, given.get(field.id)) !== transition.to)
    refuseIfAny([unanswered(field)]);
  const told = { ...asked, answers: given };
  const manner = { action: "transition" as const, reason, confirmed, transition: id, within, by };
  return keepChange(desk, place, { record, base: version, told }, manner);
};

/** Without an answer to the field that the state hangs on, the step would not be taken. */
const unanswered = ({ id, label }: Field): EntryFinding => ({
  rule: "required",
  severity: "refuse",
  field: id,
  expected: {
    fr: `une réponse à « ${label.fr} »`,
    nl: `een antwoord op "${label.nl}"`,
    en: `an answer to "${label.en}"`,
  },
  mend: { fr: "Indiquez la date.", nl: "Vul de datum in.", en: "Fill in the date." },
  article: null,
  confirmed: false,
});

/**
 * Takes a record out of its register, with a reason. The trail keeps that it was there; whoever may write can undo it
 * for a while. Throws where somebody changed it meanwhile.
 */
export const removeRecord = async (
  desk: Desk,
  place: Place,
  record: number,
  { version, reason }: Readonly<{ version: number; reason: string }>,
): Promise<{ change: number }> => {
  const { house, client, who } = desk;
  const { register, partner, operation } = await seeRecord(desk, place, record);
  if (!house.guards.record(who, "records:write", { operation, partner })) throw notAllowed();
  return withoutWalls(desk, async () => {
    const change = await nextChange(client);
    const now = (await wholeRecords(client, register, operation, [record])).get(record);
    if (!now) throw removedMeanwhile();
    if (now.version !== version) throw changedMeanwhile({ version: now.version, conflicts: [], merged: [] });
    const row = { row: 1, kind: "removed" as const, record, answers: now.answers };
    await stageRows(client, register, house.secret, [row]);
    await decideKnown(client, register, operation, [row]);
    await writeDecided(
      client,
      { actor: actorOf(who), isOwner: false },
      {
        programme: house.programme,
        register,
        operation,
        partner,
        change,
        action: "removal",
        reason: { said: reason },
      },
    );
    return { change };
  });
};
