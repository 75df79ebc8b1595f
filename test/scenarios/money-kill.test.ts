import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { makeBankFile } from "../../src/payment/files.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type Acts, moneyLines, openActs } from "../money/money-acts.ts";
import type { TestAccount } from "../web/world.ts";

/** How often somebody kills: twelve times, or as JALON_KILLS says. */
const kills = Number(process.env["JALON_KILLS"] ?? "12");
const partner = "arae_atelier_emploi_du_parvis";
const serveForTests = join(import.meta.dirname, "..", "..", "src", "server", "serveForTests.ts");

let acts: Acts;
let partnerManager: TestAccount;
let secondController: TestAccount;
let secondOfficer: TestAccount;
let port: number;
let server: ChildProcess | undefined;

before(async () => {
  acts = await openActs({ operations: [], isEmbedded: true });
  partnerManager = await acts.world.account({ role: "partner_manager", partner });
  secondController = await acts.world.account({ role: "controller" });
  secondOfficer = await acts.world.account({ role: "programme_officer" });
  await acts.account(partner);
  port = await freePort();
  await startServer();
});
after(async () => {
  await killServer();
  await acts.world.close();
});

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
};

const startServer = async (): Promise<void> => {
  const { folder, programme } = acts.world;
  server = spawn(process.execPath, [serveForTests, "", folder, programme.folder, String(port)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, DATABASE_URL: "" },
  });
  await Promise.race([
    once(server, "message"),
    once(server, "exit").then(([code]) => assert.fail(`the server ended with ${code} before it served`)),
  ]);
};

const killServer = async (): Promise<void> => {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  server.kill("SIGKILL");
  await once(server, "exit");
};

/** Kills the database itself, by its number. */
const killDatabase = (): void => {
  const pid = Number(
    readFileSync(join(acts.world.folder, "database", "postmaster.pid"), "utf8").split("\n")[0],
  );
  assert.ok(pid > 1);
  process.kill(pid, "SIGKILL");
};

/** What somebody asks of the server, and how what became of it is read. */
type Asked = Readonly<{
  what: string;
  account: TestAccount;
  path: string;
  body: unknown;
  /** The entries of the ledger that it makes. */
  entries: number;
  effect: () => Promise<Effect>;
}>;
/** How often it counts: the entries of the ledger that it made, and whether its row says that it happened. */
type Effect = Readonly<{ entries: number; happened: boolean }>;

