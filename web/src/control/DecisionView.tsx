import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { DecisionsPage } from "../../../src/control/list-shapes.ts";
import type { DecisionHead } from "../../../src/control/shared-shapes.ts";
import { api } from "../api.ts";
import {
  announce,
  Badge,
  Button,
  ButtonRow,
  Card,
  ConfirmDialog,
  Facts,
  Link,
  Notice,
  ProblemNotice,
  Stack,
  TextArea,
  type Tone,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount, ledgerPage } from "../money/Amount.tsx";
import { AmountsTable } from "./AmountsTable.tsx";
import style from "./control.module.css";
import { useRenewal } from "./use-control.ts";

/** A decision: what it changes line by line, by whom, and the buttons of the second person. */
export const DecisionView = ({
  decision,
  declaration,
}: Readonly<{ decision: DecisionHead; declaration: number }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { number, kind, state, lines, totals, reason, proposed, decided, returnReason, entry, hash, mode } =
    decision;
  // Who it was is for the authority to know.
  const saidBy = ({ by, at }: Readonly<{ by: string; at: string }>, withName: Text, without: Text): string =>
    say(by === "" ? without : withName, { by, on: date(at.slice(0, 10)) });
  return (
    <Card
      title={
        <>
          {say(kindNames[kind])} {number} <Badge tone={tones[state]}>{say(stateNames[state])}</Badge>
        </>
      }
    >
      <Stack>
        <p className={style.note}>
          {saidBy(proposed, words.proposed, words.proposedOn)}
          {decided &&
            ` · ${
              state === "returned"
                ? saidBy(decided, words.returnedBy, words.returnedOn)
                : saidBy(decided, words.decidedBy, words.decidedOn)
            }`}
        </p>
        <p className={style.text}>{reason}</p>
        {returnReason !== null && (
          <Notice tone="warning" title={say(words.returned)}>
            <p className={style.text}>{returnReason}</p>
          </Notice>
        )}
        <Facts
          layout="tiles"
          items={[
            { label: say(words.eligible), value: <Amount euros={totals.eligible} /> },
            { label: say(words.parked), value: <Amount euros={totals.parked} /> },
            { label: say(words.rejected), value: <Amount euros={totals.rejected} /> },
          ]}
        />
        <AmountsTable lines={lines} totals={totals} />
        {totals.pending !== "0.00" && (
          <p className={style.note}>{say(mode === "recovery" ? words.recovery : words.withdrawal)}</p>
        )}
        {entry !== null && (
          <p>
            <Link to={ledgerPage({ declaration })}>{say(words.entry)}</Link>
          </p>
        )}
        {hash !== null && (
          <p className={style.hash}>
            {say(words.hash)} <code>{hash}</code>
          </p>
        )}
        <Decide decision={decision} />
      </Stack>
    </Card>
  );
};

