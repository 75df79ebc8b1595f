import { type ReactNode, useEffect, useState } from "react";
import { Button, focusField, Form, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { post } from "./ways.ts";

/** The second factor: a code of the app, or a recovery code. */
export const CodeStep = ({
  ticket,
  onDone,
  onBack,
}: Readonly<{ ticket: string; onDone: () => void; onBack: () => void }>) => {
  const say = useSay();
  const [isRecovery, setIsRecovery] = useState(false);
  return (
    <CodeForm
      key={String(isRecovery)}
      isRecovery={isRecovery}
      isFirst
      send={async (code) => {
        await post("/api/sign-in/second-factor", {
          ticket,
          ...(isRecovery ? { recoveryCode: code } : { code }),
        });
        onDone();
      }}
      submit={say(words.submit)}
    >
      <Button variant="quiet" onPress={() => setIsRecovery(!isRecovery)}>
        {say(isRecovery ? words.withApp : words.withRecovery)}
      </Button>
      <Button variant="quiet" onPress={onBack}>
        {say(words.back)}
      </Button>
    </CodeForm>
  );
};

/** A form of one code. */
export const CodeForm = ({
  isRecovery = false,
  isFirst = false,
  send,
  submit,
  children,
}: Readonly<{
  isRecovery?: boolean;
  /** The field is all that the step consists of. */
  isFirst?: boolean;
  send: (code: string) => Promise<void>;
  submit: string;
  children?: ReactNode;
}>) => {
  const say = useSay();
  const [code, setCode] = useState("");
  // A step that is but one field begins in it.
  useEffect(() => {
    if (isFirst) focusField(isRecovery ? "recoveryCode" : "code");
  }, [isFirst, isRecovery]);
  return (
    <Form
      submit={submit}
      isComplete={code.trim() !== ""}
      send={async () => {
        try {
          await send(code);
        } catch (error) {
          setCode("");
          throw error;
        }
      }}
      more={children}
    >
      {({ missing }) =>
        isRecovery ? (
          <TextField
            label={say(words.recoveryCode)}
            help={say(words.recoveryHelp)}
            value={code}
            onChange={setCode}
            name="recoveryCode"
            autoComplete="off"
            spellCheck={false}
            isRequired
            width="full"
            {...missing(code.trim() === "", say(words.missing))}
          />
        ) : (
          <TextField
            label={say(words.code)}
            help={say(words.codeHelp)}
            value={code}
            onChange={setCode}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            isRequired
            width="short"
            {...missing(code.trim() === "", say(words.missing))}
          />
        )
      }
    </Form>
  );
};

const words = {
  code: { fr: "Code à six chiffres", nl: "Code van zes cijfers", en: "Six-digit code" },
  codeHelp: {
    fr: "Celui que votre application d’authentification montre en ce moment pour Jalon.",
    nl: "De code die uw authenticatie-app nu toont voor Jalon.",
    en: "The one that your authenticator app shows now for Jalon.",
  },
  recoveryCode: { fr: "Code de secours", nl: "Herstelcode", en: "Recovery code" },
  recoveryHelp: {
    fr: "Un des dix codes conservés lors de la première connexion.",
    nl: "Een van de tien codes die u bij de eerste aanmelding bewaarde.",
    en: "One of the ten codes that you kept at your first sign-in.",
  },
  missing: { fr: "Indiquez le code.", nl: "Vul de code in.", en: "Fill in the code." },
  submit: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
  withRecovery: {
    fr: "Utiliser un code de secours",
    nl: "Een herstelcode gebruiken",
    en: "Use a recovery code",
  },
  withApp: {
    fr: "Utiliser l’application",
    nl: "De app gebruiken",
    en: "Use the app",
  },
  back: { fr: "Recommencer", nl: "Opnieuw beginnen", en: "Begin again" },
} satisfies Record<string, Text>;
