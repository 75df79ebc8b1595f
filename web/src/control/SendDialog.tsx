import { useState } from "react";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { api } from "../api.ts";
import { Button, Dialog, ProblemNotice, Stack, TextArea } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import type { Bench } from "./bench.ts";
import style from "./control.module.css";
import { FindingView } from "./Findings.tsx";
import { useAct, verificationAddress } from "./use-control.ts";

/** Sends what was found to the partner: what it will read, and that its time begins. */
export const SendDialog = ({ bench, onClose }: Readonly<{ bench: Bench; onClose: () => void }>) => {
  const say = useSay();
  const { page, answers } = bench;
  const [note, setNote] = useState("");
  const [isTried, setIsTried] = useState(false);
  const unsent = page.findings.filter(({ sentAt }) => sentAt === null);
  const isMissing = unsent.length === 0 && note.trim() === "";
  const send = useAct(
    page.id,
    say(words.done),
    async () => {
      await answers.keepNow();
      return api.send<VerificationPage>("POST", `${verificationAddress(page.id)}/send`, {
        note: note.trim(),
      });
    },
    onClose,
  );
  return (
    <Dialog
      isOpen
      size="l"
      title={say(words.title, { partner: say(page.partner.name) })}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="primary"
            isPending={send.isPending}
            onPress={() => {
              setIsTried(true);
              if (!isMissing) send.mutate(undefined);
            }}
          >
            {say(unsent.length > 0 ? words.send : words.sendNote)}
          </Button>
          <Button onPress={onClose}>{say(words.cancel)}</Button>
        </>
      }
    >
      <Stack>
        {send.error && <ProblemNotice error={send.error} />}
        <p>{say(unsent.length > 0 ? words.what : words.whatNote)}</p>
        <ul className={style.findings}>
          {unsent.map((finding) => (
            <li key={finding.id}>
              <FindingView page={page} finding={finding} />
            </li>
          ))}
        </ul>
        <TextArea
          label={say(unsent.length > 0 ? words.note : words.message)}
          isRequired={unsent.length === 0}
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={4000}
          {...(isTried && isMissing ? { error: say(words.missing) } : {})}
        />
      </Stack>
    </Dialog>
  );
};

const words = {
  title: { fr: "Envoyer à {partner}", nl: "Naar {partner} sturen", en: "Send to {partner}" },
  send: { fr: "Envoyer ces constats", nl: "Deze vaststellingen sturen", en: "Send these findings" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  what: {
    fr: "Le partenaire lit ces constats et répond à chacun. Son délai commence à l'envoi ; la lettre dit ce qui suit sans réponse.",
    nl: "De partner leest deze vaststellingen en antwoordt op elk ervan. Zijn termijn begint bij het versturen; de brief zegt wat er zonder antwoord volgt.",
    en: "The partner reads these findings and answers each of them. Its time begins when they are sent; the letter says what follows without an answer.",
  },
  note: {
    fr: "Message au partenaire (facultatif)",
    nl: "Bericht aan de partner (facultatief)",
    en: "Message to the partner (optional)",
  },
  message: { fr: "Message au partenaire", nl: "Bericht aan de partner", en: "Message to the partner" },
  missing: { fr: "Écrivez ce que vous demandez.", nl: "Schrijf wat u vraagt.", en: "Write what you ask." },
  sendNote: { fr: "Envoyer ce message", nl: "Dit bericht versturen", en: "Send this message" },
  whatNote: {
    fr: "Le contrôle attend la réponse du partenaire ; son délai commence à l'envoi.",
    nl: "De controle wacht op het antwoord van de partner; zijn termijn begint bij het versturen.",
    en: "The verification waits for the partner's answer; its time begins when this is sent.",
  },
  done: {
    fr: "C'est envoyé au partenaire.",
    nl: "Het is naar de partner gestuurd.",
    en: "It is sent to the partner.",
  },
} satisfies Record<string, Text>;
