import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { crc32 } from "node:zlib";

/**
 * A ZIP archive in which every byte has one place and one value: its parts lie one after the other as they are, not
 * packed, with their sizes in front. So whatever is changed in it belongs to a part or to its list, and can be named; in
 * packed data some bits mean nothing.
 */

/** A part that lies on disk, with what is told in front of it. */
export type ArchivePart = Readonly<{ path: string; file: string; bytes: number; crc: number }>;

/** 1 January 1980, the first day that ZIP knows: the same content always gives the same bytes. */
const dosDate = 0x0021;
/** Names are UTF-8 (bit 11). */
const flags = 0x0800;
const mostBytes = 0xfffffffe;
const mostParts = 0xfffe;

type Told = Readonly<{ path: string; bytes: number; crc: number }>;

const localHeader = ({ path, bytes, crc }: Told): Buffer => {
  const name = Buffer.from(path);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(dosDate, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(bytes, 18);
  header.writeUInt32LE(bytes, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
};

const listRecord = ({ path, bytes, crc }: Told, offset: number): Buffer => {
  const name = Buffer.from(path);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(20, 4);
  record.writeUInt16LE(20, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(dosDate, 14);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(bytes, 20);
  record.writeUInt32LE(bytes, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt32LE(offset, 42);
  return Buffer.concat([record, name]);
};

/** Returns the list at the end of an archive of these parts, which begins at `start`. */
const listOf = (parts: readonly Readonly<{ told: Told; offset: number }>[], start: number): Buffer => {
  const list = Buffer.concat(parts.map(({ told, offset }) => listRecord(told, offset)));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([list, end]);
};

/** Writes the archive. Throws RangeError beyond 4 GiB or 65,534 parts, which this form of ZIP cannot hold. */
export const writeArchive = async (path: string, parts: readonly ArchivePart[]): Promise<void> => {
  if (parts.length > mostParts) throw new RangeError("more parts than an archive holds");
  const out = createWriteStream(path, { mode: 0o600 });
  const write = async (bytes: Buffer): Promise<void> => {
    if (!out.write(bytes)) await new Promise<void>((resolve) => out.once("drain", resolve));
  };
  const written: { told: Told; offset: number }[] = [];
  let position = 0;
  for (const part of parts) {
    const header = localHeader(part);
    written.push({ told: part, offset: position });
    position += header.length + part.bytes;
    if (position > mostBytes) throw new RangeError("an archive larger than 4 GiB");
    await write(header);
    for await (const chunk of createReadStream(part.file)) await write(chunk as Buffer);
  }
  await write(listOf(written, position));
  out.end();
  await finished(out);
};

/** A part as it lies in an archive. */
export type FoundPart = Told & Readonly<{ start: number }>;

/** What is wrong with the form of an archive: at which byte, and in or after which part. */
export type ArchiveBreak = Readonly<{ at: number; part: string | undefined }>;

/**
 * Reads an archive from its first byte to its last, and returns its parts in their order and every place where it is not
 * what `writeArchive` writes: from the first such place on nothing more is read of its parts.
 */
export const readArchive = async (
  path: string,
): Promise<Readonly<{ parts: readonly FoundPart[]; breaks: readonly ArchiveBreak[] }>> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (at: number, length: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
      await file.read(buffer, 0, buffer.length, at);
      return buffer;
    };
    const parts: FoundPart[] = [];
    const offsets: number[] = [];
    const breaks: ArchiveBreak[] = [];
    let at = 0;
    for (;;) {
      const header = await read(at, 30);
      if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) break;
      const name = await read(at + 30, header.readUInt16LE(26));
      const told: Told = {
        path: name.toString("utf8"),
        crc: header.readUInt32LE(14),
        bytes: header.readUInt32LE(22),
      };
      const start = at + 30 + name.length;
      const differs = firstDifference(localHeader(told), Buffer.concat([header, name]));
      if (differs !== undefined) {
        breaks.push({ at: at + differs, part: told.path });
        return { parts, breaks };
      }
      if (start + told.bytes > size) {
        breaks.push({ at: size, part: told.path });
        return { parts, breaks };
      }
      parts.push({ ...told, start });
      offsets.push(at);
      at = start + told.bytes;
    }
    const wanted = listOf(
      parts.map((told, index) => ({ told, offset: offsets[index] ?? 0 })),
      at,
    );
    const differs = firstDifference(wanted, await read(at, size - at));
    if (differs !== undefined) breaks.push({ at: at + differs, part: undefined });
    return { parts, breaks };
  } finally {
    await file.close();
  }
};

const firstDifference = (wanted: Buffer, found: Buffer): number | undefined => {
  const length = Math.min(wanted.length, found.length);
  for (let at = 0; at < length; at++) if (wanted[at] !== found[at]) return at;
  return wanted.length === found.length ? undefined : length;
};

/** Yields the bytes of a part. */
export async function* bytesOf(path: string, { start, bytes }: FoundPart): AsyncGenerator<Buffer> {
  if (bytes === 0) return;
  for await (const chunk of createReadStream(path, { start, end: start + bytes - 1 })) yield chunk as Buffer;
}

/** Returns the checksum that stands in front of a part, over one piece more. */
export const checksum = (bytes: Uint8Array, before = 0): number => crc32(bytes, before);
