import { type Euros, isAbove, sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { type Basis, baseOf } from "./payment.ts";
import { times } from "./share.ts";
import type { Pair } from "./share.ts";

/** What is asked of an irregularity to say whether it is reported. */
export type Suspicion = Readonly<{
  fundContribution: Euros;
  suspectedFraud: boolean;
  /** Nothing but an operation that was not carried out because of a bankruptcy without fraud. */
  bankruptcyOnly: boolean;
  /** Came before the bankruptcy: always reported. */
  precedesBankruptcy: boolean;
  /** Told by the beneficiary before an authority found it. */
  voluntary: boolean;
  /** Found and put right before an application held the expenditure. */
  beforeApplication: boolean;
}>;

/** Returns the Fund's part of irregular expenditure: the priority's rate, on the priority's base. */
export const fundContribution = (
  irregular: Pair,
  { basis, rate }: Readonly<{ basis: Basis; rate: string }>,
): Euros => times(baseOf({ basis, ...irregular }), rate);

export type Verdict = Readonly<{
  report: boolean;
  ground:
    "below" | "fraud" | "precedes_bankruptcy" | "bankruptcy" | "voluntary" | "before_application" | "above";
}>;

/**
 * Returns whether an irregularity is reported (Art. 122(2) of Reg. 1303/2013; Annex XII of Reg. 2021/1060): above the
 * threshold of the Fund's contribution, cases that belong together added up, unless nothing but a bankruptcy, told by the
 * beneficiary first, or put right before an application. None of that shields suspected fraud or what precedes a bankruptcy.
 */
export const isReported = (
  { fundContribution: contribution, ...of }: Suspicion,
  threshold: Euros,
  linked: readonly Euros[] = [],
): Verdict => {
  if (!isAbove(sumOf([contribution, ...linked]), threshold)) return { report: false, ground: "below" };
  if (of.suspectedFraud) return { report: true, ground: "fraud" };
  if (of.precedesBankruptcy) return { report: true, ground: "precedes_bankruptcy" };
  if (of.bankruptcyOnly) return { report: false, ground: "bankruptcy" };
  if (of.voluntary) return { report: false, ground: "voluntary" };
  if (of.beforeApplication) return { report: false, ground: "before_application" };
  return { report: true, ground: "above" };
};

/**
 * Returns whether an amount may be left unrecovered: the Union's contribution, without interest, is no more than the limit
 * for an operation in an accounting year (EUR 250; Art. 122(2), second subparagraph, of Reg. 1303/2013).
 */
export const mayBeLeft = (contributions: readonly Euros[], limit: Euros): boolean =>
  !isAbove(sumOf(contributions), limit);

/** Why an irregularity is reported, or is not. */
export const grounds: Readonly<Record<Verdict["ground"], Text>> = {
  below: {
    fr: "Pas de communication : la contribution du Fonds, cas liés compris, n'est pas supérieure au seuil.",
    nl: "Geen melding: de bijdrage van het Fonds, verbonden gevallen inbegrepen, ligt niet boven de drempel.",
    en: "Not reported: the Fund's contribution, linked cases included, is not above the threshold.",
  },
  fraud: {
    fr: "À communiquer : soupçon de fraude au-dessus du seuil ; aucune exception ne s'applique.",
    nl: "Te melden: vermoeden van fraude boven de drempel; geen uitzondering geldt.",
    en: "To be reported: suspected fraud above the threshold; no exemption applies.",
  },
  precedes_bankruptcy: {
    fr: "À communiquer : les faits précèdent la faillite.",
    nl: "Te melden: de feiten gaan aan het faillissement vooraf.",
    en: "To be reported: it precedes the bankruptcy.",
  },
  bankruptcy: {
    fr: "Pas de communication : simple inexécution à la suite d'une faillite sans fraude.",
    nl: "Geen melding: louter niet-uitvoering na een faillissement zonder fraude.",
    en: "Not reported: mere non-performance after a bankruptcy without fraud.",
  },
  voluntary: {
    fr: "Pas de communication : le bénéficiaire l'a signalé de lui-même avant toute détection.",
    nl: "Geen melding: de begunstigde meldde het zelf vóór iemand het vaststelde.",
    en: "Not reported: the beneficiary told it before anybody found it.",
  },
  before_application: {
    fr: "Pas de communication : constaté et corrigé avant toute demande de paiement à la Commission.",
    nl: "Geen melding: vastgesteld en rechtgezet vóór een betalingsaanvraag aan de Commissie.",
    en: "Not reported: found and put right before an application to the Commission.",
  },
  above: {
    fr: "À communiquer : la contribution du Fonds dépasse le seuil et aucune exception ne s'applique.",
    nl: "Te melden: de bijdrage van het Fonds ligt boven de drempel en geen uitzondering geldt.",
    en: "To be reported: the Fund's contribution is above the threshold and no exemption applies.",
  },
};
