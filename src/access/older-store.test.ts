import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { tinyProgramme } from "../../test/programme/tinyProgramme.ts";
import { openDatabase } from "../database/connect.ts";
import { temporaryDatabase } from "../database/forTests.ts";
import { prepareStore } from "../intake/store.ts";
import { verifyTrail } from "../trail/verify.ts";
import { signIn, tryAs } from "./forTests.ts";

const temporary = await temporaryDatabase();
const database = await openDatabase({ dataFolder: temporary.folder, url: temporary.url });
const { pool } = database;
after(async () => {
  await database.close();
  await temporary.drop();
});

const foundation = join(import.meta.dirname, "..", "database", "migrations", "0001-foundation.sql");

/** A store of before there were walls: its tables of registers, two records of two partners, their trail and files. */
const older = `
  create table public.jalon_migration (name text primary key, applied_at timestamptz not null default now());
  insert into public.jalon_migration (name) values ('0001-foundation.sql');
  create table register.participants (
    operation text not null, record bigint not null default nextval('register.record'), partner text not null,
    identity_key bytea not null, person_key bytea,
    file bigint references intake.file (id) deferrable initially deferred, definition text not null,
    change bigint not null references trail.change (seq) deferrable initially deferred, postcode text, disability text,
    primary key (operation, record), unique (operation, identity_key));
  create table identity.participants (
    operation text not null, record bigint not null, likeness_key bytea, digest bytea, last_name text,
    primary key (operation, record),
    foreign key (operation, record) references register.participants on delete cascade);
  insert into trail.entry
    select (e.x).change, (e.x).n, (e.x).register, (e.x).operation, (e.x).partner, (e.x).record, (e.x).kind,
      (e.x).before, (e.x).after, trail.entry_hash(e.x)
    from (select row(n, 1, 'participants', 'guidance', partner, n, 'added', null,
      '{"postcode": "1000", "disability": "yes"}', ''::bytea)::trail.entry as x
      from (values (1::bigint, 'north_workshop'), (2, 'south_workshop')) as p (n, partner)) e;
  select trail.close(n, 'before', 'import', 'file.csv', 'x', 'x') from generate_series(1, 2) n;
  insert into register.participants (operation, record, partner, identity_key, definition, change, postcode, disability)
    select operation, record, partner, record::text::bytea, 'x', change, '1000', 'yes' from trail.entry;
  insert into identity.participants (operation, record, last_name) select operation, record, 'Exemple' from trail.entry;
  insert into intake.file (sha256, name, bytes, register, operation, partner, definition, actor, imported_at, rows,
      added, changed, re_entered, unchanged, change)
    select change::text, 'file.csv', 1, register, operation, partner, 'x', 'before', now(), 1, 1, 0, 0, 0, change
    from trail.entry;
`;

test("a store from before there were walls has them once it is prepared, and its trail verifies as it did", async () => {
  await pool.query(readFileSync(foundation, "utf8"));
  await pool.query(older);
  const { head } = await verifyTrail(pool);
  await prepareStore(pool, tinyProgramme());
  const verdict = await verifyTrail(pool);
  assert.deepEqual(verdict.breaks, []);
  assert.equal(verdict.head, head);
  const north = await signIn(pool, "Guide Nord", { role: "guide", partner: "north_workshop" });
  for (const table of [
    "register.participants",
    "identity.participants",
    "special.participants",
    "trail.entry",
    "trail.shown",
    "trail.change",
    "intake.file",
  ]) {
    assert.equal((await tryAs(pool, north, `select from ${table}`)).count, 1, table);
    assert.equal((await tryAs(pool, undefined, `select from ${table}`)).count, 0, table);
  }
});
