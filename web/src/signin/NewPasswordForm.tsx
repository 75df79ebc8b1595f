import { useState } from "react";
import { ApiProblem } from "../api.ts";
import { Form, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { PasswordField } from "./PasswordField.tsx";
import { useWays } from "./ways.ts";

/** A new password, typed once: it can be shown, so that it need not be typed twice. */
export const NewPasswordForm = ({
  email,
  submit,
  send,
}: Readonly<{ email: string; submit: string; send: (password: string) => Promise<void> }>) => {
  const say = useSay();
  const shortest = useWays().data?.shortestPassword ?? 12;
  const [password, setPassword] = useState("");
  const isShort = Array.from(password).length < shortest;
  return (
    <Form submit={submit} isComplete={!isShort} send={() => send(password)} isToldInField={isWeak}>
      {({ missing, problem }) => (
        <>
          <TextField
            label={say(words.email)}
            name="username"
            autoComplete="username"
            value={email}
            onChange={() => undefined}
            isReadOnly
          />
          <PasswordField
            label={say(words.password)}
            help={say(words.help, { shortest })}
            name="new-password"
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            {...(isWeak(problem)
              ? { error: problem.title }
              : missing(isShort, say(words.short, { shortest })))}
          />
        </>
      )}
    </Form>
  );
};

const isWeak = (problem: unknown): problem is ApiProblem =>
  problem instanceof ApiProblem && problem.code === "weak_password";

const words = {
  email: { fr: "Adresse e-mail", nl: "E-mailadres", en: "E-mail address" },
  password: { fr: "Nouveau mot de passe", nl: "Nieuw wachtwoord", en: "New password" },
  help: {
    fr: "Au moins {shortest} caractères : une phrase de quelques mots sans rapport entre eux est sûre et se retient.",
    nl: "Minstens {shortest} tekens: een zin van enkele woorden die niets met elkaar te maken hebben, is veilig en blijft hangen.",
    en: "At least {shortest} characters: a few words that have nothing to do with each other are safe and easy to keep in mind.",
  },
  short: {
    fr: "Prenez au moins {shortest} caractères.",
    nl: "Neem minstens {shortest} tekens.",
    en: "Take at least {shortest} characters.",
  },
} satisfies Record<string, Text>;
