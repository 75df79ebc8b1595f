import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decommitment, decommitmentDeadline, nPlusThree } from "./n-plus.ts";
import {
  balanceOfAccounts,
  flatTechnicalAssistance,
  fundOf,
  interimPayment,
  prefinancing,
} from "./payment.ts";
import { performanceStatus, shareReached } from "./performance.ts";
import { fundContribution, isReported, mayBeLeft } from "./reporting.ts";
import { retention } from "./retention.ts";
import { publicOf, takeOff } from "./share.ts";
import {
  accountingYearFrom,
  accountingYearOf,
  accountingYearsUntil,
  accountsDue,
  applicationWindows,
  finalApplicationDue,
  quarterOf,
  reportDue,
} from "./years.ts";

/** What the law of each period says, as definitions do. */
const years2014 = {
  starts: "07-01",
  first: "2014-01-01",
  last: "2024-06-30",
  finalApplication: "07-31",
  accounts: "02-15",
  windows: [],
} as const;
const years2021 = {
  ...years2014,
  first: "2021-01-01",
  last: "2030-06-30",
  windows: ["02-28", "05-31", "07-31", "10-31", "11-30", "12-31"],
} as const;
const prefinancing2014 = [
  ...[2014, 2015, 2016].map((year) => ({ kind: "initial", year, rate: "0.01" }) as const),
  { kind: "annual", year: 2016, rate: "0.02" },
  { kind: "annual", year: 2017, rate: "0.02625" },
] as const;
const threeYears = { id: "three", counted: "accounts", years: 3, below: "1000000.00" } as const;
const twoYears = { id: "two", counted: "final_accounts", years: 2, below: undefined } as const;
const fiveYears = { id: "five", counted: "last_payment", years: 5, below: undefined } as const;
const limits = { achieved: "0.85", oneBelow: "0.75", failure: "0.65" } as const;
const status = (shares: readonly string[]) => performanceStatus(shares, limits);

const half = { rate: "0.50", eligible: "1000000.00" } as const;
const share = "0.90";

describe("interim payments (Art. 130 of Reg. 1303/2013)", () => {
  test("at 50 % of total expenditure: due 500,000, paid 450,000, held 50,000", () => {
    const paid = interimPayment({ ...half, basis: "total", public: "800000.00" }, { share });
    assert.deepEqual(
      [paid.fund, paid.amount, paid.held, paid.cap],
      ["500000.00", "450000.00", "50000.00", "none"],
    );
  });

  test("the same on public expenditure: due 400,000, paid 360,000", () => {
    const paid = interimPayment({ ...half, basis: "public", public: "800000.00" }, { share });
    assert.deepEqual([paid.base, paid.fund, paid.amount], ["800000.00", "400000.00", "360000.00"]);
  });

  test("never more than the public expenditure declared: 420,000", () => {
    const paid = interimPayment({ ...half, basis: "total", public: "420000.00" }, { share });
    assert.deepEqual(
      [paid.uncapped, paid.amount, paid.cap],
      ["450000.00", "420000.00", "public_expenditure"],
    );
  });

  test("never more than the priority gets", () => {
    const paid = interimPayment(
      { ...half, basis: "total", public: "800000.00" },
      { share, contribution: "300000.00" },
    );
    assert.deepEqual([paid.amount, paid.cap], ["300000.00", "contribution"]);
  });

  test("95 % in 2021-2027 (Art. 93 of Reg. 2021/1060), and 4 % of technical assistance on top", () => {
    const claim = { ...half, rate: "0.40", basis: "total", public: "800000.00" } as const;
    assert.equal(interimPayment(claim, { share: "0.95" }).amount, "380000.00");
    assert.equal(flatTechnicalAssistance(fundOf(claim), "0.04"), "16000.00");
  });
});

describe("balance of accounts (Art. 139(6) and (7) of Reg. 1303/2013)", () => {
  const claims = [{ ...half, basis: "total", public: "800000.00" }] as const;
  test("above nothing it is paid", () => {
    assert.deepEqual(balanceOfAccounts(claims, { interim: "450000.00", annualPrefinancing: "20000.00" }), {
      due: "500000.00",
      paid: "470000.00",
      balance: "30000.00",
    });
  });
  test("below nothing it is recovered", () => {
    const { balance } = balanceOfAccounts(claims, { interim: "450000.00", annualPrefinancing: "80000.00" });
    assert.equal(balance, "-30000.00");
  });
});

test("pre-financing: 1 + 2 % in 2016, 2.625 % in 2017", () => {
  assert.deepEqual(prefinancing(prefinancing2014, "1000000.00", 2016), {
    initial: "10000.00",
    annual: "20000.00",
  });
  assert.deepEqual(prefinancing(prefinancing2014, "1000000.00", 2017), {
    initial: "0.00",
    annual: "26250.00",
  });
});

