import { createHash, randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { openDatabase } from "../src/database/connect.ts";
const db = await openDatabase({ dataFolder: "/tmp/demo-d" });
const base = "http://127.0.0.1:8090";
mkdirSync("/tmp/shots", { recursive: true });
const session = async (email: string) => {
  const { rows } = await db.pool.query<{ id: string }>("select id from access.account where email = $1", [email]);
  const secret = randomBytes(32).toString("base64url");
  await db.pool.query("insert into access.session (hash, account, kind, expires_at) values ($1,$2,'person', now() + interval '2 hours')", [createHash("sha256").update(secret).digest("hex"), rows[0]?.id]);
  return secret;
};
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--headless", "--disable-gpu"] });
const [email = "", ...paths] = process.argv.slice(2);
const secret = await session(email);
for (const width of [1280, 390]) {
  const context = await browser.newContext({ viewport: { width, height: 1000 }, locale: "fr-BE", baseURL: base });
  await context.addCookies([{ name: "jalon", value: secret, url: base, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(`/fr/${path}`);
    await page.locator("h1").waitFor().catch(() => undefined);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(400);
    await page.screenshot({ path: `/tmp/shots/${path.replaceAll(/\W+/g, "_")}-${width}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
await db.close();
