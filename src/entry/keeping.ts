import { isLetIn } from "../access/readable.ts";
import type { Register, Transition } from "../definition/programme.ts";
import { Problem } from "../problem.ts";
import type { OpenChange } from "./open-change.ts";
import type { Desk } from "./desk.ts";
import type { EntryFinding } from "./shapes.ts";

/** How a record is kept: by which kind of act, with which words of the person. */
export type Manner = Readonly<{
  action: "form" | "api" | "transition";
  reason?: string | undefined;
  confirmed?: readonly string[] | undefined;
  transition?: string | undefined;
  /** The mechanism whose act it is: some steps are taken by it alone. */
  by?: Transition["by"];
  /** Fields whose answers were taken from another register. */
  filled?: readonly string[] | undefined;
  /** The change that the record is part of, where one act writes several. */
  within?: OpenChange | undefined;
}>;

const refused = (findings: readonly EntryFinding[]): Problem =>
  new Problem(
    422,
    "findings",
    {
      fr: "Certaines réponses sont à corriger ; rien n'a encore été enregistré.",
      nl: "Sommige antwoorden zijn te verbeteren; er is nog niets bewaard.",
      en: "Some answers are to be mended; nothing was kept yet.",
    },
    { findings },
  );

/** Throws the findings where one of them stands in the way. */
export const refuseIfAny = (findings: readonly EntryFinding[]): void => {
  if (findings.some(({ severity }) => severity === "refuse")) throw refused(findings);
};

/** Returns the fields of a partner's records that the asker may not see. */
export const hiddenFields = (
  { house, who }: Desk,
  register: Register,
  scope: { operation: string; partner: string },
) =>
  [...register.fields.values()]
    .filter(({ sensitivity }) =>
      sensitivity === "identity"
        ? !house.guards.identity(who, scope)
        : sensitivity === "special" && !house.guards.special(who, scope),
    )
    .map(({ id }) => id);

const closedRoom = (): Problem =>
  new Problem(
    409,
    "already_there",
    {
      fr: "Un dossier porte déjà ce numéro, et sa salle vous est fermée.",
      nl: "Er is al een dossier met dit nummer, en de kamer ervan is voor u gesloten.",
      en: "A case has this number already, and its room is closed to you.",
    },
    { record: null },
  );

/** Says that the record is there already, and which it is where the asker may see it. */
export const alreadyThere = async (
  { house, who, client }: Desk,
  register: Register,
  record: number,
  partner: string | null,
  operation: string,
): Promise<Problem> => {
  const isVisible =
    partner !== null &&
    house.guards.record(who, "records:read", { operation, partner }) &&
    (await isLetIn(client, house.guards, who, register, { operation, record }));
  if (register.isRoom && !isVisible) return closedRoom();
  return new Problem(
    409,
    "already_there",
    isVisible
      ? {
          fr: "Cette fiche existe déjà dans l'opération. Rien n'a été doublé : ouvrez-la pour la compléter.",
          nl: "Deze fiche bestaat al in de operatie. Er is niets verdubbeld: open ze om ze aan te vullen.",
          en: "This record is already in the operation. Nothing was doubled: open it to complete it.",
        }
      : {
          fr: "Un autre partenaire de l'opération a déjà enregistré cette fiche. Demandez au gestionnaire du programme de transférer le dossier.",
          nl: "Een andere partner van de operatie heeft deze fiche al geregistreerd. Vraag de programmabeheerder om het dossier over te dragen.",
          en: "Another partner of the operation has already recorded this. Ask the programme officer to hand the file over.",
        },
    { record: isVisible ? record : null },
  );
};
