import type { Pool, PoolClient, QueryResult } from "pg";
import { applicationRole } from "../database/applicationRole.ts";
import { inTransaction } from "../database/transaction.ts";
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
export const asSession = <T>(
  pool: Pool,
  sessionHash: string | undefined,
  work: (client: PoolClient, who: Who | undefined) => Promise<T>,
): Promise<T> => inTransaction(pool, work, (client) => open(client, sessionHash));

/** Begins the transaction, its role and its session in one message to the database. */
const open = async (client: PoolClient, sessionHash = ""): Promise<Who | undefined> => {
  // Several statements take no parameters: nothing but the digits of a hash comes among them.
  const hash = /^[0-9a-f]{64}$/.test(sessionHash) ? sessionHash : "";
  const results: unknown = await client.query(
    `begin; set local role ${applicationRole}; select access.open('${hash}') as who`,
  );
  const opened = (results as readonly QueryResult<{ who: Found | null }>[]).at(-1);
  return asWho(opened?.rows[0]?.who ?? null);
};

const asWho = (found: Found | null): Who | undefined =>
  found === null
    ? undefined
    : {
        ...found,
        language: isLanguage(found.language) ? found.language : "fr",
        grants: found.grants.map((grant) => ({ ...grant, rights: new Set(grant.rights.filter(isRight)) })),
      };
