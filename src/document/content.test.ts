import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { after, before, describe, test } from "node:test";
import { zipBytes } from "../intake/file/zipWrite.ts";
import { contentOf } from "./content.ts";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "jalon-content-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Returns what the bytes are, under a name that says nothing true. */
const of = async (bytes: Uint8Array | string): Promise<string | undefined> => {
  const path = join(folder, "invoice.pdf.exe");
  writeFileSync(path, bytes);
  return contentOf(path);
};
const archive = async (parts: Readonly<Record<string, string>>): Promise<Buffer> =>
  Buffer.concat(
    await Array.fromAsync(zipBytes(Object.entries(parts).map(([path, content]) => ({ path, content })))),
  );

/** An archive as OpenDocument asks for it: its first part stands there as it is. */
const stored = (parts: Readonly<Record<string, string>>): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(parts)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(path.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 16, 14, 30);
    central.writeUInt32LE(at, 42);
    directory.push(central, Buffer.from(path));
    locals.push(local, Buffer.from(path + content));
    at += 30 + path.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
};

describe("a document is what its content says", () => {
  test("PDF, pictures and rows of cells", async () => {
    assert.equal(await of("%PDF-1.7\n..."), "pdf");
    assert.equal(await of(Buffer.from("89504e470d0a1a0a00", "hex")), "png");
    assert.equal(await of(Buffer.from("ffd8ffe000104a464946", "hex")), "jpeg");
    assert.equal(await of("date;montant\r\n02/03/2020;12,50\r\n"), "csv");
    assert.equal(await of(Buffer.from("\u00EF\u00BB\u00BFligne;pr\u00E9nom\n1;x\n", "latin1")), "csv");
  });

  test("workbooks and texts, by what their archive holds", async () => {
    const types = { "[Content_Types].xml": "<Types/>" };
    assert.equal(await of(await archive({ ...types, "xl/workbook.xml": "<workbook/>" })), "xlsx");
    assert.equal(await of(await archive({ ...types, "word/document.xml": "<document/>" })), "docx");
    const mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    assert.equal(await of(stored({ mimetype, "content.xml": "<x/>" })), "ods");
    assert.equal(await of(stored({ mimetype: `${mimetype}-template`, "content.xml": "<x/>" })), "ods");
    assert.equal(await of(stored({ mimetype: "application/epub+zip", "content.xml": "<x/>" })), undefined);
  });

  test("and nothing where it holds programs, markup, an archive of anything, or is cut off", async () => {
    const workbook = { "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" };
    const mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    const bad: readonly (Uint8Array | string)[] = [
      await archive({ ...workbook, "xl/vbaProject.bin": "x" }),
      await archive({ ...workbook, "xl/setup.exe": "x" }),
      stored({ mimetype, "content.xml": "<x/>", "Basic/Standard/Module1.xml": "x" }),
      await archive({ "readme.txt": "a;b" }),
      (await archive(workbook)).subarray(0, 60),
      "PK\u0003\u0004",
      "<!doctype html><script>a;b</script>",
      "<?xml version='1.0'?><svg onload='a;b'/>",
      "#!/bin/sh\necho a;b",
      "{\\rtf1 a;b}",
      Buffer.from("4d5a90000300000004000000ffff0000", "hex"),
      Buffer.from("a;b\u0000c"),
      "one line of words",
      "",
    ];
    for (const bytes of bad)
      assert.equal(await of(bytes), undefined, Buffer.from(bytes).toString("latin1", 0, 40));
  });
});
