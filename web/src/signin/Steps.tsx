import { useState } from "react";
import { Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { NextStep } from "./answers.ts";
import { CodeStep } from "./CodeStep.tsx";
import { Credentials } from "./Credentials.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { SetUpStep } from "./SetUpStep.tsx";
import { post } from "./ways.ts";

/**
 * Signing in, step after step, on a page or in a dialog: who one is, the code, and at the first time the app and the
 * recovery codes. `first`: a step to begin with, after an accepted invitation.
 */
export const Steps = ({ onDone, first }: Readonly<{ onDone: () => void; first?: NextStep }>) => {
  const say = useSay();
  const [step, setStep] = useState<NextStep | undefined>(first);
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  switch (step?.next) {
    case undefined:
      return <Credentials onNext={setStep} onDone={onDone} />;
    case "second_factor":
      return <CodeStep ticket={step.ticket} onDone={onDone} onBack={() => setStep(undefined)} />;
    case "set_up":
      return (
        <Stack>
          <h2>{say(words.setUp)}</h2>
          <p>{say(words.why)}</p>
          <SetUpStep
            setUp={step.setUp}
            send={async (code) => {
              const { recoveryCodes } = await post<{ recoveryCodes: readonly string[] }>(
                "/api/sign-in/set-up",
                { ticket: step.ticket, code },
              );
              setCodes(recoveryCodes);
            }}
          />
        </Stack>
      );
  }
};

const words = {
  setUp: { fr: "Votre second code", nl: "Uw tweede code", en: "Your second code" },
  why: {
    fr: "Jalon contient des données sensibles : à chaque connexion, votre téléphone donne un code en plus du mot de passe.",
    nl: "Jalon bevat gevoelige gegevens: bij elke aanmelding geeft uw telefoon een code, naast het wachtwoord.",
    en: "Jalon holds sensitive data: at each sign-in your telephone gives a code besides the password.",
  },
} satisfies Record<string, Text>;
