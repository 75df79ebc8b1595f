import type { Text } from "../language.ts";
import type { ConditionField } from "./condition/condition.ts";
import type { ControlFiles } from "./control-files.ts";
import type { Field, Programme, Register } from "./programme.ts";
import type { Choice, FieldType } from "./schema.ts";
import { structureFields } from "./scope.ts";
import type { Structure } from "./structure.ts";

/**
 * A book is what figures count of money: a view of the database over its tables, read as if it were a register. Nobody
 * writes a record in it, no file brings one, and no form shows it; a row is named by the number of what it is about.
 */
const named = {
  expenditure: {
    label: { fr: "Dépenses déclarées", nl: "Gedeclareerde uitgaven", en: "Expenditure declared" },
    record: { fr: "déclaration", nl: "declaratie", en: "declaration" },
  },
  verifications: {
    label: { fr: "Vérifications", nl: "Verificaties", en: "Verifications" },
    record: { fr: "vérification", nl: "verificatie", en: "verification" },
  },
  findings: {
    label: { fr: "Constats", nl: "Bevindingen", en: "Findings" },
    record: { fr: "constat", nl: "bevinding", en: "finding" },
  },
  payments: {
    label: { fr: "Paiements", nl: "Betalingen", en: "Payments" },
    record: { fr: "paiement", nl: "betaling", en: "payment" },
  },
  samples: {
    label: { fr: "Échantillons", nl: "Steekproeven", en: "Samples" },
    record: { fr: "échantillon", nl: "steekproef", en: "sample" },
  },
} as const satisfies Record<string, Readonly<{ label: Text; record: Text }>>;
export type Book = keyof typeof named;

type Column = Readonly<{ type: FieldType; label: Text; choices?: readonly Choice[] }>;

const euros = (fr: string, nl: string, en: string): Column => ({ type: "decimal", label: { fr, nl, en } });
const day = (fr: string, nl: string, en: string): Column => ({ type: "date", label: { fr, nl, en } });
const choice = (label: Text, choices: readonly Choice[]): Column => ({ type: "choice", label, choices });
const coded = (codes: Readonly<Record<string, Text>>): Choice[] =>
  Object.entries(codes).map(([code, label]) => ({ code, label }));

const measures = coded({
  deduct: { fr: "déduit", nl: "afgetrokken", en: "deducted" },
  park: { fr: "mis en attente", nl: "aangehouden", en: "parked" },
  none: { fr: "sans suite", nl: "zonder gevolg", en: "no consequence" },
});
const kinds = coded({
  advance: { fr: "avance", nl: "voorschot", en: "advance" },
  interim: { fr: "paiement intermédiaire", nl: "tussentijdse betaling", en: "interim payment" },
  balance: { fr: "solde", nl: "saldo", en: "balance" },
});
const purposes = coded({
  management_verification: {
    fr: "vérification de gestion",
    nl: "beheersverificatie",
    en: "management verification",
  },
  on_the_spot: { fr: "visites sur place", nl: "bezoeken ter plaatse", en: "on-the-spot visits" },
  audit_of_operations: { fr: "audit des opérations", nl: "audit van operaties", en: "audit of operations" },
  participants: { fr: "participants", nl: "deelnemers", en: "participants" },
});

