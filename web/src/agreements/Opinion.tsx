import { isAbove } from "../../../src/euros.ts";
import { useState } from "react";
import type { CandidacyPage, OpinionBody } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import { Badge, Facts, Form, RadioGroup, TextArea } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import style from "./agreements.module.css";
import { EurosField } from "./EurosField.tsx";
import { useRenewal } from "./use-agreements.ts";

/** The reasoned opinion, with the amount that it proposes. */
export const OpinionForm = ({ candidacy: { id, total } }: { candidacy: CandidacyPage }) => {
  const say = useSay();
  const format = useFormat();
  const renew = useRenewal();
  const [outcome, setOutcome] = useState<OpinionBody["outcome"] | null>(null);
  const [amount, setAmount] = useState(total);
  const [reasons, setReasons] = useState("");
  const isWrong = outcome === "favourable" && (amount === "0.00" || isAbove(amount, total));
  return (
    <Form
      submit={say(words.give)}
      isComplete={outcome !== null && !isWrong && reasons.trim() !== ""}
      send={async () => {
        if (outcome === null) return;
        const body: OpinionBody = { outcome, amount: outcome === "favourable" ? amount : null, reasons };
        await api.send("POST", `/api/candidacies/${id}/opinion`, body);
        await renew();
      }}
    >
      {({ missing }) => (
        <>
          <RadioGroup
            label={say(words.opinion)}
            name="opinion"
            direction="across"
            isRequired
            value={outcome}
            onChange={(next) => setOutcome(next as OpinionBody["outcome"])}
            options={[
              { id: "favourable", label: say(words.favourable) },
              { id: "unfavourable", label: say(words.unfavourable) },
            ]}
            {...missing(outcome === null)}
          />
          {outcome === "favourable" && (
            <EurosField
              label={say(words.amount)}
              name="opinionAmount"
              help={say(words.amountHelp, { total: format.money(total) })}
              value={amount}
              onChange={setAmount}
              {...missing(isWrong, say(words.amountWrong))}
            />
          )}
          <TextArea
            label={say(words.reasons)}
            name="reasons"
            isRequired
            value={reasons}
            onChange={setReasons}
            {...missing(reasons.trim() === "")}
          />
        </>
      )}
    </Form>
  );
};

/** The opinion that was given. */
export const OpinionShown = ({ opinion }: { opinion: NonNullable<CandidacyPage["opinion"]> }) => {
  const say = useSay();
  const { outcome, amount, reasons } = opinion;
  return (
    <Facts
      items={[
        {
          label: say(words.opinion),
          value: <Badge tone={outcome === "favourable" ? "success" : "warning"}>{say(words[outcome])}</Badge>,
        },
        ...(amount === null ? [] : [{ label: say(words.amount), value: <Amount euros={amount} /> }]),
        { label: say(words.reasons), value: <span className={style.answer}>{reasons}</span> },
      ]}
    />
  );
};

const words = {
  opinion: { fr: "Avis", nl: "Advies", en: "Opinion" },
  favourable: { fr: "Favorable", nl: "Gunstig", en: "Favourable" },
  unfavourable: { fr: "Défavorable", nl: "Ongunstig", en: "Unfavourable" },
  amount: { fr: "Montant proposé", nl: "Voorgesteld bedrag", en: "Amount proposed" },
  amountHelp: { fr: "Demandé : {total}", nl: "Gevraagd: {total}", en: "Asked: {total}" },
  amountWrong: {
    fr: "Au plus le montant demandé, et plus que rien.",
    nl: "Hoogstens het gevraagde bedrag, en meer dan niets.",
    en: "No more than what is asked, and more than nothing.",
  },
  reasons: { fr: "Motivation", nl: "Motivering", en: "Reasons" },
  give: { fr: "Rendre l'avis", nl: "Het advies geven", en: "Give the opinion" },
} satisfies Record<string, Text>;
