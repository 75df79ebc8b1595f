import type { Waits } from "../../../src/agreement/shared-shapes.ts";
import { Badge } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";

/** What something waits for, since when, and whose turn it is. */
export const WaitList = ({ waits }: { waits: Waits }) => {
  const say = useSay();
  const format = useFormat();
  if (waits.length === 0) return null;
  return (
    <ul className={style.waits}>
      {waits.map(({ what, since, who }) => (
        <li key={what.en}>
          <Badge tone={who === "nobody" ? "neutral" : "warning"}>{say(turns[who])}</Badge>{" "}
          <span>{say(what)}</span>
          {since !== null && (
            <span className={style.muted}> {say(words.since, { day: format.date(since) })}</span>
          )}
        </li>
      ))}
    </ul>
  );
};

const turns = {
  partner: { fr: "Au partenaire", nl: "Aan de partner", en: "The partner's turn" },
  authority: { fr: "À l'administration", nl: "Aan de administratie", en: "The authority's turn" },
  nobody: { fr: "Un jour à venir", nl: "Een dag die komt", en: "A day to come" },
} satisfies Record<string, Text>;

const words = {
  since: { fr: "(depuis le {day})", nl: "(sinds {day})", en: "(since {day})" },
} satisfies Record<string, Text>;
