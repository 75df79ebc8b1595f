import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { openDatabase } from "../../src/database/connect.ts";
import { jalon, jalonJson } from "../jalon.ts";

// The whole main job, once: partners' files, through intake, to the figures and the report of the reference programme.

type ReportJson = {
  true: boolean;
  statements: {
    sentence: string;
    figures: { figure: string; value: string; text: string; true: boolean }[];
  }[];
  figures: { figure: string; year?: number; filters: Record<string, string>; value: string; text: string }[];
};
type FiguresJson = {
  figures: { figure: string; total: string; values: Record<string, string | null>[] }[];
};

let data = "";
let report: ReportJson;

before(async () => {
  data = mkdtempSync(join(tmpdir(), "jalon-demonstration-"));
  const made = await jalonJson<{ files: number; refused: unknown[] }>("demo", "--data", data);
  assert.ok(made.files > 100);
  assert.deepEqual(made.refused, []);
  report = await jalonJson("report", "--year", "2020", "--lang", "fr", "--data", data);
});

after(() => rmSync(data, { recursive: true, force: true }));

const value = (figure: string, filters: Record<string, string> = {}, year = 2020): string | undefined =>
  report.figures.find(
    (each) =>
      each.figure === figure && (each.year ?? year) === year && isDeepStrictEqual(each.filters, filters),
  )?.value;

const operation = (id: string) => ({ operation: id });

test("the 2020 report computes every participant figure that the published one prints", () => {
  const expected: [string, string][] = [
    ["youth_guarantee", "3016"],
    ["cpe_oip", "104"],
    ["european_internships", "58"],
    ["neets", "726"],
    ["grae", "3058"],
    ["arae", "4933"],
    ["cpas", "3851"],
    ["link", "1199"],
    ["childcare", "184"],
  ];
  for (const [id, number] of expected) assert.equal(value("participants", operation(id)), number, id);
  assert.equal(value("accompanied"), "7991");
  assert.equal(value("participants", { priority: "priority_3" }), "5234");
});

test("the 2020 report computes every count of events, classes, offers, cases and places", () => {
  const expected: [string, string][] = [
    ["job_offers", "22471"],
    ["publicity_actions", "44"],
    ["unique_placements", "36"],
    ["childcare_places", "108"],
    ["diversity_plan_companies", "17"],
    ["clause_authorities", "18"],
    ["clause_interventions", "41"],
    ["discrimination_cases_opened", "215"],
    ["discrimination_cases_referred", "8"],
    ["classes_reached", "154"],
    ["student_jobs", "212"],
  ];
  for (const [id, number] of expected) assert.equal(value(id), number, id);
});

test("the report gives the values of 2019, with 7.972 for priority 3, the sum of its parts", () => {
  const expected: [string, Record<string, string>, string][] = [
    ["participants", operation("youth_guarantee"), "4465"],
    ["participants", operation("neets"), "556"],
    ["participants", { priority: "priority_3" }, "7972"],
    ["participants", operation("cpas"), "6164"],
    ["participants", operation("link"), "1590"],
    ["participants", operation("childcare"), "218"],
    ["yei_participants", {}, "840"],
    ["classes_reached", {}, "184"],
    ["student_jobs", {}, "415"],
    ["job_offers", {}, "32044"],
    ["publicity_actions", {}, "85"],
    ["unique_placements", {}, "30"],
    ["clause_authorities", {}, "14"],
    ["clause_interventions", {}, "34"],
    ["discrimination_cases_opened", {}, "66"],
    ["discrimination_cases_referred", {}, "3"],
  ];
  for (const [id, filters, number] of expected)
    assert.equal(value(id, filters, 2019), number, `${id} ${JSON.stringify(filters)}`);
  assert.equal(value("job_offers", {}, 2018), "37387");
});

test("the report gives the fifteen yearly contributions and the budget to the cent", () => {
  const contributions = {
    jeep_jump: 240000,
    youth_guarantee: 247000,
    cpe_oip: 980000,
    european_internships: 490000,
    neets: 420000,
    grae: 730000,
    arae: 1070000,
    employer_consultants: 655000,
    eures: 65000,
    cpas: 1080000,
    link: 217000,
    childcare: 472000,
    diversity: 230000,
    social_clauses: 103000,
    anti_discrimination: 20000,
  };
  for (const [id, euros] of Object.entries(contributions))
    assert.equal(value("esf_contribution", operation(id)), `${euros}.00`, id);
  const budgets = ["34159990.00", "38567678.00", "26254210.00", "3922542.00"];
  budgets.forEach((euros, index) =>
    assert.equal(value("budget", { priority: `priority_${index + 1}` }), euros),
  );
  assert.equal(value("budget"), "102904420.00");
  assert.ok(report.figures.some(({ text }) => text === "102.904.420,00"));
});

