import type { IrregularityFacts } from "../../../src/commission/watch-shapes.ts";
import type { Text } from "../language.tsx";

/** What can be told of an irregularity by yes or no: it decides whether it is reported. */
export const flagWords = {
  suspectedFraud: {
    label: { fr: "Soupçon de fraude", nl: "Vermoeden van fraude", en: "Suspected fraud" },
    help: {
      fr: "Une procédure est ouverte pour établir une intention.",
      nl: "Er loopt een procedure om opzet vast te stellen.",
      en: "A procedure is open to establish intent.",
    },
  },
  precedesBankruptcy: {
    label: {
      fr: "Antérieure à une faillite",
      nl: "Voorafgaand aan een faillissement",
      en: "Precedes a bankruptcy",
    },
    help: {
      fr: "Se signale toujours au-dessus du seuil.",
      nl: "Wordt boven de drempel altijd gemeld.",
      en: "Always reported above the threshold.",
    },
  },
  effectsAbroad: {
    label: { fr: "Effets hors de Belgique", nl: "Gevolgen buiten België", en: "Effects outside Belgium" },
    help: { fr: "Se signale aussitôt.", nl: "Wordt meteen gemeld.", en: "Reported at once." },
  },
  systemic: {
    label: { fr: "Systémique", nl: "Systemisch", en: "Systemic" },
    help: {
      fr: "Vient d'une faiblesse du système : la recherche s'étend aux opérations semblables.",
      nl: "Komt van een zwakte in het systeem: het onderzoek gaat naar gelijkaardige operaties.",
      en: "Comes of a weakness of the system: the search extends to similar operations.",
    },
  },
  bankruptcyOnly: {
    label: {
      fr: "Inexécution due à la seule faillite",
      nl: "Niet-uitvoering louter door faillissement",
      en: "Not carried out because of bankruptcy only",
    },
    help: {
      fr: "Faillite non frauduleuse.",
      nl: "Geen frauduleus faillissement.",
      en: "No fraudulent bankruptcy.",
    },
  },
  voluntary: {
    label: {
      fr: "Dite par le partenaire avant toute détection",
      nl: "Door de partner gemeld voor iemand ze vond",
      en: "Told by the partner before anybody found it",
    },
    help: null,
  },
  beforeApplication: {
    label: {
      fr: "Trouvée et corrigée avant toute demande de paiement",
      nl: "Gevonden en verbeterd voor een betalingsaanvraag",
      en: "Found and mended before any payment application",
    },
    help: null,
  },
} satisfies Record<string, Readonly<{ label: Text; help: Text | null }>>;

export type Flag = keyof typeof flagWords;
export const flags = [
  "suspectedFraud",
  "precedesBankruptcy",
  "effectsAbroad",
  "systemic",
  "bankruptcyOnly",
  "voluntary",
  "beforeApplication",
] as const satisfies readonly Flag[];

type FactText = Exclude<keyof IrregularityFacts, "pifOffence" | "afterPayment" | "classification">;

/** What the file says in words, in the order of the fields of IMS (Annex XII of Reg. (EU) 2021/1060). */
export const factWords = {
  title: { fr: "Intitulé", nl: "Titel", en: "Title" },
  firstInformationSource: {
    fr: "Source de la première information",
    nl: "Bron van de eerste informatie",
    en: "Source of the first information",
  },
  unionProvisions: {
    fr: "Dispositions de l'Union enfreintes",
    nl: "Geschonden bepalingen van de Unie",
    en: "Union provisions infringed",
  },
  nationalProvisions: {
    fr: "Dispositions nationales enfreintes",
    nl: "Geschonden nationale bepalingen",
    en: "National provisions infringed",
  },
  otherStates: { fr: "Autres États concernés", nl: "Andere betrokken staten", en: "Other States concerned" },
  startsOn: { fr: "Début", nl: "Begin", en: "Start" },
  endsOn: { fr: "Fin", nl: "Einde", en: "End" },
  typology: { fr: "Typologie", nl: "Typologie", en: "Typology" },
  category: { fr: "Catégorie", nl: "Categorie", en: "Category" },
  modusOperandi: { fr: "Mode opératoire", nl: "Werkwijze", en: "Modus operandi" },
  findings: { fr: "Constats", nl: "Bevindingen", en: "Findings" },
  detectedOn: { fr: "Détectée le", nl: "Ontdekt op", en: "Detected on" },
  detectionReason: { fr: "Raison du contrôle", nl: "Reden van de controle", en: "Reason of the check" },
  detectionMethod: { fr: "Méthode de détection", nl: "Wijze van ontdekking", en: "Method of detection" },
  authority: {
    fr: "Autorité qui l'a détectée",
    nl: "Autoriteit die ze ontdekte",
    en: "Authority that detected it",
  },
  olafFile: { fr: "Dossier de l'OLAF", nl: "Dossier van OLAF", en: "OLAF file" },
  sanctions: { fr: "Procédures et sanctions", nl: "Procedures en sancties", en: "Procedures and sanctions" },
  comments: { fr: "Commentaires", nl: "Opmerkingen", en: "Comments" },
} satisfies Readonly<Record<FactText, Text>>;

export const dayFacts = ["startsOn", "endsOn", "detectedOn"] as const;
export const longFacts: readonly FactText[] = [
  "modusOperandi",
  "findings",
  "sanctions",
  "comments",
  "unionProvisions",
  "nationalProvisions",
];
export const textFacts = Object.keys(factWords) as FactText[];

export const classifications = {
  irregularity: { fr: "irrégularité", nl: "onregelmatigheid", en: "irregularity" },
  suspected_fraud: { fr: "fraude soupçonnée", nl: "vermoede fraude", en: "suspected fraud" },
  established_fraud: { fr: "fraude établie", nl: "vastgestelde fraude", en: "established fraud" },
} satisfies Record<string, Text>;
