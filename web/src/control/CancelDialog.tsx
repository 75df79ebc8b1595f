import { useState } from "react";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { api } from "../api.ts";
import { ConfirmDialog, ProblemNotice, Stack, TextArea } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useAct, verificationAddress } from "./use-control.ts";

/** Gives a verification up, with the reason. */
export const CancelDialog = ({
  page,
  onClose,
}: Readonly<{ page: VerificationPage; onClose: () => void }>) => {
  const say = useSay();
  const [reason, setReason] = useState("");
  const [isTried, setIsTried] = useState(false);
  const cancel = useAct(
    page.id,
    say(words.done),
    () =>
      api.send<VerificationPage>("POST", `${verificationAddress(page.id)}/cancel`, { reason: reason.trim() }),
    onClose,
  );
  const isMissing = reason.trim() === "";
  return (
    <ConfirmDialog
      isOpen
      size="m"
      title={say(words.title)}
      onClose={onClose}
      confirm={say(words.confirm)}
      cancel={say(words.back)}
      isDanger
      isPending={cancel.isPending}
      onConfirm={() => {
        setIsTried(true);
        if (!isMissing) cancel.mutate(undefined);
      }}
    >
      <Stack>
        {cancel.error && <ProblemNotice error={cancel.error} />}
        <p>{say(words.what)}</p>
        <TextArea
          label={say(words.reason)}
          isRequired
          rows={2}
          maxLength={500}
          value={reason}
          onChange={setReason}
          {...(isTried && isMissing ? { error: say(words.missing) } : {})}
        />
      </Stack>
    </ConfirmDialog>
  );
};

const words = {
  title: {
    fr: "Abandonner ce contrôle ?",
    nl: "Deze controle stopzetten?",
    en: "Give up this verification?",
  },
  confirm: { fr: "Abandonner le contrôle", nl: "De controle stopzetten", en: "Give up the verification" },
  back: { fr: "Continuer le contrôle", nl: "Verdergaan met de controle", en: "Go on with it" },
  what: {
    fr: "Ce qui a été noté reste lisible, mais ne compte plus.",
    nl: "Wat genoteerd is, blijft leesbaar maar telt niet meer.",
    en: "What was noted can still be read, but no longer counts.",
  },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
  missing: { fr: "Dites pourquoi.", nl: "Zeg waarom.", en: "Say why." },
  done: {
    fr: "Le contrôle est abandonné.",
    nl: "De controle is stopgezet.",
    en: "The verification is given up.",
  },
} satisfies Record<string, Text>;
