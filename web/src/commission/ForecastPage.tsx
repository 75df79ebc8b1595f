import type { ForecastPage as Answer } from "../../../src/commission/watch-shapes.ts";
import { Badge, Cell, Column, Columns, Loaded, Notice, Page, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useShare } from "../money/how.ts";
import { Section } from "../programme/Section.tsx";
import { CommissionNav } from "./CommissionNav.tsx";
import style from "./commission.module.css";
import { money, titles } from "./titles.ts";
import { useForecast } from "./use-commission.ts";

type Fund = Answer["funds"][number];

/** What could be lost by the rule of n+3, what is on its way, and what is expected in the years to come. */
export const ForecastPage = () => {
  const say = useSay();
  const forecast = useForecast();
  return (
    <Page title={say(titles.forecast)} breadcrumbs={[{ label: say(money), to: "money" }]}>
      <CommissionNav here="money/commission/forecast" />
      <Loaded query={forecast}>
        {({ funds, source }) => (
          <>
            {funds.map((fund) => (
              <FundPart key={fund.fund} fund={fund} isOnly={funds.length === 1} />
            ))}
            <p className={style.note}>
              {source
                .map(({ article, verified }) => `${article}${verified ? "" : ` (${say(words.unverified)})`}`)
                .join(" · ")}
            </p>
          </>
        )}
      </Loaded>
    </Page>
  );
};

