import { useQuery } from "@tanstack/react-query";
import { useActor } from "../actor.ts";
import type { ChangesPage } from "../../../src/progress/structure-shapes.ts";
import { api } from "../api.ts";
import { Link, Loaded } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./programme.module.css";
import { useProgramme } from "./use-programme.ts";

type Change = ChangesPage["changes"][number];

/** Asks for the last changes in a part of the programme, as far as this person may see them. */
export const useChanges = (
  asked: Readonly<{ operation?: string; partner?: string; before?: string; size?: number }>,
) =>
  useQuery({
    queryKey: ["changes", asked],
    queryFn: () => api.get<ChangesPage>("/api/changes", asked),
  });

/** The last changes in a part of the programme, or that there are none. */
export const LastChanges = ({
  operation,
  partner,
  size = 8,
}: Readonly<{ operation?: string; partner?: string; size?: number }>) => {
  const say = useSay();
  const changes = useChanges({
    ...(operation === undefined ? {} : { operation }),
    ...(partner === undefined ? {} : { partner }),
    size,
  });
  return (
    <Loaded query={changes}>
      {(page) =>
        page.changes.length === 0 ? (
          <p className={style.muted}>{say(words.none)}</p>
        ) : (
          <ChangeList changes={page.changes} />
        )
      }
    </Loaded>
  );
};

/** Changes, newest first: when, what was done, by whom, where. */
export const ChangeList = ({ changes }: Readonly<{ changes: readonly Change[] }>) => {
  const { dateTime } = useFormat();
  return (
    <ol className={style.changes}>
      {changes.map((change) => (
        <li key={change.change}>
          <time dateTime={change.at}>{dateTime(change.at)}</time>
          <div>
            <p>
              <ChangeWords change={change} />
            </p>
            <Places change={change} />
          </div>
        </li>
      ))}
    </ol>
  );
};

const ChangeWords = ({ change }: { change: Change }) => {
  const say = useSay();
  const actor = useActor();
  const { count } = useFormat();
  return (
    <>
      <Link to={`trail/${change.change}`}>{say(words.change, { change: change.change })}</Link>
      {" · "}
      {change.file === null ? say(change.actionLabel) : say(words.file, { file: change.file })}
      {", "}
      {count(change.entries, words.records)}
      {", "}
      {say(words.by, { actor: actor(change.actor) })}
    </>
  );
};

/** Where it was; a change of many places names the first ones. */
const Places = ({ change: { places } }: { change: Change }) => {
  const say = useSay();
  const { data: programme } = useProgramme();
  const { number } = useFormat();
  if (!programme || places.length === 0) return null;
  const shown = places.slice(0, 2);
  return (
    <p className={style.where}>
      {shown.map(({ operation, partner }, index) => (
        <span key={`${operation}/${partner}`}>
          {index > 0 && " ; "}
          {say(programme.operationTitle(operation))} · {say(programme.partnerName(partner))}
        </span>
      ))}
      {places.length > shown.length && say(words.others, { count: number(places.length - shown.length) })}
    </p>
  );
};

const words = {
  none: {
    fr: "Aucun changement que vous puissiez voir ici.",
    nl: "Geen wijziging die u hier kunt zien.",
    en: "No change that you can see here.",
  },
  change: { fr: "Changement {change}", nl: "Wijziging {change}", en: "Change {change}" },
  file: { fr: "fichier {file}", nl: "bestand {file}", en: "file {file}" },
  by: { fr: "par {actor}", nl: "door {actor}", en: "by {actor}" },
  others: { fr: " et {count} autres", nl: " en {count} andere", en: " and {count} others" },
  records: {
    one: { fr: "{count} fiche", nl: "{count} fiche", en: "{count} record" },
    other: { fr: "{count} fiches", nl: "{count} fiches", en: "{count} records" },
  },
} satisfies {
  none: Text;
  change: Text;
  file: Text;
  by: Text;
  others: Text;
  records: { one: Text; other: Text };
};
