import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Allocation } from "../definition/control.ts";
import { accountsForm, type AccountsFormLine, isReconciled } from "./accounts-form.ts";
import { applicationForm, requestOf } from "./application-form.ts";
import type { FormLine } from "./form-build.ts";
import { formCsv } from "./paper.ts";

type Rules = Parameters<typeof applicationForm>[0];

const text = (words: string) => ({ fr: words, nl: words, en: words });
const source = { article: "Essai", verified: false };
const allocations: readonly Allocation[] = [
  {
    priority: "one",
    fund: "ESF",
    region: "more_developed",
    basis: "total",
    rate: "0.50",
    commitments: [{ year: 2020, amount: "1000000.00", reserve: "0.00" }],
    source,
  },
  {
    priority: "two",
    fund: "ESF",
    region: "transition",
    basis: "public",
    rate: "0.60",
    commitments: [{ year: 2020, amount: "1000000.00", reserve: "0.00" }],
    source,
  },
];
const programme = (rules: "2014-2020" | "2021-2027"): Rules => ({
  control: { rules, allocations } as unknown as Rules["control"],
  identifier: "2014XX05SFOP001",
  title: text("Programme d'essai"),
  decision: "C(2014)1",
  approvedOn: "2014-12-01",
  priorities: new Map(),
});
const line = (
  priority: "one" | "two",
  eligible: string,
  part: string,
  more: Partial<FormLine> = {},
): FormLine => ({
  form: 1,
  kind: "expenditure",
  declaration: 1,
  agreement: 1,
  line: "a",
  operation: "o",
  partner: "p",
  priority,
  region: priority === "one" ? "more_developed" : "transition",
  year: "2019-07-01",
  eligible,
  public: part,
  entry: 1,
  ...more,
});
const head = { number: "ESF-1", fund: "ESF", year: "2019-2020", sentOn: null } as const;
const cellsOf = (
  tables: readonly { table: { id: string; total: Readonly<Record<string, string>> | null } }[],
  id: string,
) => tables.find(({ table }) => table.id === id)?.table.total;

describe("the form of an application", () => {
  const cumulated = [
    line("one", "1000000.00", "420000.00"),
    line("two", "1000.00", "800.00"),
    line("two", "-100.00", "-80.00", { kind: "withdrawal", year: "2018-07-01" }),
  ];
  const made = (rules: "2014-2020" | "2021-2027", interimShare: string) => {
    const request = requestOf(programme(rules), allocations, {
      cumulated,
      before: new Map([["one/more_developed", "20000.00"]]),
      left: new Map(),
      interimShare,
    });
    return {
      request,
      ...applicationForm(programme(rules), allocations, {
        head: { ...head, kind: "interim", until: "2020-03-31", reference: "=cmd" },
        cumulated,
        request,
      }),
    };
  };

  test("2014-2020: Annex VI, capped at the public expenditure, less what was asked for before", () => {
    const { form, tables, request } = made("2014-2020", "0.90");
    assert.equal(form.model, "1011/2014-VI");
    assert.deepEqual(cellsOf(tables, "main"), { B: "1000900.00", C: "420720.00" });
    assert.deepEqual(
      request.map(({ fund, capped, asked, cap }) => [fund, capped, asked, cap]),
      [
        ["500000.00", "420000.00", "400000.00", "public_expenditure"],
        ["432.00", "388.80", "388.80", "none"],
      ],
    );
  });

  test("2021-2027: Annex XXIII, 95 %, with technical assistance at 4 % on top", () => {
    const { form, tables } = made("2021-2027", "0.95");
    assert.equal(form.model, "2021/1060-XXIII");
    const main = cellsOf(tables, "main");
    assert.deepEqual([main?.["B"], main?.["D"], main?.["E"]], ["1000900.00", "20017.28", "420720.00"]);
    assert.deepEqual(cellsOf(tables, "app2"), { A: "1000720.00" });
  });

  test("cells open to their lines, what is worked out does not; a spreadsheet reads no formula", () => {
    const { form, tables } = made("2014-2020", "0.90");
    const main = tables.find(({ table }) => table.id === "main");
    assert.equal(main?.behind("B", "two/transition")?.lines.length, 2);
    assert.equal(main.behind("A", undefined), undefined);
    assert.match(formCsv(form, "nl"), /header,reference,,Nationale referentie,,\t=cmd/);
  });
});

