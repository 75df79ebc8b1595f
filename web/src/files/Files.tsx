import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useActor } from "../actor.ts";
import type { HistoryRow } from "../../../src/upload/history.ts";
import { api, sayError } from "../api.ts";
import {
  Badge,
  Button,
  ButtonLink,
  ButtonRow,
  Card,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Page,
  Pagination,
  Row,
  Rows,
  Select,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { type Programme, useProgramme } from "../programme/use-programme.ts";
import { useMay } from "../who.tsx";
import { type Choices, useDestination } from "./destination.ts";
import { SendFile } from "./SendFile.tsx";
import { stateWords, toMend } from "./states.ts";

/** Where files come in, and all that came. */
export const Files = () => {
  const say = useSay();
  const programme = useProgramme();
  const brings = useMay("files:import");
  return (
    <Page title={say(words.title)} lead={say(brings ? words.lead : words.leadOfReaders)}>
      <Loaded query={programme}>{() => programme.data && <Contents programme={programme.data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ programme }: Readonly<{ programme: Programme }>) => {
  const say = useSay();
  const choices = useDestination(programme);
  const [query] = useSearchParams();
  return (
    <Stack gap="l">
      {choices.operations.length > 0 && <SendFile programme={programme} choices={choices} />}
      <Card title={say(words.history)}>
        <Stack>
          {choices.operations.length === 0 && <Filter programme={programme} choices={choices} />}
          <History key={query.toString()} programme={programme} />
        </Stack>
      </Card>
    </Stack>
  );
};

/** Whoever brings no files in still looks for those of an operation, a partner, a register. */
const Filter = ({ programme, choices }: Readonly<{ programme: Programme; choices: Choices }>) => {
  const say = useSay();
  const [query] = useSearchParams();
  const parts = [
    {
      part: "operation",
      label: words.operation,
      options: programme.operations.map(({ id, title }) => ({ id, label: say(title) })),
    },
    {
      part: "partner",
      label: words.partner,
      options: programme.partners.map(({ id, name }) => ({ id, label: say(name) })),
    },
    {
      part: "register",
      label: words.register,
      options: programme.registers.map(({ id, label }) => ({ id, label: say(label) })),
    },
  ] as const;
  return (
    <Stack columns={3} gap="s">
      {parts.map(({ part, label, options }) => (
        <Select
          key={part}
          label={say(label)}
          value={query.get(part)}
          onChange={(id) => choices.choose(part, id)}
          empty={say(words.all)}
          options={options}
          width="full"
        />
      ))}
    </Stack>
  );
};

const pageSize = 25;

const History = ({ programme }: Readonly<{ programme: Programme }>) => {
  const say = useSay();
  const actor = useActor();
  const format = useFormat();
  const [query] = useSearchParams();
  const [page, setPage] = useState(1);
  const filter = {
    operation: query.get("operation"),
    partner: query.get("partner"),
    register: query.get("register"),
  };
  const files = useQuery({
    queryKey: ["files", filter, page],
    queryFn: () => api.get<{ total: number; rows: HistoryRow[] }>("/api/files", { ...filter, page }),
    placeholderData: (before) => before,
  });
  return (
    <Loaded query={files}>
      {({ total, rows }) =>
        total === 0 ? (
          <EmptyState title={say(words.none)} />
        ) : (
          <Stack>
            <Table label={say(words.history)} isBusy={files.isPlaceholderData}>
              <Columns>
                <Column>{say(words.file)}</Column>
                <Column>{say(words.state)}</Column>
                <Column>{say(words.destination)}</Column>
                <Column>{say(words.sent)}</Column>
                <Column isNumeric>{say(words.rows)}</Column>
                <Column isNumeric>{say(words.added)}</Column>
                <Column isNumeric>{say(words.changed)}</Column>
                <Column>{say(words.more)}</Column>
              </Columns>
              <Rows>
                {rows.map((row) => (
                  <Row key={row.upload ?? `file-${row.file}`}>
                    <Cell isHead>
                      {row.upload === null ? row.name : <Link to={`files/${row.upload}`}>{row.name}</Link>}
                    </Cell>
                    <Cell isWrapped={false}>
                      <StateBadge row={row} />
                    </Cell>
                    <Cell>
                      {say(programme.registerLabel(row.register))},{" "}
                      {say(programme.operationTitle(row.operation))} (
                      {say(programme.partnerName(row.partner))})
                    </Cell>
                    <Cell>
                      {format.dateTime(row.at)}, {actor(row.by)}
                    </Cell>
                    <Cell isNumeric>{row.rows === null ? "–" : format.number(row.rows)}</Cell>
                    <Cell isNumeric>{row.added === null ? "–" : format.number(row.added)}</Cell>
                    <Cell isNumeric>{row.changed === null ? "–" : format.number(row.changed)}</Cell>
                    <Cell>
                      <ButtonRow>
                        <Original row={row} />
                        {row.change !== null && (
                          <ButtonLink variant="quiet" size="s" icon="history" to={`trail/${row.change}`}>
                            {say(words.change, { number: format.number(row.change) })}
                          </ButtonLink>
                        )}
                      </ButtonRow>
                    </Cell>
                  </Row>
                ))}
              </Rows>
            </Table>
            <Pagination page={page} pageSize={pageSize} total={total} onChange={setPage} />
          </Stack>
        )
      }
    </Loaded>
  );
};

const StateBadge = ({ row }: Readonly<{ row: HistoryRow }>) => {
  const say = useSay();
  const { text, tone } = row.state === "ready" && (row.refuse ?? 0) > 0 ? toMend : stateWords[row.state];
  return <Badge tone={tone}>{say(text)}</Badge>;
};

/** Fetched and not linked, so that a refusal is told on the page. */
const Original = ({ row }: Readonly<{ row: HistoryRow }>) => {
  const say = useSay();
  const [problem, setProblem] = useState<string>();
  if (!row.open) return null;
  const path =
    row.upload === null ? `/api/files/taken/${row.file}/original` : `/api/files/${row.upload}/original`;
  return (
    <>
      <Button
        variant="quiet"
        size="s"
        icon="download"
        onPress={() => {
          setProblem(undefined);
          api.file(path).catch((error: unknown) => setProblem(sayError(error, say).title));
        }}
      >
        {say(words.original)}
      </Button>
      {problem !== undefined && <span role="alert">{problem}</span>}
    </>
  );
};

const words = {
  title: { fr: "Fichiers", nl: "Bestanden", en: "Files" },
  lead: {
    fr: "Envoyez votre tableau tel quel : il est d’abord vérifié, vous voyez ce qu’il changera, et rien n’est enregistré avant votre accord.",
    nl: "Stuur uw tabel zoals ze is: ze wordt eerst gecontroleerd, u ziet wat ze zal veranderen, en niets wordt bewaard zonder uw akkoord.",
    en: "Send your table as it is: it is checked first, you see what it will change, and nothing is kept before you agree.",
  },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  register: { fr: "Registre", nl: "Register", en: "Register" },
  all: { fr: "Tous", nl: "Alle", en: "All" },
  leadOfReaders: {
    fr: "Les fichiers que les partenaires ont envoyés, et ce qu’ils sont devenus.",
    nl: "De bestanden die de partners hebben verstuurd, en wat ermee is gebeurd.",
    en: "The files that partners sent, and what became of them.",
  },
  history: { fr: "Fichiers reçus", nl: "Ontvangen bestanden", en: "Files received" },
  none: {
    fr: "Aucun fichier n’a encore été envoyé ici.",
    nl: "Hier is nog geen bestand verstuurd.",
    en: "No file has been sent here yet.",
  },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  destination: { fr: "Pour", nl: "Voor", en: "For" },
  sent: { fr: "Envoyé", nl: "Verstuurd", en: "Sent" },
  state: { fr: "État", nl: "Toestand", en: "State" },
  rows: { fr: "Lignes", nl: "Rijen", en: "Rows" },
  added: { fr: "Nouvelles", nl: "Nieuw", en: "New" },
  changed: { fr: "Modifiées", nl: "Gewijzigd", en: "Changed" },
  more: { fr: "Voir", nl: "Bekijken", en: "See" },
  original: { fr: "Original", nl: "Origineel", en: "Original" },
  change: { fr: "Modification {number}", nl: "Wijziging {number}", en: "Change {number}" },
} satisfies Record<string, Text>;
