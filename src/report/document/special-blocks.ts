import type { Node } from "yaml";
import { isScalar } from "yaml";
import type { Language } from "../../language.ts";
import { entries, items, readFields, scalar, type Entries, type Fields } from "./block-fields.ts";
import {
  chartKinds,
  DocumentError,
  plainText,
  type Block,
  type ChartPoint,
  type Column,
  type FigureSpan,
  type Inline,
  type Row,
  type TextBlock,
} from "./document.ts";
import { coFundingStatement, supports } from "./emblem.ts";
import { inlineMarkdown, textBlocks, type Reading } from "./markdown-text.ts";
import { slug } from "./slug.ts";

/** What a block needs to know besides its own text. */
export type BlockContext = Readonly<{ language: Language; reveal: Reading["reveal"] }>;

type Part = BlockContext & Readonly<{ fields: Fields; line: number }>;

/** The blocks that a fenced code block can stand for, by the first word after the fence. */
const readers: Readonly<Partial<Record<string, (part: Part) => Block>>> = {
  box: readBox,
  chart: readChart,
  "co-funding": readCoFunding,
  "key-figures": readKeyFigures,
  operation: readOperation,
  table: readTable,
};

/**
 * Returns the block that a fenced code block stands for.
 * @throws DocumentError when its name is not known or its YAML does not say what the block needs.
 */
export function readSpecialBlock(name: string, yaml: string, line: number, context: BlockContext): Block {
  const read = readers[name];
  if (read === undefined)
    throw new DocumentError(
      {
        fr: `Le bloc « ${name} » n'existe pas. Blocs possibles : ${Object.keys(readers).join(", ")}.`,
        nl: `Het blok '${name}' bestaat niet. Mogelijke blokken: ${Object.keys(readers).join(", ")}.`,
        en: `The block '${name}' does not exist. Possible blocks: ${Object.keys(readers).join(", ")}.`,
      },
      line,
    );
  return read({ ...context, fields: readFields(yaml, line + 1), line });
}

function readBox(part: Part): Block {
  const found = entries(part.fields, part.fields.root, { required: ["text"], optional: ["title"] });
  const title = found.get("title");
  return {
    kind: "box",
    ...(title === undefined ? {} : { title: inline(part, title) }),
    content: text(part, found.get("text")),
  };
}

function readOperation(part: Part): Block {
  const found = entries(part.fields, part.fields.root, {
    required: ["title", "text"],
    optional: ["id", "facts"],
  });
  const title = inline(part, found.get("title"));
  const id = found.get("id");
  const facts = found.get("facts");
  return {
    kind: "operation",
    id: slug(id === undefined ? plainText(title) : scalar(part.fields, id)),
    title,
    content: text(part, found.get("text")),
    facts:
      facts === undefined
        ? []
        : [...entries(part.fields, facts, "any")].map(([term, details]) => ({
            term: inlineMarkdown(term, reading(part, details)),
            details: inline(part, details),
          })),
  };
}

function readKeyFigures(part: Part): Block {
  const found = entries(part.fields, part.fields.root, { required: ["title", "figures"] });
  return {
    kind: "keyFigures",
    title: plain(part, found, "title"),
    items: items(part.fields, found.get("figures") ?? null).map((item) => {
      const entry = entries(part.fields, item, { required: ["value", "label"], optional: ["previous"] });
      const previous = entry.get("previous");
      return {
        value: figure(part, entry.get("value")),
        label: inline(part, entry.get("label")),
        ...(previous === undefined ? {} : { previous: inline(part, previous) }),
      };
    }),
  };
}

function readCoFunding(part: Part): Block {
  const found = entries(part.fields, part.fields.root, { required: ["support"], optional: ["text"] });
  const name = scalar(part.fields, found.get("support"));
  const support = supports.find((support) => support === name);
  if (support === undefined) throw notAmong(part, found.get("support"), name, supports);
  const node = found.get("text");
  return {
    kind: "coFunding",
    statement: coFundingStatement(part.language, support),
    content: node === undefined ? [] : text(part, node),
  };
}

