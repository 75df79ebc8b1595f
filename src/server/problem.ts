import { DatabaseError } from "pg";
import { isFull } from "../calendar/problem.ts";
import { FigureRequestError } from "../figure/request.ts";
import { UnreadableFile } from "../intake/file/unreadable.ts";
import { WallError } from "../intake/import.ts";
import { TrailBusy } from "../intake/store.ts";
import { type Language, SaidError, type Text } from "../language.ts";
import { isOverdrawn, overdrawn } from "../ledger/problem.ts";
import { nothingFree } from "../places/nothing-free.ts";
import { notAllowed, Problem } from "../problem.ts";
import { brokenBetween } from "../register/between.ts";
import { placeTakenOn } from "../register/places.ts";
import { fullSession } from "../register/session-places.ts";
import { Refused } from "../signin/refusal.ts";
import { refusalStatuses } from "./refusals.ts";

const failed: Text = {
  fr: "Une erreur est survenue chez nous ; rien n'a été modifié. Réessayez ; si cela continue, donnez à votre gestionnaire le numéro ci-dessous.",
  nl: "Er ging bij ons iets mis; er is niets gewijzigd. Probeer opnieuw; blijft het misgaan, geef dan het nummer hieronder aan uw beheerder.",
  en: "Something went wrong on our side; nothing was changed. Try again; if it goes on, give your administrator the number below.",
};

/** Errors of the parts below that are the asker's to mend, and the status that says so. */
const statusOf = (error: SaidError): number => {
  if (error instanceof Problem) return error.status;
  if (error instanceof Refused) return refusalStatuses[error.code];
  if (error instanceof FigureRequestError) return 400;
  if (error instanceof UnreadableFile) return 422;
  if (error instanceof TrailBusy) return 503;
  return 422;
};

const codeOf = (error: SaidError): string =>
  error instanceof Problem || error instanceof Refused
    ? error.code
    : error.name.replaceAll(/(?<=[a-z])([A-Z])/g, "_$1").toLowerCase();

/** Somebody else was quicker: what the form was told a moment ago no longer holds. */
const notBeside = (): Problem =>
  new Problem(409, "not_beside_others", {
    fr: "Cela ne s'accorde pas, ou plus, avec ce que disent d'autres fiches : rien n'a été enregistré. Rouvrez la fiche pour voir ce qui est attendu.",
    nl: "Dit klopt niet, of niet meer, met wat andere fiches zeggen: er is niets bewaard. Open de fiche opnieuw om te zien wat verwacht wordt.",
    en: "This does not agree, or no longer, with what other records say: nothing was kept. Open the record again to see what is expected.",
  });

/** What a large file takes to be kept, or a little less. */
const busyS = 3;

const moreOf = (error: SaidError | undefined): Readonly<Record<string, unknown>> => {
  if (error instanceof Problem) return error.more;
  if (error instanceof TrailBusy) return { retryAfter: busyS };
  return error instanceof Refused && error.retryAfter !== undefined ? { retryAfter: error.retryAfter } : {};
};

/** SQLSTATE insufficient_privilege: what a wall of the database says. */
const isWall = (error: unknown): boolean =>
  error instanceof WallError || (error instanceof DatabaseError && error.code === "42501");

/**
 * Returns the answer to a request that failed, as problem details (RFC 9457) in the language asked for. What is not
 * foreseen says nothing but a number, under which the log has it.
 */
export const problemResponse = (error: unknown, language: Language, incident: string): Response => {
  // Where the server let somebody pass and the database did not, they are told what the server would have said.
  const taken = placeTakenOn(error);
  const said = isWall(error)
    ? notAllowed()
    : taken !== undefined
      ? nothingFree(taken)
      : isOverdrawn(error)
        ? overdrawn(error)
        : fullSession(error) !== undefined
          ? isFull()
          : brokenBetween(error) !== undefined
            ? notBeside()
            : error instanceof SaidError
              ? error
              : undefined;
  const status = said ? statusOf(said) : 500;
  const code = said ? codeOf(said) : "failed";
  const more = moreOf(said);
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