const FundPart = ({ fund, isOnly }: Readonly<{ fund: Fund; isOnly: boolean }>) => {
  const say = useSay();
  const { money: euros, date, number } = useFormat();
  const share = useShare();
  const named = (text: Text) =>
    isOnly ? say(text) : say(words.of, { what: say(text), fund: say(fund.label) });
  const risky = fund.tranches.filter(({ atRisk, isOver }) => Number(atRisk) > 0 && !isOver);
  return (
    <>
      <Section title={named(words.tranches)}>
        {risky.length === 0 ? (
          <Notice tone="success" title={say(words.safe)} />
        ) : (
          <Notice tone="warning" title={say(words.risk)}>
            {risky
              .map(({ year, atRisk, deadline }) =>
                say(words.riskOf, {
                  year,
                  amount: euros(atRisk),
                  deadline: deadline === null ? say(words.closure) : date(deadline),
                }),
              )
              .join(" ")}
          </Notice>
        )}
        <p className={style.note}>{say(words.counted, { share: share(fund.share) })}</p>
        <Table label={named(words.tranches)}>
          <Columns>
            <Column>{say(words.year)}</Column>
            <Column isNumeric>{say(words.commitment)}</Column>
            <Column isNumeric>{say(words.cumulated)}</Column>
            <Column isNumeric>{say(words.prefinancing)}</Column>
            <Column isNumeric>{say(words.applied)}</Column>
            <Column isNumeric>{say(words.atRisk)}</Column>
            <Column>{say(words.deadline)}</Column>
          </Columns>
          <Rows>
            {fund.tranches.map((each) => (
              <Row key={each.year}>
                <Cell isHead>{number(each.year).replace(/\D/g, "")}</Cell>
                <Cell isNumeric>{euros(each.commitment)}</Cell>
                <Cell isNumeric>{euros(each.cumulated)}</Cell>
                <Cell isNumeric>{euros(each.prefinancing)}</Cell>
                <Cell isNumeric>{euros(each.applied)}</Cell>
                <Cell isNumeric>
                  {Number(each.atRisk) > 0 ? <strong>{euros(each.atRisk)}</strong> : euros(each.atRisk)}
                </Cell>
                <Cell>
                  {each.deadline === null ? say(words.closure) : date(each.deadline)}{" "}
                  {each.isOver && <Badge>{say(words.over)}</Badge>}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      </Section>
      <Section title={named(words.pipeline)}>
        <Table label={named(words.pipeline)}>
          <Columns>
            <Column width="wide">{say(words.stage)}</Column>
            <Column isNumeric>{say(words.eligible)}</Column>
            <Column isNumeric>{say(words.fund)}</Column>
          </Columns>
          <Rows>
            {fund.pipeline.map(({ stage, name, eligible, fund: part }) => (
              <Row key={stage}>
                <Cell isHead>{say(name)}</Cell>
                <Cell isNumeric>
                  <Amount euros={eligible} />
                </Cell>
                <Cell isNumeric>
                  <Amount euros={part} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      </Section>
      <Section title={named(words.expected)}>
        <Table label={named(words.expected)}>
          <Columns>
            <Column>{say(words.year)}</Column>
            <Column isNumeric>{say(words.eligible)}</Column>
            <Column isNumeric>{say(words.fund)}</Column>
            <Column width="wide">{say(words.why)}</Column>
          </Columns>
          <Rows>
            {fund.expected.map(({ year, eligible, fund: part, note }) => (
              <Row key={year}>
                <Cell isHead>{String(year)}</Cell>
                <Cell isNumeric>{euros(eligible)}</Cell>
                <Cell isNumeric>{euros(part)}</Cell>
                <Cell>{say(note)}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      </Section>
    </>
  );
};

const words = {
  of: { fr: "{what} · {fund}", nl: "{what} · {fund}", en: "{what} · {fund}" },
  unverified: { fr: "à vérifier", nl: "na te gaan", en: "to be verified" },
  tranches: {
    fr: "Dégagement : la règle n+3",
    nl: "Vrijmaking: de regel n+3",
    en: "Decommitment: the rule of n+3",
  },
  safe: {
    fr: "Aucune tranche à venir n'est menacée de dégagement.",
    nl: "Geen komende schijf dreigt te worden vrijgemaakt.",
    en: "No tranche to come is at risk of decommitment.",
  },
  risk: {
    fr: "De l'argent du Fonds peut être perdu",
    nl: "Er kan geld van het Fonds verloren gaan",
    en: "Money of the Fund may be lost",
  },
  riskOf: {
    fr: "Tranche {year} : il manque {amount} de demandes avant le {deadline}.",
    nl: "Schijf {year}: er ontbreken {amount} aan aanvragen voor {deadline}.",
    en: "Tranche {year}: applications of {amount} are missing by {deadline}.",
  },
  counted: {
    fr: "Les demandes envoyées comptent pour {share} de leur part du Fonds.",
    nl: "Verzonden aanvragen tellen voor {share} van hun deel van het Fonds.",
    en: "Applications sent count for {share} of the Fund's part of them.",
  },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  commitment: { fr: "Engagement", nl: "Vastlegging", en: "Commitment" },
  cumulated: { fr: "Cumulé", nl: "Gecumuleerd", en: "Cumulated" },
  prefinancing: { fr: "Préfinancement", nl: "Voorfinanciering", en: "Pre-financing" },
  applied: { fr: "Demandé", nl: "Aangevraagd", en: "Applied for" },
  atRisk: { fr: "Exposé", nl: "Blootgesteld", en: "At risk" },
  deadline: { fr: "Échéance", nl: "Vervaldag", en: "Deadline" },
  closure: { fr: "la clôture", nl: "de afsluiting", en: "closure" },
  over: { fr: "passée", nl: "voorbij", en: "past" },
  pipeline: {
    fr: "Où en sont les dépenses",
    nl: "Hoever de uitgaven staan",
    en: "Where expenditure stands",
  },
  stage: { fr: "Étape", nl: "Stap", en: "Stage" },
  eligible: { fr: "Dépenses éligibles", nl: "Subsidiabele uitgaven", en: "Eligible expenditure" },
  fund: { fr: "Part du Fonds", nl: "Deel van het Fonds", en: "The Fund's part" },
  expected: {
    fr: "Demandes attendues",
    nl: "Verwachte aanvragen",
    en: "Applications expected",
  },
  why: {
    fr: "D'où vient ce chiffre",
    nl: "Waar dit cijfer vandaan komt",
    en: "Where this figure comes from",
  },
} satisfies Record<string, Text>;
