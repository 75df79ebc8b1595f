import { useState } from "react";
import type { Shortlist } from "../../../src/matching/shapes.ts";
import { Badge, Button, Link, Loaded } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Facet } from "./Facet.tsx";
import style from "./matching.module.css";
import { useExcluded } from "./use-matching.ts";

/** How many each condition keeps out, the largest first, with examples to look at. */
export const Excluded = ({ list }: Readonly<{ list: Shortlist }>) => {
  const say = useSay();
  const { number } = useFormat();
  const reasons = list.excluded.toSorted((a, b) => b.count - a.count);
  return (
    <>
      <p className={style.under}>{say(words.several)}</p>
      <ul className={style.excluded}>
        {reasons.map((reason) => (
          <Reason key={reason.exclude} list={list} reason={reason} />
        ))}
        {list.taken.count > 0 && (
          <li className={style.reason}>
            <p className={style.reasonLine}>
              <span className={style.reasonCount}>{number(list.taken.count)}</span> {say(list.taken.reason)}
            </p>
          </li>
        )}
      </ul>
    </>
  );
};

const Reason = ({ list, reason }: Readonly<{ list: Shortlist; reason: Shortlist["excluded"][number] }>) => {
  const say = useSay();
  const { number } = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const examples = useExcluded(list.service, String(list.offer.record), reason.exclude, isOpen);
  const { legal, count } = reason;
  return (
    <li className={style.reason}>
      <p className={style.reasonLine}>
        <span className={style.reasonCount}>{number(count)}</span> {say(reason.reason)}
        {count > 0 && (
          <Button
            size="s"
            variant="quiet"
            aria-label={say(isOpen ? words.hideOf : words.showOf, { reason: say(reason.reason) })}
            onPress={() => setIsOpen(!isOpen)}
          >
            {say(isOpen ? words.hide : words.show)}
          </Button>
        )}
      </p>
      {legal && (
        <p className={style.under}>
          {say(words.legal, { source: legal.article })}{" "}
          {!legal.verified && <Badge tone="warning">{say(words.unverified)}</Badge>}
        </p>
      )}
      {isOpen && (
        <Loaded query={examples}>
          {({ examples: found }) => (
            <ul className={style.examples}>
              {found.map((candidate) => (
                <li key={candidate.record}>
                  <Link
                    to={`operations/${candidate.operation}/registers/${list.candidates.register}/records/${String(candidate.record)}`}
                  >
                    {candidate.person === null
                      ? say(words.file, { record: candidate.record })
                      : `${candidate.person.name} (${candidate.person.number})`}
                  </Link>{" "}
                  <span className={style.quiet}>
                    <Facet facts={candidate.facts} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      )}
    </li>
  );
};

const words = {
  several: {
    fr: "Une personne peut être écartée par plusieurs conditions ; elle compte alors dans chacune.",
    nl: "Iemand kan door verschillende voorwaarden wegvallen en telt dan bij elk ervan mee.",
    en: "Somebody may be kept out by several conditions, and then counts in each of them.",
  },
  show: { fr: "Voir des exemples", nl: "Voorbeelden bekijken", en: "See examples" },
  hide: { fr: "Masquer", nl: "Verbergen", en: "Hide" },
  showOf: {
    fr: "Voir des exemples : {reason}",
    nl: "Voorbeelden bekijken: {reason}",
    en: "See examples: {reason}",
  },
  hideOf: { fr: "Masquer : {reason}", nl: "Verbergen: {reason}", en: "Hide: {reason}" },
  legal: {
    fr: "Limite fixée par la loi : {source}.",
    nl: "Grens door de wet bepaald: {source}.",
    en: "A limit set by law: {source}.",
  },
  unverified: { fr: "non vérifié", nl: "niet geverifieerd", en: "not verified" },
  file: { fr: "Dossier {record}", nl: "Dossier {record}", en: "File {record}" },
} satisfies Record<string, Text>;
