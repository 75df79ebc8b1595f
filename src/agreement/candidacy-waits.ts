import type { Text } from "../language.ts";
import type { Call, Candidacy } from "./call-read.ts";
import type { Wait } from "./view.ts";

const texts = {
  submit: {
    fr: "La candidature n'est pas encore envoyée.",
    nl: "De kandidatuur is nog niet ingediend.",
    en: "The candidacy is not sent yet.",
  },
  missed: {
    fr: "L'appel s'est clos avant l'envoi de cette candidature.",
    nl: "De oproep werd afgesloten voor deze kandidatuur was ingediend.",
    en: "The call closed before this candidacy was sent.",
  },
  closing: {
    fr: "L'analyse commence après la clôture de l'appel.",
    nl: "De beoordeling begint na de afsluiting van de oproep.",
    en: "The assessment begins once the call has closed.",
  },
  admissibility: {
    fr: "L'administration vérifie si la candidature est recevable.",
    nl: "De administratie gaat na of de kandidatuur ontvankelijk is.",
    en: "The authority checks whether the candidacy is admissible.",
  },
  scores: {
    fr: "L'administration note les critères et rend un avis motivé.",
    nl: "De administratie geeft punten op de criteria en een gemotiveerd advies.",
    en: "The authority scores the criteria and gives a reasoned opinion.",
  },
  decision: {
    fr: "Le comité doit décider, et sa décision être enregistrée.",
    nl: "Het comité moet beslissen, en de beslissing moet worden geregistreerd.",
    en: "The committee has to decide, and its decision to be recorded.",
  },
  agreement: {
    fr: "La convention doit encore être établie.",
    nl: "De overeenkomst moet nog worden opgemaakt.",
    en: "The agreement has still to be made.",
  },
} satisfies Record<string, Text>;

/** Returns what a candidacy waits for, whose turn it is and since when. */
export const candidacyWaits = (call: Call, candidacy: Candidacy): readonly Wait[] => {
  const since = (candidacy.submittedAt ?? candidacy.savedAt).slice(0, 10);
  const closed = call.closesAt.slice(0, 10);
  switch (candidacy.state) {
    case "draft":
      return call.state === "open" || call.state === "planned"
        ? [{ what: texts.submit, since, who: "partner" }]
        : [{ what: texts.missed, since: closed, who: "nobody" }];
    case "submitted":
      return call.state === "closed"
        ? [{ what: texts.admissibility, since: closed, who: "authority" }]
        : [{ what: texts.closing, since, who: "nobody" }];
    case "admissible":
      return [{ what: texts.scores, since: closed, who: "authority" }];
    case "favourable":
    case "unfavourable":
      return [{ what: texts.decision, since: closed, who: "authority" }];
    case "accepted":
      return candidacy.agreement ? [] : [{ what: texts.agreement, since: closed, who: "authority" }];
    case "inadmissible":
    case "refused":
    case "withdrawn":
      return [];
  }
};
