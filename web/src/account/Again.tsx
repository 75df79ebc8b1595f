import { type ReactNode, useState } from "react";
import { Form, TextField } from "../kit/index.ts";
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
  return (
    <Form
      submit={submit}
      isComplete={isReady && password !== "" && code !== ""}
      send={() => {
        // Six digits are the app's; anything longer is a recovery code.
        const isApp = code.replaceAll(/\s/g, "").length <= 6;
        return send({ password, ...(isApp ? { code } : { recoveryCode: code }) });
      }}
    >
      {({ missing }) => (
        <>
          <PasswordField
            label={say(words.password)}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            {...missing(password === "")}
          />
          <TextField
            label={say(words.code)}
            help={say(words.codeHelp)}
            name="code"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            isRequired
            {...missing(code === "")}
          />
          {children}
        </>
      )}
    </Form>
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
} satisfies Record<string, Text>;
