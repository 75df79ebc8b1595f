import { sumOf } from "../../euros.ts";
import { existsSync } from "node:fs";
import type { Pool, PoolClient } from "pg";
import { callsPage } from "../../agreement/call-page.ts";
import { bringAgreementsFile, readAgreementsFile } from "../../agreement/demonstration.ts";
import type { MoneyDesk } from "../../agreement/desk.ts";
import { type AgreementView, listAgreements } from "../../agreement/read.ts";
import { sayTerms } from "../../agreement/say-terms.ts";
import { guards } from "../../access/guards.ts";
import { sayEuros } from "../../cost/amounts.ts";
import { asOwner } from "../../database/transaction.ts";
import { colon, type Language, type Text } from "../../language.ts";
import { accountNames } from "../../ledger/accounts.ts";
import { balances, type Balance } from "../../ledger/balances.ts";
import { todayInBrussels } from "../../today.ts";
import { type Command, type Options, type Outcome, Refusal, textOption } from "../command.ts";
import type { Session } from "../session.ts";

const states: Readonly<Record<AgreementView["state"], Text>> = {
  draft: { fr: "en préparation", nl: "in voorbereiding", en: "in preparation" },
  proposed: { fr: "proposée", nl: "voorgesteld", en: "proposed" },
  accepted: { fr: "acceptée", nl: "aanvaard", en: "accepted" },
  active: { fr: "en vigueur", nl: "van kracht", en: "in force" },
  ended: { fr: "terminée", nl: "beëindigd", en: "ended" },
  terminated: { fr: "résiliée", nl: "opgezegd", en: "terminated" },
};

const callStates: Readonly<Record<"draft" | "planned" | "open" | "closed" | "withdrawn", Text>> = {
  draft: { fr: "brouillon", nl: "ontwerp", en: "draft" },
  planned: { fr: "à venir", nl: "gepland", en: "to come" },
  open: { fr: "ouvert", nl: "open", en: "open" },
  closed: { fr: "clos", nl: "afgesloten", en: "closed" },
  withdrawn: { fr: "retiré", nl: "ingetrokken", en: "withdrawn" },
};

const nameOf = (session: Session, partner: string): string =>
  session.programme.partners.get(partner)?.name[session.language] ?? partner;

const underOwner = async <T>(session: Session, work: (client: PoolClient, pool: Pool) => Promise<T>) => {
  const { pool } = await session.database();
  return asOwner(pool, (client) => work(client, pool));
};

const list = (session: Session, options: Options): Promise<Outcome> =>
  underOwner(session, async (client) => {
    const { language } = session;
    const where = { operation: textOption(options, "operation"), partner: textOption(options, "partner") };
    const views = await listAgreements(client, where);
    const sums = await balances(client, where);
    const rows = views.map((view) => {
      const remaining = sumOf(
        sums
          .filter(({ agreement, account }) => agreement === view.id && account === "budgeted")
          .map(({ amount }) => amount),
      );
      return { view, remaining };
    });
    const none = { fr: "Aucune convention.", nl: "Geen overeenkomsten.", en: "No agreements." };
    const left = { fr: "reste", nl: "rest", en: "left" };
    const lines = rows.map(({ view, remaining }) =>
      [
        view.number.padEnd(28),
        nameOf(session, view.partner).padEnd(36),
        `${view.starts} – ${view.ends}`,
        sayEuros(view.budget)[language].padStart(16),
        `${left[language]} ${sayEuros(remaining)[language]}`.padStart(22),
        `  ${states[view.state][language]}`,
      ].join(" "),
    );
    return {
      ok: true,
      text: `${lines.length === 0 ? none[language] : lines.join("\n")}\n`,
      json: {
        agreements: rows.map(({ view, remaining }) => ({
          id: view.id,
          number: view.number,
          operation: view.operation,
          partner: view.partner,
          state: view.state,
          starts: view.starts,
          ends: view.ends,
          version: view.version,
          budget: view.budget,
          remaining,
        })),
      },
    };
  });

const show = (session: Session, asked: string | undefined): Promise<Outcome> =>
  underOwner(session, async (client) => {
    const { language } = session;
    const found = (await listAgreements(client)).find(
      ({ number, id }) => number === asked || String(id) === asked,
    );
    if (!found) throw unknownAgreement(asked);
    const sums = await balances(client, { agreement: found.id });
    return { ok: true, text: shown(session, found, sums, language), json: { ...found, balances: sums } };
  });

const unknownAgreement = (asked: string | undefined): Refusal =>
  new Refusal(
    {
      fr: `Indiquez le numéro d'une convention (trouvé : ${asked ?? "∅"}). Toutes : jalon agreement list`,
      nl: `Geef het nummer van een overeenkomst op (gevonden: ${asked ?? "∅"}). Alle: jalon agreement list`,
      en: `Name the number of an agreement (found: ${asked ?? "∅"}). All of them: jalon agreement list`,
    },
    true,
  );

const words = {
  version: { fr: "version", nl: "versie", en: "version" },
  decision: { fr: "Décision", nl: "Beslissing", en: "Decision" },
  objectives: { fr: "Objectifs", nl: "Doelstellingen", en: "Objectives" },
  instalments: { fr: "Tranches", nl: "Schijven", en: "Instalments" },
  waits: { fr: "En attente", nl: "Wacht op", en: "Waits for" },
} satisfies Record<string, Text>;

