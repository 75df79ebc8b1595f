import { sumOf } from "../euros.ts";
import type { Language } from "../language.ts";
import { type Account, accountNames } from "../ledger/accounts.ts";
import type { Entry } from "../trail/chain.ts";
import { isOfMoney, moneyName } from "../trail/money-words.ts";
import { type LastTold, lastTold, type Manifest, partsIn, paths, type Told, toldIn } from "./package-form.ts";
import { cannotShowWords, howToVerify, showsWords, tableWord, words } from "./package-words.ts";

/** What of a package is read by people is made of what is verified: the same entries give the same files, to the byte. */

/** What the files to read are made of. */
export type Readable = Readonly<{
  about: Pick<Manifest, "operation" | "title" | "programme" | "language" | "madeAt" | "head" | "absent">;
  entries: readonly Entry[];
  /** The lines of parts that are told by their hash, by their path. */
  parts: ReadonlyMap<string, readonly string[]>;
  /** Which contents and documents lie in the package. */
  present: ReadonlySet<string>;
}>;

/** Returns the files to read with their paths, the first page first. */
export const readableFiles = (from: Readable): ReadonlyMap<string, string> => {
  const rows = lastTold(from.entries);
  const money = rows.filter(({ register }) => isOfMoney(register));
  const records = rows.filter(({ register }) => !isOfMoney(register));
  const registers = [...new Set(records.map(({ register }) => register))].toSorted();
  const postings = postingsIn(money, from.parts);
  return new Map([
    [paths.index, indexPage(from, money, postings, registers, records)],
    [paths.rows, rowsCsv(money, from.about.language)],
    [paths.ledger, ledgerCsv(postings)],
    [paths.documents, documentsCsv(money, from)],
    ...registers.map((register): [string, string] => [
      paths.records(register),
      recordsCsv(records.filter((row) => row.register === register)),
    ]),
  ]);
};

const csv = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, ...rows].map((row) => `${row.map(csvCell).join(";")}\n`).join("");

/** What a spreadsheet would run as a formula stands behind an apostrophe. */
const csvCell = (text: string): string => {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const said = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
};

const named = (register: string, language: Language): string =>
  tableWord(register, moneyName(register))[language];

const amountColumns = ["total", "amount", "public_support", "frame_total"] as const;
const amountIn = (told: Told): string =>
  said(amountColumns.map((column) => told[column]).find((value) => typeof value === "string"));

const rowsCsv = (rows: readonly LastTold[], language: Language): string =>
  csv(
    [
      "table",
      words.kind[language],
      "id",
      words.number[language],
      words.partner[language],
      words.state[language],
      words.amount[language],
      "SHA-256",
      words.changes[language],
    ],
    rows.map(({ register, record, partner, told, first, last }) => [
      register,
      named(register, language),
      String(record),
      said(told["number"]),
      partner,
      said(told["state"]),
      amountIn(told),
      said(told["hash"] ?? told["sha256"]),
      first === last ? String(first) : `${first}-${last}`,
    ]),
  );

type Posting = Readonly<{ entry: LastTold; account: string; line: string; amount: string }>;

/** Returns the postings of the entries of the ledger, in their order. */
export const postingsIn = (
  rows: readonly LastTold[],
  parts: ReadonlyMap<string, readonly string[]>,
): readonly Posting[] =>
  rows
    .filter(({ register }) => register === "ledger.entry")
    .flatMap((entry) => {
      const part = partsIn(entry.told).find(([name]) => name === "posting")?.[1];
      const lines = parts.get(paths.part(entry.register, entry.record, "posting")) ?? [];
      const told: readonly Told[] =
        part?.rows ??
        lines.flatMap((line): Told[] => {
          const row = toldIn(line);
          return row ? [row] : [];
        });
      return told
        .toSorted((a, b) => Number(a["n"]) - Number(b["n"]))
        .map((row) => ({
          entry,
          account: said(row["account"]),
          line: said(row["line"]),
          amount: said(row["amount"]),
        }));
    });

const ledgerCsv = (postings: readonly Posting[]): string =>
  csv(
    [
      "entry",
      "at",
      "kind",
      "partner",
      "agreement",
      "declaration",
      "under",
      "reverses",
      "line",
      "account",
      "amount",
      "change",
    ],
    postings.map(({ entry: { record, told, partner, last }, account, line, amount }) => [
      String(record),
      said(told["at"]),
      said(told["kind"]),
      partner,
      said(told["agreement"]),
      said(told["declaration"]),
      said(told["under"]),
      said(told["reverses"]),
      line,
      account,
      amount,
      String(last),
    ]),
  );

/** Returns the documents that are still attached to something. */
export const documentsIn = (
  rows: readonly LastTold[],
): readonly (LastTold & Readonly<{ path: string; sha256: string }>)[] =>
  rows
    .filter(({ register, told }) => register === "document.file" && told["removed_at"] === null)
    .map((row) => {
      const sha256 = said(row.told["sha256"]);
      return { ...row, sha256, path: paths.document(sha256, said(row.told["type"])) };
    });

