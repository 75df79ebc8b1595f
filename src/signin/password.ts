import { hash, verify } from "@node-rs/argon2";
import type { Text } from "../language.ts";
import { commonPhrases, commonWords } from "./common-passwords.ts";
import { tooBusy } from "./refusal.ts";

/**
 * argon2id with 64 MiB, 3 passes and one lane: above the OWASP Password Storage Cheat Sheet's 19 MiB and 2 passes,
 * about a tenth of a second on a server's core. `2` is the library's number for argon2id.
 */
const parameters = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 } as const;

export const shortestPassword = 12;
/** Long enough for any sentence; a bound, so that nobody makes the server hash a book. */
export const longestPassword = 512;

/** Hashing takes memory and a core's time; whoever comes when so many wait is asked to come back. */
const mostAtOnce = 64;
const comeBackSeconds = 5;
let atWork = 0;

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (atWork >= mostAtOnce) throw tooBusy(comeBackSeconds);
  atWork += 1;
  try {
    return await work();
  } finally {
    atWork -= 1;
  }
};

/**
 * Returns the password's hash with its parameters and salt, as PHC text. The password is hashed exactly as typed.
 * Raises Refused ("busy") where too many wait already.
 */
export const hashPassword = async (password: string): Promise<string> =>
  inTurn(() => hash(password, parameters));

let decoy: Promise<string> | undefined;

/**
 * Returns whether the password belongs to the hash. Without a hash (no such account, or none that has a password) it
 * works just as long and says no, so that time tells nothing. Raises Refused ("busy") where too many wait already.
 */
export const isPassword = async (kept: string | undefined, password: string): Promise<boolean> => {
  // Made outside the queue: it must not be refused, nor keep a refusal for good.
  decoy ??= hash("nobody has this password", parameters);
  const held = kept ?? (await decoy);
  const matches = await inTurn(() => verify(held, password.slice(0, longestPassword + 1)));
  return kept !== undefined && matches;
};

const tooShort: Text = {
  fr: `Prenez au moins ${shortestPassword} caractères ; une phrase de quelques mots convient très bien.`,
  nl: `Neem minstens ${shortestPassword} tekens; een zin van enkele woorden is prima.`,
  en: `Take at least ${shortestPassword} characters; a sentence of a few words does very well.`,
};
const tooLong: Text = {
  fr: `Prenez au plus ${longestPassword} caractères.`,
  nl: `Neem hoogstens ${longestPassword} tekens.`,
  en: `Take at most ${longestPassword} characters.`,
};
const tooCommon: Text = {
  fr: "Ce mot de passe est parmi les premiers que l'on essaierait : mots courants, suites de touches, votre nom ou celui de l'application. Ajoutez des mots sans rapport entre eux.",
  nl: "Dit wachtwoord is een van de eerste die men zou proberen: gewone woorden, toetsenreeksen, uw naam of die van de toepassing. Voeg woorden toe die niets met elkaar te maken hebben.",
  en: "This password is among the first that one would try: common words, runs of keys, your name or the application's. Add words that have nothing to do with each other.",
};

/**
 * Returns why a password is not accepted, or undefined. Length and guessability only, never its composition
 * (ASVS 5.0, 6.2.1 to 6.2.11). `context`: the account's name and e-mail address, and the programme's own names.
 */
export const passwordProblem = (password: string, context: readonly string[]): Text | undefined => {
  if (Array.from(password).length < shortestPassword) return tooShort;
  if (password.length > longestPassword) return tooLong;
  return isGuessable(password, context) ? tooCommon : undefined;
};

/** Letters as read past the usual disguises: capitals, accents, "p@ssw0rd". */
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[@4]/g, "a")
    .replaceAll("0", "o")
    .replaceAll(/[1!|]/g, "i")
    .replaceAll("3", "e")
    .replaceAll(/[$5]/g, "s")
    .replaceAll("7", "t");

const runs = [
  "abcdefghijklmnopqrstuvwxyz",
  "azertyuiopqsdfghjklmwxcvbn",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
  "01234567890123456789",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1aqw2zsx3edc4rfv5tgb6yhn7uj8ik9ol0pm",
];
const runsBothWays = [...runs, ...runs.map((run) => run.split("").toReversed().join(""))];

/** What is left of a guess when common words, context, runs and repetitions are taken out, longest first. */
const isGuessable = (password: string, context: readonly string[]): boolean => {
  const lower = password.normalize("NFC").toLowerCase();
  if (commonPhrases.has(lower)) return true;
  const contextWords = context.flatMap((text) => plain(text).split(/[^a-z0-9]+/)).filter((w) => w.length > 2);
  const words = [...new Set([...commonWords, ...contextWords].map(plain))];
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  let rest = plain(withoutRuns(/\p{L}/u.test(lower) ? withoutEdges(lower) : lower));
  for (const word of longestFirst) rest = rest.replaceAll(word, " ");
  rest = withoutRuns(rest).replaceAll(/[^a-z0-9\p{L}]/gu, "");
  // One letter again and again, or a short piece repeated, is no longer than the piece.
  const pieces = new Set(rest);
  return rest.length < 5 || pieces.size < 4;
};

/** The text without the year, the number and the exclamation marks that people put before or after a word. */
const withoutEdges = (text: string): string =>
  text.replace(/^[\d\p{P}\p{S}]{1,6}(?=\p{L})/u, "").replace(/(?<=[\p{L}@$])[\d\p{P}\p{S}]{1,8}$/u, "");

/** The text without stretches of four or more that follow the alphabet, the digits or a row of keys, or repeat. */
const withoutRuns = (text: string): string => {
  let left = text.replaceAll(/(.{1,4}?)\1{2,}/gu, " ");
  for (let length = 12; length >= 4; length -= 1)
    for (let at = 0; at + length <= left.length; at += 1) {
      const piece = left.slice(at, at + length);
      if (runsBothWays.some((run) => run.includes(piece)))
        left = `${left.slice(0, at)} ${left.slice(at + length)}`;
    }
  return left;
};
