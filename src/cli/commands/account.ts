import { isLanguage, type Language, SaidError } from "../../language.ts";
import { readSettings } from "../../server/settings.ts";
import { closeAccount, inviteAccount, listAccounts } from "../../signin/first-account.ts";
import { placeOf, roleOf } from "../../signin/places.ts";
import { type Command, type Options, type Outcome, Refusal, textOption } from "../command.ts";
import type { Session } from "../session.ts";

/** Where people reach the application: the links of invitations begin with it. */
const originOf = (session: Session): string =>
  readSettings(process.env, {
    origin: "http://127.0.0.1:8014",
    language: session.language,
    demonstration: false,
  }).origin;

const emailOf = (operand: string | undefined): string => {
  if (operand !== undefined && /^[^@\s]+@[^@\s]+$/.test(operand)) return operand.toLowerCase();
  throw new Refusal(
    {
      fr: "Indiquez l'adresse e-mail de la personne.",
      nl: "Geef het e-mailadres van de persoon op.",
      en: "Name the person's e-mail address.",
    },
    true,
  );
};

const asked = (session: Session, options: Options) => {
  const { programme } = session;
  const role = textOption(options, "role") ?? "administrator";
  const operation = textOption(options, "operation") ?? null;
  const partner = textOption(options, "partner") ?? null;
  const name = textOption(options, "name");
  const known = programme.roles.get(role);
  const fits =
    known &&
    (known.scope === "partner") === (partner !== null) &&
    (known.scope === "operation") === (operation !== null) &&
    (partner === null || programme.partners.has(partner)) &&
    (operation === null || programme.operations.has(operation));
  if (!fits || name === undefined) {
    const roles = [...programme.roles.keys()].join(", ");
    throw new Refusal(
      {
        fr: `Indiquez --name, un rôle (--role ${roles}) et, selon le rôle, --partner ou --operation.`,
        nl: `Geef --name op, een rol (--role ${roles}) en, naargelang de rol, --partner of --operation.`,
        en: `Give --name, a role (--role ${roles}) and, as the role needs, --partner or --operation.`,
      },
      true,
    );
  }
  return { name, role, operation, partner };
};

const invite = async (session: Session, operand: string | undefined, options: Options): Promise<Outcome> => {
  const email = emailOf(operand);
  const given = asked(session, options);
  const written = textOption(options, "language") ?? session.language;
  const language: Language = isLanguage(written) ? written : session.language;
  const { pool } = await session.database();
  const made = await inviteAccount(pool, { email, language, ...given });
  const address = made.path === undefined ? undefined : `${originOf(session)}${made.path}`;
  const text =
    address === undefined
      ? {
          fr: `${email} a déjà un compte : le rôle lui est donné.`,
          nl: `${email} heeft al een account: de rol is gegeven.`,
          en: `${email} has an account already: the role is given.`,
        }
      : {
          fr: `Remettez ce lien à ${given.name}. Il sert une fois, pendant sept jours :\n${address}`,
          nl: `Bezorg deze link aan ${given.name}. Hij werkt één keer, zeven dagen lang:\n${address}`,
          en: `Hand this link to ${given.name}. It works once, for seven days:\n${address}`,
        };
  return {
    ok: true,
    text: `${text[session.language]}\n`,
    json: { account: made.account, email, ...given, address: address ?? null },
  };
};

const close = async (session: Session, operand: string | undefined): Promise<Outcome> => {
  const email = emailOf(operand);
  const { pool } = await session.database();
  const ended = await closeAccount(pool, email);
  if (ended === undefined)
    throw new SaidError({
      fr: `Aucun compte ouvert n'a l'adresse ${email}.`,
      nl: `Geen open account heeft het adres ${email}.`,
      en: `No open account has the address ${email}.`,
    });
  const text = {
    fr: `Le compte ${email} est fermé ; sessions et clés terminées : ${ended}.`,
    nl: `Het account ${email} is gesloten; beëindigde sessies en sleutels: ${ended}.`,
    en: `The account ${email} is closed; sessions and keys ended: ${ended}.`,
  };
  return { ok: true, text: `${text[session.language]}\n`, json: { email, ended } };
};

const list = async (session: Session): Promise<Outcome> => {
  const { programme, language } = session;
  const { pool } = await session.database();
  const accounts = await listAccounts(pool);
  const invited = { fr: "invité", nl: "uitgenodigd", en: "invited" };
  const none = { fr: "Aucun compte.", nl: "Geen accounts.", en: "No accounts." };
  const width = Math.max(0, ...accounts.map(({ email }) => email.length)) + 2;
  const lines = accounts.map(({ email, name, accepted, grants }) => {
    const roles = grants.map(
      (grant) => `${roleOf(programme, grant.role)[language]} (${placeOf(programme, grant)[language]})`,
    );
    return `${email.padEnd(width)}${name}  ${roles.join(", ")}${accepted ? "" : `  [${invited[language]}]`}`;
  });
  return {
    ok: true,
    text: `${lines.length === 0 ? none[language] : lines.join("\n")}\n`,
    json: { accounts },
  };
};

/** `jalon account invite|close|list`: the first accounts of an installation, before anybody can sign in. */
export const accountCommand: Command = {
  name: "account",
  operands: "invite|close|list [E-MAIL]",
  summary: {
    fr: "invite une personne, ferme un compte ou montre les comptes",
    nl: "nodigt iemand uit, sluit een account of toont de accounts",
    en: "invites a person, closes an account or shows the accounts",
  },
  details: {
    fr: "La première personne d'une installation est invitée ainsi ; elle invite ensuite les autres dans l'application.",
    nl: "De eerste persoon van een installatie wordt zo uitgenodigd; die nodigt daarna de anderen uit in de toepassing.",
    en: "The first person of an installation is invited in this way, and then invites the others in the application.",
  },
  options: {
    name: {
      type: "string",
      value: "NAME",
      text: { fr: "prénom et nom", nl: "voornaam en naam", en: "first and last name" },
    },
    role: {
      type: "string",
      value: "R",
      text: {
        fr: "le rôle (administrator si rien n'est dit)",
        nl: "de rol (administrator als er niets staat)",
        en: "the role (administrator if not said)",
      },
    },
    operation: {
      type: "string",
      value: "O",
      text: { fr: "l'opération du rôle", nl: "de operatie van de rol", en: "the role's operation" },
    },
    partner: {
      type: "string",
      value: "P",
      text: { fr: "le partenaire du rôle", nl: "de partner van de rol", en: "the role's partner" },
    },
    language: {
      type: "string",
      value: "fr|nl|en",
      text: { fr: "langue de la personne", nl: "taal van de persoon", en: "the person's language" },
    },
  },
  run: async (session, [act, operand], options) => {
    switch (act) {
      case "invite":
        return invite(session, operand, options);
      case "close":
        return close(session, operand);
      case "list":
        return list(session);
      case undefined:
      default:
        throw new Refusal(
          {
            fr: "Dites ce qu'il faut faire : jalon account invite, close ou list.",
            nl: "Zeg wat er moet gebeuren: jalon account invite, close of list.",
            en: "Say what to do: jalon account invite, close or list.",
          },
          true,
        );
    }
  },
};
