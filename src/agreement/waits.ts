import type { Text } from "../language.ts";
import type { AgreementView, Wait } from "./view.ts";

type Waiting = Omit<AgreementView, "waits" | "plan">;

const texts = {
  decision: {
    fr: "La décision du comité n'est pas encore enregistrée.",
    nl: "De beslissing van het comité is nog niet geregistreerd.",
    en: "The committee's decision is not recorded yet.",
  },
  draft: {
    fr: "L'administration prépare la convention et doit encore la proposer au partenaire.",
    nl: "De administratie bereidt de overeenkomst voor en moet ze nog aan de partner voorstellen.",
    en: "The authority is preparing the agreement and has still to propose it to the partner.",
  },
  questioned: {
    fr: "Le partenaire a mis des lignes en question : l'administration doit répondre par une nouvelle proposition.",
    nl: "De partner heeft vragen bij regels: de administratie moet antwoorden met een nieuw voorstel.",
    en: "The partner questioned lines: the authority has to answer with a new proposal.",
  },
  proposed: {
    fr: "Le partenaire doit accepter chaque ligne de la proposition, ou la mettre en question.",
    nl: "De partner moet elke regel van het voorstel aanvaarden of er een vraag bij stellen.",
    en: "The partner has to accept each line of the proposal, or question it.",
  },
  accepted: {
    fr: "Le partenaire a tout accepté : l'administration doit mettre la convention en vigueur.",
    nl: "De partner heeft alles aanvaard: de administratie moet de overeenkomst in werking stellen.",
    en: "The partner has accepted everything: the authority has to put the agreement into force.",
  },
} satisfies Record<string, Text>;

/** Returns what an agreement waits for, whose turn it is and since when; nothing where it simply runs. */
export const agreementWaits = (view: Waiting): readonly Wait[] => {
  if (view.state === "terminated" || view.state === "ended") return [];
  const open = view.versions.findLast(
    ({ state }) => state === "draft" || state === "proposed" || state === "accepted",
  );
  if (!open) return [];
  const waits: Wait[] = [];
  const hasDecision = view.decisions.some(
    ({ id, outcome }) => id === open.decision && outcome === "accepted",
  );
  if (!hasDecision) waits.push({ what: texts.decision, since: view.madeAt.slice(0, 10), who: "authority" });
  if (open.state === "draft") {
    const isQuestioned = open.answers.some(({ answer }) => answer === "questioned");
    waits.push({
      what: isQuestioned ? texts.questioned : texts.draft,
      since: (open.proposedAt ?? view.madeAt).slice(0, 10),
      who: "authority",
    });
  }
  if (open.state === "proposed")
    waits.push({ what: texts.proposed, since: open.proposedAt?.slice(0, 10) ?? null, who: "partner" });
  if (open.state === "accepted" && hasDecision)
    waits.push({ what: texts.accepted, since: open.acceptedAt?.slice(0, 10) ?? null, who: "authority" });
  return waits;
};
