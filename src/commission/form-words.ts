import type { Text } from "../language.ts";

/** Words of the forms, as the annexes of the implementing acts have them where they could be read. */
export const words = {
  fund: { fr: "Fonds", nl: "Fonds", en: "Fund" },
  cci: {
    fr: "Référence de la Commission (CCI)",
    nl: "Referentienummer van de Commissie (CCI)",
    en: "Commission reference (CCI)",
  },
  programme: {
    fr: "Nom du programme opérationnel",
    nl: "Naam van het operationele programma",
    en: "Name of the programme",
  },
  decision: { fr: "Décision de la Commission", nl: "Besluit van de Commissie", en: "Commission decision" },
  number: {
    fr: "Numéro de la demande de paiement",
    nl: "Nummer van de betalingsaanvraag",
    en: "Number of the payment application",
  },
  accountsNumber: { fr: "Numéro des comptes", nl: "Nummer van de rekeningen", en: "Number of the accounts" },
  date: { fr: "Date de transmission", nl: "Datum van indiening", en: "Date of submission" },
  notSent: { fr: "brouillon", nl: "ontwerp", en: "draft" },
  reference: { fr: "Référence nationale", nl: "Nationale referentie", en: "National reference" },
  type: { fr: "Type de demande", nl: "Type aanvraag", en: "Type of application" },
  interim: { fr: "intermédiaire", nl: "tussentijds", en: "interim" },
  final: {
    fr: "intermédiaire finale",
    nl: "definitief tussentijds",
    en: "final interim",
  },
  year: { fr: "Exercice comptable", nl: "Boekjaar", en: "Accounting year" },
  until: {
    fr: "Dépenses certifiées jusqu'au",
    nl: "Uitgaven gecertificeerd tot en met",
    en: "Expenditure certified until",
  },
  basis: {
    fr: "Base de calcul (coût total ou dépenses publiques)",
    nl: "Berekeningsgrondslag (totale of publieke uitgaven)",
    en: "Basis of calculation (total or public)",
  },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  public: { fr: "Public", nl: "Publiek", en: "Public" },
  eligiblePaid: {
    fr: "Montant total des dépenses éligibles engagées par les bénéficiaires et payées",
    nl: "Totaalbedrag van de door begunstigden gedane en betaalde subsidiabele uitgaven",
    en: "Total eligible expenditure incurred by beneficiaries and paid",
  },
  publicSpent: {
    fr: "Montant total des dépenses publiques",
    nl: "Totaalbedrag van de publieke uitgaven",
    en: "Total public expenditure",
  },
  union: {
    fr: "Contribution de l'Union (articles 94 et 95)",
    nl: "Bijdrage van de Unie (artikelen 94 en 95)",
    en: "Union contribution (Articles 94 and 95)",
  },
  assistance: {
    fr: "Assistance technique à taux forfaitaire (article 36, paragraphe 5)",
    nl: "Technische bijstand tegen vast percentage (artikel 36, lid 5)",
    en: "Technical assistance at a flat rate (Article 36(5))",
  },
  publicMade: {
    fr: "Contribution publique versée ou à verser",
    nl: "Betaalde of te betalen publieke bijdrage",
    en: "Public contribution made or to be made",
  },
  main: {
    fr: "Dépenses par axe prioritaire et par catégorie de régions, cumulées dans l'exercice",
    nl: "Uitgaven per prioritaire as en categorie regio's, gecumuleerd in het boekjaar",
    en: "Expenditure by priority and category of regions, cumulated in the accounting year",
  },
  request: { fr: "Montants demandés", nl: "Aangevraagde bedragen", en: "Amounts requested" },
  requestNote: {
    fr: "Contribution du Fonds au taux de l'axe, dans les limites de la loi. A cumule l'exercice, B est ce qui fut demandé avant, C ce que cette demande ajoute.",
    nl: "Bijdrage van het Fonds tegen het percentage van de as, binnen de grenzen van de wet. A is gecumuleerd over het boekjaar, B werd vroeger aangevraagd, C voegt deze aanvraag toe.",
    en: "The Fund's contribution at the priority's rate, within the limits of the law. A is cumulated in the accounting year, B was asked for before, C is what this application adds.",
  },
  cumulated: { fr: "Cumulé", nl: "Gecumuleerd", en: "Cumulated" },
  before: { fr: "Demandé avant", nl: "Eerder aangevraagd", en: "Asked for before" },
  now: { fr: "Demandé ici", nl: "Hier aangevraagd", en: "Asked for here" },
  instruments: {
    fr: "Contributions versées à des instruments financiers",
    nl: "Aan financieringsinstrumenten betaalde bijdragen",
    en: "Contributions paid to financial instruments",
  },
  noInstruments: {
    fr: "Néant : le programme n'a pas d'instrument financier.",
    nl: "Nihil: het programma heeft geen financieringsinstrument.",
    en: "Nil: the programme has no financial instrument.",
  },
  advances: {
    fr: "Avances versées dans le cadre d'aides d'État",
    nl: "In het kader van staatssteun betaalde voorschotten",
    en: "Advances paid in the context of State aid",
  },
  noAdvances: {
    fr: "Néant : seules des dépenses effectuées sont certifiées.",
    nl: "Nihil: enkel verrichte uitgaven worden gecertificeerd.",
    en: "Nil: only expenditure that was made is certified.",
  },
  conditions: {
    fr: "Dépenses selon que les conditions favorisantes sont remplies",
    nl: "Uitgaven naargelang aan de randvoorwaarden voldaan is",
    en: "Expenditure by fulfilment of enabling conditions",
  },
  met: {
    fr: "Conditions remplies",
    nl: "Voorwaarden vervuld",
    en: "Conditions fulfilled",
  },
  entered: {
    fr: "Montants inscrits dans les systèmes comptables",
    nl: "In de boekhoudsystemen opgenomen bedragen",
    en: "Amounts entered in the accounting systems",
  },
  paid: {
    fr: "Paiements correspondants versés aux bénéficiaires",
    nl: "Overeenkomstige betalingen aan begunstigden",
    en: "Corresponding payments made to beneficiaries",
  },
  taken: {
    fr: "Montants retirés et recouvrés au cours de l'exercice",
    nl: "Tijdens het boekjaar ingetrokken en geïnde bedragen",
    en: "Amounts withdrawn and recovered during the accounting year",
  },
  takenByYear: {
    fr: "Retraits et recouvrements, par exercice où la dépense fut déclarée",
    nl: "Intrekkingen en inningen, naar het boekjaar waarin de uitgave werd gedeclareerd",
    en: "Withdrawals and recoveries, by accounting year in which the expenditure was declared",
  },
  ofAudits: {
    fr: "Dont corrigés à la suite d'audits des opérations",
    nl: "Waarvan gecorrigeerd na audits van concrete acties",
    en: "Of which corrected as a result of audits of operations",
  },
  withdrawn: {
    fr: "Retraits : dépenses éligibles",
    nl: "Intrekkingen: subsidiabele uitgaven",
    en: "Withdrawals: eligible expenditure",
  },
  withdrawnPublic: {
    fr: "Retraits : dépenses publiques",
    nl: "Intrekkingen: publieke uitgaven",
    en: "Withdrawals: public expenditure",
  },
  recovered: {
    fr: "Recouvrements : dépenses éligibles",
    nl: "Inningen: subsidiabele uitgaven",
    en: "Recoveries: eligible expenditure",
  },
  recoveredPublic: {
    fr: "Recouvrements : dépenses publiques",
    nl: "Inningen: publieke uitgaven",
    en: "Recoveries: public expenditure",
  },
  toRecover: {
    fr: "Montants à recouvrer à la fin de l'exercice",
    nl: "Aan het einde van het boekjaar te innen bedragen",
    en: "Amounts to be recovered at the end of the accounting year",
  },
  article71: {
    fr: "Recouvrements au titre de l'article 71 au cours de l'exercice",
    nl: "Inningen uit hoofde van artikel 71 tijdens het boekjaar",
    en: "Recoveries under Article 71 during the accounting year",
  },
  irrecoverable: {
    fr: "Montants irrécouvrables à la fin de l'exercice",
    nl: "Aan het einde van het boekjaar oninbare bedragen",
    en: "Irrecoverable amounts at the end of the accounting year",
  },
  comment: { fr: "Observations", nl: "Opmerkingen", en: "Comments" },
  reconciliation: {
    fr: "Rapprochement des dépenses",
    nl: "Afstemming van de uitgaven",
    en: "Reconciliation of expenditure",
  },
  applied: {
    fr: "Dans les demandes de paiement : dépenses éligibles",
    nl: "In de betalingsaanvragen: subsidiabele uitgaven",
    en: "In payment applications: eligible expenditure",
  },
  appliedPublic: {
    fr: "Dans les demandes de paiement : dépenses publiques",
    nl: "In de betalingsaanvragen: publieke uitgaven",
    en: "In payment applications: public expenditure",
  },
  accounted: {
    fr: "Dans les comptes : dépenses éligibles",
    nl: "In de rekeningen: subsidiabele uitgaven",
    en: "In the accounts: eligible expenditure",
  },
  accountedPublic: {
    fr: "Dans les comptes : dépenses publiques",
    nl: "In de rekeningen: publieke uitgaven",
    en: "In the accounts: public expenditure",
  },
  difference: { fr: "Différence (A − C)", nl: "Verschil (A − C)", en: "Difference (A − C)" },
  differencePublic: { fr: "Différence (B − D)", nl: "Verschil (B − D)", en: "Difference (B − D)" },
  byDeduction: {
    fr: "Différences, par motif",
    nl: "Verschillen, naar reden",
    en: "Differences, by reason",
  },
  eligible: { fr: "Dépenses éligibles", nl: "Subsidiabele uitgaven", en: "Eligible expenditure" },
  publicPart: { fr: "Dépenses publiques", nl: "Publieke uitgaven", en: "Public expenditure" },
} as const satisfies Record<string, Text>;

