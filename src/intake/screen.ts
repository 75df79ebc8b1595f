import type { PoolClient } from "pg";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { noState } from "../definition/state.ts";
import { holdingWords } from "../register/screening.ts";
import { tableOf } from "../register/table.ts";

/**
 * Holds the decided records (the temporary table `fate`) whose text says a word for which its register holds records:
 * they are kept in the state that the definition names, whatever state was sent, and without the reason of an earlier
 * release. Returns how many. Only texts that are new or were changed are read.
 */
export const holdForWords = async (
  client: PoolClient,
  register: Register,
  operation: string,
): Promise<number> => {
  const { screening, lifecycle } = register;
  if (!screening || !lifecycle) return 0;
  const [text, state, released] = [screening.field, lifecycle.field, screening.released].map(sqlName);
  const { rows } = await client.query<{
    row: number;
    text: string;
    before: string | null;
    isReleased: boolean;
  }>(
    `select f.row, f.${text} as text, r.${text} as before, f.${released} is not null as "isReleased"
     from fate f left join ${tableOf(register)} r on r.operation = $1 and r.record = f.known
     where f.fate in ('added', 'changed', 're_entered') and f.${text} is not null
       and f.${text} is distinct from r.${text}
       and coalesce(f.${state}, '${noState}') = any ($2::text[])
     order by f.row`,
    [operation, screening.from],
  );
  const held = rows.filter(
    ({ text: words, before, isReleased }) =>
      holdingWords(screening, words, { isReleased, before }).length > 0,
  );
  if (held.length === 0) return 0;
  const { rowCount } = await client.query(
    `update fate set ${state} = $1, ${released} = null where row = any ($2::int[])`,
    [screening.state, held.map(({ row }) => row)],
  );
  return rowCount ?? 0;
};
