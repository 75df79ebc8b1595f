import { useState } from "react";
import { useNavigate } from "react-router";
import type { PaymentPage } from "../../../src/payment/shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonLink,
  ButtonRow,
  DateField,
  isDay,
  ProblemNotice,
  TextField,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { ReasonForm } from "../money/ReasonForm.tsx";
import { useAct } from "../money/use-act.ts";
import style from "./payments.module.css";
import { usePayments } from "./use-payments.ts";

type Act = "refuse" | "cancel" | "returned";

/** What a payment waits for, said first, and what whoever looks can do about it. */
export const PaymentActs = ({ payment }: Readonly<{ payment: PaymentPage }>) => {
  const say = useSay();
  const { money } = useFormat();
  const { id, number, net, why, mayNot, may, partner } = payment;
  const [act, setAct] = useState<Act>();
  const close = () => setAct(undefined);
  const next = useNextToApprove(id, may.approve);
  const navigate = useNavigate();
  const address = useAddress();
  const approve = useAct(
    say(words.approved),
    () => api.send("POST", `/api/payments/${id}/approve`, {}),
    () => (next === undefined ? undefined : navigate(address(`money/payments/${next}`))),
  );
  const end = useAct(say(words.ended), ([what, reason]: readonly [Act, string]) =>
    api.send("POST", `/api/payments/${id}/${what}`, { reason }),
  );
  const endAs = async (what: Act, reason: string) => {
    await end.mutateAsync([what, reason]);
    close();
  };
  return (
    <div className={style.next}>
      <p>{mayNot === null ? say(why) : say(mayNot)}</p>
      {approve.error && <ProblemNotice error={approve.error} />}
      <ButtonRow>
        {may.approve && (
          <Button variant="primary" isPending={approve.isPending} onPress={() => approve.mutate(undefined)}>
            {say(words.approve, { net: money(net) })}
          </Button>
        )}
        {may.file && (
          <ButtonLink to="money/payments?show=send" variant="primary">
            {say(words.send)}
          </ButtonLink>
        )}
        {may.refuse && <Button onPress={() => setAct("refuse")}>{say(words.refuse)}</Button>}
        {may.returned && <Button onPress={() => setAct("returned")}>{say(words.returned)}</Button>}
        {may.cancel && (
          <Button variant="quiet" onPress={() => setAct("cancel")}>
            {say(words.cancel)}
          </Button>
        )}
      </ButtonRow>
      {act === "refuse" && (
        <ReasonForm
          title={say(words.refuseTitle, { number })}
          act={say(words.refuse)}
          send={(reason) => endAs("refuse", reason)}
          onClose={close}
        >
          {say(words.refuseWhat)}
        </ReasonForm>
      )}
      {act === "cancel" && (
        <ReasonForm
          title={say(words.cancelTitle, { number })}
          act={say(words.cancel)}
          send={(reason) => endAs("cancel", reason)}
          onClose={close}
        >
          {say(words.cancelWhat, { partner: say(partner.name) })}
        </ReasonForm>
      )}
      {act === "returned" && <ReturnedDialog payment={payment} onClose={close} />}
    </div>
  );
};

/** The next payment that waits for the asker's approval: after one comes the other. */
const useNextToApprove = (id: number, isAsked: boolean): number | undefined =>
  usePayments(isAsked).data?.rows.find((row) => row.may.approve && row.id !== id)?.id;

const ReturnedDialog = ({ payment, onClose }: Readonly<{ payment: PaymentPage; onClose: () => void }>) => {
  const say = useSay();
  const { id, number, today } = payment;
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState("");
  const note = useAct(
    say(words.ended),
    () => api.send("POST", `/api/payments/${id}/returned`, { on, reason: reason.trim() }),
    onClose,
  );
  return (
    <FormDialog
      title={say(words.returnedTitle, { number })}
      act={say(words.returnedAct)}
      isComplete={isDay(on) && reason.trim() !== ""}
      send={() => note.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.returnedWhat)}</p>
          <DateField label={say(words.on)} name="on" value={on} onChange={setOn} {...missing(!isDay(on))} />
          <TextField
            label={say(words.bankReason)}
            name="reason"
            value={reason}
            onChange={setReason}
            maxLength={400}
            isRequired
            {...missing(reason.trim() === "")}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  approve: { fr: "Approuver {net}", nl: "{net} goedkeuren", en: "Approve {net}" },
  approved: {
    fr: "Le paiement est approuvé.",
    nl: "De betaling is goedgekeurd.",
    en: "The payment is approved.",
  },
  send: { fr: "Envoyer à la banque", nl: "Naar de bank sturen", en: "Send to the bank" },
  refuse: { fr: "Refuser", nl: "Weigeren", en: "Refuse" },
  refuseTitle: { fr: "Refuser {number}", nl: "{number} weigeren", en: "Refuse {number}" },
  refuseWhat: {
    fr: "Ce paiement-ci ne se fera pas ; un autre peut être préparé une fois la raison levée.",
    nl: "Deze betaling gaat niet door; een andere kan worden voorbereid zodra de reden weg is.",
    en: "This payment will not be made; another one can be prepared once the reason is gone.",
  },
  cancel: { fr: "Annuler le paiement", nl: "De betaling annuleren", en: "Cancel the payment" },
  cancelTitle: { fr: "Annuler {number}", nl: "{number} annuleren", en: "Cancel {number}" },
  cancelWhat: {
    fr: "Rien n'est versé à {partner}. Le paiement peut être préparé de nouveau.",
    nl: "Er wordt niets gestort aan {partner}. De betaling kan opnieuw worden voorbereid.",
    en: "Nothing is transferred to {partner}. The payment can be prepared anew.",
  },
  returned: {
    fr: "Noter un retour de la banque",
    nl: "Een terugzending van de bank noteren",
    en: "Note that the bank returned it",
  },
  returnedTitle: {
    fr: "{number} est revenu de la banque",
    nl: "{number} is door de bank teruggestuurd",
    en: "{number} came back from the bank",
  },
  returnedAct: { fr: "Noter le retour", nl: "De terugzending noteren", en: "Note the return" },
  returnedWhat: {
    fr: "Les écritures du paiement sont annulées par d'autres, et il redevient à payer.",
    nl: "De boekingen van de betaling worden door andere ongedaan gemaakt, en ze is opnieuw te betalen.",
    en: "The postings of the payment are reversed by others, and it is to be paid again.",
  },
  on: { fr: "Revenu le", nl: "Teruggekomen op", en: "Returned on" },
  bankReason: { fr: "Motif de la banque", nl: "Reden van de bank", en: "The bank's reason" },
  ended: { fr: "C'est enregistré.", nl: "Het is geregistreerd.", en: "It is recorded." },
} satisfies Record<string, Text>;
