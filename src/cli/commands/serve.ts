import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pino } from "pino";
import { colon, type Language, type Text } from "../../language.ts";
import { readDemonstration } from "../../demo/inputs.ts";
import { openHouse } from "../../server/open-house.ts";
import { serve } from "../../server/serve.ts";
import { readSettings } from "../../server/settings.ts";
import { arePagesBuilt } from "../../server/web-pages.ts";
import { createDemonstrationAccounts, type DemonstrationAccount } from "../../signin/demonstration.ts";
import { publishDemonstration } from "../../publication/demonstration.ts";
import { openDemonstrationRooms } from "../../rooms/demonstration.ts";
import { type Command, type Options, Refusal, textOption } from "../command.ts";
import type { Session } from "../session.ts";

/** The port served where nobody asks for another; where it is taken, any free one. */
const usualPort = 8014;

export const serveOptions: Command["options"] = {
  host: {
    type: "string",
    value: "ADDRESS",
    text: {
      fr: "adresse réseau servie (par défaut 127.0.0.1 : cette machine seulement)",
      nl: "netwerkadres waarop bediend wordt (standaard 127.0.0.1: enkel deze machine)",
      en: "network address served (default 127.0.0.1: this machine only)",
    },
  },
  port: {
    type: "string",
    value: "N",
    text: {
      fr: `port (par défaut ${usualPort}, sinon un port libre)`,
      nl: `poort (standaard ${usualPort}, anders een vrije poort)`,
      en: `port (default ${usualPort}, else a free one)`,
    },
  },
};

/** Serves the application on the session's store until the command is stopped; tells where and, in a demonstration, as whom. */
export const serveSession = async (session: Session, options: Options): Promise<never> => {
  const { dataFolder, language, programme } = session;
  const demonstration = existsSync(join(dataFolder, "demonstration"));
  const host = textOption(options, "host") ?? "127.0.0.1";
  const asked = textOption(options, "port");
  const port = Number(asked ?? usualPort);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Refusal(
      {
        fr: `--port attend un numéro de port ; trouvé : ${asked}`,
        nl: `--port verwacht een poortnummer; gevonden: ${asked}`,
        en: `--port expects a port number; found: ${asked}`,
      },
      true,
    );
  // Where another program has the port and nobody asked for this one, a free one does as well.
  const chosen = (await tryPort(host, port)) ?? (asked === undefined ? await tryPort(host, 0) : undefined);
  if (chosen === undefined) throw new Refusal(cannotListen(host, port));
  if (!arePagesBuilt())
    throw new Refusal({
      fr: "Les pages de l'application ne sont pas encore construites : lancez d'abord npm run build.",
      nl: "De pagina's van de toepassing zijn nog niet gebouwd: voer eerst npm run build uit.",
      en: "The pages of the application are not built yet: run npm run build first.",
    });
  const { pool } = await session.database();
  const origin = `http://${host === "0.0.0.0" || host === "::" ? "localhost" : host}:${chosen}`;
  const today = demonstration ? readDemonstration(programme.folder)?.horizon : undefined;
  const settings = readSettings(process.env, { origin, language, demonstration, today });
  const house = await openHouse({
    programme,
    pool,
    dataFolder,
    settings,
    log: pino({ level: process.env["JALON_LOG"] ?? "warn" }, pino.destination(2)),
  });
  session.beforeClose(() => house.close());
  const accounts = demonstration ? await createDemonstrationAccounts(house) : [];
  if (demonstration) await openDemonstrationRooms(house, accounts);
  if (demonstration) await publishDemonstration(house);
  const serving = await serve(house, { host, port: chosen });
  session.beforeClose(() => serving.close());
  process.stdout.write(`${told(settings.origin, accounts, language)}\n`);
  return new Promise<never>(() => undefined);
};

const told = (origin: string, accounts: readonly DemonstrationAccount[], language: Language): string => {
  const at = { fr: "Jalon est ouvert", nl: "Jalon is open", en: "Jalon is open" };
  const stop = { fr: "Ctrl-C pour arrêter.", nl: "Ctrl-C om te stoppen.", en: "Ctrl-C to stop." };
  const who = {
    fr: "Comptes de démonstration (personnes inventées ; la page de connexion donne aussi leur code)",
    nl: "Demonstratieaccounts (verzonnen personen; de aanmeldpagina geeft ook hun code)",
    en: "Demonstration accounts (invented people; the sign-in page gives their code too)",
  };
  const width = Math.max(0, ...accounts.map(({ email }) => email.length)) + 2;
  const lines = accounts.map(
    ({ email, password, role }) => `  ${email.padEnd(width)}${password}  ${role[language]}`,
  );
  return [
    `${at[language]}${colon[language]}${origin}/${language}`,
    ...(lines.length > 0 ? [`${who[language]}${colon[language].trimEnd()}`, ...lines] : []),
    stop[language],
  ].join("\n");
};

const cannotListen = (host: string, port: number): Text => ({
  fr: `Impossible de servir sur ${host}, port ${port} : un autre programme l'occupe, ou cette adresse n'est pas celle de la machine. Choisissez un autre --port ou --host.`,
  nl: `Kan niet bedienen op ${host}, poort ${port}: een ander programma gebruikt die, of dat adres is niet van deze machine. Kies een andere --port of --host.`,
  en: `Cannot serve on ${host}, port ${port}: another program has it, or that address is not this machine's. Choose another --port or --host.`,
});

/** Returns the port if it is free (0: any free one), undefined if it is not to be had. */
const tryPort = (host: string, port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });

/** `jalon serve`: the application in the browser. */
export const serveCommand: Command = {
  name: "serve",
  operands: "",
  summary: {
    fr: "sert l'application dans le navigateur",
    nl: "opent de toepassing in de browser",
    en: "serves the application in the browser",
  },
  details: {
    fr: "Réglages par variables d'environnement : DATABASE_URL, JALON_ORIGIN (adresse publique), JALON_LANGUAGE, JALON_SMTP, JALON_SENDER, JALON_OIDC_ISSUER, JALON_OIDC_CLIENT_ID, JALON_OIDC_CLIENT_SECRET, JALON_OIDC_NAME, JALON_OIDC_ACR, JALON_PROXIES, JALON_LOG.",
    nl: "Instellingen via omgevingsvariabelen: DATABASE_URL, JALON_ORIGIN (openbaar adres), JALON_LANGUAGE, JALON_SMTP, JALON_SENDER, JALON_OIDC_ISSUER, JALON_OIDC_CLIENT_ID, JALON_OIDC_CLIENT_SECRET, JALON_OIDC_NAME, JALON_OIDC_ACR, JALON_PROXIES, JALON_LOG.",
    en: "Settings through environment variables: DATABASE_URL, JALON_ORIGIN (public address), JALON_LANGUAGE, JALON_SMTP, JALON_SENDER, JALON_OIDC_ISSUER, JALON_OIDC_CLIENT_ID, JALON_OIDC_CLIENT_SECRET, JALON_OIDC_NAME, JALON_OIDC_ACR, JALON_PROXIES, JALON_LOG.",
  },
  options: serveOptions,
  run: (session, _operands, options) => serveSession(session, options),
};
