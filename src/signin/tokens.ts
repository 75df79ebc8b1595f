import type { PoolClient } from "pg";
import { mayWithin } from "../access/scope.ts";
import type { Who } from "../access/who.ts";
import type { House } from "../house.ts";
import { isoTime } from "./owner.ts";
import type { Place } from "./places.ts";
import { notThere, Refused } from "./refusal.ts";
import { hashOfSecret, newSecret } from "./secrets.ts";

/** A token lives a year at most; the database refuses a longer one too. */
export const longestTokenDays = 365;

export type Token = Readonly<{
  id: string;
  label: string;
  role: string;
  operation: string | null;
  partner: string | null;
  createdAt: string;
  createdBy: string | null;
  lastUsedAt: string | null;
  expiresAt: string;
  endedAt: string | null;
}>;

/** Returns the tokens of programs that the asker looks after, the newest first; never their secrets. */
export const listTokens = async (
  house: Pick<House, "guards">,
  client: PoolClient,
  who: Who,
): Promise<readonly Token[]> => {
  const mine = house.guards.listing(
    who,
    "tokens:manage",
    { operation: "t.operation", partner: "t.partner" },
    1,
  );
  const { rows } = await client.query<Token>(
    `select t.id, t.label, t.role, t.operation, t.partner, ${isoTime("t.created_at")} as "createdAt",
       a.name as "createdBy", ${isoTime("t.last_seen_at")} as "lastUsedAt", ${isoTime("t.expires_at")} as "expiresAt",
       ${isoTime("t.ended_at")} as "endedAt"
     from signin.tokens() t left join access.account a on a.id = t.created_by
     where ${mine.text} order by t.created_at desc`,
    mine.values,
  );
  return rows;
};

const notYours = (): Refused =>
  new Refused("not_yours_to_grant", {
    fr: "Vous ne pouvez pas créer un accès avec ce rôle ici : il ne dépasse jamais ce que vous pouvez vous-même.",
    nl: "U kunt hier geen toegang met deze rol maken: die gaat nooit verder dan wat u zelf mag.",
    en: "You cannot make an access with this role here: it never goes beyond what you may do yourself.",
  });

/** Returns whether the asker may make a token with this role here: each of its rights but managing is their own too. */
export const mayMakeToken = (
  house: Pick<House, "programme" | "guards">,
  who: Who,
  { role: id, operation, partner }: Readonly<{ role: string }> & Place,
): boolean => {
  const role = house.programme.roles.get(id);
  if (role?.scope !== "partner" || partner === null || !house.programme.partners.has(partner)) return false;
  if (operation !== null && !house.programme.operations.has(operation)) return false;
  if (!house.guards.record(who, "tokens:manage", { operation: operation ?? "", partner })) return false;
  return role.rights
    .filter((right) => right !== "people:manage" && right !== "tokens:manage")
    .every((right) => mayWithin(who, right, { operation, partner }));
};

/** Makes a token for a partner's program. Returns its secret, which is shown this once. Raises Refused. */
export const makeToken = async (
  house: Pick<House, "programme" | "guards">,
  client: PoolClient,
  who: Who,
  asked: Readonly<{ label: string; role: string; days: number }> & Place,
): Promise<Readonly<{ id: string; secret: string }>> => {
  if (!mayMakeToken(house, who, asked)) throw notYours();
  // A word in front, so that a secret that got away is recognised by those who search for such.
  const secret = `jalon_${newSecret()}`;
  const { rows } = await client.query<{ id: string }>(
    `select signin.make_token($1, $2, $3, $4, $5, clock_timestamp() + make_interval(days => $6)) as id`,
    [
      hashOfSecret(secret),
      asked.label,
      asked.role,
      asked.operation,
      asked.partner,
      Math.min(asked.days, longestTokenDays),
    ],
  );
  return { id: rows[0]?.id ?? "", secret };
};

/** Ends a token at once. Raises Refused ("not_there"). */
export const endToken = async (client: PoolClient, id: string): Promise<void> => {
  const { rows } = await client.query<{ ended: boolean }>("select signin.end_token($1) as ended", [id]);
  if (rows[0]?.ended !== true) throw notThere();
};
