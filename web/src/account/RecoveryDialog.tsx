import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { Dialog } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { RecoveryCodes } from "../signin/RecoveryCodes.tsx";
import { Again } from "./Again.tsx";
import { accountKey } from "./answers.ts";

/** Makes new recovery codes in place of the old ones. */
export const RecoveryDialog = ({ onClose }: Readonly<{ onClose: () => void }>) => {
  const say = useSay();
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <Dialog title={say(words.title)} isOpen onClose={onClose} isKept={codes !== undefined} size="l">
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : (
        <>
          <p>{say(words.what)}</p>
          <Again
            submit={say(words.make)}
            send={async (proof) => {
              const made = await api.send<{ recoveryCodes: readonly string[] }>(
                "POST",
                "/api/account/recovery-codes",
                proof,
              );
              setCodes(made.recoveryCodes);
              await client.invalidateQueries({ queryKey: accountKey });
            }}
          />
        </>
      )}
    </Dialog>
  );
};

const words = {
  title: { fr: "Nouveaux codes de secours", nl: "Nieuwe herstelcodes", en: "New recovery codes" },
  what: {
    fr: "Les codes que vous avez gardés ne serviront plus.",
    nl: "De codes die u bewaarde, werken dan niet meer.",
    en: "The codes that you kept will no longer work.",
  },
  make: { fr: "Faire de nouveaux codes", nl: "Nieuwe codes maken", en: "Make new codes" },
} satisfies Record<string, Text>;
