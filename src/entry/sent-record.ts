import { Problem } from "../problem.ts";
import { understand } from "./check-answers.ts";
import { type Desk, type Place, registerAt } from "./desk.ts";
import { keepChange } from "./keep-change.ts";
import { keepNew } from "./keep-new.ts";
import { onceUnder } from "./repeat.ts";
import type { ChangedRecord, Kept, NewRecord } from "./shapes.ts";

const noPartner = (): Problem =>
  new Problem(400, "partner_needed", {
    fr: "Indiquez dans « partner » le partenaire qui tient cette fiche.",
    nl: 'Geef in "partner" de partner op die deze fiche bijhoudt.',
    en: 'Name in "partner" the partner that keeps this record.',
  });

const unknownFields = (fields: readonly string[]): Problem =>
  new Problem(
    400,
    "unknown_fields",
    {
      fr: `Champs inconnus du registre : ${fields.join(", ")}.`,
      nl: `Velden die het register niet kent: ${fields.join(", ")}.`,
      en: `Fields that the register does not have: ${fields.join(", ")}.`,
    },
    { fields },
  );

/** A program's misspelt field is told: unlike a draft, nothing else keeps what it sent. */
const understood = (desk: Desk, place: Place, answers: NewRecord["answers"]) => {
  const register = registerAt(desk.house.programme, place);
  const unknown = Object.keys(answers).filter((id) => !register.fields.has(id));
  if (unknown.length > 0) throw unknownFields(unknown.map((id) => id.slice(0, 60)));
  return understand(register, Object.entries(answers));
};

/** Keeps a record that a program sends, once however often it is sent under the same key. */
export const keepSent = (desk: Desk, place: Place, key: string | null, body: NewRecord): Promise<Kept> =>
  onceUnder(desk, key, { place, body }, async () => {
    const told = understood(desk, place, body.answers);
    const { house, who } = desk;
    const partners = house.programme.operations.get(place.operation)?.partners ?? [];
    const mine = partners.filter((partner) =>
      house.guards.record(who, "records:write", { operation: place.operation, partner }),
    );
    const partner = body.partner ?? (mine.length === 1 ? mine[0] : undefined);
    if (partner === undefined || !partners.includes(partner)) throw noPartner();
    const { reason, confirmed } = body;
    return keepNew(desk, place, partner, told, { action: "api", reason, confirmed });
  });

const noVersion = (): Problem =>
  new Problem(428, "version_needed", {
    fr: "Indiquez dans l'en-tête If-Match la version lue de la fiche.",
    nl: "Geef in de header If-Match de gelezen versie van de fiche op.",
    en: "Name in the header If-Match the version of the record that was read.",
  });

/** Keeps what a program changes of a record, given the version that it read (`If-Match`). */
export const changeSent = async (
  desk: Desk,
  place: Place,
  record: number,
  ifMatch: string | null,
  { answers, reason, confirmed }: ChangedRecord,
): Promise<Kept> => {
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch ?? "")?.[1];
  if (version === undefined) throw noVersion();
  const told = understood(desk, place, answers);
  return keepChange(
    desk,
    place,
    { record, base: Number(version), told },
    { action: "api", reason, confirmed },
  );
};
