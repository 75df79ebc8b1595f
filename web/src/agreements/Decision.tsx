import { useState } from "react";
import type { DecisionBody, DecisionView } from "../../../src/agreement/shared-shapes.ts";
import { api } from "../api.ts";
import { announce, Badge, DateField, Facts, FileDrop, Form, RadioGroup, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useSendDocument } from "../money/SendDocument.tsx";
import style from "./agreements.module.css";
import { DocumentLink } from "./Documents.tsx";
import { EurosField } from "./EurosField.tsx";
import { useRenewal } from "./use-agreements.ts";

type Sitting = Readonly<{ body: string; reference: string; decidedOn: string }>;
type Paper = Readonly<{ id: number; name: string; about: string }>;

/** A committee decides on several files in one sitting: what was said of it for the last one is said for the next. */
let last: Readonly<{ sitting: Sitting; paper: Paper | undefined }> | undefined;

/** Records what the committee decided: who, when, under which reference, how much, and the document of it. */
export const DecisionForm = ({
  address,
  about,
  amount: proposed,
  outcome: expected,
  onDone,
}: Readonly<{
  address: string;
  /** What the document of the decision is attached to. */
  about: string;
  amount: string | null;
  outcome: DecisionBody["outcome"];
  onDone?: () => void;
}>) => {
  const say = useSay();
  const renew = useRenewal();
  const [sitting, setSitting] = useState<Sitting>(
    last?.sitting ?? { body: say(words.committee), reference: "", decidedOn: "" },
  );
  const [outcome, setOutcome] = useState<DecisionBody["outcome"]>(expected);
  const [amount, setAmount] = useState(proposed ?? "0.00");
  const [paper, setPaper] = useState<Paper | undefined>(
    last?.paper?.about === about ? last.paper : undefined,
  );
  const send = useSendDocument(about, ({ id, name }) => setPaper({ id, name, about }));
  const isDay = /^\d{4}-\d\d-\d\d$/.test(sitting.decidedOn);
  const isAmount = outcome === "refused" || amount !== "0.00";

  return (
    <Form
      submit={say(words.record)}
      isComplete={sitting.body.trim() !== "" && sitting.reference.trim() !== "" && isDay && isAmount}
      send={async () => {
        const body: DecisionBody = {
          ...sitting,
          outcome,
          amount: outcome === "accepted" ? amount : null,
          document: paper?.id ?? null,
        };
        await api.send("POST", address, body);
        last = { sitting, paper };
        announce(say(words.recorded));
        onDone?.();
        await renew();
      }}
    >
      {({ missing }) => (
        <>
          <RadioGroup
            label={say(words.outcome)}
            name="outcome"
            direction="across"
            value={outcome}
            onChange={(next) => setOutcome(next as DecisionBody["outcome"])}
            options={[
              { id: "accepted", label: say(words.accepted) },
              { id: "refused", label: say(words.refused) },
            ]}
          />
          <div className={style.fields}>
            {outcome === "accepted" && (
              <EurosField
                label={say(words.amount)}
                name="decisionAmount"
                help={say(words.amountHelp)}
                value={amount}
                onChange={setAmount}
                {...missing(!isAmount)}
              />
            )}
            <DateField
              label={say(words.on)}
              name="decidedOn"
              isRequired
              value={sitting.decidedOn}
              onChange={(decidedOn) => setSitting({ ...sitting, decidedOn })}
              {...missing(!isDay)}
            />
            <TextField
              label={say(words.body)}
              name="body"
              isRequired
              value={sitting.body}
              onChange={(body) => setSitting({ ...sitting, body })}
              {...missing(sitting.body.trim() === "")}
            />
            <TextField
              label={say(words.reference)}
              name="reference"
              isRequired
              value={sitting.reference}
              onChange={(reference) => setSitting({ ...sitting, reference })}
              {...missing(sitting.reference.trim() === "")}
            />
          </div>
          {paper ? (
            <p>
              {say(words.attached)} <DocumentLink id={paper.id}>{paper.name}</DocumentLink>
            </p>
          ) : (
            <FileDrop
              label={say(words.document)}
              isPending={send.isPending}
              error={send.error?.message}
              onFiles={([file]) => file && send.mutate({ file, kind: "decision" })}
            />
          )}
        </>
      )}
    </Form>
  );
};

/** A decision that was recorded. */
export const DecisionShown = ({ decision }: { decision: DecisionView }) => {
  const say = useSay();
  const format = useFormat();
  const { body, reference, decidedOn, outcome, amount, document } = decision;
  return (
    <Facts
      items={[
        {
          label: say(words.outcome),
          value: <Badge tone={outcome === "accepted" ? "success" : "warning"}>{say(words[outcome])}</Badge>,
        },
        ...(amount === null ? [] : [{ label: say(words.amount), value: <Amount euros={amount} /> }]),
        { label: say(words.on), value: format.date(decidedOn) },
        { label: say(words.body), value: body },
        { label: say(words.reference), value: reference },
        {
          label: say(words.paper),
          value:
            document === null ? say(words.noPaper) : <DocumentLink id={document}>{reference}</DocumentLink>,
        },
      ]}
    />
  );
};

const words = {
  committee: { fr: "Comité de gestion", nl: "Beheerscomité", en: "Management committee" },
  outcome: { fr: "Décision", nl: "Beslissing", en: "Decision" },
  accepted: { fr: "Accord", nl: "Toekenning", en: "Accepted" },
  refused: { fr: "Refus", nl: "Weigering", en: "Refused" },
  amount: { fr: "Montant accordé au plus", nl: "Hoogstens toegekend bedrag", en: "Amount granted at most" },
  amountHelp: {
    fr: "Celui de l'avis, sauf autre décision",
    nl: "Dat van het advies, tenzij anders beslist",
    en: "The opinion's, unless decided otherwise",
  },
  on: { fr: "Date de la décision", nl: "Datum van de beslissing", en: "Day of the decision" },
  body: { fr: "Qui a décidé", nl: "Wie besliste", en: "Who decided" },
  reference: {
    fr: "Référence du procès-verbal",
    nl: "Referentie van het verslag",
    en: "Reference of the minutes",
  },
  document: {
    fr: "Document de la décision",
    nl: "Document van de beslissing",
    en: "Document of the decision",
  },
  attached: { fr: "Document joint :", nl: "Toegevoegd document:", en: "Document attached:" },
  paper: { fr: "Document", nl: "Document", en: "Document" },
  noPaper: { fr: "aucun", nl: "geen", en: "none" },
  recorded: {
    fr: "La décision est enregistrée.",
    nl: "De beslissing is geregistreerd.",
    en: "The decision is recorded.",
  },
  record: { fr: "Enregistrer la décision", nl: "De beslissing registreren", en: "Record the decision" },
} satisfies Record<string, Text>;
