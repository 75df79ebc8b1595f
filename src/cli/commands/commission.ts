import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openAccounts, reopenAccounts, submitAccounts } from "../../commission/accounts.ts";
import { accountsPage } from "../../commission/accounts-page.ts";
import { applicationPage } from "../../commission/application-page.ts";
import { openApplication, reopenApplication, submitApplication } from "../../commission/applications.ts";
import { type Checked, checkFile } from "../../commission/check-file.ts";
import { commissionFile, type CommissionFile } from "../../commission/file.ts";
import type { Form } from "../../commission/form-shape.ts";
import type { Desk } from "../../commission/gather.ts";
import { applicationsPage } from "../../commission/overview.ts";
import { formCsv } from "../../commission/paper.ts";
import { dateText, euroText } from "../../declaration/check-words.ts";
import { DefinitionError, type DefinitionProblem } from "../../definition/problem.ts";
import { readSource } from "../../definition/source-file.ts";
import { colon, type Language, type Text } from "../../language.ts";
import { todayInBrussels } from "../../today.ts";
import { type Command, type Options, type Outcome, Refusal, textOption } from "../command.ts";
import { atOwnersDesk } from "../owner-desk.ts";

const acts = ["check", "list", "show", "open", "send", "reopen"] as const;
type ActName = (typeof acts)[number];
const example = join(import.meta.dirname, "..", "..", "commission", "example.yaml");

/** `jalon commission …`: applications and accounts to the Commission; `check` works from a file and without a database. */
export const commissionCommand: Command = {
  name: "commission",
  operands: `${acts.join("|")} [FILE|N]`,
  summary: {
    fr: "demandes de paiement et comptes envers la Commission ; n+3, cadre de performance, irrégularités à partir d'un fichier",
    nl: "betalingsaanvragen en rekeningen aan de Commissie; n+3, prestatiekader, onregelmatigheden uit een bestand",
    en: "payment applications and accounts to the Commission; n+3, performance framework, irregularities from a file",
  },
  details: {
    fr: "check FICHIER calcule sans base de données (--example montre un fichier). N est le numéro interne que donne list ; --accounts vise des comptes. show --csv écrit le formulaire.",
    nl: "check BESTAND rekent zonder databank (--example toont een bestand). N is het interne nummer dat list geeft; --accounts bedoelt rekeningen. show --csv schrijft het formulier.",
    en: "check FILE works without a database (--example shows a file). N is the internal number that list gives; --accounts means accounts. show --csv writes the form.",
  },
  options: {
    example: {
      type: "boolean",
      text: {
        fr: "check : montre un fichier d'exemple",
        nl: "check: toont een voorbeeldbestand",
        en: "check: shows an example file",
      },
    },
    accounts: {
      type: "boolean",
      text: {
        fr: "les comptes, et non une demande de paiement",
        nl: "de rekeningen, en geen betalingsaanvraag",
        en: "accounts, not a payment application",
      },
    },
    fund: {
      type: "string",
      value: "ESF",
      text: { fr: "open : le Fonds", nl: "open: het Fonds", en: "open: the Fund" },
    },
    year: {
      type: "string",
      value: "2019-07-01",
      text: {
        fr: "open : premier jour de l'exercice comptable",
        nl: "open: eerste dag van het boekjaar",
        en: "open: first day of the accounting year",
      },
    },
    final: {
      type: "boolean",
      text: {
        fr: "open : la demande finale de l'exercice",
        nl: "open: de definitieve aanvraag van het boekjaar",
        en: "open: the final application of the year",
      },
    },
    reason: {
      type: "string",
      value: "…",
      text: { fr: "reopen : pourquoi", nl: "reopen: waarom", en: "reopen: why" },
    },
    csv: {
      type: "boolean",
      text: {
        fr: "show : le formulaire en CSV",
        nl: "show: het formulier als CSV",
        en: "show: the form as CSV",
      },
    },
  },
  run: async (session, operands, options) => {
    const [act, operand, ...more] = operands;
    if (!isAct(act) || more.length > 0) throw usage();
    const { programme, language } = session;
    if (act === "check") {
      if (options["example"] === true) {
        const text = readFileSync(example, "utf8");
        return { ok: true, text, json: { example: text } };
      }
      const checked = checkFile(programme.control, readFile(operand), todayInBrussels());
      return { ok: true, text: checkedText(checked, language), json: checked };
    }
    return atOwnersDesk(session, (desk) => doAct(desk, act, operand, options, language));
  },
};

const isAct = (word: string | undefined): word is ActName =>
  (acts as readonly (string | undefined)[]).includes(word);

const usage = (): Refusal =>
  new Refusal(
    {
      fr: `Attendu : jalon commission ${acts.join("|")}, un fichier pour check, un numéro pour show, send et reopen.`,
      nl: `Verwacht: jalon commission ${acts.join("|")}, een bestand voor check, een nummer voor show, send en reopen.`,
      en: `Expected: jalon commission ${acts.join("|")}, a file for check, a number for show, send and reopen.`,
    },
    true,
  );

