import type { ApplicationPage } from "../../../src/commission/shapes.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./commission.module.css";

/** What something waits for, and since when. */
export const Waits = ({ waits }: Readonly<{ waits: ApplicationPage["waits"] }>) => {
  const say = useSay();
  const { date } = useFormat();
  if (waits.length === 0) return null;
  return (
    <ul className={style.waits}>
      {waits.map(({ what, since }) => (
        <li key={what.en}>
          {say(what)}
          {since !== null && <span className={style.muted}> {say(words.since, { day: date(since) })}</span>}
        </li>
      ))}
    </ul>
  );
};

const words = {
  since: { fr: "(depuis le {day})", nl: "(sinds {day})", en: "(since {day})" },
} satisfies Record<string, Text>;
