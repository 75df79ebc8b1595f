import { useFigureList } from "../figures/use-figures.ts";
import { useYear } from "../figures/YearSelect.tsx";
import { Cell, Column, Columns, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { priorityName } from "./crumbs.ts";
import { contributionIn, contributionUntil, total } from "./means.ts";
import style from "./programme.module.css";
import { Section } from "./Section.tsx";
import type { Priority, Programme } from "./use-programme.ts";

/** What is planned for each priority, and what the Fund contributes by the operations' plans. */
export const Means = ({
  programme,
  priorities,
}: Readonly<{ programme: Programme; priorities: readonly Priority[] }>) => {
  const say = useSay();
  const { money } = useFormat();
  const asked = useYear();
  const { data: list } = useFigureList();
  const year =
    asked === undefined || asked === "all"
      ? (list?.year ?? Number(programme.period.until.slice(0, 4)))
      : Number(asked);
  const rows = priorities.map((priority) => {
    const operations = programme.operations.filter((operation) => operation.priority === priority.id);
    return {
      priority,
      inYear: contributionIn(operations, year),
      until: contributionUntil(operations, year),
    };
  });
  return (
    <Section title={say(words.title)}>
      <Table label={say(words.title)}>
        <Columns>
          <Column width="wide">{say(words.priority)}</Column>
          <Column isNumeric>{say(words.budget)}</Column>
          <Column isNumeric>{say(words.inYear, { year })}</Column>
          <Column isNumeric>{say(words.until, { year })}</Column>
        </Columns>
        <Rows>
          {rows.map(({ priority, inYear, until }) => (
            <Row key={priority.id}>
              <Cell isHead>
                {priorities.length > 1 ? (
                  <Link to={`programme/priorities/${priority.id}`}>
                    {priorityName(say, priority)} – {say(priority.title)}
                  </Link>
                ) : (
                  say(priority.title)
                )}
              </Cell>
              <Cell isNumeric>{money(priority.budget)}</Cell>
              <Cell isNumeric>{money(inYear)}</Cell>
              <Cell isNumeric>{money(until)}</Cell>
            </Row>
          ))}
          {rows.length > 1 && (
            <Row tone="total">
              <Cell isHead>{say(words.total)}</Cell>
              <Cell isNumeric>{money(total(rows.map(({ priority }) => priority.budget)))}</Cell>
              <Cell isNumeric>{money(total(rows.map(({ inYear }) => inYear)))}</Cell>
              <Cell isNumeric>{money(total(rows.map(({ until }) => until)))}</Cell>
            </Row>
          )}
        </Rows>
      </Table>
      <p className={style.muted}>{say(words.note)}</p>
    </Section>
  );
};

const words = {
  title: { fr: "Moyens prévus", nl: "Voorziene middelen", en: "Planned means" },
  priority: { fr: "Axe prioritaire", nl: "Prioritaire as", en: "Priority" },
  budget: {
    fr: "Budget adopté, toute la période",
    nl: "Goedgekeurd budget, hele periode",
    en: "Adopted budget, whole period",
  },
  inYear: {
    fr: "Contribution du Fonds en {year}",
    nl: "Bijdrage van het Fonds in {year}",
    en: "The Fund’s contribution in {year}",
  },
  until: {
    fr: "Contribution du Fonds jusque fin {year}",
    nl: "Bijdrage van het Fonds tot eind {year}",
    en: "The Fund’s contribution to the end of {year}",
  },
  total: { fr: "Ensemble", nl: "Samen", en: "Together" },
  note: {
    fr: "Le budget couvre toutes les dépenses ; la contribution du Fonds est celle que les opérations prévoient, année par année.",
    nl: "Het budget dekt alle uitgaven; de bijdrage van het Fonds is die welke de operaties jaar per jaar voorzien.",
    en: "The budget covers all expenditure; the Fund’s contribution is what the operations plan, year by year.",
  },
} satisfies Record<string, Text>;
