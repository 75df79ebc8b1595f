import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Returns the path of the browser that tests and pictures use: the one named in CHROMIUM, one of the machine's own, or
 * Debian's, which is installed here where the machine allows it. Throws with what to do where there is none.
 */
export const findChromium = (): string => {
  const found = () =>
    [process.env["CHROMIUM"], ...usual].find((path) => path !== undefined && existsSync(path));
  const present = found();
  if (present !== undefined) return present;
  // Without fonts of its own a bare machine draws every letter as a box, and pages are as wide as boxes.
  install("chromium", "fonts-liberation");
  const installed = found();
  if (installed === undefined)
    throw new Error(
      "No Chromium was found. Install it (Debian: apt-get install chromium), or name it in CHROMIUM.",
    );
  return installed;
};

/** Installs Debian packages where this is Debian and we are its administrator; else does nothing. */
export const install = (...packages: readonly string[]): void => {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = {
    stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"],
    env: environment,
  };
  spawnSync("apt-get", ["update", "-q"], options);
  spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], options);
};

/** How tests start it: no network of its own, and as root without its sandbox, which root cannot have. */
export const chromiumFlags: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
