import type { PoolClient } from "pg";

/** What somebody with all rights on the database may do to the trail, at random; triggers and keys are off. */

/** A whole number from 0 to below the limit. */
export type Pick = (limit: number) => number;

/** Where it was done: a change, and the entry where it is about one. */
export type Place = Readonly<{ change: number; entry?: number }>;

/** How it was done. `onlyOutside`: the trail agrees with itself afterwards, so that only what was kept outside shows it. */
export type Tampering = Readonly<{
  name: string;
  onlyOutside?: boolean;
  /** Does it, and returns where; undefined where the trail has no place for it. */
  do: (client: PoolClient, pick: Pick) => Promise<Place | undefined>;
}>;

type Key = Readonly<{ change: number; n: number }>;

const headOf = async (client: PoolClient): Promise<number> => {
  const { rows } = await client.query<{ head: number }>("select max(seq)::integer as head from trail.change");
  return rows[0]?.head ?? 0;
};
const entryKeys = async (client: PoolClient, more = ""): Promise<Key[]> => {
  const { rows } = await client.query<Key>(
    `select change::integer as change, n from trail.entry e ${more} order by change, n`,
  );
  return rows;
};
const one = <T>(all: readonly T[], pick: Pick): T | undefined => all[pick(all.length)];

/** Hashes everything again from a change on, as the store itself would have: what an attacker who knows how does. */
const rehash = async (client: PoolClient, from: number): Promise<void> => {
  await client.query(
    `do $$ declare c record; begin
       update trail.entry e set hash = trail.entry_hash(e) where change >= ${from};
       for c in select seq from trail.change where seq >= ${from} order by seq loop
         update trail.change t set
           entries = (select count(*) from trail.entry e where e.change = t.seq),
           entries_hash = (select coalesce(sha256(string_agg(e.hash, ''::bytea order by e.n)), ''::bytea)
             from trail.entry e where e.change = t.seq),
           previous_hash = coalesce((select p.hash from trail.change p where p.seq = t.seq - 1), ''::bytea)
           where t.seq = c.seq;
         update trail.change t set hash = trail.change_hash(t) where t.seq = c.seq;
       end loop; end $$`,
  );
};

/** Moves the numbers of all changes from one on. */
const renumber = async (client: PoolClient, from: number, by: number): Promise<void> => {
  for (const [table, column] of [
    ["change", "seq"],
    ["entry", "change"],
  ] as const) {
    await client.query(`update trail.${table} set ${column} = -${column} where ${column} >= $1`, [from]);
    await client.query(`update trail.${table} set ${column} = $1 - ${column} where ${column} < 0`, [by]);
  }
};

/** Puts a change in, with an entry, made after another one; hashed by itself. */
const forge = async (client: PoolClient, seq: number, like: number, pick: Pick): Promise<void> => {
  await client.query(
    `insert into trail.entry (change, n, register, operation, partner, record, kind, before, after, hash)
     select $1, 1, register, operation, partner, record, kind, before, replace(after, '10', '20'), hash
     from trail.entry where n = 1 order by (change = $2) desc, change limit 1`,
    [seq, like],
  );
  await client.query(
    `insert into trail.change (seq, at, actor, action, reason, definition, file_sha256, entries, entries_hash, previous_hash, hash)
     select $1, at + interval '1 second', 'forger ' || $3, action, reason, definition, file_sha256, 1, entries_hash,
       previous_hash, sha256(convert_to($3 || random()::text, 'UTF8'))
     from trail.change order by (seq = $2) desc, seq limit 1`,
    [seq, like, String(pick(1_000_000))],
  );
  await client.query("update trail.entry e set hash = trail.entry_hash(e) where change = $1", [seq]);
};

const swapChanges = async (client: PoolClient, a: number, b: number): Promise<void> => {
  for (const [table, column] of [
    ["change", "seq"],
    ["entry", "change"],
  ] as const) {
    await client.query(`update trail.${table} set ${column} = -${column} where ${column} in ($1, $2)`, [
      a,
      b,
    ]);
    await client.query(
      `update trail.${table} set ${column} = case ${column} when -$1::bigint then $2::bigint else $1::bigint end where ${column} < 0`,
      [a, b],
    );
  }
};

