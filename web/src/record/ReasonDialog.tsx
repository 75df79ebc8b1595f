import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog, ProblemNotice, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Asks why before something is done that the history keeps with its reason. */
export const ReasonDialog = ({
  title,
  lead,
  confirm,
  isDanger = false,
  send,
  onClose,
}: Readonly<{
  title: string;
  lead: string;
  /** The words on the button. */
  confirm: string;
  isDanger?: boolean;
  send: (reason: string) => Promise<void>;
  onClose: () => void;
}>) => {
  const say = useSay();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const isShort = reason.trim().length < 3;
  const act = useMutation({ mutationFn: () => send(reason.trim()) });
  return (
    <ConfirmDialog
      isOpen
      isDanger={isDanger}
      size="m"
      title={title}
      confirm={confirm}
      isPending={act.isPending}
      onClose={onClose}
      onConfirm={() => {
        setIsAsked(true);
        if (!isShort) act.mutate();
      }}
    >
      <p>{lead}</p>
      <TextField
        label={say(words.reason)}
        isRequired
        width="full"
        value={reason}
        onChange={setReason}
        maxLength={500}
        error={isAsked && isShort ? say(words.needed) : undefined}
      />
      {act.error && <ProblemNotice error={act.error} />}
    </ConfirmDialog>
  );
};

const words = {
  reason: { fr: "Pourquoi ?", nl: "Waarom?", en: "Why?" },
  needed: {
    fr: "Écrivez une raison : quelques mots suffisent.",
    nl: "Schrijf een reden: enkele woorden volstaan.",
    en: "Write a reason: a few words are enough.",
  },
} satisfies Record<string, Text>;
