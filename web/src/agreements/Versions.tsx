import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import { Badge, Cell, Column, Columns, Link, Row, Rows, Stack, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { versionStates } from "./states.ts";

/** The versions of an agreement, and what changed from one to the next. */
export const Versions = ({ agreement: { id, versions, shown } }: { agreement: AgreementPage }) => {
  const say = useSay();
  const format = useFormat();
  const newest = versions.toReversed();
  return (
    <Stack gap="l">
      <Table label={say(words.versions)}>
        <Columns>
          <Column>{say(words.version)}</Column>
          <Column>{say(words.state)}</Column>
          <Column>{say(words.from)}</Column>
          <Column isNumeric>{say(words.budget)}</Column>
          <Column width="wide">{say(words.way)}</Column>
        </Columns>
        <Rows>
          {newest.map(
            ({ version, state, effectiveFrom, budget, proposedAt, acceptedAt, activatedAt, note }) => (
              <Row key={version}>
                <Cell isHead>
                  {version === shown.version ? (
                    say(words.shown, { version })
                  ) : (
                    <Link to={`money/agreements/${id}?version=${version}`}>
                      {say(words.nth, { version })}
                    </Link>
                  )}
                  {note !== "" && <span className={style.sub}>{note}</span>}
                </Cell>
                <Cell>
                  <Badge tone={versionStates[state].tone}>{say(versionStates[state].label)}</Badge>
                </Cell>
                <Cell>{format.date(effectiveFrom)}</Cell>
                <Cell isNumeric>
                  <Amount euros={budget} />
                </Cell>
                <Cell>
                  {[
                    proposedAt !== null && say(words.proposed, { at: format.dateTime(proposedAt) }),
                    acceptedAt !== null && say(words.accepted, { at: format.dateTime(acceptedAt) }),
                    activatedAt !== null && say(words.activated, { at: format.dateTime(activatedAt) }),
                  ]
                    .filter((text) => text !== false)
                    .join(" · ") || "–"}
                </Cell>
              </Row>
            ),
          )}
        </Rows>
      </Table>
      {newest
        .filter(({ differences }) => differences.length > 0)
        .map(({ version, differences }) => (
          <Section key={version} title={say(words.changed, { version })}>
            <Table label={say(words.changed, { version })}>
              <Columns>
                <Column width="wide">{say(words.line)}</Column>
                <Column isNumeric>{say(words.before)}</Column>
                <Column isNumeric>{say(words.after)}</Column>
              </Columns>
              <Rows>
                {differences.map(({ line, label, before, after }) => (
                  <Row key={line}>
                    <Cell isHead>{say(label)}</Cell>
                    <Cell isNumeric>
                      <Amount euros={before} />
                    </Cell>
                    <Cell isNumeric>
                      <Amount euros={after} />
                    </Cell>
                  </Row>
                ))}
              </Rows>
            </Table>
          </Section>
        ))}
    </Stack>
  );
};

const words = {
  versions: {
    fr: "Versions de la convention",
    nl: "Versies van de overeenkomst",
    en: "Versions of the agreement",
  },
  version: { fr: "Version", nl: "Versie", en: "Version" },
  nth: { fr: "Version {version}", nl: "Versie {version}", en: "Version {version}" },
  shown: {
    fr: "Version {version}, affichée",
    nl: "Versie {version}, getoond",
    en: "Version {version}, shown",
  },
  state: { fr: "État", nl: "Stand", en: "State" },
  from: { fr: "Valable dès le", nl: "Geldig vanaf", en: "Holds from" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  way: { fr: "Étapes", nl: "Stappen", en: "Steps" },
  proposed: { fr: "proposée le {at}", nl: "voorgesteld op {at}", en: "proposed {at}" },
  accepted: { fr: "acceptée le {at}", nl: "aanvaard op {at}", en: "accepted {at}" },
  activated: { fr: "en vigueur depuis le {at}", nl: "in werking sinds {at}", en: "in force since {at}" },
  changed: {
    fr: "Ce qui change avec la version {version}",
    nl: "Wat verandert met versie {version}",
    en: "What version {version} changes",
  },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  before: { fr: "Avant", nl: "Voordien", en: "Before" },
  after: { fr: "Après", nl: "Nadien", en: "After" },
} satisfies Record<string, Text>;
