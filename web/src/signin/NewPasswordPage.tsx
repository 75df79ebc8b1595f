import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ButtonLink, Loaded, Notice, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Link } from "./answers.ts";
import { NewPasswordForm } from "./NewPasswordForm.tsx";
import { post, useSecret } from "./ways.ts";

/** Behind the link of a forgotten password. */
export const NewPasswordPage = () => {
  const say = useSay();
  const secret = useSecret();
  const [isDone, setIsDone] = useState(false);
  const link = useQuery({
    queryKey: ["password link", secret],
    queryFn: () => post<Pick<Link, "email" | "name">>("/api/password/look", { secret }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: secret !== "",
  });
  return (
    <Page title={say(words.title)} width="narrow">
      {isDone ? (
        <Notice
          tone="success"
          title={say(words.done)}
          isLive
          actions={
            <ButtonLink to="sign-in" variant="primary">
              {say(words.signIn)}
            </ButtonLink>
          }
        />
      ) : secret === "" ? (
        <Notice tone="warning" title={say(words.open)} />
      ) : (
        <Loaded query={link}>
          {({ email }) => (
            <NewPasswordForm
              email={email}
              submit={say(words.keep)}
              send={async (password) => {
                await post("/api/password/reset", { secret, password });
                setIsDone(true);
              }}
            />
          )}
        </Loaded>
      )}
    </Page>
  );
};

const words = {
  title: { fr: "Nouveau mot de passe", nl: "Nieuw wachtwoord", en: "New password" },
  keep: { fr: "Garder ce mot de passe", nl: "Dit wachtwoord bewaren", en: "Keep this password" },
  done: {
    fr: "Votre mot de passe est changé et vos sessions sont fermées.",
    nl: "Uw wachtwoord is gewijzigd en uw sessies zijn gesloten.",
    en: "Your password is changed and your sessions are closed.",
  },
  signIn: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
  open: {
    fr: "Ouvrez cette page par le lien de l’e-mail.",
    nl: "Open deze pagina via de link in de e-mail.",
    en: "Open this page by the link in the mail.",
  },
} satisfies Record<string, Text>;
