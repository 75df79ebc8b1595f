import type { Text } from "../language.tsx";

export const titles = {
  calls: { fr: "Appels à candidatures", nl: "Oproepen tot kandidaten", en: "Calls for candidacies" },
  call: { fr: "Appel à candidatures", nl: "Oproep tot kandidaten", en: "Call for candidacies" },
  newCall: { fr: "Préparer un appel", nl: "Een oproep voorbereiden", en: "Prepare a call" },
  changeCall: { fr: "Modifier l'appel", nl: "De oproep wijzigen", en: "Change the call" },
  candidacy: { fr: "Candidature", nl: "Kandidatuur", en: "Candidacy" },
  agreements: { fr: "Conventions", nl: "Overeenkomsten", en: "Agreements" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  internal: {
    fr: "Convention avec un service propre",
    nl: "Overeenkomst met een eigen dienst",
    en: "Agreement with an own service",
  },
} satisfies Record<string, Text>;
