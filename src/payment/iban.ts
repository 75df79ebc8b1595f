/**
 * Lengths of the account numbers of countries in the single euro payments area (ISO 13616 registry; European Payments
 * Council, list of SEPA countries). Not read in a law; others are refused, since a transfer there is not a SEPA one.
 */
const lengths: Readonly<Record<string, number>> = {
  AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27,
  GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27,
  MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27, VA: 22,
}; // prettier-ignore

/** Returns the remainder of a long number written as digits. */
const remainder = (digits: string, by: number): number => {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % by;
  return rest;
};

/**
 * Returns an account number without blanks and in capitals; undefined where it is none: its length is that of its
 * country, its check is right (ISO 7064, MOD 97-10), and that of a Belgian one also within its own twelve digits.
 */
export const readIban = (typed: string): string | undefined => {
  const iban = typed.replaceAll(/[\s.-]/g, "").toUpperCase();
  const country = iban.slice(0, 2);
  if (!/^[A-Z]{2}\d{2}[A-Z\d]+$/.test(iban) || iban.length !== lengths[country]) return undefined;
  const turned = `${iban.slice(4)}${iban.slice(0, 4)}`;
  const digits = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  if (remainder(digits, 97) !== 1) return undefined;
  if (country === "BE") {
    const own = iban.slice(4);
    if (!/^\d{12}$/.test(own) || check97(own.slice(0, 10)) !== Number(own.slice(10))) return undefined;
  }
  return iban;
};

/** Returns a bank's code (ISO 9362) in capitals, eight or eleven characters; undefined where it is none. */
export const readBic = (typed: string): string | undefined => {
  const bic = typed.replaceAll(/\s/g, "").toUpperCase();
  return /^[A-Z]{6}[A-Z2-9][A-NP-Z\d]([A-Z\d]{3})?$/.test(bic) ? bic : undefined;
};

/** Returns the account number in groups of four: "BE68 5390 0754 7034". */
export const shownIban = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, "$1 ");

/** Returns the account number as whoever need not know it sees it: "BE68 •••• •••• 7034". */
export const maskedIban = (iban: string): string =>
  shownIban(`${iban.slice(0, 4)}${"•".repeat(Math.max(0, iban.length - 8))}${iban.slice(-4)}`);

/** Returns the check of a Belgian number: what is left after division by 97, and 97 where nothing is. */
export const check97 = (digits: string): number => remainder(digits, 97) || 97;
