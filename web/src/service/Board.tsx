import type { ServicePage } from "../../../src/service/shapes.ts";
import { Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./service.module.css";

/** How many records stand in each state; each opens the list of them. */
export const Board = ({ board }: { board: ServicePage["board"][number] }) => {
  const say = useSay();
  const { number, count } = useFormat();
  return (
    <Section
      title={say(board.by ? words.by : words.title, {
        label: say(board.label),
        by: board.by ? say(board.by) : "",
      })}
      actions={<span className={style.today}>{count(board.total, words.records)}</span>}
    >
      <ul className={style.board}>
        {board.states.map(({ state, label, count: held, href }) => (
          <li key={state}>
            <Link to={href} className={style.state}>
              <strong className={style.held}>{number(held)}</strong>{" "}
              <span className={style.stateName}>{say(label)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
};

const words = {
  title: {
    fr: "Où en sont les fiches : {label}",
    nl: "Stand van de fiches: {label}",
    en: "Where records stand: {label}",
  },
  by: { fr: "{label} : {by}", nl: "{label}: {by}", en: "{label}: {by}" },
  records: {
    one: { fr: "{count} fiche", nl: "{count} fiche", en: "{count} record" },
    other: { fr: "{count} fiches", nl: "{count} fiches", en: "{count} records" },
  },
} as const satisfies Record<string, Text | { one: Text; other: Text }>;
