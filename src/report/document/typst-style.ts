import { colours as c } from "./colours.ts";

const colour = (hex: string): string => `rgb("${hex}")`;

/**
 * What every report has in common, as Typst functions: the content of one report is only calls of these. Fonts are
 * those that come with the compiler, so that the same document is the same file on every machine.
 */
export const typstStyle = `
#let ink = ${colour(c.ink)}
#let muted = ${colour(c.muted)}
#let accent = ${colour(c.accent)}
#let band = ${colour(c.band)}
#let on-band = ${colour(c.onBand)}
#let on-band-muted = ${colour(c.onBandMuted)}
#let surface = ${colour(c.surface)}
#let hairline = ${colour(c.hairline)}
#let gold = ${colour(c.gold)}

#let report(language: "fr", running: "", body) = {
  set text(lang: language, region: "BE", font: "Libertinus Serif", size: 11pt, fill: ink, number-type: "lining",
    hyphenate: false)
  set par(justify: false, leading: 0.68em, spacing: 1.2em)
  set page(
    paper: "a4",
    margin: (x: 25mm, top: 30mm, bottom: 27mm),
    header-ascent: 10mm,
    header: context {
      set text(size: 9pt, fill: muted)
      let here-page = here().page()
      let chapters = query(heading.where(level: 1, outlined: true)).filter(it => it.location().page() <= here-page)
      grid(columns: (auto, 1fr), gutter: 2em, running,
        align(end, if chapters.len() > 0 { chapters.last().body }))
      v(-0.5em)
      line(length: 100%, stroke: 0.5pt + hairline)
    },
    footer: context {
      set text(size: 9pt, fill: muted)
      align(end, counter(page).display("1 / 1", both: true))
    },
  )
  set list(marker: text(fill: accent)[•], indent: 0.4em, body-indent: 0.7em, spacing: 0.75em)
  set enum(indent: 0.4em, body-indent: 0.7em, spacing: 0.75em)
  set footnote.entry(separator: line(length: 25%, stroke: 0.5pt + ink), gap: 0.6em)
  show footnote.entry: set text(size: 9pt)
  show link: set text(fill: accent)
  show heading: set block(sticky: true)
  show heading.where(level: 1): it => block(width: 100%, stroke: (top: 2.5pt + accent), inset: (top: 12pt),
    above: 34pt, below: 16pt, sticky: true, text(size: 23pt, weight: "bold", par(leading: 0.4em, it.body)))
  show heading.where(level: 2): it => block(above: 24pt, below: 11pt, sticky: true,
    text(size: 15.5pt, weight: "bold", fill: accent, it.body))
  show heading.where(level: 3): it => block(above: 20pt, below: 10pt, sticky: true,
    text(size: 12.5pt, weight: "bold", par(leading: 0.5em, it.body)))
  show heading.where(level: 4): it => block(above: 16pt, below: 8pt, sticky: true,
    text(size: 11.5pt, weight: "bold", it.body))
  set figure(numbering: none, supplement: none, gap: 9pt)
  show figure: set align(start)
  show figure: set block(above: 20pt, below: 20pt)
  show figure.caption: it => block(width: 100%, align(start, it.body))
  set figure.caption(position: top)
  show table: set text(size: 9.8pt, number-width: "tabular")
  show table: set par(leading: 0.5em)
  body
}

#let funding(emblem, emblem-alt, union, fund) = grid(
  columns: (auto, 1fr), column-gutter: 10pt, align: horizon,
  image(bytes(emblem), format: "svg", width: 24mm, alt: emblem-alt),
  {
    set text(size: 11pt, fill: black)
    set par(leading: 0.5em)
    strong(union)
    if fund != none { linebreak(); fund }
  },
)

#let cover(funding: none, authority: "", programme: "", subtitle: none, particulars: ()) = page(
  margin: 0pt, header: none, footer: none,
  {
    show title: set text(size: 40pt, weight: "bold", fill: on-band)
    show title: set par(leading: 0.3em)
    show title: set block(above: 0pt, below: 0pt)
    v(22mm)
    pad(x: 25mm, funding)
    v(16mm)
    block(width: 100%, height: 128mm, fill: band, stroke: (bottom: 4.5pt + gold), inset: (x: 25mm, y: 20mm), above: 0pt,
      below: 0pt, align(horizon, {
        text(size: 12.5pt, fill: on-band-muted, weight: "bold", programme)
        v(18pt)
        title()
        v(20pt)
        if subtitle != none { text(size: 14.5pt, fill: on-band, par(leading: 0.6em, subtitle)) }
      }))
    v(14mm)
    pad(x: 25mm, grid(columns: particulars.len(), column-gutter: 12mm, row-gutter: 5pt,
      ..particulars.map(it => { text(size: 9.5pt, fill: muted, it.at(0)); linebreak(); strong(it.at(1)) })))
    v(1fr)
    pad(x: 25mm, bottom: 20mm, text(size: 11pt, authority))
  },
)

#let contents(heading) = {
  show outline.entry.where(level: 1): set block(above: 1.15em)
  show outline.entry.where(level: 1): set text(weight: "bold")
  show outline.entry.where(level: 2): set text(fill: muted)
  set outline.entry(fill: none)
  outline(title: heading, depth: 2, indent: 1.2em)
}

#let key-figures(..items) = block(breakable: false, above: 20pt, below: 22pt, {
  set par(leading: 0.5em, spacing: 0.85em)
  grid(
    columns: (1fr,) * calc.min(items.pos().len(), 4), column-gutter: 14pt, row-gutter: 16pt,
    ..items.pos().map(((value, label, previous)) => block(width: 100%, stroke: (top: 2.2pt + gold), inset: (top: 9pt), {
      par(text(size: 25pt, weight: "bold", fill: accent, value))
      par(text(size: 10.5pt, label))
      if previous != none { par(text(size: 9.5pt, fill: muted, previous)) }
    })),
  )
})

#let box-aside(heading, body) = block(width: 100%, breakable: false, fill: surface, stroke: (left: 3pt + gold),
  inset: (x: 14pt, y: 12pt), above: 18pt, below: 18pt, {
  if heading != none { par(strong(heading)) }
  body
})

#let operation(level, anchor, name, body, facts) = block(width: 100%, breakable: false, stroke: 0.6pt + hairline, radius: 4pt,
  inset: 0pt, above: 16pt, below: 16pt, clip: true, {
  show heading: it => block(above: 0pt, below: 9pt, sticky: true, text(size: 12.5pt, weight: "bold", fill: ink, it.body))
  block(inset: (x: 14pt, top: 13pt, bottom: if facts.len() == 0 { 13pt } else { 4pt }), width: 100%, above: 0pt,
    below: 0pt, [#heading(level: level, outlined: false, name)#label(anchor)#body])
  if facts.len() > 0 {
    set strong(delta: 0)
    set par(leading: 0.5em)
    block(width: 100%, breakable: false, fill: surface, inset: (x: 14pt, y: 10pt), above: 9pt, below: 0pt,
      terms(separator: [#h(0.7em)], hanging-indent: 1.5em, spacing: 0.75em,
        ..facts.map(((term, details)) => terms.item(text(fill: muted, size: 10pt, term), text(weight: "bold", details)))))
  }
})

#let data-table(caption: none, columns: (), align: (), header: (), rows: (), total: none, small: false) = {
  show table: set text(size: if small { 9pt } else { 9.8pt })
  // A table that fits on a page is not parted; a long one repeats its header.
  show figure.where(kind: table): set block(breakable: rows.len() > 14)
  figure(kind: table, caption: if small { text(size: 9pt, fill: muted, caption) } else { strong(caption) }, table(
    columns: columns,
    align: (x, y) => align.at(x) + if y == 0 { bottom } else { top },
    inset: (x, y) => (left: if x == 0 { 0pt } else { 6pt }, right: if x == columns.len() - 1 { 0pt } else { 6pt },
      y: if small { 3.5pt } else { 5.5pt }),
    stroke: (x, y) => (bottom: if y == 0 { 1pt + ink } else { 0.5pt + hairline }),
    table.header(..header.map(it => text(fill: muted, weight: "bold", it))),
    ..rows.flatten(),
    ..if total != none {
      (table.footer(repeat: false, ..total.map(it => table.cell(stroke: (top: 1pt + ink), strong(it)))),)
    },
  ))
}

#let chart(name, unit, svg, alt, data) = {
  block(breakable: false, above: 22pt, below: 6pt, sticky: true,
    figure(kind: image, caption: { strong(name); linebreak(); text(size: 9.8pt, fill: muted, unit) },
      image(bytes(svg), format: "svg", width: 112mm, alt: alt)))
  data
}

#let co-funding(mention, body) = block(width: 100%, breakable: false, stroke: (y: 0.5pt + hairline), inset: (y: 14pt),
  above: 24pt, below: 24pt, { mention; v(4pt); body })
`;
