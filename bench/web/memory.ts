import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the processes held of memory at most, in megabytes; nothing where the system does not tell. */
export type Peak = { server: number; database: number };

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);

/** What a process holds, its share of what it has in common with others counted in part. */
const heldBy = (pid: string): number => kilobytes(read(`/proc/${pid}/smaps_rollup`), "Pss");

const childrenOf = (pid: number): string[] =>
  readdirSync("/proc").filter((each) => /^\d+$/.test(each) && parentOf(each) === pid);
const parentOf = (pid: string): number => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);

/** Looks every two seconds at the memory of the server and of its database, until `end` is called. */
export const watchMemory = (
  server: number | undefined,
  dataFolder: string,
): { peak: Peak; end: () => void } => {
  const peak: Peak = { server: 0, database: 0 };
  const look = () => {
    if (process.platform !== "linux" || server === undefined) return;
    const postmaster = Number(read(join(dataFolder, "database", "postmaster.pid")).split("\n")[0]);
    const database = [String(postmaster), ...childrenOf(postmaster)].reduce<number>(
      (sum, pid) => sum + heldBy(pid),
      0,
    );
    peak.server = Math.max(peak.server, Math.round(heldBy(String(server)) / 1024));
    peak.database = Math.max(peak.database, Math.round(database / 1024));
  };
  const timer = setInterval(look, 2000);
  return { peak, end: () => clearInterval(timer) };
};