test("the chapter on technical assistance is filled from the control run of the year", () => {
  const expected: [string, Record<string, string>, string][] = [
    ["verifications_administrative", {}, "31"],
    ["verifications_on_the_spot", {}, "4"],
    ["findings", {}, "16"],
    ["findings_euros", {}, "33097.90"],
    ["findings_euros", { finding_typology: "sco_not_respected" }, "6607.20"],
    ["sample_population", {}, "35"],
    ["sample_units", {}, "20"],
    ["payments_made", { payment_kind: "balance" }, "29"],
  ];
  for (const [id, filters, number] of expected) assert.equal(value(id, filters), number, id);
  const rate = report.figures.find(
    ({ figure, text }) => figure === "sample_error_projected" && /%/.test(text),
  );
  assert.match(rate?.text ?? "", /^1,\d\u00A0%$/);
});

test("every wording of the report is true, and the rounded ones are those of the published report", () => {
  assert.equal(report.true, true);
  const texts = new Set(report.figures.map(({ text }) => text));
  for (const text of [
    "plus de 17.300",
    "plus de 22.300",
    "plus de 3.900",
    "plus de 5.300",
    "un peu plus de 880",
    "plus de 9.000",
    "plus de 22.470",
    "plus de 32.000",
    "plus de 102 millions",
  ])
    assert.ok(texts.has(text), text);
});

