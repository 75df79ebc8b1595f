import { type FormEvent, useState } from "react";
import { ApiProblem } from "../api.ts";
import { Button, ButtonRow, ProblemNotice, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { PasswordField } from "./PasswordField.tsx";
import style from "./signin.module.css";
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
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isTried, setIsTried] = useState(false);
  const isShort = Array.from(password).length < shortest;
  const refusal =
    error instanceof ApiProblem && error.code === "weak_password"
      ? error.title
      : isTried && isShort
        ? say(words.short, { shortest })
        : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (isShort || isPending) return;
    setIsPending(true);
    setError(undefined);
    send(password)
      .catch(setError)
      .finally(() => setIsPending(false));
  };
  return (
    <form className={style.form} onSubmit={onSubmit} noValidate>
      {error !== undefined && refusal === undefined && <ProblemNotice error={error} />}
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
        {...(refusal === undefined ? {} : { error: refusal })}
      />
      <ButtonRow>
        <Button type="submit" variant="primary" isPending={isPending}>
          {submit}
        </Button>
      </ButtonRow>
    </form>
  );
};

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
