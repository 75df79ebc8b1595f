import { Secret, TOTP } from "otpauth";
import { toString as drawCode } from "qrcode";
import type { Language } from "../language.ts";

/** RFC 6238 as every authenticator app reads it: SHA-1, six digits, steps of 30 seconds. */
const stepSeconds = 30;
const digits = 6;

const totpOf = (secret: string, label = ""): TOTP =>
  new TOTP({
    issuer: "Jalon",
    label,
    algorithm: "SHA1",
    digits,
    period: stepSeconds,
    secret: Secret.fromBase32(secret),
  });

/** Returns a new secret for an authenticator app: 160 random bits in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** Returns the code that an authenticator app shows at a moment (milliseconds since 1970). */
export const codeAt = (secret: string, now: number): string => totpOf(secret).generate({ timestamp: now });

/**
 * Returns the step (30 seconds since 1970) that a code belongs to, one step early or late allowed; undefined where the
 * code is wrong or its step is not later than `lastStep`: a code is good once (RFC 6238, section 5.2).
 */
export const stepOfCode = (
  secret: string,
  code: string,
  now: number,
  lastStep: number,
): number | undefined => {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret).validate({ token, timestamp: now, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now / 1000 / stepSeconds) + delta;
  return step > lastStep ? step : undefined;
};

/** What the page of the second factor's set-up shows: the secret as text in groups of four, and as a code to scan. */
export type SetUp = Readonly<{ secret: string; address: string; picture: string }>;

const imageTitle: Readonly<Record<Language, string>> = {
  fr: "Code à scanner avec votre application d'authentification",
  nl: "Code om te scannen met uw authenticatie-app",
  en: "Code to scan with your authenticator app",
};

/** Returns what is needed to put a secret into an authenticator app, under the account's e-mail address. */
export const setUpOf = async (secret: string, email: string, language: Language): Promise<SetUp> => {
  const address = totpOf(secret, email).toString();
  const svg = await drawCode(address, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return {
    secret: secret.replaceAll(/(.{4})(?=.)/g, "$1 "),
    address,
    picture: svg.replace("<svg ", `<svg role="img" aria-label="${imageTitle[language]}" `),
  };
};
