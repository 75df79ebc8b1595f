import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accountsPage } from "../../src/commission/accounts-page.ts";
import {
  changeAccounts,
  openAccounts,
  reopenAccounts,
  submitAccounts,
} from "../../src/commission/accounts.ts";
import { applicationPage } from "../../src/commission/application-page.ts";
import { openApplication, reopenApplication, submitApplication } from "../../src/commission/applications.ts";
import { correctionsPage } from "../../src/commission/corrections.ts";
import { applicationsPage } from "../../src/commission/overview.ts";
import { formCsv } from "../../src/commission/paper.ts";
import type { ApplicationsPage } from "../../src/commission/shapes.ts";
import { less, sumOf } from "../../src/euros.ts";
import { Problem } from "../../src/problem.ts";
import { issueRecovery, noteRepayment, writeOff } from "../../src/payment/recoveries.ts";
import { verifyTrail } from "../../src/trail/verify.ts";
import { type CommissionWorld, type Found, hands, openCommissionWorld } from "./commission-world.ts";

const fund = "ESF";
const today = "2021-08-31";
const years = ["2018-07-01", "2019-07-01", "2020-07-01"] as const;
const runs = Number(process.env["JALON_RUNS"] ?? 80);

let world: CommissionWorld;
let declarations: readonly number[];
let agreements: readonly number[];

before(async () => {
  world = await openCommissionWorld(today);
  declarations = [];
  agreements = [];
  for (const share of [100n, 75n, 33n]) {
    const agreement = await world.byHand(share);
    agreements = [...agreements, agreement];
    for (const year of ["2019", "2020"])
      declarations = [...declarations, await world.declareByHand(agreement, year)];
  }
});
after(() => world.close());