const entryColumns = ["register", "operation", "partner", "record", "kind", "before", "after"] as const;
const changed: Readonly<Record<(typeof entryColumns)[number], string>> = {
  register: "register || 'x'",
  operation: "operation || 'x'",
  partner: "'other'",
  record: "record + 1",
  kind: "case kind when 'added' then 'changed' else 'added' end",
  before: "coalesce(before, '') || ' '",
  after: "coalesce(after, '') || ' '",
};
const changeColumns = {
  at: "at + interval '1 microsecond'",
  actor: "actor || 'x'",
  action: "action || 'x'",
  reason: "reason || 'x'",
  definition: "definition || 'x'",
  file_sha256: "file_sha256 || 'x'",
  entries: "entries + 1",
  entries_hash: String.raw`entries_hash || '\x00'::bytea`,
  previous_hash: String.raw`previous_hash || '\x00'::bytea`,
  hash: "sha256(hash)",
} as const;

const editEntry = async (client: PoolClient, pick: Pick): Promise<Place | undefined> => {
  const key = one(await entryKeys(client), pick);
  const column = one(entryColumns, pick);
  if (!key || !column) return undefined;
  await client.query(`update trail.entry set ${column} = ${changed[column]} where (change, n) = ($1, $2)`, [
    key.change,
    key.n,
  ]);
  return { change: key.change, entry: key.n };
};

const deleteEntry = async (client: PoolClient, pick: Pick): Promise<Place | undefined> => {
  const key = one(await entryKeys(client), pick);
  if (!key) return undefined;
  await client.query("delete from trail.entry where (change, n) = ($1, $2)", [key.change, key.n]);
  return { change: key.change, entry: key.n };
};

const swapEntries = async (client: PoolClient, pick: Pick): Promise<Place | undefined> => {
  const more = "where exists (select from trail.entry o where o.change = e.change and o.n = e.n + 1)";
  const key = one(await entryKeys(client, more), pick);
  if (!key) return undefined;
  const { change, n } = key;
  await client.query("update trail.entry set n = -n where change = $1 and n in ($2, $2 + 1)", [change, n]);
  await client.query("update trail.entry set n = 2 * $2::integer + 1 + n where change = $1 and n < 0", [
    change,
    n,
  ]);
  return { change };
};

const somewhere = async (client: PoolClient, pick: Pick, before = 0): Promise<number> =>
  1 + pick((await headOf(client)) - before);

const deleteChanges = async (client: PoolClient, from: number, until: number): Promise<void> => {
  await client.query("delete from trail.entry where change between $1 and $2", [from, until]);
  await client.query("delete from trail.change where seq between $1 and $2", [from, until]);
};

