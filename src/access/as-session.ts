import type { Pool, PoolClient } from "pg";
import { applicationRole } from "../database/applicationRole.ts";
import { isLanguage, type Language } from "../language.ts";
import { isRight } from "./rights.ts";
import type { Who } from "./who.ts";

type Found = {
  account: string;
  name: string;
  language: Language;
  kind: "person" | "token";
  session: string;
  grants: { role: string; operation: string | null; partner: string | null; rights: string[] }[];
};

/**
 * Does the work in one transaction under the role that owns nothing, for the session with this hash (hexadecimal
 * SHA-256 of the secret of a session or token): the database lets through what that session may see and write at this
 * moment, even if a check of the server is forgotten. `who` is undefined where nobody is signed in, the session has
 * ended, or the account is closed. Commits when the work is done, rolls back when it throws.
 */
export const asSession = async <T>(
  pool: Pool,
  sessionHash: string | undefined,
  work: (client: PoolClient, who: Who | undefined) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; set local role ${applicationRole}`);
    const { rows } = await client.query<{ who: Found | null }>("select access.open($1) as who", [
      sessionHash ?? "",
    ]);
    const result = await work(client, asWho(rows[0]?.who ?? null));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    // A connection that could not be taken back to the owner's role is thrown away.
    client.release(broken);
  }
};

const asWho = (found: Found | null): Who | undefined =>
  found === null
    ? undefined
    : {
        ...found,
        language: isLanguage(found.language) ? found.language : "fr",
        grants: found.grants.map((grant) => ({ ...grant, rights: new Set(grant.rights.filter(isRight)) })),
      };
