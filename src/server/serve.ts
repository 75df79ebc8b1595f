import { createAdaptorServer } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { makeApp } from "./app.ts";
import type { House } from "../house.ts";
import { resumeUploads } from "../upload/sweep.ts";
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
  await resumeUploads(house);
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      await jobs.stop();
    },
  };
};
