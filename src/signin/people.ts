import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { House } from "../house.ts";
import type { Language } from "../language.ts";
import { type AskedRole, mayGive, type PeopleHouse } from "./giving.ts";
import type { Letter } from "./letters.ts";
import { invitationDays } from "./links.ts";
import { isoTime } from "./owner.ts";
import { notThere, Refused } from "./refusal.ts";

/** A grant as the page of people shows and ends it. */
export type GivenRole = Readonly<{ id: string }> & AskedRole;

export type Person = Readonly<{
  account: string;
  email: string;
  name: string;
  language: Language;
  accepted: boolean;
  invitedUntil: string | null;
  invitationSent: boolean;
  lastSeenAt: string | null;
  sessions: number;
  tokensMade: number;
  isYourself: boolean;
  grants: readonly GivenRole[];
}>;

/** Returns the people with a role where the asker manages people, by name. */
export const listPeople = async (
  house: Pick<House, "guards">,
  client: PoolClient,
  who: Who,
): Promise<readonly Person[]> => {
  const mine = house.guards.listing(
    who,
    "people:manage",
    { operation: "g.operation", partner: "g.partner" },
    1,
  );
  const { rows } = await client.query<Person>(
    `select a.id as account, a.email, a.name, a.language, s.accepted,
       ${isoTime("s.invited_until")} as "invitedUntil", coalesce(s.invitation_sent, false) as "invitationSent",
       ${isoTime("s.last_seen_at")} as "lastSeenAt", s.sessions, s.tokens_made as "tokensMade",
       a.id = access.account() as "isYourself", g.grants
     from access.account a
     join signin.standing() s on s.account = a.id
     join lateral (
       select json_agg(json_build_object('id', g.id, 'role', g.role, 'operation', g.operation, 'partner', g.partner)
         order by g.role, g.partner, g.operation) as grants
       from access.grant g where g.account = a.id and g.ended_at is null and ${mine.text}
     ) g on g.grants is not null
     where a.kind = 'person' and a.closed_at is null
     order by a.name, a.id`,
    mine.values,
  );
  return rows;
};

const notYoursToGrant = (): Refused =>
  new Refused("not_yours_to_grant", {
    fr: "Vous ne pouvez pas donner ce rôle ici : il dépasse ce que vous gérez.",
    nl: "U kunt deze rol hier niet geven: ze gaat verder dan wat u beheert.",
    en: "You cannot give this role here: it goes beyond what you manage.",
  });

const yourself = (): Refused =>
  new Refused("yourself", {
    fr: "Vous ne pouvez pas changer votre propre accès ; demandez-le à une autre personne qui gère les accès.",
    nl: "U kunt uw eigen toegang niet wijzigen; vraag het aan iemand anders die de toegangen beheert.",
    en: "You cannot change your own access; ask somebody else who manages access.",
  });

const lastManager = (): Refused =>
  new Refused("last_manager", {
    fr: "C'est la dernière personne qui gère les accès de cet organisme. Confirmez pour continuer : ensuite, seul le gestionnaire du programme pourra inviter quelqu'un.",
    nl: "Dit is de laatste persoon die de toegangen van deze organisatie beheert. Bevestig om door te gaan: daarna kan enkel de programmabeheerder nog iemand uitnodigen.",
    en: "This is the last person who manages this organisation's access. Confirm to go on: after that, only the programme officer can invite anybody.",
  });

const mail = (house: PeopleHouse, client: PoolClient, letter: Letter) =>
  house.addJob(client, "sign_in_mail", letter);

const note = (client: PoolClient, act: string, account: string, place?: AskedRole) =>
  client.query("select signin.note($1, $2, $3, $4, $5)", [
    act,
    account,
    place?.role ?? null,
    place?.operation ?? null,
    place?.partner ?? null,
  ]);

const give = (client: PoolClient, who: Who, account: string, { role, operation, partner }: AskedRole) =>
  client.query(
    `insert into access.grant (id, account, role, operation, partner, granted_by)
     values (gen_random_uuid(), $1, $2, $3, $4, $5) on conflict do nothing`,
    [account, role, operation, partner, who.account],
  );