/** Returns the answer once all of it came; undefined where none came, or the server said that it failed. */
const send = async ({ account, path, body }: Asked, patience = 20_000): Promise<unknown> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers: {
        ...account.headers,
        origin: `http://127.0.0.1:${port}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    assert.ok(response.status >= 500 || response.status === 409, JSON.stringify(answer));
    return undefined;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return undefined;
  }
};

/** Asks the database, again where it is coming up. */
const one = async <T extends object>(query: string, values: readonly unknown[]): Promise<T> => {
  for (let tries = 0; ; tries++)
    try {
      const { rows } = await acts.world.pool.query<T>(query, [...values]);
      assert.ok(rows[0]);
      return rows[0];
    } catch (error) {
      if (error instanceof assert.AssertionError || tries > 200) throw error;
      await pause(100);
    }
};

const effectOf = (table: string, id: number, states: readonly string[], entries: string) => () =>
  one<Effect>(
    `select (select count(*)::int from ledger.entry e where ${entries}) as entries, r.state = any ($2) as happened
     from ${table} r where r.id = $1`,
    [id, states],
  );

/** What was approved in the round before: the bank executes it in the next. */
let approved: number | undefined;

/**
 * A round, each under an agreement of its own: a declaration to submit, a decision to take, a payment to approve, and the
 * bank's word that it paid the one of the round before.
 */
const prepare = async (): Promise<Asked[]> => {
  const { world, by, draft, declare, verify, propose, decide } = acts;
  const made = () =>
    world.agreement({ operation: "arae", partner, lines: moneyLines, mode: "salary_flat_rate" });
  const [agreement, other] = [await made(), await made()];
  const quarter = { from: "2019-01-01", until: "2019-03-31" };
  const declared = await declare(agreement, quarter, "1200.00");
  const decision = await propose(
    await verify(declared, [{ line: "staff", amount: "100.00", measure: "deduct" }]),
  );
  const { id, ...body } = await draft(agreement, { from: "2019-04-01", until: "2019-06-30" }, "800.00");
  await decide(await verify(await declare(other, quarter, "500.00"), []));
  const payment = await acts.preparePayment(other);
  const asked: Asked[] = [
    {
      what: "submission",
      account: partnerManager,
      path: `/api/declarations/${id}/submit`,
      body,
      entries: 1,
      effect: effectOf(
        "declaration.declaration",
        id,
        ["submitted"],
        "e.declaration = $1 and e.kind = 'declared'",
      ),
    },
    {
      what: "decision",
      account: secondController,
      path: `/api/decisions/${decision}/decide`,
      body: {},
      entries: 1,
      effect: effectOf("control.decision", decision, ["decided"], "e.under = $1"),
    },
    {
      what: "approval",
      account: secondOfficer,
      path: `/api/payments/${payment}/approve`,
      body: {},
      entries: 0,
      effect: effectOf("payment.payment", payment, ["approved", "sent", "paid"], "e.under = $1"),
    },
  ];
  if (approved !== undefined) {
    const before = approved;
    const { id: file } = await by("officer", (desk) => makeBankFile(desk, { payments: [before] }));
    asked.push({
      what: "execution",
      account: secondOfficer,
      path: `/api/bank-files/${file}/executed`,
      body: { executedOn: new Date().toISOString().slice(0, 10) },
      entries: 1,
      effect: effectOf("payment.payment", before, ["paid"], "e.under = $1 and e.kind = 'paid'"),
    });
  }
  approved = payment;
  return asked;
};

test("whoever kills the server or the database loses and doubles nothing that was acknowledged, and the trail verifies", async (t) => {
  const seen = { acknowledged: 0, unanswered: 0, happenedAllTheSame: 0, undone: 0 };
  for (let kill = 0; kill < kills; kill++) {
    const asked = await prepare();
    const isDatabase = kill % 2 === 1;
    const answers = asked.map(async (each) => {
      await pause(Math.random() * 100);
      return send(each);
    });
    // About as long as an act takes: some are over by then, some have just begun.
    await pause(Math.random() * 300);
    if (isDatabase) killDatabase();
    else await killServer();
    const acknowledged = await Promise.all(answers);
    if (!isDatabase) await startServer();
    for (const [at, each] of asked.entries()) {
      const { entries, happened } = await each.effect();
      const which = `${each.what} ${kill}`;
      assert.equal(entries, happened ? each.entries : 0, `${which}: whole or not at all`);
      if (acknowledged[at] === undefined) {
        seen.unanswered++;
        if (happened) seen.happenedAllTheSame++;
        else seen.undone++;
      } else {
        seen.acknowledged++;
        assert.ok(happened, `${which} was acknowledged`);
      }
      // Whoever got no answer asks again, and is answered as the first time.
      let again: unknown;
      for (let tries = 0; again === undefined && tries < 100; tries++) {
        again = await send(each);
        if (again === undefined) await pause(200);
      }
      assert.ok(again !== undefined, `${which} is answered in the end`);
      if (acknowledged[at] !== undefined && each.what === "submission")
        assert.deepEqual(again, acknowledged[at], which);
      assert.deepEqual(await each.effect(), { entries: each.entries, happened: true }, which);
    }
    if (kill % 25 === 24) assert.deepEqual((await verifyTrail(acts.world.pool)).breaks, []);
  }
  t.diagnostic(`${kills} kills: ${JSON.stringify(seen)}`);
  const { rest } = await one<{ rest: string }>(
    "select coalesce(sum(amount), 0)::text as rest from ledger.posting",
    [],
  );
  assert.equal(Number(rest), 0);
  assert.deepEqual((await verifyTrail(acts.world.pool)).breaks, []);
  assert.ok(seen.acknowledged > 0 && seen.unanswered > 0, "some were in time and some were not");
});
