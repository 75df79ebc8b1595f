import { encodeXml } from "./xmlScan.ts";
import type { ZipPart } from "./zipWrite.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const relationNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageNamespace = "http://schemas.openxmlformats.org/package/2006";
const contentPrefix = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The content type of a part with notes, and that of the shapes that show them. */
export const commentsContentType = `${contentPrefix}.comments+xml`;
export const vmlContentType = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/** How a cell looks: fill colour as RRGGBB, number format in Excel's notation. */
export type CellLook = {
  readonly format?: string;
  readonly bold?: boolean;
  readonly fill?: string;
  readonly wrap?: boolean;
  readonly size?: number;
};

/** Returns the styles part; the looks get the numbers 0, 1, 2… in order, and the first must be the plain one. */
export const stylesXml = (looks: readonly CellLook[]): string => {
  const formats = [...new Set(looks.flatMap(({ format }) => (format === undefined ? [] : [format])))];
  const fills = [...new Set(looks.flatMap(({ fill }) => (fill === undefined ? [] : [fill])))];
  const fonts = [...new Set(looks.map(fontXml))];
  const xfs = looks.map((look) => {
    const format = look.format === undefined ? 0 : 164 + formats.indexOf(look.format);
    const fill = look.fill === undefined ? 0 : 2 + fills.indexOf(look.fill);
    const wrap = look.wrap === true ? '<alignment vertical="top" wrapText="1"/>' : "";
    return `<xf numFmtId="${format}" fontId="${fonts.indexOf(fontXml(look))}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">${wrap}</xf>`;
  });
  return (
    `${declaration}<styleSheet xmlns="${mainNamespace}">` +
    (formats.length === 0
      ? ""
      : `<numFmts count="${formats.length}">${formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${encodeXml(code)}"/>`).join("")}</numFmts>`) +
    `<fonts count="${fonts.length}">${fonts.join("")}</fonts>` +
    `<fills count="${2 + fills.length}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fills.map(fillXml).join("")}</fills>` +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${xfs.length}">${xfs.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
};

const fontXml = ({ bold, size }: CellLook): string =>
  `<font>${bold === true ? "<b/>" : ""}<sz val="${size ?? 11}"/><name val="Calibri"/><family val="2"/></font>`;

/** Returns a solid fill in the colour given as RRGGBB. */
export const fillXml = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;

/** Returns the letters of a column, counted from 0: 0 is A, 26 is AA. */
export const columnName = (column: number): string =>
  (column >= 26 ? columnName(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));

/** Returns text as it stands in a cell: Excel's own notation for what XML would lose or misread. */
const cellText = (text: string): string =>
  encodeXml(text.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_").replaceAll("\r", "_x000D_"));

/** Returns a cell that holds text, which can never be taken for a formula. `row` counts from 1, `column` from 0. */
export const textCell = (row: number, column: number, text: string, style: number, prefix = ""): string => {
  const [c, is, t] = [`${prefix}c`, `${prefix}is`, `${prefix}t`];
  return `<${c} r="${columnName(column)}${row}"${style === 0 ? "" : ` s="${style}"`} t="inlineStr"><${is}><${t} xml:space="preserve">${cellText(text)}</${t}></${is}></${c}>`;
};

/** Returns a row of text cells, all in one style; empty texts leave no cell. */
export const textRow = (row: number, texts: readonly string[], styles: readonly number[]): string =>
  `<row r="${row}">${texts.map((text, column) => (text === "" ? "" : textCell(row, column, text, styles[column] ?? styles[0] ?? 0))).join("")}</row>`;

/** Returns the name as a tab can bear it: at most 31 characters, without those that Excel forbids. */
export const tabName = (name: string): string => {
  const clean = name
    .replaceAll(/[\\/?*[\]:]/g, " ")
    .replaceAll(/^'|'$/g, "")
    .trim()
    .slice(0, 31)
    .trim();
  return clean === "" ? "1" : clean;
};

/** What a worksheet part holds besides its rows, each in the place that the format orders. */
type SheetAround = {
  readonly widths: readonly number[];
  /** By column, the style of cells that are not written. */
  readonly columnStyles?: readonly number[];
  readonly frozenRows?: number;
  readonly validations?: string;
  readonly hasNotes?: boolean;
};

/** Returns what comes before the rows of a worksheet. */
export const sheetStart = ({ widths, columnStyles, frozenRows }: SheetAround): string => {
  const pane =
    frozenRows === undefined
      ? ""
      : `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`;
  const column = (width: number, index: number): string =>
    `<col min="${index + 1}" max="${index + 1}" width="${width}"${columnStyles?.[index] === undefined ? "" : ` style="${columnStyles[index]}"`} customWidth="1"/>`;
  return (
    `${declaration}<worksheet xmlns="${mainNamespace}" xmlns:r="${relationNamespace}">` +
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>` +
    (widths.length === 0 ? "" : `<cols>${widths.map(column).join("")}</cols>`) +
    "<sheetData>"
  );
};

/** Returns what comes after the rows of a worksheet. */
export const sheetEnd = ({ validations, hasNotes }: SheetAround): string =>
  `</sheetData>${validations ?? ""}<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>` +
  `<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>${hasNotes === true ? '<legacyDrawing r:id="rId1"/>' : ""}</worksheet>`;

type WorkbookOutline = {
  readonly title: string;
  readonly tabs: readonly string[];
  readonly date1904?: boolean;
  /** Whether the first sheet has notes, in xl/comments1.xml and xl/drawings/vmlDrawing1.vml. */
  readonly hasNotes?: boolean;
};

const override = (part: string, type: string): string =>
  `<Override PartName="/${part}" ContentType="${type}"/>`;

const relationship = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${relationNamespace}/${kind}" Target="${target}"/>`;

const relationshipList = (list: readonly string[]): string =>
  `${declaration}<Relationships xmlns="${packageNamespace}/relationships">${list.join("")}</Relationships>`;

/** Returns all parts of a workbook but its styles, sheets and notes. The first comes first in the archive. */
export const workbookParts = ({ title, tabs, date1904, hasNotes }: WorkbookOutline): ZipPart[] => {
  const sheetPath = (index: number): string => `worksheets/sheet${index + 1}.xml`;
  const types =
    `${declaration}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="${vmlContentType}"/>` +
    override("xl/workbook.xml", `${contentPrefix}.sheet.main+xml`) +
    override("xl/styles.xml", `${contentPrefix}.styles+xml`) +
    tabs.map((_, index) => override(`xl/${sheetPath(index)}`, `${contentPrefix}.worksheet+xml`)).join("") +
    (hasNotes === true ? override("xl/comments1.xml", commentsContentType) : "") +
    override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") +
    "</Types>";
  const sheets = tabs.map(
    (tab, index) => `<sheet name="${encodeXml(tab)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const parts: ZipPart[] = [
    { path: "[Content_Types].xml", content: types },
    {
      path: "_rels/.rels",
      content: relationshipList([
        relationship(1, "officeDocument", "xl/workbook.xml"),
        `<Relationship Id="rId2" Type="${packageNamespace}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
      ]),
    },
    {
      path: "docProps/core.xml",
      content: `${declaration}<cp:coreProperties xmlns:cp="${packageNamespace}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${encodeXml(title)}</dc:title></cp:coreProperties>`,
    },
    {
      path: "xl/workbook.xml",
      content: `${declaration}<workbook xmlns="${mainNamespace}" xmlns:r="${relationNamespace}"><workbookPr${date1904 === true ? ' date1904="1"' : ""}/><bookViews><workbookView/></bookViews><sheets>${sheets.join("")}</sheets></workbook>`,
    },
    {
      path: "xl/_rels/workbook.xml.rels",
      content: relationshipList([
        ...tabs.map((_, index) => relationship(index + 1, "worksheet", sheetPath(index))),
        relationship(tabs.length + 1, "styles", "styles.xml"),
      ]),
    },
  ];
  if (hasNotes === true) {
    const list = [
      relationship(1, "vmlDrawing", "../drawings/vmlDrawing1.vml"),
      relationship(2, "comments", "../comments1.xml"),
    ];
    parts.push({ path: "xl/worksheets/_rels/sheet1.xml.rels", content: relationshipList(list) });
  }
  return parts;
};
