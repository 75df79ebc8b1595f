import { useState } from "react";
import type { DeclarationsPage } from "../../../src/declaration/shapes.ts";
import { Badge, Button, Cell, Column, Columns, EmptyState, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { OpenPeriod } from "./OpenPeriod.tsx";

/** Periods for which nothing is submitted yet: the first due first, each with the button that opens it. */
export const ToMake = ({ page, most }: Readonly<{ page: DeclarationsPage; most: number }>) => {
  const say = useSay();
  const format = useFormat();
  const [isWhole, setIsWhole] = useState(false);
  const { toMake } = page;
  const shown = isWhole ? toMake : toMake.slice(0, most);
  const first = toMake.find(({ mayOpen }) => mayOpen);
  return (
    <Section title={say(words.title)}>
      {toMake.length === 0 ? (
        <EmptyState title={say(words.none)}>{say(words.noneWhy)}</EmptyState>
      ) : (
        <>
          <Table label={say(words.title)}>
            <Columns>
              <Column>{say(words.agreement)}</Column>
              <Column>{say(words.partner)}</Column>
              <Column>{say(words.period)}</Column>
              <Column>{say(words.due)}</Column>
              <Column>{say(words.act)}</Column>
            </Columns>
            <Rows>
              {shown.map((each) => (
                <Row key={`${each.agreement.id} ${each.from}`}>
                  <Cell isHead isWrapped={false}>
                    <Link to={`money/agreements/${each.agreement.id}`}>{each.agreement.number}</Link>
                  </Cell>
                  <Cell>
                    {say(each.partner.name)} · {say(each.operation.title)}
                  </Cell>
                  <Cell isWrapped={false}>
                    {format.date(each.from)} – {format.date(each.until)}
                  </Cell>
                  <Cell>
                    {format.date(each.due)}{" "}
                    {each.overdue ? (
                      <Badge tone="warning">{say(words.overdue)}</Badge>
                    ) : (
                      !each.ended && <Badge>{say(words.running)}</Badge>
                    )}
                  </Cell>
                  <Cell>
                    {each.mayOpen ? (
                      <OpenPeriod
                        agreement={each.agreement.id}
                        from={each.from}
                        until={each.until}
                        isBegun={each.draft !== null}
                        variant={each === first ? "primary" : "secondary"}
                      />
                    ) : (
                      each.draft && (
                        <Link to={`money/declarations/${each.draft.id}`}>{say(words.beingMade)}</Link>
                      )
                    )}
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
          {shown.length < toMake.length && (
            <Button variant="quiet" onPress={() => setIsWhole(true)}>
              {format.count(toMake.length, allWords)}
            </Button>
          )}
        </>
      )}
    </Section>
  );
};

const allWords = {
  one: { fr: "Montrer la période", nl: "De periode tonen", en: "Show the period" },
  other: {
    fr: "Montrer les {count} périodes",
    nl: "De {count} periodes tonen",
    en: "Show all {count} periods",
  },
} satisfies Record<string, Text>;

const words = {
  title: { fr: "À déclarer", nl: "Te declareren", en: "To be declared" },
  none: { fr: "Rien n'est à déclarer.", nl: "Er is niets te declareren.", en: "Nothing is to be declared." },
  noneWhy: {
    fr: "Une période paraît ici dès qu'elle commence, et y reste jusqu'à ce que sa déclaration soit introduite.",
    nl: "Een periode verschijnt hier zodra ze begint, en blijft tot haar declaratie is ingediend.",
    en: "A period appears here once it begins, and stays until its declaration is submitted.",
  },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  due: { fr: "À introduire pour le", nl: "In te dienen tegen", en: "Due on" },
  overdue: { fr: "délai passé", nl: "termijn verstreken", en: "deadline passed" },
  running: { fr: "en cours", nl: "lopend", en: "still running" },
  act: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  beingMade: { fr: "en préparation", nl: "in voorbereiding", en: "being prepared" },
} satisfies Record<string, Text>;
