import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { DocumentError, plainText, type Block, type Inline } from "./document.ts";
import { parseMarkdown } from "./markdown.ts";

const reference = (raw: string): Inline => ({
  kind: "figure",
  figure: raw,
  value: "7",
  text: `<${raw}>`,
  title: "invented",
});

const parse = (source: string): readonly Block[] => parseMarkdown(source, { language: "en", reference });

function only<Kind extends Block["kind"]>(source: string, kind: Kind): Extract<Block, { kind: Kind }> {
  const [block, ...others] = parse(source);
  assert.deepEqual(others, []);
  assert.equal(block?.kind, kind);
  // The kind has just been compared.
  return block as Extract<Block, { kind: Kind }>;
}

const fails = (source: string, line: number, words: RegExp): void => {
  assert.throws(
    () => parse(source),
    (error) =>
      error instanceof DocumentError &&
      error.line === line &&
      words.test(error.text.en) &&
      error.text.fr !== "" &&
      error.text.nl !== "",
    `expected an error on line ${line} with ${words.source}`,
  );
};

test("a reference is found in text, headings, emphasis, links, notes, lists and cells, whatever it is written with", () => {
  const raw = "a_b*c | d: [e](f) `g` {h} i";
  const source = [
    `# Chapter {{${raw}}}`,
    `Text {{${raw}}}, **{{${raw}}}**, [a link {{${raw}}}](https://example.org)^[a note {{${raw}}}].`,
    `- item {{${raw}}}`,
    "",
    `Table: caption {{${raw}}}`,
    "",
    "| a | b |",
    "|---|---:|",
    `| {{${raw}}} | 1 |`,
  ].join("\n");
  const seen = JSON.stringify(parse(source)).split('"kind":"figure"').length - 1;
  assert.equal(seen, 8);
  assert.match(JSON.stringify(parse(source)), /"figure":"a_b\*c \| d: \[e\]\(f\) `g` \{h\} i"/u);
});

test("a reference in YAML needs no quotes, and each is resolved once with its line", () => {
  const lines: number[] = [];
  const blocks = parseMarkdown("Text\n\n```box\ntitle: {{ a }} and {{ b }}\ntext: |\n  More {{ c }}\n```\n", {
    language: "en",
    reference: (raw, line) => {
      lines.push(line);
      return reference(raw);
    },
  });
  assert.deepEqual(lines, [4, 4, 6]);
  const box = blocks[1];
  assert.equal(box?.kind === "box" && plainText(box.title ?? []), "<a> and <b>");
});

test("a reference may be answered with several spans, and escaped braces are no reference", () => {
  const [block] = parseMarkdown(String.raw`{{ a }} \{{ b }}`, {
    language: "en",
    reference: () => [
      { kind: "text", text: "one " },
      { kind: "text", text: "two" },
    ],
  });
  assert.equal(block?.kind === "paragraph" && plainText(block.content), "one two {{ b }}");
});

test("a table has a caption, alignments, row headers and a total", () => {
  const blocks = parse(
    "Tableau : Budget\n\n| Axis | Amount |\n|---|--:|\n| 1 | {{ one }} |\n| **Total** | **{{ all }}** |\n",
  );
  assert.equal(blocks.length, 1);
  const [table] = blocks;
  assert.ok(table?.kind === "table");
  assert.equal(plainText(table.caption), "Budget");
  assert.deepEqual(
    table.columns.map((column) => column.align),
    ["start", "end"],
  );
  assert.equal(table.rows.length, 1);
  assert.deepEqual(table.total?.map(plainText), ["Total", "<all>"]);
  assert.equal(table.total?.[1]?.[0]?.kind, "figure");
});

test("an operation keeps its facts in order and its cells as they were written", () => {
  const operation = only(
    '```operation\ntitle: Coaching\ntext: |\n  One.\n\n  - two\nfacts:\n  Contribution: "{{ esf }} a year"\n  Participants (2031): 1.080\n  Partners: 3. De Brug\n```',
    "operation",
  );
  assert.equal(operation.id, "coaching");
  assert.deepEqual(
    operation.facts.map(({ term, details }) => [plainText(term), plainText(details)]),
    [
      ["Contribution", "<esf> a year"],
      ["Participants (2031)", "1.080"],
      ["Partners", "3. De Brug"],
    ],
  );
  assert.deepEqual(
    operation.content.map(({ kind }) => kind),
    ["paragraph", "list"],
  );
});

