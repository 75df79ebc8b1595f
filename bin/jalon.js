#!/usr/bin/env node
// The machine's own Node may be old: Jalon brings the Node it was tested with as a locked dependency
// and hands over to it, so that one command line works on every machine that has npm.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "cli", "main.ts");
const lockedNode = () => {
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve("node/package.json")),
      "bin",
      process.platform === "win32" ? "node.exe" : "node",
    );
  } catch {
    return process.execPath;
  }
};

if (Number(process.versions.node.split(".")[0]) >= 26) {
  await import(main);
} else {
  const child = spawn(lockedNode(), [main, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}
