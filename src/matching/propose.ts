import type { MatchExclude } from "../definition/service/matching.ts";
import { understand } from "../entry/check-answers.ts";
import { keepNew } from "../entry/keep-new.ts";
import { asOneChange } from "../entry/one-change.ts";
import type { Language, Text } from "../language.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { has } from "./bits.ts";
import type { Found } from "./match.ts";
import { offerAt } from "./offers.ts";
import { chosenFor, namesOf, poolOf, readSelections } from "./pool.ts";
import { type Look, type Reach, reachOf } from "./reach.ts";

type Proposed = { proposed: { operation: string; register: string; record: number }[] };

/** A file changed meanwhile, or somebody else was quicker. */
const notEligible = (reasons: readonly Text[]): Problem => {
  const list = (language: Language) => reasons.map((reason) => reason[language]).join(" ; ");
  return new Problem(409, "not_eligible", {
    fr: `Une des personnes ne peut plus être proposée : ${list("fr")}. Rien n'a été enregistré.`,
    nl: `Een van de personen kan niet meer worden voorgesteld: ${list("nl")}. Er werd niets bewaard.`,
    en: `One of the people can no longer be proposed: ${list("en")}. Nothing was kept.`,
  });
};

const alreadyProposed: Text = {
  fr: "déjà proposée pour cette offre",
  nl: "al voorgesteld voor deze aanbieding",
  en: "already proposed for this offer",
};

/**
 * Proposes people for an offer: somebody chose them, and what each contribution was is kept with the proposal, so that
 * it can be explained later. Hard conditions are looked at again; nobody whom one keeps out is proposed. Throws where
 * one of them is, and keeps nothing then.
 */
export const propose = async (
  look: Look,
  service: string,
  record: number,
  records: readonly number[],
  language: Language,
): Promise<Proposed> => {
  const reach = reachOf(look, service);
  const { selections, offers } = reach.matching;
  const offer = await offerAt(look, reach, record);
  const { operation, partner } = offer;
  if (!look.house.guards.record(look.who, "records:write", { operation, partner })) throw notAllowed();
  const pool = await poolOf(look, reach);
  const { taken, aside } = chosenFor(reach, pool, offer, await readSelections(look, reach, [offer]));
  const chosen = [...new Set(records)].map((file) => {
    const at = pool.placeOf(file);
    const found = at === undefined ? undefined : pool.files[at];
    if (at === undefined || !found || !pool.matcher.isConsidered(at)) throw notFound();
    const reasons = pool.matcher.reasonsFor(offer.answers, at).map(({ reason }: MatchExclude) => reason);
    if (has(taken, at)) reasons.push(selections.taken);
    else if (has(aside, at)) reasons.push(alreadyProposed);
    if (reasons.length > 0) throw notEligible(reasons);
    return { file: found, match: pool.matcher.pointsOf(offer.answers, at) };
  });
  const names = await namesOf(
    look,
    reach,
    chosen.map(({ file }) => file),
  );
  return asOneChange(look, { action: "form" }, async (within) => {
    const proposed: Proposed["proposed"] = [];
    for (const { file, match } of chosen) {
      const named = names.get(file.record);
      if (!named) throw notAllowed();
      const place = { operation, register: selections.register.id };
      const told = understand(selections.register, [
        [selections.offer, offer.answers[offers.number] ?? null],
        [selections.person, named.number],
        [selections.proposedOn, look.house.today()],
        [selections.points, String(match.points)],
        [selections.reasons, reasonsOf(reach, match, language)],
        [selections.state, selections.proposed],
      ]);
      const kept = await keepNew(look, place, partner, told, { action: "form", within });
      proposed.push({ ...place, record: kept.record });
    }
    return { proposed };
  });
};

/** What each rank contributed, in words. */
const reasonsOf = ({ matching: { ranks } }: Reach, { parts }: Found, language: Language): string =>
  ranks
    .flatMap(({ label }, index) => {
      const points = parts[index] ?? 0;
      if (points === 0) return [];
      return [language === "fr" ? `${label.fr} : ${points}` : `${label[language]}: ${points}`];
    })
    .join(" ; ");
