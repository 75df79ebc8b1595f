import { useState } from "react";
import type { FindingShown, VerificationPage } from "../../../src/control/shapes.ts";
import { api } from "../api.ts";
import { Badge, Button, ConfirmDialog, EmptyState, ProblemNotice } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { Section } from "../programme/Section.tsx";
import { useAboutName } from "./about.ts";
import type { Bench } from "./bench.ts";
import style from "./control.module.css";
import { MeasureBadge } from "./states.tsx";
import { useAct, verificationAddress } from "./use-control.ts";

/** What was found so far, with what the partner answered. */
export const Findings = ({ bench }: Readonly<{ bench: Bench }>) => {
  const say = useSay();
  const { page, draft } = bench;
  return (
    <Section title={say(words.findings)}>
      {page.findings.length === 0 ? (
        <EmptyState title={say(words.none)} />
      ) : (
        <ul className={style.findings}>
          {page.findings.map((finding) => (
            <li key={finding.id}>
              <FindingView page={page} finding={finding} />
              {finding.mayChange && finding.sentAt === null && (
                <Change page={page} finding={finding} onChange={() => draft.change(finding)} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

/** One finding: where, what, how much, what is proposed; and what the partner says of it. */
export const FindingView = ({
  page,
  finding,
}: Readonly<{ page: VerificationPage; finding: FindingShown }>) => {
  const say = useSay();
  const { date, dateTime } = useFormat();
  const nameOf = useAboutName();
  const { typology, amount, measure, systemic, ofBuyer, text, by, at, sentAt, answer, line } = finding;
  const label = page.lines.find((each) => each.line === line)?.label;
  return (
    <>
      <p className={style.findingHead}>
        <strong>{say(typology.label)}</strong>
        <MeasureBadge measure={measure} />
        {systemic && <Badge tone="warning">{say(words.systemic)}</Badge>}
        {ofBuyer && <Badge>{say(words.ofBuyer)}</Badge>}
        <span className={style.findingAmount}>
          <Amount euros={amount} />
        </span>
      </p>
      <p className={style.note}>
        {label ? say(label) : line} · {nameOf(finding.about)}
      </p>
      <p className={style.text}>{text}</p>
      <p className={style.note}>
        {say(by === "" ? words.on : words.by, { by, on: date(at.slice(0, 10)) })}
        {page.toldAt !== null && sentAt === null && ` · ${say(words.notSent)}`}
      </p>
      {answer && (
        <div className={style.reply}>
          <p>
            <Badge tone={answer.kind === "accepted" ? "success" : "warning"} hasIcon>
              {say(answer.kind === "accepted" ? words.accepted : words.contested)}
            </Badge>{" "}
            <span className={style.note}>
              {answer.by === "" ? "" : `${answer.by} · `}
              {dateTime(answer.at)}
            </span>
          </p>
          {answer.text !== "" && <p className={style.text}>{answer.text}</p>}
        </div>
      )}
    </>
  );
};

const Change = ({
  page,
  finding,
  onChange,
}: Readonly<{ page: VerificationPage; finding: FindingShown; onChange: () => void }>) => {
  const say = useSay();
  const [isRemoving, setIsRemoving] = useState(false);
  const remove = useAct(page.id, say(words.removed), () =>
    api
      .send<VerificationPage | undefined>("DELETE", `/api/findings/${finding.id}`)
      .then((answer) => answer ?? api.get<VerificationPage>(verificationAddress(page.id))),
  );
  return (
    <p className={style.changes}>
      <Button size="s" variant="quiet" icon="edit" onPress={onChange}>
        {say(words.change)}
      </Button>
      <Button size="s" variant="quiet" icon="trash" onPress={() => setIsRemoving(true)}>
        {say(words.remove)}
      </Button>
      <ConfirmDialog
        title={say(words.removeTitle)}
        isOpen={isRemoving}
        onClose={() => setIsRemoving(false)}
        confirm={say(words.remove)}
        isDanger
        isPending={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
      >
        {remove.error && <ProblemNotice error={remove.error} />}
        <p className={style.text}>{finding.text}</p>
      </ConfirmDialog>
    </p>
  );
};

const words = {
  findings: { fr: "Constats", nl: "Vaststellingen", en: "Findings" },
  none: {
    fr: "Aucun constat : tout ce qui est déclaré reste admissible.",
    nl: "Geen vaststellingen: alles wat gedeclareerd is, blijft subsidiabel.",
    en: "No findings: all that is declared stays eligible.",
  },
  systemic: { fr: "systémique", nl: "systemisch", en: "systemic" },
  ofBuyer: { fr: "marchés publics", nl: "overheidsopdrachten", en: "procurement" },
  on: { fr: "Constaté le {on}", nl: "Vastgesteld op {on}", en: "Found on {on}" },
  by: { fr: "Constaté par {by} le {on}", nl: "Vastgesteld door {by} op {on}", en: "Found by {by} on {on}" },
  notSent: { fr: "pas encore envoyé", nl: "nog niet verzonden", en: "not sent yet" },
  accepted: { fr: "le partenaire accepte", nl: "de partner aanvaardt", en: "the partner accepts" },
  contested: { fr: "le partenaire conteste", nl: "de partner betwist", en: "the partner contests" },
  change: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  remove: { fr: "Retirer", nl: "Verwijderen", en: "Remove" },
  removed: {
    fr: "Le constat est retiré.",
    nl: "De vaststelling is verwijderd.",
    en: "The finding is removed.",
  },
  removeTitle: {
    fr: "Retirer ce constat ?",
    nl: "Deze vaststelling verwijderen?",
    en: "Remove this finding?",
  },
} satisfies Record<string, Text>;
