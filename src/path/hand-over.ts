import { randomBytes } from "node:crypto";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { PathHandOvers } from "../definition/service/path.ts";
import { understand } from "../entry/check-answers.ts";
import { keepChange } from "../entry/keep-change.ts";
import { keepNew } from "../entry/keep-new.ts";
import type { Manner } from "../entry/keeping.ts";
import { asOneChange } from "../entry/one-change.ts";
import type { SeenRecord } from "../entry/see-record.ts";
import type { Text } from "../language.ts";
import { notFound, Problem } from "../problem.ts";
import type { PathDesk } from "./asker.ts";
import { handOverRows } from "./hand-over-rows.ts";
import { answerOf, given, openOf, participantOf, personOf } from "./participant.ts";
import { type OnPath, pathOf, receiverOf } from "./service-path.ts";
import type { Done } from "./shapes.ts";

/** Returns a number that no other hand-over has, and that says nothing of the person. */
const newNumber = (operation: string, today: string): string =>
  `${operation.toUpperCase()}-${today.replaceAll("-", "")}-${randomBytes(3).toString("hex").toUpperCase()}`;

/**
 * Hands a person over to another service: a record of the sender, addressed to the receiver, with who the person is and
 * nothing more of the file. What the receiver starts from is given when it takes the person on. Throws where the person
 * did not agree, or a hand-over to the same service still waits for its answer.
 */
export const handOver = async (
  desk: PathDesk,
  serviceId: string,
  operation: string,
  record: number,
  body: Readonly<{
    to_operation: string;
    to_partner?: string | undefined;
    reason: string;
    expected_end?: string | undefined;
    consent: boolean;
    consent_special?: boolean | undefined;
    message?: string | undefined;
  }>,
): Promise<Done> => {
  const { programme } = desk.house;
  const on = pathOf(programme, serviceId);
  const { handOvers, contracts } = on.path;
  if (!handOvers) throw notFound();
  const seen = await participantOf(desk, on, operation, record);
  const { register } = handOvers;
  const partner = handOvers.to.includes(body.to_operation)
    ? receiverOf(programme, body.to_operation, body.to_partner ?? null)
    : undefined;
  if (partner === undefined || (body.to_operation === operation && partner === seen.partner))
    throw new Problem(400, "no_receiver", words.noReceiver);
  await refuseWhileWaiting(desk, on, handOvers, seen, body.to_operation);
  const today = desk.house.today();
  const typed = understand(register, [
    [handOvers.reason.id, body.reason],
    [handOvers.expectedEnd, body.expected_end ?? ""],
    ...(handOvers.message && body.message ? [[handOvers.message, body.message] as const] : []),
  ]);
  // Who it is, as the sender's file says it: by the fields that both registers have.
  const identity = [...register.fields.values()].flatMap(({ id, sensitivity }): [string, Value][] =>
    sensitivity === "identity" && id !== handOvers.person ? [[id, answerOf(seen, id)]] : [],
  );
  const place = { operation, register: register.id };
  const more = handOvers.givesWithConsent;
  const answers: [string, Value][] = [
    ...identity,
    [handOvers.person, personOf(seen)],
    [handOvers.number, newNumber(operation, today)],
    [handOvers.toOperation, body.to_operation],
    [handOvers.toPartner, partner],
    [handOvers.on, today],
    [handOvers.consent, body.consent],
    ...(more ? [[more.consent, body.consent_special ?? false] as [string, Value]] : []),
  ];
  const { change, record: sent } = await asOneChange(desk, { action: "form" }, async (within) => {
    const manner: Manner = { action: "form", within };
    const kept = await keepNew(desk, place, seen.partner, given(answers, typed), manner);
    if (contracts?.handedOver !== undefined) {
      const { handedOver, ended } = contracts;
      const isOpen = ended === undefined ? "true" : `r.${sqlName(ended)} is null`;
      const open = await openOf(desk, contracts.register, seen, isOpen, contracts.from);
      const last = open.at(-1);
      if (last)
        await keepChange(
          desk,
          { operation, register: contracts.register.id },
          { record: last.record, base: last.version, told: given([[handedOver, today]]) },
          manner,
        );
    }
    return kept;
  });
  return { change, record: { ...place, record: sent }, participation: null, note: null };
};

const refuseWhileWaiting = async (
  desk: PathDesk,
  on: OnPath,
  handOvers: PathHandOvers,
  seen: SeenRecord,
  to: string,
): Promise<void> => {
  const sent = await openOf(
    desk,
    handOvers.register,
    seen,
    `r.${sqlName(handOvers.toOperation)} = ${sqlText(to)}`,
    handOvers.on,
  );
  for (const { record } of sent) {
    const wanted = { side: "sent", operations: on.service.operations, record } as const;
    const { rows } = await handOverRows(desk, on, handOvers, wanted);
    if (rows.some(({ answer }) => answer === null))
      throw new Problem(409, "already_handed_over", words.alreadyHandedOver);
  }
};

const words = {
  noReceiver: {
    fr: "Choisissez le service et l'organisme qui reçoivent la personne.",
    nl: "Kies de dienst en de organisatie die de persoon ontvangen.",
    en: "Choose the service and the organisation that receive the person.",
  },
  alreadyHandedOver: {
    fr: "Cette personne a déjà été transférée à ce service, qui n'a pas encore répondu.",
    nl: "Deze persoon is al aan deze dienst overgedragen, die nog niet geantwoord heeft.",
    en: "This person has already been handed over to this service, which has not answered yet.",
  },
} satisfies Record<string, Text>;
