import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonRow,
  Card,
  Cell,
  Column,
  Columns,
  ProblemNotice,
  Row,
  Rows,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { accountKey, type OwnSession } from "./answers.ts";

/** Where one is signed in, with the way to end each. */
export const Sessions = ({ sessions }: Readonly<{ sessions: readonly OwnSession[] }>) => {
  const say = useSay();
  const language = useLanguage();
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => api.send("DELETE", `/api/account/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKey }),
  });
  const endAll = useMutation({
    mutationFn: () => api.send("POST", "/api/account/sign-out-everywhere", {}),
    onSuccess: () => location.assign(`/${language}`),
  });
  const problem = end.error ?? endAll.error;
  return (
    <Card title={say(words.title)}>
      <Stack>
        {problem && <ProblemNotice error={problem} />}
        <Table label={say(words.title)}>
          <Columns>
            <Column>{say(words.device)}</Column>
            <Column>{say(words.started)}</Column>
            <Column>{say(words.lastSeen)}</Column>
            <Column width="least">{say(words.action)}</Column>
          </Columns>
          <Rows>
            {sessions.map(({ id, isThis, startedAt, lastSeenAt, userAgent }) => (
              <Row key={id}>
                <Cell isHead isWrapped>
                  {deviceOf(userAgent) ?? say(words.unknown)}
                </Cell>
                <Cell>{dateTime(startedAt)}</Cell>
                <Cell>{dateTime(lastSeenAt)}</Cell>
                <Cell>
                  {isThis ? (
                    <Badge tone="success">{say(words.thisOne)}</Badge>
                  ) : (
                    <Button
                      size="s"
                      onPress={() => end.mutate(id)}
                      aria-label={say(words.endOf, { at: dateTime(startedAt) })}
                    >
                      {say(words.end)}
                    </Button>
                  )}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
        <ButtonRow>
          <Button variant="danger" onPress={() => endAll.mutate()} isPending={endAll.isPending}>
            {say(words.everywhere)}
          </Button>
        </ButtonRow>
      </Stack>
    </Card>
  );
};

const browsers = [
  [/\bEdg\//, "Microsoft Edge"],
  [/\bFirefox\//, "Firefox"],
  [/\bChrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
] as const;
const systems = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone|\biPad/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
] as const;

/** Returns how a person calls the browser and the machine of a session; undefined where it does not say. */
const deviceOf = (userAgent: string): string | undefined => {
  const found = [browsers, systems].flatMap((list) => {
    const match = list.find(([pattern]) => pattern.test(userAgent));
    return match ? [match[1]] : [];
  });
  return found.length === 0 ? undefined : found.join(", ");
};

const words = {
  title: { fr: "Mes sessions", nl: "Mijn sessies", en: "My sessions" },
  device: { fr: "Appareil", nl: "Toestel", en: "Device" },
  unknown: { fr: "Navigateur inconnu", nl: "Onbekende browser", en: "Unknown browser" },
  started: { fr: "Ouverte", nl: "Geopend", en: "Opened" },
  lastSeen: { fr: "Dernière activité", nl: "Laatst actief", en: "Last active" },
  action: { fr: "Action", nl: "Actie", en: "Action" },
  thisOne: { fr: "Celle-ci", nl: "Deze", en: "This one" },
  end: { fr: "Fermer", nl: "Sluiten", en: "Close" },
  endOf: {
    fr: "Fermer la session ouverte le {at}",
    nl: "De sessie van {at} sluiten",
    en: "Close the session opened on {at}",
  },
  everywhere: { fr: "Se déconnecter de partout", nl: "Overal afmelden", en: "Sign out everywhere" },
} satisfies Record<string, Text>;
