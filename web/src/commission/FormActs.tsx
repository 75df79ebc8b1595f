import { type ReactNode, useState } from "react";
import type { Form } from "../../../src/commission/form-shape.ts";
import type { AccountsPage, ApplicationPage } from "../../../src/commission/shapes.ts";
import { api } from "../api.ts";
import { Button, ButtonLink, ButtonRow, Facts } from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { ReasonForm } from "../money/ReasonForm.tsx";
import { useAct } from "../money/use-act.ts";
import style from "./commission.module.css";
import { Waits } from "./Waits.tsx";

type Sent = Pick<
  ApplicationPage | AccountsPage,
  "number" | "state" | "eligible" | "public" | "waits" | "whyNot" | "maySubmit" | "mayReopen" | "form"
>;

/** What a form waits for, and what whoever certifies can do about it: send it, open it again, take it away. */
export const FormActs = ({
  page,
  address,
  children,
}: Readonly<{
  page: Sent;
  /** Where the form is read: "/api/applications/5". */
  address: string;
  /** More buttons. */
  children?: ReactNode;
}>) => {
  const say = useSay();
  const language = useLanguage();
  const [act, setAct] = useState<"submit" | "reopen">();
  const close = () => setAct(undefined);
  const { number, state, waits, whyNot, maySubmit, mayReopen, form } = page;
  const reopen = useAct(
    say(words.reopened),
    (reason: string) => api.send("POST", `${address}/reopen`, { reason }),
    close,
  );
  return (
    <div className={style.next}>
      {state === "draft" && <p>{say(maySubmit ? words.ready : words.live)}</p>}
      {state === "submitted" && <p>{say(words.sent)}</p>}
      {state === "reopened" && <p>{say(words.wasReopened)}</p>}
      {state === "draft" && whyNot && <p>{say(whyNot)}</p>}
      <Waits waits={waits} />
      <ButtonRow>
        {maySubmit && (
          <Button variant="primary" onPress={() => setAct("submit")}>
            {say(words.submit)}
          </Button>
        )}
        <ButtonLink
          to={`${address}/form.pdf?language=${language}`}
          icon="download"
          variant={state === "draft" ? "secondary" : "primary"}
          download
        >
          {say(words.pdf)}
        </ButtonLink>
        <ButtonLink to={`${address}/form.csv`} icon="download" download>
          CSV
        </ButtonLink>
        {children}
        {mayReopen && (
          <Button variant="quiet" onPress={() => setAct("reopen")}>
            {say(words.reopen)}
          </Button>
        )}
      </ButtonRow>
      {act === "submit" && <SubmitDialog page={page} address={address} onClose={close} />}
      {act === "reopen" && (
        <ReasonForm
          title={say(words.reopenTitle, { number })}
          act={say(words.reopen)}
          send={(reason) => reopen.mutateAsync(reason)}
          onClose={close}
        >
          {say(words.reopenWhat, { form: say(form.title) })}
        </ReasonForm>
      )}
    </div>
  );
};

/** Sends the form as it was seen: its totals go with it, and it is not sent if they have moved meanwhile. */
const SubmitDialog = ({
  page,
  address,
  onClose,
}: Readonly<{ page: Sent; address: string; onClose: () => void }>) => {
  const say = useSay();
  const { money } = useFormat();
  const { number, eligible, public: publicAmount, form } = page;
  const submit = useAct(
    say(words.done),
    () => api.send("POST", `${address}/submit`, { eligible, public: publicAmount }),
    () => {
      onClose();
      scrollTo({ top: 0 });
    },
  );
  return (
    <FormDialog
      size="l"
      title={say(words.submitTitle, { number })}
      act={say(words.submitNow, { amount: money(eligible) })}
      send={() => submit.mutateAsync(undefined)}
      onClose={onClose}
    >
      {() => (
        <>
          <Facts
            items={[
              { label: say(words.eligible), value: <strong>{money(eligible)}</strong> },
              { label: say(words.public), value: <strong>{money(publicAmount)}</strong> },
            ]}
          />
          <Statements form={form} />
          <p className={style.muted}>{say(words.submitWhat)}</p>
        </>
      )}
    </FormDialog>
  );
};

