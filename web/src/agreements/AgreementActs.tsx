import { useState } from "react";
import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import { api } from "../api.ts";
import { OpenPeriod } from "../declarations/OpenPeriod.tsx";
import { Button, ButtonRow, Dialog } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { ActProblem } from "./ActProblem.tsx";
import { AmendForm, TerminateForm } from "./AgreementDialogs.tsx";
import style from "./agreements.module.css";
import { DecisionForm } from "./Decision.tsx";
import { useAct, useDeclared } from "./use-agreements.ts";
import { WaitList } from "./WaitList.tsx";
import { Withdraw } from "./Withdraw.tsx";

/** What an agreement waits for, and the buttons of whoever looks: what comes next first. */
export const AgreementActs = ({ agreement }: { agreement: AgreementPage }) => {
  const say = useSay();
  const format = useFormat();
  const { id, may, waits, shown, number } = agreement;
  const [open, setOpen] = useState<"decide" | "amend" | "terminate">();
  const propose = useAct(say(words.proposed), () => api.send("POST", `/api/agreements/${id}/propose`));
  const activate = useAct(say(words.activated), () => api.send("POST", `/api/agreements/${id}/activate`));
  const problem = propose.error ?? activate.error;
  const isUndecided = may.decide && shown.decision?.outcome !== "accepted";
  const declared = useDeclared(id);
  const period = declared.data?.toMake.find(({ mayOpen }) => mayOpen);
  const { accept: _accept, edit: _edit, sendGuide: _sendGuide, declare: _declare, ...buttons } = may;
  const hasButtons = Object.values(buttons).some(Boolean);
  if (waits.length === 0 && !hasButtons && !period) return null;
  return (
    <div className={waits.length > 0 || period ? style.next : style.acts}>
      <WaitList waits={waits} />
      {problem && <ActProblem error={problem} />}
      {period && (
        <div className={style.period}>
          {say(words.toDeclare, {
            from: format.date(period.from),
            until: format.date(period.until),
            due: format.date(period.due),
          })}{" "}
          <OpenPeriod
            agreement={id}
            from={period.from}
            until={period.until}
            isBegun={period.draft !== null}
            variant="primary"
          />
        </div>
      )}
      {hasButtons && (
        <ButtonRow>
          {isUndecided && (
            <Button variant="primary" onPress={() => setOpen("decide")}>
              {say(words.decide)}
            </Button>
          )}
          {may.propose && (
            <Button
              variant={isUndecided ? "secondary" : "primary"}
              isPending={propose.isPending}
              onPress={() => propose.mutate(undefined)}
            >
              {say(words.propose)}
            </Button>
          )}
          {may.activate && (
            <Button
              variant="primary"
              isPending={activate.isPending}
              onPress={() => activate.mutate(undefined)}
            >
              {say(words.activate)}
            </Button>
          )}
          {may.amend && <Button onPress={() => setOpen("amend")}>{say(words.amend)}</Button>}
          {may.drop && (
            <Withdraw
              label={say(words.drop)}
              title={say(words.dropTitle)}
              done={say(words.dropped)}
              act={() => api.send("POST", `/api/agreements/${id}/drop`)}
            >
              {say(words.dropText)}
            </Withdraw>
          )}
          {may.terminate && (
            <Button variant="quiet" onPress={() => setOpen("terminate")}>
              {say(words.terminate)}
            </Button>
          )}
        </ButtonRow>
      )}
      <Dialog
        isOpen={open !== undefined}
        title={open === undefined ? "" : say(words.titles[open], { number })}
        onClose={() => setOpen(undefined)}
      >
        {open === "decide" && (
          <DecisionForm
            address={`/api/agreements/${id}/decision`}
            about={`agreement:${id}`}
            amount={shown.budget}
            outcome="accepted"
            onDone={() => setOpen(undefined)}
          />
        )}
        {open === "amend" && <AmendForm agreement={agreement} onDone={() => setOpen(undefined)} />}
        {open === "terminate" && <TerminateForm agreement={agreement} onDone={() => setOpen(undefined)} />}
      </Dialog>
    </div>
  );
};

const words = {
  decide: { fr: "Enregistrer la décision", nl: "De beslissing registreren", en: "Record the decision" },
  propose: { fr: "Proposer au partenaire", nl: "Aan de partner voorstellen", en: "Propose to the partner" },
  proposed: {
    fr: "La convention est proposée au partenaire.",
    nl: "De overeenkomst is aan de partner voorgesteld.",
    en: "The agreement is proposed to the partner.",
  },
  activate: { fr: "Mettre en vigueur", nl: "In werking stellen", en: "Put into force" },
  activated: {
    fr: "La convention est en vigueur.",
    nl: "De overeenkomst is in werking.",
    en: "The agreement is in force.",
  },
  toDeclare: {
    fr: "À déclarer : du {from} au {until}, avant le {due}.",
    nl: "Te declareren: van {from} tot {until}, voor {due}.",
    en: "To be declared: {from} to {until}, by {due}.",
  },
  amend: { fr: "Préparer un avenant", nl: "Een aanhangsel voorbereiden", en: "Prepare an amendment" },
  drop: {
    fr: "Abandonner la version préparée",
    nl: "De voorbereide versie schrappen",
    en: "Drop the version prepared",
  },
  dropTitle: { fr: "Abandonner cet avenant ?", nl: "Dit aanhangsel schrappen?", en: "Drop this amendment?" },
  dropText: {
    fr: "La version en vigueur ne change pas.",
    nl: "De versie in werking verandert niet.",
    en: "The version in force does not change.",
  },
  dropped: {
    fr: "L'avenant est abandonné.",
    nl: "Het aanhangsel is geschrapt.",
    en: "The amendment is dropped.",
  },
  terminate: { fr: "Résilier", nl: "Beëindigen", en: "Terminate" },
  titles: {
    decide: {
      fr: "Décision du comité sur {number}",
      nl: "Beslissing van het comité over {number}",
      en: "The committee's decision on {number}",
    },
    amend: { fr: "Avenant à {number}", nl: "Aanhangsel bij {number}", en: "Amendment of {number}" },
    terminate: { fr: "Résilier {number}", nl: "{number} beëindigen", en: "Terminate {number}" },
  },
} satisfies Record<string, Text | Record<string, Text>>;
