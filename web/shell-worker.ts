import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";
import type { Shell } from "./src/offline/worker.ts";

const source = join(import.meta.dirname, "src", "offline", "worker.ts");

/** The pages that open without a network, and what stands by on every page. */
const opens = /\/src\/(?:outreach\/OutreachPage|signin\/(?:SignInDialog|Steps))\.tsx$/;

type Part = Readonly<{
  type: "chunk" | "asset";
  facadeModuleId?: string | null;
  isEntry?: boolean;
  imports?: readonly string[];
  viteMetadata?: Readonly<{ importedCss: ReadonlySet<string> }>;
}>;

/** Returns the files that those pages are made of, as the server names them. */
const filesOf = (bundle: Readonly<Record<string, Part>>): string[] => {
  const found = new Set<string>();
  const take = (name: string) => {
    const part = bundle[name];
    if (found.has(name) || !part) return;
    found.add(name);
    part.imports?.forEach(take);
    part.viteMetadata?.importedCss.forEach(take);
  };
  for (const [name, { isEntry = false, facadeModuleId }] of Object.entries(bundle))
    if (isEntry || opens.test(facadeModuleId ?? "")) take(name);
  return [...found].map((name) => `/${name}`).toSorted();
};

/**
 * Writes worker.js beside the pages: what keeps them in the browser, with the names of their files. Another build has
 * other names, so another worker, which the browser puts in the place of the one before.
 */
export const shellWorker: Plugin = {
  name: "shell-worker",
  apply: "build",
  async generateBundle(_options, bundle) {
    const files = [...filesOf(bundle), "/favicon.svg", "/app.webmanifest"];
    const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
    const { code } = await transformWithOxc(readFileSync(source, "utf8"), source);
    const shell: Shell = { version, files };
    // A module by its types alone; as it is written it stands by itself.
    const plain = code.replace(/^export\s*\{\s*\};?$/m, "");
    this.emitFile({
      type: "asset",
      fileName: "worker.js",
      source: `(() => {\nconst SHELL = ${JSON.stringify(shell)};\n${plain}})();\n`,
    });
  },
};
