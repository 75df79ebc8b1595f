import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { everyPolicy, type Policy, withoutPolicy } from "../../../src/access/forTests.ts";
import {
  askCell,
  askCells,
  asking,
  type Cell,
  each,
  lasting,
  type MatrixWorld,
  openMatrixWorld,
  readsOnly,
  walledCells,
} from "./matrix.ts";
import { withoutChance } from "./plain.ts";
import { neighbour } from "./places.ts";
import { caseColumns, plantRoom, roomAsker, type RoomAskers } from "./planted-room.ts";
import { directly } from "./statements.ts";
import { noGuards } from "./walls.ts";

let world: MatrixWorld;
let cells: Cell[];
let askers: RoomAskers;

before(async () => {
  world = await openMatrixWorld();
  const { pool, programme } = world.world;
  // Something in every register, so that a wall that is open has something behind it.
  for (const register of programme.registers.values()) {
    const { id } = register;
    const columns = caseColumns(register);
    if (id !== neighbour.register)
      await pool.query(
        `with head as (select max(seq) as seq from trail.change), made as (
           insert into register.${id} (operation, partner, identity_key, definition, change${columns.map(([field]) => `, ${field}`).join("")})
           select $1, $2, '\\x01', 'x', seq${columns.map(([, value]) => `, '${value}'`).join("")} from head
           returning operation, partner, record)
         insert into identity.${id} (operation, partner, record) select operation, partner, record from made`,
        [neighbour.operation, neighbour.partner],
      );
  }
  askers = await plantRoom(world.world, world.neighbour.worker.id);
  await pool.query("insert into upload.download (upload, what, account) values ($1, 'original', $2)", [
    world.neighbour.faulty,
    world.neighbour.worker.id,
  ]);
  await pool.query("insert into clock.reader (account, quiet) values ($1, true)", [
    world.neighbour.worker.id,
  ]);
  const wanted = walledCells().filter(
    ({ route, target }) =>
      !lasting.has(route) &&
      (target === "neighbour" || target === "faraway" || target === "colleague" || whole.has(route)),
  );
  cells = await askCells(world, asking(world.world.house, noGuards), wanted);
});
after(() => world.world.close());

const whole = new Set([
  "listAllRecords",
  "listPeople",
  "listActs",
  "listDrafts",
  "listExports",
  "listTokens",
  "readWorklist",
]);

/** Cells in which a policy could make a difference: those whose statements name its table, each asker once a route. */
const touching = ({ table }: Policy): Cell[] => {
  const words = new RegExp(`(?<![\\w.])${table.replaceAll('"', "").replace(".", '"?\\."?')}(?!\\w)`);
  const once = new Set<string>();
  return cells.filter(({ route, asker, statements }) => {
    const name = `${route} ${asker}`;
    if (!readsOnly(route) || once.has(name) || !statements.some((text) => words.test(text))) return false;
    once.add(name);
    return true;
  });
};

const noticedByRoute = async (policy: Policy): Promise<string | undefined> => {
  const ask = asking(world.world.house, noGuards);
  const noticed: string[] = [];
  await each(
    touching(policy),
    async (before) => {
      const { route, asker, target } = before;
      const now = await askCell(world, ask, route, asker, target);
      const differs =
        now.status !== before.status ||
        now.leaks.length > before.leaks.length ||
        withoutChance(now.answered.text) !== withoutChance(before.answered.text);
      if (differs) noticed.push(`${route} · ${asker} · ${target}`);
    },
    () => noticed.length > 0,
  );
  return noticed[0];
};

const forEverybody = new Set([
  "access.role",
  "access.role_right",
  "access.room_change",
  "entry.move",
  "publication.report",
]);

const reads = new Set(["SELECT", "ALL"]);

test("each policy of the database, opened, is missed by a route or by a statement that forgot its check", async (t) => {
  const { pool } = world.world;
  const policies = (await everyPolicy(pool)).filter(({ using, table }) => {
    // What everybody may read: the roles of the programme, the moves of its registers, what is published, numbers.
    if (using === "true") assert.ok(forEverybody.has(table), table);
    return using !== "true";
  });
  const unnoticed: string[] = [];
  let [byRoute, byStatement] = [0, 0];
  for (const policy of policies) {
    const name = `${policy.table} ${policy.name} (${policy.command})`;
    const { asker, insert } = roomAsker(askers, policy, world.world.programme.registers);
    const closed = await directly(pool, asker, policy, insert);
    const { route, open } = await withoutPolicy(pool, policy, async () => ({
      // What is written passes several policies at once: one of them alone is asked by its statement.
      route: reads.has(policy.command) ? await noticedByRoute(policy) : undefined,
      open: await directly(pool, asker, policy, insert),
    }));
    if (route !== undefined) byRoute += 1;
    if (open !== closed) byStatement += 1;
    if (route === undefined && open === closed) unnoticed.push(`${name}: ${closed}`);
    if (process.env["TELL"] !== undefined) t.diagnostic(`${name}: ${route ?? "-"} / ${closed} → ${open}`);
  }
  t.diagnostic(`${policies.length} policies: ${byRoute} missed by a route, ${byStatement} by a statement`);
  assert.deepEqual(unnoticed, []);
});
