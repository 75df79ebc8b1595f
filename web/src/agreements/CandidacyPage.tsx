import { useParams } from "react-router";
import type { CandidacyPage as Candidacy } from "../../../src/agreement/call-shapes.ts";
import { api } from "../api.ts";
import { Badge, Disclosure, Loaded, Notice, Page, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { Assessment } from "./Assessment.tsx";
import style from "./agreements.module.css";
import { CandidacyForm } from "./CandidacyForm.tsx";
import { CandidacyView } from "./CandidacyView.tsx";
import { candidacyStates } from "./states.ts";
import { TimeLeft } from "./TimeLeft.tsx";
import { titles } from "./titles.ts";
import { useCandidacy, useRenewal } from "./use-agreements.ts";
import { WaitList } from "./WaitList.tsx";
import { Withdraw } from "./Withdraw.tsx";

/** A candidacy: its form while it is written, what it says once it is sent, and its assessment. */
export const CandidacyPage = () => {
  const say = useSay();
  const { candidacy: id = "" } = useParams();
  const candidacy = useCandidacy(Number(id));
  const page = candidacy.data;
  return (
    <Page
      title={
        page
          ? [page.partner.name, page.part?.label].flatMap((text) => (text ? [say(text)] : [])).join(" · ")
          : say(titles.candidacy)
      }
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.calls), to: "money/calls" },
        ...(page ? [{ label: say(page.call.title), to: `money/calls/${page.call.id}` }] : []),
      ]}
      meta={
        page && (
          <Badge tone={candidacyStates[page.state].tone}>{say(candidacyStates[page.state].label)}</Badge>
        )
      }
      actions={page?.may.withdraw && <TakeBack candidacy={page} />}
    >
      <Loaded query={candidacy}>{(data) => <Contents key={data.id} candidacy={data} />}</Loaded>
    </Page>
  );
};

const TakeBack = ({ candidacy: { id } }: { candidacy: Candidacy }) => {
  const say = useSay();
  return (
    <Withdraw
      label={say(words.withdraw)}
      title={say(words.withdrawTitle)}
      done={say(words.withdrawn)}
      act={() => api.send("POST", `/api/candidacies/${id}/withdraw`)}
    >
      {say(words.withdrawText)}
    </Withdraw>
  );
};

const Contents = ({ candidacy }: { candidacy: Candidacy }) => {
  const say = useSay();
  const renew = useRenewal();
  const { call, state, may } = candidacy;
  if (may.edit && state === "draft")
    return (
      <>
        <p className={style.closing}>
          <TimeLeft closesAt={call.closesAt} now={call.now} onClosed={renew} />
        </p>
        <CandidacyForm candidacy={candidacy} />
      </>
    );
  return (
    <>
      <Sent candidacy={candidacy} />
      {state !== "draft" && candidacy.waits.length > 0 && (
        <div className={style.next}>
          <WaitList waits={candidacy.waits} />
        </div>
      )}
      {may.assess ? (
        <div className={style.desk}>
          <Section title={say(words.says)}>
            <CandidacyView candidacy={candidacy} />
          </Section>
          <div>
            <Assessment candidacy={candidacy} />
          </div>
        </div>
      ) : (
        <Stack>
          <Disclosure title={say(words.says)} isOpenAtFirst={!may.decide && !may.makeAgreement}>
            <CandidacyView candidacy={candidacy} />
          </Disclosure>
          <Assessment candidacy={candidacy} />
        </Stack>
      )}
    </>
  );
};

/** The receipt: that it came, when, under which number. */
const Sent = ({ candidacy: { receipt, submittedAt, state, call } }: { candidacy: Candidacy }) => {
  const say = useSay();
  const format = useFormat();
  if (receipt === null || submittedAt === null)
    return state === "draft" ? (
      <Notice tone="warning" title={say(words.late)}>
        {say(words.lateText, { at: format.dateTime(call.closesAt) })}
      </Notice>
    ) : null;
  return (
    <Notice tone="success" title={say(words.receipt, { receipt })}>
      {say(words.sent, { at: format.dateTime(submittedAt), closes: format.dateTime(call.closesAt) })}
    </Notice>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  withdraw: { fr: "Retirer la candidature", nl: "De kandidatuur intrekken", en: "Withdraw the candidacy" },
  withdrawTitle: {
    fr: "Retirer cette candidature ?",
    nl: "Deze kandidatuur intrekken?",
    en: "Withdraw this candidacy?",
  },
  withdrawText: {
    fr: "Elle reste lisible. Vous pouvez en commencer une autre tant que l'appel est ouvert.",
    nl: "Ze blijft leesbaar. U kunt een andere beginnen zolang de oproep open is.",
    en: "It stays readable. You can begin another one while the call is open.",
  },
  withdrawn: {
    fr: "La candidature est retirée.",
    nl: "De kandidatuur is ingetrokken.",
    en: "The candidacy is withdrawn.",
  },
  receipt: {
    fr: "Accusé de réception n° {receipt}",
    nl: "Ontvangstbewijs nr. {receipt}",
    en: "Receipt No {receipt}",
  },
  sent: {
    fr: "La candidature est arrivée le {at}. Clôture de l'appel : {closes}.",
    nl: "De kandidatuur kwam binnen op {at}. Afsluiting van de oproep: {closes}.",
    en: "The candidacy came in on {at}. Closing of the call: {closes}.",
  },
  late: {
    fr: "Cette candidature n'a pas été envoyée",
    nl: "Deze kandidatuur werd niet ingediend",
    en: "This candidacy was not sent",
  },
  lateText: {
    fr: "L'appel s'est clos le {at}. Ce que vous avez écrit reste lisible ici.",
    nl: "De oproep sloot op {at}. Wat u schreef, blijft hier leesbaar.",
    en: "The call closed on {at}. What you wrote stays readable here.",
  },
  says: { fr: "La candidature", nl: "De kandidatuur", en: "The candidacy" },
} satisfies Record<string, Text>;
