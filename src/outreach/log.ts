import { partnerName } from "../definition/names.ts";
import type { Field, Programme } from "../definition/programme.ts";
import type { Choice } from "../definition/schema.ts";
import type { Outreach } from "../definition/service/outreach.ts";
import type { Service } from "../definition/service/service.ts";
import type { Desk } from "../entry/desk.ts";
import { serviceWith } from "../entry/service-reach.ts";
import type { Text } from "../language.ts";
import type { LogForm } from "./shapes.ts";

export type Log = Readonly<{ service: Service; block: Outreach; operations: readonly string[] }>;

/** Returns the log of contacts of a service, and where its register is kept. Throws where the service has none. */
export const logOf = (programme: Pick<Programme, "services">, id: string): Log => {
  const { service, block } = serviceWith(programme, "outreach", id);
  return {
    service,
    block,
    operations: service.operations.filter((operation) => block.register.operations.includes(operation)),
  };
};

/** Returns where the asker may do something of the log. */
export const placesOf = (
  { house, who }: Pick<Desk, "house" | "who">,
  { operations }: Log,
  right: "records:read" | "records:write",
): { operation: string; partner: string; name: Text }[] =>
  operations.flatMap((operation) =>
    (house.programme.operations.get(operation)?.partners ?? [])
      .filter((partner) => house.guards.record(who, right, { operation, partner }))
      .map((partner) => ({ operation, partner, name: partnerName(house.programme, partner) })),
  );

/** Returns what the form needs: the words and choices of the register, and where the asker may write. */
export const logForm = (desk: Pick<Desk, "house" | "who">, log: Log): LogForm => {
  const { service, block } = log;
  const { reference, follows, date, place, stage, relay, reaction, segment, nickname } = block;
  const text = ({ id, label, help, length }: Field) => ({ field: id, label, help: help ?? null, length });
  const choices = ({ id, label, choices: all = [] }: Field) => ({
    field: id,
    label,
    choices: all.map(plain),
  });
  return {
    service: { id: service.id, label: service.label },
    register: block.register.id,
    today: desk.house.today(),
    fields: {
      reference: reference.id,
      follows: follows.id,
      date: { field: date.id, label: date.label },
      place: text(place),
      stage: choices(stage),
      relay: relay?.type === "choice" ? choices(relay) : null,
      reaction: reaction ? { ...choices(reaction.field), unanswered: reaction.unanswered } : null,
      segment: segment ? choices(segment) : null,
      nickname: nickname ? text(nickname) : null,
    },
    registers: block.registersAs.stage,
    writes: placesOf(desk, log, "records:write"),
  };
};

const plain = ({ code, label }: Choice) => ({ code, label });

/** Returns a choice of a field as the pages say it; the code itself where the field has it no more. */
export const choiceOf = ({ choices = [] }: Pick<Field, "choices">, code: string) => {
  const found = choices.find((each) => each.code === code);
  return { code, label: found?.label ?? { fr: code, nl: code, en: code } };
};

/** The number that a partner gives to somebody who has no other: its initials and the code. */
export const ownNumber = (programme: Pick<Programme, "partners">, partner: string, code: string): string => {
  const initials = partnerName(programme, partner)
    .fr.replaceAll(/[^\p{Lu}]/gu, "")
    .slice(0, 5);
  return `${initials}-${code}`;
};
