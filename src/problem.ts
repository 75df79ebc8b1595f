import { SaidError, type Text } from "./language.ts";

/** A refusal that is told to whoever asked: HTTP status, a stable code for programs, words for people. */
export class Problem extends SaidError {
  readonly status: number;
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, text: Text, more: Readonly<Record<string, unknown>> = {}) {
    super(text, code);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** What is not there and what one may not see are answered alike, so that the answer tells nothing. */
export const notFound = (): Problem =>
  new Problem(404, "not_found", {
    fr: "Cette page ou cette fiche n'existe pas, ou ne vous est pas accessible.",
    nl: "Deze pagina of dit record bestaat niet, of u hebt er geen toegang toe.",
    en: "This page or record does not exist, or is not open to you.",
  });

export const notSignedIn = (): Problem =>
  new Problem(401, "not_signed_in", {
    fr: "Connectez-vous pour continuer.",
    nl: "Meld u aan om verder te gaan.",
    en: "Sign in to go on.",
  });

export const notAllowed = (): Problem =>
  new Problem(403, "not_allowed", {
    fr: "Votre rôle ne permet pas cette action.",
    nl: "Uw rol laat deze actie niet toe.",
    en: "Your role does not allow this.",
  });

/** Too much was asked at once; the same can be asked again after so many seconds. */
export const tooManyRequests = (seconds: number): Problem =>
  new Problem(
    429,
    "too_many_requests",
    {
      fr: `Trop de demandes en peu de temps. Réessayez dans ${seconds} s.`,
      nl: `Te veel aanvragen op korte tijd. Probeer opnieuw over ${seconds} s.`,
      en: `Too many requests in a short time. Try again in ${seconds} s.`,
    },
    { retryAfter: seconds },
  );
