import { isAbove, sumOf } from "../euros.ts";
import type { PoolClient } from "pg";
import type { Costs, TemplateQuestion } from "../definition/costs.ts";
import type { Text } from "../language.ts";
import { askedDocuments } from "./asked-documents.ts";
import { scalesBehind } from "./calculations.ts";
import type { Call, Candidacy } from "./call-read.ts";
import { planRemarks } from "./plan-remarks.ts";
import { sameJson } from "../canonical-json.ts";
import type { Remark } from "./shared-shapes.ts";

type About = Remark["about"];
const refusal = (id: string, about: About, text: Text, mend: Text | null = null): Remark => ({
  id,
  severity: "refuse",
  about,
  text,
  mend,
  source: null,
});

const whole: About = { kind: "whole", id: "" };
const texts = {
  required: {
    fr: "Cette question attend une réponse.",
    nl: "Deze vraag vereist een antwoord.",
    en: "This question needs an answer.",
  },
  shape: {
    fr: "La réponse n'a pas la forme attendue, ou elle est trop longue.",
    nl: "Het antwoord heeft niet de verwachte vorm, of het is te lang.",
    en: "The answer does not have the expected form, or is too long.",
  },
  noLines: {
    fr: "Le plan de financement n'a pas encore de ligne.",
    nl: "Het financieringsplan heeft nog geen regel.",
    en: "The financing plan has no line yet.",
  },
  nothing: {
    fr: "Cette ligne ne demande aucun montant.",
    nl: "Deze regel vraagt geen bedrag.",
    en: "This line asks no amount.",
  },
  option: {
    fr: "L'appel n'admet pas cette option de coût.",
    nl: "De oproep laat deze kostenoptie niet toe.",
    en: "The call does not allow this cost option.",
  },
  terms: {
    fr: "L'appel fixe lui-même les conditions de cette ligne.",
    nl: "De oproep legt de voorwaarden van deze regel zelf vast.",
    en: "The call itself fixes the terms of this line.",
  },
  most: {
    fr: "Le total dépasse le maximum de l'appel par candidature.",
    nl: "Het totaal is hoger dan het maximum van de oproep per kandidatuur.",
    en: "The total is more than the call allows for one candidacy.",
  },
  period: {
    fr: "La période sort de celle de l'appel.",
    nl: "De periode valt buiten die van de oproep.",
    en: "The period goes beyond the call's.",
  },
  objective: {
    fr: "L'appel demande cet objectif.",
    nl: "De oproep vraagt deze doelstelling.",
    en: "The call asks this objective.",
  },
  target: {
    fr: "L'objectif est en dessous de ce que l'appel demande.",
    nl: "De doelstelling ligt lager dan wat de oproep vraagt.",
    en: "The objective is below what the call asks.",
  },
  contact: {
    fr: "Indiquez l'adresse e-mail à laquelle les nouvelles versions du guide financier seront envoyées.",
    nl: "Geef het e-mailadres op waarnaar nieuwe versies van de financiële gids worden gestuurd.",
    en: "Say the e-mail address that new versions of the financial guide are sent to.",
  },
  document: {
    fr: "Ce document est demandé et n'est pas joint.",
    nl: "Dit document wordt gevraagd en is niet toegevoegd.",
    en: "This document is asked for and is not attached.",
  },
} satisfies Record<string, Text>;

/** Returns whether an answer has the form that its question asks. */
const fits = ({ type, choices, length }: TemplateQuestion, answer: string): boolean => {
  if (type === "number") return /^-?\d{1,12}([.,]\d{1,4})?$/.test(answer);
  if (type === "date") return /^\d{4}-\d\d-\d\d$/.test(answer);
  if (type === "choice") return choices.some(({ code }) => code === answer);
  return answer.length <= length;
};

/**
 * Returns what stands against sending a candidacy, or is worth knowing of it: questions, plan, objectives, period,
 * address, documents. The same for whoever writes it and whoever assesses it.
 */
export const candidacyRemarks = (
  costs: Costs,
  call: Call,
  candidacy: Candidacy,
  documents: ReadonlyMap<string, number>,
): Remark[] => {
  const { answers, lines, objectives, starts, ends, contact } = candidacy;
  const found: Remark[] = [];
  for (const question of costs.templates.get(call.template)?.questions ?? []) {
    const answer = (answers[question.id] ?? "").trim();
    const about: About = { kind: "answer", id: question.id };
    if (answer === "") {
      if (question.required) found.push(refusal(`required:${question.id}`, about, texts.required));
    } else if (!fits(question, answer)) found.push(refusal(`shape:${question.id}`, about, texts.shape));
  }
  if (lines.length === 0) found.push(refusal("no_lines", whole, texts.noLines));
  for (const line of lines) {
    const about: About = { kind: "line", id: line.id };
    if (!isAbove(line.budget, "0")) found.push(refusal(`nothing:${line.id}`, about, texts.nothing));
    if (!call.options.includes(line.option)) found.push(refusal(`option:${line.id}`, about, texts.option));
    const fixed = call.lines.find(({ id }) => id === line.id);
    if (
      fixed &&
      !sameJson([fixed.category, fixed.option, fixed.terms], [line.category, line.option, line.terms])
    )
      found.push(refusal(`terms:${line.id}`, about, texts.terms));
  }
  const total = sumOf(lines.map(({ budget }) => budget));
  if (call.most !== null && isAbove(total, call.most)) found.push(refusal("most", whole, texts.most));
  if (starts < call.starts || ends > call.ends)
    found.push(refusal("period", { kind: "period", id: "" }, texts.period));
  for (const asked of call.objectives) {
    const about: About = { kind: "objective", id: asked.id };
    const own = objectives.find(({ id }) => id === asked.id);
    if (!own) found.push(refusal(`objective:${asked.id}`, about, texts.objective));
    else if (isAbove(asked.target, own.target))
      found.push({ ...refusal(`target:${asked.id}`, about, texts.target), severity: "note" });
  }
  if (contact === "") found.push(refusal("contact", { kind: "contact", id: "" }, texts.contact));
  for (const { id, required } of askedDocuments(costs, "candidacy", lines))
    if (required && (documents.get(id) ?? 0) === 0)
      found.push(refusal(`document:${id}`, { kind: "document", id }, texts.document));
  const grantedOn = call.closesAt.slice(0, 10);
  if (lines.length > 0)
    found.push(
      ...planRemarks(costs, {
        grantedOn,
        lines,
        publicSupport: total,
        totalCost: total,
        stateAid: "none",
        calculations: scalesBehind(costs, lines),
      }),
    );
  return found;
};

/** Returns how many documents of each kind are attached to what is named. */
export const documentsOf = async (
  client: PoolClient,
  about: string,
): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await client.query<{ kind: string; count: number }>(
    "select kind, count(*)::int as count from document.file where about = $1 and removed_at is null group by kind",
    [about],
  );
  return new Map(rows.map(({ kind, count }) => [kind, count]));
};
