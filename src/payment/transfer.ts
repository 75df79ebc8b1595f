import { sumOf } from "../euros.ts";
import { plainReference, plainText } from "./communication.ts";

/** Who pays: the authority, as its bank knows it. */
export type Payer = Readonly<{
  name: string;
  iban: string;
  bic: string | null;
  /** The number by which its bank knows whoever sends the file. */
  initiator: string | null;
}>;

/** One transfer; `amount` in euros. */
export type Transfer = Readonly<{
  /** Goes with the money to the partner's bank and back: the payment's number. */
  reference: string;
  amount: string;
  holder: string;
  iban: string;
  bic: string | null;
  communication: string;
}>;

export type TransferFile = Readonly<{
  format: "pain.001.001.03" | "pain.001.001.09";
  messageId: string;
  /** The moment of making, "YYYY-MM-DDTHH:MM:SS". */
  madeAt: string;
  executeOn: string;
  payer: Payer;
  transfers: readonly Transfer[];
}>;

/**
 * Returns the order of transfers as a bank reads it: ISO 20022 customer credit transfer initiation, as the European
 * Payments Council restricts it for SEPA credit transfers (EPC132-08). Number and sum of the transfers stand twice, for
 * the message and for its one batch. Throws where there is no transfer, or one that the scheme does not take.
 */
export const transferXml = (file: TransferFile): string => {
  const { format, messageId, madeAt, executeOn, payer, transfers } = file;
  if (transfers.length === 0) throw new Error("an order without transfers");
  const references = new Set(transfers.map(({ reference }) => plainReference(reference)));
  if (references.size !== transfers.length) throw new Error("two transfers under one reference");
  for (const { amount } of transfers)
    if (!/^\d{1,9}\.\d\d$/.test(amount) || /^0+\.00$/.test(amount))
      throw new Error(`no amount of a transfer: ${amount}`);
  const later = format === "pain.001.001.09";
  const counted = [
    element("NbOfTxs", String(transfers.length)),
    element("CtrlSum", sumOf(transfers.map(({ amount }) => amount))),
  ];
  const bank = (bic: string | null) =>
    element(
      "FinInstnId",
      bic === null ? element("Othr", element("Id", "NOTPROVIDED")) : element(later ? "BICFI" : "BIC", bic),
    );
  const account = (iban: string) => element("Id", element("IBAN", iban));
  const initiator = [
    element("Nm", plainText(payer.name, 70)),
    payer.initiator === null
      ? ""
      : element(
          "Id",
          element(
            "OrgId",
            element("Othr", element("Id", plainReference(payer.initiator)), element("Issr", "KBO-BCE")),
          ),
        ),
  ];
  const batch = [
    element("PmtInfId", plainReference(`${messageId}-1`)),
    element("PmtMtd", "TRF"),
    element("BtchBookg", "true"),
    ...counted,
    element("PmtTpInf", element("InstrPrty", "NORM"), element("SvcLvl", element("Cd", "SEPA"))),
    element("ReqdExctnDt", later ? element("Dt", executeOn) : executeOn),
    element("Dbtr", element("Nm", plainText(payer.name, 70))),
    element("DbtrAcct", account(payer.iban)),
    element("DbtrAgt", bank(payer.bic)),
    element("ChrgBr", "SLEV"),
    ...transfers.map(({ reference, amount, holder, iban, bic, communication }) =>
      element(
        "CdtTrfTxInf",
        element("PmtId", element("EndToEndId", plainReference(reference))),
        element("Amt", `<InstdAmt Ccy="EUR">${amount}</InstdAmt>`),
        bic === null ? "" : element("CdtrAgt", bank(bic)),
        element("Cdtr", element("Nm", plainText(holder, 70))),
        element("CdtrAcct", account(iban)),
        element("RmtInf", element("Ustrd", plainText(communication, 140))),
      ),
    ),
  ];
  const header = [
    element("MsgId", plainReference(messageId)),
    element("CreDtTm", madeAt),
    ...counted,
    element("InitgPty", ...initiator),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${format}">${element(
    "CstmrCdtTrfInitn",
    element("GrpHdr", ...header),
    element("PmtInf", ...batch),
  )}</Document>\n`;
};

/** Texts are plain already: of what XML minds, only nothing is left (EPC217-08 has no < > & "). */
const element = (name: string, ...parts: readonly string[]): string => {
  const inside = parts.join("");
  if (inside === "") throw new Error(`${name} is empty`);
  return `<${name}>${inside}</${name}>`;
};