/** What is certified by sending a form. */
export const Statements = ({ form: { statements } }: Readonly<{ form: Form }>) => {
  const say = useSay();
  if (statements.length === 0) return null;
  return (
    <>
      <p>
        <strong>{say(words.certify)}</strong>
      </p>
      <ul className={style.statements}>
        {statements.map((statement) => (
          <li key={statement.en}>{say(statement)}</li>
        ))}
      </ul>
    </>
  );
};

const words = {
  ready: {
    fr: "Les montants sont calculés à l'instant, à partir de ce qui est certifié. Regardez-les, puis envoyez.",
    nl: "De bedragen zijn op dit ogenblik berekend uit wat gecertificeerd is. Bekijk ze, en verzend.",
    en: "The amounts are worked out at this moment from what is certified. Look at them, then send.",
  },
  live: {
    fr: "Les montants sont calculés à l'instant, à partir de ce qui est certifié.",
    nl: "De bedragen zijn op dit ogenblik berekend uit wat gecertificeerd is.",
    en: "The amounts are worked out at this moment from what is certified.",
  },
  sent: {
    fr: "Ce formulaire est montré comme il a été envoyé ; rien de ce qui suit ne change plus.",
    nl: "Dit formulier staat er zoals het werd verzonden; hieronder verandert niets meer.",
    en: "This form is shown as it was sent; nothing below changes any more.",
  },
  wasReopened: {
    fr: "Ce formulaire a été rouvert : ses écritures sont annulées par d'autres. Il reste montré comme il avait été envoyé.",
    nl: "Dit formulier is heropend: zijn boekingen zijn door andere ongedaan gemaakt. Het blijft staan zoals het was verzonden.",
    en: "This form was reopened: its postings are reversed by others. It stays shown as it had been sent.",
  },
  submit: { fr: "Envoyer à la Commission", nl: "Naar de Commissie verzenden", en: "Send to the Commission" },
  submitTitle: { fr: "Envoyer {number}", nl: "{number} verzenden", en: "Send {number}" },
  submitNow: {
    fr: "Certifier et envoyer {amount}",
    nl: "{amount} certificeren en verzenden",
    en: "Certify and send {amount}",
  },
  submitWhat: {
    fr: "Le formulaire est figé avec son empreinte, et chaque déclaration passe de « certifié » à « demandé ». L'encodage dans SFC se fait à part.",
    nl: "Het formulier wordt vastgelegd met zijn vingerafdruk, en elke declaratie gaat van gecertificeerd naar aangevraagd. Invoeren in SFC gebeurt apart.",
    en: "The form is fixed with its hash, and each declaration goes from certified to applied for. Entering it in SFC is done apart.",
  },
  done: { fr: "Le formulaire est envoyé.", nl: "Het formulier is verzonden.", en: "The form is sent." },
  certify: {
    fr: "Ce que l'envoi certifie",
    nl: "Wat de verzending certificeert",
    en: "What sending certifies",
  },
  pdf: { fr: "Formulaire imprimé", nl: "Gedrukt formulier", en: "Printed form" },
  eligible: {
    fr: "Dépenses éligibles totales",
    nl: "Totale subsidiabele uitgaven",
    en: "Total eligible expenditure",
  },
  public: {
    fr: "Dépenses publiques totales",
    nl: "Totale publieke uitgaven",
    en: "Total public expenditure",
  },
  reopen: { fr: "Rouvrir", nl: "Heropenen", en: "Reopen" },
  reopenTitle: { fr: "Rouvrir {number}", nl: "{number} heropenen", en: "Reopen {number}" },
  reopenWhat: {
    fr: "{form} : ses écritures sont annulées par d'autres, et un nouveau formulaire peut être préparé. Celui-ci reste imprimable tel qu'il a été envoyé.",
    nl: "{form}: de boekingen worden door andere ongedaan gemaakt, en een nieuw formulier kan worden voorbereid. Dit formulier blijft afdrukbaar zoals het werd verzonden.",
    en: "{form}: its postings are reversed by others, and a new form can be prepared. This one still prints as it was sent.",
  },
  reopened: {
    fr: "Le formulaire est rouvert.",
    nl: "Het formulier is heropend.",
    en: "The form is reopened.",
  },
} satisfies Record<string, Text>;
