import { useState } from "react";
import type { Due, Recovery, RecoveryBody, RepaidBody } from "../../../src/payment/shapes.ts";
import { EurosField } from "../agreements/EurosField.tsx";
import { api } from "../api.ts";
import { DateField, isDay, Menu, TextArea, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { ReasonForm } from "../money/ReasonForm.tsx";
import { useAct } from "../money/use-act.ts";

type Act = "repaid" | "irrecoverable" | "cancel";

/** What whoever pays can do about a recovery order. */
export const RecoveryActs = ({ recovery }: Readonly<{ recovery: Recovery }>) => {
  const say = useSay();
  const [act, setAct] = useState<Act>();
  const { id, number, may } = recovery;
  const close = () => setAct(undefined);
  const end = useAct(say(words.done), ([what, text]: readonly ["irrecoverable" | "cancel", string]) =>
    api.send(
      "POST",
      `/api/recoveries/${id}/${what}`,
      what === "cancel" ? { reason: text } : { comment: text },
    ),
  );
  const endAs = async (what: "irrecoverable" | "cancel", text: string) => {
    await end.mutateAsync([what, text]);
    close();
  };
  const entries = (["repaid", "irrecoverable", "cancel"] as const)
    .filter((each) => may[each])
    .map((each) => ({ id: each, label: say(words.acts[each]), onAction: () => setAct(each) }));
  if (entries.length === 0) return null;
  return (
    <>
      <Menu label={say(words.more, { number })} entries={entries} size="s" variant="quiet" />
      {act === "repaid" && <RepaidDialog recovery={recovery} onClose={close} />}
      {act === "irrecoverable" && (
        <ReasonForm
          title={say(words.irrecoverableTitle, { number })}
          act={say(words.acts.irrecoverable)}
          label={say(words.why)}
          help={say(words.whyHelp)}
          send={(text) => endAs("irrecoverable", text)}
          onClose={close}
        >
          {say(words.irrecoverableWhat)}
        </ReasonForm>
      )}
      {act === "cancel" && (
        <ReasonForm
          title={say(words.cancelTitle, { number })}
          act={say(words.acts.cancel)}
          send={(text) => endAs("cancel", text)}
          onClose={close}
        >
          {say(words.cancelWhat)}
        </ReasonForm>
      )}
    </>
  );
};

/** Notes that money came back: what the bank's statement says. */
const RepaidDialog = ({ recovery, onClose }: Readonly<{ recovery: Recovery; onClose: () => void }>) => {
  const say = useSay();
  const { money } = useFormat();
  const { id, number, left, communication } = recovery;
  const [amount, setAmount] = useState(left);
  const [receivedOn, setReceivedOn] = useState("");
  const [reference, setReference] = useState("");
  const note = useAct(
    say(words.noted),
    () => {
      const body: RepaidBody = { amount, receivedOn, reference: reference.trim() };
      return api.send("POST", `/api/recoveries/${id}/repaid`, body);
    },
    onClose,
  );
  return (
    <FormDialog
      title={say(words.repaidTitle, { number })}
      act={say(words.acts.repaid)}
      isComplete={isDay(receivedOn) && reference.trim() !== ""}
      send={() => note.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.repaidWhat, { left: money(left), communication })}</p>
          <EurosField
            label={say(words.amount)}
            name="amount"
            value={amount}
            onChange={setAmount}
            isRequired
          />
          <DateField
            label={say(words.receivedOn)}
            name="receivedOn"
            value={receivedOn}
            onChange={setReceivedOn}
            isRequired
            {...missing(!isDay(receivedOn))}
          />
          <TextField
            label={say(words.reference)}
            help={say(words.referenceHelp)}
            name="reference"
            value={reference}
            onChange={setReference}
            maxLength={140}
            isRequired
            {...missing(reference.trim() === "")}
          />
        </>
      )}
    </FormDialog>
  );
};