/** Numbers that a seed gives, the same on every run. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

const certifier = <T>(work: Parameters<typeof world.by<T>>[1]) => world.by(hands.certifier, work);
const overviewOf = (): Promise<ApplicationsPage> => certifier((desk) => applicationsPage(desk));

test("accounts reconcile with applications to the cent, in whatever order things happen", async (t) => {
  const roll = dice(Number(process.env["JALON_SEED"] ?? 20_201_231));
  const pick = <T>(all: readonly T[]): T => {
    const found = all[roll(all.length)];
    if (found === undefined) throw new Error("nothing to pick");
    return found;
  };
  const measures = ["deduct", "park", "none"] as const;
  const findings = new Map<number, readonly number[]>();
  const sent = new Map<string, string>();
  const counted = new Map<string, number>();
  const day = () => `${pick([2019, 2020])}-${String(1 + roll(12)).padStart(2, "0")}-15T10:00:00Z`;
  const heads = async (what: "applications" | "accounts", state: string) =>
    (await overviewOf()).years.flatMap((each) => each[what]).filter((each) => each.state === state);

  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    control: async () => {
      const left = declarations.filter((id) => !findings.has(id));
      if (left.length === 0) return;
      const declaration = pick(left);
      const found: Found[] = ["hand", "other"].flatMap((line) => [
        { line, amount: `${10 + roll(90)}.${10 + roll(90)}`, measure: pick(measures) },
        { line, amount: `${100 + roll(900)}.${10 + roll(90)}`, measure: pick(measures) },
      ]);
      findings.set(declaration, await world.control(declaration, found, "2020-03-02T10:00:00Z"));
    },
    correct: async () => {
      if (findings.size === 0) return;
      const [declaration, own] = pick([...findings]);
      await world.correct(
        declaration,
        own.map((finding) => ({ finding, measure: pick(measures) })),
        pick(["withdrawal", "withdrawal", "recovery"]),
        day(),
      );
    },
    pay: () => world.pay(pick(agreements)),
    askBack: () => {
      const agreement = pick(agreements);
      return world.by(hands.officer, (desk) => issueRecovery(desk, agreement, { reason: "Essai" }));
    },
    repay: async () => {
      const { rows } = await world.pool.query<{ id: number; left: string }>(
        "select id, amount - set_off - repaid as left from payment.recovery where state = 'issued' order by id",
      );
      const [order] = rows;
      if (!order) return;
      const half = order.left.startsWith("0.") || roll(2) === 0 ? order.left : `${order.left.length}.07`;
      await world.by(hands.officer, (desk) =>
        noteRepayment(desk, order.id, { amount: half, receivedOn: today, reference: `R${roll(1e9)}` }),
      );
    },
    writeOff: async () => {
      const { rows } = await world.pool.query<{ id: number }>(
        "select id from payment.recovery where state = 'issued' order by id",
      );
      const [order] = rows;
      if (order && roll(3) === 0)
        await world.by(hands.secondOfficer, (desk) => writeOff(desk, order.id, "Essai"));
    },
    open: async () => {
      const { years: all } = await overviewOf();
      const next = all.find((each) => each.next === "interim" || each.next === "final");
      await certifier((desk) =>
        openApplication(desk, {
          fund,
          year: roll(3) === 0 || !next ? pick(years) : next.year.from,
          kind: pick(["interim", "interim", "interim", "interim", "final"]),
        }),
      );
    },
    send: async () => {
      const [draft] = await heads("applications", "draft");
      if (draft) await certifier((desk) => submitApplication(desk, draft.id));
    },
    reopen: async () => {
      const last = (await heads("applications", "submitted")).toSorted((a, b) => a.id - b.id).at(-1);
      if (last) await certifier((desk) => reopenApplication(desk, last.id, "Essai"));
    },
    openAccounts: async () => {
      const { years: all } = await overviewOf();
      const next = all.find((each) => each.next === "accounts");
      if (next) await certifier((desk) => openAccounts(desk, { fund, year: next.year.from }));
    },
    changeAccounts: async () => {
      const [draft] = await heads("accounts", "draft");
      if (!draft) return;
      const deductions = Array.from({ length: roll(4) }, () => ({
        declaration: pick(declarations),
        line: pick(["hand", "other"]),
        amount: `${1 + roll(200)}.${10 + roll(90)}`,
        kind: pick(["irregular", "ongoing_assessment", "other"] as const),
        comment: "Essai",
      }));
      await certifier((desk) => changeAccounts(desk, draft.id, { deductions }));
    },
    sendAccounts: async () => {
      const [draft] = await heads("accounts", "draft");
      if (draft) await certifier((desk) => submitAccounts(desk, draft.id));
    },
    reopenAccounts: async () => {
      const last = (await heads("accounts", "submitted")).at(0);
      if (last && roll(3) === 0) await certifier((desk) => reopenAccounts(desk, last.id, "Essai"));
    },
  };
  const names = Object.keys(acts);
  const often = [
    "control",
    "correct",
    "send",
    "open",
    "sendAccounts",
    "openAccounts",
    "pay",
    "askBack",
    "repay",
  ];

  for (let turn = 0; turn < runs; turn++) {
    const name = turn < 3 ? "control" : pick([...names, ...often]);
    try {
      await acts[name]?.();
      counted.set(name, (counted.get(name) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const refused = `${name}: ${error.code}`;
      counted.set(refused, (counted.get(refused) ?? 0) + 1);
    }
    await holds(`turn ${turn}, ${name}`, sent);
  }
  for (const act of ["send", "sendAccounts", "reopen", "correct"])
    assert.ok((counted.get(act) ?? 0) > 0, `${act}: ${JSON.stringify(Object.fromEntries(counted))}`);
  t.diagnostic(JSON.stringify(Object.fromEntries(counted)));
  const { breaks } = await verifyTrail(world.pool);
  assert.deepEqual(breaks, []);
});

/** What is true after every act. */
const holds = async (when: string, sent: Map<string, string>): Promise<void> => {
  const { years: all } = await overviewOf();
  for (const { id, state } of all.flatMap(({ applications }) => applications)) {
    const { form, eligible, hash } = await certifier((desk) => applicationPage(desk, id));
    assert.equal(form.tables.find((each) => each.id === "main")?.total?.["B"], eligible, when);
    stays(when, sent, `application ${id}`, state, `${hash} ${formCsv(form, "fr")}`);
  }
  for (const { id, state } of all.flatMap(({ accounts }) => accounts)) {
    const page = await certifier((desk) => accountsPage(desk, id));
    assert.ok(page.reconciled, when);
    const total = (table: string) => page.form.tables.find((each) => each.id === table)?.total ?? {};
    const [app8, reasons] = [total("app8"), total("app8_reasons")];
    assert.equal(less(app8["A"] ?? "", app8["C"] ?? ""), reasons["A"], when);
    assert.equal(less(app8["B"] ?? "", app8["D"] ?? ""), reasons["B"], when);
    assert.deepEqual([app8["C"], app8["D"]], [total("app1")["A"], total("app1")["B"]], when);
    stays(when, sent, `accounts ${id}`, state, `${page.hash} ${formCsv(page.form, "fr")}`);
  }
  const { applied = "0.00", accounted = "0.00" } = await world.held();
  const { rows: told } = await world.pool.query<{ eligible: string }>(
    `select l.eligible from commission.application_line l join commission.application a on a.id = l.application
     where a.state = 'submitted'
     union all select l.eligible from commission.accounts_line l join commission.accounts a on a.id = l.accounts
     where a.state = 'submitted' and l.kind = 'deduction'`,
  );
  const { rows: corrections } = await certifier((desk) => correctionsPage(desk));
  const untold = corrections.filter(({ toldIn, kind }) => toldIn === null && kind === "withdrawal");
  assert.equal(
    less(sumOf(told.map(({ eligible }) => eligible)), ...untold.map(({ eligible }) => eligible)),
    sumOf([applied, accounted]),
    when,
  );
};

/** What was sent prints as it was sent, also once it was opened again. */
const stays = (when: string, sent: Map<string, string>, name: string, state: string, now: string): void => {
  if (state === "draft") return;
  const then = sent.get(name);
  if (then === undefined) sent.set(name, now);
  else assert.equal(now, then, `${when}: ${name}`);
};
