import type { MatchingPage } from "../../../src/matching/shapes.ts";
import { Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./matching.module.css";

type Given = NonNullable<MatchingPage["ends"]>;

/** The contracts that end soon, by how soon: somebody has to see what comes next. */
export const Ends = ({ ends }: Readonly<{ ends: Given }>) => {
  const say = useSay();
  const { count } = useFormat();
  return (
    <Section title={say(words.title)}>
      {ends.rows.length === 0 && <p>{say(words.nothing, { days: ends.days.at(-1) ?? 0 })}</p>}
      <div className={style.ends}>
        {ends.days.map((days, index) => {
          const from = index === 0 ? -1 : (ends.days[index - 1] ?? 0);
          const rows = ends.rows.filter(({ left }) => left > from && left <= days);
          if (ends.rows.length === 0) return null;
          return (
            <section key={days} aria-label={say(words.within, { days })}>
              <h3 className={style.endsTitle}>
                {say(words.within, { days })}{" "}
                <span className={style.quiet}>{count(rows.length, words.contracts)}</span>
              </h3>
              <ul className={style.endsRows}>
                {rows.map((row) => (
                  <End key={row.record} row={row} register={ends.register} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Section>
  );
};

const End = ({ row, register }: Readonly<{ row: Given["rows"][number]; register: string }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { operation, record, on, body } = row;
  return (
    <li>
      <Link to={`operations/${operation}/registers/${register}/records/${String(record)}`}>
        {say(words.ends, { day: date(on) })}
      </Link>
      {body !== null && <span className={style.under}>{body}</span>}
    </li>
  );
};

const words = {
  title: { fr: "Contrats qui se terminent", nl: "Overeenkomsten die aflopen", en: "Contracts that end" },
  within: { fr: "Dans les {days} jours", nl: "Binnen {days} dagen", en: "Within {days} days" },
  ends: { fr: "Fin le {day}", nl: "Einde op {day}", en: "Ends on {day}" },
  nothing: {
    fr: "Aucun contrat ne se termine dans les {days} jours.",
    nl: "Geen enkele overeenkomst loopt binnen {days} dagen af.",
    en: "No contract ends within {days} days.",
  },
  contracts: {
    one: { fr: "{count} contrat", nl: "{count} overeenkomst", en: "{count} contract" },
    other: { fr: "{count} contrats", nl: "{count} overeenkomsten", en: "{count} contracts" },
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
