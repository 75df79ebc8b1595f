import type { Value } from "../definition/condition/condition.ts";
import type { Register } from "../definition/programme.ts";
import type { PathHandOvers } from "../definition/service/path.ts";
import { understand } from "../entry/check-answers.ts";
import { withoutWalls, type Place } from "../entry/desk.ts";
import { keepNew } from "../entry/keep-new.ts";
import type { Manner } from "../entry/keeping.ts";
import { asOneChange } from "../entry/one-change.ts";
import { seeRecord, type SeenRecord } from "../entry/see-record.ts";
import type { Kept } from "../entry/shapes.ts";
import { wholeRecords } from "../entry/whole-record.ts";
import type { Text } from "../language.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { tableOf } from "../register/table.ts";
import type { PathDesk } from "./asker.ts";
import { handOverRows } from "./hand-over-rows.ts";
import { answerOf, given } from "./participant.ts";
import { allHandOvers, type OnPath, pathOf, receiverOf } from "./service-path.ts";
import type { Done } from "./shapes.ts";

/**
 * Answers a hand-over that was addressed to the service: takes the person on, which makes their participation here of
 * what the sender's file knows, or says why not. The sender reads the answer. One change. Throws where it was answered
 * already, or is addressed to somebody else.
 */
export const answerHandOver = async (
  desk: PathDesk,
  serviceId: string,
  place: Place,
  record: number,
  body: Readonly<{
    takes_on: boolean;
    refusal?: string | undefined;
    texts?: Readonly<Record<string, string>> | undefined;
    confirmed?: readonly string[] | undefined;
  }>,
): Promise<Done> => {
  const { programme, guards } = desk.house;
  const on = pathOf(programme, serviceId);
  const { answers: block } = on.path;
  const handOvers = allHandOvers(programme).find(({ register }) => register.id === place.register);
  if (!block || !handOvers) throw notFound();
  const sent = await seeRecord(desk, place, record);
  const to = String(answerOf(sent, handOvers.toOperation) ?? "");
  const named = answerOf(sent, handOvers.toPartner);
  const partner = receiverOf(programme, to, named === null ? null : String(named));
  if (!on.service.operations.includes(to) || partner === undefined) throw notFound();
  if (!guards.record(desk.who, "records:write", { operation: to, partner })) throw notAllowed();
  const wanted = { side: "received", operations: on.service.operations, record } as const;
  const { rows } = await handOverRows(desk, on, handOvers, wanted);
  if (rows.some((row) => row.operation === sent.operation && row.answer !== null))
    throw new Problem(409, "already_answered", words.alreadyAnswered);
  const today = desk.house.today();
  const { register } = block;
  const typed = understand(register, body.takes_on ? [] : [[block.refusal, body.refusal ?? ""]]);
  const copied = Object.entries(block.copies).map(([field, from]): [string, Value] => [
    field,
    from === "today" ? today : answerOf(sent, from),
  ]);
  const answers: [string, Value][] = [
    ...copied,
    [block.person, answerOf(sent, handOvers.person)],
    [block.handOver, answerOf(sent, handOvers.number)],
    [block.fromOperation, sent.operation],
    [block.fromPartner, sent.partner],
    [block.decision.id, body.takes_on ? block.takenOn : block.refused],
    [block.decidedOn, today],
  ];
  const here = { operation: to, register: register.id };
  const { kept, joined } = await asOneChange(desk, { action: "form" }, async (within) => {
    const manner: Manner = { action: "form", within };
    const participation = body.takes_on
      ? await takeOn(desk, on, handOvers, sent, { operation: to, partner }, body.texts ?? {}, {
          ...manner,
          confirmed: body.confirmed,
        })
      : { participation: null, note: null };
    // Answering is a step of the lifecycle from no state yet: a new record may be in it at once.
    const answer = await keepNew(desk, here, partner, given(answers, typed), manner);
    return { kept: answer, joined: participation };
  });
  return { change: kept.change, record: { ...here, record: kept.record }, ...joined };
};

type Joined = Pick<Done, "participation" | "note">;

