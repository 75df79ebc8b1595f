import { useEffect, useRef, useState } from "react";
import { api, onSignInNeeded } from "../api.ts";
import { type Text, useSay } from "../language.tsx";
import { Button, Card, ConfirmDialog, Notice, ProblemNotice, TextField } from "./index.ts";

/** In the place of the sign-in dialog: asks whether to open what is closed. */
export const GallerySignIn = () => {
  const say = useSay();
  const answer = useRef<(isOpen: boolean) => void>(undefined);
  const [isAsked, setIsAsked] = useState(false);
  useEffect(
    () =>
      onSignInNeeded(() => {
        setIsAsked(true);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      }),
    [],
  );
  const close = (isOpen: boolean) => {
    setIsAsked(false);
    answer.current?.(isOpen);
  };
  return (
    <ConfirmDialog
      title={say(words.asked)}
      isOpen={isAsked}
      confirm={say(words.open)}
      onConfirm={() => void api.send("POST", "/api/open").then(() => close(true))}
      onClose={() => close(false)}
    >
      {say(words.kept)}
    </ConfirmDialog>
  );
};

/** Two requests that need a session, beside a field that is being written in. */
export const GallerySession = () => {
  const say = useSay();
  const [note, setNote] = useState("");
  const [answers, setAnswers] = useState<readonly string[]>([]);
  const [error, setError] = useState<unknown>();
  const ask = async () => {
    setError(undefined);
    try {
      setAnswers(await Promise.all(["1", "2"].map((part) => api.get<string>("/api/closed", { part }))));
    } catch (failed) {
      setError(failed);
    }
  };
  return (
    <Card title={say(words.session)}>
      <TextField label={say(words.note)} value={note} onChange={setNote} />
      <p>
        <Button onPress={() => void ask()}>{say(words.ask)}</Button>
      </p>
      {answers.length > 0 && <Notice tone="success" isLive title={answers.join(", ")} />}
      {error !== undefined && <ProblemNotice error={error} />}
    </Card>
  );
};

const words = {
  asked: { fr: "Reconnectez-vous", nl: "Meld u opnieuw aan", en: "Sign in again" },
  open: { fr: "Ouvrir", nl: "Openen", en: "Open" },
  kept: { fr: "Rien n’est perdu.", nl: "Er gaat niets verloren.", en: "Nothing is lost." },
  session: { fr: "Session", nl: "Sessie", en: "Session" },
  note: { fr: "Ce que j’écrivais", nl: "Wat ik schreef", en: "What I was writing" },
  ask: { fr: "Demander au serveur", nl: "Aan de server vragen", en: "Ask the server" },
} satisfies Record<string, Text>;
