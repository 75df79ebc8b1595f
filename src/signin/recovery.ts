import { randomInt } from "node:crypto";
import { hashOfSecret } from "./secrets.ts";

/** Ten codes for the day the telephone is lost; none of the letters that hands and eyes confuse. */
const howMany = 10;
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const letters = 24;

const newCode = (): string => {
  const code = Array.from({ length: letters }, () => alphabet[randomInt(alphabet.length)]).join("");
  return code.replaceAll(/(.{4})(?=.)/g, "$1-");
};

/** Returns ten new recovery codes, as they are shown once: 24 letters of 30, which is 117 random bits each. */
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: howMany }, newCode);

/** Returns the hash of a recovery code however it is typed. Above 112 bits a plain hash is enough (ASVS 5.0, 6.5.2). */
export const hashOfRecoveryCode = (typed: string): string =>
  hashOfSecret(typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""));
