import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openWorld, type TestAccount } from "../test/web/world.ts";

/** Takes the pictures of the ten main pages at both widths, in French, with the demonstration's invented people, into docs/pictures. */
const folder = join(import.meta.dirname, "..", "docs", "pictures");
const widths = [1280, 390] as const;

type Picture = Readonly<{ name: string; path: string; account: TestAccount | undefined }>;

const world = await openWorld({ share: 0.2, settings: { demonstration: true } });
try {
  mkdirSync(folder, { recursive: true });
  const caseWorker = await world.account({ role: "case_worker", partner: "cpas_forest" });
  const officer = await world.account({ role: "programme_officer" });
  const manager = await world.account({ role: "partner_manager", partner: "cpas_forest" });
  const { rows } = await world.pool.query<{ record: number }>(
    "select record from register.participants where operation = 'cpas' and partner = 'cpas_forest' order by record limit 1",
  );
  const record = String(rows[0]?.record);
  const list = "operations/cpas/registers/participants";
  const pictures: readonly Picture[] = [
    { name: "public", path: "", account: undefined },
    { name: "home", path: "", account: caseWorker },
    { name: "list", path: list, account: caseWorker },
    { name: "record", path: `${list}/records/${record}`, account: caseWorker },
    { name: "form", path: `${list}/new`, account: caseWorker },
    { name: "files", path: "files", account: caseWorker },
    { name: "operation", path: "operations/cpas", account: officer },
    { name: "figure", path: "figures/participants?year=2020", account: officer },
    { name: "report", path: "report/2020", account: officer },
    { name: "people", path: "people", account: manager },
  ];
  for (const { name, path, account } of pictures)
    for (const width of widths) {
      const page = await world.page(account, { width });
      await page.goto(`/fr/${path}`);
      await page.locator("h1").waitFor();
      await page.waitForLoadState("networkidle");
      await page.screenshot({
        path: join(folder, `${name}-${width}.jpg`),
        type: "jpeg",
        quality: 72,
        fullPage: width > 1000,
      });
      process.stdout.write(`${name} ${width}\n`);
      await page.context().close();
    }
} finally {
  await world.close();
}
