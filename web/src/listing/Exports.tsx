import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  EmptyState,
  Loaded,
  Page,
  ProblemNotice,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Description, SavedExport } from "./shapes.ts";

const key = ["exports"] as const;

/** The asker's own files made of large lists, for 32 hours. */
export const Exports = () => {
  const say = useSay();
  const exports = useQuery({
    queryKey: key,
    queryFn: () => api.get<{ exports: SavedExport[] }>("/api/exports"),
    refetchInterval: ({ state }) =>
      state.data?.exports.some((each) => each.state === "waiting") === true ? 2000 : false,
  });
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Loaded query={exports}>
        {({ exports: mine }) =>
          mine.length === 0 ? (
            <EmptyState title={say(words.none)}>{say(words.how)}</EmptyState>
          ) : (
            <Table label={say(words.title)}>
              <Columns>
                <Column>{say(words.list)}</Column>
                <Column>{say(words.asked)}</Column>
                <Column isNumeric>{say(words.records)}</Column>
                <Column>{say(words.until)}</Column>
                <Column>{say(words.file)}</Column>
              </Columns>
              <Rows>
                {mine.map((each) => (
                  <ExportRow key={each.export} saved={each} />
                ))}
              </Rows>
            </Table>
          )
        }
      </Loaded>
    </Page>
  );
};

const ExportRow = ({ saved }: Readonly<{ saved: SavedExport }>) => {
  const say = useSay();
  const format = useFormat();
  const queries = useQueryClient();
  const description = useQuery({
    queryKey: ["list", saved.register, undefined],
    queryFn: () => api.get<Description>(`/api/registers/${saved.register}/list`),
    staleTime: Infinity,
  });
  const fetching = useMutation({ mutationFn: () => api.file(`/api/exports/${saved.export}/file`) });
  const deleting = useMutation({
    mutationFn: () => api.send("DELETE", `/api/exports/${saved.export}`),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const error = fetching.error ?? deleting.error;
  return (
    <Row>
      <Cell isHead>
        {description.data ? say(description.data.label) : saved.register} ({saved.format.toUpperCase()})
      </Cell>
      <Cell>{format.dateTime(saved.createdAt)}</Cell>
      <Cell isNumeric>{saved.records === null ? "" : format.number(saved.records)}</Cell>
      <Cell>{format.dateTime(saved.expiresAt)}</Cell>
      <Cell>
        {saved.state === "waiting" && <Badge tone="info">{say(words.waiting)}</Badge>}
        {saved.state === "failed" && <Badge tone="error">{say(words.failed)}</Badge>}
        {saved.state === "ready" && (
          <ButtonRow>
            <Button size="s" icon="download" onPress={() => fetching.mutate()} isPending={fetching.isPending}>
              {say(words.fetch)}
            </Button>
            <Button
              size="s"
              variant="quiet"
              icon="trash"
              onPress={() => deleting.mutate()}
              isPending={deleting.isPending}
            >
              {say(words.delete)}
            </Button>
          </ButtonRow>
        )}
        {error !== null && <ProblemNotice error={error} />}
      </Cell>
    </Row>
  );
};

const words = {
  title: { fr: "Mes exports", nl: "Mijn exports", en: "My exports" },
  lead: {
    fr: "Les fichiers tirés de longues listes. Vous seul·e pouvez les télécharger ; ils sont effacés après 32 heures.",
    nl: "De bestanden die van lange lijsten zijn gemaakt. Alleen u kunt ze downloaden; na 32 uur worden ze gewist.",
    en: "The files made of long lists. Only you can download them; they are deleted after 32 hours.",
  },
  none: { fr: "Aucun export pour l’instant", nl: "Nog geen exports", en: "No exports yet" },
  how: {
    fr: "Ouvrez la liste d’un registre et choisissez « Exporter ». Jusqu’à 5 000 lignes, le fichier vient tout de suite ; au-delà, il vous attend ici.",
    nl: "Open de lijst van een register en kies “Exporteren”. Tot 5.000 rijen komt het bestand meteen; daarboven wacht het hier op u.",
    en: "Open the list of a register and choose “Export”. Up to 5,000 rows the file comes at once; above that it waits for you here.",
  },
  list: { fr: "Liste", nl: "Lijst", en: "List" },
  asked: { fr: "Demandé le", nl: "Gevraagd op", en: "Asked on" },
  records: { fr: "Fiches", nl: "Fiches", en: "Records" },
  until: { fr: "Disponible jusqu’au", nl: "Beschikbaar tot", en: "Available until" },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  waiting: { fr: "en préparation", nl: "wordt gemaakt", en: "being made" },
  failed: {
    fr: "n’a pas abouti ; refaites-le",
    nl: "niet gelukt; doe het opnieuw",
    en: "did not succeed; do it again",
  },
  fetch: { fr: "Télécharger", nl: "Downloaden", en: "Download" },
  delete: { fr: "Effacer", nl: "Wissen", en: "Delete" },
} satisfies Record<string, Text>;
