import { useState } from "react";
import { isZero } from "../../../src/euros.ts";
import { Button, ButtonLink, ButtonRow, Disclosure, Facts, Link, Notice } from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { type Bench, progressOf } from "./bench.ts";
import { CancelDialog } from "./CancelDialog.tsx";
import { DaysLeft } from "./Clock.tsx";
import { ConcludeDialog } from "./ConcludeDialog.tsx";
import style from "./control.module.css";
import { LetterView } from "./LetterView.tsx";
import { ProposeDialog } from "./ProposeDialog.tsx";
import { SendDialog } from "./SendDialog.tsx";
import { StateBadge } from "./states.tsx";
import { VisitFields } from "./VisitFields.tsx";

/** What a verification waits for, what it comes to now, and what can be done about it: one act first. */
export const BenchHead = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { date } = useFormat();
  const { page } = bench;
  const { totals, declaration, agreement, clock, waits, mayNot } = page;
  return (
    <div className={style.head}>
      {(waits.length > 0 || mayNot) && page.state !== "decided" && (
        <Notice title={mayNot ? say(mayNot) : waits.map(({ what }) => say(what)).join(" ")} />
      )}
      <Facts
        layout="tiles"
        items={[
          {
            id: "submitted",
            label: say(words.submitted),
            value: (
              <Amount
                euros={totals.submitted}
                ledger={declaration ? { declaration: declaration.id, account: "declared" } : undefined}
              />
            ),
          },
          { id: "eligible", label: say(words.eligible), value: <Amount euros={totals.eligible} /> },
          ...(isZero(totals.parked)
            ? []
            : [{ id: "parked", label: say(words.parked), value: <Amount euros={totals.parked} /> }]),
          { id: "rejected", label: say(words.rejected), value: <Amount euros={totals.rejected} /> },
          {
            id: "about",
            label: say(declaration ? words.declaration : words.agreement),
            value: declaration ? (
              <Link to={`money/declarations/${declaration.id}`}>{declaration.number}</Link>
            ) : (
              <Link to={`money/agreements/${agreement.id}`}>{agreement.number}</Link>
            ),
          },
          ...(clock && page.state !== "decided"
            ? [
                {
                  id: "clock",
                  label: say(words.pay, { due: date(clock.due) }),
                  value: <DaysLeft clock={clock} />,
                },
              ]
            : []),
        ]}
      />
      {page.letter && <LetterView letter={page.letter} />}
      {page.type.id === "on_the_spot" && <VisitFields bench={bench} />}
      <Acts bench={bench} />
      <Around bench={bench} />
    </div>
  );
};

type Act = "send" | "conclude" | "propose" | "cancel";

const Acts = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const language = useLanguage();
  const { page } = bench;
  const { may, findings, id } = page;
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const { all, done } = progressOf(bench);
  const unsent = findings.filter(({ sentAt, measure }) => sentAt === null && measure !== "none");
  const isToSend = may.send && unsent.length > 0;
  const variantOf = (isFirst: boolean) => (isFirst ? "primary" : "secondary");
  return (
    <>
      <ButtonRow>
        {may.propose && (
          <Button variant="primary" onPress={() => setAct("propose")}>
            {say(words.propose)}
          </Button>
        )}
        {may.send && (
          <Button variant={variantOf(isToSend)} onPress={() => setAct("send")}>
            {say(isToSend ? words.send : words.ask)}
          </Button>
        )}
        {may.conclude && (
          <Button variant={variantOf(!isToSend && all === done)} onPress={() => setAct("conclude")}>
            {say(words.conclude)}
          </Button>
        )}
        {page.type.id === "on_the_spot" && may.answer && (
          <ButtonLink to={`control/visits/${id}`}>{say(words.visit)}</ButtonLink>
        )}
        {may.report && (
          <ButtonLink
            to={`/api/verifications/${id}/report.pdf?language=${language}`}
            icon="download"
            download
          >
            {say(words.report)}
          </ButtonLink>
        )}
        {may.cancel && (
          <Button variant="quiet" onPress={() => setAct("cancel")}>
            {say(words.cancel)}
          </Button>
        )}
      </ButtonRow>
      {act === "send" && <SendDialog bench={bench} onClose={close} />}
      {act === "conclude" && <ConcludeDialog bench={bench} onClose={close} />}
      {act === "propose" && <ProposeDialog page={page} onClose={close} />}
      {act === "cancel" && <CancelDialog page={page} onClose={close} />}
    </>
  );
};

