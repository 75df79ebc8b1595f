import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { makeAgreements } from "../src/agreement/demonstration.ts";
import { makeDeclarations } from "../src/declaration/demonstration.ts";
import { loadProgramme } from "../src/definition/load.ts";
import { makeMoney } from "../src/demonstration/money.ts";
import { publishReports, withPeople } from "../test/web/roles/roles-world.ts";
import { openWorld } from "../test/web/world.ts";
import "./web.ts";

/**
 * Takes the pictures of the main pages at both widths, in French, with all of the demonstration's invented people,
 * into docs/pictures: what fits a tall window, not the whole page.
 */
const folder = join(import.meta.dirname, "..", "docs", "pictures");
const windows = [
  { width: 1280, height: 1500 },
  { width: 390, height: 1300 },
] as const;

const told = (text: string) => process.stdout.write(`${text}\n`);

const programme = loadProgramme(join(import.meta.dirname, "..", "definitions", "brussels-2014-2020"));
const operations = [...programme.operations.keys()];
const world = await withPeople(
  await openWorld({
    programme,
    operations,
    share: 1,
    settings: { demonstration: true, today: "2020-12-31" },
  }),
  "fr",
);

/** A month's file of the case worker's partner: some answers have changed, and some dates of birth cannot be. */
const faultyFile = (): string => {
  const { partner } = world.accountOf("case_worker");
  const [sent] = globSync(join(world.folder, "sent", "files", "*", String(partner), "*2020*.csv"));
  if (sent === undefined) throw new Error(`${partner} has sent no file`);
  const rows = readFileSync(sent, "utf8")
    .split("\n")
    .map((row, index) => {
      if (index % 19 === 4) return row.replace(/\b\d\d-\d\d-(19[789]\d)\b/, "31-02-$1");
      return index % 7 === 3 ? row.replace("sans activité", "en emploi salarié") : row;
    });
  const path = join(world.folder, "participants-2020-12.csv");
  writeFileSync(path, rows.join("\n"));
  return path;
};

const take = async (page: Page, name: string): Promise<void> => {
  for (const { width, height } of windows) {
    await page.setViewportSize({ width, height });
    await page.evaluate("scrollTo(0, 0)");
    await page.waitForLoadState("networkidle");
    await page.locator('[class*="skeleton"]').first().waitFor({ state: "detached" });
    const long = await page.evaluate<number>("document.documentElement.scrollHeight");
    const path = join(folder, `${name}-${width}.jpg`);
    const clip = { x: 0, y: 0, width, height: Math.min(long, height) };
    await page.screenshot({ path, type: "jpeg", quality: 70, clip });
  }
  told(name);
};

const takeAll = async (page: Page, pages: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`/fr/${path}`);
    await page.locator("h1").waitFor();
    await take(page, name);
  }
};

try {
  mkdirSync(folder, { recursive: true });
  await publishReports(world);
  await takeAll(await world.citizen(), { public: "public" });

  const caseWorker = await world.signIn("case_worker");
  const list = "operations/neets/registers/participants";
  const { rows } = await world.pool.query<{ record: string }>(
    `select max(record)::text as record from register.participants
     where operation = 'neets' and partner = $1 and leave_date is null`,
    [world.accountOf("case_worker").partner],
  );
  const record = `${list}/records/${rows[0]?.record}`;
  await takeAll(caseWorker, { home: "", list, record, form: `${record}/edit` });
  await caseWorker.goto("/fr/files");
  await caseWorker.getByRole("button", { name: /Registre$/ }).click();
  await caseWorker.getByRole("option", { name: "Participants", exact: true }).click();
  await caseWorker.setInputFiles("input[type=file]", faultyFile());
  await caseWorker.getByRole("tab", { name: /À corriger/ }).waitFor();
  await take(caseWorker, "file");

  const officer = await world.signIn("programme_officer");
  await takeAll(officer, {
    programme: "programme",
    figure: "figures/participants?year=2020",
    report: "report/2020",
  });

  const { pool, folder: dataFolder } = world;
  await makeAgreements({ pool, programme, account: "demonstration" });
  await makeDeclarations({ pool, programme, dataFolder, account: "demonstration" });
  await takeAll(await world.signIn("partner_manager"), { people: "people" });
  const partner = "cpas_forest";
  const manager = await world.page(await world.account({ role: "partner_manager", partner }));
  const { rows: agreements } = await pool.query<{ id: string }>(
    "select max(id)::text as id from agreement.agreement where partner = $1",
    [partner],
  );
  await takeAll(manager, { money: "money", agreement: `money/agreements/${agreements[0]?.id}` });
  await manager.goto("/fr/money");
  await manager.getByRole("button", { name: "Ouvrir la déclaration" }).first().click();
  await manager.getByRole("heading", { name: "Remarques" }).waitFor();
  await take(manager, "declaration");

  await makeMoney({ pool, programme, dataFolder });
  await takeAll(await world.page(await world.account({ role: "controller" })), { control: "control" });
  await takeAll(await world.page(await world.account({ role: "programme_officer" })), {
    payments: "money/payments",
  });
  const { rows: accounts } = await pool.query<{ id: string }>(
    "select max(id)::text as id from commission.accounts",
  );
  await takeAll(await world.page(await world.account({ role: "certifying_officer" })), {
    accounts: `money/commission/accounts/${accounts[0]?.id}`,
  });
} finally {
  await world.close();
}
