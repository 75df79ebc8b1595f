import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Opened } from "../../../src/declaration/shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonLink,
  ButtonRow,
  ConfirmDialog,
  Facts,
  Link,
  Notice,
  ProblemNotice,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { ControlState } from "../control/ControlState.tsx";
import { OpenVerification } from "../control/OpenVerification.tsx";
import { Amount } from "../money/Amount.tsx";
import { useMay } from "../who.tsx";
import { type Bench, postingsOf } from "./bench.ts";
import style from "./declarations.module.css";
import { Receipt } from "./Receipt.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { SubmitDialog } from "./SubmitDialog.tsx";
import { useRenewal } from "./use-declarations.ts";

/** What a declaration waits for and why, what it comes to now, and what can be done about it: one act first. */
export const Head = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { page, lines } = bench;
  const { agreement, total, budget, declaredBefore, remaining } = page;
  const postings = postingsOf(page);
  return (
    <div className={style.head}>
      {page.submitted && <Receipt page={page} />}
      {page.state === "draft" && <Waits bench={bench} />}
      {page.control && <ControlState control={page.control} declaration={page.id} />}
      <Versions bench={bench} />
      <Facts
        layout="tiles"
        items={[
          {
            id: "total",
            label: say(page.state === "draft" ? words.totalNow : words.total),
            value: <Amount euros={total} tree={page.tree} lines={lines} />,
          },
          {
            id: "before",
            label: say(words.before),
            value: <Amount euros={declaredBefore} ledger={postings.before} />,
          },
          {
            id: "budget",
            label: say(words.budget),
            value: <Amount euros={budget} ledger={postings.budget} />,
          },
          {
            id: "remaining",
            label: say(words.remaining),
            value: <Amount euros={remaining} ledger={postings.remaining} />,
          },
          {
            id: "agreement",
            label: say(words.agreement),
            value: <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>,
          },
        ]}
      />
      <Acts bench={bench} />
    </div>
  );
};

/** What a draft waits for: of whoever prepares it, what is left to do; of anybody else, that it is prepared. */
const Waits = ({ bench: { page } }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { date, count } = useFormat();
  const { waits, due, today, until, may, checks } = page;
  const refusals = checks.filter(({ severity }) => severity === "refuse").length;
  const isLate = due !== null && today > due;
  const said = waits.map(({ what }) => say(what)).join(" ");
  const title =
    !may.submit || today < until ? said : refusals > 0 ? count(refusals, toSettle) : say(words.ready);
  return (
    <Notice tone={may.submit && isLate ? "warning" : "info"} title={title}>
      {due !== null && say(isLate ? words.wasDue : words.due, { due: date(due, "long") })}
    </Notice>
  );
};

const toSettle = {
  one: {
    fr: "Il reste {count} remarque à régler, puis la déclaration peut être introduite.",
    nl: "Er is nog {count} opmerking op te lossen; daarna kan de declaratie worden ingediend.",
    en: "{count} remark is left to settle; then the declaration can be submitted.",
  },
  other: {
    fr: "Il reste {count} remarques à régler, puis la déclaration peut être introduite.",
    nl: "Er zijn nog {count} opmerkingen op te lossen; daarna kan de declaratie worden ingediend.",
    en: "{count} remarks are left to settle; then the declaration can be submitted.",
  },
} satisfies Record<string, Text>;

/** Which version stands before or after this one. */
const Versions = ({ bench: { page } }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { replaces, replacedBy } = page;
  if (!replaces && !replacedBy) return null;
  return (
    <p className={style.waits}>
      {replaces && (
        <>
          {say(words.corrects)} <Link to={`money/declarations/${replaces.id}`}>{replaces.number}</Link>
        </>
      )}
      {replaces && replacedBy && " · "}
      {replacedBy && (
        <>
          {say(words.correctedBy)} <Link to={`money/declarations/${replacedBy.id}`}>{replacedBy.number}</Link>
        </>
      )}
    </p>
  );
};

type Act = "submit" | "withdraw" | "correct" | "discard";

