import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addFinding } from "../../src/control/findings.ts";
import { openVerification } from "../../src/control/open.ts";
import { withdrawDeclaration } from "../../src/declaration/submit.ts";
import { Problem } from "../../src/problem.ts";
import { type ControlWorld, openControlWorld } from "./control-world.ts";

let w: ControlWorld;

before(async () => {
  w = await openControlWorld();
});
after(() => w.world.close());

/** What came of it: the answer, or the code of the refusal. */
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => {
      if (error instanceof Problem) return error.code;
      throw error;
    },
  );

test("a partner who withdraws and a controller who opens at once: one of them does, and the other is told", async () => {
  for (let turn = 0; turn < 8; turn++) {
    const { declaration } = await w.declared();
    const [withdrawn, opened] = await Promise.all([
      outcome(w.world.as(w.manager, (desk) => withdrawDeclaration(desk, declaration, ""))),
      outcome(
        w.world.as(w.controller, (desk) =>
          openVerification(desk, { declaration }, { type: "administrative" }),
        ),
      ),
    ]);
    const { rows } = await w.world.pool.query<{ state: string; verifications: number }>(
      `select d.state, (select count(*)::int from control.verification v where v.declaration = d.id) as verifications
       from declaration.declaration d where d.id = $1`,
      [declaration],
    );
    assert.deepEqual(
      [withdrawn, opened, rows[0]?.state, rows[0]?.verifications],
      withdrawn === "done"
        ? ["done", "not_submitted", "withdrawn", 0]
        : ["control_begun", "done", "submitted", 1],
    );
  }
});

test("twenty controllers who open one declaration at once open one verification", async () => {
  const { declaration } = await w.declared();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      outcome(
        w.world.as(n % 2 === 0 ? w.controller : w.second, (desk) =>
          openVerification(desk, { declaration }, { type: "administrative" }),
        ),
      ),
    ),
  );
  assert.equal(outcomes.filter((each) => each === "done").length, 1);
  assert.equal(outcomes.filter((each) => each === "verified_already").length, 19);
});

test("a finding that is sent again and again under one reference is kept once", async () => {
  const { declaration } = await w.declared();
  const { id } = await w.world.as(w.controller, (desk) =>
    openVerification(desk, { declaration }, { type: "administrative" }),
  );
  const finding = {
    reference: "6f1e-phone-without-signal",
    line: "staff",
    about: null,
    typology: "missing_documents",
    amount: "10.00",
    ofBuyer: false,
    systemic: false,
    measure: "deduct" as const,
    text: "Une pièce manque.",
  };
  const made = await Promise.all(
    Array.from({ length: 10 }, () => w.world.as(w.controller, (desk) => addFinding(desk, id, finding))),
  );
  assert.equal(new Set(made.map((each) => each.id)).size, 1);
});
