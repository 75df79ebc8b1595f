import { asOwner } from "../../database/transaction.ts";
import { exact, formatted } from "../../decimal.ts";
import type { Language, Text } from "../../language.ts";
import { type Account, accountNames, accounts } from "../../ledger/accounts.ts";
import {
  type Balance,
  balances,
  type PostingBehind,
  postingsBehind,
  type Which,
} from "../../ledger/balances.ts";
import { kindName } from "../../ledger/kinds.ts";
import { heldIn } from "../../ledger/sums.ts";
import { type Command, type Options, Refusal, textOption } from "../command.ts";

const mostPrinted = 200;

/** `jalon ledger`: what the accounts hold, and the postings that it is the sum of. */
export const ledgerCommand: Command = {
  name: "ledger",
  operands: "",
  summary: {
    fr: "donne les soldes du grand livre et les écritures dont ils sont la somme",
    nl: "geeft de saldi van het grootboek en de boekingen waarvan ze de som zijn",
    en: "gives the balances of the ledger and the postings that they are the sum of",
  },
  details: {
    fr: `Au plus ${mostPrinted} écritures, les dernières ; --json les donne toutes. Comptes : ${accounts.join(", ")}.`,
    nl: `Hoogstens ${mostPrinted} boekingen, de laatste; --json geeft ze allemaal. Rekeningen: ${accounts.join(", ")}.`,
    en: `At most ${mostPrinted} postings, the last ones; --json gives all. Accounts: ${accounts.join(", ")}.`,
  },
  options: {
    agreement: {
      type: "string",
      value: "N",
      text: { fr: "une convention", nl: "een overeenkomst", en: "one agreement" },
    },
    declaration: {
      type: "string",
      value: "N",
      text: { fr: "une déclaration", nl: "een declaratie", en: "one declaration" },
    },
    under: {
      type: "string",
      value: "N",
      text: {
        fr: "ce dont une écriture provient : décision, paiement, demande",
        nl: "waaruit een boeking voortkomt: beslissing, betaling, aanvraag",
        en: "what an entry comes of: a decision, a payment, an application",
      },
    },
    line: {
      type: "string",
      value: "L",
      text: {
        fr: "une ligne de la convention",
        nl: "een lijn van de overeenkomst",
        en: "a line of the agreement",
      },
    },
    account: { type: "string", value: "A", text: { fr: "un compte", nl: "een rekening", en: "an account" } },
  },
  run: async (session, _operands, options) => {
    const { language } = session;
    const which = askedFor(options);
    const { pool } = await session.database();
    const { held, behind } = await asOwner(pool, async (client) => ({
      held: await balances(client, which),
      behind: await postingsBehind(client, which),
    }));
    const text = [
      ...held.map((balance) => sayBalance(balance, language)),
      `${words.sum[language]} ${money(heldIn(held), language)}`,
      "",
      ...behind.slice(-mostPrinted).map((posting) => sayPosting(posting, language)),
      behind.length === 0 ? words.none[language] : "",
    ];
    return {
      ok: true,
      text: `${text.join("\n").trimEnd()}\n`,
      json: { amount: heldIn(held), balances: held, postings: behind },
    };
  },
};

const words = {
  sum: { fr: "Somme :", nl: "Som:", en: "Sum:" },
  none: { fr: "Aucune écriture.", nl: "Geen boekingen.", en: "No postings." },
  entry: { fr: "écriture", nl: "boeking", en: "entry" },
  reverses: { fr: "annule l'écriture", nl: "boekt tegen:", en: "reverses entry" },
} satisfies Record<string, Text>;

const money = (amount: string, language: Language): string => formatted(exact(amount), language).padStart(16);

const sayBalance = ({ agreement, line, account, amount }: Balance, language: Language): string =>
  `${String(agreement).padStart(8)}  ${line.padEnd(24)}  ${accountNames[account][language].padEnd(22)}${money(amount, language)}`;

const sayPosting = (posting: PostingBehind, language: Language): string => {
  const { at, entry, agreement, line, account, amount, sum, kind, reverses } = posting;
  return [
    `${at.slice(0, 16).replace("T", " ")}  ${words.entry[language]} ${entry}`,
    `${String(agreement).padStart(8)}  ${line.padEnd(24)}  ${accountNames[account][language].padEnd(22)}`,
    `${money(amount, language)}${money(sum, language)}  ${kindName(kind)[language]}`,
    reverses === null ? "" : `(${words.reverses[language]} ${reverses})`,
  ]
    .join("  ")
    .trimEnd();
};

const askedFor = (options: Options): Which => {
  const account = textOption(options, "account");
  if (account !== undefined && !isAccount(account)) throw noSuchAccount(account);
  return {
    agreement: numberOf(options, "agreement"),
    declaration: numberOf(options, "declaration"),
    under: numberOf(options, "under"),
    line: textOption(options, "line"),
    account,
  };
};

const isAccount = (word: string): word is Account => (accounts as readonly string[]).includes(word);

const numberOf = (options: Options, name: string): number | undefined => {
  const said = textOption(options, name);
  if (said === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(said)) return Number(said);
  throw new Refusal(
    {
      fr: `--${name} ${said} : attendu, un numéro`,
      nl: `--${name} ${said}: verwacht, een nummer`,
      en: `--${name} ${said}: expected a number`,
    },
    true,
  );
};

const noSuchAccount = (account: string): Refusal =>
  new Refusal(
    {
      fr: `--account ${account} : attendu, un compte parmi ${accounts.join(", ")}`,
      nl: `--account ${account}: verwacht, een rekening uit ${accounts.join(", ")}`,
      en: `--account ${account}: expected one of the accounts ${accounts.join(", ")}`,
    },
    true,
  );
