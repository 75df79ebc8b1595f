import { isAbove, nothing, sumOf } from "../euros.ts";
import { sayEuros } from "../cost/amounts.ts";
import type { Text } from "../language.ts";
import { type Balance, balances } from "../ledger/balances.ts";
import { notFound } from "../problem.ts";
import { operationNamed, partnerNamed } from "./call-page.ts";
import { askedDocuments } from "./asked-documents.ts";
import { choicesOf } from "./choices.ts";
import { mayAt, maySpeak, type MoneyDesk } from "./desk.ts";
import { instalmentsOf } from "./instalments.ts";
import { planRemarks } from "./plan-remarks.ts";
import { listAgreements, readAgreement } from "./read.ts";
import { maySeeAgreement } from "./see.ts";
import type { AgreementPage, AgreementRow, AgreementsPage } from "./shapes.ts";
import type { Remark } from "./shared-shapes.ts";
import {
  type AgreementView,
  guideInYear,
  openVersion,
  planUnder,
  versionOf,
  type VersionView,
} from "./view.ts";

const plain = (word: string): Text => ({ fr: word, nl: word, en: word });

/** What stands on the accounts of an agreement, or of one of its lines. */
const on = (sums: readonly Balance[], agreement: number, account: "budgeted" | "declared", line?: string) => {
  const found = sums.filter(
    (sum) =>
      sum.agreement === agreement &&
      (line === undefined || sum.line === line) &&
      (account === "budgeted" ? sum.account === "budgeted" : !["granted", "budgeted"].includes(sum.account)),
  );
  return sumOf(found.map(({ amount }) => amount));
};

const rowOf = (desk: MoneyDesk, view: AgreementView, sums: readonly Balance[]): AgreementRow => ({
  id: view.id,
  number: view.number,
  operation: operationNamed(desk, view.operation),
  partner: partnerNamed(desk, view.partner),
  internal: view.internal,
  state: view.state,
  starts: view.starts,
  ends: view.ends,
  version: view.version,
  financingMode: modeNamed(desk, view.financingMode),
  budget: view.budget,
  declared: on(sums, view.id, "declared"),
  remaining: on(sums, view.id, "budgeted"),
  waits: [...view.waits],
});

const modeNamed = ({ house }: MoneyDesk, id: string) => ({
  id,
  label: house.programme.costs.financingModes.get(id)?.label ?? plain(id),
});

/** Returns the agreements that the asker sees, of an operation and a partner where they are asked for. */
export const agreementsPage = async (
  desk: MoneyDesk,
  where: Readonly<{ operation?: string | undefined; partner?: string | undefined }>,
): Promise<AgreementsPage> => {
  const { house, client } = desk;
  const { costs, operations } = house.programme;
  const views = (await listAgreements(client, where)).filter((view) => maySeeAgreement(desk, view));
  const sums = await balances(client, where);
  const mayMakeIn = [...operations.values()].filter(({ id }) =>
    mayAt(desk, "money:agree", { operation: id }),
  );
  return {
    today: house.today(),
    rows: views.map((view) => rowOf(desk, view, sums)),
    mayMakeIn: mayMakeIn.map(({ id }) => operationNamed(desk, id)),
    making:
      mayMakeIn.length === 0
        ? null
        : {
            choices: choicesOf(costs, undefined),
            financingModes: [...costs.financingModes.values()].map(({ id, label }) => ({ id, label })),
            instalments: [...costs.instalments.values()].map(({ id, label }) => ({ id, label })),
          },
  };
};

/**
 * Returns an agreement as its page shows it: the version that is being prepared, else the one in force, or the one asked
 * for. Throws where the asker does not see one of that number.
 */
