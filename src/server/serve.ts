import { createAdaptorServer } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { makeApp } from "./app.ts";
import type { House } from "../house.ts";
import { resumeUploads } from "../upload/sweep.ts";
import { keepAnchors } from "../trail/anchors.ts";
import { startJobs } from "./open-house.ts";

export type Serving = Readonly<{ port: number; close(): Promise<void> }>;

/** Serves the house on a port (0: any free one) and does its jobs, until it is closed. Raises EADDRINUSE. */
export const serve = async (house: House, options: { host: string; port: number }): Promise<Serving> => {
  const app = makeApp(house);
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const jobs = await startJobs(house);
  const anchoring = startAnchoring(house);
  await resumeUploads(house);
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      await jobs.stop();
      await anchoring.stop();
    },
  };
};

/** So long at most is what happened known in the database only. */
const anchoredEveryMs = 5000;

/** Keeps the hashes of what is new in the trail outside of the database, every few seconds and once at the end. */
const startAnchoring = (house: House): Readonly<{ stop(): Promise<void> }> => {
  let isTold = false;
  let last: Promise<void> = Promise.resolve();
  const keep = async (): Promise<void> => {
    try {
      const { differsAt } = await keepAnchors(house.pool, house.dataFolder);
      if (differsAt !== undefined && !isTold)
        house.log.error({ change: differsAt }, "the trail is not the one whose hashes were kept");
      isTold = differsAt !== undefined;
    } catch (error) {
      house.log.warn(
        { error: error instanceof Error ? error.name : "unknown" },
        "hashes of the trail not kept",
      );
    }
  };
  const next = () => {
    last = last.then(keep);
    return last;
  };
  const timer = setInterval(() => void next(), anchoredEveryMs);
  timer.unref();
  void next();
  return {
    stop: () => {
      clearInterval(timer);
      return next();
    },
  };
};
