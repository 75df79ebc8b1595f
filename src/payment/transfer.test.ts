import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { sumOf } from "../euros.ts";
import { type Transfer, type TransferFile, transferXml } from "./transfer.ts";

/**
 * What the published schema of pain.001.001.03 and the EPC's rules for SEPA credit transfers ask of the elements used
 * here: which child, in which order, how often, and of which form a text is. Files made here were also read by the two
 * published XSD (ISO's own and the EPC's restriction) and found valid.
 */
type Rule = readonly (readonly [name: string, least: number, most: number])[] | RegExp;
const text = (most: number): RegExp => new RegExp(`^(?=\\S)[A-Za-z0-9/\\-?:().,'+ ]{1,${most}}(?<=\\S)$`);
const reference = /^(?!\/)(?!.*\/\/)[A-Za-z0-9/\-?:().,'+ ]{1,35}(?<!\/)$/;
const bic = /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/;
const rules = (later: boolean): Readonly<Record<string, Rule>> => ({
  Document: [["CstmrCdtTrfInitn", 1, 1]],
  CstmrCdtTrfInitn: [
    ["GrpHdr", 1, 1],
    ["PmtInf", 1, Infinity],
  ],
  GrpHdr: [
    ["MsgId", 1, 1],
    ["CreDtTm", 1, 1],
    ["NbOfTxs", 1, 1],
    ["CtrlSum", 0, 1],
    ["InitgPty", 1, 1],
  ],
  MsgId: reference,
  CreDtTm: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
  NbOfTxs: /^[0-9]{1,15}$/,
  CtrlSum: /^\d{1,16}\.\d\d$/,
  InitgPty: [
    ["Nm", 0, 1],
    ["Id", 0, 1],
  ],
  "InitgPty/Id": [["OrgId", 1, 1]],
  OrgId: [["Othr", 1, 1]],
  "OrgId/Othr": [
    ["Id", 1, 1],
    ["Issr", 0, 1],
  ],
  "Othr/Id": reference,
  Issr: text(35),
  PmtInf: [
    ["PmtInfId", 1, 1],
    ["PmtMtd", 1, 1],
    ["BtchBookg", 0, 1],
    ["NbOfTxs", 0, 1],
    ["CtrlSum", 0, 1],
    ["PmtTpInf", 0, 1],
    ["ReqdExctnDt", 1, 1],
    ["Dbtr", 1, 1],
    ["DbtrAcct", 1, 1],
    ["DbtrAgt", 1, 1],
    ["ChrgBr", 0, 1],
    ["CdtTrfTxInf", 1, Infinity],
  ],
  PmtInfId: reference,
  PmtMtd: /^TRF$/,
  BtchBookg: /^(true|false)$/,
  PmtTpInf: [
    ["InstrPrty", 0, 1],
    ["SvcLvl", 1, 1],
  ],
  InstrPrty: /^(NORM|HIGH)$/,
  SvcLvl: [["Cd", 1, 1]],
  Cd: /^SEPA$/,
  ReqdExctnDt: later ? [["Dt", 1, 1]] : /^\d{4}-\d\d-\d\d$/,
  Dt: /^\d{4}-\d\d-\d\d$/,
  Dbtr: [["Nm", 1, 1]],
  Nm: text(70),
  DbtrAcct: [["Id", 1, 1]],
  CdtrAcct: [["Id", 1, 1]],
  "DbtrAcct/Id": [["IBAN", 1, 1]],
  "CdtrAcct/Id": [["IBAN", 1, 1]],
  IBAN: /^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/,
  DbtrAgt: [["FinInstnId", 1, 1]],
  CdtrAgt: [["FinInstnId", 1, 1]],
  FinInstnId: [
    [later ? "BICFI" : "BIC", 0, 1],
    ["Othr", 0, 1],
  ],
  "FinInstnId/Othr": [["Id", 1, 1]],
  BIC: bic,
  BICFI: bic,
  ChrgBr: /^SLEV$/,
  CdtTrfTxInf: [
    ["PmtId", 1, 1],
    ["Amt", 1, 1],
    ["CdtrAgt", 0, 1],
    ["Cdtr", 1, 1],
    ["CdtrAcct", 1, 1],
    ["RmtInf", 0, 1],
  ],
  PmtId: [["EndToEndId", 1, 1]],
  EndToEndId: reference,
  Amt: [["InstdAmt", 1, 1]],
  InstdAmt: /^(?!0+\.00$)\d{1,9}\.\d\d$/,
  Cdtr: [["Nm", 1, 1]],
  RmtInf: [["Ustrd", 1, 1]],
  Ustrd: text(140),
});

type Element = { name: string; attributes: string; children: Element[]; text: string };

/** Reads XML that has only elements and texts, as these files have. */
const read = (xml: string): Element => {
  const top: Element = { name: "", attributes: "", children: [], text: "" };
  const open = [top];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "").trimEnd();
  for (const [, close, name = "", attributes = "", words = ""] of body.matchAll(
    /<(\/?)([A-Za-z]+)([^>]*)>|([^<]+)/g,
  )) {
    const at = open.at(-1);
    assert.ok(at);
    if (words !== "") at.text += words;
    else if (close === "/") assert.equal(open.pop()?.name, name);
    else {
      const made: Element = { name, attributes: attributes.trim(), children: [], text: "" };
      at.children.push(made);
      open.push(made);
    }
  }
  assert.equal(open.length, 1);
  const [only] = top.children;
  assert.ok(only);
  return only;
};

