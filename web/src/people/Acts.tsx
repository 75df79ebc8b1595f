import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import {
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  EmptyState,
  ProblemNotice,
  Row,
  Rows,
  Skeleton,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Act } from "./answers.ts";

const together = 100;

/** What was done to accounts, the latest first. */
export const Acts = () => {
  const say = useSay();
  const { dateTime } = useFormat();
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ["people", "acts"],
    queryFn: ({ pageParam }) => api.get<{ acts: readonly Act[] }>("/api/people/acts", { before: pageParam }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ acts }) => (acts.length < together ? undefined : acts.at(-1)?.id),
  });
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <Skeleton shape="rows" />;
  const acts = data.pages.flatMap((page) => page.acts);
  if (acts.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <Stack>
      <Table label={say(words.title)} density="compact" isBusy={isFetching}>
        <Columns>
          <Column>{say(words.at)}</Column>
          <Column>{say(words.who)}</Column>
          <Column>{say(words.what)}</Column>
          <Column>{say(words.whom)}</Column>
          <Column>{say(words.role)}</Column>
        </Columns>
        <Rows>
          {acts.map((act) => (
            <Row key={act.id}>
              <Cell>{dateTime(act.at)}</Cell>
              <Cell>{act.actorName ?? "–"}</Cell>
              <Cell isHead>{say(actWords[act.act] ?? { fr: act.act, nl: act.act, en: act.act })}</Cell>
              <Cell>{act.name ?? "–"}</Cell>
              <Cell isWrapped>
                {act.role ? `${say(act.role)}${act.place ? `, ${say(act.place)}` : ""}` : "–"}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {hasNextPage && (
        <ButtonRow>
          <Button onPress={() => void fetchNextPage()} isPending={isFetching}>
            {say(words.more)}
          </Button>
        </ButtonRow>
      )}
    </Stack>
  );
};

const words = {
  title: { fr: "Journal des accès", nl: "Logboek van de toegangen", en: "Log of access" },
  none: { fr: "Rien n’a encore été fait.", nl: "Er is nog niets gebeurd.", en: "Nothing was done yet." },
  at: { fr: "Quand", nl: "Wanneer", en: "When" },
  who: { fr: "Par", nl: "Door", en: "By" },
  what: { fr: "Action", nl: "Actie", en: "Act" },
  whom: { fr: "Pour", nl: "Voor", en: "For" },
  role: { fr: "Rôle", nl: "Rol", en: "Role" },
  more: { fr: "Plus anciens", nl: "Oudere", en: "Older" },
} satisfies Record<string, Text>;

const actWords: Readonly<Record<string, Text>> = {
  signed_in: { fr: "Connexion", nl: "Aanmelding", en: "Signed in" },
  signed_out_everywhere: {
    fr: "Déconnexion de partout",
    nl: "Overal afgemeld",
    en: "Signed out everywhere",
  },
  codes_refused: { fr: "Plusieurs codes faux", nl: "Verschillende foute codes", en: "Several wrong codes" },
  password_set: { fr: "Mot de passe choisi", nl: "Wachtwoord gekozen", en: "Password chosen" },
  second_factor_set: {
    fr: "Second code installé",
    nl: "Tweede code ingesteld",
    en: "Second code set up",
  },
  recovery_codes_renewed: {
    fr: "Codes de secours renouvelés",
    nl: "Herstelcodes vernieuwd",
    en: "Recovery codes renewed",
  },
  provider_linked: {
    fr: "Identité de l’organisme liée",
    nl: "Identiteit van de organisatie gekoppeld",
    en: "Organisation’s identity linked",
  },
  invited: { fr: "Invitation", nl: "Uitnodiging", en: "Invited" },
  invited_again: { fr: "Invitation renvoyée", nl: "Opnieuw uitgenodigd", en: "Invited again" },
  invitation_accepted: {
    fr: "Invitation acceptée",
    nl: "Uitnodiging aanvaard",
    en: "Invitation accepted",
  },
  role_given: { fr: "Rôle donné", nl: "Rol gegeven", en: "Role given" },
  role_changed: { fr: "Rôle changé", nl: "Rol gewijzigd", en: "Role changed" },
  removed: { fr: "Accès retiré", nl: "Toegang ingetrokken", en: "Access removed" },
  sessions_ended: { fr: "Sessions fermées", nl: "Sessies gesloten", en: "Sessions closed" },
  begun_anew: {
    fr: "Second code effacé, nouvelle invitation",
    nl: "Tweede code gewist, nieuwe uitnodiging",
    en: "Second code erased, invited anew",
  },
  token_made: {
    fr: "Accès de logiciel créé",
    nl: "Toegang voor software gemaakt",
    en: "Program access made",
  },
  token_ended: {
    fr: "Accès de logiciel terminé",
    nl: "Toegang voor software beëindigd",
    en: "Program access ended",
  },
};