const readFile = (path: string | undefined): CommissionFile => {
  if (path === undefined || !existsSync(path)) throw usage();
  const problems: DefinitionProblem[] = [];
  const read = readSource<CommissionFile>(path, path, commissionFile, problems);
  if (!read) throw new DefinitionError(problems);
  return read.content;
};

const doAct = async (
  desk: Desk,
  act: Exclude<ActName, "check">,
  operand: string | undefined,
  options: Options,
  language: Language,
): Promise<Outcome> => {
  if (act === "list") {
    const page = await applicationsPage(desk);
    const heads = page.years.flatMap(({ applications, accounts }) => [...applications, ...accounts]);
    const lines = heads.map(({ id, number, state, eligible, public: part }) =>
      [
        String(id).padStart(8),
        number.padEnd(24),
        words[state][language].padEnd(12),
        euroText(eligible, language).padStart(18),
        euroText(part, language).padStart(18),
      ].join("  "),
    );
    return { ok: true, text: [...lines, ""].join("\n"), json: page };
  }
  const isAccounts = options["accounts"] === true;
  if (act === "open") {
    const [fund, year] = [textOption(options, "fund"), textOption(options, "year")];
    if (fund === undefined || year === undefined) throw usage();
    const opened = isAccounts
      ? await openAccounts(desk, { fund, year })
      : await openApplication(desk, { fund, year, kind: options["final"] === true ? "final" : "interim" });
    return { ok: true, text: `${opened.number} (${opened.id})\n`, json: opened };
  }
  if (operand === undefined || !/^[1-9]\d{0,14}$/.test(operand)) throw usage();
  const id = Number(operand);
  if (act === "send") await (isAccounts ? submitAccounts(desk, id) : submitApplication(desk, id));
  if (act === "reopen") {
    const reason = textOption(options, "reason")?.trim();
    if (!reason) throw usage();
    await (isAccounts ? reopenAccounts(desk, id, reason) : reopenApplication(desk, id, reason));
  }
  const page = await (isAccounts ? accountsPage(desk, id) : applicationPage(desk, id));
  if (options["csv"] === true)
    return { ok: true, text: formCsv(page.form, language), json: { csv: formCsv(page.form, language) } };
  return {
    ok: true,
    text: `${page.number}  ${words[page.state][language]}  ${page.hash ?? ""}\n${formText(page.form, language)}`,
    json: page,
  };
};

const words = {
  draft: { fr: "brouillon", nl: "ontwerp", en: "draft" },
  submitted: { fr: "transmis", nl: "ingediend", en: "sent" },
  reopened: { fr: "rouvert", nl: "heropend", en: "opened again" },
  report: { fr: "à communiquer", nl: "te melden", en: "to be reported" },
  noReport: { fr: "pas à communiquer", nl: "niet te melden", en: "not reported" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  atRisk: { fr: "à risque", nl: "in gevaar", en: "at risk" },
  closure: { fr: "à la clôture", nl: "bij de afsluiting", en: "at closure" },
  achieved: { fr: "atteint", nl: "bereikt", en: "achieved" },
  not_achieved: { fr: "non atteint", nl: "niet bereikt", en: "not achieved" },
  serious_failure: { fr: "échec grave", nl: "ernstig falen", en: "serious failure" },
  unknown: { fr: "inconnu", nl: "onbekend", en: "unknown" },
} as const satisfies Record<string, Text>;

const formText = ({ tables }: Form, language: Language): string =>
  tables
    .flatMap(({ title, columns, rows, total, nothing }) => [
      "",
      title[language],
      ...(nothing ? [nothing[language]] : []),
      ...[...rows, ...(total ? [{ label: words.total, cells: total }] : [])].map(({ label, cells }) =>
        [
          label[language].padEnd(44),
          ...columns.map(({ id, kind }) =>
            kind === "euros" ? euroText(cells[id] ?? "0.00", language).padStart(18) : (cells[id] ?? ""),
          ),
        ].join("  "),
      ),
      "",
    ])
    .join("\n");

const checkedText = (checked: Checked, language: Language): string => {
  const money = (amount: string) => euroText(amount, language);
  const lines = [
    ...checked.payments.map(
      ({ priority, fund, amount, cap }) =>
        `${priority}${colon[language]}${money(fund)} → ${money(amount)}${cap === "none" ? "" : ` (${cap})`}`,
    ),
    ...checked.tranches.map(
      ({ year, deadline, atRisk }) =>
        `n+3 ${year}${colon[language]}${deadline === null ? words.closure[language] : dateText(deadline)}, ${money(atRisk)} ${words.atRisk[language]}`,
    ),
    ...checked.performance.map(
      ({ priority, status }) => `${priority}${colon[language]}${words[status][language]}`,
    ),
    ...checked.irregularities.map(
      ({ case: name, fundContribution, report, why }) =>
        `${name}${colon[language]}${money(fundContribution)}, ${words[report ? "report" : "noReport"][language]}. ${why[language]}`,
    ),
    ...checked.retention.map(
      ({ operation, dates }) =>
        `${operation}${colon[language]}${dates.map(({ until }) => dateText(until)).join(", ") || "–"}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
};
