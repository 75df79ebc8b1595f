import { unreadable } from "./unreadable.ts";
import { decodeXml, XmlScan } from "./xmlScan.ts";
import { type ZipEntry, type ZipFile, unpackedBytes } from "./zipRead.ts";

/** The texts that cells refer to by number. */
export type SharedStrings = { readonly count: number; at(index: number): string | undefined };

const cacheSize = 1 << 14;
/** All texts of a workbook, as XML: the only part that must stay in memory while rows are read. */
const largestTable = 1 << 30;

/** Returns the text with Excel's `_x000D_` notation decoded: characters that XML cannot hold. */
export const decodeEscapes = (text: string): string =>
  text.includes("_x")
    ? text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Keeps texts end to end as bytes: a third of the memory of as many strings, and outside the heap. */
class PackedStrings implements SharedStrings {
  count = 0;
  #bytes = Buffer.alloc(1 << 16);
  #ends = new Uint32Array(1 << 12);
  readonly #cachedIndex = new Int32Array(cacheSize).fill(-1);
  readonly #cachedText: string[] = Array.from({ length: cacheSize }, () => "");

  add(text: string): void {
    const start = this.count === 0 ? 0 : (this.#ends[this.count - 1] ?? 0);
    const most = start + text.length * 3;
    if (most > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(most, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    if (this.count === this.#ends.length) {
      const more = new Uint32Array(this.#ends.length * 2);
      more.set(this.#ends);
      this.#ends = more;
    }
    this.#ends[this.count] = start + this.#bytes.write(text, start);
    this.count += 1;
  }

  at(index: number): string | undefined {
    const slot = index & (cacheSize - 1);
    if (this.#cachedIndex[slot] === index) return this.#cachedText[slot];
    const end = this.#ends[index];
    if (end === undefined || index >= this.count) return undefined;
    const text = this.#bytes.toString("utf8", index === 0 ? 0 : this.#ends[index - 1], end);
    this.#cachedIndex[slot] = index;
    this.#cachedText[slot] = text;
    return text;
  }
}

/** Returns the workbook's shared texts, formatting within a cell flattened; throws UnreadableFile when damaged. */
export const sharedStrings = async (zip: ZipFile, part: ZipEntry | undefined): Promise<SharedStrings> => {
  const strings = new PackedStrings();
  if (part === undefined) return strings;
  let text = "";
  let inText = false;
  let inPhonetic = false;
  const scan = new XmlScan({
    open(name) {
      if (name === "si") text = "";
      else if (name === "t") inText = !inPhonetic;
      else if (name === "rPh") inPhonetic = true;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") inPhonetic = false;
      else if (name === "si") strings.add(decodeEscapes(text));
    },
    text(raw) {
      if (inText) text += decodeXml(raw);
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of unpackedBytes(zip, part, largestTable))
    scan.push(decoder.decode(chunk, { stream: true }));
  if (strings.count > 50_000_000) throw unreadable("too-large");
  return strings;
};
