import { Problem } from "../problem.ts";
import type { Text } from "../language.ts";

/** What the database refuses at the end of a transaction, by the name under which it does (migration 0024). */
const refusals: Readonly<Record<string, Text>> = {
  budget_is_not_overdrawn: {
    fr: "Le montant dépasse ce qui reste du budget d'une ligne de la convention : rien n'a été enregistré.",
    nl: "Het bedrag is groter dan wat er van het budget van een lijn van de overeenkomst overblijft: er werd niets bewaard.",
    en: "The amount is more than what is left of the budget of a line of the agreement: nothing was kept.",
  },
  expenditure_is_not_overdrawn: {
    fr: "Le montant dépasse ce qui se trouve à ce stade pour une ligne de la convention : rien n'a été enregistré. Rechargez la page.",
    nl: "Het bedrag is groter dan wat er voor een lijn van de overeenkomst in dit stadium staat: er werd niets bewaard. Laad de pagina opnieuw.",
    en: "The amount is more than what stands at this stage for a line of the agreement: nothing was kept. Load the page again.",
  },
  declaration_is_not_overdrawn: {
    fr: "Le montant dépasse ce qui se trouve à ce stade pour une ligne de la déclaration : rien n'a été enregistré. Rechargez la page.",
    nl: "Het bedrag is groter dan wat er voor een lijn van de declaratie in dit stadium staat: er werd niets bewaard. Laad de pagina opnieuw.",
    en: "The amount is more than what stands at this stage for a line of the declaration: nothing was kept. Load the page again.",
  },
  payment_is_not_overdrawn: {
    fr: "Le montant dépasse ce qui a été payé ou reste à récupérer au titre de la convention : rien n'a été enregistré. Rechargez la page.",
    nl: "Het bedrag is groter dan wat er onder de overeenkomst betaald of terug te vorderen is: er werd niets bewaard. Laad de pagina opnieuw.",
    en: "The amount is more than what was paid or is to be recovered under the agreement: nothing was kept. Load the page again.",
  },
};

const constraintOf = (error: unknown): string =>
  error instanceof Error && "constraint" in error && typeof error.constraint === "string"
    ? error.constraint
    : "";

/** Returns whether an error says that more was taken from an account of an agreement than it held. */
export const isOverdrawn = (error: unknown): boolean => Object.hasOwn(refusals, constraintOf(error));

/** Returns what whoever asked is told where more would be taken from an account than it holds (409 overdrawn). */
export const overdrawn = (error: unknown): Problem => {
  const why = constraintOf(error);
  const text = refusals[why];
  if (!text) throw new Error("not refused by the ledger", { cause: error });
  return new Problem(409, "overdrawn", text, { why });
};
