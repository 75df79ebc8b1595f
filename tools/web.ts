import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

/** Builds the pages into build/web; what is newer than all that it is made from is left as it is. */
const home = join(import.meta.dirname, "..");
const made = join(home, "build", "web", "index.html");
const sources = ["web/**/*.{ts,tsx,css,html,svg,png,webmanifest}", "src/**/*.ts", "package-lock.json"];
const newest = Math.max(
  ...sources
    .flatMap((glob) => globSync(glob, { cwd: home }))
    .map((path) => statSync(join(home, path)).mtimeMs),
);
if (!existsSync(made) || statSync(made).mtimeMs < newest)
  await build({ configFile: join(home, "web", "vite.config.ts"), root: join(home, "web"), logLevel: "warn" });
