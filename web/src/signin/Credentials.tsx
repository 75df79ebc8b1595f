import { useState } from "react";
import { useLocation } from "react-router";
import { Button, ButtonRow, Form, Link, ProblemNotice, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { NextStep } from "./answers.ts";
import { Demonstration } from "./Demonstration.tsx";
import { PasswordField } from "./PasswordField.tsx";
import style from "./signin.module.css";
import { post, useWays } from "./ways.ts";

/** E-mail address and password; the body's own provider where there is one; the accounts of a demonstration. */
export const Credentials = ({
  onNext,
  onDone,
}: Readonly<{ onNext: (step: NextStep) => void; onDone: () => void }>) => {
  const say = useSay();
  const { data: ways } = useWays();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  return (
    <div className={style.form}>
      {ways?.provider !== null && ways?.provider !== undefined && <Provider name={ways.provider} />}
      <Form
        submit={say(words.goOn)}
        isComplete={email.trim() !== "" && password !== ""}
        send={async () => onNext(await post<NextStep>("/api/sign-in", { email, password }))}
      >
        {({ missing }) => (
          <>
            <TextField
              label={say(words.email)}
              type="email"
              inputMode="email"
              name="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              isRequired
              {...missing(email.trim() === "")}
            />
            <PasswordField
              label={say(words.password)}
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              {...missing(password === "")}
            />
          </>
        )}
      </Form>
      <p className={style.or}>
        <Link to="forgotten-password">{say(words.forgotten)}</Link>
      </p>
      {ways?.demonstration === true && (
        <Demonstration
          onChosen={(chosen) => {
            setEmail(chosen.email);
            setPassword(chosen.password);
          }}
          onDone={onDone}
        />
      )}
    </div>
  );
};

/** The way to the body's own provider; it comes back to the page that one was on. */
const Provider = ({ name }: { name: string }) => {
  const say = useSay();
  const { pathname, search } = useLocation();
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const go = () => {
    setIsPending(true);
    post<{ address: string }>("/api/sign-in/provider", {
      goesTo: pathname.endsWith("/sign-in") ? pathname.replace(/\/sign-in$/, "") : `${pathname}${search}`,
    })
      .then(({ address }) => location.assign(address))
      .catch((problem: unknown) => {
        setError(problem);
        setIsPending(false);
      });
  };
  return (
    <div className={style.form}>
      {error !== undefined && <ProblemNotice error={error} />}
      <ButtonRow>
        <Button variant="primary" icon="external" onPress={go} isPending={isPending}>
          {say(words.provider, { name })}
        </Button>
      </ButtonRow>
      <p className={style.or}>{say(words.or)}</p>
    </div>
  );
};

const words = {
  email: { fr: "Adresse e-mail", nl: "E-mailadres", en: "E-mail address" },
  password: { fr: "Mot de passe", nl: "Wachtwoord", en: "Password" },
  goOn: { fr: "Continuer", nl: "Verder", en: "Continue" },
  forgotten: { fr: "Mot de passe oublié ?", nl: "Wachtwoord vergeten?", en: "Forgotten your password?" },
  provider: { fr: "Se connecter avec {name}", nl: "Aanmelden met {name}", en: "Sign in with {name}" },
  or: {
    fr: "Ou avec un compte Jalon :",
    nl: "Of met een Jalon-account:",
    en: "Or with a Jalon account:",
  },
} satisfies Record<string, Text>;
