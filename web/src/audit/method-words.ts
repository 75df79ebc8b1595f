import type { sampleMethods, SamplePage } from "../../../src/audit/shapes.ts";
import type { Tone } from "../kit/index.ts";
import type { Text } from "../language.tsx";

export type Method = (typeof sampleMethods)[number];

/** When to take a method, and what it gives: for whoever chooses. */
export const methodHelp: Readonly<Record<Method, Text>> = {
  mus: {
    fr: "Le choix habituel : un euro sur tant est tiré, donc les grandes déclarations ont plus de chances. Donne une limite supérieure.",
    nl: "De gewone keuze: om de zoveel euro wordt er een getrokken, dus grote declaraties maken meer kans. Geeft een bovengrens.",
    en: "The usual choice: one euro out of so many is drawn, so large declarations are likelier. Gives an upper limit.",
  },
  "mus-conservative": {
    fr: "Quand peu d'erreurs sont attendues : plus prudente, et sûre même si l'échantillon n'en trouve aucune.",
    nl: "Als weinig fouten worden verwacht: voorzichtiger, en betrouwbaar ook als de steekproef er geen vindt.",
    en: "Where few errors are expected: more cautious, and sound even where the sample finds none.",
  },
  srs: {
    fr: "Chaque unité a la même chance. Convient quand les montants se ressemblent, ou quand l'erreur ne dépend pas du montant.",
    nl: "Elke eenheid maakt evenveel kans. Geschikt als de bedragen op elkaar lijken, of als de fout niet van het bedrag afhangt.",
    en: "Each unit is as likely. Fits where amounts are alike, or where the error does not depend on the amount.",
  },
  difference: {
    fr: "Comme l'aléatoire simple, et dit en plus la valeur corrigée de la population, avec sa limite inférieure.",
    nl: "Zoals enkelvoudig aselect, en zegt ook de verbeterde waarde van de populatie, met haar ondergrens.",
    en: "As simple random, and tells the corrected value of the population too, with its lower limit.",
  },
  "non-statistical": {
    fr: "Pour une petite population : le minimum légal suffit, mais rien n'est dit de la précision. Chances égales.",
    nl: "Voor een kleine populatie: het wettelijke minimum volstaat, maar over de nauwkeurigheid wordt niets gezegd. Gelijke kansen.",
    en: "For a small population: the legal minimum is enough, but nothing is said of precision. Equal chances.",
  },
  "non-statistical-mus": {
    fr: "Pour une petite population dont quelques montants dominent : le minimum légal, tiré selon le montant.",
    nl: "Voor een kleine populatie waarin enkele bedragen overheersen: het wettelijke minimum, volgens bedrag getrokken.",
    en: "For a small population in which some amounts prevail: the legal minimum, drawn by amount.",
  },
  attribute: {
    fr: "Pour savoir si un contrôle fonctionne : on compte des écarts, pas des euros.",
    nl: "Om te weten of een controle werkt: men telt afwijkingen, geen euro's.",
    en: "To know whether a control works: deviations are counted, not euros.",
  },
  participants: {
    fr: "Pour les résultats à plus long terme : combien de participants interroger, et avec quelle marge d'erreur.",
    nl: "Voor de resultaten op langere termijn: hoeveel deelnemers te bevragen, en met welke foutenmarge.",
    en: "For longer-term results: how many participants to ask, and with which margin of error.",
  },
  control: {
    fr: "Pour les pièces d'un poste d'une déclaration : 15 % à partir de trente pièces, l'erreur étendue au poste.",
    nl: "Voor de stukken van een post van een declaratie: 15 % vanaf dertig stukken, de fout uitgebreid tot de post.",
    en: "For the documents of a heading of a declaration: 15 % from thirty documents on, the error extended to the heading.",
  },
};

/** What a sample says of all, in a few words. */
export const conclusions: Readonly<Record<string, Readonly<{ label: Text; tone: Tone | "neutral" }>>> = {
  material: {
    label: {
      fr: "erreur significative",
      nl: "materiële fout",
      en: "material error",
    },
    tone: "error",
  },
  not_material: {
    label: { fr: "pas d'erreur significative", nl: "geen materiële fout", en: "no material error" },
    tone: "success",
  },
  not_material_by_projection: {
    label: { fr: "pas d'erreur significative", nl: "geen materiële fout", en: "no material error" },
    tone: "success",
  },
  inconclusive: {
    label: { fr: "ne permet pas de conclure", nl: "laat geen besluit toe", en: "inconclusive" },
    tone: "warning",
  },
  relied_on: {
    label: {
      fr: "le contrôle est fiable",
      nl: "de controle is betrouwbaar",
      en: "the control can be relied on",
    },
    tone: "success",
  },
  not_relied_on: {
    label: {
      fr: "le contrôle n'est pas fiable",
      nl: "de controle is niet betrouwbaar",
      en: "the control cannot be relied on",
    },
    tone: "error",
  },
  no_error: { label: { fr: "sans erreur", nl: "zonder fout", en: "no error" }, tone: "success" },
  extended: { label: { fr: "erreur étendue", nl: "fout uitgebreid", en: "error extended" }, tone: "warning" },
  estimated: {
    label: { fr: "résultat estimé", nl: "resultaat geschat", en: "result estimated" },
    tone: "info",
  },
};

export const sampleStates: Readonly<
  Record<SamplePage["state"], Readonly<{ label: Text; tone: Tone | "neutral" }>>
> = {
  planned: {
    label: { fr: "population fixée", nl: "populatie vastgelegd", en: "population fixed" },
    tone: "info",
  },
  drawn: {
    label: { fr: "tiré, à contrôler", nl: "getrokken, te controleren", en: "drawn, to check" },
    tone: "warning",
  },
  concluded: { label: { fr: "conclu", nl: "besloten", en: "concluded" }, tone: "success" },
  cancelled: { label: { fr: "abandonné", nl: "opgegeven", en: "given up" }, tone: "neutral" },
};
