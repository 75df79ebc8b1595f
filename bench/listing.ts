import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Pool } from "pg";
import { asSession } from "../src/access/as-session.ts";
import { guards } from "../src/access/guards.ts";
import { openDatabase } from "../src/database/connect.ts";
import { loadProgramme } from "../src/definition/load.ts";
import { sqlName, sqlText } from "../src/definition/condition/sql.ts";
import type { Programme, Register } from "../src/definition/programme.ts";
import { prepareStore } from "../src/intake/store.ts";
import { prepareLists } from "../src/listing/indexes.ts";
import { listRecords } from "../src/listing/list.ts";
import { type ListView, plainView } from "../src/listing/view.ts";
import { plainFields } from "../src/register/table.ts";

/**
 * How quick the list of a register is when the register is large: `node bench/listing.ts 100000`. Invented rows are
 * made in the database itself; what is measured is the whole of a page (counts, rows, readings noted) under the role
 * and the policies of a request, as an auditor of everything and as a case worker of one partner.
 */
const rows = Number(process.argv[2] ?? "100000");
const partnersCount = 1000;
const goal = 200;
const repeats = 5;

const main = async (): Promise<void> => {
  const programme = loadProgramme(join(import.meta.dirname, "..", "definitions", "brussels-2014-2020"));
  const register = programme.registers.get("participants");
  if (!register) throw new Error("no participants");
  const folder = await mkdtemp(join(tmpdir(), "jalon-bench-listing-"));
  const database = await openDatabase({ dataFolder: folder });
  try {
    const { pool } = database;
    await prepareStore(pool, programme);
    await fill(pool, register);
    await prepareLists(pool, programme);
    await pool.query("vacuum (analyze)");
    await measureAs(pool, programme, register, "auditor", null);
    await measureAs(pool, programme, register, "case_worker", "partner_7");
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const fill = async (pool: Pool, register: Register): Promise<void> => {
  const operations = register.operations.map(sqlText).join(", ");
  const answers = plainFields(register).map(({ id, type, choices = [] }) => {
    const day = (spread: number, from: string) =>
      `date '${from}' + (hashtext('${id}' || n)::bigint & 1023)::int % ${spread}`;
    switch (type) {
      case "choice":
        return `(array[${choices.map(({ code }) => sqlText(code)).join(", ")}])[1 + abs(hashtext('${id}' || n)::bigint) % ${choices.length + (id === "gender" ? 1 : 0)}]`;
      case "date":
        if (id === "birth_date") return `date '1960-01-01' + (abs(hashtext('b' || n)::bigint) % 14000)::int`;
        if (id === "entry_date") return `date '2014-01-01' + (abs(hashtext('e' || n)::bigint) % 2500)::int`;
        if (id === "leave_date") return `case when n % 3 > 0 then date '2020-12-01' + (n % 300)::int end`;
        return `case when n % 7 = 0 then ${day(900, "2020-01-01")} end`;
      case "boolean":
        return `(n % 5 = 0)`;
      case "integer":
        return `case when n % 2 = 0 then (n % 9)::int end`;
      case "decimal":
        return `(n % 900)::numeric`;
      case "text":
        return id === "postcode" ? `(1000 + n % 210)::text` : `case when n % 11 = 0 then 'texte ' || n end`;
    }
  });
  await pool.query(
    `insert into trail.change values (1, now(), 'bench', 'import', '', 'x', '', 0, '', '', 'bench')`,
  );
  const names = plainFields(register).map(({ id }) => sqlName(id));
  await pool.query(
    `insert into register.${sqlName(register.id)} (operation, record, partner, identity_key, definition, change, ${names.join(", ")})
     select (array[${operations}])[1 + n % ${register.operations.length}], n, 'partner_' || n % ${partnersCount},
       sha256(int8send(n)), 'x', 1, ${answers.join(", ")}
     from generate_series(1, $1::bigint) n`,
    [rows],
  );
  await pool.query(
    `insert into identity.${sqlName(register.id)} (operation, record, partner, person_number, last_name, first_name)
     select operation, record, partner, 'V-' || lpad(record::text, 8, '0'),
       initcap(substr(md5(record::text), 1, 3 + (record % 6)::int)) || 'émont', (array['Aline', 'Bruno', 'Chloé', 'Driss', 'Éva'])[1 + record % 5]
     from register.${sqlName(register.id)}`,
  );
  await pool.query("select setval('register.record', $1)", [rows + 1]);
};

const measureAs = async (
  pool: Pool,
  programme: Programme,
  register: Register,
  role: string,
  partner: string | null,
): Promise<void> => {
  const session = createHash("sha256").update(randomBytes(32)).digest("hex");
  const account = await pool.query<{ id: string }>(
    `insert into access.account (email, name) values ($1 || '@example.org', $1) returning id`,
    [role],
  );
  const id = account.rows[0]?.id;
  await pool.query(`insert into access.grant (account, role, partner) values ($1, $2, $3)`, [
    id,
    role,
    partner,
  ]);
  await pool.query(
    `insert into access.session (hash, account, kind, expires_at) values ($1, $2, 'person', now() + interval '1 day')`,
    [session, id],
  );
  const operation = register.operations[0];
  const last = Math.ceil(rows / 50);
  const views: [string, Partial<ListView>, (string | undefined)?, string?][] = [
    ["first page", {}],
    ["one operation", {}, operation],
    ["page in the middle", { page: Math.ceil(last / 2) }],
    ["last page", { page: last }],
    ["by name", { sort: { field: "last_name", descending: false } }],
    ["by name, downwards", { sort: { field: "last_name", descending: true } }],
    ["by name, one operation", { sort: { field: "last_name", descending: false } }, operation],
    ["by name, page 100", { sort: { field: "last_name", descending: false }, page: 100 }],
    ["by date of entry, downwards", { sort: { field: "entry_date", descending: true } }],
    ["by another column", { sort: { field: "postcode", descending: false } }],
    ["by another column, one operation", { sort: { field: "postcode", descending: false } }, operation],
    ["filtered: choice", { filters: [{ field: "gender", in: ["man"] }] }],
    ["filtered: dates", { filters: [{ field: "entry_date", from: "2020-01-01", until: "2020-03-31" }] }],
    [
      "filtered: three ways",
      {
        filters: [
          { field: "gender", in: ["man"] },
          { field: "entry_date", from: "2020-01-01" },
          { field: "leave_date", answered: false },
        ],
      },
    ],
    ["filtered: incomplete", { filters: [{ field: "_open", in: ["incomplete"] }] }],
    ["search: a name", {}, undefined, "abcd"],
    ["search: a number", {}, undefined, "V-00000777"],
  ];
  console.log(`\n${rows} records, as ${role}${partner === null ? "" : ` of ${partner}`}`);
  for (const [name, view, within, search] of views) {
    const times: number[] = [];
    let total = 0;
    for (let n = 0; n <= repeats; n++) {
      const start = performance.now();
      const page = await asSession(pool, session, async (client, who) => {
        if (!who) throw new Error("no session");
        return listRecords(client, {
          programme,
          register,
          who,
          today: "2020-12-31",
          guards,
          language: "fr",
          operation: within,
          search,
          view: { ...plainView, ...view },
        });
      });
      if (n > 0) times.push(performance.now() - start);
      total = page.total;
    }
    const middle = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    console.log(
      `${name.padEnd(34)} ${middle.toFixed(0).padStart(6)} ms${middle > goal ? " !" : "  "} ${String(total).padStart(9)} records`,
    );
  }
};

await main();
