import type { Text } from "../language.ts";

/** What the steps of an explanation are called. */
export const words = {
  size: { fr: "Taille de l'échantillon", nl: "Steekproefomvang", en: "Sample size" },
  tolerable: { fr: "Erreur tolérable (TE)", nl: "Aanvaardbare fout (TE)", en: "Tolerable error (TE)" },
  anticipated: { fr: "Erreur attendue (AE)", nl: "Verwachte fout (AE)", en: "Anticipated error (AE)" },
  bookValue: {
    fr: "Dépense déclarée (BV)",
    nl: "Gedeclareerde uitgaven (BV)",
    en: "Declared expenditure (BV)",
  },
  units: {
    fr: "Unités de la population (N)",
    nl: "Eenheden van de populatie (N)",
    en: "Units in the population (N)",
  },
  z: { fr: "Coefficient z", nl: "Coëfficiënt z", en: "Coefficient z" },
  deviation: {
    fr: "Écart type des erreurs (σ)",
    nl: "Standaardafwijking van de fouten (σ)",
    en: "Standard deviation of the errors (σ)",
  },
  weighted: {
    fr: "Variance pondérée des strates (σw²)",
    nl: "Gewogen variantie van de strata (σw²)",
    en: "Weighted variance of the strata (σw²)",
  },
  share: { fr: "Part de la strate", nl: "Aandeel van het stratum", en: "Share of the stratum" },
  everything: {
    fr: "toutes les unités : la population est plus petite que l'échantillon voulu",
    nl: "alle eenheden: de populatie is kleiner dan de gewenste steekproef",
    en: "all units: the population is smaller than the sample wanted",
  },
  toCheck: { fr: "À contrôler", nl: "Te controleren", en: "To be checked" },
  interval: { fr: "Intervalle", nl: "Interval", en: "Interval" },
  reliability: {
    fr: "Facteur de fiabilité RF(0)",
    nl: "Betrouwbaarheidsfactor RF(0)",
    en: "Reliability factor RF(0)",
  },
  expansion: { fr: "Facteur d'expansion (EF)", nl: "Uitbreidingsfactor (EF)", en: "Expansion factor (EF)" },
  projected: { fr: "Erreur extrapolée (EE)", nl: "Geëxtrapoleerde fout (EE)", en: "Projected error (EE)" },
  exhaustive: {
    fr: "Strate exhaustive",
    nl: "Exhaustief stratum",
    en: "High-value stratum",
  },
  sampled: { fr: "Partie échantillonnée", nl: "Steekproefdeel", en: "Sampled part" },
  precision: { fr: "Précision (SE)", nl: "Nauwkeurigheid (SE)", en: "Precision (SE)" },
  basic: { fr: "Précision de base", nl: "Basisnauwkeurigheid", en: "Basic precision" },
  allowance: { fr: "Supplément (IA)", nl: "Toeslag (IA)", en: "Incremental allowance (IA)" },
  upper: { fr: "Limite supérieure (ULE)", nl: "Bovengrens (ULE)", en: "Upper limit of error (ULE)" },
  rate: {
    fr: "Taux d'erreur total",
    nl: "Totaal foutenpercentage",
    en: "Total error rate",
  },
  conclusion: { fr: "Conclusion", nl: "Besluit", en: "Conclusion" },
  recalculated: {
    fr: "Confiance recalculée",
    nl: "Herberekende betrouwbaarheid",
    en: "Recalculated confidence",
  },
  corrected: {
    fr: "Dépense corrigée (CBV)",
    nl: "Gecorrigeerde uitgaven (CBV)",
    en: "Corrected book value (CBV)",
  },
  lower: { fr: "Limite inférieure (LL)", nl: "Ondergrens (LL)", en: "Lower limit (LL)" },
  deviations: { fr: "Écarts constatés", nl: "Vastgestelde afwijkingen", en: "Deviations found" },
  deviationRate: {
    fr: "Taux d'écart de l'échantillon (EDR)",
    nl: "Afwijkingspercentage van de steekproef (EDR)",
    en: "Deviation rate of the sample (EDR)",
  },
  upperDeviation: {
    fr: "Limite supérieure des écarts (ULD)",
    nl: "Bovengrens van de afwijkingen (ULD)",
    en: "Upper limit of deviation (ULD)",
  },
  exactUpper: {
    fr: "Limite exacte (Clopper-Pearson)",
    nl: "Exacte grens (Clopper-Pearson)",
    en: "Exact limit (Clopper-Pearson)",
  },
  tolerableRate: {
    fr: "Taux d'écart tolérable (T)",
    nl: "Aanvaardbaar afwijkingspercentage (T)",
    en: "Tolerable deviation rate (T)",
  },
  achieved: {
    fr: "Part qui a atteint le résultat",
    nl: "Aandeel met het resultaat",
    en: "Share with the result",
  },
  margin: { fr: "Marge d'erreur", nl: "Foutenmarge", en: "Margin of error" },
  participants: {
    fr: "Participants avec le résultat, extrapolés",
    nl: "Deelnemers met het resultaat, geëxtrapoleerd",
    en: "Participants with the result, projected",
  },
  floorUnits: { fr: "Minimum d'unités", nl: "Minimum eenheden", en: "Least number of units" },
  floorValue: { fr: "Minimum de dépense", nl: "Minimum uitgaven", en: "Least expenditure" },
  residual: { fr: "Taux d'erreur résiduel", nl: "Restfoutenpercentage", en: "Residual error rate" },
  auditPopulation: {
    fr: "Population après les montants mis de côté (F)",
    nl: "Populatie na de opzijgezette bedragen (F)",
    en: "Population after amounts set aside (F)",
  },
  errorAtRisk: { fr: "Montant à risque (G)", nl: "Risicobedrag (G)", en: "Amount at risk (G)" },
  afterCorrections: {
    fr: "Dépense après corrections (I)",
    nl: "Uitgaven na correcties (I)",
    en: "Expenditure after corrections (I)",
  },
  residualAmount: {
    fr: "Montant à risque résiduel (J)",
    nl: "Resterend risicobedrag (J)",
    en: "Residual amount at risk (J)",
  },
  extraCorrection: {
    fr: "Correction supplémentaire à faire (L)",
    nl: "Bijkomende correctie (L)",
    en: "Further correction needed (L)",
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What a projection comes to. */
export const conclusionWords = {
  not_material: {
    fr: "non significatif : la limite supérieure reste sous l'erreur tolérable",
    nl: "niet materieel: de bovengrens blijft onder de aanvaardbare fout",
    en: "not material: the upper limit stays under the tolerable error",
  },
  material: {
    fr: "significatif : l'erreur extrapolée dépasse l'erreur tolérable",
    nl: "materieel: de geëxtrapoleerde fout is groter dan de aanvaardbare fout",
    en: "material: the projected error is above the tolerable error",
  },
  inconclusive: {
    fr: "non concluant : l'erreur extrapolée est sous l'erreur tolérable, la limite supérieure ne l'est pas",
    nl: "geen besluit: de geëxtrapoleerde fout ligt onder de aanvaardbare fout, de bovengrens niet",
    en: "inconclusive: the projected error is under the tolerable error, the upper limit is not",
  },
  not_material_by_projection: {
    fr: "non significatif : l'erreur extrapolée ne dépasse pas l'erreur tolérable (méthode non statistique, sans précision)",
    nl: "niet materieel: de geëxtrapoleerde fout is niet groter dan de aanvaardbare fout (niet-statistische methode, zonder nauwkeurigheid)",
    en: "not material: the projected error is not above the tolerable error (non-statistical method, without a precision)",
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Articles and sections that steps name. */
export const guidance = (section: string): string => `EGESIF_16-0014-01, ${section}`;
