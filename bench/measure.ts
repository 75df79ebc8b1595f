/** Returns the milliseconds that each of several runs took, the first ones (which warm up) not counted. */
export const timed = async (
  runs: number,
  warmUps: number,
  work: () => Promise<unknown>,
): Promise<number[]> => {
  const times: number[] = [];
  for (let run = 0; run < runs + warmUps; run++) {
    const start = performance.now();
    await work();
    if (run >= warmUps) times.push(performance.now() - start);
  }
  return times;
};

/** Returns the shortest: what else runs on the machine only ever adds to it. */
export const shortest = (times: readonly number[]): number => Math.min(...times);

/** Returns a duration as a person reads it. */
export const said = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;

/** Returns how many times more the one takes than the other. */
export const times = (more: number, less: number): string => `${(more / less).toFixed(1)} ×`;

/** Returns a goal and whether it was reached, without rounding in its favour. */
export const goal = (name: string, reached: number, wanted: number): string =>
  `  ${reached >= wanted ? "reached      " : "FALLS SHORT  "} ${name}: ${reached.toFixed(1)} × (goal ${wanted} ×)`;

/** Returns the most memory that this process has held so far, in MB; DuckDB is part of it, PostgreSQL is not. */
export const peakMegabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
