import { useState } from "react";
import type { Shortlist } from "../../../src/matching/shapes.ts";
import { announce, Button, Checkbox, Link, Notice, ProblemNotice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Facet } from "./Facet.tsx";
import style from "./matching.module.css";
import { usePropose } from "./use-matching.ts";

/** The best of whom the conditions leave, with each contribution; several can be proposed at once. */
export const Candidates = ({
  list,
  onMore,
  isLonger,
}: Readonly<{
  list: Shortlist;
  /** Shows more of them; undefined where no more are shown. */
  onMore: (() => void) | undefined;
  /** More of them are on their way. */
  isLonger: boolean;
}>) => {
  const say = useSay();
  const { number, count } = useFormat();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const propose = usePropose(list.service, String(list.offer.record));
  const most = list.ranks.reduce((sum, rank) => sum + rank.most, 0);
  const choose = (record: number, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(record);
    else next.delete(record);
    setChosen(next);
  };
  return (
    <>
      <Notice tone="info" title={say(words.youDecide)}>
        {say(words.youDecideHelp, { fields: list.protected.map((label) => say(label)).join(", ") })}
      </Notice>
      <p>
        {count(list.eligible, words.eligible)}{" "}
        {say(words.considered, { considered: number(list.considered), shown: number(list.best.length) })}
      </p>
      {propose.isError && <ProblemNotice error={propose.error} />}
      {list.best.length === 0 && <p>{say(words.nobody)}</p>}
      <ol className={style.candidates}>
        {list.best.map((candidate) => {
          const name =
            candidate.person === null
              ? say(words.file, { record: candidate.record })
              : `${candidate.person.name} (${candidate.person.number})`;
          return (
            <li key={candidate.record} className={style.candidate}>
              <div className={style.candidateHead}>
                {list.may.propose ? (
                  <Checkbox
                    label={name}
                    value={chosen.has(candidate.record)}
                    onChange={(isOn) => choose(candidate.record, isOn)}
                  />
                ) : (
                  <strong>{name}</strong>
                )}
                <strong className={style.points}>
                  {say(words.points, { points: number(candidate.points), most: number(most) })}
                </strong>
              </div>
              <ul className={style.parts} aria-label={say(words.parts)}>
                {list.ranks.map((rank, index) => {
                  const points = candidate.parts[index] ?? 0;
                  return points === 0 ? null : (
                    <li key={rank.rank} className={style.part}>
                      {say(words.part, { label: say(rank.label), points: number(points) })}
                    </li>
                  );
                })}
              </ul>
              <p className={style.under}>
                <Facet facts={candidate.facts} />{" "}
                <Link
                  to={`operations/${candidate.operation}/registers/${list.candidates.register}/records/${String(candidate.record)}`}
                >
                  {say(words.openFile)}
                </Link>
              </p>
            </li>
          );
        })}
      </ol>
      {list.best.length < list.eligible && onMore && (
        <p className={style.foot}>
          <Button isPending={isLonger} onPress={onMore}>
            {say(words.more)}
          </Button>
        </p>
      )}
      {list.may.propose && list.best.length > 0 && (
        <div className={chosen.size === 0 ? style.foot : style.bar}>
          <Button
            variant="primary"
            isDisabled={chosen.size === 0}
            isPending={propose.isPending}
            onPress={() =>
              propose.mutate([...chosen], {
                onSuccess: () => {
                  announce(count(chosen.size, words.done));
                  setChosen(new Set());
                },
              })
            }
          >
            {chosen.size === 0 ? say(words.propose) : count(chosen.size, words.proposeSome)}
          </Button>
        </div>
      )}
      {!list.may.propose && <p className={style.under}>{say(words.mayNot)}</p>}
    </>
  );
};

const words = {
  youDecide: {
    fr: "C'est vous qui décidez qui proposer",
    nl: "U beslist wie u voorstelt",
    en: "You decide whom to propose",
  },
  youDecideHelp: {
    fr: "La liste aide à chercher ; elle ne décide de rien (RGPD, art. 22). Lisez les dossiers, aussi au-delà des premiers. Les raisons sont gardées avec chaque proposition. N'entrent jamais dans les points : {fields}.",
    nl: "De lijst helpt zoeken; ze beslist niets (AVG, art. 22). Lees de dossiers, ook voorbij de eerste. De redenen worden bij elk voorstel bewaard. Nooit in de punten: {fields}.",
    en: "The list helps to look; it decides nothing (GDPR, Art. 22). Read the files, beyond the first ones too. The reasons are kept with each proposal. Never part of the points: {fields}.",
  },
  eligible: {
    one: {
      fr: "{count} personne remplit les conditions,",
      nl: "{count} persoon voldoet aan de voorwaarden,",
      en: "{count} person meets the conditions,",
    },
    other: {
      fr: "{count} personnes remplissent les conditions,",
      nl: "{count} personen voldoen aan de voorwaarden,",
      en: "{count} people meet the conditions,",
    },
  },
  considered: {
    fr: "sur {considered} dossiers. En voici {shown}, ceux qui ont le plus de points d'abord ; à égalité, l'inscription la plus ancienne.",
    nl: "op {considered} dossiers. Hier zijn er {shown}, eerst die met de meeste punten; bij gelijke punten de oudste inschrijving.",
    en: "of {considered} files. Here are {shown} of them, most points first; where equal, the earliest registration.",
  },
  nobody: {
    fr: "Personne ne remplit toutes les conditions. Voyez plus bas laquelle écarte le plus de monde.",
    nl: "Niemand voldoet aan alle voorwaarden. Kijk hieronder welke de meesten uitsluit.",
    en: "Nobody meets all of the conditions. See below which one keeps out the most.",
  },
  file: { fr: "Dossier {record}", nl: "Dossier {record}", en: "File {record}" },
  points: {
    fr: "{points} points sur {most}",
    nl: "{points} punten op {most}",
    en: "{points} points of {most}",
  },
  parts: { fr: "Ce qui compte", nl: "Wat meetelt", en: "What counts" },
  part: { fr: "{label} : +{points}", nl: "{label}: +{points}", en: "{label}: +{points}" },
  openFile: { fr: "Ouvrir le dossier", nl: "Het dossier openen", en: "Open the file" },
  more: { fr: "Voir les suivants", nl: "De volgende bekijken", en: "See the next ones" },
  propose: { fr: "Proposer", nl: "Voorstellen", en: "Propose" },
  proposeSome: {
    one: { fr: "Proposer {count} personne", nl: "{count} persoon voorstellen", en: "Propose {count} person" },
    other: {
      fr: "Proposer {count} personnes",
      nl: "{count} personen voorstellen",
      en: "Propose {count} people",
    },
  },
  done: {
    one: {
      fr: "{count} personne est proposée.",
      nl: "{count} persoon is voorgesteld.",
      en: "{count} person is proposed.",
    },
    other: {
      fr: "{count} personnes sont proposées.",
      nl: "{count} personen zijn voorgesteld.",
      en: "{count} people are proposed.",
    },
  },
  mayNot: {
    fr: "Votre rôle permet de lire cette liste, pas de proposer.",
    nl: "Met uw rol kunt u deze lijst lezen, niet voorstellen.",
    en: "Your role lets you read this list, not propose.",
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