describe("F02: n+3", () => {
  const rules = { years: 3, exceptions: [{ year: 2027, deadline: "2029-12-31" }] };
  const rules2014 = { years: 3, exceptions: [], closesOn: "2023-12-31" };
  test("what is at risk is the commitments less pre-financing and applications", () => {
    assert.equal(
      decommitment({ commitments: "18000000.00", prefinancing: "900000.00", applied: "15000000.00" }),
      "2100000.00",
    );
    assert.equal(decommitmentDeadline(rules, 2022), "2025-12-31");
    assert.equal(decommitmentDeadline(rules, 2027), "2029-12-31");
  });

  test("the same by years, the day on which it was sent counting", () => {
    const tranches = nPlusThree({
      rules,
      commitments: [
        { year: 2022, amount: "10000000.00" },
        { year: 2021, amount: "8000000.00" },
      ],
      prefinancing: [{ on: "2021-06-01", fund: "900000.00" }],
      applied: [
        { on: "2025-12-31", fund: "15000000.00" },
        { on: "2026-01-01", fund: "9000000.00" },
      ],
    });
    assert.deepEqual(
      tranches.map(({ year, atRisk, deadline }) => [year, atRisk, deadline]),
      [
        [2021, "7100000.00", "2024-12-31"],
        [2022, "2100000.00", "2025-12-31"],
      ],
    );
  });

  test("in 2014-2020 the tranche of 2020 is settled at closure", () => {
    const [last] = nPlusThree({
      rules: rules2014,
      commitments: [{ year: 2020, amount: "1.00" }],
      prefinancing: [],
      applied: [],
    });
    assert.deepEqual([last?.deadline, last?.atRisk], [null, "0.00"]);
    assert.equal(decommitmentDeadline(rules2014, 2019), "2022-12-31");
  });
});

describe("F01: performance framework (Art. 6 of Reg. 215/2014)", () => {
  test("two indicators at 90 and 86 % achieve", () => {
    assert.equal(status(["0.9", "0.86"]), "achieved");
  });
  test("of three, one may stay at 76 %, none at 74 %", () => {
    assert.equal(status(["0.9", "1.0", "0.76"]), "achieved");
    assert.equal(status(["0.9", "1.0", "0.74"]), "not_achieved");
  });
  test("below 65 %: one of two fails seriously, two of three do, one of three does not", () => {
    assert.equal(status(["0.64", "0.95"]), "serious_failure");
    assert.equal(status(["0.64", "0.6", "0.95"]), "serious_failure");
    assert.equal(status(["0.64", "0.95", "0.95"]), "not_achieved");
  });
  test("no indicator, no status; a share is cut off, not rounded up", () => {
    assert.equal(status([]), "unknown");
    assert.equal(shareReached("8499999", "10000000"), "0.849999");
    assert.equal(shareReached("10", "0"), null);
  });
});

describe("what is reported (Art. 122(2) of Reg. 1303/2013)", () => {
  const none = {
    suspectedFraud: false,
    bankruptcyOnly: false,
    precedesBankruptcy: false,
    voluntary: false,
    beforeApplication: false,
  };
  const of = (irregular: string) =>
    fundContribution({ eligible: irregular, public: irregular }, { basis: "total", rate: "0.50" });
  const verdict = (irregular: string, more: Partial<typeof none> = {}, linked: readonly string[] = []) =>
    isReported({ fundContribution: of(irregular), ...none, ...more }, "10000.00", linked).report;

  test("18,000 at 50 % is 9,000 of the Fund: not reported; 22,000 is 11,000: reported", () => {
    assert.equal(of("18000.00"), "9000.00");
    assert.equal(verdict("18000.00"), false);
    assert.equal(verdict("22000.00"), true);
  });
  test("exactly 10,000 is not above the threshold; a linked case takes it there", () => {
    assert.equal(verdict("20000.00"), false);
    assert.equal(verdict("20000.00", {}, ["0.01"]), true);
  });
  test("exemptions hold, but shield neither fraud nor what precedes a bankruptcy", () => {
    for (const exempt of ["bankruptcyOnly", "voluntary", "beforeApplication"] as const) {
      assert.equal(verdict("22000.00", { [exempt]: true }), false);
      assert.equal(verdict("22000.00", { [exempt]: true, suspectedFraud: true }), true);
      assert.equal(verdict("22000.00", { [exempt]: true, precedesBankruptcy: true }), true);
    }
    assert.equal(verdict("18000.00", { suspectedFraud: true }), false);
  });
  test("up to 250 euros of the Union by operation and accounting year may be left", () => {
    assert.equal(mayBeLeft(["200.00", "50.00"], "250.00"), true);
    assert.equal(mayBeLeft(["200.00", "50.01"], "250.00"), false);
  });
});

