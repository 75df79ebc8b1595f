import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { shellWorker } from "./shell-worker.ts";

/** The server that answers while pages are being written: `jalon serve`. */
const server = process.env["JALON_ORIGIN"] ?? "http://127.0.0.1:8014";

/** The words of React Aria's parts in languages that Jalon does not speak are left out: a quarter of its code. */
const spokenOnly: Plugin = {
  name: "spoken-languages-only",
  apply: "build",
  enforce: "pre",
  load: (id) =>
    /\/react-aria[^?]*\/intl\/.*\/(?!fr-FR|nl-NL|en-US)[a-z]{2}-[A-Z]{2}\.mjs$/.test(id)
      ? "export default {};"
      : undefined,
};

// The server answers only pages of its own origin.
const proxy = { "/api": { target: server, changeOrigin: true, headers: { origin: server } } };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), spokenOnly, shellWorker],
  publicDir: join(import.meta.dirname, "public"),
  build: {
    outDir: join(import.meta.dirname, "../build/web"),
    emptyOutDir: true,
    target: ["chrome120", "firefox121", "safari17"],
    // The content security policy lets nothing inside the page run or style: everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: join(import.meta.dirname, "index.html") },
  },
  server: { proxy },
  preview: { proxy },
});
