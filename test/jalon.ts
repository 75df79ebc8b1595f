import { spawn } from "node:child_process";
import { join } from "node:path";

const main = join(import.meta.dirname, "..", "bin", "jalon.js");

export type Run = Readonly<{ code: number | null; out: string; err: string }>;

/** Runs the command line as a person would, in a process of its own. */
export const jalon = (...words: string[]): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...words], { env: { ...process.env, LANG: "fr_BE.UTF-8" } });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (piece: Buffer) => out.push(piece));
    child.stderr.on("data", (piece: Buffer) => err.push(piece));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });

/** Runs a command with --json and returns what it gave; throws with what it said where it failed. */
export const jalonJson = async <T>(...words: string[]): Promise<T> => {
  const run = await jalon(...words, "--json");
  if (run.code !== 0)
    throw new Error(`jalon ${words.join(" ")} ended with ${run.code}\n${run.out}\n${run.err}`);
  return JSON.parse(run.out) as T;
};