const Acts = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const language = useLanguage();
  const { page } = bench;
  const { may, id } = page;
  const [act, setAct] = useState<Act | null>(null);
  const navigate = useNavigate();
  const address = useAddress();
  const renew = useRenewal();
  const mayControl = useMay("money:control");
  const close = () => setAct(null);
  const goTo = async ({ id: next }: Opened) => {
    close();
    await navigate(address(`money/declarations/${next}`));
    await renew();
  };
  const discard = useMutation({
    mutationFn: () => api.send("DELETE", `/api/declarations/${id}`),
    onSuccess: async () => {
      close();
      await navigate(address("money/declarations"));
      await renew();
    },
  });
  return (
    <>
      {discard.error && <ProblemNotice error={discard.error} />}
      <ButtonRow>
        {may.submit && (
          <Button variant="primary" onPress={() => setAct("submit")}>
            {say(words.submit)}
          </Button>
        )}
        {page.submitted && (
          <ButtonLink
            to={`/api/declarations/${id}/receipt?language=${language}`}
            variant="primary"
            icon="download"
            download
          >
            {say(words.receipt)}
          </ButtonLink>
        )}
        {mayControl && page.control && <OpenVerification declaration={id} />}
        {may.correct && <Button onPress={() => setAct("correct")}>{say(words.correct)}</Button>}
        {may.withdraw && <Button onPress={() => setAct("withdraw")}>{say(words.withdraw)}</Button>}
        {may.discard && (
          <Button variant="quiet" onPress={() => setAct("discard")}>
            {say(words.discard)}
          </Button>
        )}
      </ButtonRow>
      {act === "submit" && <SubmitDialog bench={bench} onClose={close} />}
      {act === "withdraw" && (
        <ReasonDialog
          title={say(words.withdrawTitle)}
          act={say(words.withdraw)}
          address={`/api/declarations/${id}/withdraw`}
          onClose={close}
          onDone={goTo}
        >
          {say(words.withdrawWhat)}
        </ReasonDialog>
      )}
      {act === "correct" && (
        <ReasonDialog
          title={say(words.correctTitle)}
          act={say(words.correct)}
          address={`/api/declarations/${id}/correct`}
          onClose={close}
          onDone={goTo}
        >
          {say(words.correctWhat)}
        </ReasonDialog>
      )}
      <ConfirmDialog
        title={say(words.discardTitle)}
        isOpen={act === "discard"}
        onClose={close}
        confirm={say(words.discard)}
        isDanger
        isPending={discard.isPending}
        onConfirm={() => discard.mutate()}
      >
        {say(words.discardWhat)}
      </ConfirmDialog>
    </>
  );
};

const words = {
  due: { fr: "À introduire pour le {due}.", nl: "In te dienen tegen {due}.", en: "Due on {due}." },
  wasDue: {
    fr: "Elle était à introduire pour le {due}.",
    nl: "Ze was in te dienen tegen {due}.",
    en: "It was due on {due}.",
  },
  ready: {
    fr: "La déclaration est prête : regardez le total, puis introduisez-la.",
    nl: "De declaratie is klaar: bekijk het totaal en dien ze in.",
    en: "The declaration is ready: look at the total, then submit it.",
  },
  totalNow: { fr: "Total à cet instant", nl: "Totaal op dit moment", en: "Total at this moment" },
  total: { fr: "Total déclaré", nl: "Gedeclareerd totaal", en: "Total declared" },
  before: { fr: "Déclaré par ailleurs", nl: "Elders gedeclareerd", en: "Declared besides" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  remaining: { fr: "Reste après celle-ci", nl: "Rest na deze", en: "Left after this one" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  corrects: { fr: "Corrige", nl: "Verbetert", en: "Corrects" },
  correctedBy: { fr: "Corrigée par", nl: "Verbeterd door", en: "Corrected by" },
  submit: { fr: "Introduire la déclaration", nl: "De declaratie indienen", en: "Submit the declaration" },
  receipt: {
    fr: "Télécharger l'accusé de réception",
    nl: "Het ontvangstbewijs downloaden",
    en: "Download the receipt",
  },
  correct: { fr: "Corriger", nl: "Verbeteren", en: "Correct" },
  withdraw: { fr: "Retirer", nl: "Intrekken", en: "Withdraw" },
  discard: { fr: "Abandonner ce brouillon", nl: "Dit ontwerp weggooien", en: "Discard this draft" },
  withdrawTitle: {
    fr: "Retirer la déclaration",
    nl: "De declaratie intrekken",
    en: "Withdraw the declaration",
  },
  withdrawWhat: {
    fr: "Ce qu'elle déclare redevient libre et retourne au budget. Elle reste lisible ; vous pourrez la reprendre.",
    nl: "Wat ze declareert komt weer vrij en gaat terug naar het budget. Ze blijft leesbaar; u kunt ze hernemen.",
    en: "What it declares is free again and goes back to the budget. It can still be read; you can take it up again.",
  },
  correctTitle: {
    fr: "Corriger la déclaration",
    nl: "De declaratie verbeteren",
    en: "Correct the declaration",
  },
  correctWhat: {
    fr: "Une nouvelle version s'ouvre avec tout ce qu'elle contient. Celle-ci vaut jusqu'à ce que la correction soit introduite.",
    nl: "Een nieuwe versie opent met alles wat ze bevat. Deze geldt tot de verbetering is ingediend.",
    en: "A new version opens with all that it holds. This one counts until the correction is submitted.",
  },
  discardTitle: {
    fr: "Abandonner ce brouillon ?",
    nl: "Dit ontwerp weggooien?",
    en: "Discard this draft?",
  },
  discardWhat: {
    fr: "Ce qui y a été encodé est perdu. Les registres ne changent pas.",
    nl: "Wat erin werd ingevuld gaat verloren. De registers veranderen niet.",
    en: "What was typed into it is lost. The registers do not change.",
  },
} satisfies Record<string, Text>;
