import type { AgreementView } from "../agreement/read.ts";
import type { AnnualPage } from "./annual-shapes.ts";
import { inAll } from "./check-words.ts";
import { documentKinds } from "./checks.ts";
import type { Desk } from "./desk.ts";
import { check } from "./remark.ts";
import type { Check } from "./shapes.ts";

/** Returns what is to be said of an annual file before it is submitted. */
export const annualChecks = async (
  { client, house }: Desk,
  agreement: AgreementView,
  year: number,
  { sections, declarations }: Pick<AnnualPage, "sections" | "declarations">,
  file: Readonly<{ id: number }> | undefined,
  { today, due }: Readonly<{ today: string; due: string }>,
): Promise<Check[]> => {
  const link = { page: "annual", params: { agreement: agreement.id, year } } as const;
  const found = sections
    .filter(({ required, text }) => required && text.trim() === "")
    .map(({ section, label }) =>
      check({ rule: "section_empty", severity: "refuse", about: section, link, words: said.empty(label) }),
    );
  for (const { section, label, text, length } of sections)
    if (length !== null && text.length > length)
      found.push(
        check({
          rule: "section_long",
          severity: "refuse",
          about: section,
          link,
          words: said.long(label, length),
        }),
      );
  if (today < `${year}-12-31`)
    found.push(check({ rule: "year_not_ended", severity: "refuse", words: said.notEnded(year) }));
  if (declarations.length === 0)
    found.push(
      check({
        rule: "nothing_declared",
        severity: "confirm",
        link: { page: "agreement", params: { agreement: agreement.id } },
        words: said.nothing(year),
      }),
    );
  if (today > due) found.push(check({ rule: "deadline_passed", severity: "confirm", words: said.late }));
  const options = new Set(agreement.plan.lines.map(({ option }) => option));
  const about = `annual_file:${file?.id ?? 0}`;
  const there = await documentKinds(client, [about]);
  for (const { id, label, asked, source } of house.programme.costs.documents.values()) {
    const isAsked = asked.some(
      (step) =>
        step.at === "annual_file" &&
        step.required &&
        (step.options === undefined || step.options.some((option) => options.has(option))),
    );
    if (isAsked && !there.has(id))
      found.push(
        check({
          rule: "document_missing",
          severity: "refuse",
          about: id,
          link: { page: "documents", params: { about, kind: id } },
          source,
          words: said.missing(label),
        }),
      );
  }
  return found;
};

const said = {
  empty: (label: Check["text"]) => ({
    text: {
      fr: `« ${label.fr} » est à compléter.`,
      nl: `"${label.nl}" moet nog ingevuld worden.`,
      en: `"${label.en}" is to be filled in.`,
    },
    mend: { fr: "Rédigez cette partie.", nl: "Schrijf dit deel.", en: "Write this part." },
  }),
  long: (label: Check["text"], most: number) => ({
    text: {
      fr: `« ${label.fr} » dépasse ${most} caractères.`,
      nl: `"${label.nl}" is langer dan ${most} tekens.`,
      en: `"${label.en}" is longer than ${most} characters.`,
    },
    mend: { fr: "Raccourcissez ce texte.", nl: "Maak deze tekst korter.", en: "Shorten this text." },
  }),
  notEnded: (year: number) => ({
    text: {
      fr: `L'année ${year} n'est pas terminée.`,
      nl: `Het jaar ${year} is niet afgelopen.`,
      en: `The year ${year} is not over.`,
    },
    mend: null,
  }),
  nothing: (year: number) => ({
    text: {
      fr: `Aucune déclaration n'est introduite pour ${year}.`,
      nl: `Voor ${year} is geen declaratie ingediend.`,
      en: `No declaration is submitted for ${year}.`,
    },
    mend: {
      fr: "Introduisez d'abord la déclaration de l'année, ou confirmez.",
      nl: "Dien eerst de declaratie van het jaar in, of bevestig.",
      en: "Submit the declaration of the year first, or confirm.",
    },
  }),
  late: {
    text: inAll(
      (language) =>
        ({ fr: "Le délai est passé.", nl: "De termijn is verstreken.", en: "The deadline has passed." })[
          language
        ],
    ),
    mend: {
      fr: "Confirmez que vous l'introduisez hors délai.",
      nl: "Bevestig dat u te laat indient.",
      en: "Confirm that you submit late.",
    },
  },
  missing: (label: Check["text"]) => ({
    text: {
      fr: `Document demandé et absent : ${label.fr}.`,
      nl: `Gevraagd document ontbreekt: ${label.nl}.`,
      en: `Required document missing: ${label.en}.`,
    },
    mend: {
      fr: "Joignez-le au dossier annuel.",
      nl: "Voeg het toe aan het jaardossier.",
      en: "Attach it to the annual file.",
    },
  }),
};
