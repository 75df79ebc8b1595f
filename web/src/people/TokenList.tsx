import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  ConfirmDialog,
  EmptyState,
  Loaded,
  ProblemNotice,
  Row,
  Rows,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Token, Tokens } from "./answers.ts";
import { TokenDialog } from "./TokenDialog.tsx";

/** The accesses of partners' programs. */
export const TokenList = () => {
  const say = useSay();
  const { date, dateTime } = useFormat();
  const [isMaking, setIsMaking] = useState(false);
  const [now] = useState(Date.now);
  const [ending, setEnding] = useState<Token>();
  const tokens = useQuery({ queryKey: ["tokens"], queryFn: () => api.get<Tokens>("/api/tokens") });
  return (
    <Loaded query={tokens}>
      {(data) => (
        <Stack>
          <p>{say(words.lead)}</p>
          {data.makable.length > 0 && (
            <ButtonRow>
              <Button icon="add" onPress={() => setIsMaking(true)}>
                {say(words.make)}
              </Button>
            </ButtonRow>
          )}
          {data.tokens.length === 0 ? (
            <EmptyState title={say(words.none)} />
          ) : (
            <Table label={say(words.title)}>
              <Columns>
                <Column>{say(words.label)}</Column>
                <Column>{say(words.role)}</Column>
                <Column>{say(words.made)}</Column>
                <Column>{say(words.used)}</Column>
                <Column>{say(words.until)}</Column>
                <Column width="least">{say(words.action)}</Column>
              </Columns>
              <Rows>
                {data.tokens.map((token) => (
                  <Row key={token.id}>
                    <Cell isHead>{token.label}</Cell>
                    <Cell isWrapped>
                      {say(token.roleLabel)}, {say(token.place)}
                    </Cell>
                    <Cell>
                      {date(token.createdAt)}
                      {token.createdBy === null ? "" : `, ${token.createdBy}`}
                    </Cell>
                    <Cell>{token.lastUsedAt === null ? say(words.never) : dateTime(token.lastUsedAt)}</Cell>
                    <Cell>{date(token.expiresAt)}</Cell>
                    <Cell>
                      {token.endedAt !== null || Date.parse(token.expiresAt) < now ? (
                        <Badge>{say(words.ended)}</Badge>
                      ) : (
                        <Button
                          size="s"
                          variant="danger"
                          onPress={() => setEnding(token)}
                          aria-label={say(words.endOf, { label: token.label })}
                        >
                          {say(words.end)}
                        </Button>
                      )}
                    </Cell>
                  </Row>
                ))}
              </Rows>
            </Table>
          )}
          <TokenDialog
            isOpen={isMaking}
            onClose={() => setIsMaking(false)}
            makable={data.makable}
            longestDays={data.longestDays}
          />
          {ending && <EndDialog key={ending.id} token={ending} onClose={() => setEnding(undefined)} />}
        </Stack>
      )}
    </Loaded>
  );
};

const EndDialog = ({ token, onClose }: Readonly<{ token: Token; onClose: () => void }>) => {
  const say = useSay();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.send("DELETE", `/api/tokens/${token.id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["tokens"] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={say(words.endOf, { label: token.label })}
      isOpen
      onClose={onClose}
      confirm={say(words.end)}
      onConfirm={() => end.mutate()}
      isPending={end.isPending}
      isDanger
    >
      <p>{say(words.endWhat)}</p>
      {end.error && <ProblemNotice error={end.error} />}
    </ConfirmDialog>
  );
};

const words = {
  title: { fr: "Accès de logiciels", nl: "Toegangen voor software", en: "Accesses of programs" },
  lead: {
    fr: "Le logiciel d’un organisme peut envoyer et lire ses propres données avec une clé, sans que personne se connecte.",
    nl: "De software van een organisatie kan met een sleutel haar eigen gegevens sturen en lezen, zonder dat iemand zich aanmeldt.",
    en: "An organisation’s own software can send and read its own data with a key, without anybody signing in.",
  },
  make: { fr: "Créer une clé", nl: "Een sleutel maken", en: "Make a key" },
  none: {
    fr: "Aucun logiciel n’a d’accès.",
    nl: "Geen software heeft toegang.",
    en: "No program has access.",
  },
  label: { fr: "Logiciel", nl: "Software", en: "Program" },
  role: { fr: "Rôle et lieu", nl: "Rol en plaats", en: "Role and place" },
  made: { fr: "Créée", nl: "Gemaakt", en: "Made" },
  used: { fr: "Dernier usage", nl: "Laatst gebruikt", en: "Last used" },
  until: { fr: "Valable jusqu’au", nl: "Geldig tot", en: "Good until" },
  action: { fr: "Action", nl: "Actie", en: "Action" },
  never: { fr: "jamais", nl: "nooit", en: "never" },
  ended: { fr: "Terminée", nl: "Beëindigd", en: "Ended" },
  end: { fr: "Mettre fin", nl: "Beëindigen", en: "End" },
  endOf: { fr: "Mettre fin à « {label} »", nl: '"{label}" beëindigen', en: 'End "{label}"' },
  endWhat: {
    fr: "Le logiciel qui utilise cette clé est refusé dès sa prochaine demande.",
    nl: "De software die deze sleutel gebruikt, wordt vanaf de volgende aanvraag geweigerd.",
    en: "The program that uses this key is refused from its next request on.",
  },
} satisfies Record<string, Text>;
