import { openAccounts, submitAccounts } from "../commission/accounts.ts";
import { openApplication, submitApplication } from "../commission/applications.ts";
import { addIrregularity } from "../commission/irregularities.ts";
import { type Demonstration, momentOf, withDesks } from "./desks.ts";
import type { ControlRecipe } from "./recipe.ts";

/** Applies to the Commission for what was certified, one application after the other. */
export const makeApplications = async (
  given: Demonstration,
  { application: { officer, fund, year, applications } }: ControlRecipe,
): Promise<void> => {
  for (const { kind, on, until } of applications)
    await withDesks(given, async (deskOf) => {
      const desk = deskOf(officer, on);
      const { id } = await openApplication(desk, { fund, year, kind, until }, momentOf(on));
      await submitApplication(desk, id, undefined, momentOf(on, 60));
    });
};

/** Submits the accounts of the accounting year. */
export const makeAccounts = (
  given: Demonstration,
  { application: { officer, fund, year, accounts_on: on } }: ControlRecipe,
): Promise<void> =>
  withDesks(given, async (deskOf) => {
    const desk = deskOf(officer, on);
    const { id } = await openAccounts(desk, { fund, year }, momentOf(on));
    await submitAccounts(desk, id, undefined, momentOf(on, 60));
  });

/** Notes the irregularity that followed from a decision. */
export const makeIrregularity = (
  given: Demonstration,
  { application: { officer, irregularity } }: ControlRecipe,
): Promise<void> =>
  withDesks(given, async (deskOf) => {
    const {
      noted_on: on,
      first_information_on: firstInformationOn,
      eligible,
      title,
      findings,
    } = irregularity;
    const desk = deskOf(officer, on);
    const { rows } = await desk.client.query<{ agreement: number; declaration: number; decision: number }>(
      `select agreement, declaration, id as decision from control.decision
       where operation = $1 and partner = $2 and state = 'decided' order by n desc limit 1`,
      [irregularity.operation, irregularity.partner],
    );
    const [about] = rows;
    if (!about) return;
    await addIrregularity(
      desk,
      {
        ...about,
        linkedTo: null,
        firstInformationOn,
        eligible,
        systemic: false,
        suspectedFraud: false,
        bankruptcyOnly: false,
        precedesBankruptcy: false,
        voluntary: false,
        beforeApplication: false,
        effectsAbroad: false,
        facts: { title, findings, classification: "irregularity", afterPayment: true },
      },
      momentOf(on),
    );
  });
