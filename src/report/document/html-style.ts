import { colours as c } from "./colours.ts";

// Fonts that readers already have; headings and text in the same family, told apart by size and weight.
const text = `"Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", system-ui, sans-serif`;
// Implementing Regulation (EU) No 821/2014, Article 4(4), names the typefaces for the words beside the emblem.
const beside = `Arial, Calibri, Verdana, Tahoma, "Trebuchet MS", Ubuntu, sans-serif`;

const base = `
*, *::before, *::after { box-sizing: border-box; }
html { color-scheme: light; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: ${c.page}; color: ${c.ink}; font: 1.0625rem/1.65 ${text};
  font-variant-numeric: lining-nums tabular-nums; overflow-wrap: break-word; }
a { color: ${c.accent}; text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid ${c.accent}; outline-offset: 3px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 2; padding: 0.6rem 1rem; background: ${c.page};
  border: 2px solid ${c.accent}; font-weight: 600; }
.skip:focus { top: 1rem; }
h1, h2, h3, h4, h5, h6 { color: ${c.ink}; line-height: 1.2; text-wrap: balance; overflow-wrap: anywhere; hyphens: manual; }
p, ul, ol, dl { margin: 0 0 1.1em; }
p { text-wrap: pretty; }
li { margin: 0.3em 0; }
data { text-decoration: underline dotted ${c.line} 1.5px; text-underline-offset: 0.22em; cursor: help; }
`;

const cover = `
.identity { display: flex; flex-wrap: wrap; gap: 0.75rem 2rem; align-items: center; justify-content: space-between;
  max-width: 75rem; margin: 0 auto; padding: 1.1rem 1.25rem; }
.funding { display: flex; gap: 0.9rem; align-items: center; }
.funding svg { flex: none; width: 5.25rem; height: auto; display: block; }
.funding p { margin: 0; color: #000; font: 0.95rem/1.35 ${beside}; }
.funding span { display: block; }
.funding span:first-child { font-weight: 700; }
.authority { margin: 0; color: ${c.muted}; font-size: 0.95rem; text-wrap: balance; }
.cover { background: ${c.band}; color: ${c.onBand}; border-bottom: 0.4rem solid ${c.gold}; }
.cover-text { max-width: 75rem; margin: 0 auto; padding: clamp(2.25rem, 7vw, 5rem) 1.25rem clamp(2rem, 5vw, 3.5rem); }
.cover h1 { color: ${c.onBand}; font-size: clamp(2.1rem, 1.4rem + 3.4vw, 3.9rem); font-weight: 700; line-height: 1.08;
  letter-spacing: -0.015em; margin: 0.6rem 0 1rem; max-width: 18em; }
.programme { margin: 0; font-weight: 600; color: ${c.onBandMuted}; max-width: 46em; }
.subtitle { font-size: clamp(1.1rem, 1rem + 0.6vw, 1.35rem); line-height: 1.45; max-width: 38em; margin-bottom: 2.2rem; }
.particulars { display: flex; flex-wrap: wrap; gap: 0.9rem 2.75rem; margin: 0; }
.particulars dt { font-size: 0.85rem; color: ${c.onBandMuted}; }
.particulars dd { margin: 0; font-weight: 600; }
`;

