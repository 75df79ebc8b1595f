import { makeAccounts, makeApplications, makeIrregularity } from "./commission.ts";
import { makeCorrections, makeVerifications, makeVisits } from "./control.ts";
import { type Demonstration, withDesks } from "./desks.ts";
import { makeBankAccounts, makePayments, makeRecoveries, makeStops } from "./payments.ts";
import { makePlan } from "./plan.ts";
import { readControlRecipe } from "./recipe.ts";
import { makeSample } from "./sample.ts";

/** What was made of the demonstration's declarations. */
export type MoneyMade = Readonly<{ decided: number; payments: number }>;

/**
 * Makes what became of the declarations of the demonstration, in the order in which it happened: the plan of the year,
 * payments and verifications, applications, the sample, visits, recoveries, accounts. By the same functions as the pages;
 * all of it is invented. Where there is a plan already, or no recipe, nothing is done.
 */
export const makeMoney = async (given: Demonstration): Promise<MoneyMade> => {
  const recipe = readControlRecipe(given.programme);
  if (!recipe || (await isMade(given))) return { decided: 0, payments: 0 };
  await makeBankAccounts(given, recipe);
  let payments = await makePayments(given, recipe, 0);
  await makePlan(given, recipe);
  payments += await makePayments(given, recipe, 1);
  await makeStops(given, recipe);
  const decided = await makeVerifications(given, recipe);
  await makeApplications(given, recipe);
  payments += await makePayments(given, recipe, 2);
  payments += await makePayments(given, recipe, 3);
  await makeCorrections(given, recipe);
  await makeSample(given, recipe);
  await makeVisits(given, recipe);
  await makeRecoveries(given, recipe);
  await makeIrregularity(given, recipe);
  await makeAccounts(given, recipe);
  return { decided, payments };
};

const isMade = (given: Demonstration): Promise<boolean> =>
  withDesks(given, async (deskOf) => {
    const { rows } = await deskOf("", "2020-01-01").client.query<{ found: boolean }>(
      "select exists (select from control.plan) or exists (select from control.verification) as found",
    );
    return rows[0]?.found === true;
  });
