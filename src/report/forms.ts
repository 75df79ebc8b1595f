import type { Programme } from "../definition/programme.ts";
import { toHtml } from "./document/html.ts";
import { toPdf } from "./document/pdf.ts";
import type { Report } from "./report.ts";

/** The forms in which a report leaves: a page, a tagged PDF, data. */
export const reportForms = ["html", "pdf", "json"] as const;
export type ReportForm = (typeof reportForms)[number];

/** Returns the report as data: every statement, with its figures, how they are said and whether that is true. */
export const reportAsJson = (report: Report, programme: Programme) => {
  const byKeyAndText = new Map(report.figures.map((figure) => [`${figure.key}\u0000${figure.text}`, figure]));
  return {
    programme: programme.id,
    title: report.document.title,
    year: report.year,
    language: report.language,
    definition: { version: programme.version, fingerprint: programme.fingerprint },
    true: report.untrue.length === 0,
    statements: report.statements.map(({ section, sentence, spans }) => ({
      section,
      sentence,
      figures: spans.map(({ figure, text, value }) => {
        const reported = byKeyAndText.get(`${figure}\u0000${text}`);
        return {
          figure: reported?.figure ?? figure,
          key: figure,
          label: reported?.label,
          year: reported?.year,
          filters: reported?.filters ?? {},
          value,
          wording: reported?.wording ?? "exact",
          text,
          true: reported?.true ?? true,
        };
      }),
    })),
    figures: report.figures,
  };
};

/** Returns the bytes of the report in a form. The PDF keeps its thread busy for a moment; a server makes it in another. */
export const reportBytes = async (
  report: Report,
  form: ReportForm,
  programme: Programme,
): Promise<Uint8Array> => {
  switch (form) {
    case "html":
      return Buffer.from(toHtml(report.document));
    case "pdf":
      return toPdf(report.document);
    case "json":
      return Buffer.from(`${JSON.stringify(reportAsJson(report, programme), null, 2)}\n`);
  }
};
