import { readableSql } from "../access/readable.ts";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName, sqlText } from "../definition/condition/sql.ts";
import type { Programme } from "../definition/programme.ts";
import { tableOf } from "../register/table.ts";
import { identitiesOf, joined, nameFields } from "../entry/identities.ts";
import { type Bits, bitsAt } from "./bits.ts";
import { Matcher } from "./match.ts";
import { type Look, openFields, type Reach, readRows, type Row } from "./reach.ts";

/** A candidate's file: where it is kept, and whose it is without saying who that is. */
export type File = Readonly<{ operation: string; record: number; partner: string; person: string | null }>;

/** The files that the asker may read, in the order that settles equal points. */
export type Pool = Readonly<{
  files: readonly File[];
  matcher: Matcher;
  answer: (field: string, at: number) => Value;
  /** The places of a person's files. */
  placesOf: (person: string | null) => readonly number[];
  placeOf: (record: number) => number | undefined;
}>;

/** What was read for one asker, for as long as nothing changed: the newest few. */
const kept = new WeakMap<Programme, Map<string, Pool>>();
const mostKept = 3;

/**
 * Returns the candidates whose files the asker may read, under the walls of the database. Nothing in it says who
 * anybody is, and nothing is of a special category.
 */
export const poolOf = async (look: Look, reach: Reach): Promise<Pool> => {
  const { client, house, who } = look;
  const { register, since } = reach.matching.candidates;
  const wall = readableSql(house.guards, who, "records:read", register, 1);
  const where = `operation in (${reach.operations.map(sqlText).join(", ")}) and ${wall.text}`;
  // Whatever the asker may see, or no longer, shows here: the key is of one account, and of just these records.
  const { rows: state } = await client.query<{ state: string }>({
    text: `select concat_ws('/', count(*), max(change), sum(record), sum(change)) as state from ${tableOf(register)} where ${where}`,
    values: [...wall.values],
  });
  const key = JSON.stringify([reach.service.id, who.account, reach.operations, state[0]?.state]);
  const pools = kept.get(house.programme) ?? new Map<string, Pool>();
  kept.set(house.programme, pools);
  const known = pools.get(key);
  if (known) return known;
  const fields = openFields(register);
  const { rows } = await client.query<Value[]>({
    text: `select operation, record, partner, encode(person_key, 'hex')${fields.map(({ id }) => `, ${sqlName(id)}`).join("")}
      from ${tableOf(register)} where ${where} order by ${sqlName(since)} nulls last, record`,
    values: [...wall.values],
    rowMode: "array",
  });
  const pool = pooled(
    reach,
    fields.map(({ id }) => id),
    rows,
  );
  const [oldest] = pools.keys();
  if (pools.size >= mostKept && oldest !== undefined) pools.delete(oldest);
  pools.set(key, pool);
  return pool;
};

const ownColumns = 4;

const pooled = (
  { matching }: Reach,
  fields: readonly string[],
  rows: readonly (readonly Value[])[],
): Pool => {
  const columns = new Map(fields.map((id, at) => [id, at + ownColumns]));
  const answer = (field: string, at: number): Value => rows[at]?.[columns.get(field) ?? -1] ?? null;
  const files = rows.map(([operation, record, partner, person]): File => ({
    operation: String(operation),
    record: Number(record),
    partner: String(partner),
    person: typeof person === "string" ? person : null,
  }));
  const byPerson = Map.groupBy(files.keys(), (at) => files[at]?.person ?? null);
  const byRecord = new Map(files.map(({ record }, at) => [record, at]));
  return {
    files,
    answer,
    placesOf: (person) => (person === null ? [] : (byPerson.get(person) ?? [])),
    placeOf: (record) => byRecord.get(record),
    matcher: new Matcher(matching, {
      count: rows.length,
      answers: (field) => rows.map((row) => row[columns.get(field) ?? -1] ?? null),
    }),
  };
};

/** Returns what was proposed for these offers, and who got a post through whichever one; the newest first. */
export const readSelections = (look: Look, reach: Reach, wanted: readonly Row[]): Promise<Row[]> => {
  const { offers, selections } = reach.matching;
  const { register, offer, state, hired, proposedOn } = selections;
  return readRows(
    look,
    reach,
    register,
    `${sqlName(offer)} = any ($1::text[]) or ${sqlName(state)} = any ($2::text[])`,
    [wanted.map(({ answers }) => answers[offers.number] ?? ""), hired],
    `${sqlName(proposedOn)} desc nulls last, record`,
  );
};

/** Who was proposed already for an offer, who got a post, and whom both leave aside. */
export type Chosen = Readonly<{ here: readonly Row[]; taken: Bits; aside: Bits }>;

/** Returns the selections of an offer among those read, and the candidates that are left aside because of them. */
export const chosenFor = (
  { matching: { offers, selections } }: Reach,
  pool: Pool,
  { answers: wanted }: Row,
  read: readonly Row[],
): Chosen => {
  const placesOf = (rows: readonly Row[]) => rows.flatMap(({ person }) => pool.placesOf(person));
  const here = read.filter(({ answers }) => answers[selections.offer] === wanted[offers.number]);
  const takenAt = placesOf(
    read.filter(({ answers }) => selections.hired.includes(String(answers[selections.state]))),
  );
  const count = pool.files.length;
  return { here, taken: bitsAt(count, takenAt), aside: bitsAt(count, [...takenAt, ...placesOf(here)]) };
};

/** Who somebody is, as far as the asker may know: the number, and the name. */
export type Named = Readonly<{ number: string; name: string }>;

/** Returns who the people of these files are, where the asker may know it, and notes that it was shown. */
export const namesOf = async (
  look: Look,
  { matching }: Reach,
  files: readonly Pick<File, "operation" | "record" | "partner">[],
): Promise<ReadonlyMap<number, Named>> => {
  const { register } = matching.candidates;
  const { person } = matching.selections;
  const answersOf = await identitiesOf(look, register, files, [person, ...nameFields(register)]);
  return new Map(
    files.flatMap((file) => {
      const [number, ...parts] = answersOf(file) ?? [];
      return number === undefined
        ? []
        : [[file.record, { number: String(number ?? ""), name: joined(parts) ?? "" }]];
    }),
  );
};
