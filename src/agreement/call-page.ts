import { sumOf } from "../euros.ts";
import { notFound } from "../problem.ts";
import type { Text } from "../language.ts";
import type { CallPage, CallsPage } from "./call-shapes.ts";
import { type Call, type Candidacy, databaseNow, listCalls, listCandidacies, readCall } from "./call-read.ts";
import { candidacyWaits } from "./candidacy-waits.ts";
import { choicesOf } from "./choices.ts";
import { mayAt, type MoneyDesk } from "./desk.ts";
import { maySeeAssessment, maySeeCall, maySeeCandidacy } from "./see.ts";
import { speaksFor } from "../access/speaks.ts";

/** Returns the name of a partner, or its code where the programme does not name it. */
export const partnerNamed = ({ house }: Pick<MoneyDesk, "house">, partner: string) => ({
  partner,
  name: house.programme.partners.get(partner)?.name ?? plain(partner),
});
/** Returns the title of an operation, or its code where the programme does not have it. */
export const operationNamed = ({ house }: Pick<MoneyDesk, "house">, operation: string) => ({
  operation,
  title: house.programme.operations.get(operation)?.title ?? plain(operation),
});

const plain = (word: string): Text => ({ fr: word, nl: word, en: word });

const coreOf = (desk: MoneyDesk, call: Call) => ({
  id: call.id,
  operation: operationNamed(desk, call.operation),
  title: call.title,
  state: call.state,
  opensAt: call.opensAt,
  closesAt: call.closesAt,
  starts: call.starts,
  ends: call.ends,
  budget: call.budget,
  most: call.most,
});

const rowOf = (desk: MoneyDesk, call: Call, candidacy: Candidacy) => ({
  id: candidacy.id,
  partner: partnerNamed(desk, candidacy.partner),
  part: partOf(call, candidacy),
  state: candidacy.state,
  submittedAt: candidacy.submittedAt,
  receipt: candidacy.receipt,
  total: sumOf(candidacy.lines.map(({ budget }) => budget)),
  points: candidacy.points === null || !maySeeAssessment(desk, candidacy) ? null : String(candidacy.points),
  agreement: candidacy.agreement,
  waits: [...candidacyWaits(call, candidacy)],
});

/** Returns the part of its call that a candidacy is for; null where the call has none. */
export const partOf = ({ parts }: Call, { part }: Candidacy) => {
  const found = parts.find(({ id }) => id === part);
  return found ? { id: found.id, label: found.label } : null;
};

/** The partners that the asker may answer a call for: those whose own place they were given. */
const answerable = (desk: MoneyDesk, call: Call) => {
  const { who, house } = desk;
  if (!who || call.state !== "open") return [];
  return [...house.programme.partners.keys()]
    .filter((partner) => {
      const place = { operation: call.operation, partner, internal: false };
      return mayAt(desk, "money:declare", place) && speaksFor(who, place);
    })
    .map((partner) => partnerNamed(desk, partner));
};

/** Returns the calls that the asker sees, each with the candidacies that they see. */
export const callsPage = async (desk: MoneyDesk): Promise<CallsPage> => {
  const { house, client } = desk;
  const { costs, operations } = house.programme;
  const calls = (await listCalls(client)).filter((call) => maySeeCall(desk, call));
  const candidacies = Map.groupBy(
    (await listCandidacies(client)).filter((each) => maySeeCandidacy(desk, each)),
    ({ call }) => call,
  );
  const mayMakeIn = [...operations.keys()].filter((operation) => mayAt(desk, "money:agree", { operation }));
  return {
    now: await databaseNow(client),
    rows: calls.map((call) => ({
      ...coreOf(desk, call),
      candidacies: (candidacies.get(call.id) ?? []).map((each) => rowOf(desk, call, each)),
      mayAnswerFor: answerable(desk, call),
      mayChange: mayAt(desk, "money:agree", { operation: call.operation }) && call.state !== "withdrawn",
    })),
    mayMakeIn: mayMakeIn.map((operation) => operationNamed(desk, operation)),
    making:
      mayMakeIn.length === 0
        ? null
        : {
            templates: [...costs.templates.values()].map(({ id, title }) => ({ id, title })),
            guides: costs.guides.map(({ id, title, from }) => ({ id, title, from })),
            instalments: [...costs.instalments.values()].map(({ id, label }) => ({ id, label })),
            choices: choicesOf(costs, undefined),
          },
  };
};

/** Returns a call as its page shows it. Throws where the asker does not see one of that number. */
export const callPage = async (desk: MoneyDesk, id: number): Promise<CallPage> => {
  const { house, client } = desk;
  const call = await readCall(client, id);
  if (!call || !maySeeCall(desk, call)) throw notFound();
  const { costs } = house.programme;
  const template = costs.templates.get(call.template);
  const guide = costs.guides.find((each) => each.id === call.guide);
  const mayAgree = mayAt(desk, "money:agree", { operation: call.operation });
  return {
    ...coreOf(desk, call),
    now: await databaseNow(client),
    lead: call.lead,
    template: {
      id: call.template,
      title: template?.title ?? plain(call.template),
      questions: (template?.questions ?? []).map(({ help, choices, ...question }) => ({
        ...question,
        help: help ?? null,
        choices: choices.map(({ code, label }) => ({ code, label })),
      })),
    },
    guide: guide ? { id: guide.id, title: guide.title, from: guide.from } : null,
    criteria: [...call.criteria],
    options: [...call.options],
    choices: choicesOf(costs, call.operation, call.options),
    lines: [...call.lines],
    objectives: [...call.objectives],
    instalments: call.instalments,
    parts: [...call.parts],
    publishedAt: call.publishedAt,
    withdrawnAt: call.withdrawnAt,
    candidacies: (await listCandidacies(client, [id]))
      .filter((each) => maySeeCandidacy(desk, each))
      .map((each) => rowOf(desk, call, each)),
    mayAnswerFor: answerable(desk, call),
    may: {
      change: mayAgree && call.state !== "withdrawn",
      publish: mayAgree && call.state === "draft",
      withdraw: mayAgree && (call.state === "draft" || call.state === "planned" || call.state === "open"),
    },
  };
};
