import type { Value } from "../src/definition/condition/condition.ts";
import type { Field } from "../src/definition/programme.ts";

/** A register with a field of every type. */
export const registerYaml = `register: office
label: { fr: Cellules difficiles, nl: Moeilijke cellen, en: Difficult cells }
record: { fr: une ligne, nl: een rij, en: a row }
identity: [number]
fields:
  - { field: number, label: { fr: Numéro, nl: Nummer, en: Number }, type: text, length: 40, required: true, sensitivity: identity }
  - { field: name, label: { fr: Nom, nl: Naam, en: Name }, type: text, length: 200, sensitivity: identity }
  - { field: remark, label: { fr: Remarque, nl: Opmerking, en: Remark }, type: text, length: 2000 }
  - { field: postcode, label: { fr: Code postal, nl: Postcode, en: Postcode }, type: text, format: postcode_be }
  - { field: country, label: { fr: Pays, nl: Land, en: Country }, type: text, format: country }
  - { field: whole, label: { fr: Entier, nl: Geheel getal, en: Whole number }, type: integer }
  - { field: amount, label: { fr: Montant, nl: Bedrag, en: Amount }, type: decimal, scale: 2 }
  - { field: fine, label: { fr: Mesure fine, nl: Fijne maat, en: Fine measure }, type: decimal, scale: 6 }
  - { field: day, label: { fr: Jour, nl: Dag, en: Day }, type: date }
  - { field: told, label: { fr: Dit, nl: Gezegd, en: Told }, type: boolean }
  - field: kind
    label: { fr: Genre, nl: Soort, en: Kind }
    type: choice
    choices:
      - { code: a1, label: { fr: "1/2", nl: "1/2", en: "1/2" } }
      - { code: b2, label: { fr: "vrai", nl: "waar", en: "true" } }
      - { code: c3, label: { fr: "été, à midi", nl: "zomer, 's middags", en: "summer, at noon" } }
      - { code: d4, label: { fr: "=3", nl: "=3", en: "=3" } }
`;

const nastyTexts = [
  "00123",
  "0",
  "12345678901234567890",
  "00000000001234567890",
  "=1+1",
  '=HYPERLINK("http://example.org","x")',
  "+32 2 555 00 00",
  "-",
  "-5",
  "@SUM(A1)",
  "1/2",
  "3-4",
  "1E5",
  "1e-7",
  "TRUE",
  "VRAI",
  "01/02/2020",
  "2020-02-01",
  "12:30",
  "50 %",
  "1,5",
  "1.5",
  "1 234",
  "€ 12",
  "#N/A",
  "#REF!",
  "NULL",
  "'guillemet",
  "l'été à Liège, œuvre & ß",
  'dit "oui"; puis <non> & plus',
  "deux\nlignes",
  "tabulation\tdedans",
  "_x0041_",
  "日本語 Ελλάδα Кирилл",
  "👩🏽‍💼 e\u0301",
  "MARCH1",
  "SEPT2",
  "1.234.567,89",
  "(12)",
  "=",
  "==",
  "a".repeat(200),
];

const pick = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length];
  if (found === undefined) throw new Error("an empty list");
  return found;
};

const days = [
  "1900-01-01",
  "1900-02-28",
  "1900-03-01",
  "1904-01-01",
  "1999-12-31",
  "2000-02-29",
  "2020-02-29",
  "2099-12-31",
];
const amounts = [
  "0.00",
  "0.01",
  "-0.01",
  "12.50",
  "1234.56",
  "9999999999.99",
  "-1234567.89",
  "1234567890123456.78",
  "1.10",
];
const fines = [
  "0.000001",
  "1.234000",
  "123.456789",
  "-0.100000",
  "999999999999.999999",
  "12.345678",
  "0.333333",
];
const wholes = [0, 1, -1, 7, 999_999_999, -999_999_999, 1900, 43_831];

/** Returns the answer to a field for a row, of those that spreadsheets like to change; every seventh is missing. */
export const answerOf = ({ id, type }: Field, row: number): Value => {
  if (id === "number") return `${pick(["000", "=", "1E", "'", "-"], row)}${row}`;
  if ((row + id.length) % 7 === 0) return null;
  const turn = row * 7 + id.length;
  switch (type) {
    case "text":
      if (id === "postcode") return String(1000 + (row % 8999));
      if (id === "country") return pick(["BE", "FR", "NO", "NA", "NE", "IN", "IS"], turn);
      return pick(nastyTexts, turn);
    case "integer":
      return pick(wholes, turn);
    case "decimal":
      return pick(id === "fine" ? fines : amounts, turn);
    case "date": {
      if (row % 2 === 0) return pick(days, turn);
      return Temporal.PlainDate.from("1900-01-01")
        .add({ days: (row * 7919) % 73_049 })
        .toString();
    }
    case "boolean":
      return row % 2 === 0;
    case "choice":
      return pick(["a1", "b2", "c3", "d4"], turn);
  }
};
