import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { OperationPage as Answer } from "../../../src/progress/structure-shapes.ts";
import { api } from "../api.ts";
import { Targets } from "../figures/Targets.tsx";
import { Cell, Column, Columns, Facts, Link, Loaded, Page, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import { LastChanges } from "./Changes.tsx";
import { priorityName, wayToOperation } from "./crumbs.ts";
import { Files } from "./Files.tsx";
import { contributionUntil } from "./means.ts";
import style from "./programme.module.css";
import { ScopeFigures } from "./ScopeFigures.tsx";
import { Section } from "./Section.tsx";
import { pageTitles } from "./titles.ts";
import { may, useWho } from "../who.tsx";
import { type Operation, type Programme, useProgramme } from "./use-programme.ts";

/** An operation: what it does, its registers, its figures, who carries it out, what happened lately. */
export const OperationPage = () => {
  const say = useSay();
  const { operation: id = "" } = useParams();
  const programme = useProgramme();
  const operation = programme.data?.operation(id);
  if (programme.data && !operation) return <NotFound />;
  return (
    <Page
      title={operation ? say(operation.title) : say(pageTitles.operation)}
      breadcrumbs={programme.data && operation ? wayToOperation(say, programme.data, operation) : []}
      lead={operation?.description ? say(operation.description) : undefined}
    >
      <Loaded query={programme}>
        {(data) => operation && <Contents programme={data} operation={operation} />}
      </Loaded>
    </Page>
  );
};

const Contents = ({ programme, operation }: { programme: Programme; operation: Operation }) => {
  const say = useSay();
  const { date, money } = useFormat();
  const { id } = operation;
  const answer = useQuery({
    queryKey: ["operation", id],
    queryFn: () => api.get<Answer>(`/api/operations/${id}`),
  });
  const lastYear = Number(operation.ends.slice(0, 4));
  const priority = programme.priority(operation.priority);
  const facts = [
    {
      label: say(words.dates),
      value: say(words.fromUntil, {
        from: date(operation.starts, "long"),
        until: date(operation.ends, "long"),
      }),
    },
    { label: say(words.fund), value: say(programme.fundLabel(operation.fund)) },
    ...(priority
      ? [
          {
            label: say(pageTitles.priority),
            value: `${priorityName(say, priority)} – ${say(priority.title)}`,
          },
        ]
      : []),
    ...(Number(operation.esfContributionPerYear) === 0
      ? []
      : [
          { label: say(words.perYear), value: money(operation.esfContributionPerYear) },
          {
            label: say(words.whole),
            value: money(contributionUntil([operation], lastYear)),
          },
        ]),
  ];
  return (
    <>
      <Section title={say(words.registers)}>
        <Loaded query={answer}>
          {(page) => <Registers page={page} programme={programme} operation={operation} />}
        </Loaded>
      </Section>
      {answer.data && answer.data.targets.length > 0 && (
        <Section title={say(words.targets)}>
          <Targets targets={answer.data.targets} />
        </Section>
      )}
      <ScopeFigures where={[`operation:${id}`]} />
      <Section title={say(words.partners)}>
        {answer.data ? <PartnerTable page={answer.data} programme={programme} operation={operation} /> : null}
      </Section>
      {answer.data && answer.data.files.length > 0 && (
        <Section title={say(words.files)}>
          <Files files={answer.data.files} programme={programme} shows="partner" />
        </Section>
      )}
      <Section title={say(words.about)}>
        <Facts items={facts} />
      </Section>
      {answer.data?.mayReadRecords === true && (
        <Section
          title={say(words.lately)}
          actions={<Link to={`trail?operation=${id}`}>{say(words.allChanges)}</Link>}
        >
          <LastChanges operation={id} />
        </Section>
      )}
    </>
  );
};

type Parts = Readonly<{ page: Answer; programme: Programme; operation: Operation }>;

const Registers = ({ page, programme, operation }: Parts) => {
  const say = useSay();
  const { number, dateTime } = useFormat();
  if (page.registers.length === 0) return <p className={style.muted}>{say(words.noRegisters)}</p>;
  return (
    <Table label={say(words.registers)}>
      <Columns>
        <Column width="wide">{say(words.register)}</Column>
        {page.mayReadRecords && <Column isNumeric>{say(words.records)}</Column>}
        {page.mayReadRecords && <Column>{say(words.lastChange)}</Column>}
      </Columns>
      <Rows>
        {page.registers.map(({ id, count, lastChange }) => (
          <Row key={id}>
            <Cell isHead>
              {page.mayReadRecords ? (
                <Link to={`operations/${operation.id}/registers/${id}`}>
                  {say(programme.registerLabel(id))}
                </Link>
              ) : (
                say(programme.registerLabel(id))
              )}
            </Cell>
            {page.mayReadRecords && <Cell isNumeric>{number(count)}</Cell>}
            {page.mayReadRecords && <Cell>{lastChange === null ? "–" : dateTime(lastChange)}</Cell>}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const PartnerTable = ({ page, programme, operation }: Parts) => {
  const say = useSay();
  const who = useWho();
  const { number, dateTime } = useFormat();
  const rows = operation.partners.map((partner) => {
    const own = page.registers.flatMap(({ partners }) => partners.filter(({ id }) => id === partner));
    const last = own
      .flatMap(({ lastChange }) => lastChange ?? [])
      .toSorted()
      .at(-1);
    return { partner, count: own.reduce((sum, { count }) => sum + count, 0), last };
  });
  const seesOthers = operation.partners.every((partner) =>
    may(who, "records:read", { operation: operation.id, partner }),
  );
  return (
    <>
      <Table label={say(words.partners)} density={rows.length > 8 ? "compact" : "normal"}>
        <Columns>
          <Column width="wide">{say(pageTitles.partner)}</Column>
          {page.mayReadRecords && <Column isNumeric>{say(words.records)}</Column>}
          {page.mayReadRecords && <Column>{say(words.lastChange)}</Column>}
        </Columns>
        <Rows>
          {rows.map(({ partner, count, last }) => (
            <Row key={partner}>
              <Cell isHead>
                <Link to={`partners/${partner}`}>{say(programme.partnerName(partner))}</Link>
              </Cell>
              {page.mayReadRecords && <Cell isNumeric>{count === 0 ? "–" : number(count)}</Cell>}
              {page.mayReadRecords && <Cell>{last === undefined ? "–" : dateTime(last)}</Cell>}
            </Row>
          ))}
        </Rows>
      </Table>
      {page.mayReadRecords && !seesOthers && <p className={style.muted}>{say(words.ownOnly)}</p>}
    </>
  );
};

const words = {
  registers: { fr: "Registres", nl: "Registers", en: "Registers" },
  register: { fr: "Registre", nl: "Register", en: "Register" },
  records: { fr: "Fiches", nl: "Fiches", en: "Records" },
  lastChange: { fr: "Dernier changement", nl: "Laatste wijziging", en: "Last change" },
  noRegisters: {
    fr: "Cette opération ne tient aucun registre.",
    nl: "Deze operatie houdt geen register bij.",
    en: "This operation keeps no register.",
  },
  targets: { fr: "Cibles", nl: "Doelen", en: "Targets" },
  partners: { fr: "Partenaires", nl: "Partners", en: "Partners" },
  ownOnly: {
    fr: "Vous voyez les fiches de votre organisation ; celles des autres partenaires ne vous sont pas ouvertes.",
    nl: "U ziet de fiches van uw organisatie; die van de andere partners staan niet voor u open.",
    en: "You see your organisation’s records; those of the other partners are not open to you.",
  },
  files: { fr: "Derniers fichiers", nl: "Laatste bestanden", en: "Last files" },
  about: { fr: "L’opération", nl: "De operatie", en: "The operation" },
  dates: { fr: "Dates", nl: "Datums", en: "Dates" },
  fromUntil: { fr: "du {from} au {until}", nl: "van {from} tot {until}", en: "from {from} to {until}" },
  fund: { fr: "Fonds", nl: "Fonds", en: "Fund" },
  perYear: {
    fr: "Contribution du Fonds par an",
    nl: "Bijdrage van het Fonds per jaar",
    en: "The Fund’s contribution a year",
  },
  whole: {
    fr: "Contribution prévue en tout",
    nl: "Voorziene bijdrage in totaal",
    en: "Planned contribution in all",
  },
  lately: { fr: "Derniers changements", nl: "Laatste wijzigingen", en: "Last changes" },
  allChanges: { fr: "Tous ses changements", nl: "Al zijn wijzigingen", en: "All its changes" },
} satisfies Record<string, Text>;
