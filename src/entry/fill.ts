import type { Pool, PoolClient } from "pg";
import type { Value } from "../definition/condition/condition.ts";
import { recordsOf } from "../definition/condition/evaluate.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Field, Fill, Programme, Register } from "../definition/programme.ts";
import { notAllowed, notFound } from "../problem.ts";
import { isProblem } from "../register/answer.ts";
import { identityKeys } from "../register/identity.ts";
import { identityTableOf, tableOf } from "../register/table.ts";
import { cellParser } from "../register/values.ts";
import { type Desk, type Place, registerAt } from "./desk.ts";
import type { FillAnswer, FillBody } from "./reference-shapes.ts";

/** A register with another one that knows some of its answers. */
type Source = Readonly<{ register: Register; source: Register; fill: Fill }>;

const sourcesOf = ({ registers }: Pick<Programme, "registers">): Source[] =>
  [...registers.values()].flatMap((register) =>
    register.fills.flatMap((fill) => {
      const source = registers.get(fill.from);
      return source ? [{ register, source, fill }] : [];
    }),
  );

/**
 * Returns what another register knows of the person with this number there, for the answers of a form: of one number
 * that is told in full, to whoever may write in the form's place and see there who somebody is. That it was asked is
 * noted as a reading. A number that is not there is answered like one of which nothing may be told.
 */
export const lookUpFill = async (
  { house, client, who }: Desk,
  place: Place,
  { partner, field: by, number }: FillBody,
): Promise<FillAnswer> => {
  const register = registerAt(house.programme, place);
  const scope = { operation: place.operation, partner };
  const found = sourcesOf(house.programme).find((each) => each.register === register && each.fill.by === by);
  if (!found) throw notFound();
  if (!house.guards.record(who, "records:write", scope) || !house.guards.identity(who, scope))
    throw notAllowed();
  const { source, fill } = found;
  const from = { register: source.id, label: source.label };
  const [numberField] = source.identity.flatMap((id) => source.fields.get(id) ?? []);
  const parsed = numberField && cellParser(numberField)(number);
  if (!numberField || parsed === null || parsed === undefined || isProblem(parsed))
    return { from, found: [] };
  const keys = identityKeys(source, house.secret)(recordsOf([{ [numberField.id]: parsed }]))(0);
  const { rows } = await client.query<{ answers: Readonly<Record<string, Value>> | null }>(
    `select ${functionOf(register, fill)}(decode($1, 'hex'), $2, $3) as answers`,
    [keys.identity, place.operation, partner],
  );
  const answers = rows[0]?.answers ?? {};
  return {
    from,
    found: fill.fields.flatMap(({ field }) => {
      const value = answers[field] ?? null;
      return value === null ? [] : [{ field, text: String(value) }];
    }),
  };
};

const functionOf = (register: Register, { from }: Fill): string =>
  `entry.${sqlName(`fill_${register.id}_from_${from}`.slice(0, 63))}`;

/** An answer as it is typed into a form. */
const textSql = ({ id, sensitivity, type }: Field): string => {
  const column = `${sensitivity === "identity" ? "i" : "r"}.${sqlName(id)}`;
  return type === "boolean"
    ? `case ${column} when true then 'true' when false then 'false' end`
    : `${column}::text`;
};

/**
 * Makes the functions by which forms ask other registers. Each looks as the owner, for one number by its keyed hash,
 * and asks itself whether the session may write where the form is; to be called when the store is prepared.
 */
export const prepareFills = async (client: Pool | PoolClient, programme: Programme): Promise<void> => {
  for (const { register, source, fill } of sourcesOf(programme)) {
    const fields = fill.fields.flatMap((pair) => {
      const known = source.fields.get(pair.source);
      return known ? [{ ...pair, known }] : [];
    });
    const shown = fields.flatMap(({ known }) => (known.sensitivity === undefined ? [] : [sqlText(known.id)]));
    const name = functionOf(register, fill);
    await client.query(
      `create or replace function ${name}(key bytea, place text, keeper text) returns jsonb
       language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $fill$
       declare
         answers jsonb;
         kept text;
         number bigint;
       begin
         if not (access.reaches('records:write', place, keeper) and access.reaches('identity:read', place, keeper)) then
           raise exception 'not within reach' using errcode = 'insufficient_privilege';
         end if;
         select r.operation, r.record, jsonb_build_object(${fields
           .map(({ field, known }) => `${sqlText(field)}, ${textSql(known)}`)
           .join(", ")})
           into kept, number, answers
         from ${tableOf(source)} r join ${identityTableOf(source)} i using (operation, record)
         where r.operation = any (array[${source.operations.map(sqlText).join(", ")}]::text[]) and r.identity_key = key
         order by r.change desc limit 1;
         if number is null then return null; end if;
         perform access.note_reading(${sqlText(source.id)}, kept, array[number], array[${shown.join(", ")}]::text[], 'page');
         return answers;
       end $fill$;
       revoke all on function ${name}(bytea, text, text) from public;
       grant execute on function ${name}(bytea, text, text) to jalon_application`,
    );
  }
};
