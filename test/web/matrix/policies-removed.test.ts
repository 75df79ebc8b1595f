import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { everyPolicy, type Policy, withoutPolicy } from "../../../src/access/forTests.ts";
import { type MatrixWorld, openMatrixWorld } from "./matrix.ts";
import { neighbour } from "./places.ts";
import { plantParts } from "./planted-declarations.ts";
import { plantPaymentParts } from "./planted-payment.ts";
import { moneyAsker, type MoneyAskers, moneyAskers } from "./planted-money.ts";
import { caseColumns, plantRoom, roomAsker, type RoomAskers } from "./planted-room.ts";
import { directly } from "./statements.ts";

let world: MatrixWorld;
let askers: RoomAskers;
let money: MoneyAskers;

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
  money = await moneyAskers(world.world);
  await plantParts(pool, neighbour, world.neighbour.declarations.submitted);
  await plantPaymentParts(world.world, world.neighbour);
  await pool.query("insert into upload.download (upload, what, account) values ($1, 'original', $2)", [
    world.neighbour.faulty,
    world.neighbour.worker.id,
  ]);
  await pool.query("insert into clock.reader (account, quiet) values ($1, true)", [
    world.neighbour.worker.id,
  ]);
});
after(() => world.world.close());

const forEverybody = new Set([
  "access.role",
  "access.role_right",
  "access.room_change",
  "declaration.hours_limit",
  "entry.move",
  "publication.report",
]);

test("each policy of the database, opened, is missed by a statement that forgot its check", async (t) => {
  const { pool } = world.world;
  const policies = (await everyPolicy(pool)).filter(({ using, table }) => {
    // What everybody may read: the roles of the programme, the moves of its registers, what is published, numbers.
    if (using === "true") assert.ok(forEverybody.has(table), table);
    return using !== "true";
  });
  const unnoticed: string[] = [];
  for (const policy of policies) {
    const { asker, insert } =
      moneyAsker(money, policy) ?? roomAsker(askers, policy, world.world.programme.registers);
    const closed = await directly(pool, asker, policy, insert);
    const open = await withoutPolicy(pool, policy, () => directly(pool, asker, policy, insert));
    if (process.env["TELL"] !== undefined) t.diagnostic(`${nameOf(policy)}: ${closed} → ${open}`);
    if (open === closed) unnoticed.push(`${nameOf(policy)}: ${closed}`);
  }
  assert.deepEqual(unnoticed, []);
});

const nameOf = ({ table, name, command }: Policy): string => `${table} ${name} (${command})`;