/** Asks back what was paid above what the partner is entitled to. */
export const IssueDialog = ({ due, onClose }: Readonly<{ due: Due; onClose: () => void }>) => {
  const say = useSay();
  const [amount, setAmount] = useState(due.owed);
  const [reason, setReason] = useState("");
  const issue = useAct(
    say(words.issued),
    () => {
      const body: RecoveryBody = { amount, reason: reason.trim() };
      return api.send("POST", `/api/agreements/${due.agreement.id}/recoveries`, body);
    },
    onClose,
  );
  return (
    <FormDialog
      title={say(words.issueTitle, { partner: say(due.partner.name) })}
      act={say(words.issue)}
      isComplete={reason.trim() !== ""}
      send={() => issue.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.issueWhat)}</p>
          <EurosField
            label={say(words.amount)}
            name="amount"
            value={amount}
            onChange={setAmount}
            isRequired
          />
          <TextArea
            label={say(words.reason)}
            help={say(words.reasonHelp)}
            name="reason"
            value={reason}
            onChange={setReason}
            rows={3}
            maxLength={2000}
            isRequired
            {...missing(reason.trim() === "")}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  more: { fr: "Actes sur {number}", nl: "Handelingen op {number}", en: "Acts on {number}" },
  acts: {
    repaid: {
      fr: "Noter un remboursement",
      nl: "Een terugbetaling noteren",
      en: "Note a repayment",
    },
    irrecoverable: {
      fr: "Déclarer irrécouvrable",
      nl: "Oninbaar verklaren",
      en: "Declare irrecoverable",
    },
    cancel: { fr: "Annuler l'ordre", nl: "De opdracht annuleren", en: "Cancel the order" },
  },
  done: { fr: "C'est enregistré.", nl: "Het is geregistreerd.", en: "It is recorded." },
  irrecoverableTitle: {
    fr: "Déclarer {number} irrécouvrable",
    nl: "{number} oninbaar verklaren",
    en: "Declare {number} irrecoverable",
  },
  irrecoverableWhat: {
    fr: "Le montant paraîtra dans les comptes à la Commission avec ce commentaire, qui est obligatoire.",
    nl: "Het bedrag komt met deze verplichte toelichting in de rekeningen aan de Commissie.",
    en: "The amount will stand in the accounts to the Commission with this comment, which is mandatory.",
  },
  why: {
    fr: "Pourquoi il ne peut être récupéré",
    nl: "Waarom het niet kan worden ingevorderd",
    en: "Why it cannot be recovered",
  },
  whyHelp: {
    fr: "Ce qui a été tenté, et quand : rappels, mise en demeure, faillite.",
    nl: "Wat is geprobeerd, en wanneer: herinneringen, ingebrekestelling, faillissement.",
    en: "What was tried, and when: reminders, formal notice, bankruptcy.",
  },
  cancelTitle: { fr: "Annuler {number}", nl: "{number} annuleren", en: "Cancel {number}" },
  cancelWhat: {
    fr: "Les écritures de l'ordre sont annulées par d'autres ; ce qui est dû le reste jusqu'à un nouvel ordre.",
    nl: "De boekingen van de opdracht worden door andere ongedaan gemaakt; wat verschuldigd is, blijft dat tot een nieuwe opdracht.",
    en: "The postings of the order are reversed by others; what is owed stays owed until a new order.",
  },
  repaidTitle: {
    fr: "Remboursement de {number}",
    nl: "Terugbetaling van {number}",
    en: "Repayment of {number}",
  },
  repaidWhat: {
    fr: "Reste dû : {left}. Communication attendue : {communication}.",
    nl: "Nog verschuldigd: {left}. Verwachte mededeling: {communication}.",
    en: "Still owed: {left}. Communication expected: {communication}.",
  },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  receivedOn: { fr: "Reçu le", nl: "Ontvangen op", en: "Received on" },
  reference: { fr: "Référence de la banque", nl: "Referentie van de bank", en: "The bank's reference" },
  referenceHelp: {
    fr: "Telle que sur l'extrait ; la même n'est notée qu'une fois.",
    nl: "Zoals op het uittreksel; dezelfde wordt maar één keer genoteerd.",
    en: "As on the statement; the same one is noted once only.",
  },
  noted: {
    fr: "Le remboursement est noté.",
    nl: "De terugbetaling is genoteerd.",
    en: "The repayment is noted.",
  },
  issue: {
    fr: "Émettre l'ordre de recouvrement",
    nl: "De invorderingsopdracht uitvaardigen",
    en: "Issue the recovery order",
  },
  issueTitle: {
    fr: "Réclamer à {partner}",
    nl: "Terugvorderen van {partner}",
    en: "Claim back from {partner}",
  },
  issueWhat: {
    fr: "Ce qui reste dû est compensé avec les prochains paiements, ou remboursé avec la communication structurée de l'ordre.",
    nl: "Wat verschuldigd blijft, wordt met de volgende betalingen verrekend, of met de gestructureerde mededeling van de opdracht terugbetaald.",
    en: "What is owed is set off against the next payments, or repaid with the structured communication of the order.",
  },
  issued: {
    fr: "L'ordre de recouvrement est émis.",
    nl: "De invorderingsopdracht is uitgevaardigd.",
    en: "The recovery order is issued.",
  },
  reason: { fr: "Raison", nl: "Reden", en: "Reason" },
  reasonHelp: { fr: "Le partenaire la lit.", nl: "De partner leest ze.", en: "The partner reads it." },
} satisfies Record<string, Text | Record<string, Text>>;
