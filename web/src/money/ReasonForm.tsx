import { type ReactNode, useState } from "react";
import { TextArea } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { FormDialog } from "./FormDialog.tsx";

/** Asks for an act with the reason for it, which has to be given. */
export const ReasonForm = ({
  title,
  act,
  label,
  help,
  send,
  onClose,
  children,
}: Readonly<{
  title: string;
  act: string;
  /** What is asked for; "Raison" where it is not said. */
  label?: string;
  help?: string;
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
  /** What the act means. */
  children?: ReactNode;
}>) => {
  const say = useSay();
  const [reason, setReason] = useState("");
  const isMissing = reason.trim() === "";
  return (
    <FormDialog
      title={title}
      act={act}
      isComplete={!isMissing}
      send={() => send(reason.trim())}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          {children !== undefined && <p>{children}</p>}
          <TextArea
            label={label ?? say(words.reason)}
            {...(help === undefined ? {} : { help })}
            name="reason"
            value={reason}
            onChange={setReason}
            rows={3}
            maxLength={1500}
            isRequired
            {...missing(isMissing)}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
} satisfies Record<string, Text>;
