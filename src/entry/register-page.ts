import { partnerName } from "../definition/names.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { Text } from "../language.ts";
import { notFound } from "../problem.ts";
import type { Desk } from "./desk.ts";
import { toPlain } from "./plain-register.ts";
import type { RegisterPage } from "./shapes.ts";
import { plainLifecycle } from "./transitions.ts";

const rest: Text = { fr: "Autres réponses", nl: "Andere antwoorden", en: "Other answers" };
const only: Text = { fr: "Réponses", nl: "Antwoorden", en: "Answers" };

/** Returns the parts of a register's form with their fields; what no part asks comes in a last one. */
export const sectionsOf = ({ sections, fields }: Register): RegisterPage["sections"] => {
  const all = [...fields.values()];
  const named = sections.map(({ id, label, help }) => ({
    section: id,
    label,
    help: help ?? null,
    fields: all.filter(({ section }) => section === id).map((field) => field.id),
  }));
  const left = all.filter(({ section }) => section === undefined).map(({ id }) => id);
  const last = { section: "", label: sections.length === 0 ? only : rest, help: null, fields: left };
  return [...named, last].filter((part) => part.fields.length > 0);
};

/**
 * Returns a register as its pages need it: the definition, and where the asker may read and write it. A register of
 * which the asker may see nothing anywhere is answered as one that does not exist.
 */
export const registerPage = (
  { house, who }: Pick<Desk, "house" | "who">,
  programme: Programme,
  id: string,
): RegisterPage => {
  const register = programme.registers.get(id);
  if (!register) throw notFound();
  const operations = register.operations.flatMap((operationId) => {
    const operation = programme.operations.get(operationId);
    if (!operation) return [];
    const partners = operation.partners
      .map((partner) => ({ partner, scope: { operation: operationId, partner } }))
      .filter(({ scope }) => house.guards.record(who, "records:read", scope))
      .map(({ partner, scope }) => ({
        partner,
        name: partnerName(programme, partner),
        write: house.guards.record(who, "records:write", scope),
        identity: house.guards.identity(who, scope),
        special: house.guards.special(who, scope),
      }));
    return partners.length === 0 ? [] : [{ operation: operationId, title: operation.title, partners }];
  });
  if (operations.length === 0) throw notFound();
  const places = operations.flatMap(({ partners }) => partners);
  const isHidden = { identity: !places.some((p) => p.identity), special: !places.some((p) => p.special) };
  return {
    register: toPlain(register),
    sections: sectionsOf(register),
    lifecycle: plainLifecycle(house.programme, register, house.today()),
    operations,
    hidden: [...register.fields.values()]
      .filter(({ sensitivity }) => sensitivity !== undefined && isHidden[sensitivity])
      .map(({ id: field }) => field),
  };
};
