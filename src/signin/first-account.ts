import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { asOwner } from "../database/transaction.ts";
import type { Language } from "../language.ts";
import { invitationDays, tellInvitation } from "./links.ts";
import { noteAct } from "./owner.ts";
import type { Place } from "./places.ts";

type Asked = Readonly<{ email: string; name: string; language: Language; role: string }> & Place;

/**
 * Gives somebody a role from the server's own command line, where nobody is signed in. Returns the path of the
 * invitation to hand over; undefined where the person can sign in already. A closed account begins anew.
 */
export const inviteAccount = async (
  pool: Pool,
  asked: Asked,
): Promise<Readonly<{ account: string; path: string | undefined }>> =>
  asOwner(pool, async (client) => {
    const { rows } = await client.query<{ id: string; closed: boolean }>(
      "select id, closed_at is not null as closed from access.account where lower(email) = lower($1) for update",
      [asked.email],
    );
    const known = rows[0];
    const account = known?.id ?? randomUUID();
    if (!known)
      await client.query("insert into access.account (id, email, name, language) values ($1, $2, $3, $4)", [
        account,
        asked.email,
        asked.name,
        asked.language,
      ]);
    if (known?.closed === true) {
      for (const table of ["password", "second_factor", "recovery_code", "provider"])
        await client.query(`delete from signin.${table} where account = $1`, [account]);
      await client.query(
        "update access.account set closed_at = null, closed_by = null, name = $2, language = $3 where id = $1",
        [account, asked.name, asked.language],
      );
    }
    await client.query(
      "insert into access.grant (account, role, operation, partner) values ($1, $2, $3, $4) on conflict do nothing",
      [account, asked.role, asked.operation, asked.partner],
    );
    await client.query(
      "insert into signin.act (act, account, role, operation, partner) values ('role_given', $1, $2, $3, $4)",
      [account, asked.role, asked.operation, asked.partner],
    );
    const able = await client.query(
      `select from signin.password where account = $1 union all select from signin.provider where account = $1`,
      [account],
    );
    if (able.rows.length > 0) return { account, path: undefined };
    await client.query(
      `update signin.link set withdrawn_at = clock_timestamp()
       where account = $1 and used_at is null and withdrawn_at is null`,
      [account],
    );
    const link = await client.query<{ id: string }>(
      `insert into signin.link (kind, account, expires_at)
       values ('invitation', $1, clock_timestamp() + make_interval(days => $2)) returning id`,
      [account, invitationDays],
    );
    const told = await tellInvitation(client, link.rows[0]?.id ?? "");
    return { account, path: told?.path };
  });

/** Closes an account by its e-mail address: roles, sessions, tokens and links end. Returns how many sessions and tokens; undefined where there is no such account. */
export const closeAccount = async (pool: Pool, email: string): Promise<number | undefined> =>
  asOwner(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `update access.account set closed_at = clock_timestamp()
       where lower(email) = lower($1) and closed_at is null returning id`,
      [email],
    );
    const account = rows[0]?.id;
    if (account === undefined) return undefined;
    await client.query(
      "update access.grant set ended_at = clock_timestamp() where account = $1 and ended_at is null",
      [account],
    );
    const { rowCount } = await client.query(
      `update access.session set ended_at = clock_timestamp()
       where ended_at is null and (account = $1 or (kind = 'token' and created_by = $1))`,
      [account],
    );
    await client.query("delete from signin.step where account = $1", [account]);
    await client.query(
      `update signin.link set withdrawn_at = clock_timestamp()
       where account = $1 and used_at is null and withdrawn_at is null`,
      [account],
    );
    await noteAct(client, "removed", account, null);
    return rowCount ?? 0;
  });

export type ListedAccount = Readonly<{
  email: string;
  name: string;
  accepted: boolean;
  grants: readonly (Readonly<{ role: string }> & Place)[];
}>;

/** Returns the open accounts of people, by e-mail address. */
export const listAccounts = async (pool: Pool): Promise<readonly ListedAccount[]> => {
  const { rows } = await pool.query<ListedAccount>(
    `select a.email, a.name,
       exists (select from signin.password p where p.account = a.id)
         or exists (select from signin.provider p where p.account = a.id) as accepted,
       coalesce((select json_agg(json_build_object('role', g.role, 'operation', g.operation, 'partner', g.partner)
         order by g.role) from access.grant g where g.account = a.id and g.ended_at is null), '[]') as grants
     from access.account a where a.kind = 'person' and a.closed_at is null order by a.email`,
  );
  return rows;
};