/** Every kind of edit, deletion, insertion, reordering and cutting off, with and without hashing again what follows. */
export const tamperings: readonly Tampering[] = [
  { name: "edit an entry", do: editEntry },
  {
    name: "edit an entry and hash it again",
    do: async (client, pick) => {
      const place = await editEntry(client, pick);
      await client.query("update trail.entry e set hash = trail.entry_hash(e) where (change, n) = ($1, $2)", [
        place?.change,
        place?.entry,
      ]);
      return place && { change: place.change };
    },
  },
  {
    name: "edit a change",
    do: async (client, pick) => {
      const change = await somewhere(client, pick);
      const [column, value] = one(Object.entries(changeColumns), pick) ?? ["actor", "actor || 'x'"];
      await client.query(`update trail.change set ${column} = ${value} where seq = $1`, [change]);
      return { change };
    },
  },
  {
    name: "edit an entry and hash it and its change again",
    do: async (client, pick) => {
      const head = await headOf(client);
      const place = await editEntry(client, pick);
      if (!place || place.change === head) return undefined;
      await rehashOnly(client, place.change);
      return { change: place.change };
    },
  },
  { name: "delete an entry", do: deleteEntry },
  {
    name: "delete a change with its entries",
    do: async (client, pick) => {
      const change = await somewhere(client, pick, 1);
      await deleteChanges(client, change, change);
      return { change };
    },
  },
  {
    name: "delete a change and leave its entries",
    do: async (client, pick) => {
      const change = await somewhere(client, pick);
      await client.query("delete from trail.change where seq = $1", [change]);
      return { change };
    },
  },
  {
    name: "delete a change and renumber those after",
    do: async (client, pick) => {
      const change = await somewhere(client, pick, 1);
      await deleteChanges(client, change, change);
      await renumber(client, change, -1);
      return { change };
    },
  },
  {
    name: "put an entry into a change",
    do: async (client, pick) => {
      const key = one(await entryKeys(client), pick);
      if (!key) return undefined;
      await client.query(
        `insert into trail.entry select (x).* from (
           select row(e.change, (select max(n) + 1 from trail.entry m where m.change = e.change), e.register, e.operation,
             e.partner, e.record + 1000, e.kind, e.before, e.after, e.hash)::trail.entry as x
           from trail.entry e where (e.change, e.n) = ($1, $2)) forged`,
        [key.change, key.n],
      );
      await client.query("update trail.entry e set hash = trail.entry_hash(e) where change = $1", [
        key.change,
      ]);
      return { change: key.change };
    },
  },
  {
    name: "put an entry in beside all changes",
    do: async (client, pick) => {
      const change = pick(2) === 0 ? 0 : (await headOf(client)) + 1 + pick(5);
      await client.query(
        `insert into trail.entry select $1, 1, register, operation, partner, record, kind, before, after, hash
         from trail.entry order by change, n limit 1`,
        [change],
      );
      return { change };
    },
  },
  {
    name: "put a change in and renumber those after",
    do: async (client, pick) => {
      const change = await somewhere(client, pick);
      await renumber(client, change, 1);
      await forge(client, change, change + 1, pick);
      return { change };
    },
  },
  {
    name: "put a change in at the end",
    do: async (client, pick) => {
      const head = await headOf(client);
      await forge(client, head + 1, head, pick);
      return { change: head + 1 };
    },
  },
  { name: "swap two entries of a change", do: swapEntries },
  {
    name: "swap two changes",
    do: async (client, pick) => {
      const first = await somewhere(client, pick, 1);
      const second = first + 1 + pick((await headOf(client)) - first);
      await swapChanges(client, first, second);
      return { change: first };
    },
  },
  {
    name: "move the last entry of a change to the next one",
    do: async (client, pick) => {
      const change = await somewhere(client, pick, 1);
      await client.query(
        `update trail.entry e set change = $1 + 1, n = (select coalesce(max(n), 0) + 1 from trail.entry o where o.change = $1 + 1)
         where e.change = $1 and e.n = (select max(n) from trail.entry o where o.change = $1)`,
        [change],
      );
      return { change };
    },
  },
  {
    name: "cut off the end",
    onlyOutside: true,
    do: async (client, pick) => {
      const head = await headOf(client);
      const change = head - pick(Math.min(5, head));
      await deleteChanges(client, change, head);
      return { change };
    },
  },
  {
    name: "cut off the whole of it",
    onlyOutside: true,
    do: async (client) => {
      await deleteChanges(client, 1, await headOf(client));
      return { change: 1 };
    },
  },
  ...(
    [
      ["edit an entry", editEntry],
      ["delete the last entry of a change", lastEntryGone],
      ["swap two entries", swapEntries],
      [
        "edit a change",
        async (client, pick) => {
          const change = await somewhere(client, pick);
          await client.query("update trail.change set actor = actor || 'x' where seq = $1", [change]);
          return { change };
        },
      ],
      [
        "delete a change",
        async (client, pick) => {
          const change = await somewhere(client, pick, 1);
          await deleteChanges(client, change, change);
          await renumber(client, change, -1);
          return { change };
        },
      ],
      [
        "put a change in",
        async (client, pick) => {
          const change = await somewhere(client, pick);
          await renumber(client, change, 1);
          await forge(client, change, change + 1, pick);
          return { change };
        },
      ],
      [
        "swap two changes",
        async (client, pick) => {
          const first = await somewhere(client, pick, 1);
          await swapChanges(client, first, first + 1 + pick((await headOf(client)) - first));
          return { change: first };
        },
      ],
      [
        "cut off the end and write another one",
        async (client, pick) => {
          const head = await headOf(client);
          const change = head - pick(Math.min(5, head - 1));
          await deleteChanges(client, change, head);
          for (let seq = change; seq <= head; seq++) await forge(client, seq, seq - 1, pick);
          return { change };
        },
      ],
    ] satisfies readonly (readonly [string, Tampering["do"]])[]
  ).map(([name, tamper]): Tampering => ({
    name: `${name}, and hash all that follows again`,
    onlyOutside: true,
    do: async (client, pick) => {
      const place = await tamper(client, pick);
      if (place) await rehash(client, place.change);
      return place && { change: place.change };
    },
  })),
];

async function lastEntryGone(client: PoolClient, pick: Pick): Promise<Place | undefined> {
  const more = "where n = (select max(n) from trail.entry o where o.change = e.change)";
  const key = one(await entryKeys(client, more), pick);
  if (!key) return undefined;
  await client.query("delete from trail.entry where (change, n) = ($1, $2)", [key.change, key.n]);
  return { change: key.change };
}

async function rehashOnly(client: PoolClient, seq: number): Promise<void> {
  await client.query("update trail.entry e set hash = trail.entry_hash(e) where change = $1", [seq]);
  await client.query(
    `update trail.change c set entries_hash = (select sha256(string_agg(e.hash, ''::bytea order by e.n))
       from trail.entry e where e.change = c.seq) where seq = $1`,
    [seq],
  );
  await client.query("update trail.change c set hash = trail.change_hash(c) where seq = $1", [seq]);
}
