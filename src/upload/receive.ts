import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { Who } from "../access/who.ts";
import type { Programme, Register } from "../definition/programme.ts";
import type { House } from "../house.ts";
import { findHeaders, headerWords } from "../intake/columns.ts";
import { openTable, type TableFile } from "../intake/file/readTable.ts";
import { unreadable } from "../intake/file/unreadable.ts";
import type { Language, Text } from "../language.ts";
import { Problem } from "../problem.ts";
import { type Arrived, discard, plainName } from "./arrive.ts";
import { arrive, folderLock, settle } from "./keep-bytes.ts";
import { rememberedColumns } from "./remembered.ts";

/** Which register of which operation an upload is for, and from which partner. */
export type Destination = Readonly<{ operation: string; partner: string; register: string }>;

/** Returns the register of a destination. Throws Problem where the programme has no such place. */
export const registerAt = (programme: Programme, { operation, partner, register }: Destination): Register => {
  const place = programme.operations.get(operation);
  const found = programme.registers.get(register);
  if (found && place?.registers.includes(register) === true && place.partners.includes(partner)) return found;
  throw new Problem(404, "no_such_place", {
    fr: "Cette opération n'a pas ce registre ou pas ce partenaire.",
    nl: "Deze operatie heeft dit register of deze partner niet.",
    en: "This operation does not have this register or this partner.",
  });
};

/**
 * Takes the bytes of a file that arrives. Returns it with what it is, told by its content; throws UnreadableFile for
 * what is no table, and Problem for what is too large. It is not yet anybody's upload.
 */
export const arriveFile = async (
  dataFolder: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ arrived: Arrived; table: TableFile }> => {
  const arrived = await arrive(dataFolder, chunks);
  try {
    if (arrived.bytes === 0) throw unreadable("empty");
    return { arrived, table: await openTable(arrived.path) };
  } catch (error) {
    await discard(arrived);
    throw error;
  }
};

const columnWord: Text = { fr: "Colonne", nl: "Kolom", en: "Column" };

/** How many cells a pasted block may be wide before it is no spreadsheet. */
const widest = 500;

/**
 * Returns the bytes of a block that was pasted from a spreadsheet: its rows apart by line ends, its cells by tabs.
 * Where it has no headers, a row that only numbers the columns is put before it, so that the columns can be asked.
 */
export const bytesOfPaste = (text: string, hasHeaders: boolean, language: Language): Uint8Array => {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const width = Math.min(first.split("\t").length, widest);
  const headers = hasHeaders
    ? ""
    : `${Array.from({ length: width }, (_, at) => `${columnWord[language]} ${at + 1}`).join("\t")}\r\n`;
  return Buffer.from(`\uFEFFsep=\t\r\n${headers}${text}`);
};

/** Returns whether the first row of a pasted block names a column of the register. */
export const beginsWithHeaders = async (text: string, register: Register): Promise<boolean> => {
  const cells = text.slice(0, text.search(/[\r\n]|$/)).split("\t");
  const rows = async function* () {
    yield [{ sheet: undefined, row: 1, cells }];
  };
  const found = await findHeaders(rows(), headerWords(register));
  return typeof found === "object";
};

/**
 * Makes an upload of a file that arrived, under the walls of the asker's transaction, with the columns that were said
 * before for this partner, and has it checked. The file is on disk under its hash before the transaction can be
 * committed. Returns the upload's number.
 */
export const takeUpload = async (
  house: Pick<House, "dataFolder" | "addJob" | "guards">,
  client: PoolClient,
  who: Who,
  destination: Destination,
  { arrived, table, name, pasted }: { arrived: Arrived; table: TableFile; name: string; pasted: boolean },
): Promise<string> => {
  const id = randomUUID();
  const { operation, partner, register } = destination;
  await client.query("select pg_advisory_xact_lock_shared($1)", [folderLock]);
  await settle(house.dataFolder, arrived);
  const columns = await rememberedColumns(house, client, who, destination);
  await client.query(
    `insert into upload.upload (id, operation, partner, register, account, name, format, sha256, bytes, columns)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      operation,
      partner,
      register,
      who.account,
      plainName(name),
      pasted ? "paste" : table.format,
      arrived.sha256,
      arrived.bytes,
      JSON.stringify(Object.fromEntries(columns.map(({ key, field }) => [key, field]))),
    ],
  );
  await house.addJob(client, "upload_check", { upload: id });
  return id;
};