export const agreementPage = async (desk: MoneyDesk, id: number, asked?: number): Promise<AgreementPage> => {
  const { house, client } = desk;
  const { costs } = house.programme;
  const view = await readAgreement(client, id);
  const shown = view && versionOf(view, asked ?? openVersion(view)?.version);
  if (!view || !shown || !maySeeAgreement(desk, view)) throw notFound();
  const sums = await balances(client, { agreement: id });
  const guide = costs.guides.find((each) => each.id === shown.guide);
  const decision = view.decisions.find((each) => each.id === shown.decision) ?? null;
  const answer = (line: string) => {
    const found = shown.answers.find((each) => each.line === line);
    return found ? { answer: found.answer, remark: found.remark } : null;
  };
  const may = rightsOn(desk, view);
  return {
    ...rowOf(desk, view, sums),
    candidacy: view.candidacy,
    call: view.call,
    shown: {
      version: shown.version,
      state: shown.state,
      round: shown.round,
      effectiveFrom: shown.effectiveFrom,
      ends: shown.ends,
      financingMode: modeNamed(desk, shown.financingMode),
      guide: { id: shown.guide, title: guide?.title ?? plain(shown.guide), from: guide?.from ?? view.starts },
      grantedOn: shown.grantedOn,
      publicSupport: shown.publicSupport,
      totalCost: shown.totalCost,
      stateAid: shown.stateAid,
      budget: shown.budget,
      note: shown.note,
      lines: shown.lines.map((line) => ({
        line,
        category: costs.rules.categories.get(line.category)?.label ?? plain(line.category),
        option: costs.rules.options.get(line.option)?.label ?? plain(line.option),
        declared: on(sums, id, "declared", line.id),
        remaining: on(sums, id, "budgeted", line.id),
        answer: answer(line.id),
      })),
      answers: shown.answers.filter(({ line }) => !shown.lines.some((each) => each.id === line)),
      objectives: [...shown.objectives],
      instalments: [...shown.instalments],
      annexes: [...shown.annexes],
      facts: { ...shown.facts },
      documents: askedDocuments(costs, "agreement", shown.lines).map(({ help, ...kind }) => ({
        ...kind,
        help: help ?? null,
      })),
      decision,
      remarks: remarksOn(desk, shown, decision),
    },
    versions: view.versions.map((version, index) => ({
      version: version.version,
      state: version.state,
      effectiveFrom: version.effectiveFrom,
      budget: version.budget,
      note: version.note,
      decision: view.decisions.find((each) => each.id === version.decision) ?? null,
      proposedAt: version.proposedAt,
      acceptedAt: version.acceptedAt,
      activatedAt: version.activatedAt,
      differences: differencesFrom(view.versions.slice(0, index), version),
    })),
    decisions: [...view.decisions],
    guides: guidesOf(desk, view),
    guideByYear: yearsOf(view).map((year) => {
      const id = guideInYear(view, year);
      const title = costs.guides.find((each) => each.id === id)?.title;
      return { year, guide: { id, label: title ?? plain(id) } };
    }),
    terminatedOn: view.terminatedOn,
    terminationReason: view.terminationReason,
    choices: may.edit ? choicesOf(costs, view.operation) : null,
    schedules: may.edit
      ? [...costs.instalments.values()].map(({ id: plan, label }) => ({
          id: plan,
          label,
          instalments: [
            ...instalmentsOf(costs, plan, shown.budget, { starts: view.starts, ends: shown.ends }),
          ],
        }))
      : [],
    may,
  };
};

const yearsOf = ({ starts, ends }: AgreementView): readonly number[] => {
  const first = Number(starts.slice(0, 4));
  return Array.from({ length: Number(ends.slice(0, 4)) - first + 1 }, (_each, at) => first + at);
};

const rightsOn = (desk: MoneyDesk, view: AgreementView): AgreementPage["may"] => {
  const open = openVersion(view);
  const isOver = view.state === "ended" || view.state === "terminated";
  const agrees = mayAt(desk, "money:agree", view) && !isOver;
  const speaks = desk.who !== undefined && maySpeak(desk, view);
  return {
    edit: agrees && open?.state === "draft",
    propose: agrees && open?.state === "draft",
    accept: speaks && !isOver && open?.state === "proposed",
    decide: agrees && open !== undefined,
    activate: agrees && open?.state === "accepted",
    amend: agrees && view.state === "active" && open === undefined,
    drop: agrees && view.state === "active" && open !== undefined,
    terminate: agrees,
    sendGuide: agrees && view.state === "active",
    declare: speaks && (view.state === "active" || isOver),
  };
};

/** What the rules of cost say of the plan, and what of the decision stands in the way. */
const remarksOn = (
  { house }: MoneyDesk,
  shown: VersionView,
  decision: AgreementPage["shown"]["decision"],
): Remark[] => {
  const { costs } = house.programme;
  const remarks = planRemarks(costs, planUnder(shown, decision?.decidedOn ?? null));
  const amount = decision?.amount ?? null;
  if (amount === null || !isAbove(shown.budget, amount)) return remarks;
  const said = sayEuros(amount);
  return [
    ...remarks,
    {
      id: "above_decision",
      severity: "refuse",
      about: { kind: "whole", id: "budget" },
      text: {
        fr: `Le budget dépasse le montant de la décision : ${said.fr}.`,
        nl: `Het budget is hoger dan het bedrag van de beslissing: ${said.nl}.`,
        en: `The budget is more than the amount of the decision: ${said.en}.`,
      },
      mend: null,
      source: null,
    },
  ];
};

/** The budgets that differ from those of the version before it that was in force. */
const differencesFrom = (earlier: readonly VersionView[], version: VersionView) => {
  const before = earlier.findLast(({ state }) => state === "replaced" || state === "active");
  if (!before) return [];
  const ids = new Set([...before.lines, ...version.lines].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const [was, is] = [before, version].map(({ lines }) => lines.find((line) => line.id === id));
    const label = is?.label ?? was?.label ?? plain(id);
    const [from, to] = [was?.budget ?? nothing, is?.budget ?? nothing];
    return from === to ? [] : [{ line: id, label, before: from, after: to }];
  });
};

const guidesOf = ({ house }: MoneyDesk, view: AgreementView): AgreementPage["guides"] => {
  const named = (id: string) => ({
    id,
    title: house.programme.costs.guides.find((guide) => guide.id === id)?.title ?? plain(id),
  });
  return [
    {
      guide: named(view.guide),
      governsFrom: Number(view.starts.slice(0, 4)),
      sentAt: null,
      sentTo: null,
      mailed: null,
    },
    ...view.notices.map(({ guide, ...notice }) => ({ guide: named(guide), ...notice })),
  ];
};
