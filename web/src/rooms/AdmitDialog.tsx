import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RoomsPage } from "../../../src/rooms/shapes.ts";
import { api } from "../api.ts";
import { announce, ComboBox, Dialog, Form, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

/** Lets somebody into a room. The reason stays with their name. */
export const AdmitDialog = ({
  service,
  record,
  number,
  colleagues,
  onClose,
}: Readonly<{
  service: string;
  record: number;
  number: string;
  colleagues: RoomsPage["colleagues"];
  onClose: () => void;
}>) => {
  const say = useSay();
  const queries = useQueryClient();
  const [account, setAccount] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  return (
    <Dialog isOpen title={say(words.title, { number })} onClose={onClose}>
      <Form
        submit={say(words.admit)}
        isComplete={account !== null && reason.trim() !== ""}
        send={async () => {
          await api.send("POST", `/api/services/${service}/rooms/${record}/members`, { account, reason });
          announce(say(words.done));
          onClose();
          await queries.invalidateQueries({ queryKey: ["rooms", service] });
        }}
      >
        {({ missing }) => (
          <>
            <p>{say(words.lead)}</p>
            <ComboBox
              label={say(words.who)}
              name="account"
              options={colleagues.map(({ account: id, name, role }) => ({
                id,
                label: name,
                description: say(role),
              }))}
              value={account}
              onChange={setAccount}
              isRequired
              {...missing(account === null)}
            />
            <TextField
              label={say(words.reason)}
              help={say(words.reasonHelp)}
              name="reason"
              value={reason}
              onChange={setReason}
              maxLength={500}
              isRequired
              {...missing(reason.trim() === "")}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
};

const words = {
  title: {
    fr: "Faire entrer quelqu’un dans le dossier {number}",
    nl: "Iemand toelaten tot dossier {number}",
    en: "Let somebody into case {number}",
  },
  lead: {
    fr: "Cette personne verra tout le dossier. Votre nom, la date et la raison restent notés.",
    nl: "Deze persoon zal het hele dossier zien. Uw naam, de datum en de reden blijven genoteerd.",
    en: "This person will see the whole case. Your name, the day and the reason stay on record.",
  },
  who: { fr: "Personne", nl: "Persoon", en: "Person" },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
  reasonHelp: {
    fr: "Sans rien dire du dossier lui-même : remplacement, second avis…",
    nl: "Zonder iets over het dossier zelf: vervanging, tweede mening…",
    en: "Without a word about the case itself: replacement, second opinion…",
  },
  admit: { fr: "Faire entrer", nl: "Toelaten", en: "Let in" },
  done: {
    fr: "La personne a accès au dossier.",
    nl: "De persoon heeft toegang.",
    en: "They have access now.",
  },
} satisfies Record<string, Text>;
