import { pipeline } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import { type ZipEntry, type ZipFile, packedBytes } from "./zipRead.ts";

type ZipContent = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/** A part to write: new content, or an entry of another archive copied without unpacking it. */
export type ZipPart =
  | { readonly path: string; readonly content: ZipContent }
  | { readonly path: string; readonly copyOf: ZipEntry; readonly from: ZipFile };

type Written = {
  path: Buffer;
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
  offset: number;
};

// Sizes follow the data (bit 3), because they are unknown when the header goes out; names are UTF-8 (bit 11).
const flags = 0x0808;
// 1 January 1980, the first day that ZIP knows: the same content always gives the same bytes.
const dosDate = 0x0021;
const largest = 0xfffffffe;

const localHeader = (path: Buffer, method: number): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(dosDate, 12);
  header.writeUInt16LE(path.length, 26);
  return Buffer.concat([header, path]);
};

const descriptor = (entry: Written): Buffer => {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(entry.crc, 4);
  record.writeUInt32LE(entry.packed, 8);
  record.writeUInt32LE(entry.unpacked, 12);
  return record;
};

const directoryRecord = (entry: Written): Buffer => {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(20, 4);
  record.writeUInt16LE(20, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(entry.method, 10);
  record.writeUInt16LE(dosDate, 14);
  record.writeUInt32LE(entry.crc, 16);
  record.writeUInt32LE(entry.packed, 20);
  record.writeUInt32LE(entry.unpacked, 24);
  record.writeUInt16LE(entry.path.length, 28);
  record.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([record, entry.path]);
};

const directoryEnd = (count: number, size: number, start: number): Buffer => {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(start, 16);
  return record;
};

async function* inBytes(content: ZipContent): AsyncGenerator<Buffer> {
  const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
  for await (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece);
}

async function* deflated(content: ZipContent, entry: Written): AsyncGenerator<Buffer> {
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const bytes of inBytes(content)) {
      entry.unpacked += bytes.length;
      entry.crc = crc32(bytes, entry.crc);
      yield bytes;
    }
  }
  const deflate = createDeflateRaw({ level: 4, chunkSize: 1 << 16 });
  const packed = pipeline(counted(), deflate, () => {
    // The error reaches the loop below; pipeline only insists on being told where to report it.
  });
  for await (const chunk of packed) yield chunk as Buffer;
}

/**
 * Yields the bytes of a ZIP archive made of the parts, each asked for only once the one before is written, so that a
 * late part may depend on what an early one turned out to hold. Memory does not grow with the size. Throws RangeError
 * beyond 4 GiB.
 */
export async function* zipBytes(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let position = 0;
  for await (const part of parts) {
    const copied = "copyOf" in part ? part.copyOf : undefined;
    const entry: Written = {
      path: Buffer.from(part.path),
      method: copied?.method ?? 8,
      crc: copied?.crc ?? 0,
      packed: 0,
      unpacked: copied?.unpacked ?? 0,
      offset: position,
    };
    const header = localHeader(entry.path, entry.method);
    position += header.length;
    yield header;
    for await (const chunk of "copyOf" in part
      ? packedBytes(part.from, part.copyOf)
      : deflated(part.content, entry)) {
      entry.packed += chunk.length;
      yield chunk;
    }
    const end = descriptor(entry);
    position += entry.packed + end.length;
    if (position > largest || entry.unpacked > largest) throw new RangeError("workbook larger than 4 GiB");
    yield end;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(directoryRecord));
  yield directory;
  yield directoryEnd(written.length, directory.length, position);
}
