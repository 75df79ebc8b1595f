import type { ReactNode } from "react";
import { Button, Dialog, Form, type FormState } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Asks what an act still has to be told, says what it means, and shows why it was not done. */
export const FormDialog = ({
  title,
  act,
  isComplete = true,
  send,
  onClose,
  size = "m",
  children,
}: Readonly<{
  title: string;
  /** The words on the button: "Refuser le paiement". */
  act: string;
  isComplete?: boolean;
  send: () => Promise<unknown>;
  onClose: () => void;
  size?: "s" | "m" | "l";
  children: (state: FormState) => ReactNode;
}>) => {
  const say = useSay();
  return (
    <Dialog isOpen size={size} title={title} onClose={onClose}>
      <Form
        submit={act}
        isComplete={isComplete}
        send={send}
        more={
          <Button variant="quiet" onPress={onClose}>
            {say(words.cancel)}
          </Button>
        }
      >
        {children}
      </Form>
    </Dialog>
  );
};

const words = {
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
} satisfies Record<string, Text>;
