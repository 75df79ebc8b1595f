import { useState } from "react";
import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import { Badge, Button, Facts, Link, Meter, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { PlanDraft } from "./PlanDraft.tsx";
import { PlanTable } from "./PlanTable.tsx";
import { stateAids, versionStates } from "./states.ts";
import { useDeclared, useReached } from "./use-agreements.ts";

/** The financing plan and the objectives of the version shown; the draft can be changed by whoever prepares it. */
export const Plan = ({ agreement }: { agreement: AgreementPage }) => {
  const say = useSay();
  const { shown, may, choices, id, version, versions } = agreement;
  const state = say(versionStates[shown.state].label).toLowerCase();
  const [isChanging, setIsChanging] = useState(false);
  const mayChange = may.edit && shown.state === "draft" && choices !== null;
  if (isChanging && mayChange)
    return (
      <PlanDraft
        key={`${shown.version} ${shown.round}`}
        agreement={agreement}
        choices={choices}
        onDone={() => setIsChanging(false)}
      />
    );
  const isInForce = shown.state === "active" || shown.state === "replaced";
  return (
    <Stack gap="s">
      <Section
        title={versions.length > 1 ? say(words.planOf, { version: shown.version, state }) : say(words.plan)}
        actions={
          mayChange && (
            <Button icon="edit" onPress={() => setIsChanging(true)}>
              {say(words.change)}
            </Button>
          )
        }
      >
        <PlanTable
          label={say(words.plan)}
          rows={shown.lines.map(({ line, category, option, declared, remaining, answer }) => ({
            line,
            category,
            option,
            ledger:
              isInForce && shown.version === version ? { agreement: id, declared, remaining } : undefined,
            note: !isInForce && answer && (
              <>
                <Badge tone={answer.answer === "accepted" ? "success" : "warning"}>
                  {say(words[answer.answer])}
                </Badge>
                {answer.remark !== "" && <span className={style.sub}>{answer.remark}</span>}
              </>
            ),
          }))}
        />
        <Questions agreement={agreement} />
      </Section>
      <Objectives agreement={agreement} />
      <Terms agreement={agreement} />
    </Stack>
  );
};

/** What the partner asked about what is no line: the period, an objective. */
const Questions = ({ agreement: { shown } }: { agreement: AgreementPage }) => {
  const say = useSay();
  const asked = shown.answers.filter(({ answer }) => answer === "questioned");
  if (asked.length === 0) return null;
  return (
    <ul className={style.checklist}>
      {asked.map(({ line, remark }) => (
        <li key={line}>
          <Badge tone="warning">{say(words.questioned)}</Badge> {nameOf(line)}
          <span className={style.sub}>{remark}</span>
        </li>
      ))}
    </ul>
  );

  function nameOf(row: string): string {
    const objective = shown.objectives.find(({ id }) => `objective:${id}` === row);
    if (objective) return say(objective.label);
    const named: Readonly<Record<string, Text>> = {
      period: words.period,
      budget: words.budget,
      guide: words.guide,
    };
    return named[row] ? say(named[row]) : row;
  }
};

/** What is to be reached, and how far the registers say it was at the end of what was declared last. */
const Objectives = ({ agreement: { id, shown } }: { agreement: AgreementPage }) => {
  const say = useSay();
  const format = useFormat();
  const declared = useDeclared(id);
  const last = declared.data?.rows.toSorted((a, b) => (a.until < b.until ? 1 : -1))[0];
  const reached = useReached(last?.id);
  if (shown.objectives.length === 0) return null;
  return (
    <Section title={say(words.objectives)}>
      <Stack columns={2}>
        {shown.objectives.map(({ id: objective, label, target, quantity }) => {
          const found = reached.data?.objectives.find((each) => each.objective === objective);
          return (
            <div key={objective}>
              <p className={style.objective}>
                <strong>{say(label)}</strong>
                <span className={style.muted}>{say(quantity === null ? words.byHand : words.counted)}</span>
              </p>
              {found && reached.data ? (
                <>
                  <Meter label={say(label)} isLabelHidden value={found.reached} target={target} />
                  <p className={style.muted}>
                    {say(words.at, {
                      until: format.date(reached.data.until),
                      expected: format.number(found.expected),
                    })}{" "}
                    <Link to={`money/declarations/${last?.id ?? ""}`}>{reached.data.number}</Link>
                  </p>
                </>
              ) : (
                <p>{say(words.target, { target: format.number(target) })}</p>
              )}
            </div>
          );
        })}
      </Stack>
    </Section>
  );
};

/** From when the version holds, by which guide, on which decision. */
const Terms = ({ agreement: { shown, financingMode } }: { agreement: AgreementPage }) => {
  const say = useSay();
  const format = useFormat();
  const { effectiveFrom, ends, guide, grantedOn, publicSupport, totalCost, stateAid, facts, note, decision } =
    shown;
  const procurement = [
    ...(facts.whollyProcured ? [say(words.procured)] : []),
    ...(facts.contractsAboveThreshold ? [say(words.aboveThreshold)] : []),
  ].join(", ");
  return (
    <Section title={say(words.terms)}>
      <Facts
        items={[
          { label: say(words.holds), value: `${format.date(effectiveFrom)} – ${format.date(ends)}` },
          { label: say(words.mode), value: say(financingMode.label) },
          { label: say(words.guide), value: say(guide.title) },
          { label: say(words.granted), value: grantedOn === null ? "" : format.date(grantedOn) },
          {
            label: say(words.decision),
            value: decision
              ? `${decision.body}, ${decision.reference}, ${format.date(decision.decidedOn)}`
              : "",
          },
          { label: say(words.publicSupport), value: format.money(publicSupport) },
          { label: say(words.totalCost), value: format.money(totalCost) },
          { label: say(words.aid), value: say(stateAids[stateAid]) },
          ...(procurement === "" ? [] : [{ label: say(words.contracts), value: procurement }]),
          ...(note === "" ? [] : [{ label: say(words.note), value: note }]),
        ]}
      />
    </Section>
  );
};

const words = {
  plan: { fr: "Plan de financement", nl: "Financieringsplan", en: "Financing plan" },
  planOf: {
    fr: "Plan de financement, version {version} ({state})",
    nl: "Financieringsplan, versie {version} ({state})",
    en: "Financing plan, version {version} ({state})",
  },
  change: { fr: "Modifier le projet", nl: "Het ontwerp wijzigen", en: "Change the draft" },
  accepted: { fr: "D'accord", nl: "Akkoord", en: "Agreed" },
  questioned: { fr: "À discuter", nl: "Te bespreken", en: "To be discussed" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  budget: { fr: "Montant total", nl: "Totaal bedrag", en: "Total amount" },
  guide: { fr: "Guide financier", nl: "Financiële gids", en: "Financial guide" },
  objectives: { fr: "Objectifs", nl: "Doelstellingen", en: "Objectives" },
  counted: { fr: "Compté par les registres", nl: "Geteld door de registers", en: "Counted by the registers" },
  byHand: { fr: "Aucun registre ne le compte", nl: "Geen register telt het", en: "No register counts it" },
  at: {
    fr: "Au {until} ; attendu à cette date : {expected}.",
    nl: "Op {until}; op die dag verwacht: {expected}.",
    en: "On {until}; expected by then: {expected}.",
  },
  target: { fr: "À atteindre : {target}", nl: "Te halen: {target}", en: "To be reached: {target}" },
  terms: { fr: "Termes", nl: "Bepalingen", en: "Terms" },
  holds: { fr: "Cette version vaut", nl: "Deze versie geldt", en: "This version holds" },
  mode: { fr: "Mode de financement", nl: "Financieringswijze", en: "Financing mode" },
  granted: { fr: "Soutien accordé le", nl: "Steun toegekend op", en: "Support granted on" },
  decision: { fr: "Décision", nl: "Beslissing", en: "Decision" },
  publicSupport: { fr: "Soutien public", nl: "Overheidssteun", en: "Public support" },
  totalCost: { fr: "Coût total", nl: "Totale kosten", en: "Total cost" },
  contracts: { fr: "Marchés publics", nl: "Overheidsopdrachten", en: "Public contracts" },
  procured: {
    fr: "entièrement réalisée par des marchés",
    nl: "volledig uitgevoerd via opdrachten",
    en: "carried out wholly by contracts",
  },
  aboveThreshold: {
    fr: "marchés au-dessus des seuils européens",
    nl: "opdrachten boven de Europese drempels",
    en: "contracts above the European thresholds",
  },
  aid: { fr: "Aide d'État", nl: "Staatssteun", en: "State aid" },
  note: { fr: "Motif de la version", nl: "Reden van de versie", en: "Reason of the version" },
} satisfies Record<string, Text>;