/** Why something in applications is not in the accounts (Art. 98(6) of Reg. 2021/1060; Art. 137 of Reg. 1303/2013). */
export const deductionNames: Readonly<Record<"irregular" | "ongoing_assessment" | "other", Text>> = {
  irregular: {
    fr: "Dépenses irrégulières corrigées",
    nl: "Gecorrigeerde onregelmatige uitgaven",
    en: "Irregular expenditure, corrected",
  },
  ongoing_assessment: {
    fr: "Dépenses dont la légalité est en cours d'évaluation",
    nl: "Uitgaven waarvan de wettigheid nog beoordeeld wordt",
    en: "Expenditure whose legality is being assessed",
  },
  other: {
    fr: "Autres montants, pour ramener le taux d'erreur résiduel à 2 % au plus",
    nl: "Andere bedragen, om het restfoutenpercentage tot hoogstens 2 % te brengen",
    en: "Other amounts, to bring the residual error rate to 2 % at most",
  },
};

/** What is certified by sending an application (Art. 126(a) and (d) to (h) of Reg. 1303/2013; Art. 91 of Reg. 2021/1060). */
export const applicationStatement: Text = {
  fr: "En transmettant la présente demande, l'autorité certifie que les dépenses proviennent de systèmes comptables fiables, reposent sur des pièces justificatives vérifiables, ont fait l'objet des vérifications de gestion et sont conformes au droit applicable ; que les montants retirés ou recouvrés en ont été déduits.",
  nl: "Door deze aanvraag in te dienen certificeert de autoriteit dat de uitgaven uit betrouwbare boekhoudsystemen komen, op verifieerbare bewijsstukken berusten, aan beheersverificaties onderworpen werden en in overeenstemming zijn met het toepasselijke recht; dat ingetrokken of geïnde bedragen ervan afgetrokken zijn.",
  en: "By sending this application the authority certifies that the expenditure results from reliable accounting systems, is based on verifiable supporting documents, was subject to management verifications and complies with applicable law; and that amounts withdrawn or recovered were deducted from it.",
};

/** What is certified by sending accounts (Art. 126(b) and (c) of Reg. 1303/2013; Art. 76 of Reg. 2021/1060). */
export const accountsStatement: Text = {
  fr: "L'autorité certifie l'exhaustivité, l'exactitude et la véracité des comptes, et que les dépenses qui y figurent sont conformes au droit applicable.",
  nl: "De autoriteit certificeert dat de rekeningen volledig, nauwkeurig en waarachtig zijn, en dat de erin opgenomen uitgaven in overeenstemming zijn met het toepasselijke recht.",
  en: "The authority certifies that the accounts are complete, accurate and true, and that the expenditure in them complies with applicable law.",
};
