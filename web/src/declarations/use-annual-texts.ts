import type { AnnualPage } from "../../../src/declaration/annual-shapes.ts";
import { type KeptParts, useKeptParts } from "../money/use-kept-parts.ts";

/** The texts of an annual file as they are typed, each kept a moment after one stops. */
export type AnnualTexts = KeptParts<string> & Readonly<{ textOf: (section: string) => string }>;

export const useAnnualTexts = (page: AnnualPage): AnnualTexts => {
  const keeping = useKeptParts<string, AnnualPage>({
    page,
    queryKey: ["annual", String(page.agreement.id), String(page.year)],
    address: `/api/agreements/${page.agreement.id}/years/${page.year}`,
    bodyOf: (texts) => ({ texts }),
    pause: 900,
  });
  return {
    ...keeping,
    textOf: (section) =>
      keeping.typedOf(section) ?? page.sections.find((each) => each.section === section)?.text ?? "",
  };
};
