import type { Programme } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import type { Block, ReportDocument } from "../report/document/document.ts";
import type { AnnualPage } from "./annual-shapes.ts";
import { dateText, euroText } from "./check-words.ts";
import { amountTable, facts, heading, paperOf, paragraph } from "./paper.ts";

const said = {
  title: { fr: "Dossier annuel", nl: "Jaardossier", en: "Annual file" },
  activity: { fr: "Rapport d'activité", nl: "Activiteitenverslag", en: "Activity report" },
  table: {
    fr: "Tableau financier intégré",
    nl: "Geïntegreerde financiële tabel",
    en: "Integrated financial table",
  },
  figures: { fr: "Chiffres de l'année", nl: "Cijfers van het jaar", en: "Figures of the year" },
  figure: { fr: "Chiffre", nl: "Cijfer", en: "Figure" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  budget: { fr: "Budget", nl: "Budget", en: "Budget" },
  before: { fr: "Déclaré avant", nl: "Voorheen gedeclareerd", en: "Declared before" },
  inYear: { fr: "Déclaré dans l'année", nl: "Gedeclareerd in het jaar", en: "Declared in the year" },
  remaining: { fr: "Solde", nl: "Saldo", en: "Remaining" },
  share: { fr: "Part", nl: "Aandeel", en: "Share" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  receipt: { fr: "Récépissé", nl: "Ontvangstbewijs", en: "Receipt" },
  draft: { fr: "Projet, non introduit", nl: "Ontwerp, niet ingediend", en: "Draft, not submitted" },
  nothing: { fr: "(à compléter)", nl: "(in te vullen)", en: "(to be filled in)" },
} as const satisfies Record<string, Text>;

/** Returns an annual file as a document to sign: the activity report with its figures, and the financial table. */
export const annualPaper = (
  programme: Programme,
  language: Language,
  page: AnnualPage,
  day: string,
): ReportDocument => {
  const say = (word: keyof typeof said): string => said[word][language];
  const euros = (amount: string) => euroText(amount, language);
  const percent = (share: string | null) =>
    share === null ? "–" : `${language === "en" ? share : share.replace(".", ",")} %`;
  const amounts = (row: AnnualPage["total"]) => [
    euros(row.budget),
    euros(row.declaredBefore),
    euros(row.declaredInYear),
    euros(row.remaining),
    percent(row.share),
  ];
  const sections = page.sections.flatMap(({ section, label, text, figures }): Block[] => [
    heading(`section-${section}`, label[language], 2),
    ...(text.trim() === "" ? [say("nothing")] : text.trim().split(/\n+/)).map(paragraph),
    ...(figures.length === 0
      ? []
      : [
          facts(
            say("figures"),
            [say("figure"), say("value")],
            figures.map((each) => [
              each.label[language],
              each.isMoney && each.value !== null ? euros(each.value) : (each.value ?? "–"),
            ]),
          ),
        ]),
  ]);
  const { submitted } = page;
  return paperOf(programme, {
    language,
    title: `${say("title")} ${page.year}, ${page.agreement.number}`,
    subtitle: page.partner.name[language],
    year: String(page.year),
    day,
    blocks: [
      heading("activity", say("activity")),
      paragraph(
        submitted
          ? `${say("receipt")} ${submitted.receipt}, ${dateText(submitted.at.slice(0, 10))}, SHA-256 ${submitted.hash.replaceAll(/(.{16})(?!$)/g, "$1 ")}`
          : say("draft"),
      ),
      ...sections,
      heading("table", say("table")),
      amountTable(
        say("table"),
        [say("line"), say("budget"), say("before"), say("inYear"), say("remaining"), say("share")],
        page.table.map((row) => [row.label[language], ...amounts(row)]),
        [say("total"), ...amounts(page.total)],
      ),
    ],
  });
};