/** What else is known of it: why it came first, other verifications, remarks it was submitted with, the conclusion. */
const Around = ({ bench: { page } }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { date, number } = useFormat();
  const { reasons, elsewhere, checks, conclusion, report, plan, opened, checklist } = page;
  return (
    <div className={style.around}>
      {conclusion && (
        <Notice
          tone="success"
          title={say(words.concluded, { by: conclusion.by, on: date(conclusion.at.slice(0, 10)) })}
        >
          <p className={style.text}>{conclusion.text}</p>
          {report && (
            <p className={style.note}>
              {say(words.reportNumber, { number: number(report.number) })} <code>{report.hash}</code>
            </p>
          )}
        </Notice>
      )}
      {elsewhere.length > 0 && (
        <p>
          {say(words.elsewhere)}{" "}
          {elsewhere.map((each) => (
            <span key={each.verification} className={style.elsewhere}>
              <Link to={`money/controls/${each.verification}`}>{each.number}</Link> {say(each.type.label)}{" "}
              <StateBadge state={each.state} />{" "}
            </span>
          ))}
        </p>
      )}
      <Disclosure title={say(words.more)}>
        <Facts
          items={[
            { label: say(words.opened), value: `${date(opened.at.slice(0, 10))}, ${opened.by}` },
            ...(plan
              ? [
                  {
                    label: say(words.plan),
                    value: (
                      <Link to={`control/plan/${plan.year}`}>
                        {say(words.planVersion, { year: plan.year, version: plan.version })}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(checklist
              ? [
                  {
                    label: say(words.checklist),
                    value: (
                      <>
                        {say(words.checklistVersion, { version: checklist.version })}{" "}
                        <code className={style.hash}>{checklist.fingerprint.slice(0, 16)}</code>
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {reasons.length > 0 && (
          <>
            <h3>{say(words.why)}</h3>
            <ul className={style.reasons}>
              {reasons.map(({ id, points, text }) => (
                <li key={id}>
                  {say(text)} <span className={style.points}>+{number(points)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {checks.length > 0 && (
          <>
            <h3>{say(words.checks)}</h3>
            <ul>
              {checks.map(({ id, text }) => (
                <li key={id}>{say(text)}</li>
              ))}
            </ul>
          </>
        )}
      </Disclosure>
    </div>
  );
};

const words = {
  submitted: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  eligible: {
    fr: "Admissible à cet instant",
    nl: "Subsidiabel op dit moment",
    en: "Eligible at this moment",
  },
  parked: { fr: "En attente", nl: "In beraad", en: "Set aside" },
  rejected: { fr: "À déduire", nl: "Af te trekken", en: "To deduct" },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  pay: { fr: "À payer pour le {due}", nl: "Te betalen tegen {due}", en: "To be paid by {due}" },
  propose: { fr: "Proposer la décision", nl: "De beslissing voorstellen", en: "Propose the decision" },
  send: { fr: "Envoyer au partenaire", nl: "Naar de partner sturen", en: "Send to the partner" },
  ask: { fr: "Écrire au partenaire", nl: "Naar de partner schrijven", en: "Write to the partner" },
  conclude: { fr: "Conclure", nl: "Afsluiten", en: "Conclude" },
  visit: { fr: "Ouvrir pour la visite", nl: "Openen voor het bezoek", en: "Open for the visit" },
  report: { fr: "Télécharger le rapport", nl: "Het verslag downloaden", en: "Download the report" },
  cancel: { fr: "Abandonner ce contrôle", nl: "Deze controle stopzetten", en: "Give up this verification" },
  concluded: {
    fr: "Conclu par {by} le {on}",
    nl: "Afgesloten door {by} op {on}",
    en: "Concluded by {by} on {on}",
  },
  reportNumber: {
    fr: "Rapport n° {number}, empreinte",
    nl: "Verslag nr. {number}, hash",
    en: "Report no. {number}, hash",
  },
  elsewhere: {
    fr: "Autres contrôles de la même déclaration :",
    nl: "Andere controles van dezelfde declaratie:",
    en: "Other verifications of the same declaration:",
  },
  more: {
    fr: "Pourquoi ce contrôle, et avec quoi",
    nl: "Waarom deze controle, en waarmee",
    en: "Why this verification, and with what",
  },
  opened: { fr: "Ouvert", nl: "Geopend", en: "Opened" },
  plan: { fr: "Plan", nl: "Plan", en: "Plan" },
  planVersion: {
    fr: "{year}, version {version}",
    nl: "{year}, versie {version}",
    en: "{year}, version {version}",
  },
  checklist: { fr: "Liste de contrôle", nl: "Controlelijst", en: "Checklist" },
  checklistVersion: { fr: "version {version}", nl: "versie {version}", en: "version {version}" },
  why: { fr: "Pourquoi à cette place", nl: "Waarom op deze plaats", en: "Why it came first" },
  checks: {
    fr: "Remarques confirmées à l'introduction",
    nl: "Opmerkingen bevestigd bij het indienen",
    en: "Remarks confirmed when it was submitted",
  },
} satisfies Record<string, Text>;