const documentsCsv = (rows: readonly LastTold[], { present }: Readable): string =>
  csv(
    ["id", "about", "kind", "partner", "bytes", "sha256", "received_at", "path"],
    documentsIn(rows).map(({ record, told, partner, sha256, path }) => [
      String(record),
      said(told["about"]),
      said(told["kind"]),
      partner,
      said(told["bytes"]),
      sha256,
      said(told["received_at"]),
      present.has(path) ? path : "",
    ]),
  );

const recordsCsv = (rows: readonly LastTold[]): string => {
  const columns = [...new Set(rows.flatMap(({ told }) => Object.keys(told)))].filter(
    (column) => column !== "identity" && column !== "record",
  );
  return csv(
    ["record", ...columns, "change"],
    rows.map(({ record, told, last }) => [
      String(record),
      ...columns.map((column) => said(told[column])),
      String(last),
    ]),
  );
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${header.map((cell) => `<th>${escaped(cell)}</th>`).join("")}</tr></thead><tbody>\n${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>\n`)
    .join("")}</tbody></table>\n`;

const link = (path: string, text: string): string =>
  `<a href="${escaped(path.split("/").map(encodeURIComponent).join("/"))}">${escaped(text)}</a>`;

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}" +
  "table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.3rem .6rem;" +
  "border-bottom:1px solid #ccc;vertical-align:top}code{word-break:break-all}h1,h2{line-height:1.2}";

/** The tables that a reader looks for, in the order of an operation's life; the rest stands in rows.csv. */
const shown = [
  "agreement.agreement",
  "agreement.decision",
  "declaration.declaration",
  "control.verification",
  "control.finding",
  "control.decision",
  "payment.payment",
  "payment.recovery",
  "commission.application",
  "commission.accounts",
  "commission.irregularity",
];

const indexPage = (
  { about, present }: Readable,
  money: readonly LastTold[],
  postings: readonly Posting[],
  registers: readonly string[],
  records: readonly LastTold[],
): string => {
  const { language } = about;
  const say = (word: keyof typeof words): string => words[word][language];
  const list = (texts: readonly string[]): string =>
    `<ul>${texts.map((text) => `<li>${escaped(text)}</li>`).join("")}</ul>\n`;
  const rows = shown.flatMap((register) =>
    money
      .filter((row) => row.register === register)
      .map(({ record, partner, told }) => {
        const content = paths.content(register, record);
        return [
          escaped(named(register, language)),
          escaped(said(told["number"] ?? told["reference"] ?? record)),
          escaped(partner),
          escaped(said(told["state"])),
          escaped(amountIn(told)),
          present.has(content) ? link(content, say("content")) : "",
        ];
      }),
  );
  const accounts = [...new Set(postings.map(({ account }) => account))];
  const balances = accounts.map((account) => [
    escaped(account in accountNames ? accountNames[account as Account][language] : account),
    escaped(sumOf(postings.filter((posting) => posting.account === account).map(({ amount }) => amount))),
  ]);
  const documents = documentsIn(money).map(({ told, path, sha256 }) => [
    escaped(said(told["kind"])),
    escaped(said(told["about"])),
    present.has(path) ? link(path, sha256) : `<code>${escaped(sha256)}</code> (${escaped(say("absent"))})`,
  ]);
  const title = `${say("title")} ${about.operation}`;
  return [
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head><body>\n`,
    `<h1>${escaped(title)}</h1>\n<p>${escaped(about.title[language])}<br>${escaped(about.programme[language])}</p>\n`,
    `<p>${escaped(say("made"))} ${escaped(about.madeAt)}. ${escaped(say("head"))} : ${about.head.seq} <code>${escaped(about.head.hash)}</code></p>\n`,
    `<h2>${escaped(say("verify"))}</h2><p>${escaped(howToVerify(language, "FILE.zip"))}</p>\n`,
    `<h2>${escaped(say("shows"))}</h2>${list(showsWords.map((text) => text[language]))}`,
    `<h2>${escaped(say("cannot"))}</h2>${list(cannotShowWords.map((text) => text[language]))}`,
    `<h2>${escaped(say("what"))}</h2>\n`,
    table([say("kind"), say("number"), say("partner"), say("state"), say("amount"), say("content")], rows),
    `<h2>${escaped(say("balances"))}</h2>\n${table([say("account"), say("amount")], balances)}`,
    `<h2>${escaped(say("records"))}</h2>\n`,
    table(
      [say("register"), say("count")],
      registers.map((register) => [
        link(paths.records(register), register),
        String(records.filter((row) => row.register === register).length),
      ]),
    ),
    `<h2>${escaped(say("document"))}</h2>\n${table([say("kind"), say("about"), "SHA-256"], documents)}`,
    `<h2>${escaped(say("files"))}</h2><p>${[paths.rows, paths.ledger, paths.documents, paths.manifest]
      .map((path) => link(path, path))
      .join(" · ")}</p>\n</body></html>\n`,
  ].join("");
};
