import { SaidError, type Text } from "../language.ts";

/** Why a sign-in, or an act on accounts, is refused: a stable word for programs, words for people. */
export class Refused extends SaidError {
  readonly code: RefusalCode;
  /** Seconds until it makes sense to try again. */
  readonly retryAfter: number | undefined;
  /** Whether the wait begins with this refusal, so that the account's owner is told once and not each time. */
  readonly isFirst: boolean;

  constructor(code: RefusalCode, text: Text, retryAfter?: number, isFirst = false) {
    super(text, code);
    this.code = code;
    this.retryAfter = retryAfter;
    this.isFirst = isFirst;
  }
}

export type RefusalCode =
  | "wrong_sign_in"
  | "wrong_code"
  | "wrong_password"
  | "weak_password"
  | "step_over"
  | "too_many_attempts"
  | "busy"
  | "link_over"
  | "not_known_here"
  | "one_factor_only"
  | "provider_failed"
  | "not_yours_to_grant"
  | "not_there"
  | "last_manager"
  | "yourself"
  | "already_accepted"
  | "mail_is_set_up";

/** One answer for a wrong password, an address nobody has, and an account that was closed. */
export const wrongSignIn = (): Refused =>
  new Refused("wrong_sign_in", {
    fr: "L'adresse e-mail ou le mot de passe ne convient pas. Vérifiez les deux, ou demandez un nouveau mot de passe.",
    nl: "Het e-mailadres of het wachtwoord klopt niet. Kijk beide na, of vraag een nieuw wachtwoord.",
    en: "The e-mail address or the password is not right. Check both, or ask for a new password.",
  });

export const wrongCode = (): Refused =>
  new Refused("wrong_code", {
    fr: "Ce code ne convient pas ou a déjà servi. Attendez le code suivant de votre application, puis réessayez.",
    nl: "Deze code klopt niet of is al gebruikt. Wacht op de volgende code van uw app en probeer opnieuw.",
    en: "This code is not right or was used before. Wait for your app's next code, then try again.",
  });

export const wrongPassword = (): Refused =>
  new Refused("wrong_password", {
    fr: "Votre mot de passe actuel ne convient pas.",
    nl: "Uw huidige wachtwoord klopt niet.",
    en: "Your present password is not right.",
  });

export const stepOver = (): Refused =>
  new Refused("step_over", {
    fr: "Ce début de connexion a expiré. Recommencez avec votre adresse e-mail et votre mot de passe.",
    nl: "Deze aanmelding is verlopen. Begin opnieuw met uw e-mailadres en uw wachtwoord.",
    en: "This sign-in has run out. Begin again with your e-mail address and your password.",
  });

export const linkOver = (): Refused =>
  new Refused("link_over", {
    fr: "Ce lien a déjà servi, a expiré ou a été retiré. Demandez-en un nouveau à la personne qui vous a invité, ou par « mot de passe oublié ».",
    nl: 'Deze link is al gebruikt, verlopen of ingetrokken. Vraag een nieuwe aan wie u uitnodigde, of via "wachtwoord vergeten".',
    en: 'This link was used before, has run out or was withdrawn. Ask for a new one from whoever invited you, or by "forgotten password".',
  });

export const notThere = (): Refused =>
  new Refused("not_there", {
    fr: "Cette personne n'existe pas, ou n'est pas de celles que vous gérez.",
    nl: "Deze persoon bestaat niet, of hoort niet bij wie u beheert.",
    en: "This person does not exist, or is not among those you manage.",
  });

export const tooBusy = (seconds: number): Refused =>
  new Refused(
    "busy",
    {
      fr: "Beaucoup de personnes se connectent en ce moment. Réessayez dans quelques secondes.",
      nl: "Er melden zich nu veel mensen aan. Probeer over enkele seconden opnieuw.",
      en: "Many people are signing in at this moment. Try again in a few seconds.",
    },
    seconds,
  );

export const tooManyAttempts = (seconds: number, isFirst = false): Refused => {
  const minutes = Math.ceil(seconds / 60);
  const wait =
    seconds < 90
      ? { fr: `${seconds} secondes`, nl: `${seconds} seconden`, en: `${seconds} seconds` }
      : { fr: `${minutes} minutes`, nl: `${minutes} minuten`, en: `${minutes} minutes` };
  return new Refused(
    "too_many_attempts",
    {
      fr: `Trop de tentatives. Réessayez dans ${wait.fr}.`,
      nl: `Te veel pogingen. Probeer opnieuw over ${wait.nl}.`,
      en: `Too many attempts. Try again in ${wait.en}.`,
    },
    seconds,
    isFirst,
  );
};
