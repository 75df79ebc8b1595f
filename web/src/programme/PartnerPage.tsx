import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { PartnerPage as Answer } from "../../../src/progress/structure-shapes.ts";
import { api } from "../api.ts";
import { Badge, Cell, Column, Columns, Link, Loaded, Notice, Page, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { NotFound } from "../shell/NotFound.tsx";
import { may, useWho } from "../who.tsx";
import { LastChanges } from "./Changes.tsx";
import { Files } from "./Files.tsx";
import { ScopeFigures } from "./ScopeFigures.tsx";
import { Section } from "./Section.tsx";
import { pageTitles } from "./titles.ts";
import { type Programme, useProgramme } from "./use-programme.ts";

/** A partner: its operations, its figures, its last files, and who works there. */
export const PartnerPage = () => {
  const say = useSay();
  const { partner: id = "" } = useParams();
  const programme = useProgramme();
  const partner = programme.data?.partner(id);
  if (programme.data && !partner) return <NotFound />;
  return (
    <Page
      title={partner ? say(partner.name) : say(pageTitles.partner)}
      breadcrumbs={[{ label: say(pageTitles.programme), to: "programme" }]}
      meta={partner?.invented === true && <Badge>{say(words.invented)}</Badge>}
    >
      <Loaded query={programme}>{(data) => <Contents programme={data} id={id} />}</Loaded>
    </Page>
  );
};

const Contents = ({ programme, id }: { programme: Programme; id: string }) => {
  const say = useSay();
  const who = useWho();
  const answer = useQuery({
    queryKey: ["partner", id],
    queryFn: () => api.get<Answer>(`/api/partners/${id}`),
  });
  const isOwn = may(who, "figures:read", { partner: id });
  return (
    <>
      <Section title={say(words.operations)}>
        <Loaded query={answer}>{(page) => <Operations page={page} programme={programme} />}</Loaded>
      </Section>
      {isOwn ? (
        <ScopeFigures where={[`partner:${id}`]} />
      ) : (
        <Notice title={say(words.othersTitle)}>{say(words.others)}</Notice>
      )}
      {answer.data && answer.data.files.length > 0 && (
        <Section title={say(words.files)}>
          <Files files={answer.data.files} programme={programme} shows="operation" />
        </Section>
      )}
      {answer.data?.people && answer.data.people.length > 0 && (
        <Section title={say(words.people)} actions={<Link to="people">{say(words.manage)}</Link>}>
          <People people={answer.data.people} programme={programme} />
        </Section>
      )}
      {answer.data?.mayReadRecords === true && (
        <Section
          title={say(words.lately)}
          actions={<Link to={`trail?partner=${id}`}>{say(words.allChanges)}</Link>}
        >
          <LastChanges partner={id} />
        </Section>
      )}
    </>
  );
};

const Operations = ({ page, programme }: { page: Answer; programme: Programme }) => {
  const say = useSay();
  const { number } = useFormat();
  type Line = { operation: string; register: string | undefined; count: number };
  const rows = page.operations.flatMap(({ id, registers }): Line[] =>
    registers.length === 0
      ? [{ operation: id, register: undefined, count: 0 }]
      : registers.map((register) => ({ operation: id, register: register.id, count: register.count })),
  );
  return (
    <Table label={say(words.operations)}>
      <Columns>
        <Column width="wide">{say(pageTitles.operation)}</Column>
        <Column>{say(words.register)}</Column>
        {page.mayReadRecords && <Column isNumeric>{say(words.records)}</Column>}
      </Columns>
      <Rows>
        {rows.map(({ operation, register, count }) => (
          <Row key={`${operation}/${register ?? ""}`}>
            <Cell isHead>
              <Link to={`operations/${operation}`}>{say(programme.operationTitle(operation))}</Link>
            </Cell>
            <Cell>
              {register === undefined ? (
                "–"
              ) : page.mayReadRecords ? (
                <Link to={`operations/${operation}/registers/${register}?filter=_partner%3A${page.id}`}>
                  {say(programme.registerLabel(register))}
                </Link>
              ) : (
                say(programme.registerLabel(register))
              )}
            </Cell>
            {page.mayReadRecords && <Cell isNumeric>{number(count)}</Cell>}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const People = ({ people, programme }: { people: NonNullable<Answer["people"]>; programme: Programme }) => {
  const say = useSay();
  return (
    <Table label={say(words.people)} density="compact">
      <Columns>
        <Column>{say(words.name)}</Column>
        <Column>{say(words.role)}</Column>
        <Column>{say(pageTitles.operation)}</Column>
      </Columns>
      <Rows>
        {people.map(({ name, role, operation }, place) => (
          <Row key={place}>
            <Cell isHead>{name}</Cell>
            <Cell>{say(role)}</Cell>
            <Cell>{operation === null ? say(words.all) : say(programme.operationTitle(operation))}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const words = {
  invented: { fr: "Nom inventé", nl: "Verzonnen naam", en: "Invented name" },
  operations: { fr: "Ses opérations", nl: "Zijn operaties", en: "Its operations" },
  register: { fr: "Registre", nl: "Register", en: "Register" },
  records: { fr: "Fiches", nl: "Fiches", en: "Records" },
  othersTitle: {
    fr: "Ses chiffres ne vous sont pas ouverts",
    nl: "Zijn cijfers staan niet voor u open",
    en: "Its figures are not open to you",
  },
  others: {
    fr: "Chaque partenaire voit ses propres chiffres, et ceux du programme dans son ensemble.",
    nl: "Elke partner ziet zijn eigen cijfers, en die van het programma als geheel.",
    en: "Each partner sees its own figures, and those of the programme as a whole.",
  },
  files: { fr: "Derniers fichiers", nl: "Laatste bestanden", en: "Last files" },
  people: { fr: "Ses personnes", nl: "Zijn mensen", en: "Its people" },
  manage: { fr: "Gérer les accès", nl: "Toegangen beheren", en: "Manage access" },
  name: { fr: "Nom", nl: "Naam", en: "Name" },
  role: { fr: "Rôle", nl: "Rol", en: "Role" },
  all: { fr: "toutes", nl: "alle", en: "all" },
  lately: { fr: "Derniers changements", nl: "Laatste wijzigingen", en: "Last changes" },
  allChanges: { fr: "Tous ses changements", nl: "Al zijn wijzigingen", en: "All its changes" },
} satisfies Record<string, Text>;