test("the page, the tagged PDF and the data are written", () => {
  const folder = join(data, "reports");
  assert.match(readFileSync(join(folder, "report-2020-fr.html"), "utf8"), /<html lang="fr/);
  assert.equal(readFileSync(join(folder, "report-2020-fr.pdf")).subarray(0, 5).toString(), "%PDF-");
  assert.ok(existsSync(join(folder, "report-2020-fr.json")));
});

test("the report is written in Dutch and in English too, and for 2019", async () => {
  for (const [year, language] of [
    ["2020", "nl"],
    ["2020", "en"],
    ["2019", "fr"],
  ] as const) {
    const run = await jalon("report", "--year", year, "--lang", language, "--data", data);
    assert.equal(run.code, 0, run.err + run.out);
  }
});

test("running the demonstration again starts from what is there and changes nothing", async () => {
  const again = await jalonJson<{ files: number; already: number }>("demo", "--data", data);
  assert.equal(again.already, again.files);
  const verdict = await jalonJson<{ breaks: unknown[]; changes: number }>("trail", "verify", "--data", data);
  assert.deepEqual(verdict.breaks, []);
  assert.ok(verdict.changes > 100);
});

/** The common indicators by gender for one year, written by hand from the regulation: none of Jalon's conditions. */
const independent = (year: number) => `
  with p as (
    select *, extract(year from age(entry_date, birth_date))::int as years,
      operation in ('cpe_oip', 'european_internships', 'neets') as yei,
      (gender is not null and birth_date is not null and employment_at_entry is not null and education_level is not null
        and (employment_at_entry <> 'unemployed' or unemployed_since is not null)
        and (employment_at_entry <> 'inactive' or in_education_at_entry is not null)
        and (entry_date >= date '2018-08-02'
          or (household_adults is not null and household_working_adults is not null and household_children is not null))
      ) as complete
    from register.participants
  ), q as (
    select *, employment_at_entry = 'unemployed' as co01, employment_at_entry = 'inactive' as co03,
      employment_at_entry in ('employed', 'self_employed') as co05,
      employment_at_entry = 'unemployed' and unemployed_since < entry_date - (case when years < 25 then 6 else 12 end) * interval '1 month' as co02,
      employment_at_entry = 'inactive' and not in_education_at_entry as co04,
      coalesce(migrant_or_minority = 'yes', false) as co15, coalesce(disability = 'yes', false) as co16,
      coalesce(other_disadvantage = 'yes', false) or (education_level = 'isced_0' and years >= 12) as co17,
      coalesce(employment_at_leave in ('employed', 'self_employed'), false) as works,
      coalesce(in_education_at_leave, false) as learns, coalesce(qualification_gained, false) as qualified
    from p where complete
  ), e as (select * from q where extract(year from entry_date) = ${year}),
  l as (select *,
      co03 and coalesce(employment_at_leave = 'unemployed', false) as cr01,
      in_education_at_entry is false and learns as cr02,
      (co01 or co03) and works as cr04
    from q where extract(year from leave_date) = ${year})
  select gender, figure, count(*) filter (where hit) as value from (
    select gender, 'CO01' as figure, co01 as hit from e union all
    select gender, 'CO02', co02 from e union all
    select gender, 'CO03', co03 from e union all
    select gender, 'CO04', co04 from e union all
    select gender, 'CO05', co05 from e union all
    select gender, 'CO06', years < 25 from e union all
    select gender, 'CO07', years >= 55 from e union all
    select gender, 'CO08', years >= 55 and (co01 or co04) from e union all
    select gender, 'CO09', education_level in ('isced_1', 'isced_2') from e union all
    select gender, 'CO10', education_level in ('isced_3', 'isced_4') from e union all
    select gender, 'CO11', education_level in ('isced_5', 'isced_6', 'isced_7', 'isced_8') from e union all
    select gender, 'CO15', co15 from e union all
    select gender, 'CO16', co16 from e union all
    select gender, 'CO17', co17 from e union all
    select gender, 'TOTAL', co01 or co03 or co05 from e union all
    select gender, 'CR01', cr01 from l union all
    select gender, 'CR02', cr02 from l union all
    select gender, 'CR03', qualified from l union all
    select gender, 'CR04', cr04 from l union all
    select gender, 'CR05', (co15 or co16 or co17) and (cr01 or cr02 or qualified or cr04) from l union all
    select gender, 'YEI-CR01', yei and co01 and completed_as_planned from l union all
    select gender, 'YEI-CR02', yei and co01 and offer_received from l union all
    select gender, 'YEI-CR03', yei and co01 and (learns or qualified or works) from l union all
    select gender, 'YEI-CR04', yei and co02 and completed_as_planned from l union all
    select gender, 'YEI-CR05', yei and co02 and offer_received from l union all
    select gender, 'YEI-CR06', yei and co02 and (learns or qualified or works) from l union all
    select gender, 'YEI-CR07', yei and co04 and completed_as_planned from l union all
    select gender, 'YEI-CR08', yei and co04 and offer_received from l union all
    select gender, 'YEI-CR09', yei and co04 and (learns or qualified or works) from l
  ) cells group by gender, figure`;

test("an independent SQL agrees on every cell of the common indicators by gender", async () => {
  const database = await openDatabase({ dataFolder: data });
  try {
    for (const year of [2019, 2020]) {
      const { figures } = await jalonJson<FiguresJson>(
        "figures",
        "--year",
        String(year),
        "--by",
        "gender",
        "--data",
        data,
      );
      const { rows } = await database.pool.query<{ gender: string; figure: string; value: number }>(
        independent(year),
      );
      assert.ok(rows.length >= 58, "two genders and twenty-nine indicators");
      for (const { gender, figure, value: counted } of rows) {
        const cell = figures
          .find((each) => each.figure === figure)
          ?.values.find((each) => each["gender"] === gender);
        assert.equal(cell?.["value"], String(counted), `${figure} ${gender} ${year}`);
      }
      for (const id of [
        "CO12",
        "CO13",
        "CO14",
        "CO18",
        "CO19",
        "CR06",
        "CR07",
        "CR08",
        "CR09",
        "YEI-CR10",
        "YEI-CR11",
        "YEI-CR12",
        "GRAND_TOTAL",
      ])
        assert.ok(
          figures.some(({ figure }) => figure === id),
          `${id} is there by gender`,
        );
    }
  } finally {
    await database.close();
  }
});

test("each broken file is refused whole with the expected remarks, and the database does not change", async () => {
  const broken = join(data, "demonstration", "broken");
  type Expected = {
    file: string;
    unreadable?: string;
    remarks?: { row: number; column: string | null; rule: string; severity: string }[];
  };
  const expected = JSON.parse(readFileSync(join(broken, "expected-remarks.json"), "utf8")) as Expected[];
  assert.ok(expected.length >= 12);
  const head = async () => (await jalonJson<{ head: string }>("trail", "verify", "--data", data)).head;
  const before = await head();
  const run = await jalon("import", broken, "--data", data, "--json");
  assert.equal(run.code, 1);
  type FileJson = {
    file: string;
    outcome: string;
    code?: string;
    remarks?: {
      row: number;
      column: number | null;
      header?: string;
      rule: string;
      severity: string;
    }[];
  };
  const { files } = JSON.parse(run.out) as { files: FileJson[] };
  for (const { file, unreadable, remarks } of expected) {
    const found = files.find((each) => each.file.endsWith(file));
    assert.equal(found?.outcome, "refused", file);
    if (unreadable !== undefined) assert.equal(found?.code, unreadable, file);
    for (const { row, column, rule, severity } of remarks ?? [])
      assert.ok(
        found?.remarks?.some(
          (each) =>
            each.row === row &&
            (column === null ? each.column === null : each.header === column) &&
            each.rule === rule &&
            each.severity === severity,
        ),
        `${file}: row ${row}, ${column}, ${rule}`,
      );
  }
  assert.equal(await head(), before);
});

/** The last row of a partner's newest CSV whose person no other row of any file speaks of. */
const onlyMention = (files: string, kept: string): { path: string; line: number } => {
  const texts = readdirSync(files, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".csv"))
    .map((name) => ({ name, text: readFileSync(join(files, name), "latin1") }));
  const own = texts
    .filter(({ name }) => name.startsWith(kept))
    .toSorted((a, b) => (a.name < b.name ? 1 : -1));
  for (const { name, text } of own) {
    const lines = text.split(/\r?\n/);
    for (let line = lines.length - 1; line > 0; line--) {
      const number = /[A-Z-]*DEMO-\d+/.exec(lines[line] ?? "")?.[0];
      if (number === undefined) continue;
      const mentions = texts.reduce((count, each) => count + each.text.split(number).length - 1, 0);
      if (mentions === 1) return { path: join(files, name), line };
    }
  }
  throw new Error(`every person of ${kept} is mentioned twice`);
};

