import { useQuery } from "@tanstack/react-query";
import type { DraftList, DraftSummary } from "../../../src/entry/shapes.ts";
import { api } from "../api.ts";
import { Disclosure, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./record.module.css";

/** What was begun here and not finished: the person's own drafts, and those that they may take over. */
export const OtherDrafts = ({
  register,
  operation,
  but,
}: {
  register: string;
  operation: string;
  but: string;
}) => {
  const say = useSay();
  const format = useFormat();
  const { data } = useQuery({
    queryKey: ["drafts"],
    queryFn: () => api.get<DraftList>("/api/drafts"),
  });
  const isHere = (each: DraftSummary) =>
    each.register === register && each.operation === operation && each.record === null && each.draft !== but;
  const drafts = [...(data?.drafts ?? []), ...(data?.colleagues ?? [])].filter(isHere);
  if (drafts.length === 0) return null;
  return (
    <div className={style.otherDrafts}>
      <Disclosure title={format.count(drafts.length, countWords)}>
        <ul>
          {drafts.map(({ draft, savedAt, fields, mine, owner }) => (
            <li key={draft}>
              <Link to={`drafts/${draft}`}>{say(words.of, { at: format.dateTime(savedAt) })}</Link>
              {" · "}
              {format.count(fields, fieldWords)}
              {!mine && ` · ${owner.name ?? say(owner.words)}`}
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
};

const words = {
  of: { fr: "Brouillon du {at}", nl: "Ontwerp van {at}", en: "Draft of {at}" },
} satisfies Record<string, Text>;

const countWords = {
  one: {
    fr: "{count} brouillon commencé n'est pas terminé",
    nl: "{count} begonnen ontwerp is niet afgewerkt",
    en: "{count} draft was begun and not finished",
  },
  other: {
    fr: "{count} brouillons commencés ne sont pas terminés",
    nl: "{count} begonnen ontwerpen zijn niet afgewerkt",
    en: "{count} drafts were begun and not finished",
  },
} satisfies Record<string, Text>;

const fieldWords = {
  one: { fr: "{count} réponse", nl: "{count} antwoord", en: "{count} answer" },
  other: { fr: "{count} réponses", nl: "{count} antwoorden", en: "{count} answers" },
} satisfies Record<string, Text>;
