import { useState } from "react";
import { isZero, sumOf } from "../../../src/euros.ts";
import type { ProposeBody } from "../../../src/control/list-shapes.ts";
import type { VerificationPage } from "../../../src/control/shapes.ts";
import { api } from "../api.ts";
import { Button, Dialog, Form, RadioGroup, Select, TextArea } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { AmountsTable } from "./AmountsTable.tsx";
import { useAct, verificationAddress } from "./use-control.ts";

type Mode = ProposeBody["mode"];

/** Proposes to a second person what becomes of each line. */
export const ProposeDialog = ({
  page,
  onClose,
}: Readonly<{ page: VerificationPage; onClose: () => void }>) => {
  const say = useSay();
  const [reason, setReason] = useState(page.conclusion?.text ?? "");
  const [mode, setMode] = useState<Mode>("withdrawal");
  const [declaration, setDeclaration] = useState<number | null>(
    page.declaration?.id ?? page.declarations[0]?.id ?? null,
  );
  const propose = useAct(
    page.id,
    say(words.done),
    (body: ProposeBody) =>
      api.send<VerificationPage>("POST", `${verificationAddress(page.id)}/decision`, body),
    onClose,
  );
  const isAppliedFor = !isZero(sumOf(page.lines.map(({ certified }) => certified)));
  const isOfAgreement = page.declaration === null;
  return (
    <Dialog isOpen size="l" title={say(words.title)} onClose={onClose}>
      <Form
        submit={say(words.propose)}
        isComplete={reason.trim() !== "" && (!isOfAgreement || declaration !== null)}
        send={() =>
          propose.mutateAsync({
            reason: reason.trim(),
            mode,
            ...(isOfAgreement && declaration !== null ? { declaration } : {}),
          })
        }
        more={<Button onPress={onClose}>{say(words.cancel)}</Button>}
      >
        {({ missing }) => (
          <>
            <p>{say(words.what)}</p>
            {isOfAgreement && (
              <Select
                label={say(words.declaration)}
                value={declaration === null ? null : String(declaration)}
                onChange={(next) => setDeclaration(next === null ? null : Number(next))}
                options={page.declarations.map(({ id, number }) => ({ id: String(id), label: number }))}
              />
            )}
            <AmountsTable lines={page.lines} totals={page.totals} />
            {isAppliedFor && <ModeField mode={mode} onChange={setMode} />}
            <TextArea
              label={say(words.reason)}
              name="reason"
              isRequired
              rows={4}
              maxLength={4000}
              value={reason}
              onChange={setReason}
              {...missing(reason.trim() === "")}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
};

/** What becomes of amounts for which the Commission was asked already. */
export const ModeField = ({ mode, onChange }: Readonly<{ mode: Mode; onChange: (mode: Mode) => void }>) => {
  const say = useSay();
  return (
    <RadioGroup
      label={say(words.mode)}
      name="mode"
      value={mode}
      onChange={(next) => onChange(next === "recovery" ? "recovery" : "withdrawal")}
      options={[
        { id: "withdrawal", label: say(words.withdrawal), description: say(words.withdrawalWhat) },
        { id: "recovery", label: say(words.recovery), description: say(words.recoveryWhat) },
      ]}
    />
  );
};

const words = {
  title: { fr: "Proposer la décision", nl: "De beslissing voorstellen", en: "Propose the decision" },
  propose: {
    fr: "Proposer à une seconde personne",
    nl: "Aan een tweede persoon voorstellen",
    en: "Propose to a second person",
  },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  what: {
    fr: "Une autre personne confirme ou renvoie cette proposition ; rien n'est comptabilisé avant.",
    nl: "Iemand anders bevestigt dit voorstel of stuurt het terug; vooraf wordt niets geboekt.",
    en: "Somebody else confirms this proposal or returns it; nothing is posted before.",
  },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  reason: { fr: "Motivation", nl: "Motivering", en: "Reasons" },
  mode: {
    fr: "Montants déjà demandés à la Commission",
    nl: "Bedragen die al aan de Commissie zijn gevraagd",
    en: "Amounts that the Commission was asked for already",
  },
  withdrawal: { fr: "Retrait", nl: "Intrekking", en: "Withdrawal" },
  withdrawalWhat: {
    fr: "Ils sortent du programme dès la décision.",
    nl: "Ze gaan met de beslissing uit het programma.",
    en: "They leave the programme with the decision.",
  },
  recovery: { fr: "Recouvrement", nl: "Terugvordering", en: "Recovery" },
  recoveryWhat: {
    fr: "Ils restent jusqu'au remboursement par le partenaire.",
    nl: "Ze blijven tot de partner heeft terugbetaald.",
    en: "They stay until the partner has repaid.",
  },
  done: {
    fr: "La décision est proposée à une seconde personne.",
    nl: "De beslissing is aan een tweede persoon voorgesteld.",
    en: "The decision is proposed to a second person.",
  },
} satisfies Record<string, Text>;
