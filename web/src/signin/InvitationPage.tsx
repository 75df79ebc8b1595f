import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button, ButtonRow, Facts, Loaded, Notice, Page, ProblemNotice, useAddress } from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import type { Link, NextStep } from "./answers.ts";
import { NewPasswordForm } from "./NewPasswordForm.tsx";
import style from "./signin.module.css";
import { Steps } from "./Steps.tsx";
import { post, useSecret, useWays } from "./ways.ts";

/** Behind the link of an invitation: what it is for, a password or the body's provider, then the second code. */
export const InvitationPage = () => {
  const say = useSay();
  const language = useLanguage();
  const address = useAddress();
  const navigate = useNavigate();
  const client = useQueryClient();
  const secret = useSecret();
  const [step, setStep] = useState<NextStep>();
  const link = useQuery({
    queryKey: ["invitation", secret],
    queryFn: () => post<Link>("/api/invitations/look", { secret }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: secret !== "",
  });
  return (
    <Page title={say(words.title)} width="narrow">
      {step ? (
        <Steps
          first={step}
          onDone={() => {
            client.clear();
            void navigate(address(""));
          }}
        />
      ) : secret === "" ? (
        <Notice tone="warning" title={say(words.open)} />
      ) : (
        <Loaded query={link}>
          {(invitation) => (
            <>
              <What invitation={invitation} />
              <ByProvider secret={secret} />
              <NewPasswordForm
                email={invitation.email}
                submit={say(words.accept)}
                send={async (password) =>
                  setStep(await post<NextStep>("/api/invitations/accept", { secret, password, language }))
                }
              />
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
};

const What = ({ invitation: { name, roles, expiresAt } }: { invitation: Link }) => {
  const say = useSay();
  const { dateTime } = useFormat();
  return (
    <>
      <p>{say(words.hello, { name })}</p>
      <Facts
        items={[
          ...roles.map(({ role, place }) => ({
            label: say(role),
            value: say(place),
            id: say(role) + say(place),
          })),
          { label: say(words.until), value: dateTime(expiresAt), id: "until" },
        ]}
      />
    </>
  );
};

const ByProvider = ({ secret }: { secret: string }) => {
  const say = useSay();
  const address = useAddress();
  const { data: ways } = useWays();
  const [error, setError] = useState<unknown>();
  if (ways?.provider === null || ways?.provider === undefined) return null;
  const go = () => {
    post<{ address: string }>("/api/sign-in/provider", { goesTo: address(""), invitation: secret })
      .then((way) => location.assign(way.address))
      .catch(setError);
  };
  return (
    <div className={style.form}>
      {error !== undefined && <ProblemNotice error={error} />}
      <ButtonRow>
        <Button variant="primary" icon="external" onPress={go}>
          {say(words.provider, { name: ways.provider })}
        </Button>
      </ButtonRow>
      <p className={style.or}>{say(words.or)}</p>
    </div>
  );
};

const words = {
  title: { fr: "Votre invitation", nl: "Uw uitnodiging", en: "Your invitation" },
  hello: {
    fr: "Bonjour {name}, vous êtes invité à travailler dans Jalon.",
    nl: "Dag {name}, u bent uitgenodigd om in Jalon te werken.",
    en: "Hello {name}, you are invited to work in Jalon.",
  },
  until: { fr: "Valable jusqu’au", nl: "Geldig tot", en: "Good until" },
  accept: { fr: "Accepter et continuer", nl: "Aanvaarden en verdergaan", en: "Accept and go on" },
  provider: { fr: "Accepter avec {name}", nl: "Aanvaarden met {name}", en: "Accept with {name}" },
  or: {
    fr: "Ou choisissez un mot de passe pour un compte Jalon :",
    nl: "Of kies een wachtwoord voor een Jalon-account:",
    en: "Or choose a password for a Jalon account:",
  },
  open: {
    fr: "Ouvrez cette page par le lien de l’e-mail d’invitation.",
    nl: "Open deze pagina via de link in de uitnodigingsmail.",
    en: "Open this page by the link in the invitation mail.",
  },
} satisfies Record<string, Text>;
