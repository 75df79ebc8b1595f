import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { endAgreements } from "../../src/declaration/ending.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type Acts, moneyLines, openActs } from "./money-acts.ts";

const partner = "arae_atelier_emploi_du_parvis";
let acts: Acts;

before(async () => {
  acts = await openActs({ operations: [] });
  await acts.account(partner);
});
after(() => acts.world.close());

const stateOf = async (agreement: number): Promise<string | undefined> => {
  const { rows } = await acts.world.pool.query<{ state: string }>(
    "select state from agreement.agreement where id = $1",
    [agreement],
  );
  return rows[0]?.state;
};

test("an agreement ends once its last day is past and nothing waits any more, and not before", async () => {
  const { world } = acts;
  const agreement = await world.agreement({
    operation: "arae",
    partner,
    lines: moneyLines,
    mode: "salary_flat_rate",
    starts: "2019-01-01",
    ends: "2019-12-31",
  });
  const night = (today = "2021-01-15") => endAgreements(world, today);
  const stays = async (why: string) => {
    assert.equal(await night(), 0, why);
    assert.equal(await stateOf(agreement), "active", why);
  };
  await stays("nothing is declared");
  const year = { from: "2019-01-01", until: "2019-12-31" };
  const draft = await acts.draft(agreement, year, "1000.00");
  await stays("what is declared is being prepared");
  await acts.submit(draft);
  await stays("nobody verified it");
  const verification = await acts.verify(draft.id, [{ line: "staff", amount: "100.00", measure: "park" }]);
  await stays("nothing is decided");
  const decision = await acts.propose(verification);
  await stays("a decision is proposed");
  await acts.settle(decision);
  await stays("an amount is parked");
  await acts.redecide(draft.id, "deduct");
  await stays("the partner is not paid");
  const payment = await acts.preparePayment(agreement);
  await stays("a payment is prepared");
  await acts.pay(payment);

  assert.equal(await night("2019-12-31"), 0, "the last day is not past");
  assert.equal(await night(), 1);
  assert.equal(await stateOf(agreement), "ended");
  assert.equal(await night(), 0);
  const { rows } = await world.pool.query<{ actor: string; kind: string }>(
    `select c.actor, e.kind from trail.entry e join trail.change c on c.seq = e.change
     where e.register = 'agreement.agreement' and e.record = $1 order by e.change desc limit 1`,
    [agreement],
  );
  assert.deepEqual(rows, [{ actor: "jalon", kind: "changed" }]);
  // What is found later is still corrected.
  await acts.redecide(draft.id, "none");
  assert.deepEqual((await verifyTrail(world.pool)).breaks, []);
});
