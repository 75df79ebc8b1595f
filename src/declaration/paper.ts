import { sumOf } from "../euros.ts";
import type { Programme } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import type { Block, Inline, ReportDocument, Row } from "../report/document/document.ts";
import { coFundingStatement } from "../report/document/emblem.ts";
import { dateText, euroText } from "./check-words.ts";
import type { Content } from "./content.ts";
import { placeNames } from "./page.ts";
import { anchorText } from "../trail/anchors.ts";
import type { Anchor } from "../trail/chain.ts";
import type { Receipt } from "./submission-shapes.ts";

/** What is printed to be signed: words in one language, amounts as Belgium writes them. */

export const plain = (text: string): Inline[] => [{ kind: "text", text }];
export const paragraph = (text: string): Block => ({ kind: "paragraph", content: plain(text) });
export const heading = (id: string, text: string, level: 1 | 2 | 3 = 1): Block => ({
  kind: "heading",
  level,
  id,
  content: plain(text),
});

/** Returns a table whose first column is text and whose others are amounts. */
export const amountTable = (
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  total: readonly string[],
): Block => ({
  kind: "table",
  caption: plain(caption),
  columns: titles.map((title, index) => ({ title: plain(title), align: index === 0 ? "start" : "end" })),
  rows: rows.map((cells): Row => cells.map(plain)),
  total: total.map(plain),
});

/** Returns a table of what is called how. */
export const facts = (
  caption: string,
  columns: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): Block => ({
  kind: "table",
  caption: plain(caption),
  columns: columns.map((title) => ({ title: plain(title), align: "start" as const })),
  rows: rows.map((cells): Row => cells.map(plain)),
});

/** Returns the document that the blocks stand in. */
export const paperOf = (
  programme: Programme,
  {
    language,
    title,
    subtitle,
    year,
    day,
    blocks,
  }: Readonly<{
    language: Language;
    title: string;
    subtitle: string;
    year: string;
    day: string;
    blocks: readonly Block[];
  }>,
): ReportDocument => ({
  language,
  title,
  subtitle,
  programme: programme.title[language],
  year,
  period: `${programme.framework.period.from.slice(0, 4)}-${programme.framework.period.until.slice(0, 4)}`,
  authority: programme.authority[language],
  identifier: programme.identifier,
  publishedOn: day,
  coFunding: coFundingStatement(language),
  blocks,
});

const said = {
  title: { fr: "Déclaration de dépenses", nl: "Uitgavendeclaratie", en: "Declaration of expenditure" },
  receipt: { fr: "Récépissé", nl: "Ontvangstbewijs", en: "Receipt" },
  what: { fr: "Élément", nl: "Gegeven", en: "Item" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  number: { fr: "Numéro de la déclaration", nl: "Nummer van de declaratie", en: "Number of the declaration" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  version: { fr: "Version", nl: "Versie", en: "Version" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  receiptNumber: {
    fr: "Numéro de récépissé",
    nl: "Nummer van het ontvangstbewijs",
    en: "Number of the receipt",
  },
  at: { fr: "Reçu le (UTC)", nl: "Ontvangen op (UTC)", en: "Received on (UTC)" },
  hash: { fr: "Empreinte SHA-256 du contenu", nl: "SHA-256 van de inhoud", en: "SHA-256 of the content" },
  trail: {
    fr: "Piste d'audit (changement et empreinte)",
    nl: "Controlespoor (wijziging en vingerafdruk)",
    en: "Audit trail (change and hash)",
  },
  amounts: { fr: "Montants déclarés", nl: "Gedeclareerde bedragen", en: "Amounts declared" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  quantity: { fr: "Quantité", nl: "Hoeveelheid", en: "Quantity" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  before: { fr: "Déclaré avant", nl: "Voorheen gedeclareerd", en: "Declared before" },
  amount: { fr: "Déclaré ici", nl: "Hier gedeclareerd", en: "Declared here" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  signature: { fr: "Signature", nl: "Handtekening", en: "Signature" },
  sign: {
    fr: "Je certifie que ces quantités et ces montants correspondent à ce qui a été réalisé, et que rien n'en a été déclaré ailleurs. Nom, qualité, date et signature :",
    nl: "Ik verklaar dat deze hoeveelheden en bedragen overeenstemmen met wat gerealiseerd werd, en dat niets daarvan elders gedeclareerd is. Naam, hoedanigheid, datum en handtekening:",
    en: "I certify that these quantities and amounts are what was carried out, and that none of it was declared elsewhere. Name, capacity, date and signature:",
  },
} as const satisfies Record<string, Text>;

/**
 * Returns a receipt as a document to sign: what was received when, its hash, the change of the trail by which it was
 * received, and the amounts by line.
 */
export const receiptPaper = (
  programme: Programme,
  language: Language,
  content: Content,
  receipt: Receipt,
  anchor?: Anchor,
): ReportDocument => {
  const say = (word: keyof typeof said): string => said[word][language];
  const { operation, partner } = placeNames(programme, content.operation, content.partner);
  const euros = (amount: string) => euroText(amount, language);
  const sums = ["budget", "declaredBefore", "amount"] as const;
  const totals = sums.map((which) => euros(sumOf(content.lines.map((line) => line[which]))));
  return paperOf(programme, {
    language,
    title: `${say("title")} ${content.number}`,
    subtitle: partner.name[language],
    year: content.until.slice(0, 4),
    day: receipt.submittedAt.slice(0, 10),
    blocks: [
      heading("receipt", say("receipt")),
      facts(
        say("receipt"),
        [say("what"), say("value")],
        [
          [say("receiptNumber"), String(receipt.receipt)],
          [say("at"), receipt.submittedAt.replace("T", " ").replace("Z", "")],
          [say("hash"), receipt.hash.replaceAll(/(.{16})(?!$)/g, "$1 ")],
          ...(anchor ? ([[say("trail"), anchorText(anchor)]] as const) : []),
          [say("number"), content.number],
          [say("version"), String(content.version)],
          [say("agreement"), `${content.agreement.number} (v${content.agreement.version})`],
          [say("operation"), operation.title[language]],
          [say("partner"), partner.name[language]],
          [say("period"), `${dateText(content.from)} – ${dateText(content.until)}`],
        ],
      ),
      heading("amounts", say("amounts")),
      amountTable(
        say("amounts"),
        [say("line"), say("quantity"), say("budget"), say("before"), say("amount")],
        content.lines.map((line) => [
          line.label[language],
          line.units ? `${line.units.quantity} ${line.unit?.[language] ?? ""}`.trim() : "–",
          euros(line.budget),
          euros(line.declaredBefore),
          euros(line.amount),
        ]),
        [say("total"), "", ...totals],
      ),
      heading("signature", say("signature")),
      paragraph(say("sign")),
    ],
  });
};