describe("the form of accounts", () => {
  const applied = [
    line("one", "1000.00", "500.00"),
    line("two", "300.00", "200.00"),
    line("one", "-50.00", "-25.00", { kind: "withdrawal", year: "2018-07-01", entry: 7 }),
    line("one", "-10.00", "-5.00", { kind: "withdrawal", entry: 8 }),
    line("two", "-20.00", "-15.00", { kind: "recovery", year: "2018-07-01", entry: 9 }),
  ];
  const own: readonly AccountsFormLine[] = [
    { ...line("one", "960.00", "480.00"), deduction: null },
    { ...line("two", "300.00", "200.00"), deduction: null },
    { ...line("one", "-30.00", "-15.00", { kind: "deduction" }), deduction: "irregular" },
  ];
  const given = {
    head,
    year: "2019-07-01",
    applied,
    own,
    ofAudits: new Set([7]),
    article71: new Set([9]),
    toRecover: [line("one", "5.00", "2.50", { kind: "recovery" })],
    irrecoverable: [],
    paid: [line("one", "400.00", "400.00")],
    comments: { "app8:one/more_developed": "Corrigé" },
    yearNames: new Map([
      ["2018-07-01", "2018-2019"],
      ["2019-07-01", "2019-2020"],
    ]),
  };

  test("2014-2020: eight appendices, which reconcile to the cent", () => {
    const { form, tables } = accountsForm(programme("2014-2020"), allocations, given);
    const of = (id: string) => cellsOf(tables, id);
    assert.ok(isReconciled(given));
    assert.deepEqual(of("app1"), { A: "1190.00", B: "640.00", C: "400.00" });
    // Recoveries under Article 71 stand in Appendix 4 and not in 2.
    assert.deepEqual(of("app2"), { A: "60.00", B: "30.00", C: "0.00", D: "0.00" });
    assert.deepEqual(of("app2_audits"), { A: "50.00", B: "25.00", C: "0.00", D: "0.00" });
    assert.deepEqual(
      form.tables
        .find(({ id }) => id === "app2_years")
        ?.rows.map(({ label, cells }) => [label.fr, cells["A"]]),
      [
        ["2018-2019", "50.00"],
        ["2019-2020", "10.00"],
      ],
    );
    assert.deepEqual(of("app3"), { A: "5.00", B: "2.50" });
    assert.deepEqual(of("app4"), { A: "20.00", B: "15.00" });
    assert.deepEqual(of("app8"), {
      A: "1220.00",
      B: "655.00",
      C: "1190.00",
      D: "640.00",
      E: "30.00",
      F: "15.00",
    });
    assert.equal(of("app8_reasons")?.["A"], "30.00");
    for (const id of ["app6", "app7"]) assert.ok(form.tables.find((each) => each.id === id)?.nothing, id);
  });

  test("2021-2027: withdrawals only, and no table of recoveries", () => {
    const { form, tables } = accountsForm(programme("2021-2027"), allocations, given);
    assert.equal(form.model, "2021/1060-XXIV");
    assert.deepEqual(cellsOf(tables, "app2"), { A: "80.00", B: "45.00" });
    assert.equal(cellsOf(tables, "app4")?.["E"], "30.00");
    assert.deepEqual(
      form.tables.map(({ id }) => id),
      ["app1", "app2", "app3", "app4", "app4_reasons", "app5", "app7"],
    );
  });

  test("what does not add up is noticed", () => {
    assert.equal(isReconciled({ ...given, own: own.slice(1) }), false);
  });
});