/** Makes the receiver's participation of what the sender knows, where the person has none there yet. */
const takeOn = async (
  desk: PathDesk,
  { path, service }: OnPath,
  handOvers: PathHandOvers,
  sent: SeenRecord,
  at: Readonly<{ operation: string; partner: string }>,
  texts: Readonly<Record<string, string>>,
  manner: Manner,
): Promise<Joined> => {
  const { answers: block, participants, principal } = path;
  const today = desk.house.today();
  const known = await withoutWalls(desk, () => senderKnows(desk, participants, sent));
  let joined: Joined = { participation: null, note: null };
  if (block?.participation) {
    const { sets, asks } = block.participation;
    const isGiven = (field: string) =>
      handOvers.gives.includes(field) ||
      (handOvers.givesWithConsent !== undefined &&
        answerOf(sent, handOvers.givesWithConsent.consent) === true &&
        handOvers.givesWithConsent.fields.includes(field));
    const gifts = Object.entries(known ?? {}).filter(([field]) => isGiven(field));
    const identity = [...participants.fields.values()].flatMap(({ id, sensitivity }): [string, Value][] =>
      sensitivity === "identity" && (sent.answers[id] ?? null) !== null
        ? [[id, sent.answers[id] ?? null]]
        : [],
    );
    const set = Object.entries(sets).map(([field, from]): [string, Value] => [
      field,
      from === "today" ? today : answerOf(sent, from),
    ]);
    const typed = understand(
      participants,
      Object.entries(texts).filter(([field]) => asks.includes(field)),
    );
    const all = [
      ...gifts.map(([field, value]): [string, Value] => [field, value ?? null]),
      ...identity,
      ...set,
    ];
    const place = { operation: at.operation, register: participants.id };
    joined = await keptOrThere(async () => keepNew(desk, place, at.partner, given(all, typed), manner));
  }
  if (principal && service.operations.includes(sent.operation))
    await becomePrincipal(desk, principal.register, principal, handOvers, sent, at, manner);
  return joined;
};

/** A person who takes part already keeps the participation that they have. */
const keptOrThere = async (keep: () => Promise<Kept>): Promise<Joined> => {
  try {
    const { operation, register, record } = await keep();
    return { participation: { operation, register, record }, note: null };
  } catch (error) {
    if (error instanceof Problem && error.code === "already_there")
      return { participation: null, note: words.takesPartAlready };
    throw error;
  }
};

/** What the sender's own participant says, whoever may see it: the person agreed to the transfer. Needs the owner's role. */
const senderKnows = async (
  { client }: PathDesk,
  participants: Register,
  { operation, partner, personKey }: SeenRecord,
) => {
  if (personKey === null) return undefined;
  const { rows } = await client.query<{ record: number }>(
    `select record from ${tableOf(participants)}
     where operation = $1 and partner = $2 and person_key = $3::bytea order by record desc limit 1`,
    [operation, partner, `\\x${personKey}`],
  );
  const record = rows[0]?.record;
  if (record === undefined) return undefined;
  return (await wholeRecords(client, participants, operation, [record])).get(record)?.answers;
};

/** Taking somebody on from an institution of the same service makes the receiver their principal institution. */
const becomePrincipal = async (
  desk: PathDesk,
  register: Register,
  { from, until }: Readonly<{ from: string; until: string }>,
  handOvers: PathHandOvers,
  sent: SeenRecord,
  { operation, partner }: Readonly<{ operation: string; partner: string }>,
  manner: Manner,
): Promise<void> => {
  const known = await withoutWalls(desk, () => senderKnows(desk, register, sent));
  if (!known) return;
  const number = answerOf(sent, handOvers.number);
  const own = [...register.fields.values()].map(({ id, type }): [string, Value] => {
    if (id === from) return [id, desk.house.today()];
    if (id === until) return [id, null];
    // The former institution's own number of the file is not this one's: until it gives one, the hand-over's stands.
    const isOwnNumber = type === "text" && register.identity.includes(id) && !register.person.includes(id);
    return [id, isOwnNumber ? number : (known[id] ?? null)];
  });
  await keepNew(desk, { operation, register: register.id }, partner, given(own), manner);
};

const words = {
  alreadyAnswered: {
    fr: "Ce transfert a déjà reçu une réponse.",
    nl: "Deze overdracht is al beantwoord.",
    en: "This hand-over has been answered already.",
  },
  takesPartAlready: {
    fr: "La personne participe déjà à l'opération : sa participation reste telle quelle.",
    nl: "De persoon neemt al deel aan de operatie: de deelname blijft zoals ze is.",
    en: "The person takes part in the operation already: their participation stays as it is.",
  },
} satisfies Record<string, Text>;
