import { inflateRawSync } from "node:zlib";

/** Returns everything that an answer says, whatever it is packed in: headers, and its body as text. */
export const everythingIn = async (response: Response): Promise<{ text: string; bytes: Buffer }> => {
  const bytes = Buffer.from(await response.arrayBuffer());
  const headers = [...response.headers].map(([name, value]) => `${name}: ${decoded(value)}`).join("\n");
  const body = bytes.subarray(0, 2).toString("latin1") === "PK" ? unzipped(bytes) : bytes.toString("utf8");
  return { text: `${headers}\n\n${body}`, bytes };
};

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** The files of a ZIP archive, such as a workbook, one after the other. */
const unzipped = (bytes: Buffer): string => {
  const parts: string[] = [];
  // The directory stands at the end; each of its entries begins with PK\1\2.
  const directory = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  let at = bytes.readUInt32LE(directory + 16);
  for (let left = bytes.readUInt16LE(directory + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const begins = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(begins, begins + size);
    parts.push((method === 8 ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts.join("\n");
};