/** Confirms, or returns with a reason: the second person's. */
const Decide = ({ decision }: Readonly<{ decision: DecisionHead }>) => {
  const say = useSay();
  const { may, mayNot, id, state } = decision;
  const [act, setAct] = useState<"decide" | "return" | null>(null);
  const [reason, setReason] = useState("");
  const [isTried, setIsTried] = useState(false);
  const renew = useRenewal();
  const close = () => setAct(null);
  const doing = useMutation({
    mutationFn: (what: "decide" | "return") =>
      api.send<DecisionsPage>(
        "POST",
        `/api/decisions/${id}/${what}`,
        what === "return" ? { reason: reason.trim() } : undefined,
      ),
    onSuccess: async (_page, what) => {
      announce(say(what === "decide" ? words.done : words.doneReturned));
      close();
      await renew();
    },
    onError: () => renew(),
  });
  if (state !== "proposed") return null;
  const isMissing = reason.trim() === "";
  return (
    <>
      {mayNot && <Notice title={say(mayNot)} />}
      <ButtonRow>
        {may.decide && (
          <Button variant="primary" onPress={() => setAct("decide")}>
            {say(words.decide)}
          </Button>
        )}
        {may.return && <Button onPress={() => setAct("return")}>{say(words.return)}</Button>}
      </ButtonRow>
      <ConfirmDialog
        isOpen={act === "decide"}
        title={say(words.decideTitle, { number: decision.number })}
        onClose={close}
        confirm={say(words.decide)}
        isPending={doing.isPending}
        onConfirm={() => doing.mutate("decide")}
      >
        {doing.error && <ProblemNotice error={doing.error} />}
        <p>{say(words.decideWhat)}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={act === "return"}
        size="m"
        title={say(words.returnTitle, { number: decision.number })}
        onClose={close}
        confirm={say(words.return)}
        isPending={doing.isPending}
        onConfirm={() => {
          setIsTried(true);
          if (!isMissing) doing.mutate("return");
        }}
      >
        <Stack>
          {doing.error && <ProblemNotice error={doing.error} />}
          <TextArea
            label={say(words.why)}
            isRequired
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={setReason}
            {...(isTried && isMissing ? { error: say(words.missing) } : {})}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
};

const kindNames: Readonly<Record<DecisionHead["kind"], Text>> = {
  first: { fr: "Décision", nl: "Beslissing", en: "Decision" },
  correction: { fr: "Correction", nl: "Correctie", en: "Correction" },
  release: { fr: "Levée", nl: "Vrijgave", en: "Release" },
};

const stateNames: Readonly<Record<DecisionHead["state"], Text>> = {
  proposed: {
    fr: "attend une seconde personne",
    nl: "wacht op een tweede persoon",
    en: "waits for a second person",
  },
  decided: { fr: "décidée", nl: "beslist", en: "decided" },
  returned: { fr: "renvoyée", nl: "teruggestuurd", en: "returned" },
};

const tones: Readonly<Record<DecisionHead["state"], Tone>> = {
  proposed: "warning",
  decided: "success",
  returned: "info",
};

const words = {
  eligible: { fr: "Admissible", nl: "Subsidiabel", en: "Eligible" },
  parked: { fr: "En attente", nl: "In beraad", en: "Set aside" },
  rejected: { fr: "Refusé", nl: "Geweigerd", en: "Rejected" },
  proposedOn: { fr: "Proposée le {on}", nl: "Voorgesteld op {on}", en: "Proposed on {on}" },
  decidedOn: { fr: "décidée le {on}", nl: "beslist op {on}", en: "decided on {on}" },
  returnedOn: { fr: "renvoyée le {on}", nl: "teruggestuurd op {on}", en: "returned on {on}" },
  proposed: {
    fr: "Proposée par {by} le {on}",
    nl: "Voorgesteld door {by} op {on}",
    en: "Proposed by {by} on {on}",
  },
  decidedBy: {
    fr: "décidée par {by} le {on}",
    nl: "beslist door {by} op {on}",
    en: "decided by {by} on {on}",
  },
  returnedBy: {
    fr: "renvoyée par {by} le {on}",
    nl: "teruggestuurd door {by} op {on}",
    en: "returned by {by} on {on}",
  },
  returned: { fr: "Renvoyée parce que", nl: "Teruggestuurd omdat", en: "Returned because" },
  recovery: {
    fr: "Le reste demeure jusqu'au remboursement par le partenaire.",
    nl: "De rest blijft tot de partner heeft terugbetaald.",
    en: "The rest stays until the partner has repaid.",
  },
  withdrawal: {
    fr: "Ce qui a été demandé à la Commission est retiré.",
    nl: "Wat aan de Commissie gevraagd is, wordt ingetrokken.",
    en: "What the Commission was asked for is withdrawn.",
  },
  entry: { fr: "Voir les écritures", nl: "De boekingen bekijken", en: "See the postings" },
  hash: { fr: "Empreinte", nl: "Hash", en: "Hash" },
  decide: { fr: "Confirmer la décision", nl: "De beslissing bevestigen", en: "Confirm the decision" },
  decideTitle: { fr: "Confirmer {number} ?", nl: "{number} bevestigen?", en: "Confirm {number}?" },
  decideWhat: {
    fr: "Les montants sont comptabilisés aussitôt et le partenaire voit la décision. Une correction reste possible, par une nouvelle décision.",
    nl: "De bedragen worden meteen geboekt en de partner ziet de beslissing. Een correctie blijft mogelijk, door een nieuwe beslissing.",
    en: "The amounts are posted at once and the partner sees the decision. A correction stays possible, by another decision.",
  },
  return: { fr: "Renvoyer", nl: "Terugsturen", en: "Return" },
  returnTitle: { fr: "Renvoyer {number} ?", nl: "{number} terugsturen?", en: "Return {number}?" },
  why: { fr: "Ce qui est à revoir", nl: "Wat herzien moet worden", en: "What is to be looked at again" },
  missing: {
    fr: "Dites ce qui est à revoir.",
    nl: "Zeg wat herzien moet worden.",
    en: "Say what to look at again.",
  },
  done: { fr: "La décision est prise.", nl: "De beslissing is genomen.", en: "The decision is made." },
  doneReturned: {
    fr: "La proposition est renvoyée.",
    nl: "Het voorstel is teruggestuurd.",
    en: "The proposal is returned.",
  },
} satisfies Record<string, Text>;
