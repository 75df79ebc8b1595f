import { useState } from "react";
import { DateField, isDay, RadioGroup, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";

/** What can be said of a payment application; everything else is worked out. `until` "": all that is certified. */
export type ApplicationSaid = Readonly<{ kind: "interim" | "final"; until: string; reference: string }>;

/** Asks what is said of an application, when it is opened and while it is a draft. */
export const ApplicationDialog = ({
  title,
  act,
  given,
  send,
  onClose,
  what,
}: Readonly<{
  title: string;
  act: string;
  given: ApplicationSaid;
  send: (said: ApplicationSaid) => Promise<unknown>;
  onClose: () => void;
  /** What it means. */
  what: string;
}>) => {
  const say = useSay();
  const [said, setSaid] = useState(given);
  const { kind, until, reference } = said;
  return (
    <FormDialog
      title={title}
      act={act}
      isComplete={until === "" || isDay(until)}
      send={() => send({ ...said, reference: reference.trim() })}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{what}</p>
          <RadioGroup
            label={say(words.kind)}
            value={kind}
            onChange={(next) => setSaid({ ...said, kind: next === "final" ? "final" : "interim" })}
            options={[
              { id: "interim", label: say(words.interim) },
              { id: "final", label: say(words.final), description: say(words.finalHelp) },
            ]}
          />
          <DateField
            label={say(words.until)}
            help={say(words.untilHelp)}
            name="until"
            value={until}
            onChange={(next) => setSaid({ ...said, until: next })}
            {...missing(until !== "" && !isDay(until))}
          />
          <TextField
            label={say(words.reference)}
            name="reference"
            value={reference}
            onChange={(next) => setSaid({ ...said, reference: next })}
            maxLength={250}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  kind: { fr: "Type", nl: "Soort", en: "Kind" },
  interim: { fr: "Intermédiaire", nl: "Tussentijds", en: "Interim" },
  final: { fr: "Intermédiaire finale", nl: "Laatste tussentijdse", en: "Final interim" },
  finalHelp: {
    fr: "La dernière de l'année comptable ; la suivante appartient à l'année d'après.",
    nl: "De laatste van het boekjaar; de volgende hoort bij het jaar erna.",
    en: "The last of the accounting year; the next one belongs to the year after.",
  },
  until: {
    fr: "Certifié jusqu'au (facultatif)",
    nl: "Gecertificeerd tot en met (facultatief)",
    en: "Certified until (optional)",
  },
  untilHelp: {
    fr: "Vide : tout ce qui est certifié à cet instant.",
    nl: "Leeg: alles wat op dit ogenblik gecertificeerd is.",
    en: "Empty: all that is certified at this moment.",
  },
  reference: {
    fr: "Référence nationale (facultatif)",
    nl: "Nationale referentie (facultatief)",
    en: "National reference (optional)",
  },
} satisfies Record<string, Text>;
