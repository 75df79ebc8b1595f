import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { keepAnswers } from "../../control/answers.ts";
import { pointsOf } from "../../control/checklist.ts";
import { concludeVerification } from "../../control/conclude.ts";
import { decideDecision, proposeDecision } from "../../control/decide.ts";
import { addFinding } from "../../control/findings.ts";
import { sendToPartner } from "../../control/letters.ts";
import type { QueuePage } from "../../control/list-shapes.ts";
import { openVerification } from "../../control/open.ts";
import { verificationPage } from "../../control/page.ts";
import { printedReport, reportPaper } from "../../control/paper.ts";
import { queuePage } from "../../control/queue.ts";
import { readVerification } from "../../control/row.ts";
import { answersBodyShape, findingBodyShape, type VerificationPage } from "../../control/shapes.ts";
import { stateNames } from "../../control/words.ts";
import { euroText } from "../../declaration/check-words.ts";
import type { Desk } from "../../declaration/desk.ts";
import { colon, type Language } from "../../language.ts";
import { setPdf } from "../../publication/pdf.ts";
import { type Command, type Options, type Outcome, Refusal, textOption } from "../command.ts";
import { atOwnersDesk } from "../owner-desk.ts";

const acts = ["queue", "open", "show", "fill", "send", "conclude", "propose", "decide", "report"] as const;
type ActName = (typeof acts)[number];

/** What `jalon control fill` reads: answers by the keys that show gives, what to answer elsewhere, and findings. */
const fillFile = z.strictObject({
  answers: answersBodyShape.shape.answers,
  others: z.enum(["yes", "no", "not_applicable"]).optional(),
  findings: z.array(findingBodyShape).max(500).default([]),
});

/** `jalon control …`: first-line control, by the same functions as the pages. */
export const controlCommand: Command = {
  name: "control",
  operands: `${acts.join("|")} [N]`,
  summary: {
    fr: "dit quoi contrôler et pourquoi, mène une vérification, la conclut et imprime son rapport",
    nl: "zegt wat te controleren en waarom, voert een verificatie, sluit ze af en drukt haar verslag",
    en: "says what to verify and why, does a verification, concludes it and prints its report",
  },
  details: {
    fr: "N est le numéro interne : d'une déclaration pour open, d'une décision pour decide, sinon d'une vérification. fill lit un fichier JSON avec answers (clés que show --json donne), others (réponse aux autres points) et findings. Qui a conclu ou proposé ne décide pas : une autre personne lance decide.",
    nl: "N is het interne nummer: van een declaratie voor open, van een beslissing voor decide, anders van een verificatie. fill leest een JSON-bestand met answers (sleutels die show --json geeft), others (antwoord op de andere punten) en findings. Wie afgesloten of voorgesteld heeft, beslist niet: iemand anders start decide.",
    en: "N is the internal number: of a declaration for open, of a decision for decide, otherwise of a verification. fill reads a JSON file with answers (keys that show --json gives), others (the answer to the other points) and findings. Whoever concluded or proposed does not decide: another person runs decide.",
  },
  options: {
    file: {
      type: "string",
      value: "F",
      text: {
        fr: "fill : le fichier ; report : où écrire le PDF",
        nl: "fill: het bestand; report: waar de PDF komt",
        en: "fill: the file; report: where the PDF is written",
      },
    },
    text: {
      type: "string",
      value: "…",
      text: {
        fr: "conclude : la conclusion ; propose : les motifs ; send : un mot au partenaire",
        nl: "conclude: de conclusie; propose: de redenen; send: een woord aan de partner",
        en: "conclude: the conclusion; propose: the reasons; send: a word to the partner",
      },
    },
  },
  run: async (session, operands, options) => {
    const [act, operand, ...more] = operands;
    if (!isAct(act) || more.length > 0) throw usage();
    return atOwnersDesk(session, (desk) => doAct(desk, act, operand, options, session.language));
  },
};

const isAct = (word: string | undefined): word is ActName =>
  (acts as readonly (string | undefined)[]).includes(word);

const usage = (): Refusal =>
  new Refusal(
    {
      fr: `Attendu : jalon control ${acts.join("|")}, et un numéro sauf pour queue.`,
      nl: `Verwacht: jalon control ${acts.join("|")}, en een nummer behalve voor queue.`,
      en: `Expected: jalon control ${acts.join("|")}, and a number except for queue.`,
    },
    true,
  );

