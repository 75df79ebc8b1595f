import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { Dialog } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { SetUp } from "../signin/answers.ts";
import { RecoveryCodes } from "../signin/RecoveryCodes.tsx";
import { SetUpStep } from "../signin/SetUpStep.tsx";
import { Again } from "./Again.tsx";
import { accountKey } from "./answers.ts";

/** Sets up another app or telephone in place of the one there is. */
export const SecondFactorDialog = ({ onClose }: Readonly<{ onClose: () => void }>) => {
  const say = useSay();
  const client = useQueryClient();
  const [begun, setBegun] = useState<{ ticket: string; setUp: SetUp }>();
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <Dialog title={say(words.title)} isOpen onClose={onClose} isKept={codes !== undefined} size="l">
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : begun ? (
        <SetUpStep
          setUp={begun.setUp}
          send={async (code) => {
            const made = await api.send<{ recoveryCodes: readonly string[] }>(
              "POST",
              "/api/account/second-factor/confirm",
              { ticket: begun.ticket, code },
            );
            setCodes(made.recoveryCodes);
            await client.invalidateQueries({ queryKey: accountKey });
          }}
        />
      ) : (
        <Again
          submit={say(words.goOn)}
          send={async (proof) => setBegun(await api.send("POST", "/api/account/second-factor", proof))}
        />
      )}
    </Dialog>
  );
};

const words = {
  title: {
    fr: "Changer d’application ou de téléphone",
    nl: "Van app of telefoon veranderen",
    en: "Change app or telephone",
  },
  goOn: { fr: "Continuer", nl: "Verder", en: "Go on" },
} satisfies Record<string, Text>;
