import { DatabaseError, type Pool } from "pg";
import { type Policy, type Signed, tryAs } from "../../../src/access/forTests.ts";
import { neighbour } from "./places.ts";

/** Statements that the walls are asked with where an empty row would be refused for another reason. */
const inserts: Readonly<Record<string, string>> = {
  "entry.draft": `insert into entry.draft (id, account, operation, register, partner)
    values (gen_random_uuid(), gen_random_uuid(), '${neighbour.operation}', 'participants', '${neighbour.partner}')`,
  "upload.upload": `insert into upload.upload (operation, partner, register, account, name, format, sha256, bytes)
    values ('${neighbour.operation}', '${neighbour.partner}', 'participants', gen_random_uuid(), 'a', 'csv', repeat('a', 64), 1)`,
  "access.grant": `insert into access."grant" (id, account, role, operation, partner, granted_by)
    values (gen_random_uuid(), gen_random_uuid(), 'case_worker', null, '${neighbour.partner}', access.account())`,
};

const plainName = ({ table }: Policy): string => table.replaceAll('"', "");

/**
 * Sends the statement of a policy's command under a session that may do nothing, as a route would that forgot its check, and returns what came of it:
 * the number of rows, or the code of the refusal. Undone afterwards.
 */
export const directly = async (
  pool: Pool,
  signed: Signed,
  policy: Policy,
  insert = inserts[plainName(policy)],
): Promise<string> => {
  const { table } = policy;
  const column = async (): Promise<string> => {
    const [schema, name] = plainName(policy).split(".");
    const { rows } = await pool.query<{ column: string }>(
      `select column_name as column from information_schema.column_privileges
       where grantee = 'jalon_application' and table_schema = $1 and table_name = $2 and privilege_type = 'UPDATE'
       order by 1 limit 1`,
      [schema, name],
    );
    return rows[0]?.column ?? "";
  };
  const text =
    policy.command === "SELECT" || policy.command === "ALL"
      ? `select from ${table}`
      : policy.command === "DELETE"
        ? `delete from ${table}`
        : policy.command === "INSERT"
          ? (insert ?? `insert into ${table} default values`)
          : `update ${table} set "${await column()}" = default`;
  return tryAs(pool, signed, text).then(
    ({ count }) => String(count),
    (error: unknown) => {
      if (error instanceof DatabaseError) return error.code ?? "";
      throw error;
    },
  );
};
