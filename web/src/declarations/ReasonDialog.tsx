import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Opened } from "../../../src/declaration/shapes.ts";
import { api } from "../api.ts";
import { Button, Dialog, ProblemNotice, Stack, TextArea } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Asks for an act with what it means, and for a reason where somebody wants to give one. */
export const ReasonDialog = ({
  title,
  act,
  address,
  children,
  onClose,
  onDone,
}: Readonly<{
  title: string;
  act: string;
  address: string;
  children: ReactNode;
  onClose: () => void;
  onDone: (opened: Opened) => Promise<void>;
}>) => {
  const say = useSay();
  const [reason, setReason] = useState("");
  const doing = useMutation({
    mutationFn: () => api.send<Opened>("POST", address, { reason: reason.trim() }),
    onSuccess: onDone,
  });
  return (
    <Dialog
      isOpen
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" isPending={doing.isPending} onPress={() => doing.mutate()}>
            {act}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        {doing.error && <ProblemNotice error={doing.error} />}
        <p>{children}</p>
        <TextArea label={say(words.reason)} value={reason} onChange={setReason} rows={2} maxLength={500} />
      </Stack>
    </Dialog>
  );
};

const words = {
  reason: { fr: "Raison (facultatif)", nl: "Reden (facultatief)", en: "Reason (optional)" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
} satisfies Record<string, Text>;
