import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { Dialog, Notice } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { PasswordField } from "../signin/PasswordField.tsx";
import { Again } from "./Again.tsx";
import { accountKey } from "./answers.ts";

/** Changes one's password. */
export const PasswordDialog = ({ email, onClose }: Readonly<{ email: string; onClose: () => void }>) => {
  const say = useSay();
  const client = useQueryClient();
  const [next, setNext] = useState("");
  const [isDone, setIsDone] = useState(false);
  return (
    <Dialog title={say(words.title)} isOpen onClose={onClose}>
      {isDone ? (
        <Notice tone="success" title={say(words.done)} isLive />
      ) : (
        <Again
          submit={say(words.submit)}
          isReady={next !== ""}
          send={async (proof) => {
            await api.send("POST", "/api/account/password", { ...proof, next });
            setIsDone(true);
            await client.invalidateQueries({ queryKey: accountKey });
          }}
        >
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <PasswordField
            label={say(words.next)}
            help={say(words.help)}
            name="new-password"
            autoComplete="new-password"
            value={next}
            onChange={setNext}
          />
        </Again>
      )}
    </Dialog>
  );
};

const words = {
  title: { fr: "Changer le mot de passe", nl: "Het wachtwoord wijzigen", en: "Change the password" },
  next: { fr: "Nouveau mot de passe", nl: "Nieuw wachtwoord", en: "New password" },
  help: {
    fr: "Au moins douze caractères : quelques mots sans rapport entre eux. Vos autres sessions se fermeront.",
    nl: "Minstens twaalf tekens: enkele woorden die niets met elkaar te maken hebben. Uw andere sessies worden gesloten.",
    en: "At least twelve characters: a few words that have nothing to do with each other. Your other sessions will close.",
  },
  submit: { fr: "Changer", nl: "Wijzigen", en: "Change" },
  done: {
    fr: "Votre mot de passe est changé ; vos autres sessions sont fermées.",
    nl: "Uw wachtwoord is gewijzigd; uw andere sessies zijn gesloten.",
    en: "Your password is changed; your other sessions are closed.",
  },
} satisfies Record<string, Text>;
