import { type FormEvent, type ReactNode, useState } from "react";
import { Button, ButtonRow, ProblemNotice, Stack, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { PasswordField } from "../signin/PasswordField.tsx";

export type Proof = Readonly<{ password: string; code?: string; recoveryCode?: string }>;

/** The password and a code once more, before something changes about how one signs in. */
export const Again = ({
  submit,
  send,
  children,
  isReady = true,
}: Readonly<{
  submit: string;
  send: (proof: Proof) => Promise<void>;
  /** More fields of the same form. */
  children?: ReactNode;
  isReady?: boolean;
}>) => {
  const say = useSay();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isTried, setIsTried] = useState(false);
  const missing = (value: string) => (isTried && value === "" ? { error: say(words.missing) } : {});
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!isReady || password === "" || code === "" || isPending) return;
    setIsPending(true);
    setError(undefined);
    // Six digits are the app's; anything longer is a recovery code.
    const isApp = code.replaceAll(/\s/g, "").length <= 6;
    send({ password, ...(isApp ? { code } : { recoveryCode: code }) })
      .catch(setError)
      .finally(() => setIsPending(false));
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        {error !== undefined && <ProblemNotice error={error} />}
        <PasswordField
          label={say(words.password)}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          {...missing(password)}
        />
        <TextField
          label={say(words.code)}
          help={say(words.codeHelp)}
          name="code"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
          isRequired
          {...missing(code)}
        />
        {children}
        <ButtonRow>
          <Button type="submit" variant="primary" isPending={isPending}>
            {submit}
          </Button>
        </ButtonRow>
      </Stack>
    </form>
  );
};

const words = {
  password: { fr: "Mot de passe actuel", nl: "Huidig wachtwoord", en: "Present password" },
  code: { fr: "Code de l’application", nl: "Code van de app", en: "Code of the app" },
  codeHelp: {
    fr: "Six chiffres, ou un code de secours.",
    nl: "Zes cijfers, of een herstelcode.",
    en: "Six digits, or a recovery code.",
  },
  missing: { fr: "Remplissez ce champ.", nl: "Vul dit veld in.", en: "Fill in this field." },
} satisfies Record<string, Text>;
