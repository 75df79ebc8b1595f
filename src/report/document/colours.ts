/**
 * The colours of the page, the PDF and the charts. Text on its background reaches 4.5:1, a bar against the page 3:1
 * (WCAG 2.2, 1.4.3 and 1.4.11); the test computes it.
 */
export const colours = {
  page: "#ffffff",
  surface: "#f3f6fb",
  ink: "#17203a",
  muted: "#4b5670",
  accent: "#003399",
  band: "#00287a",
  onBand: "#ffffff",
  onBandMuted: "#d3def5",
  /** Lines that carry no meaning. */
  hairline: "#d4dbe8",
  /** Lines that show where a control or a table ends. */
  line: "#7d879c",
  gold: "#ffcc00",
  barCurrent: "#003399",
  barPrevious: "#8291b8",
  emblemBlue: "#003399",
  emblemYellow: "#ffcc00",
} as const;

/** The parts of a whole, in their order; told apart without colour by their number, by lightness with it. */
export const shareColours = ["#003399", "#b4530a", "#00716a", "#7a3b8f", "#5c6478", "#8a6a00"] as const;
