import { check97 } from "./iban.ts";

/**
 * Returns the structured communication of a number: "+++010/8068/17183+++". Ten digits and the check of them, by which
 * a bank refuses one that is typed wrongly. Throws on a number of more than ten digits.
 */
export const structured = (number: number): string => {
  const body = String(number).padStart(10, "0");
  if (!/^\d{10}$/.test(body)) throw new Error(`no number for a structured communication: ${number}`);
  return printed(`${body}${String(check97(body)).padStart(2, "0")}`);
};

/** Returns a structured communication as it is printed, however it was typed; undefined where it is none. */
export const readStructured = (typed: string): string | undefined => {
  const digits = typed.trim().replaceAll(/^(\+{3}|\*{3})|(\+{3}|\*{3})$|[\s/.-]/g, "");
  if (!/^\d{12}$/.test(digits) || check97(digits.slice(0, 10)) !== Number(digits.slice(10))) return undefined;
  return printed(digits);
};

const printed = (digits: string): string =>
  `+++${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}+++`;

const letters: Readonly<Record<string, string>> = {
  æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ß: "ss", đ: "d", Đ: "D", ł: "l", Ł: "L", "&": "+",
  "’": "'", "‘": "'", "«": "'", "»": "'", "“": "'", "”": "'", "–": "-", "—": "-", "€": "EUR", _: "-",
}; // prettier-ignore

/**
 * Returns a text in the characters that every bank of the SEPA takes (EPC217-08: Latin letters, digits, / - ? : ( ) . , '
 * + and blanks), at most so many; accents are left out, anything else becomes a blank.
 */
export const plainText = (text: string, most: number): string =>
  text
    .replaceAll(/[^\x20-\x7e]|[&_]/g, (character) => letters[character] ?? character)
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/g, " ")
    .replaceAll(/ +/g, " ")
    .trim()
    .slice(0, most)
    .trim();

/** Returns an identification: as `plainText`, and neither begins nor ends with a slash nor has two together. */
export const plainReference = (text: string, most = 35): string =>
  plainText(text, 400)
    .replaceAll(/\/+/g, "/")
    .replaceAll(/^\/|\/$/g, "")
    .slice(0, most)
    .replaceAll(/[/ ]+$/g, "");
