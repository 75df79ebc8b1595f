import { openDatabase } from "./connect.ts";

// A command of its own, for tests with several processes: opens the data folder it is given and answers its parent's
// queries, all on one connection, until it is told to close or is killed.
const dataFolder = process.argv[2] ?? "";
const database = await openDatabase({ dataFolder });
const client = await database.pool.connect();

const reply = (rows: readonly unknown[]): void => {
  process.send?.(rows);
};

const answer = async (query: string): Promise<void> => {
  if (query === "close") {
    client.release();
    await database.close();
    reply([]);
    process.disconnect?.();
    return;
  }
  const { rows } = await client.query<Record<string, unknown>>(query);
  reply(rows);
};

process.on("message", (query: string) => {
  void answer(query);
});
reply([]);
