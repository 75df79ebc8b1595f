import type { Programme } from "../definition/programme.ts";
import type { Text } from "../language.ts";

/** Where a role is given; null stands for every operation, every partner. */
export type Place = Readonly<{ operation: string | null; partner: string | null }>;

const wholeProgramme: Text = { fr: "tout le programme", nl: "het hele programma", en: "the whole programme" };
const same = (word: string): Text => ({ fr: word, nl: word, en: word });

/** Returns what a person reads for a place: the partner's name, the operation's title, or both. */
export const placeOf = (programme: Programme, { operation, partner }: Place): Text => {
  const o = operation === null ? undefined : (programme.operations.get(operation)?.title ?? same(operation));
  const p = partner === null ? undefined : (programme.partners.get(partner)?.name ?? same(partner));
  if (o && p) return { fr: `${p.fr}, ${o.fr}`, nl: `${p.nl}, ${o.nl}`, en: `${p.en}, ${o.en}` };
  return p ?? o ?? wholeProgramme;
};

/** Returns what a person reads for a role; a role that the definitions no longer have keeps its code. */
export const roleOf = (programme: Programme, role: string): Text =>
  programme.roles.get(role)?.label ?? same(role);
