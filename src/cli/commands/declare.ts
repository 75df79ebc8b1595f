import { dateText, euroText } from "../../declaration/check-words.ts";
import type { Desk } from "../../declaration/desk.ts";
import { declarationsPage } from "../../declaration/list.ts";
import { correctDeclaration, openDeclaration } from "../../declaration/open.ts";
import { declarationChecks, declarationPage } from "../../declaration/page.ts";
import { readRow } from "../../declaration/row.ts";
import type { Check, DeclarationPage, DeclarationsPage } from "../../declaration/shapes.ts";
import { openChecks, submitDeclaration, withdrawDeclaration } from "../../declaration/submit.ts";
import { colon, type Language, type Text } from "../../language.ts";
import { type Command, type Options, type Outcome, Refusal, textOption } from "../command.ts";
import { atOwnersDesk } from "../owner-desk.ts";

const acts = ["list", "show", "open", "check", "submit", "withdraw", "correct"] as const;
type ActName = (typeof acts)[number];

/** `jalon declare …`: declarations of expenditure, by the same functions as the pages. */
export const declareCommand: Command = {
  name: "declare",
  operands: `${acts.join("|")} [N]`,
  summary: {
    fr: "montre, vérifie, ouvre, introduit, retire ou corrige des déclarations de dépenses",
    nl: "toont, controleert, opent, dient in, trekt in of verbetert uitgavendeclaraties",
    en: "shows, checks, opens, submits, withdraws or corrects declarations of expenditure",
  },
  details: {
    fr: "N est le numéro interne que donne list ; pour open, celui de la convention. submit n'aboutit qu'une fois toutes les remarques réglées, ou confirmées par --confirm.",
    nl: "N is het interne nummer dat list geeft; voor open dat van de overeenkomst. submit lukt pas als alle opmerkingen opgelost zijn, of bevestigd met --confirm.",
    en: "N is the internal number that list gives; for open, that of the agreement. submit succeeds once all remarks are settled, or confirmed by --confirm.",
  },
  options: {
    from: {
      type: "string",
      value: "2019-01-01",
      text: {
        fr: "open : premier jour de la période",
        nl: "open: eerste dag van de periode",
        en: "open: first day of the period",
      },
    },
    until: {
      type: "string",
      value: "2019-12-31",
      text: {
        fr: "open : dernier jour de la période",
        nl: "open: laatste dag van de periode",
        en: "open: last day of the period",
      },
    },
    reason: {
      type: "string",
      value: "…",
      text: {
        fr: "withdraw, correct : pourquoi",
        nl: "withdraw, correct: waarom",
        en: "withdraw, correct: why",
      },
    },
    confirm: {
      type: "boolean",
      text: {
        fr: "submit : confirme les remarques qui demandent confirmation",
        nl: "submit: bevestigt de opmerkingen die bevestiging vragen",
        en: "submit: confirms the remarks that ask for it",
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
      fr: `Attendu : jalon declare ${acts.join("|")}, et un numéro sauf pour list.`,
      nl: `Verwacht: jalon declare ${acts.join("|")}, en een nummer behalve voor list.`,
      en: `Expected: jalon declare ${acts.join("|")}, and a number except for list.`,
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
  if (act === "list") {
    const page = await declarationsPage(desk, {});
    return { ok: true, text: listText(page, language), json: page };
  }
  if (operand === undefined || !/^[1-9]\d{0,14}$/.test(operand)) throw usage();
  const id = Number(operand);
  const reason = textOption(options, "reason") ?? "";
  const done = (json: Readonly<{ id: number; number: string }>): Outcome => ({
    ok: true,
    text: `${json.number} (${json.id})\n`,
    json,
  });
  switch (act) {
    case "show": {
      const page = await declarationPage(desk, id);
      return { ok: true, text: pageText(page, language), json: page };
    }
    case "open": {
      const [from, until] = [textOption(options, "from"), textOption(options, "until")];
      if (from === undefined || until === undefined) throw usage();
      return done(await openDeclaration(desk, id, { from, until }));
    }
    case "check": {
      const checks = await declarationChecks(desk, id);
      return { ok: checks.refusals === 0, text: checksText(checks.checks, language), json: checks };
    }
    case "submit": {
      const { edition } = await readRow(desk.client, id);
      const { checks } = await declarationChecks(desk, id);
      const confirmed = options["confirm"] === true ? checks.map((each) => each.id) : [];
      const open = openChecks(checks, confirmed);
      if (open.length > 0)
        return { ok: false, text: checksText(open, language), json: { code: "checks_open", checks: open } };
      const receipt = await submitDeclaration(desk, id, { edition, confirmed });
      return {
        ok: true,
        text: `${receipt.number}${colon[language]}${euroText(receipt.total, language)}, ${words.receipt[language]} ${receipt.receipt}, ${receipt.hash}\n`,
        json: receipt,
      };
    }
    case "withdraw":
      return done(await withdrawDeclaration(desk, id, reason));
    case "correct":
      return done(await correctDeclaration(desk, id, reason));
  }
};

const words = {
  receipt: { fr: "récépissé", nl: "ontvangstbewijs", en: "receipt" },
  toMake: { fr: "À déclarer", nl: "Te declareren", en: "To be declared" },
  due: { fr: "avant le", nl: "vóór", en: "by" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  none: { fr: "Aucune remarque.", nl: "Geen opmerkingen.", en: "No remarks." },
  draft: { fr: "brouillon", nl: "ontwerp", en: "draft" },
  submitted: { fr: "introduite", nl: "ingediend", en: "submitted" },
  withdrawn: { fr: "retirée", nl: "ingetrokken", en: "withdrawn" },
  replaced: { fr: "remplacée", nl: "vervangen", en: "replaced" },
  refuse: { fr: "à régler", nl: "op te lossen", en: "to settle" },
  confirm: { fr: "à confirmer", nl: "te bevestigen", en: "to confirm" },
  note: { fr: "à savoir", nl: "ter info", en: "to know" },
} as const satisfies Record<string, Text>;

const listText = ({ rows, toMake }: DeclarationsPage, language: Language): string =>
  [
    ...rows.map(({ id, number, from, until, state, total, partner }) =>
      [
        String(id).padStart(8),
        number.padEnd(30),
        `${dateText(from)}-${dateText(until)}`,
        words[state][language].padEnd(12),
        (total === null ? "" : euroText(total, language)).padStart(16),
        partner.name[language],
      ].join("  "),
    ),
    "",
    `${words.toMake[language]}${colon[language].trimEnd()}`,
    ...toMake.map(
      ({ agreement, from, until, due, partner }) =>
        `${String(agreement.id).padStart(8)}  ${agreement.number.padEnd(30)}  ${dateText(from)}-${dateText(until)}  ${due === null ? "" : `${words.due[language]} ${dateText(due)}`}  ${partner.name[language]}`,
    ),
    "",
  ].join("\n");

const pageText = (page: DeclarationPage, language: Language): string =>
  [
    `${page.number}  ${words[page.state][language]}  ${dateText(page.from)}-${dateText(page.until)}  ${page.partner.name[language]}`,
    ...page.lines.map(
      ({ label, amount, remaining, units, unit }) =>
        `${label[language].slice(0, 50).padEnd(50)}  ${(units ? `${units.quantity} ${unit?.[language] ?? ""}` : "").padEnd(20)}${euroText(amount, language).padStart(16)}${euroText(remaining, language).padStart(16)}`,
    ),
    `${words.total[language].padEnd(72)}${euroText(page.total, language).padStart(16)}`,
    "",
    checksText(page.checks, language),
  ].join("\n");

const checksText = (checks: readonly Check[], language: Language): string =>
  checks.length === 0
    ? `${words.none[language]}\n`
    : `${checks
        .map(({ severity, text, mend }) =>
          `[${words[severity][language]}] ${text[language]} ${mend?.[language] ?? ""}`.trimEnd(),
        )
        .join("\n")}\n`;