const page = `
.page { max-width: 75rem; margin: 0 auto; padding: 0 1.25rem 3rem; }
.contents { margin: 1.25rem 0 0; }
.contents summary { display: list-item; padding: 0.7rem 1rem; border: 1px solid ${c.line}; border-radius: 6px;
  font-weight: 600; cursor: pointer; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents details > ol { padding: 0.5rem 0.25rem 0; }
.contents a { display: block; padding: 0.35rem 0.75rem; color: ${c.ink}; text-decoration: none; line-height: 1.35;
  border-left: 3px solid transparent; }
.contents li { margin: 0; }
.contents li li a { padding-left: 1.75rem; font-size: 0.925em; color: ${c.muted}; }
.contents a:hover { border-left-color: ${c.gold}; color: ${c.accent}; text-decoration: underline; }
main { min-width: 0; }
article { max-width: 44rem; }
h2 { font-size: clamp(1.65rem, 1.35rem + 1.3vw, 2.2rem); letter-spacing: -0.01em; margin: 4.5rem 0 1.25rem;
  padding-top: 1.4rem; border-top: 4px solid ${c.accent}; }
article > h2:first-child { margin-top: 3rem; }
h3 { font-size: 1.4rem; margin: 2.75rem 0 0.9rem; color: ${c.accent}; }
h4 { font-size: 1.13rem; line-height: 1.35; margin: 2.25rem 0 0.9rem; }
.colophon { background: ${c.surface}; border-top: 1px solid ${c.hairline}; font-size: 0.95rem; }
.colophon-text { max-width: 75rem; margin: 0 auto; padding: 2rem 1.25rem 2.5rem; }
.colophon dt { color: ${c.muted}; }
.colophon .figures-hint { margin: 1.75rem 0 0; color: ${c.muted}; max-width: 44rem; }
@media (min-width: 1100px) {
  .page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 4.5rem; }
  .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; margin: 0;
    padding: 3rem 0 2rem; font-size: 0.95rem; }
  .contents details::details-content { content-visibility: visible; }
  .contents summary { display: block; border: 0; padding: 0 0 0.6rem; pointer-events: none; color: ${c.muted};
    font-size: 0.9rem; }
  .contents summary::-webkit-details-marker { display: none; }
  .contents details > ol { padding: 0; border-left: 1px solid ${c.hairline}; }
}
`;

const blocks = `
.key-figures { margin: 2rem 0 2.25rem; }
.key-figures dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0 1.75rem; margin: 0; }
.key-figures div { display: flex; flex-direction: column; border-top: 3px solid ${c.gold}; padding: 0.7rem 0 1.2rem; }
.key-figures dt { order: 1; line-height: 1.4; }
.key-figures dd { margin: 0; }
.key-figures .value { font-size: 2.35rem; line-height: 1.15; font-weight: 700; color: ${c.accent}; letter-spacing: -0.02em;
  margin-bottom: 0.3rem; }
.key-figures .value data { text-decoration-thickness: 2px; text-underline-offset: 0.14em; }
.key-figures .previous { order: 2; color: ${c.muted}; font-size: 0.925rem; margin-top: 0.25rem; }

.box { margin: 2rem 0; padding: 1.15rem 1.35rem; background: ${c.surface}; border-left: 4px solid ${c.gold}; }
.box > :last-child, .operation > :last-child, .co-funding > :last-child { margin-bottom: 0; }
.box-title { font-weight: 700; margin-bottom: 0.4rem; }

.operation { margin: 1.5rem 0; border: 1px solid ${c.hairline}; border-radius: 8px; padding: 1.35rem 1.5rem 0; }
.operation h2, .operation h3, .operation h4, .operation h5, .operation h6 { margin: 0 0 0.7rem; padding: 0; border: 0;
  font-size: 1.16rem; color: ${c.ink}; letter-spacing: 0; }
.operation > dl { margin: 1.2rem -1.5rem 0; padding: 0.9rem 1.5rem; background: ${c.surface};
  border-top: 1px solid ${c.hairline}; border-radius: 0 0 7px 7px; display: grid;
  grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 0.7rem 1.5rem; }
.operation > :not(dl):last-child { padding-bottom: 1.2rem; }
.operation dt { font-size: 0.875rem; color: ${c.muted}; line-height: 1.4; }
.operation dd { margin: 0; font-weight: 600; line-height: 1.45; }

/* The shadows at the sides show that there is more to see, and vanish where there is not. */
.table { overflow-x: auto; margin: 2rem 0; background:
  linear-gradient(to right, ${c.page} 40%, transparent) left / 2.5rem 100% no-repeat local,
  linear-gradient(to left, ${c.page} 40%, transparent) right / 2.5rem 100% no-repeat local,
  linear-gradient(to right, ${c.hairline}, transparent) left / 0.9rem 100% no-repeat scroll,
  linear-gradient(to left, ${c.hairline}, transparent) right / 0.9rem 100% no-repeat scroll; }
table { border-collapse: collapse; width: 100%; line-height: 1.4; font-size: 0.975rem; overflow-wrap: normal; }
caption { text-align: start; font-weight: 700; padding-bottom: 0.75rem; }
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2.5rem); text-wrap: balance; }
th, td { padding: 0.6rem 0.85rem; vertical-align: baseline; border-bottom: 1px solid ${c.hairline}; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { vertical-align: bottom; color: ${c.muted}; font-weight: 600; font-size: 0.9rem; border-bottom: 2px solid ${c.ink}; }
tbody th { font-weight: 400; }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid ${c.ink}; border-bottom: 0; }
th.start, td.start { text-align: start; }
th.center, td.center { text-align: center; }
th.end, td.end { text-align: end; white-space: nowrap; }

.chart { margin: 2.25rem 0; }
.chart figcaption { margin-bottom: 0.9rem; line-height: 1.35; }
.chart figcaption span { display: block; }
.chart-title { font-weight: 700; text-wrap: balance; }
.chart-unit { color: ${c.muted}; font-size: 0.925rem; }
.chart > svg { display: block; width: 100%; max-width: 28rem; height: auto; font-variant-numeric: tabular-nums; }
.chart svg text { font-family: ${text}; }
.chart details { margin-top: 0.9rem; }
.chart summary { color: ${c.accent}; cursor: pointer; padding: 0.25rem 0; width: fit-content; font-size: 0.95rem; }
.chart details > p { margin: 0.75rem 0; }
.chart .table { margin: 0.75rem 0 0; }

.co-funding { margin: 2.5rem 0; padding: 1.4rem 0; border-top: 1px solid ${c.hairline}; border-bottom: 1px solid ${c.hairline}; }
.co-funding .funding { margin-bottom: 1.1rem; }
.note-call { line-height: 0; font-size: 0.75em; }
.note-call a { padding: 0.35em 0.3em; text-decoration: none; font-weight: 600; }
.notes { font-size: 0.95rem; }
.notes h2 { font-size: 1.4rem; border-top: 1px solid ${c.hairline}; }
`;

