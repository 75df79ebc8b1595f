import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import {
  Badge,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Row,
  Rows,
  Stack,
  Table,
} from "../kit/index.ts";
import { madeOf } from "../declarations/made.ts";
import { OpenPeriod } from "../declarations/OpenPeriod.tsx";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { useDeclared } from "./use-agreements.ts";

/** What was declared of an agreement, what is still to be, and its yearly files. */
export const Declared = ({ agreement: { id, starts, ends } }: { agreement: AgreementPage }) => {
  const say = useSay();
  const format = useFormat();
  const declared = useDeclared(id);
  const first = Number(starts.slice(0, 4));
  const years = Array.from({ length: Number(ends.slice(0, 4)) - first + 1 }, (_, at) => first + at);
  return (
    <Stack gap="s">
      <Section title={say(words.declarations)}>
        <Loaded query={declared}>
          {({ rows, toMake }) => (
            <>
              {toMake.length > 0 && (
                <ul className={style.checklist}>
                  {toMake.map(({ from, until, due, overdue, draft, mayOpen }) => (
                    <li key={from}>
                      <Badge tone={overdue ? "warning" : "neutral"}>
                        {say(overdue ? words.overdue : words.toMake)}
                      </Badge>{" "}
                      {format.date(from)} – {format.date(until)}
                      {due !== null && ` · ${say(words.due, { due: format.date(due) })}`}
                      {mayOpen ? (
                        <OpenPeriod agreement={id} from={from} until={until} isBegun={draft !== null} />
                      ) : (
                        draft && <Link to={`money/declarations/${draft.id}`}>{draft.number}</Link>
                      )}
                    </li>
                  ))}
                </ul>
              )}
              {madeOf({ rows, toMake }).length === 0 ? (
                <EmptyState title={say(words.none)} />
              ) : (
                <Table label={say(words.declarations)}>
                  <Columns>
                    <Column>{say(words.number)}</Column>
                    <Column>{say(words.period)}</Column>
                    <Column>{say(words.state)}</Column>
                    <Column isNumeric>{say(words.total)}</Column>
                  </Columns>
                  <Rows>
                    {madeOf({ rows, toMake }).map(
                      ({ id: declaration, number, from, until, state, total }) => (
                        <Row key={declaration}>
                          <Cell isHead>
                            <Link to={`money/declarations/${declaration}`}>{number}</Link>
                          </Cell>
                          <Cell>
                            {format.date(from)} – {format.date(until)}
                          </Cell>
                          <Cell>
                            <Badge tone={state === "submitted" ? "success" : "neutral"}>
                              {say(states[state])}
                            </Badge>
                          </Cell>
                          <Cell isNumeric>
                            <Amount
                              euros={total}
                              {...(state === "submitted" ? { ledger: { agreement: id, declaration } } : {})}
                            />
                          </Cell>
                        </Row>
                      ),
                    )}
                  </Rows>
                </Table>
              )}
            </>
          )}
        </Loaded>
      </Section>
      <Section title={say(words.annual)}>
        <ul>
          {years.map((year) => (
            <li key={year}>
              <Link to={`money/agreements/${id}/years/${year}`}>{say(words.year, { year })}</Link>
            </li>
          ))}
        </ul>
      </Section>
    </Stack>
  );
};

const states = {
  draft: { fr: "Brouillon", nl: "Ontwerp", en: "Draft" },
  submitted: { fr: "Introduite", nl: "Ingediend", en: "Submitted" },
  withdrawn: { fr: "Retirée", nl: "Ingetrokken", en: "Withdrawn" },
  replaced: { fr: "Remplacée", nl: "Vervangen", en: "Replaced" },
} satisfies Record<string, Text>;

const words = {
  declarations: { fr: "Déclarations", nl: "Declaraties", en: "Declarations" },
  overdue: { fr: "En retard", nl: "Te laat", en: "Overdue" },
  toMake: { fr: "À déclarer", nl: "Te declareren", en: "To be declared" },
  due: { fr: "avant le {due}", nl: "voor {due}", en: "by {due}" },
  none: {
    fr: "Rien n'est encore déclaré.",
    nl: "Er is nog niets gedeclareerd.",
    en: "Nothing is declared yet.",
  },
  number: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  state: { fr: "État", nl: "Stand", en: "State" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  annual: { fr: "Dossiers annuels", nl: "Jaardossiers", en: "Annual files" },
  year: { fr: "Dossier annuel {year}", nl: "Jaardossier {year}", en: "Annual file {year}" },
} satisfies Record<string, Text>;
