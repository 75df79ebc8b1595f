import type { Right } from "./rights.ts";
import { roomSql } from "./room-sql.ts";
import { mayAnywhere, mayIn, mayWithin, type Scope, scopeSql } from "./scope.ts";
import type { Who } from "./who.ts";

/**
 * The server's own checks, in front of those of the database. They stand in a record so that a test can take one away
 * and see that the other wall holds, and that the test of the walls notices.
 */
export type Guards = Readonly<{
  /**
   * Opens a route: the asker has the right, and in the place that the address names. An address without a partner is
   * open to whoever has the right for one of the operation's partners; what it lists is narrowed by `listing`.
   */
  right: (who: Who, right: Right, address?: Scope) => boolean;
  /** Opens one record, file or entry: the asker has the right for this partner in this operation. */
  record: (who: Who, right: Right, place: Scope) => boolean;
  /** The condition that keeps a query to what the asker has the right to (see `scopeSql`). */
  listing: typeof scopeSql;
  /** The condition that keeps a query of a register with rooms to those that the asker was let into. */
  room: typeof roomSql;
  /** Lets the asker see who somebody is. */
  identity: (who: Who, place: Scope) => boolean;
  /** Lets the asker see answers of a special category. */
  special: (who: Who, place: Scope) => boolean;
  /** Lets the asker give this role there, or take it away: whoever manages a partner's people gives its roles only. */
  people: (who: Who, grant: Readonly<{ scope: "programme" | "operation" | "partner" }> & Scope) => boolean;
}>;

/** What a test can take away. `address` is the part of `right` that looks at the place. */
export const guardNames = [
  "right",
  "address",
  "record",
  "listing",
  "room",
  "identity",
  "special",
  "people",
] as const;
export type GuardName = (typeof guardNames)[number];

/** The guards as they stand. */
export const guards: Guards = {
  right: (who, right, address) =>
    mayAnywhere(who, right) && (address === undefined || mayWithin(who, right, address)),
  record: (who, right, place) => mayIn(who, right, place),
  listing: scopeSql,
  room: roomSql,
  identity: (who, place) => mayIn(who, "identity:read", place),
  special: (who, place) => mayIn(who, "special:read", place),
  people: (who, { scope, operation, partner }) =>
    mayIn(who, "people:manage", { operation, partner }) &&
    (scope === "partner" || mayIn(who, "people:manage", {})),
};

/** Returns the guards with one of them letting everything through. For tests only. */
export const withoutGuard = (name: GuardName): Guards => {
  const open = () => true;
  if (name === "address") return { ...guards, right: (who, right) => mayAnywhere(who, right) };
  if (name === "listing" || name === "room")
    return { ...guards, [name]: () => ({ text: "true", values: [] }) };
  return { ...guards, [name]: open };
};
