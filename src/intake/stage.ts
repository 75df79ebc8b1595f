import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Register } from "../definition/programme.ts";
import { columnType } from "../register/table.ts";
import type { CheckedRow } from "./check.ts";
import type { Columns } from "./columns.ts";

/** Makes the temporary table that a file's rows are copied into before anything is decided; gone with the transaction. */
export const createStage = async (client: PoolClient, register: Register): Promise<void> => {
  const fields = [...register.fields.values()].map((field) => `${sqlName(field.id)} ${columnType(field)}`);
  await client.query(
    `create temp table staged (
      row integer not null, identity_key bytea not null, person_key bytea, likeness_key bytea, digest bytea not null,
      ${fields.join(", ")}
    ) on commit drop`,
  );
};

/** Rows on their way into the staging table. */
export type Stage = Readonly<{
  take: (rows: readonly CheckedRow[], columns: Columns) => Promise<void>;
  /** Waits until the database has all rows. */
  end: () => Promise<void>;
  /** Tells the server that the copy will not be completed, so that the connection can be used again. */
  abort: () => Promise<void>;
}>;

/** Streams checked rows into the staging table while the file is still being read. */
export const stageInto = (client: PoolClient, register: Register): Stage => {
  const fields = [...register.fields.keys()];
  const names = ["row", "identity_key", "person_key", "likeness_key", "digest", ...fields];
  let copy: { stream: ReturnType<typeof copyFrom>; done: Promise<void> } | undefined;
  let failed = false;
  const start = () => {
    const stream = client.query(copyFrom(`copy staged (${names.map(sqlName).join(", ")}) from stdin`));
    const done = finished(stream);
    // Heard by whoever waits next; unheard until then, it would end the process.
    done.catch(() => {
      failed = true;
    });
    return { stream, done };
  };
  return {
    take: async (rows, columns) => {
      copy ??= start();
      const positions = fields.map((id) => columns.fields.findIndex(({ field }) => field.id === id));
      const goesOn = copy.stream.write(rows.map((row) => copyLine(row, positions)).join(""));
      await Promise.race([copy.done, goesOn ? undefined : once(copy.stream, "drain")]);
    },
    end: async () => {
      copy?.stream.end();
      await copy?.done;
    },
    abort: async () => {
      if (!failed) copy?.stream.destroy();
      await copy?.done.catch(() => undefined);
    },
  };
};

/** A line of COPY's text format: the keys, then for each field the answer at its position (-1: no column). */
const copyLine = ({ place, answers, keys }: CheckedRow, positions: readonly number[]): string => {
  const keyCells = [keys.identity, keys.person, keys.likeness, keys.digest].map(copyBytes);
  const cells = positions.map((position) => copyText(answers[position] ?? null));
  return `${place}\t${keyCells.join("\t")}\t${cells.join("\t")}\n`;
};

const copyBytes = (hex: string | null): string => (hex === null ? "\\N" : `\\\\x${hex}`);

/** The backslash and the characters that end cells and rows are escaped. */
const copyText = (value: Value): string => {
  if (value === null) return "\\N";
  if (typeof value !== "string") return String(value);
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    : value;
};