test("taking one participant out of a partner's file lowers exactly the figures that count that person", async () => {
  const files = join(data, "demonstration", "files");
  /** The counts of two operations' files, brought into a store of their own. */
  const byOperation = async (): Promise<Map<string, bigint>> => {
    const own = mkdtempSync(join(tmpdir(), "jalon-one-out-"));
    const brought = await jalon("import", join(files, "link"), join(files, "neets"), "--data", own, "--json");
    assert.equal(brought.code, 0, brought.err);
    const cells = new Map<string, bigint>();
    for (const year of ["2019", "2020"]) {
      const { figures } = await jalonJson<FiguresJson>(
        "figures",
        "--year",
        year,
        "--by",
        "operation",
        "--data",
        own,
      );
      for (const { figure, values } of figures)
        for (const { operation: at, value: counted } of values)
          if (counted !== undefined && counted !== null && !counted.includes("."))
            cells.set(`${figure} ${at} ${year}`, BigInt(counted));
    }
    rmSync(own, { recursive: true, force: true });
    return cells;
  };
  const before = await byOperation();

  const { path, line } = onlyMention(files, "link");
  const lines = readFileSync(path, "latin1").split(/\r?\n/);
  lines.splice(line, 1);
  writeFileSync(path, lines.join("\r\n"), "latin1");

  const afterwards = await byOperation();
  const lowered = [...before].flatMap(([key, was]) => {
    const is = afterwards.get(key) ?? 0n;
    return is === was ? [] : [{ key, by: was - is }];
  });
  const changedOperations = new Set(lowered.map(({ key }) => key.split(" ")[1]));
  assert.deepEqual([...changedOperations], ["link"]);
  assert.ok([...before].some(([key, count]) => key.includes(" neets ") && count > 0n));
  assert.ok(
    lowered.every(({ by }) => by === 1n),
    JSON.stringify(lowered.map(({ key, by }) => [key, String(by)])),
  );
  const figures = new Set(lowered.map(({ key }) => key.split(" ")[0]));
  for (const id of ["participants", "started", "GRAND_TOTAL"]) assert.ok(figures.has(id), id);
  // Exactly one situation at entry, one gender and at most one level of education: the person is in one cell of each.
  assert.equal(["CO01", "CO03", "CO05"].filter((id) => figures.has(id)).length, figures.has("TOTAL") ? 1 : 0);
  assert.ok(["CO09", "CO10", "CO11"].filter((id) => figures.has(id)).length <= 1);
});
