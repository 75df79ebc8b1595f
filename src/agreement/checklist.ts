import { isAbove, sumOf } from "../euros.ts";
import type { Costs } from "../definition/costs.ts";
import type { Text } from "../language.ts";
import type { Call, Candidacy } from "./call-read.ts";
import { askedDocuments } from "./asked-documents.ts";
import { candidacyRemarks } from "./candidacy-remarks.ts";

/** An item of admissibility: what Jalon found of it itself; null where somebody has to look. */
export type ChecklistItem = Readonly<{ id: string; label: Text; met: boolean | null; found: Text | null }>;

const labels = {
  in_time: {
    fr: "La candidature est arrivée avant la clôture",
    nl: "De kandidatuur kwam binnen voor de afsluiting",
    en: "The candidacy came in before the closing",
  },
  complete: {
    fr: "Le modèle de candidature est entièrement rempli",
    nl: "Het kandidatuurmodel is volledig ingevuld",
    en: "The template of the candidacy is filled in completely",
  },
  within: {
    fr: "Le montant demandé ne dépasse pas le maximum de l'appel",
    nl: "Het gevraagde bedrag ligt niet hoger dan het maximum van de oproep",
    en: "The amount asked is no more than the call allows",
  },
  plan: {
    fr: "Le plan de financement n'utilise que les options de l'appel et respecte les règles de coût",
    nl: "Het financieringsplan gebruikt enkel de opties van de oproep en volgt de kostenregels",
    en: "The financing plan uses only the call's options and follows the rules of cost",
  },
  candidate: {
    fr: "Le candidat est un organisme que l'appel admet",
    nl: "De kandidaat is een organisatie die de oproep toelaat",
    en: "The candidate is a body that the call admits",
  },
} satisfies Record<string, Text>;

/** Returns the items by which a candidacy is admissible or not, with what Jalon finds of each itself. */
export const checklistOf = (
  costs: Costs,
  call: Call,
  candidacy: Candidacy,
  documents: ReadonlyMap<string, number>,
): readonly ChecklistItem[] => {
  const refusals = candidacyRemarks(costs, call, candidacy, documents).filter(
    ({ severity }) => severity === "refuse",
  );
  const none = (...kinds: readonly string[]) => !refusals.some(({ about }) => kinds.includes(about.kind));
  const total = sumOf(candidacy.lines.map(({ budget }) => budget));
  // The database took nothing after the closing; moments are told to the second, so that both may be the same.
  const day = candidacy.submittedAt;
  return [
    { id: "in_time", label: labels.in_time, met: day !== null && day <= call.closesAt, found: asText(day) },
    { id: "complete", label: labels.complete, met: none("answer"), found: null },
    {
      id: "within",
      label: labels.within,
      met: call.most === null || !isAbove(total, call.most),
      found: asText(total),
    },
    { id: "plan", label: labels.plan, met: none("line", "whole", "objective", "period"), found: null },
    ...askedDocuments(costs, "candidacy", candidacy.lines).flatMap(
      ({ id, label, required }): ChecklistItem[] =>
        required
          ? [{ id: `document:${id}`, label, met: (documents.get(id) ?? 0) > 0 ? null : false, found: null }]
          : [],
    ),
    { id: "candidate", label: labels.candidate, met: null, found: null },
  ];
};

const asText = (word: string | null): Text | null =>
  word === null ? null : { fr: word, nl: word, en: word };
