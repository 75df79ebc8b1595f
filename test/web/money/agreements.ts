import type { AgreementsFile } from "../../../src/agreement/agreements-file.ts";
import type { PlanLine } from "../../../src/cost/plan.ts";

type Agreements = NonNullable<AgreementsFile["agreements"]>[number];

export const araePartner = "arae_boussole_emploi_sud";

const text = (fr: string) => ({ fr, nl: fr, en: fr });
const common = {
  starts: "2020-01-01",
  ends: "2020-12-31",
  guide: "financial_guide_2020",
  decision: { body: "Comité d'essai", reference: "ESSAI-1", decided_on: "2019-11-28" },
  accepted_on: "2019-12-16",
} as const;

const phases = (partner: string, number: string): Agreements => ({
  ...common,
  operation: "cpas",
  financing_mode: "unit_cost",
  lines: [
    {
      id: "phases",
      label: text("Phases commencées"),
      category: "whole",
      option: "unit_cost",
      budget: "0.00",
      terms: {
        form: "unit_cost",
        quantity: "cpas_phases_begun",
        unit: text("phases"),
        // The programme's own scale: the calculation behind it stands behind the agreement.
        rates: [
          { from: "2019-01-01", value: "385.00" },
          { from: "2020-01-01", value: "392.70" },
        ],
      },
    },
  ],
  partners: [{ partner, number, budgets: { phases: "40000.00" } }],
});

/** Two agreements of one welfare centre, which both count the phases of the same year. */
export const cpasAgreements = (partner: string): Agreements[] => [
  phases(partner, "essai-cpas-1"),
  phases(partner, "essai-cpas-2"),
];

/** Staff by flat rate, 40 % of it for all the rest, and allowances of participants by piece. */
export const araeAgreement: Agreements = {
  ...common,
  operation: "arae",
  financing_mode: "salary_flat_rate",
  lines: [
    {
      id: "staff",
      label: text("Personnel"),
      category: "direct_staff",
      option: "salary_flat_rate",
      budget: "0.00",
      terms: { form: "salary_flat_rate", scale: "partners" },
    },
    {
      id: "remaining",
      label: text("Tous les autres frais"),
      category: "remaining",
      option: "remaining_40",
      budget: "0.00",
      terms: { form: "flat_rate", rate: "0.40" },
    },
    {
      id: "allowances",
      label: text("Indemnités des participants"),
      category: "participants",
      option: "real_cost",
      budget: "0.00",
      terms: { form: "real_cost" },
    },
  ],
  partners: [
    {
      partner: araePartner,
      number: "essai-arae",
      budgets: { staff: "120000.00", remaining: "48000.00", allowances: "2000.00" },
    },
  ],
};

/** Hours that no register counts, a study by milestones, and tickets by piece. */
export const byHandLines: readonly PlanLine[] = [
  {
    id: "coaching",
    label: text("Accompagnement en entreprise"),
    category: "direct_staff",
    option: "unit_cost",
    budget: "120000.00",
    terms: { form: "unit_cost", unit: text("heures"), rates: [{ from: "2018-01-01", value: "40.00" }] },
  },
  {
    id: "study",
    label: text("Étude des besoins"),
    category: "external_services",
    option: "lump_sum",
    budget: "5000.00",
    terms: {
      form: "lump_sum",
      milestones: [
        { id: "survey", label: text("Enquête auprès des employeurs"), amount: "3000.00", due: "2020-06-30" },
        { id: "report", label: text("Rapport final"), amount: "2000.00", due: "2020-12-15" },
      ],
    },
  },
  {
    id: "tickets",
    label: text("Déplacements des participants"),
    category: "participants",
    option: "real_cost",
    budget: "1000.00",
    terms: { form: "real_cost" },
  },
];
