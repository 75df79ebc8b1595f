import type { Page } from "playwright-core";
import type { Language, Text } from "../../../src/language.ts";
import { publishDemonstration } from "../../../src/publication/demonstration.ts";
import {
  createDemonstrationAccounts,
  readyAccounts,
  type DemonstrationAccount,
} from "../../../src/signin/demonstration.ts";
import { openReportWorld } from "../report-world.ts";
import { openWorld, type World } from "../world.ts";

/** What a reader of one language reads. */
export type Say = (text: Text, values?: Readonly<Record<string, string | number>>) => string;

/** One world, as the people of one language meet it: everybody signs in by the page, with a password and a code. */
export type RolesWorld = World &
  Readonly<{
    language: Language;
    say: Say;
    /** The same as a pattern: somewhere in the text, with either apostrophe and any kind of space. */
    like: (text: Text, values?: Readonly<Record<string, string | number>>) => RegExp;
    accountOf: (role: string) => DemonstrationAccount;
    /** Signs the person of a role in, on the sign-in page, and returns the page that opens: your turn. */
    signIn: (role: string) => Promise<Page>;
    /** The page of somebody without an account. */
    citizen: () => Promise<Page>;
  }>;

/** Two operations of the reference programme: one of many partners, and one that a service of the authority carries out. */
export const openReferenceWorld = async (language: Language): Promise<RolesWorld> =>
  withPeople(
    await openWorld({
      operations: ["neets", "youth_guarantee"],
      share: 0.05,
      settings: { demonstration: true },
    }),
    language,
  );

/** A programme whose 2020 report says what its few records say, so that it can be published. */
export const openTrueWorld = async (language: Language): Promise<RolesWorld> =>
  withPeople(await openReportWorld(), language);

/** Publishes what may be published, for those whose task begins there. */
export const publishReports = async (world: World): Promise<void> => {
  await publishDemonstration(world.house);
};

/** Waits until a list shows what its filters ask for. */
export const listStandsStill = async (page: Page): Promise<void> => {
  await page.locator("table[aria-busy=false]").waitFor();
  await page.locator("main tbody tr").first().waitFor();
};

/** Gives a world the accounts of the demonstration, and hands to sign them in with. */
export const withPeople = async (world: World, language: Language): Promise<RolesWorld> => {
  const accounts = await createDemonstrationAccounts(world.house);
  const say: Say = (text, values = {}) =>
    text[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  const accountOf = (role: string): DemonstrationAccount => {
    const account = accounts.find(({ roleId }) => roleId === role);
    if (!account) throw new RangeError(`nobody is ${role}`);
    return account;
  };
  return {
    ...world,
    language,
    say,
    like: (text, values) => new RegExp(patternOf(say(text, values))),
    accountOf,
    signIn: async (role) => {
      const { email, password } = accountOf(role);
      const page = await world.page();
      await page.goto(`/${language}/sign-in`);
      await page.getByLabel(say(words.email)).fill(email);
      await page.getByLabel(new RegExp(`^${say(words.password)}`)).fill(password);
      await page.getByRole("button", { name: say(words.goOn), exact: true }).click();
      const code = page.getByLabel(say(words.code));
      await code.waitFor();
      await code.fill(await codeOf(world, email));
      await page
        .getByRole("button", { name: say(words.signIn), exact: true })
        .last()
        .click();
      await page.getByRole("heading", { level: 1, name: say(words.turn) }).waitFor();
      return page;
    },
    citizen: async () => {
      const page = await world.page();
      await page.goto(`/${language}`);
      return page;
    },
  };
};

const patternOf = (text: string): string =>
  text
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/['’]/g, "['’]")
    .replaceAll(/\s/g, String.raw`\s`);

/** The code that the person's telephone shows at this moment. */
const codeOf = async (world: World, email: string): Promise<string> => {
  const ready = (await readyAccounts(world.house)).find((each) => each.email === email);
  if (!ready) throw new RangeError(`${email} has no second factor`);
  return ready.code;
};

const words = {
  email: { fr: "Adresse e-mail", nl: "E-mailadres", en: "E-mail address" },
  password: { fr: "Mot de passe", nl: "Wachtwoord", en: "Password" },
  goOn: { fr: "Continuer", nl: "Verder", en: "Continue" },
  code: { fr: "Code à six chiffres", nl: "Code van zes cijfers", en: "Six-digit code" },
  signIn: { fr: "Se connecter", nl: "Aanmelden", en: "Sign in" },
  turn: { fr: "À vous de jouer", nl: "Uw beurt", en: "Your turn" },
} satisfies Record<string, Text>;