function readChart(part: Part): Block {
  const found = entries(part.fields, part.fields.root, {
    required: ["kind", "title", "description", "unit", "category", "series", "points"],
    optional: ["previous-series"],
  });
  const name = scalar(part.fields, found.get("kind"));
  const kind = chartKinds.find((kind) => kind === name);
  if (kind === undefined) throw notAmong(part, found.get("kind"), name, chartKinds);
  const withPrevious = kind === "bars-with-previous-year";
  if (withPrevious)
    entries(part.fields, part.fields.root, { required: ["previous-series"], optional: [...found.keys()] });
  const points = items(part.fields, found.get("points") ?? null).map((item): ChartPoint => {
    const entry = entries(part.fields, item, {
      required: withPrevious ? ["label", "value", "previous"] : ["label", "value"],
    });
    const previous = entry.get("previous");
    return {
      label: plain(part, entry, "label"),
      value: figure(part, entry.get("value")),
      ...(previous === undefined ? {} : { previous: figure(part, previous) }),
    };
  });
  return {
    kind: "chart",
    chart: kind,
    title: plain(part, found, "title"),
    description: plain(part, found, "description"),
    unit: plain(part, found, "unit"),
    category: plain(part, found, "category"),
    series: plain(part, found, "series"),
    ...(withPrevious ? { previousSeries: plain(part, found, "previous-series") } : {}),
    points,
  };
}

function readTable(part: Part): Block {
  const found = entries(part.fields, part.fields.root, {
    required: ["caption", "columns", "rows"],
    optional: ["total"],
  });
  const columns = items(part.fields, found.get("columns") ?? null).map((node): Column => {
    if (isScalar(node)) return { title: inline(part, node), align: "start" };
    const entry = entries(part.fields, node, { required: ["title"], optional: ["align"] });
    const align = entry.get("align");
    return {
      title: inline(part, entry.get("title")),
      align: align === undefined ? "start" : alignment(part, align),
    };
  });
  const row = (node: Node): Row => {
    const cells = items(part.fields, node).map((cell) => inline(part, cell));
    if (cells.length !== columns.length)
      throw wrongWidth(cells.length, columns.length, part.fields.lineOf(node));
    return cells;
  };
  const total = found.get("total");
  return {
    kind: "table",
    caption: inline(part, found.get("caption")),
    columns,
    rows: items(part.fields, found.get("rows") ?? null).map(row),
    ...(total === undefined ? {} : { total: row(total) }),
  };
}

const alignments = ["start", "center", "end"] as const;

function alignment(part: Part, node: Node): Column["align"] {
  const name = scalar(part.fields, node);
  const align = alignments.find((align) => align === name);
  if (align === undefined) throw notAmong(part, node, name, alignments);
  return align;
}

/** Returns the error for a row that has more or fewer cells than its table has columns. */
export function wrongWidth(cells: number, columns: number, line: number): DocumentError {
  return new DocumentError(
    {
      fr: `Cette ligne du tableau a ${cells} cellule(s) pour ${columns} colonne(s).`,
      nl: `Deze rij van de tabel heeft ${cells} cel(len) voor ${columns} kolom(men).`,
      en: `This row of the table has ${cells} cell(s) for ${columns} column(s).`,
    },
    line,
  );
}

function notAmong(
  part: Part,
  node: Node | undefined,
  found: string,
  possible: readonly string[],
): DocumentError {
  return new DocumentError(
    {
      fr: `« ${found} » n'est pas possible ici. Valeurs possibles : ${possible.join(", ")}.`,
      nl: `'${found}' kan hier niet. Mogelijke waarden: ${possible.join(", ")}.`,
      en: `'${found}' is not possible here. Possible values: ${possible.join(", ")}.`,
    },
    part.fields.lineOf(node ?? null),
  );
}

const reading = (part: Part, node: Node | undefined): Reading => ({
  firstLine: part.fields.lineOf(node ?? null),
  language: part.language,
  reveal: part.reveal,
});

const inline = (part: Part, node: Node | undefined): readonly Inline[] =>
  inlineMarkdown(scalar(part.fields, node), reading(part, node));

const text = (part: Part, node: Node | undefined): readonly TextBlock[] =>
  textBlocks(scalar(part.fields, node), reading(part, node));

const plain = (part: Part, found: Entries, key: string): string => plainText(inline(part, found.get(key)));

/** A drawn or emphasised number is always a figure: a typed one could not be explained. */
function figure(part: Part, node: Node | undefined): FigureSpan {
  const [only, ...others] = part.reveal(scalar(part.fields, node).trim());
  if (only?.kind === "figure" && others.length === 0) return only;
  throw new DocumentError(
    {
      fr: "Ici, un nombre vient toujours d'un chiffre du programme : écrivez une seule référence {{ … }}.",
      nl: "Hier komt een getal altijd uit een cijfer van het programma: schrijf één verwijzing {{ … }}.",
      en: "A number here always comes from a figure of the programme: write a single reference {{ … }}.",
    },
    part.fields.lineOf(node ?? null),
  );
}
