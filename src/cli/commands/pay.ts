import { writeFileSync } from "node:fs";
import { dateText, euroText } from "../../declaration/check-words.ts";
import { colon, type Language, type Text } from "../../language.ts";
import { approvePayment, cancelPayment, refusePayment } from "../../payment/acts.ts";
import type { Desk } from "../../payment/desk.ts";
import { executeFile, fileBytes, makeBankFile, returnPayment } from "../../payment/files.ts";
import { paymentsPage } from "../../payment/page.ts";
import { paymentPage } from "../../payment/payment-page.ts";
import { preparePayment } from "../../payment/prepare.ts";
import type { PaymentPage, PaymentsPage } from "../../payment/shapes.ts";
import { type Command, type Options, type Outcome, Refusal, textOption } from "../command.ts";
import { atOwnersDesk } from "../owner-desk.ts";

const acts = [
  "list",
  "show",
  "prepare",
  "approve",
  "refuse",
  "cancel",
  "file",
  "executed",
  "returned",
] as const;
type ActName = (typeof acts)[number];

/** `jalon pay …`: payments to partners, by the same functions as the pages. */
export const payCommand: Command = {
  name: "pay",
  operands: `${acts.join("|")} [N…]`,
  summary: {
    fr: "montre, prépare, approuve et exécute les paiements aux partenaires",
    nl: "toont, bereidt voor, keurt goed en voert uit: betalingen aan partners",
    en: "shows, prepares, approves and executes payments to partners",
  },
  details: {
    fr: "N est le numéro interne que donne list ; pour prepare, celui de la convention ; pour executed, celui du fichier. Aucun montant ne se tape : il suit la convention et le contrôle. Qui prépare n'approuve pas, ici non plus. file écrit le fichier de virements SEPA.",
    nl: "N is het interne nummer dat list geeft; voor prepare dat van de overeenkomst; voor executed dat van het bestand. Geen bedrag wordt getypt: het volgt uit de overeenkomst en de controle. Wie voorbereidt, keurt niet goed, ook hier niet. file schrijft het SEPA-overschrijvingsbestand.",
    en: "N is the internal number that list gives; for prepare, that of the agreement; for executed, that of the file. No amount is typed: it follows from the agreement and from control. Whoever prepares does not approve, here neither. file writes the file of SEPA transfers.",
  },
  options: {
    reason: {
      type: "string",
      value: "…",
      text: {
        fr: "refuse, cancel, returned : pourquoi",
        nl: "refuse, cancel, returned: waarom",
        en: "refuse, cancel, returned: why",
      },
    },
    on: {
      type: "string",
      value: "2021-01-15",
      text: {
        fr: "executed, returned : le jour, aujourd'hui sinon",
        nl: "executed, returned: de dag, anders vandaag",
        en: "executed, returned: the day, today otherwise",
      },
    },
    out: {
      type: "string",
      value: "F",
      text: {
        fr: "file : où écrire le fichier XML",
        nl: "file: waar het XML-bestand komt",
        en: "file: where to write the XML file",
      },
    },
  },
  run: async (session, operands, options) => {
    const [act, ...numbers] = operands;
    if (!isAct(act) || !numbers.every((each) => /^[1-9]\d{0,14}$/.test(each))) throw usage();
    const written: [out: string, xml: Uint8Array][] = [];
    const outcome = await atOwnersDesk(session, (desk) =>
      doAct(desk, act, numbers.map(Number), options, session.language, (out, xml) =>
        written.push([out, xml]),
      ),
    );
    // Once it is kept; it holds account numbers, for whoever pays only.
    if (outcome.ok) for (const [out, xml] of written) writeFileSync(out, xml, { mode: 0o600 });
    return outcome;
  },
};

const isAct = (word: string | undefined): word is ActName =>
  (acts as readonly (string | undefined)[]).includes(word);

const usage = (): Refusal =>
  new Refusal(
    {
      fr: `Attendu : jalon pay ${acts.join("|")}, et un numéro sauf pour list.`,
      nl: `Verwacht: jalon pay ${acts.join("|")}, en een nummer behalve voor list.`,
      en: `Expected: jalon pay ${acts.join("|")}, and a number except for list.`,
    },
    true,
  );