/**
 * Gives somebody a role, by e-mail address: invites who is new, tells who has an account already. The mail goes out
 * with the transaction or not at all. Returns the account, and whether an invitation is on its way. Raises Refused:
 * "not_yours_to_grant", "yourself".
 */
export const invitePerson = async (
  house: PeopleHouse,
  client: PoolClient,
  who: Who,
  asked: AskedRole & Readonly<{ email: string; name: string; language: Language }>,
): Promise<Readonly<{ account: string; invited: boolean }>> => {
  if (!mayGive(house, who, asked)) throw notYoursToGrant();
  const { rows } = await client.query<{ account: string; is_new: boolean }>(
    "select account, is_new from signin.account_for($1, $2, $3)",
    [asked.email.trim().toLowerCase(), asked.name.trim(), asked.language],
  );
  const { account = "", is_new: invited = false } = rows[0] ?? {};
  if (account === who.account) throw yourself();
  await give(client, who, account, asked);
  await note(client, invited ? "invited" : "role_given", account, asked);
  const { role, operation, partner } = asked;
  const place = { role, operation, partner, by: who.account };
  if (invited)
    await mail(house, client, { kind: "invitation", link: await newLink(client, account), ...place });
  else await mail(house, client, { kind: "role_given", account, ...place });
  return { account, invited };
};

const newLink = async (client: PoolClient, account: string): Promise<string> => {
  const { rows } = await client.query<{ link: string }>("select signin.invite($1, $2) as link", [
    account,
    invitationDays,
  ]);
  return rows[0]?.link ?? "";
};

const personOf = async (
  house: PeopleHouse,
  client: PoolClient,
  who: Who,
  account: string,
): Promise<Person> => {
  const person = (await listPeople(house, client, who)).find((each) => each.account === account);
  if (!person) throw notThere();
  if (person.isYourself) throw yourself();
  return person;
};

/**
 * Sends an invitation again, or makes one to be handed over; the link before it is then worth nothing. Returns its
 * number. Raises Refused: "not_there", "already_accepted".
 */
export const inviteAgain = async (
  house: PeopleHouse,
  client: PoolClient,
  who: Who,
  account: string,
  how: "by mail" | "by hand" = "by mail",
): Promise<string> => {
  const person = await personOf(house, client, who, account);
  const [grant] = person.grants;
  if (person.accepted || !grant)
    throw new Refused("already_accepted", {
      fr: "Cette personne a déjà accepté son invitation.",
      nl: "Deze persoon heeft de uitnodiging al aanvaard.",
      en: "This person has accepted the invitation already.",
    });
  const link = await newLink(client, account);
  const { role, operation, partner } = grant;
  await note(client, "invited_again", account, grant);
  if (how === "by mail")
    await mail(house, client, { kind: "invitation", link, role, operation, partner, by: who.account });
  return link;
};

/**
 * Gives another role in place of one, in the same place; the person's sessions end at once. Raises Refused:
 * "not_there", "not_yours_to_grant", "yourself", "last_manager".
 */
export const changeRole = async (
  house: PeopleHouse,
  client: PoolClient,
  who: Who,
  asked: Readonly<{ account: string; grant: string; role: string; confirmed: boolean }>,
): Promise<void> => {
  const person = await personOf(house, client, who, asked.account);
  const before = person.grants.find(({ id }) => id === asked.grant);
  if (!before) throw notThere();
  const after = { role: asked.role, operation: before.operation, partner: before.partner };
  if (!mayGive(house, who, after) || !mayGive(house, who, before)) throw notYoursToGrant();
  if (!asked.confirmed && !managesPeople(house, asked.role)) await warnOfLast(house, client, [before]);
  await endGrants(client, who, [before.id]);
  await give(client, who, asked.account, after);
  await client.query("select signin.cut($1, false)", [asked.account]);
  await note(client, "role_changed", asked.account, after);
  if (!person.accepted) await inviteAgain(house, client, who, asked.account);
  else await mail(house, client, { kind: "role_given", account: asked.account, ...after, by: who.account });
};