const narrow = `
@media (max-width: 40rem) {
  .operation { padding: 1.1rem 1.1rem 0; }
  .operation > dl { margin-inline: -1.1rem; padding-inline: 1.1rem; }
  .identity { padding-block: 0.9rem; }
  h2 { margin-top: 3.25rem; }
  ul, ol { padding-left: 1.35rem; }
}
`;

const print = `
@page { size: A4; margin: 20mm 18mm 18mm; }
@media print {
  html { font-size: 9.75pt; }
  body { line-height: 1.5; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .skip, .contents { display: none; }
  .page { display: block; padding: 0; max-width: none; }
  article { max-width: none; }
  .identity, .cover-text { max-width: none; }
  .identity { padding-inline: 0; }
  .cover-text { padding: 18mm 10mm; }
  .cover h1 { font-size: 30pt; }
  .cover { break-after: page; }
  .opens-page { break-before: page; margin-top: 0; }
  article > h2:first-child { break-before: auto; margin-top: 0; }
  h2, h3, h4, h5, figcaption, caption { break-after: avoid; }
  .box, .key-figures, .chart > svg, figcaption, .chart .table, tr, .operation, .co-funding { break-inside: avoid; }
  .key-figures dl { grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); }
  .chart table { font-size: 0.85rem; }
  .chart th, .chart td { padding-block: 0.25rem; }
  thead { display: table-header-group; }
  .table { overflow: visible; background: none; }
  data { text-decoration: none; }
  a { color: inherit; }
  .chart > svg { max-width: 112mm; }
  .chart details::details-content { content-visibility: visible; }
  .chart summary { display: none; }
  .colophon { background: none; }
  .figures-hint { display: none; }
  p, li { orphans: 3; widows: 3; }
}
`;

/** The style of the page, whole: for a telephone, a screen and paper. */
export const styleSheet = [base, cover, page, blocks, narrow, print].join("").replaceAll(/\n+/gu, "\n");