const check = (element: Element, known: Readonly<Record<string, Rule>>, inside = ""): void => {
  const rule = known[`${inside}/${element.name}`] ?? known[element.name];
  assert.ok(rule, `${inside}/${element.name} is not of the message`);
  if (rule instanceof RegExp) {
    assert.equal(element.children.length, 0);
    assert.match(element.text, rule, element.name);
    return;
  }
  assert.equal(element.text, "");
  const names = element.children.map(({ name }) => name);
  const order = rule.map(([name]) => name);
  assert.deepEqual(
    names,
    names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    element.name,
  );
  for (const [name, least, most] of rule) {
    const count = names.filter((each) => each === name).length;
    assert.ok(count >= least && count <= most, `${count} ${name} in ${element.name}`);
  }
  for (const child of element.children) check(child, known, element.name);
};

const all = (element: Element, name: string): Element[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];

const transfer: Transfer = {
  reference: "arae-2020-1-P1",
  amount: "48832.00",
  holder: "Tremplin « Emploi » & Nord, œuvre n° 1",
  iban: "BE68539007547034",
  bic: "GKCCBEBB",
  communication: "arae-2020-1-P1 arae-2020-1-D1",
};
const file: TransferFile = {
  format: "pain.001.001.03",
  messageId: "JALON-20210115-12",
  madeAt: "2021-01-15T10:00:00",
  executeOn: "2021-01-16",
  payer: { name: "Autorité d'essai", iban: "BE66999000123443", bic: "DEMOBEB1", initiator: "0123456749" },
  transfers: [transfer, { ...transfer, reference: "arae-2020-1-P2", amount: "0.01", bic: null }],
};

describe("a file of transfers", () => {
  for (const format of ["pain.001.001.03", "pain.001.001.09"] as const)
    test(`is what ${format} asks, whatever its texts are`, () => {
      fc.assert(
        fc.property(
          fc.array(
            fc.record({
              amount: fc.integer({ min: 1, max: 99_999_999_999 }).map((n) => (n / 100).toFixed(2)),
              holder: fc.string({ unit: "grapheme", maxLength: 100 }).map((each) => `A${each}`),
              communication: fc.string({ unit: "grapheme", maxLength: 200 }).map((each) => `P${each}`),
              bic: fc.constantFrom("GKCCBEBB", null),
            }),
            { minLength: 1, maxLength: 8 },
          ),
          fc.constantFrom("DEMOBEB1", null),
          (rows, payerBic) => {
            const transfers = rows.map((row, at) => ({ ...transfer, ...row, reference: `P/${at}` }));
            const payer = { ...file.payer, bic: payerBic };
            const message = read(transferXml({ ...file, format, payer, transfers }));
            assert.equal(message.attributes, `xmlns="urn:iso:std:iso:20022:tech:xsd:${format}"`);
            check(message, rules(format === "pain.001.001.09"));
            const sum = sumOf(transfers.map(({ amount }) => amount));
            assert.deepEqual(
              all(message, "CtrlSum").map((each) => each.text),
              [sum, sum],
            );
            assert.deepEqual(
              all(message, "NbOfTxs").map((each) => each.text),
              [String(rows.length), String(rows.length)],
            );
            assert.equal(all(message, "InstdAmt").length, rows.length);
            for (const each of all(message, "InstdAmt")) assert.equal(each.attributes, 'Ccy="EUR"');
            const references = all(message, "EndToEndId").map((each) => each.text);
            assert.equal(new Set(references).size, references.length);
          },
        ),
      );
    });

  test("says who pays whom how much, and what for", () => {
    const message = read(transferXml(file));
    const said = (name: string) => all(message, name).map((each) => each.text);
    assert.deepEqual(said("IBAN"), ["BE66999000123443", transfer.iban, transfer.iban]);
    assert.deepEqual(said("CtrlSum"), ["48832.01", "48832.01"]);
    assert.deepEqual(said("Nm").slice(0, 3), [
      "Autorite d'essai",
      "Autorite d'essai",
      "Tremplin ' Emploi ' + Nord, oeuvre n 1",
    ]);
    assert.deepEqual(said("ReqdExctnDt"), ["2021-01-16"]);
    assert.deepEqual(said("Ustrd"), [transfer.communication, transfer.communication]);
  });

  test("is not made without transfers, with one twice, or of nothing", () => {
    for (const transfers of [
      [],
      [transfer, transfer],
      [{ ...transfer, amount: "0.00" }],
      [{ ...transfer, amount: "-1.00" }],
      [{ ...transfer, amount: "1000000000.00" }],
      [{ ...transfer, amount: "1.5" }],
    ])
      assert.throws(() => transferXml({ ...file, transfers }));
  });
});
