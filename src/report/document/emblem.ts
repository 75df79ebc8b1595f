import type { Language, Text } from "../../language.ts";
import type { CoFundingStatement } from "./document.ts";
import { colours } from "./colours.ts";

/**
 * The emblem of the Union, drawn by the geometry of Implementing Regulation (EU) No 821/2014, Annex II: a rectangle
 * half as long again as it is high; twelve stars on an invisible circle around its centre, of one third of the
 * height; each star upright, its points on an invisible circle of one eighteenth of the height.
 */
const height = 360;
const width = (height * 3) / 2;
const ring = height / 3;
const starRadius = height / 18;
// The inner corners of a regular pentagram lie at this share of its radius.
const innerRadius = starRadius * (Math.sin(Math.PI / 10) / Math.sin((3 * Math.PI) / 10));

const round = (value: number): string => String(Number(value.toFixed(2)));

/** The centres of the stars, placed like the hours of a clock, in units of a rectangle 540 × 360. */
export const starCentres: readonly Readonly<{ x: number; y: number }>[] = Array.from(
  { length: 12 },
  (_, hour) => ({
    x: width / 2 + ring * Math.sin((hour * Math.PI) / 6),
    y: height / 2 - ring * Math.cos((hour * Math.PI) / 6),
  }),
);

function star(centre: Readonly<{ x: number; y: number }>): string {
  const corners = Array.from({ length: 10 }, (_, corner) => {
    const radius = corner % 2 === 0 ? starRadius : innerRadius;
    const angle = (corner * Math.PI) / 5;
    return `${round(centre.x + radius * Math.sin(angle))},${round(centre.y - radius * Math.cos(angle))}`;
  });
  return `<polygon points="${corners.join(" ")}"/>`;
}

export const emblemTitle: Text = {
  fr: "Emblème de l’Union européenne : douze étoiles jaunes en cercle sur fond bleu",
  nl: "Embleem van de Europese Unie: twaalf gele sterren in een cirkel op een blauwe achtergrond",
  en: "Emblem of the European Union: twelve yellow stars in a circle on a blue background",
};

/**
 * Returns the emblem in colour as an SVG of 540 × 360 units, titled in the language given. `id` keeps its title's id
 * apart where a page shows it more than once.
 */
export function emblem(language: Language, id: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}">`,
    `<title id="${id}">${emblemTitle[language]}</title>`,
    `<rect width="${width}" height="${height}" fill="${colours.emblemBlue}"/>`,
    `<g fill="${colours.emblemYellow}">${starCentres.map(star).join("")}</g>`,
    "</svg>",
  ].join("");
}

/** What a document is supported by: it decides what must be written beside the emblem. */
export const supports = ["esf", "esf-yei", "esi-funds", "esf-plus"] as const;
export type Support = (typeof supports)[number];

const union: Text = { fr: "Union européenne", nl: "Europese Unie", en: "European Union" };

const funds: Readonly<Record<Exclude<Support, "esf-plus">, Text>> = {
  esf: { fr: "Fonds social européen", nl: "Europees Sociaal Fonds", en: "European Social Fund" },
  // The Initiative is paid from its own allocation and from the Fund: both are named. The exact words in French and
  // Dutch are not verified.
  "esf-yei": {
    fr: "Fonds social européen – Initiative pour l’emploi des jeunes",
    nl: "Europees Sociaal Fonds – Jongerenwerkgelegenheidsinitiatief",
    en: "European Social Fund – Youth Employment Initiative",
  },
  "esi-funds": {
    fr: "Fonds structurels et d’investissement européens",
    nl: "Europese structuur- en investeringsfondsen",
    en: "European Structural and Investment Funds",
  },
};

/** From 2021 one statement replaces the name of the fund: Regulation (EU) 2021/1060, Article 47 and Annex IX. */
const coFunded: Text = {
  fr: "Cofinancé par l’Union européenne",
  nl: "Medegefinancierd door de Europese Unie",
  en: "Co-funded by the European Union",
};

/**
 * Returns the words beside the emblem. 2014-2020: Regulation (EU) No 1303/2013, Annex XII, point 2.2 — the emblem
 * with a reference to the Union, and a reference to the Fund or Funds; an operation of several funds may refer to
 * the ESI Funds instead. Implementing Regulation (EU) No 821/2014, Article 4, as amended by (EU) 2019/255: "European
 * Union" is written in full and upright, in reflex blue, black or white, in a size that suits the emblem, and the
 * typeface "may be any of" Arial, Auto, Calibri, Garamond, Trebuchet, Tahoma, Verdana, Ubuntu. The page chooses among
 * these; the PDF carries only the fonts that come with its compiler, and none of them is on the list.
 *
 * Not verified against the published text: the French and Dutch wording of Annex XII, and whether it lets the
 * Initiative be named after the Fund instead of before it.
 */
export function coFundingStatement(language: Language, support: Support = "esf"): CoFundingStatement {
  if (support === "esf-plus") return { union: coFunded[language] };
  return { union: union[language], fund: funds[support][language] };
}
