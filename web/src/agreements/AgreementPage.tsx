import { useParams, useSearchParams } from "react-router";
import type { AgreementPage as Agreement } from "../../../src/agreement/shapes.ts";
import { Badge, Facts, Link, Loaded, Notice, Page, Tabs } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { AgreementPayments } from "../payments/AgreementPayments.tsx";
import { Acceptance } from "./Acceptance.tsx";
import { AgreementActs } from "./AgreementActs.tsx";
import { Annexes } from "./Annexes.tsx";
import style from "./agreements.module.css";
import { Declared } from "./Declared.tsx";
import { Forecast } from "./Forecast.tsx";
import { Guides } from "./Guides.tsx";
import { Plan } from "./Plan.tsx";
import { Ready } from "./Ready.tsx";
import { SideBySide } from "./SideBySide.tsx";
import { agreementStates } from "./states.ts";
import { titles } from "./titles.ts";
import { useAgreement } from "./use-agreements.ts";
import { Versions } from "./Versions.tsx";

/** An agreement: what it waits for and who does it, its plan, its versions, its money, its papers. */
export const AgreementPage = () => {
  const say = useSay();
  const { agreement: id = "" } = useParams();
  const [search] = useSearchParams();
  const version = Number(search.get("version") ?? "");
  const agreement = useAgreement(Number(id), version >= 1 ? version : undefined);
  const page = agreement.data;
  return (
    <Page
      title={page ? page.number : say(titles.agreement)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.agreements), to: "money/agreements" },
      ]}
      meta={
        page && (
          <Badge tone={agreementStates[page.state].tone}>{say(agreementStates[page.state].label)}</Badge>
        )
      }
      lead={page && <Lead agreement={page} />}
    >
      <Loaded query={agreement}>{(data) => <Contents key={data.id} agreement={data} />}</Loaded>
    </Page>
  );
};

const Lead = ({ agreement }: { agreement: Agreement }) => {
  const say = useSay();
  const format = useFormat();
  const { partner, operation, starts, ends, financingMode, candidacy, call, internal } = agreement;
  return (
    <>
      {say(partner.name)} · <Link to={`operations/${operation.operation}`}>{say(operation.title)}</Link> ·{" "}
      {format.date(starts)} – {format.date(ends)} · {say(internal ? words.internal : financingMode.label)}
      {call !== null && (
        <>
          {" "}
          · <Link to={`money/calls/${call}`}>{say(words.call)}</Link>
        </>
      )}
      {candidacy !== null && (
        <>
          {" "}
          · <Link to={`money/candidacies/${candidacy}`}>{say(words.candidacy)}</Link>
        </>
      )}
    </>
  );
};

const Contents = ({ agreement }: { agreement: Agreement }) => {
  const say = useSay();
  const format = useFormat();
  const { id, state, budget, declared, remaining, terminatedOn, terminationReason, versions, shown } =
    agreement;
  const isPosted = versions.some(({ activatedAt }) => activatedAt !== null);
  const ledger = (account: "granted" | "declared" | "budgeted") =>
    isPosted ? { ledger: { agreement: id, account } } : {};
  return (
    <>
      {state === "terminated" && (
        <Notice tone="warning" title={say(words.terminated, { day: format.date(terminatedOn) })}>
          {terminationReason}
        </Notice>
      )}
      <AgreementActs agreement={agreement} />
      {!agreement.may.accept && ["draft", "proposed", "accepted"].includes(shown.state) && (
        <Ready agreement={agreement} />
      )}
      {agreement.may.accept && shown.state === "proposed" && (
        <Acceptance key={`${shown.version} ${shown.round}`} agreement={agreement} />
      )}
      <div className={style.tiles}>
        <Facts
          layout="tiles"
          items={[
            { label: say(words.budget), value: <Amount euros={budget} {...ledger("granted")} /> },
            { label: say(words.declared), value: <Amount euros={declared} {...ledger("declared")} /> },
            { label: say(words.remaining), value: <Amount euros={remaining} {...ledger("budgeted")} /> },
          ]}
        />
      </div>
      <Tabs
        label={say(titles.agreement)}
        tabs={[
          { id: "plan", label: say(words.plan), content: <Plan agreement={agreement} /> },
          {
            id: "side",
            label: say(words.side),
            content: <SideBySide agreement={id} version={shown.version} />,
          },
          { id: "versions", label: say(words.versions), content: <Versions agreement={agreement} /> },
          {
            id: "payments",
            label: say(words.payments),
            content: (
              <>
                <Forecast agreement={id} />
                <AgreementPayments agreement={id} partner={agreement.partner.partner} />
              </>
            ),
          },
          { id: "declarations", label: say(words.declarations), content: <Declared agreement={agreement} /> },
          {
            id: "papers",
            label: say(words.papers),
            content: (
              <>
                <Annexes agreement={agreement} />
                <Guides agreement={agreement} />
              </>
            ),
          },
        ]}
      />
    </>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  internal: { fr: "service propre", nl: "eigen dienst", en: "own service" },
  call: { fr: "l'appel", nl: "de oproep", en: "the call" },
  candidacy: { fr: "la candidature", nl: "de kandidatuur", en: "the candidacy" },
  terminated: { fr: "Résiliée au {day}", nl: "Beëindigd op {day}", en: "Terminated on {day}" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  declared: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  remaining: { fr: "Reste", nl: "Blijft over", en: "Remaining" },
  plan: { fr: "Plan et objectifs", nl: "Plan en doelstellingen", en: "Plan and objectives" },
  side: { fr: "Côte à côte", nl: "Naast elkaar", en: "Side by side" },
  versions: { fr: "Versions", nl: "Versies", en: "Versions" },
  payments: { fr: "Paiements", nl: "Betalingen", en: "Payments" },
  declarations: { fr: "Déclarations", nl: "Declaraties", en: "Declarations" },
  papers: { fr: "Annexes et guides", nl: "Bijlagen en gidsen", en: "Annexes and guides" },
} satisfies Record<string, Text>;
