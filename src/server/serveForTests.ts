import { pino } from "pino";
import { openDatabase } from "../database/connect.ts";
import { loadProgramme } from "../definition/load.ts";
import { openHouse } from "./open-house.ts";
import { serve } from "./serve.ts";

// A server of its own, for tests that kill it: database, data folder, definitions, port. Tells its parent when it is
// there, and serves until it is killed or left alone.
const [url = "", dataFolder = "", definitions = "", port = "0"] = process.argv.slice(2);
const { pool } = await openDatabase({ dataFolder, url });
const house = await openHouse({
  programme: loadProgramme(definitions),
  pool,
  dataFolder,
  settings: {
    origin: `http://127.0.0.1:${port}`,
    language: "fr",
    demonstration: false,
    today: undefined,
    smtp: undefined,
    sender: "jalon@example.org",
    proxies: 0,
    oidc: undefined,
  },
  log: pino({ level: "silent" }),
});
await serve(house, { host: "127.0.0.1", port: Number(port) });
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