const columnsOf = ({
  files,
}: Pick<ControlFiles, "files">): Record<Book, Readonly<Record<string, Column>>> => {
  const types = files.flatMap(({ content }) =>
    (content.types ?? []).map(({ type: code, label }): Choice => ({ code, label })),
  );
  const typology = files.flatMap(({ content }) =>
    (content.typology ?? []).map(({ typology: code, label }): Choice => ({ code, label })),
  );
  const typeOf = choice(
    { fr: "Type de vérification", nl: "Soort verificatie", en: "Type of verification" },
    types,
  );
  return {
    expenditure: {
      submitted_on: day("Introduite le", "Ingediend op", "Submitted on"),
      decided_on: day("Décidée le", "Beslist op", "Decided on"),
      submitted_euros: euros("Montant déclaré", "Gedeclareerd bedrag", "Amount declared"),
      verified_euros: euros("Montant vérifié", "Geverifieerd bedrag", "Amount verified"),
      eligible_euros: euros("Montant éligible", "Subsidiabel bedrag", "Eligible amount"),
      parked_euros: euros("Montant en attente", "Aangehouden bedrag", "Amount parked"),
      rejected_euros: euros("Montant écarté", "Geweigerd bedrag", "Amount left out"),
    },
    verifications: {
      verification_type: typeOf,
      opened_on: day("Ouverte le", "Geopend op", "Opened on"),
      concluded_on: day("Conclue le", "Afgerond op", "Concluded on"),
    },
    findings: {
      verification_type: typeOf,
      finding_typology: choice({ fr: "Typologie", nl: "Typologie", en: "Typology" }, typology),
      finding_measure: choice({ fr: "Suite donnée", nl: "Gevolg", en: "Consequence" }, measures),
      systemic: { type: "boolean", label: { fr: "Systémique", nl: "Systematisch", en: "Systemic" } },
      concluded_on: day("Conclu le", "Afgerond op", "Concluded on"),
      finding_euros: euros("Montant du constat", "Bedrag van de bevinding", "Amount of the finding"),
    },
    payments: {
      payment_kind: choice({ fr: "Paiement", nl: "Betaling", en: "Payment" }, kinds),
      paid_on: day("Payé le", "Betaald op", "Paid on"),
      paid_euros: euros("Montant payé", "Betaald bedrag", "Amount paid"),
    },
    samples: {
      sample_purpose: choice({ fr: "But", nl: "Doel", en: "Purpose" }, purposes),
      drawn_on: day("Tiré le", "Getrokken op", "Drawn on"),
      population_units: {
        type: "integer",
        label: {
          fr: "Unités de la population",
          nl: "Eenheden van de populatie",
          en: "Units of the population",
        },
      },
      population_euros: euros(
        "Valeur de la population",
        "Waarde van de populatie",
        "Value of the population",
      ),
      sample_units: {
        type: "integer",
        label: { fr: "Unités tirées", nl: "Getrokken eenheden", en: "Units drawn" },
      },
      sample_euros: euros("Valeur tirée", "Getrokken waarde", "Value drawn"),
      error_euros: euros("Erreur trouvée", "Gevonden fout", "Error found"),
      projected_euros: euros("Erreur projetée", "Geprojecteerde fout", "Projected error"),
    },
  };
};

/**
 * Returns the books of a programme, by name; what can be chosen in them is what its `control.yaml` says. Without one
 * there are none.
 */
export const booksOf = (
  control: Pick<ControlFiles, "files">,
  structure: Structure,
): ReadonlyMap<string, Register> => {
  if (control.files.length === 0) return new Map();
  const columns = columnsOf(control);
  return new Map((Object.keys(named) as Book[]).map((id) => [id, bookOf(id, columns[id], structure)]));
};

/** Returns whatever figures count from: the registers, and the books of money that a figure of the programme reads. */
export const countable = (programme: Counting): readonly Register[] => {
  const known = counted.get(programme);
  if (known) return known;
  const { registers, control, figures } = programme;
  const read = new Set(
    [...figures.values()].map(({ computation }) => computation.kind === "count" && computation.register.id),
  );
  const all = [...registers.values(), ...[...control.books.values()].filter(({ id }) => read.has(id))];
  counted.set(programme, all);
  return all;
};

type Counting = Pick<Programme, "registers" | "control" | "figures">;
const counted = new WeakMap<Counting, readonly Register[]>();

const bookOf = (id: Book, columns: Readonly<Record<string, Column>>, structure: Structure): Register => {
  const fields = new Map(Object.entries(columns).map(([name, column]) => [name, fieldOf(name, column)]));
  const askable = new Map<string, ConditionField>(
    structureFields(structure).map((field) => [field.id, field]),
  );
  for (const { id: name, type, label, choices, scale } of fields.values())
    askable.set(name, { id: name, type, label, choices, scale, origin: { kind: "stored" } });
  return {
    ...nothing,
    id,
    view: `book.${id}`,
    label: named[id].label,
    record: named[id].record,
    fields,
    askable,
    operations: id === "samples" ? [] : [...structure.operations.keys()],
  };
};

const fieldOf = (id: string, { type, label, choices }: Column): Field => ({
  id,
  label,
  help: undefined,
  synonyms: [],
  type,
  choices,
  required: undefined,
  minimum: undefined,
  maximum: undefined,
  scale: type === "decimal" ? 2 : 0,
  length: 0,
  format: undefined,
  sensitivity: undefined,
  moment: undefined,
  section: undefined,
  shownWhen: undefined,
  onlyWith: undefined,
  refersTo: undefined,
  sameAs: undefined,
  source: undefined,
});

const nothing = {
  description: undefined,
  derived: new Map<string, ConditionField>(),
  rules: [],
  deadlines: [],
  limits: [],
  fills: [],
  screening: undefined,
  sections: [],
  lifecycle: undefined,
  identity: [],
  person: [],
  probablySame: [],
  onePerProgramme: false,
  datedBy: undefined,
  reEntry: undefined,
  retentionYears: undefined,
  isRoom: false,
  roomOf: undefined,
  addressed: undefined,
} as const;
