import { useSearchParams } from "react-router";
import type { ControlsPage as Controls } from "../../../src/control/list-shapes.ts";
import {
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Row,
  Rows,
  Select,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useMay } from "../who.tsx";
import { useDue } from "./Clock.tsx";
import style from "./control.module.css";
import { ControlNav } from "./ControlNav.tsx";
import { OpenVerification } from "./OpenVerification.tsx";
import { StateBadge } from "./states.tsx";
import { titles } from "./titles.ts";
import { useControls } from "./use-control.ts";

/** All verifications that one may see, filtered. */
export const ControlsPage = () => {
  const say = useSay();
  const isControl = useMay("money:control");
  const [search] = useSearchParams();
  const controls = useControls({
    state: search.get("state"),
    type: search.get("type"),
    partner: search.get("partner"),
    year: search.get("year"),
  });
  return (
    <Page
      title={say(titles.controls)}
      actions={isControl && <OpenVerification />}
      breadcrumbs={[
        isControl ? { label: say(titles.control), to: "control" } : { label: say(titles.money), to: "money" },
      ]}
    >
      <ControlNav here="money/controls" />
      <Loaded query={controls}>
        {(page) => (
          <>
            <Choose page={page} />
            <List page={page} />
          </>
        )}
      </Loaded>
    </Page>
  );
};

const firstYear = 2014;

const Choose = ({ page: { types, states, rows, today } }: Readonly<{ page: Controls }>) => {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const field = (name: string) => ({
    value: search.get(name),
    onChange: (value: string | null) => {
      const next = new URLSearchParams(search);
      if (value === null) next.delete(name);
      else next.set(name, value);
      setSearch(next, { replace: true });
    },
    empty: say(words.all),
  });
  const partners = new Map(rows.map(({ partner }) => [partner.partner, say(partner.name)]));
  const chosen = search.get("partner");
  if (chosen !== null && !partners.has(chosen)) partners.set(chosen, chosen);
  const last = Number(today.slice(0, 4));
  const years = Array.from({ length: last - firstYear + 1 }, (_, at) => String(last - at));
  return (
    <div className={style.choose}>
      <Select
        label={say(words.state)}
        {...field("state")}
        options={states.map(({ id, label }) => ({ id, label: say(label) }))}
      />
      <Select
        label={say(words.type)}
        {...field("type")}
        options={types.map(({ id, label }) => ({ id, label: say(label) }))}
      />
      {(partners.size > 1 || chosen !== null) && (
        <Select
          label={say(words.partner)}
          {...field("partner")}
          options={[...partners].map(([id, label]) => ({ id, label }))}
        />
      )}
      <Select
        label={say(words.year)}
        {...field("year")}
        options={years.map((year) => ({ id: year, label: year }))}
      />
    </div>
  );
};

const List = ({ page: { rows } }: Readonly<{ page: Controls }>) => {
  const say = useSay();
  const { date, number } = useFormat();
  const due = useDue();
  if (rows.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <Table label={say(titles.controls)}>
      <Columns>
        <Column>{say(words.number)}</Column>
        <Column>{say(words.about)}</Column>
        <Column>{say(words.state)}</Column>
        <Column isNumeric>{say(words.findings)}</Column>
        <Column isNumeric>{say(words.deducted)}</Column>
        <Column isNumeric>{say(words.parked)}</Column>
        <Column>{say(words.waits)}</Column>
      </Columns>
      <Rows>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell isHead>
              <Link to={`money/controls/${row.id}`}>{row.number}</Link>
              <span className={style.under}>{say(row.type.label)}</span>
            </Cell>
            <Cell>
              {say(row.partner.name)} · {say(row.operation.title)}
              <span className={style.under}>
                {row.declaration ? (
                  <Link to={`money/declarations/${row.declaration.id}`}>{row.declaration.number}</Link>
                ) : (
                  <Link to={`money/agreements/${row.agreement.id}`}>{row.agreement.number}</Link>
                )}
              </span>
            </Cell>
            <Cell>
              <StateBadge state={row.state} />
              <span className={style.under}>
                {say(words.opened, { on: date(row.opened.at.slice(0, 10)), by: row.opened.by })}
              </span>
            </Cell>
            <Cell isNumeric>{number(row.findings)}</Cell>
            <Cell isNumeric>
              <Amount euros={row.deducted} />
            </Cell>
            <Cell isNumeric>
              <Amount euros={row.parked} />
            </Cell>
            <Cell>
              {row.waits.map(({ what }) => say(what)).join(" ")}
              {row.dueAt !== null && (
                <span className={style.under}>{say(words.due, { at: due(row.dueAt) })}</span>
              )}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  all: { fr: "Tout", nl: "Alles", en: "All" },
  state: { fr: "État", nl: "Stand", en: "State" },
  type: { fr: "Type de contrôle", nl: "Soort controle", en: "Type of verification" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  none: { fr: "Aucun contrôle ici.", nl: "Geen controles hier.", en: "No verifications here." },
  number: { fr: "Contrôle", nl: "Controle", en: "Verification" },
  about: { fr: "Partenaire, déclaration", nl: "Partner, declaratie", en: "Partner, declaration" },
  findings: { fr: "Constats", nl: "Vaststellingen", en: "Findings" },
  deducted: { fr: "À déduire", nl: "Af te trekken", en: "To be deducted" },
  parked: { fr: "En attente", nl: "In beraad", en: "Set aside" },
  waits: { fr: "Ce qu'il attend", nl: "Waarop hij wacht", en: "What it waits for" },
  opened: { fr: "ouvert le {on} par {by}", nl: "geopend op {on} door {by}", en: "opened on {on} by {by}" },
  due: { fr: "réponse pour le {at}", nl: "antwoord tegen {at}", en: "answer by {at}" },
} satisfies Record<string, Text>;
