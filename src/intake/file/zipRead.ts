import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { UnreadableFile, unreadable } from "./unreadable.ts";

/** One file inside the archive. Sizes are what the archive claims; reading checks them. */
export type ZipEntry = {
  readonly path: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
};

export type ZipFile = { readonly path: string; readonly entries: ReadonlyMap<string, ZipEntry> };

const mebibyte = 1 << 20;
/** The most that one part may unpack to: twice what Excel's million rows of 60 short columns take. */
const largestPart = 8192 * mebibyte;
/** Real workbooks unpack to 5-60 times their size; above this ratio and size it is a trap, not a table. */
const largestRatio = 400;
const ratioMattersFrom = 256 * mebibyte;
const mostEntries = 20_000;
const largestDirectory = 16 * mebibyte;

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw unreadable("damaged");
  return buffer;
};

type Directory = { start: number; size: number; count: number };

const findDirectory = async (file: FileHandle, size: number): Promise<Directory> => {
  const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length) throw unreadable("damaged");
  const directory = {
    start: tail.readUInt32LE(end + 16),
    size: tail.readUInt32LE(end + 12),
    count: tail.readUInt16LE(end + 10),
  };
  const escaped =
    directory.start === 0xffffffff || directory.size === 0xffffffff || directory.count === 0xffff;
  if (!escaped || end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) return directory;
  const large = await readAt(file, Number(tail.readBigUInt64LE(end - 12)), 56);
  if (large.readUInt32LE(0) !== 0x06064b50) throw unreadable("damaged");
  return {
    start: Number(large.readBigUInt64LE(48)),
    size: Number(large.readBigUInt64LE(40)),
    count: Number(large.readBigUInt64LE(32)),
  };
};

/** Replaces the 32-bit fields that overflowed by their 64-bit values, which follow in this fixed order. */
const withLargeFields = (extra: Buffer, fields: readonly number[]): readonly number[] => {
  if (!fields.includes(0xffffffff)) return fields;
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  return fields.map((field) => {
    if (field !== 0xffffffff) return field;
    if (at + 8 > extra.length) throw unreadable("damaged");
    const value = Number(extra.readBigUInt64LE(at));
    at += 8;
    return value;
  });
};

/**
 * Reads the list of files in a ZIP archive; nothing is unpacked. Throws UnreadableFile when the archive is cut off,
 * damaged, or lists absurdly many files.
 */
export const openZip = async (path: string): Promise<ZipFile> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const directory = await findDirectory(file, size);
    if (directory.count > mostEntries || directory.size > largestDirectory) throw unreadable("too-large");
    if (directory.start + directory.size > size) throw unreadable("damaged");
    const list = await readAt(file, directory.start, directory.size);
    const entries = new Map<string, ZipEntry>();
    let at = 0;
    for (let index = 0; index < directory.count; index += 1) {
      if (at + 46 > list.length || list.readUInt32LE(at) !== 0x02014b50) throw unreadable("damaged");
      const nameLength = list.readUInt16LE(at + 28);
      const extraLength = list.readUInt16LE(at + 30);
      const extra = list.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
      const [unpacked = 0, packed = 0, offset = 0] = withLargeFields(extra, [
        list.readUInt32LE(at + 24),
        list.readUInt32LE(at + 20),
        list.readUInt32LE(at + 42),
      ]);
      // Some old writers use backslashes; parts are named with slashes everywhere else.
      const name = list.toString("utf8", at + 46, at + 46 + nameLength).replaceAll("\\", "/");
      entries.set(name, {
        path: name,
        method: list.readUInt16LE(at + 10),
        crc: list.readUInt32LE(at + 16),
        packed,
        unpacked,
        offset,
      });
      at += 46 + nameLength + extraLength + list.readUInt16LE(at + 32);
    }
    return { path, entries };
  } finally {
    await file.close();
  }
};

/** Yields the bytes of an entry as they lie in the archive, still packed. */
export async function* packedBytes(zip: ZipFile, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.packed === 0) return;
  const file = await open(zip.path);
  let start: number;
  try {
    const header = await readAt(file, entry.offset, 30);
    if (header.readUInt32LE(0) !== 0x04034b50) throw unreadable("damaged");
    start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
  for await (const chunk of createReadStream(zip.path, {
    start,
    end: start + entry.packed - 1,
    highWaterMark: 1 << 18,
  })) {
    yield chunk as Buffer;
  }
}

/**
 * Yields the unpacked bytes of an entry, in bounded memory. Throws UnreadableFile when the data is damaged, or when
 * it unpacks to more than any real workbook (`most` bytes, or an absurd ratio): the size that the archive claims is
 * never believed.
 */
export async function* unpackedBytes(
  zip: ZipFile,
  entry: ZipEntry,
  most = largestPart,
): AsyncGenerator<Buffer> {
  if (entry.method !== 0 && entry.method !== 8) throw unreadable("damaged");
  let total = 0;
  let checksum = 0;
  const source = packedBytes(zip, entry);
  const stream: AsyncIterable<Buffer> =
    entry.method === 0
      ? source
      : pipeline(source, createInflateRaw({ chunkSize: 1 << 18 }), () => {
          // The error reaches the loop below; pipeline only insists on being told where to report it.
        });
  try {
    for await (const chunk of stream) {
      total += chunk.length;
      if (total > most || (total > ratioMattersFrom && total > entry.packed * largestRatio))
        throw unreadable("too-large");
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : unreadable("damaged", error);
  }
  if (checksum !== entry.crc) throw unreadable("damaged");
}

/** Returns a whole small part as text; throws UnreadableFile above 64 MiB, which no such part reaches. */
export const readPart = async (zip: ZipFile, entry: ZipEntry): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of unpackedBytes(zip, entry, 64 * mebibyte)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  // Parts are UTF-8 in practice; the standard also allows UTF-16 with a byte order mark.
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? "utf-16le" : "utf-8").decode(bytes);
};
