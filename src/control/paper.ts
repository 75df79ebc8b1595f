import { mayAt } from "../agreement/desk.ts";
import { dateText, euroText } from "../declaration/check-words.ts";
import type { Desk } from "../declaration/desk.ts";
import { placeNames } from "../declaration/page.ts";
import { amountTable, facts, heading, paperOf, paragraph } from "../declaration/paper.ts";
import type { Programme } from "../definition/programme.ts";
import { sumOf } from "../euros.ts";
import type { Language, Text } from "../language.ts";
import { notFound } from "../problem.ts";
import type { Block, ReportDocument } from "../report/document/document.ts";
import { dayInBrussels } from "../today.ts";
import { anchorOf, anchorText } from "../trail/anchors.ts";
import type { Anchor } from "../trail/chain.ts";
import type { ReportContent } from "./report-content.ts";
import { oversees, seeVerification } from "./row.ts";
import type { AnswerValue } from "./shared-shapes.ts";
import { measureNames, typeOf } from "./words.ts";

const said = {
  title: { fr: "Rapport de vérification", nl: "Verificatieverslag", en: "Verification report" },
  report: { fr: "Rapport", nl: "Verslag", en: "Report" },
  what: { fr: "Élément", nl: "Gegeven", en: "Item" },
  value: { fr: "Valeur", nl: "Waarde", en: "Value" },
  number: { fr: "Numéro du rapport", nl: "Nummer van het verslag", en: "Number of the report" },
  verification: { fr: "Vérification", nl: "Verificatie", en: "Verification" },
  hash: { fr: "Empreinte SHA-256 du contenu", nl: "SHA-256 van de inhoud", en: "SHA-256 of the content" },
  trail: {
    fr: "Piste d'audit (changement et empreinte)",
    nl: "Controlespoor (wijziging en vingerafdruk)",
    en: "Audit trail (change and hash)",
  },
  type: { fr: "Type", nl: "Type", en: "Type" },
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  period: { fr: "Période", nl: "Periode", en: "Period" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  opened: { fr: "Ouverte le", nl: "Geopend op", en: "Opened on" },
  concluded: { fr: "Conclue le", nl: "Afgesloten op", en: "Concluded on" },
  by: { fr: "par", nl: "door", en: "by" },
  sent: { fr: "Constats envoyés le", nl: "Vaststellingen gestuurd op", en: "Findings sent on" },
  answered: { fr: "Réponse reçue le", nl: "Antwoord ontvangen op", en: "Answered on" },
  noAnswer: { fr: "Aucune réponse reçue", nl: "Geen antwoord ontvangen", en: "No answer was received" },
  visit: { fr: "Visite", nl: "Bezoek", en: "Visit" },
  amounts: { fr: "Montants par ligne", nl: "Bedragen per regel", en: "Amounts by line" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  submitted: { fr: "Déclaré", nl: "Gedeclareerd", en: "Declared" },
  eligible: { fr: "Éligible", nl: "Subsidiabel", en: "Eligible" },
  parked: { fr: "Mis en attente", nl: "Aangehouden", en: "Parked" },
  rejected: { fr: "Rejeté", nl: "Verworpen", en: "Rejected" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  findings: { fr: "Constats", nl: "Vaststellingen", en: "Findings" },
  noFindings: { fr: "Aucun constat.", nl: "Geen vaststellingen.", en: "No findings." },
  systemic: { fr: "systémique", nl: "systemisch", en: "systemic" },
  accepted: {
    fr: "Le partenaire l'accepte.",
    nl: "De partner aanvaardt dit.",
    en: "The partner accepts it.",
  },
  contested: {
    fr: "Le partenaire le conteste :",
    nl: "De partner betwist dit:",
    en: "The partner contests it:",
  },
  checklist: { fr: "Liste de points", nl: "Puntenlijst", en: "Checklist" },
  question: { fr: "Question", nl: "Vraag", en: "Question" },
  answer: { fr: "Réponse", nl: "Antwoord", en: "Answer" },
  conclusion: { fr: "Conclusion", nl: "Conclusie", en: "Conclusion" },
} as const satisfies Record<string, Text>;

const values: Readonly<Record<AnswerValue, Text>> = {
  yes: { fr: "Oui", nl: "Ja", en: "Yes" },
  no: { fr: "Non", nl: "Neen", en: "No" },
  not_applicable: { fr: "Sans objet", nl: "Niet van toepassing", en: "Not applicable" },
  elsewhere: { fr: "Déjà vérifié", nl: "Al geverifieerd", en: "Verified already" },
};

/** A report as it was printed, with its number and hash. */
export type Printed = Readonly<{
  report: number;
  hash: string;
  content: ReportContent;
  /** The change of the trail that concluded it. */
  anchor: Anchor;
}>;

/** Returns the last report of a verification. Throws notFound where there is none, or not for the asker. */
export const printedReport = async (desk: Desk, id: number): Promise<Printed> => {
  const row = await seeVerification(desk, id);
  if (!oversees(desk, row) && !(row.state === "decided" && mayAt(desk, "money:read", row))) throw notFound();
  const { rows } = await desk.client.query<Omit<Printed, "anchor"> & { made_under: number }>(
    `select report, hash, content, made_under from control.printed where verification = $1
     order by report desc limit 1`,
    [id],
  );
  if (!rows[0]) throw notFound();
  const { made_under: change, ...printed } = rows[0];
  return { ...printed, anchor: await anchorOf(desk.client, change) };
};

/** Returns the report of a verification as a document, as it was when it was concluded. */
export const reportPaper = (
  programme: Programme,
  language: Language,
  { report, hash, content, anchor }: Printed,
): ReportDocument => {
  const say = (word: keyof typeof said): string => said[word][language];
  const { operation, partner } = placeNames(programme, content.operation, content.partner);
  const on = (moment: string) => dateText(dayInBrussels(moment));
  const lineName = (line: string) =>
    content.lines.find((each) => each.line === line)?.label[language] ?? line;
  const { declaration, letter, visit } = content;
  return paperOf(programme, {
    language,
    title: `${say("title")} ${content.number}`,
    subtitle: partner.name[language],
    year: content.concluded.at.slice(0, 4),
    day: dayInBrussels(content.concluded.at),
    blocks: [
      heading("report", say("report")),
      facts(
        say("report"),
        [say("what"), say("value")],
        [
          [say("number"), String(report)],
          [say("verification"), content.number],
          [say("hash"), hash.replaceAll(/(.{16})(?!$)/g, "$1 ")],
          [say("trail"), anchorText(anchor)],
          [say("type"), typeOf(programme.control, content.type).label[language]],
          [say("agreement"), content.agreement],
          ...(declaration
            ? ([
                [say("declaration"), declaration.number],
                [say("period"), `${dateText(declaration.from)} – ${dateText(declaration.until)}`],
              ] as const)
            : []),
          [say("operation"), operation.title[language]],
          [say("partner"), partner.name[language]],
          [say("opened"), `${on(content.opened.at)} ${say("by")} ${content.opened.by}`],
          [say("concluded"), `${on(content.concluded.at)} ${say("by")} ${content.concluded.by}`],
          ...(letter
            ? ([
                [say("sent"), on(letter.sentAt)],
                [say("answered"), letter.answeredAt === null ? say("noAnswer") : on(letter.answeredAt)],
              ] as const)
            : []),
          ...(visit ? ([[say("visit"), `${dateText(visit.on)} ${visit.place}`.trim()]] as const) : []),
        ],
      ),
      heading("conclusion", say("conclusion")),
      paragraph(content.conclusion),
      ...amountsOf(content, language),
      heading("findings", say("findings")),
      ...(content.findings.length === 0 ? [paragraph(say("noFindings"))] : []),
      ...content.findings.flatMap((finding) => [
        paragraph(
          [
            lineName(finding.line),
            programme.control.typology.get(finding.typology)?.label[language] ?? finding.typology,
            `${euroText(finding.amount, language)} (${measureNames[finding.measure][language]})`,
            ...(finding.systemic ? [say("systemic")] : []),
          ].join(" · "),
        ),
        paragraph(finding.text),
        ...(finding.answer === "accepted" ? [paragraph(say("accepted"))] : []),
        ...(finding.answer === "contested" ? [paragraph(`${say("contested")} ${finding.answerText}`)] : []),
      ]),
      ...(letter?.answeredAt === null ? [paragraph(letter.silence[language])] : []),
      ...checklistOf(content, language),
    ],
  });
};

const amountsOf = ({ lines }: ReportContent, language: Language): Block[] => {
  const sums = ["submitted", "eligible", "parked", "rejected"] as const;
  if (lines.length === 0) return [];
  return [
    heading("amounts", said.amounts[language]),
    amountTable(
      said.amounts[language],
      [said.line[language], ...sums.map((which) => said[which][language])],
      lines.map((line) => [line.label[language], ...sums.map((which) => euroText(line[which], language))]),
      [
        said.total[language],
        ...sums.map((which) => euroText(sumOf(lines.map((line) => line[which])), language)),
      ],
    ),
  ];
};

const checklistOf = ({ checklist, answers }: ReportContent, language: Language): Block[] => {
  const given = new Map(answers.map((answer) => [answer.key, answer]));
  return [
    heading("checklist", `${said.checklist[language]} (${checklist.version})`),
    ...checklist.groups.map(({ label, points }) =>
      facts(
        label[language],
        [said.question[language], said.answer[language]],
        points.map(({ key, question, label: line, about, person, item, elsewhere }) => {
          const answer = given.get(key);
          const of = [
            line?.[language],
            about && `${about.register} ${about.record}`,
            person && `${person.person} ${person.year}`,
            item?.reference,
          ].filter((each) => each);
          const value = answer ? values[answer.value][language] : "–";
          const where = answer?.value === "elsewhere" && elsewhere ? ` (${elsewhere.number})` : "";
          return [
            `${question[language]}${of.length === 0 ? "" : ` (${of.join(", ")})`}`,
            `${value}${where}${answer?.note ? ` : ${answer.note}` : ""}`,
          ] as const;
        }),
      ),
    ),
  ];
};