const shown = (
  session: Session,
  view: AgreementView,
  sums: readonly Balance[],
  language: Language,
): string => {
  const { rules } = session.programme.costs;
  const euros = (amount: string) => sayEuros(amount)[language];
  const plan = view.plan.lines.flatMap((line, index) => {
    const isLast = index === view.plan.lines.length - 1;
    const on = sums
      .filter(({ line: id, account }) => id === line.id && account !== "granted")
      .map(({ account, amount }) => `${accountNames[account][language]} ${euros(amount)}`);
    return [
      `${isLast ? "└─" : "├─"} ${line.label[language]}${colon[language]}${euros(line.budget)} (${sayTerms(rules, line.terms)[language]})`,
      ...(on.length === 0 ? [] : [`${isLast ? "  " : "│ "}    ${on.join(" · ")}`]),
    ];
  });
  const { decision } = view;
  const titled = (title: Text, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", title[language], ...lines.map((line) => `  ${line}`)];
  return `${[
    `${view.number} – ${nameOf(session, view.partner)} – ${states[view.state][language]}`,
    `${view.starts} – ${view.ends}, ${words.version[language]} ${view.version}${colon[language]}${euros(view.budget)}`,
    ...plan,
    ...titled(
      words.decision,
      decision ? [`${decision.body}, ${decision.reference}, ${decision.decidedOn}`] : [],
    ),
    ...titled(
      words.objectives,
      view.objectives.map(({ label, target }) => `${label[language]}${colon[language]}${target}`),
    ),
    ...titled(
      words.instalments,
      view.instalments.map(
        ({ dueOn, amount, condition }) => `${dueOn}  ${euros(amount)}  ${condition[language]}`,
      ),
    ),
    ...titled(
      words.waits,
      view.waits.map(({ what }) => what[language]),
    ),
  ].join("\n")}\n`;
};

const calls = (session: Session): Promise<Outcome> =>
  underOwner(session, async (client) => {
    const { language, programme } = session;
    const desk: MoneyDesk = {
      house: { programme, guards, today: () => todayInBrussels() },
      client,
      who: undefined,
      account: session.actor,
    };
    const { rows } = await callsPage(desk);
    const none = { fr: "Aucun appel.", nl: "Geen oproepen.", en: "No calls." };
    const lines = rows.map(
      ({ title, state, closesAt, candidacies }) =>
        `${title[language]}  ${callStates[state][language]} (${closesAt})  ${candidacies.length}`,
    );
    return {
      ok: true,
      text: `${lines.length === 0 ? none[language] : lines.join("\n")}\n`,
      json: { calls: rows },
    };
  });

const make = async (session: Session, path: string | undefined): Promise<Outcome> => {
  if (path === undefined || !existsSync(path))
    throw new Refusal(
      {
        fr: `Indiquez le fichier des conventions (trouvé : ${path ?? "∅"}).`,
        nl: `Geef het bestand van de overeenkomsten op (gevonden: ${path ?? "∅"}).`,
        en: `Name the file of the agreements (found: ${path ?? "∅"}).`,
      },
      true,
    );
  const file = readAgreementsFile(path);
  const { programme, language, actor } = session;
  const { pool } = await session.database();
  const made = await bringAgreementsFile({ pool, programme, account: actor }, file);
  const text = {
    fr: `Conventions en vigueur établies : ${made.length}.`,
    nl: `Opgemaakte overeenkomsten, van kracht: ${made.length}.`,
    en: `Agreements made and in force: ${made.length}.`,
  };
  return { ok: true, text: `${text[language]}\n`, json: { agreements: made } };
};

/** `jalon agreement list|show|make|calls`: agreements at a terminal, and those of a file brought in. */
export const agreementCommand: Command = {
  name: "agreement",
  operands: "list | show N | make FILE | calls",
  summary: {
    fr: "montre les conventions et les appels, ou établit les conventions d'un fichier",
    nl: "toont de overeenkomsten en de oproepen, of maakt de overeenkomsten van een bestand op",
    en: "shows agreements and calls, or makes the agreements of a file",
  },
  details: {
    fr: "Un fichier dit aussi la décision du comité et l'acceptation du partenaire : tout est établi, ou rien.",
    nl: "Een bestand zegt ook de beslissing van het comité en de aanvaarding door de partner: alles of niets.",
    en: "A file also says the committee's decision and the partner's acceptance: all of it is made, or nothing.",
  },
  options: {
    operation: {
      type: "string",
      value: "arae",
      text: { fr: "d'une opération seulement", nl: "enkel van een operatie", en: "of one operation only" },
    },
    partner: {
      type: "string",
      value: "P",
      text: { fr: "d'un partenaire seulement", nl: "enkel van een partner", en: "of one partner only" },
    },
  },
  run: (session, [act, what], options) => {
    if (act === "list") return list(session, options);
    if (act === "show") return show(session, what);
    if (act === "make") return make(session, what);
    if (act === "calls") return calls(session);
    throw new Refusal(
      {
        fr: "Indiquez ce qui est à faire : list, show NUMÉRO, make FICHIER ou calls.",
        nl: "Geef op wat te doen is: list, show NUMMER, make BESTAND of calls.",
        en: "Say what to do: list, show NUMBER, make FILE or calls.",
      },
      true,
    );
  },
};