const managesPeople = ({ programme }: PeopleHouse, role: string): boolean =>
  programme.roles.get(role)?.rights.includes("people:manage") ?? false;

const warnOfLast = async (
  house: PeopleHouse,
  client: PoolClient,
  ending: readonly GivenRole[],
): Promise<void> => {
  for (const grant of ending.filter(({ role }) => managesPeople(house, role))) {
    const { rows } = await client.query<{ role: string }>(
      `select g.role from access.grant g
       where g.ended_at is null and g.id <> all ($1) and g.partner is not distinct from $2
         and g.operation is not distinct from $3`,
      [ending.map(({ id }) => id), grant.partner, grant.operation],
    );
    if (!rows.some(({ role }) => managesPeople(house, role))) throw lastManager();
  }
};

const endGrants = async (client: PoolClient, who: Who, grants: readonly string[]): Promise<void> => {
  const { rowCount } = await client.query(
    `update access.grant set ended_at = clock_timestamp(), ended_by = $2 where id = any ($1) and ended_at is null`,
    [grants, who.account],
  );
  if (rowCount !== grants.length) throw notThere();
};

/**
 * Takes away every role that the asker manages; sessions, tokens and links end in the same transaction, and the
 * account is closed where nothing is left to it. Also withdraws an invitation. Raises Refused: "not_there",
 * "not_yours_to_grant", "yourself", "last_manager".
 */
export const removePerson = async (
  house: PeopleHouse,
  client: PoolClient,
  who: Who,
  asked: Readonly<{ account: string; confirmed: boolean }>,
): Promise<Readonly<{ closed: boolean; ended: number }>> => {
  const person = await personOf(house, client, who, asked.account);
  if (!person.grants.every((grant) => mayGive(house, who, grant))) throw notYoursToGrant();
  if (!asked.confirmed) await warnOfLast(house, client, person.grants);
  await endGrants(
    client,
    who,
    person.grants.map(({ id }) => id),
  );
  const { rows } = await client.query<{ ended: number }>("select signin.cut($1, true) as ended", [
    asked.account,
  ]);
  const { rowCount } = await client.query(
    `update access.account set closed_at = clock_timestamp(), closed_by = $2
     where id = $1 and id = any ((select access.people(true))::uuid[])`,
    [asked.account, who.account],
  );
  for (const grant of person.grants) await note(client, "removed", asked.account, grant);
  const [first] = person.grants;
  if (first && person.accepted) {
    const { role, operation, partner } = first;
    await mail(house, client, {
      kind: "access_ended",
      account: asked.account,
      role,
      operation,
      partner,
      by: who.account,
    });
  }
  return { closed: rowCount === 1, ended: rows[0]?.ended ?? 0 };
};

/** Ends every session of a person. Raises Refused: "not_there", "yourself". */
export const endSessionsOfPerson = async (
  house: PeopleHouse,
  client: PoolClient,
  who: Who,
  account: string,
): Promise<number> => {
  await personOf(house, client, who, account);
  const { rows } = await client.query<{ ended: number }>("select signin.cut($1, false) as ended", [account]);
  await note(client, "sessions_ended", account);
  return rows[0]?.ended ?? 0;
};

/**
 * For somebody who lost telephone and recovery codes: password and second factor go, and a new invitation, as at the
 * beginning, proves who they are (ASVS 5.0, 6.4.4). Raises Refused: "not_there", "not_yours_to_grant", "yourself".
 */
export const beginAnew = async (
  house: PeopleHouse,
  client: PoolClient,
  who: Who,
  account: string,
): Promise<void> => {
  const person = await personOf(house, client, who, account);
  const { rows } = await client.query<{ wholly: boolean }>(
    "select $1 = any ((select access.people(true))::uuid[]) as wholly",
    [account],
  );
  if (rows[0]?.wholly !== true || !person.grants.every((grant) => mayGive(house, who, grant)))
    throw notYoursToGrant();
  await client.query("select signin.forget_second_factor($1)", [account]);
  await client.query("select signin.cut($1, false)", [account]);
  await note(client, "begun_anew", account);
  await inviteAgain(house, client, who, account);
};
