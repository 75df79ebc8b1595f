import type { Pool, PoolClient } from "pg";
import { asOwner } from "../database/transaction.ts";
import { findAgainstRegisters } from "./against-registers.ts";
import { checkFile, type CheckRequest, type CheckResult } from "./check.ts";
import { findDuplicates } from "./duplicates.ts";
import { decide } from "./merge.ts";
import { withRemarks } from "./import.ts";
import { findMoves } from "./moves.ts";
import type { Remark } from "./remark.ts";
import { holdForWords } from "./screen.ts";
import { findClosedRooms } from "./rooms.ts";
import { createStage, stageInto } from "./stage.ts";
import { readSecret } from "./store.ts";

export type PreviewRequest = Omit<CheckRequest, "secret" | "take" | "takeBesideRefused"> &
  Readonly<{
    /** The account of whoever brings the file: rooms that are closed to it stay closed. */
    account?: string | undefined;
  }>;

/** Where a row of a file is: its number among the rows of all sheets. */
const placeOf = (check: CheckResult, sheet: string | undefined, row: number): number | undefined => {
  const found = check.sheets.find(({ columns }) => columns.sheet === sheet);
  return found && found.before + row;
};

/** Returns the places of the rows that these remarks refuse. */
const refusedPlaces = (check: CheckResult, remarks: readonly Remark[]): number[] =>
  remarks
    .filter(({ severity }) => severity === "refuse")
    .flatMap(({ sheet, row }) => placeOf(check, sheet, row) ?? []);

/**
 * Finds out what a file would do, by the same steps as `importFile` and without touching the register, and gives it
 * to `read`: all remarks, and in the transaction a temporary table `fate` with what would become of each sound row
 * (`decide` in merge.ts). What `read` writes is kept. Sound rows are decided on even when others are refused. Throws
 * UnreadableFile for what is no table.
 */
export const previewFile = async <T>(
  pool: Pool,
  request: PreviewRequest,
  read: (client: PoolClient, check: CheckResult) => Promise<T>,
): Promise<T> => {
  const { programme, register, operation, partner } = request;
  return asOwner(pool, async (client) => {
    const secret = await readSecret(client);
    await createStage(client, register);
    const stage = stageInto(client, register);
    let check: CheckResult;
    try {
      check = await checkFile({ ...request, secret, take: stage.take, takeBesideRefused: true });
      await stage.end();
    } catch (error) {
      await stage.abort();
      throw error;
    }
    await client.query("delete from staged where row = any ($1::int[])", [
      refusedPlaces(
        check,
        check.remarks.filter(({ rule }) => rule === "repeated_row"),
      ),
    ]);
    await client.query("analyze staged");
    const present = new Set(check.columns?.fields.map(({ field }) => field.id));
    await client.query(decide(register, present), [operation]);
    await client.query("analyze fate");
    await holdForWords(client, register, operation);
    if (check.columns) {
      const more = [
        ...(await findDuplicates(client, programme, register, operation, partner, check.sheets)),
        ...(await findMoves(client, register, operation, check.sheets)),
        ...(request.account === undefined
          ? []
          : await findClosedRooms(client, register, operation, request.account, check.sheets)),
        ...(await findAgainstRegisters(client, programme, register, operation, partner, check.sheets)),
      ];
      check = withRemarks(check, more);
      await client.query("delete from fate where row = any ($1::int[])", [refusedPlaces(check, more)]);
    }
    return read(client, check);
  });
};
