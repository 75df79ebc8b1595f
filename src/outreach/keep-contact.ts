import { understand } from "../entry/check-answers.ts";
import type { Desk } from "../entry/desk.ts";
import { keepNew } from "../entry/keep-new.ts";
import { onceUnder } from "../entry/repeat.ts";
import type { Kept } from "../entry/shapes.ts";
import { notAllowed, notFound, Problem } from "../problem.ts";
import { logOf } from "./log.ts";
import type { ContactBody } from "./shapes.ts";

const noKey = (): Problem =>
  new Problem(400, "key_needed", {
    fr: "Indiquez dans l'en-tête Idempotency-Key la référence du contact : il n'est noté qu'une fois.",
    nl: "Geef in de header Idempotency-Key de referentie van het contact op: het wordt maar één keer genoteerd.",
    en: "Name the contact's reference in the header Idempotency-Key: it is noted only once.",
  });

const notTaken = (fields: readonly string[]): Problem =>
  new Problem(
    400,
    "not_taken",
    {
      fr: "Un contact se note sans nom, et sans rien que le jeune n'ait accepté de dire.",
      nl: "Een contact noteert men zonder naam, en zonder iets waarmee de jongere niet akkoord ging.",
      en: "A contact is noted without a name, and without anything that the person has not agreed to.",
    },
    { fields },
  );

/**
 * Notes a contact, once however often it comes under the same key: a phone sends it again as long as it has not heard
 * that it is there. Takes no field that waits for an agreement: that comes with the agreement itself.
 */
export const keepContact = (
  desk: Desk,
  service: string,
  key: string | null,
  body: ContactBody,
): Promise<Kept> => {
  const { house, who } = desk;
  const { block, operations } = logOf(house.programme, service);
  if (key === null || key !== body.answers[block.reference.id]) throw noKey();
  const { operation, partner } = body;
  if (!house.guards.record(who, "records:write", { operation, partner })) throw notAllowed();
  if (!operations.includes(operation)) throw notFound();
  if (house.programme.operations.get(operation)?.partners.includes(partner) !== true) throw notFound();
  const waiting = new Set([block.consent.id, ...block.names.map(({ id }) => id)]);
  const refused = Object.keys(body.answers).filter((id) => waiting.has(id) || !block.register.fields.has(id));
  if (refused.length > 0) throw notTaken(refused.map((id) => id.slice(0, 60)));
  return onceUnder(desk, key, { service, body }, () =>
    keepNew(
      desk,
      { operation, register: block.register.id },
      partner,
      understand(block.register, Object.entries(body.answers)),
      { action: "form" },
    ),
  );
};
