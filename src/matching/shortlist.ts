import type { RecordValues } from "../definition/condition/condition.ts";
import type { MatchRank } from "../definition/service/matching.ts";
import { notFound } from "../problem.ts";
import { bodyNames, factsOf, offerAt, sayOffer, stateOfRow } from "./offers.ts";
import { chosenFor, type File, namesOf, type Pool, poolOf, readSelections } from "./pool.ts";
import { type Look, type Reach, reachOf } from "./reach.ts";
import type { Excluded, Shortlist } from "./shapes.ts";

/** Returns the shortlist of an offer: the best of whom its conditions leave, with what each contribution is for. */
export const shortlist = async (
  look: Look,
  service: string,
  record: number,
  most: number,
): Promise<Shortlist> => {
  const reach = reachOf(look, service);
  const { matching } = reach;
  const { candidates, selections } = matching;
  const offer = await offerAt(look, reach, record);
  const pool = await poolOf(look, reach);
  const { here, taken, aside } = chosenFor(reach, pool, offer, await readSelections(look, reach, [offer]));
  const match = pool.matcher.match(offer.answers, most, aside);
  const chosenFiles = here.map(({ person }) => pool.files[pool.placesOf(person)[0] ?? -1]);
  const names = await namesOf(look, reach, [
    ...match.best.flatMap(({ at }) => pool.files[at] ?? []),
    ...chosenFiles.filter((file) => file !== undefined),
  ]);
  const { operation, partner } = offer;
  return {
    service: reach.service.id,
    label: reach.service.label,
    offer: {
      ...sayOffer(reach, offer, await bodyNames(look, reach)),
      facts: factsOf(matching.offers.register, offer.answers, matching.offers.shows),
    },
    candidates: { register: candidates.register.id, label: candidates.register.label },
    may: {
      propose:
        look.house.guards.record(look.who, "records:write", { operation, partner }) &&
        look.house.guards.identity(look.who, { operation, partner }),
    },
    considered: match.considered,
    eligible: match.eligible,
    excluded: matching.excludes.map(({ id, reason, legal }, index) => ({
      exclude: id,
      reason,
      count: match.excluded[index] ?? 0,
      legal: legal ?? null,
    })),
    taken: { reason: selections.taken, count: taken.count },
    ranks: matching.ranks.map((rank) => ({ rank: rank.id, label: rank.label, most: mostOf(rank) })),
    protected: matching.protected.flatMap((id) => candidates.register.fields.get(id)?.label ?? []),
    best: match.best.flatMap(({ at, points, parts }) => {
      const shown = sayCandidate(reach, pool, at, names);
      return shown ? [{ ...shown, points, parts: [...parts] }] : [];
    }),
    proposed: here.map((selection, index) => {
      const { answers } = selection;
      const file = chosenFiles[index];
      const text = (field: string) => {
        const answer = answers[field];
        return typeof answer === "string" ? answer : null;
      };
      const points = answers[selections.points];
      const state = stateOfRow(selections.register, answers);
      return {
        operation: selection.operation,
        record: selection.record,
        register: selections.register.id,
        file: file ? { operation: file.operation, record: file.record } : null,
        person: (file && names.get(file.record)) ?? null,
        state: state ?? { code: "none", label: selections.register.label },
        proposedOn: text(selections.proposedOn),
        points: typeof points === "number" ? points : null,
        reasons: text(selections.reasons),
        contract: matching.contract !== undefined && selections.hired.includes(state?.code ?? ""),
      };
    }),
  };
};

/** The most that a rank contributes. */
const mostOf = (rank: MatchRank): number => (rank.kind === "when" ? rank.points : rank.most);

const sayCandidate = (
  { matching: { candidates } }: Reach,
  pool: Pool,
  at: number,
  names: Awaited<ReturnType<typeof namesOf>>,
): Excluded["examples"][number] | undefined => {
  const file: File | undefined = pool.files[at];
  if (!file) return undefined;
  const answers: RecordValues = Object.fromEntries(candidates.shows.map((id) => [id, pool.answer(id, at)]));
  return {
    operation: file.operation,
    record: file.record,
    person: names.get(file.record) ?? null,
    facts: factsOf(candidates.register, answers, candidates.shows),
  };
};

/** Returns the first of those whom one exclusion keeps out, so that the reason can be looked at on real files. */
export const excludedExamples = async (
  look: Look,
  service: string,
  record: number,
  exclude: string,
): Promise<Excluded> => {
  const reach = reachOf(look, service);
  const rule = reach.matching.excludes.find(({ id }) => id === exclude);
  if (!rule) throw notFound();
  const offer = await offerAt(look, reach, record);
  const pool = await poolOf(look, reach);
  const places = pool.matcher.excludedBy(offer.answers, exclude, mostExamples);
  const names = await namesOf(
    look,
    reach,
    places.flatMap((at) => pool.files[at] ?? []),
  );
  return {
    exclude,
    reason: rule.reason,
    examples: places.flatMap((at) => sayCandidate(reach, pool, at, names) ?? []),
  };
};

const mostExamples = 10;