test("a note may hold brackets, emphasis and a link", () => {
  const paragraph = only("Word^[See [1] *here* and [there](#a)] end.", "paragraph");
  assert.deepEqual(
    paragraph.content.map(({ kind }) => kind),
    ["text", "note", "text"],
  );
  const note = paragraph.content[1];
  assert.equal(note?.kind === "note" && plainText(note.content), "See [1] here and there");
});

test("French text gets its apostrophes and its spaces before the high signs; figures stay as they are", () => {
  const [block] = parseMarkdown("L'axe : {{ it's : }} !", { language: "fr", reference });
  assert.equal(block?.kind === "paragraph" && plainText(block.content), "L’axe\u00A0: <it's :>\u00A0!");
});

test("each fault names its line", () => {
  fails("Text\n\n{{ open", 3, /not closed/u);
  fails("Text\n\nA \uE000 sign", 3, /private use/u);
  fails("Text\n\n<b>bold</b>", 3, /HTML/u);
  fails("![x](y.png)", 1, /image/u);
  fails("# A\n\n> quoted", 3, /quotation/u);
  fails("# A\n\n#### B", 3, /heading/u);
  fails("# A^[note]", 1, /heading/u);
  fails("Text^[note", 1, /not closed/u);
  fails("A\n\n[x](javascript:alert(1))", 3, /cannot be used/u);
  fails("[x](https://example.org/{{ y }})", 1, /cannot be used/u);
  fails("A\n\n| a |\n|---|\n| b |", 3, /caption/u);
  fails("Table: t\n\n| a | b |\n|---|---|\n| c | d |\n| e |", 6, /1 cell/u);
  fails("A\n\n```nothing\na: b\n```", 3, /does not exist/u);
  fails("A\n\n```box\ntext: b\ncolour: red\n```", 5, /'colour'/u);
  fails("A\n\n```box\ntitle: b\n```", 4, /'text' is missing/u);
  fails("A\n\n```box\ntext: |\n  fine\n\n  # not here\n```", 7, /heading/u);
  fails("A\n\n```box\ntext: [\n```", 4, /not readable YAML/u);
  fails("```table\ncaption: c\ncolumns: [a, b]\nrows:\n  - [1, 2]\n  - [1]\n```", 6, /1 cell/u);
  fails("```key-figures\ntitle: t\nfigures:\n  - value: 12\n    label: typed\n```", 4, /reference/u);
  fails(
    "```key-figures\ntitle: t\nfigures:\n  - value: more than {{ a }}\n    label: l\n```",
    4,
    /reference/u,
  );
  fails("```co-funding\nsupport: lottery\n```", 2, /'lottery'/u);
  const chart = "title: t\ndescription: d\nunit: u\ncategory: c\nseries: s";
  fails(`\`\`\`chart\nkind: pie\n${chart}\npoints: []\n\`\`\``, 2, /'pie'/u);
  fails(
    `\`\`\`chart\nkind: bars-with-previous-year\n${chart}\nprevious-series: p\npoints:\n  - { label: a, value: {{ v }} }\n\`\`\``,
    10,
    /'previous' is missing/u,
  );
});

test("anchors are unique and made of safe letters", () => {
  const ids = parse("# Résumé\n\n# Résumé !\n\n# 2031\n\n# 中").map(
    (block) => block.kind === "heading" && block.id,
  );
  assert.deepEqual(ids, ["resume", "resume-2", "s-2031", "s"]);
});

test("any text is either read or refused with a line that exists", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "# a",
      "{{ x }}",
      "^[",
      "]",
      "**",
      "| a | b |",
      "|---|---|",
      "```box",
      "text: b",
      "```",
      "- i",
      "",
      "<i>",
    ),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(pieces, (lines) => {
      try {
        parse(lines.join("\n"));
      } catch (error) {
        assert.ok(error instanceof DocumentError, String(error));
        assert.ok(error.line !== undefined && error.line >= 1 && error.line <= lines.length + 1);
      }
    }),
    { numRuns: 400 },
  );
});
