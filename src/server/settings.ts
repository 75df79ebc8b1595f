import { z } from "zod";
import { isLanguage, SaidError, type Language } from "../language.ts";
import type { Settings } from "../house.ts";

/** What the environment of a server may say; every name begins with JALON_. */
const environment = z.object({
  JALON_ORIGIN: z.url().optional(),
  JALON_LANGUAGE: z.custom<Language>((word) => typeof word === "string" && isLanguage(word)).optional(),
  JALON_SMTP: z.url().optional(),
  JALON_SENDER: z.email().optional(),
  JALON_PROXIES: z.coerce.number().int().min(0).max(10).optional(),
  JALON_OIDC_ISSUER: z.url().optional(),
  JALON_OIDC_CLIENT_ID: z.string().min(1).optional(),
  JALON_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  JALON_OIDC_NAME: z.string().min(1).optional(),
  JALON_OIDC_ACR: z.string().optional(),
});

/**
 * Returns the settings of the server from its environment. Raises SaidError, naming the variable, where one does not
 * hold what it should or a part of the sign-in provider is missing.
 */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>>,
  given: Pick<Settings, "demonstration"> &
    Partial<Pick<Settings, "today">> & { origin: string; language: Language },
): Settings => {
  const read = environment.safeParse(variables);
  if (!read.success) throw wrongSetting(read.error.issues.map(({ path }) => path.join(".")).join(", "));
  const { data } = read;
  const { JALON_OIDC_ISSUER: issuer, JALON_OIDC_CLIENT_ID: clientId } = data;
  const { JALON_OIDC_CLIENT_SECRET: clientSecret } = data;
  if (issuer !== undefined && (clientId === undefined || clientSecret === undefined))
    throw wrongSetting("JALON_OIDC_CLIENT_ID, JALON_OIDC_CLIENT_SECRET");
  return {
    origin: new URL(data.JALON_ORIGIN ?? given.origin).origin,
    language: data.JALON_LANGUAGE ?? given.language,
    demonstration: given.demonstration,
    today: given.today,
    smtp: data.JALON_SMTP,
    sender: data.JALON_SENDER ?? `jalon@${new URL(data.JALON_ORIGIN ?? given.origin).hostname}`,
    proxies: data.JALON_PROXIES ?? 0,
    oidc:
      issuer === undefined || clientId === undefined || clientSecret === undefined
        ? undefined
        : {
            issuer,
            clientId,
            clientSecret,
            name: data.JALON_OIDC_NAME ?? new URL(issuer).hostname,
            acrValues: data.JALON_OIDC_ACR?.split(" ").filter((word) => word !== "") ?? [],
          },
  };
};

const wrongSetting = (names: string): SaidError =>
  new SaidError({
    fr: `Ces variables d'environnement manquent ou ne sont pas lisibles : ${names}. Voyez « jalon serve --help » et docs/install.md.`,
    nl: `Deze omgevingsvariabelen ontbreken of zijn niet leesbaar: ${names}. Zie "jalon serve --help" en docs/install.md.`,
    en: `These environment variables are missing or cannot be read: ${names}. See "jalon serve --help" and docs/install.md.`,
  });
