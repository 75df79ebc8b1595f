import { DatabaseError } from "pg";
import { FigureRequestError } from "../figure/request.ts";
import { UnreadableFile } from "../intake/file/unreadable.ts";
import { WallError } from "../intake/import.ts";
import { type Language, SaidError, type Text } from "../language.ts";

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
    fr: "Cette page ou cet enregistrement n'existe pas, ou ne vous est pas accessible.",
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

const failed: Text = {
  fr: "Une erreur est survenue chez nous ; rien n'a été modifié. Réessayez ; si cela continue, donnez à votre gestionnaire le numéro ci-dessous.",
  nl: "Er ging bij ons iets mis; er is niets gewijzigd. Probeer opnieuw; blijft het misgaan, geef dan het nummer hieronder aan uw beheerder.",
  en: "Something went wrong on our side; nothing was changed. Try again; if it goes on, give your administrator the number below.",
};

/** Errors of the parts below that are the asker's to mend, and the status that says so. */
const statusOf = (error: SaidError): number => {
  if (error instanceof Problem) return error.status;
  if (error instanceof FigureRequestError) return 400;
  if (error instanceof UnreadableFile) return 422;
  return 422;
};

const codeOf = (error: SaidError): string =>
  error instanceof Problem ? error.code : error.name.replaceAll(/(?<=[a-z])([A-Z])/g, "_$1").toLowerCase();

/** SQLSTATE insufficient_privilege: what a wall of the database says. */
const isWall = (error: unknown): boolean =>
  error instanceof WallError || (error instanceof DatabaseError && error.code === "42501");

/**
 * Returns the answer to a request that failed, as problem details (RFC 9457) in the language asked for. What is not
 * foreseen says nothing but a number, under which the log has it.
 */
export const problemResponse = (error: unknown, language: Language, incident: string): Response => {
  // Where the server let somebody pass and the database did not, they are told what the server would have said.
  const said = isWall(error) ? notAllowed() : error instanceof SaidError ? error : undefined;
  const status = said ? statusOf(said) : 500;
  const code = said ? codeOf(said) : "failed";
  const more = said instanceof Problem ? said.more : {};
  const retry = more["retryAfter"];
  return new Response(
    JSON.stringify({
      ...more,
      type: `urn:jalon:problem:${code}`,
      title: (said?.text ?? failed)[language],
      status,
      code,
      ...(said ? {} : { incident }),
    }),
    {
      status,
      headers: {
        "content-type": "application/problem+json; charset=utf-8",
        "content-language": language,
        ...(typeof retry === "number" ? { "retry-after": String(Math.ceil(retry)) } : {}),
        ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
      },
    },
  );
};