const doAct = async (
  desk: Desk,
  act: ActName,
  numbers: readonly number[],
  options: Options,
  language: Language,
  write: (out: string, xml: Uint8Array) => unknown,
): Promise<Outcome> => {
  if (act === "list") {
    const page = await paymentsPage(desk, {});
    return { ok: true, text: listText(page, language), json: page };
  }
  const [id, ...more] = numbers;
  if (id === undefined || (more.length > 0 && act !== "file")) throw usage();
  const reason = textOption(options, "reason") ?? "";
  const on = textOption(options, "on") ?? desk.house.today();
  const done = (json: Readonly<{ id: number; number: string; state: string }>): Outcome => ({
    ok: true,
    text: `${json.number} (${json.id}) ${json.state}\n`,
    json,
  });
  switch (act) {
    case "show": {
      const page = await paymentPage(desk, id);
      return { ok: true, text: paymentText(page, language), json: page };
    }
    case "prepare":
      return done(await preparePayment(desk, id));
    case "approve":
      return done(await approvePayment(desk, id));
    case "refuse":
    case "cancel":
    case "returned": {
      if (reason === "") throw usage();
      if (act === "returned") return done(await returnPayment(desk, id, { on, reason }));
      return done(await (act === "refuse" ? refusePayment : cancelPayment)(desk, id, reason));
    }
    case "file": {
      const file = await makeBankFile(desk, { payments: [...numbers] });
      const { messageId, xml } = await fileBytes(desk, file.id);
      const out = textOption(options, "out") ?? `${messageId}.xml`;
      write(out, xml);
      return { ok: true, text: `${out} (${file.id})\n`, json: { ...file, messageId, out } };
    }
    case "executed":
      await executeFile(desk, id, on);
      return { ok: true, text: `${id}: ${dateText(on)}\n`, json: { id, executedOn: on } };
  }
};

const words = {
  due: { fr: "À payer", nl: "Te betalen", en: "To be paid" },
  none: { fr: "Aucun paiement.", nl: "Geen betalingen.", en: "No payments." },
  setOff: { fr: "Compensé", nl: "Verrekend", en: "Set off" },
  net: { fr: "Viré", nl: "Overgeschreven", en: "Transferred" },
  before: { fr: "avant le", nl: "vóór", en: "by" },
} as const satisfies Record<string, Text>;

const listText = ({ rows, due }: PaymentsPage, language: Language): string =>
  [
    ...(rows.length === 0 ? [words.none[language]] : []),
    ...rows.map(({ id, number, net, why, partner }) =>
      [
        String(id).padStart(8),
        number.padEnd(30),
        euroText(net, language).padStart(16),
        partner.name[language],
        why[language],
      ].join("  "),
    ),
    "",
    `${words.due[language]}${colon[language].trimEnd()}`,
    ...due.map(({ agreement, amount, dueOn, waits, partner }) =>
      [
        String(agreement.id).padStart(8),
        agreement.number.padEnd(30),
        euroText(amount, language).padStart(16),
        dueOn === null ? "" : `${words.before[language]} ${dateText(dueOn)}`,
        partner.name[language],
        waits.map(({ what }) => what[language]).join(" "),
      ].join("  "),
    ),
    "",
  ].join("\n");

const paymentText = (page: PaymentPage, language: Language): string => {
  const steps = (node: PaymentPage["tree"], deep: number): string[] => [
    `${"  ".repeat(deep)}${node.label[language]}${colon[language]}${euroText(node.amount, language)}`,
    ...node.parts.flatMap((part) => steps(part, deep + 1)),
  ];
  return [
    `${page.number}  ${page.partner.name[language]}  ${page.why[language]}`,
    ...steps(page.tree, 0),
    `${words.setOff[language]}${colon[language]}${euroText(page.setOff, language)}`,
    `${words.net[language]}${colon[language]}${euroText(page.net, language)}`,
    ...page.history.map(({ what, by, reason }) =>
      `${by.at}  ${what[language]}  ${by.name ?? ""} ${reason}`.trimEnd(),
    ),
    "",
  ].join("\n");
};