const doAct = async (
  desk: Desk,
  act: ActName,
  operand: string | undefined,
  options: Options,
  language: Language,
): Promise<Outcome> => {
  if (act === "queue") {
    const page = await queuePage(desk);
    return { ok: true, text: queueText(page, language), json: page };
  }
  if (operand === undefined || !/^[1-9]\d{0,14}$/.test(operand)) throw usage();
  const id = Number(operand);
  const words = textOption(options, "text");
  const shown = async (verification: number): Promise<Outcome> => {
    const page = await verificationPage(desk, verification);
    return { ok: true, text: pageText(page, language), json: page };
  };
  const done = (json: Readonly<{ id: number; number: string }>): Outcome => ({
    ok: true,
    text: `${json.number} (${json.id})\n`,
    json,
  });
  switch (act) {
    case "open":
      return done(await openVerification(desk, { declaration: id }, { type: "administrative" }));
    case "show":
      return shown(id);
    case "fill":
      await fill(desk, id, readFill(textOption(options, "file")));
      return shown(id);
    case "send":
      await sendToPartner(desk, id, { note: words ?? "" });
      return shown(id);
    case "conclude":
      if (words === undefined) throw usage();
      await concludeVerification(desk, id, { conclusion: words, measures: [] });
      return shown(id);
    case "propose":
      if (words === undefined) throw usage();
      return done(await proposeDecision(desk, id, { reason: words, mode: "withdrawal" }));
    case "decide": {
      const decided = await decideDecision(desk, id);
      return { ok: true, text: `${decided.entry ?? "–"}\n`, json: decided };
    }
    case "report": {
      const printed = await printedReport(desk, id);
      const path = textOption(options, "file");
      if (path === undefined) throw usage();
      writeFileSync(path, await setPdf(reportPaper(desk.house.programme, language, printed)));
      return {
        ok: true,
        text: `${path}${colon[language]}${printed.report}, ${printed.hash}\n`,
        json: { report: printed.report, hash: printed.hash, file: path },
      };
    }
  }
};

const readFill = (path: string | undefined): z.infer<typeof fillFile> => {
  if (path === undefined) throw usage();
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Refusal({
      fr: `Le fichier ${path} ne se lit pas comme du JSON.`,
      nl: `Het bestand ${path} is niet als JSON te lezen.`,
      en: `The file ${path} cannot be read as JSON.`,
    });
  }
  const parsed = fillFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const [wrong] = parsed.error.issues;
  const at = wrong?.path.join(".") ?? "";
  throw new Refusal({
    fr: `Le fichier ${path} n'est pas comme attendu : ${at}.`,
    nl: `Het bestand ${path} is niet zoals verwacht: ${at}.`,
    en: `The file ${path} is not as expected: ${at}.`,
  });
};

const fill = async (
  desk: Desk,
  id: number,
  { answers, others, findings }: z.infer<typeof fillFile>,
): Promise<void> => {
  const { checklist, edition, answers: before } = await readVerification(desk.client, id);
  const given = new Set([...answers, ...(before ?? [])].map(({ key }) => key));
  const rest = pointsOf(checklist).filter(({ key, elsewhere }) => !elsewhere && !given.has(key));
  await keepAnswers(desk, id, {
    edition: edition ?? 0,
    answers: [
      ...answers,
      ...(others === undefined ? [] : rest.map(({ key }) => ({ key, value: others, note: "" }))),
    ],
    cleared: [],
    seen: [],
  });
  for (const finding of findings) await addFinding(desk, id, finding);
};

const queueText = ({ rows, decide }: QueuePage, language: Language): string =>
  [
    ...rows.map(({ declaration, partner, total, score, next, reasons }) =>
      [
        `${String(declaration.id).padStart(8)}  ${declaration.number.padEnd(24)}  ${score.padStart(6)}  ${euroText(total, language).padStart(16)}  ${partner.name[language]}`,
        `          ${next.what[language]}`,
        ...reasons.map(({ points, text }) => `          ${points.padStart(6)}  ${text[language]}`),
      ].join("\n"),
    ),
    ...decide.map(
      ({ decision, declaration, partner }) =>
        `${String(decision.id).padStart(8)}  ${decision.number}  ${declaration.number}  ${partner.name[language]}`,
    ),
    "",
  ].join("\n");

const pageText = (page: VerificationPage, language: Language): string =>
  [
    `${page.number}  ${page.type.label[language]}  ${stateNames[page.state][language]}  ${page.partner.name[language]}`,
    ...page.lines.map(({ label, submitted, eligible, parked, rejected }) =>
      [
        `  ${label[language]}${colon[language]}`,
        [submitted, eligible, parked, rejected].map((amount) => euroText(amount, language)).join(" / "),
      ].join(""),
    ),
    ...page.findings.map(
      ({ line, amount, text, typology }) =>
        `  ! ${line}  ${typology.label[language]}  ${euroText(amount, language)}  ${text}`,
    ),
    ...(page.report ? [`  ${page.report.number}  ${page.report.hash}`] : []),
    ...(page.mayNot ? [`  ${page.mayNot[language]}`] : []),
    "",
  ].join("\n");
