import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import * as fc from "fast-check";
import { DocumentError, type Block, type Inline, type ReportDocument } from "./document.ts";
import { toPdf } from "./pdf.ts";
import { sampleReport } from "./sample.ts";
import { toTypst } from "./typst.ts";
import { literal } from "./typst-text.ts";

const bytes = async (document: ReportDocument): Promise<string> =>
  Buffer.from(await toPdf(document)).toString("latin1");

test("the PDF is tagged, says PDF/UA-1, has a language and a title that is shown", async () => {
  for (const language of ["fr", "nl", "en"] as const) {
    const pdf = await bytes(sampleReport({ language }));
    assert.match(pdf, /^%PDF-1\.7/u);
    assert.match(pdf, /\/MarkInfo\s*<<[^>]*\/Marked true/u);
    assert.match(pdf, /\/StructTreeRoot/u);
    assert.match(pdf, /<pdfuaid:part>1<\/pdfuaid:part>/u);
    assert.match(pdf, new RegExp(`\\(${language}-BE\\)`, "u"));
    assert.match(pdf, /\/DisplayDocTitle true/u);
    assert.match(pdf, /\/Outlines/u);
  }
});

test("its structure has headings, tables with header cells, lists, notes and described pictures", async () => {
  const pdf = await bytes(sampleReport());
  for (const tag of [
    "H1",
    "H2",
    "H3",
    "H4",
    "Table",
    "TH",
    "TD",
    "Caption",
    "L",
    "LI",
    "Note",
    "Figure",
    "Link",
    "TOC",
  ])
    assert.match(pdf, new RegExp(`/S\\s*/${tag}\\b`, "u"), tag);
  const pictures = pdf.match(/\/S\s*\/Figure\b/gu)?.length ?? 0;
  const descriptions = pdf.match(/\/Alt\b/gu)?.length ?? 0;
  assert.ok(pictures >= 5 && descriptions >= pictures, `${descriptions} texts for ${pictures} pictures`);
});

test("its date is the day of publication, and the same document gives the same bytes", async () => {
  const pdf = await bytes(sampleReport());
  assert.match(pdf, /\/CreationDate \(D:20320531/u);
  assert.match(pdf, /<xmp:CreateDate>2032-05-31/u);
  assert.equal(await bytes(sampleReport()), pdf);
});

test("a document without a date has none from the clock", async () => {
  const { publishedOn: _, ...undated } = sampleReport();
  assert.doesNotMatch(await bytes(undated), /CreationDate|CreateDate/u);
});

test("a skipped heading and a link to nowhere are refused before Typst sees them", async () => {
  const content: readonly Inline[] = [{ kind: "text", text: "x" }];
  const wrong: readonly Block[] = [
    { kind: "heading", level: 3, id: "a", content },
    { kind: "paragraph", content: [{ kind: "link", href: "#nowhere", content }] },
  ];
  for (const block of wrong) await assert.rejects(toPdf(sampleReport({ blocks: [block] })), DocumentError);
});

test("a sign that no font can show is named, and the file not written", async () => {
  const content: readonly Inline[] = [{ kind: "text", text: "before \u{10FFFD} after" }];
  await assert.rejects(
    toPdf(sampleReport({ blocks: [{ kind: "paragraph", content }] })),
    (error) => error instanceof DocumentError && /10fffd/u.test(error.text.fr),
  );
});

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.stringMatching(/^[#$*_`<>@=\\"'()[\]{}/~;:,.a-z\n -]{0,30}$/u),
  fc.constantFrom(
    '"; #panic("x")',
    '\\"#read("/etc/passwd")',
    "#include",
    "]#[",
    "\\u{41}",
    "// c",
    "/* c",
    "= H",
    "<l>",
    "@l",
  ),
);

test("a literal means its text and nothing else to Typst", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), (texts) => {
      const source = texts.map((text) => `#metadata(${literal(text)})<probe>`).join("\n");
      const found: unknown = NodeCompiler.create().query(
        { mainFileContent: source },
        { selector: "<probe>", field: "value" },
      );
      assert.deepEqual(
        found,
        texts.map((text) => text.toWellFormed().replaceAll(/(?![\t\n])\p{Cc}/gu, "")),
      );
    }),
    { numRuns: 60 },
  );
});

test("no text adds a heading, a link or a picture to the document", () => {
  const count = (source: string, selector: string): number => {
    const found: unknown = NodeCompiler.create().query({ mainFileContent: source }, { selector });
    assert.ok(Array.isArray(found));
    return found.length;
  };
  fc.assert(
    fc.property(hostile, (raw) => {
      const text: readonly Inline[] = [{ kind: "text", text: raw }];
      const source = toTypst(
        sampleReport({
          title: raw,
          authority: raw,
          blocks: [
            { kind: "heading", level: 1, id: raw, content: text },
            { kind: "paragraph", content: [...text, { kind: "strong", content: text }, ...text] },
            { kind: "list", ordered: true, items: [[{ kind: "paragraph", content: text }]] },
            { kind: "box", title: text, content: [{ kind: "paragraph", content: text }] },
            { kind: "operation", id: raw, title: text, content: [], facts: [{ term: text, details: text }] },
            {
              kind: "table",
              caption: text,
              columns: [{ title: text, align: "start" }],
              rows: [[text]],
            },
          ],
        }),
      );
      // The table of contents is a heading of its own.
      assert.equal(count(source, "heading"), 3);
      assert.equal(count(source, "image"), 1);
      assert.equal(count(source, "table"), 1);
    }),
    { numRuns: 25 },
  );
});