describe("how long papers are kept", () => {
  const accounts = [
    { year: "2017-07-01", submittedOn: "2019-02-14" },
    { year: "2019-07-01", submittedOn: "2021-02-15" },
  ];
  const of = { accounts, isCompleted: false, lastPaidOn: null };
  const rules = [threeYears, twoYears];
  test("an operation of 800,000: three years from each submission of accounts", () => {
    const kept = retention(rules, { ...of, eligible: "800000.00" });
    assert.deepEqual(
      kept?.keep.map((each) => each.until),
      ["2022-12-31", "2024-12-31"],
    );
    assert.equal(kept.until, "2024-12-31");
  });
  test("of a million or more: two years from the last accounts, once it is completed", () => {
    const until = (isCompleted: boolean) =>
      retention(rules, { ...of, eligible: "1000000.00", isCompleted })?.until;
    assert.deepEqual([until(false), until(true)], [null, "2023-12-31"]);
    assert.equal(retention([twoYears], { ...of, eligible: "1.00", isCompleted: true })?.until, "2023-12-31");
  });
  test("2021-2027: five years from 31 December of the year of the last payment (Art. 82)", () => {
    const until = (lastPaidOn: string | null) =>
      retention([fiveYears], { ...of, eligible: "1.00", lastPaidOn })?.until;
    assert.deepEqual([until("2029-03-02"), until(null)], ["2034-12-31", null]);
  });
});

describe("the calendar", () => {
  test("accounting years end on 30 June; the first and the last are their own", () => {
    assert.equal(accountingYearOf(years2014, "2019-06-30").label, "2018-2019");
    assert.deepEqual(accountingYearOf(years2014, "2019-07-01"), {
      from: "2019-07-01",
      until: "2020-06-30",
      label: "2019-2020",
    });
    assert.equal(accountingYearOf(years2014, "2014-05-01").until, "2015-06-30");
    assert.equal(accountingYearOf(years2014, "2025-01-01").until, "2024-06-30");
    assert.equal(accountingYearOf(years2021, "2021-02-01").until, "2022-06-30");
    assert.equal(accountingYearsUntil(years2014, "2020-12-31").length, 7);
    assert.equal(accountingYearFrom(years2014, "2019-07-02"), undefined);
  });
  test("the final application by 31 July, the accounts by 15 February", () => {
    const year = accountingYearOf(years2014, "2019-12-31");
    assert.equal(finalApplicationDue(years2014, year), "2020-07-31");
    assert.equal(accountsDue(years2014, year), "2021-02-15");
    const last = accountingYearOf(years2014, "2024-06-30");
    assert.equal(finalApplicationDue(years2014, last), "2025-07-31");
    assert.equal(accountsDue(years2014, last), "2026-02-15");
  });
  test("six windows a year in 2021-2027", () => {
    assert.deepEqual(applicationWindows(years2021, accountingYearOf(years2021, "2023-09-01")), [
      "2023-10-31",
      "2023-11-30",
      "2023-12-31",
      "2024-02-29",
      "2024-05-31",
      "2024-07-31",
    ]);
    assert.equal(applicationWindows(years2021, accountingYearOf(years2021, "2021-09-01")).length, 9);
  });
  test("an irregularity is told two months after its quarter", () => {
    assert.equal(quarterOf("2020-02-29"), "2020-01-01");
    assert.deepEqual(
      ["2020-01-01", "2020-04-01", "2020-07-01", "2020-10-01"].map((quarter) => reportDue(quarter)),
      ["2020-05-31", "2020-08-31", "2020-11-30", "2021-02-28"],
    );
  });
});

describe("public expenditure", () => {
  test("is the agreement's share downwards, and of an agreement that says no total cost, all of it", () => {
    assert.equal(publicOf("100.00", { publicSupport: "2.00", totalCost: "3.00" }), "66.66");
    assert.equal(publicOf("100.00", { publicSupport: "0.00", totalCost: "0.00" }), "100.00");
  });
  test("goes along with what is taken, and nothing is left over", () => {
    const first = takeOff({ eligible: "100.00", public: "66.67" }, "33.33");
    assert.deepEqual(first.taken, { eligible: "33.33", public: "22.22" });
    assert.deepEqual(takeOff(first.left, "66.67").left, { eligible: "0.00", public: "0.00" });
  });
});
