import { mayIn, mayWithin } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { Role } from "../definition/programme.ts";
import type { House } from "../house.ts";
import type { Place } from "./places.ts";

export type PeopleHouse = Pick<House, "programme" | "guards" | "addJob">;
/** A role in a place, as it is asked for. */
export type AskedRole = Readonly<{ role: string }> & Place;

/** A role that the asker may give, and to which partners or operations; empty lists: the whole programme. */
export type GivableRole = Readonly<{
  role: string;
  scope: Role["scope"];
  partners: readonly string[];
  operations: readonly string[];
}>;

/** Returns the roles that the asker may give, and where. */
export const givableRoles = (house: PeopleHouse, who: Who): readonly GivableRole[] =>
  [...house.programme.roles.values()].flatMap(({ id: role, scope }) => {
    const partners =
      scope === "partner"
        ? [...house.programme.partners.keys()].filter((partner) =>
            mayGive(house, who, { role, operation: null, partner }),
          )
        : [];
    const operations =
      scope === "operation"
        ? [...house.programme.operations.keys()].filter((operation) =>
            mayGive(house, who, { role, operation, partner: null }),
          )
        : [];
    const everywhere = scope === "programme" && mayGive(house, who, { role, operation: null, partner: null });
    return everywhere || partners.length > 0 || operations.length > 0
      ? [{ role, scope, partners, operations }]
      : [];
  });

/**
 * Returns whether the asker may give this role here: they manage people here, the role fits the place, and, unless they
 * manage the people of the whole programme, the role holds nothing that they do not have here themselves.
 */
export const mayGive = (
  house: PeopleHouse,
  who: Who,
  { role: id, operation, partner }: AskedRole,
): boolean => {
  const role = house.programme.roles.get(id);
  if (!role || !fits(house, role, { operation, partner })) return false;
  if (!house.guards.people(who, { scope: role.scope, operation, partner })) return false;
  return (
    mayIn(who, "people:manage", {}) ||
    role.rights.every((right) => mayWithin(who, right, { operation, partner }))
  );
};

const fits = ({ programme }: PeopleHouse, { scope }: Role, { operation, partner }: Place): boolean => {
  if (partner !== null && !programme.partners.has(partner)) return false;
  if (operation !== null && !programme.operations.has(operation)) return false;
  if (scope === "partner") return partner !== null;
  return partner === null && (scope === "operation") === (operation !== null);
};
