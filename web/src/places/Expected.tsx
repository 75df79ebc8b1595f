import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Begun, PlacesPage, Promised } from "../../../src/places/shapes.ts";
import { api } from "../api.ts";
import {
  announce,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  DateField,
  Dialog,
  EmptyState,
  Link,
  Notice,
  Row,
  Rows,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { StepsButton } from "../record/StepsButton.tsx";
import { ActProblem } from "./ActProblem.tsx";
import { nameOf, recordPage, useRenewal } from "./use-places.ts";

/** For whom a place is kept; once somebody is there, one act begins the stay with what the request says already. */
export const Expected = ({ page }: { page: PlacesPage }) => {
  const say = useSay();
  const format = useFormat();
  const [begins, setBegins] = useState<Promised>();
  const [begun, setBegun] = useState<Begun>();
  const { promised, requests, stays, structures } = page;
  if (!requests) return null;
  return (
    <Section title={say(words.title, { count: format.number(promised.length) })}>
      {begun && (
        <Notice tone="success" isLive>
          {say(words.begun)}{" "}
          <Link to={recordPage(begun.operation, begun.stay.register, begun.stay.record)}>
            {say(words.stay, { record: say(stays.record) })}
          </Link>
        </Notice>
      )}
      {promised.length === 0 ? (
        <EmptyState title={say(words.nobody)} />
      ) : (
        <Table label={say(words.label)}>
          <Columns>
            <Column>{say(words.request)}</Column>
            <Column>{say(words.act)}</Column>
            {structures && <Column width="wide">{say(words.structure)}</Column>}
            <Column>{say(words.from)}</Column>
            <Column>{say(words.until)}</Column>
            <Column>{say(words.state)}</Column>
          </Columns>
          <Rows>
            {promised.map((row) => (
              <Row key={`${row.operation} ${row.record}`}>
                <Cell isHead>
                  <Link to={recordPage(row.operation, requests.register, row.record)}>
                    {nameOf(row, say)}
                  </Link>
                </Cell>
                <Cell>
                  <ButtonRow>
                    {row.mayBegin && (
                      <Button
                        size="s"
                        onPress={() => setBegins(row)}
                        aria-label={say(words.beginOf, { name: nameOf(row, say) })}
                      >
                        {say(words.begin)}
                      </Button>
                    )}
                    <StepsButton
                      operation={row.operation}
                      register={requests.register}
                      record={String(row.record)}
                      name={nameOf(row, say)}
                    />
                  </ButtonRow>
                </Cell>
                {structures && <Cell isWrapped>{row.structure}</Cell>}
                <Cell>{format.date(row.from)}</Cell>
                <Cell>{row.until === null ? "–" : format.date(row.until)}</Cell>
                <Cell>{say(row.state)}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {begins && (
        <BeginDialog
          key={begins.record}
          page={page}
          row={begins}
          onClose={() => setBegins(undefined)}
          onBegun={setBegun}
        />
      )}
    </Section>
  );
};

const BeginDialog = ({
  page,
  row,
  onClose,
  onBegun,
}: Readonly<{ page: PlacesPage; row: Promised; onClose: () => void; onBegun: (begun: Begun) => void }>) => {
  const say = useSay();
  const renew = useRenewal();
  const [on, setOn] = useState(row.from ?? page.today);
  const begin = useMutation({
    mutationFn: () =>
      api.send<Begun>("POST", `/api/services/${page.service}/places/begin`, {
        operation: row.operation,
        request: row.record,
        version: row.version,
        on,
      }),
    onSuccess: async (begun) => {
      announce(say(words.begun));
      onBegun(begun);
      onClose();
      await renew();
    },
    onError: async () => renew(),
  });
  return (
    <Dialog
      isOpen
      title={say(words.beginOf, { name: nameOf(row, say) })}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isDisabled={!/^\d{4}-\d\d-\d\d$/.test(on)}
            isPending={begin.isPending}
            onPress={() => begin.mutate()}
          >
            {say(words.begin)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        {begin.error && <ActProblem error={begin.error} />}
        <p>{say(words.does, { record: say(page.stays.record) })}</p>
        <DateField label={say(words.on)} value={on} onChange={setOn} isRequired />
      </Stack>
    </Dialog>
  );
};

const words = {
  title: { fr: "Attendus ({count})", nl: "Verwacht ({count})", en: "Expected ({count})" },
  label: { fr: "Attendus", nl: "Verwacht", en: "Expected" },
  nobody: { fr: "Personne n'est attendu.", nl: "Er wordt niemand verwacht.", en: "Nobody is expected." },
  request: { fr: "Demande", nl: "Aanvraag", en: "Request" },
  structure: { fr: "Structure", nl: "Structuur", en: "Structure" },
  from: { fr: "Du", nl: "Van", en: "From" },
  until: { fr: "Au", nl: "Tot en met", en: "Until" },
  state: { fr: "État", nl: "Stand", en: "State" },
  act: { fr: "À faire", nl: "Te doen", en: "To do" },
  begin: { fr: "Le séjour commence", nl: "Het verblijf begint", en: "The stay begins" },
  beginOf: {
    fr: "Le séjour commence : demande {name}",
    nl: "Het verblijf begint: aanvraag {name}",
    en: "The stay begins: request {name}",
  },
  does: {
    fr: "La demande avance d'une étape, et une fiche se crée avec ce qu'elle dit déjà : {record}.",
    nl: "De aanvraag gaat een stap verder, en er komt een fiche bij met wat ze al zegt: {record}.",
    en: "The request goes one step further, and a record is made with what it says already: {record}.",
  },
  on: { fr: "Premier jour", nl: "Eerste dag", en: "First day" },
  begun: { fr: "Le séjour a commencé.", nl: "Het verblijf is begonnen.", en: "The stay has begun." },
  stay: { fr: "Voir la fiche : {record}", nl: "De fiche bekijken: {record}", en: "See the record: {record}" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
} satisfies Record<string, Text>;
