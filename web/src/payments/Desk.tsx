import { useSearchParams } from "react-router";
import type { PaymentsPage } from "../../../src/payment/shapes.ts";
import { Facts, Tabs } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Files } from "./Files.tsx";
import { PaymentTable } from "./PaymentTable.tsx";
import { notUnderway } from "./underway.ts";
import style from "./payments.module.css";
import { Recoveries } from "./Recoveries.tsx";
import { ToPrepare } from "./ToPrepare.tsx";
import { ToSend } from "./ToSend.tsx";
import { Waiting } from "./Waiting.tsx";

/** The work on payments, in its order: prepare, approve, send; beside it what waits, what was done and what comes back. */
export const Desk = ({ page }: Readonly<{ page: PaymentsPage }>) => {
  const say = useSay();
  const { number } = useFormat();
  const [search, setSearch] = useSearchParams();
  const { rows, due, recoveries, files, toSend, totals } = page;
  const ready = due.filter((each) => each.ready);
  const prepared = rows.filter(({ state }) => state === "prepared");
  const approved = rows.filter(({ id }) => toSend.includes(id));
  const waiting = notUnderway(page).filter(
    ({ ready: isReady, kind, waits }) =>
      !isReady && (kind !== null || waits.some(({ who }) => who !== "nobody")),
  );
  const done = rows.filter(({ id, state }) => state !== "prepared" && !toSend.includes(id));
  const owed = due.filter((each) => isMore(each.owed));
  const open = recoveries.filter(({ state }) => state === "issued");
  const tabs = [
    { id: "prepare", count: ready.length, content: <ToPrepare page={page} due={ready} /> },
    {
      id: "approve",
      count: prepared.length,
      content: (
        <PaymentTable label={say(words.tabs.approve)} rows={prepared} none={say(words.noneToApprove)} />
      ),
    },
    { id: "send", count: approved.length, content: <ToSend page={page} rows={approved} /> },
    {
      id: "waiting",
      count: waiting.length,
      content: <Waiting due={waiting} reasons={page.stopReasons} />,
    },
    {
      id: "done",
      count: 0,
      content: <PaymentTable label={say(words.tabs.done)} rows={done} none={say(words.noneDone)} isDone />,
    },
    {
      id: "recoveries",
      count: open.length + owed.length,
      content: <Recoveries rows={recoveries} owed={owed} mayIssue={page.may.prepare} />,
    },
    { id: "files", count: 0, content: <Files files={files} /> },
  ] as const;
  const first = tabs.find(({ count }) => count > 0)?.id ?? "prepare";
  const asked = search.get("show") ?? "";
  const shown = tabs.some(({ id }) => id === asked) ? asked : first;
  return (
    <>
      <div className={style.tiles}>
        <Facts
          layout="tiles"
          items={[
            { label: say(words.due), value: <Amount euros={totals.due} /> },
            { label: say(words.underway), value: <Amount euros={totals.underway} /> },
            { label: say(words.paid), value: <Amount euros={totals.paid} ledger={{ account: "paid" }} /> },
            {
              label: say(words.toRecover),
              value: <Amount euros={totals.toRecover} ledger={{ account: "to_recover" }} />,
            },
          ]}
        />
      </div>
      <Tabs
        label={say(words.parts)}
        selected={shown}
        onSelect={(id) => setSearch({ show: id }, { replace: true })}
        tabs={tabs.map(({ id, count, content }) => ({
          id,
          label: count === 0 ? say(words.tabs[id]) : `${say(words.tabs[id])} (${number(count)})`,
          content,
        }))}
      />
    </>
  );
};

const isMore = (euros: string): boolean => !/^-|^0*(\.0*)?$/.test(euros);

const words = {
  due: { fr: "À payer", nl: "Te betalen", en: "To be paid" },
  underway: { fr: "En cours", nl: "Onderweg", en: "Underway" },
  paid: { fr: "Payé", nl: "Betaald", en: "Paid" },
  toRecover: { fr: "À récupérer", nl: "Terug te vorderen", en: "To be recovered" },
  parts: { fr: "Paiements", nl: "Betalingen", en: "Payments" },
  noneToApprove: {
    fr: "Aucun paiement n'attend d'approbation.",
    nl: "Geen betaling wacht op goedkeuring.",
    en: "No payment waits for approval.",
  },
  noneDone: {
    fr: "Rien n'est encore payé.",
    nl: "Er is nog niets betaald.",
    en: "Nothing is paid yet.",
  },
  tabs: {
    prepare: { fr: "À préparer", nl: "Voor te bereiden", en: "To prepare" },
    approve: { fr: "À approuver", nl: "Goed te keuren", en: "To approve" },
    send: { fr: "À envoyer", nl: "Te verzenden", en: "To send" },
    waiting: { fr: "En attente", nl: "Wachtend", en: "Waiting" },
    done: { fr: "Envoyés et payés", nl: "Verzonden en betaald", en: "Sent and paid" },
    recoveries: { fr: "Récupérations", nl: "Terugvorderingen", en: "Recoveries" },
    files: { fr: "Fichiers bancaires", nl: "Bankbestanden", en: "Bank files" },
  },
} satisfies Record<string, Text | Record<string, Text>>;
