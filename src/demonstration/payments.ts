import { listAgreements } from "../agreement/read.ts";
import { approvePayment } from "../payment/acts.ts";
import { addBankAccount, confirmBankAccount } from "../payment/bank-accounts.ts";
import { executeFile, makeBankFile } from "../payment/files.ts";
import { preparePayment } from "../payment/prepare.ts";
import { issueRecovery, noteRepayment } from "../payment/recoveries.ts";
import { stopClock } from "../payment/stops.ts";
import { Problem } from "../problem.ts";
import { type Demonstration, daysAfter, momentOf, withDesks } from "./desks.ts";
import type { ControlRecipe } from "./recipe.ts";

type Payments = ControlRecipe["payments"];

/** Notes an invented bank account for each partner that is paid, confirmed by a second person. */
export const makeBankAccounts = (given: Demonstration, { payments }: ControlRecipe): Promise<void> =>
  withDesks(given, async (deskOf) => {
    const [first, second] = payments.officers;
    const on = payments.runs[0]?.on ?? "2019-01-15";
    const day = daysAfter(on, -20);
    const desk = deskOf(first, day);
    const operations = new Set(payments.runs.flatMap((run) => run.operations));
    const agreements = await listAgreements(desk.client, { states: ["active", "ended"] });
    const partners = [
      ...new Set(
        agreements.filter(({ operation }) => operations.has(operation)).map(({ partner }) => partner),
      ),
    ].toSorted();
    for (const [n, partner] of partners.entries()) {
      const holder = (given.programme.partners.get(partner)?.name.fr ?? partner).slice(0, 70);
      const made = await addBankAccount(
        desk,
        partner,
        { holder, iban: inventedIban(n + 1), bic: "DEMOBEB1", from: "2019-01-01" },
        momentOf(day, n),
      );
      await confirmBankAccount(deskOf(second, day), made.id, momentOf(day, 120 + n));
    }
  });

/** No bank has the code 999. The digits are right all the same. */
const inventedIban = (n: number): string => {
  const number = `999${String(n).padStart(7, "0")}`;
  const check = String(Number(BigInt(number) % 97n) || 97).padStart(2, "0");
  const digits = 98n - (BigInt(`${number}${check}111400`) % 97n);
  return `BE${String(digits).padStart(2, "0")}${number}${check}`;
};

/** Pays what was due on a day: each payment prepared by one person and approved by another, in one bank file. */
export const makePayments = async (
  given: Demonstration,
  { payments: { officers, runs } }: ControlRecipe,
  at: number,
): Promise<number> => {
  const run = runs[at];
  if (!run) return 0;
  const made: number[] = [];
  const agreements = await withDesks(given, (deskOf) =>
    listAgreements(deskOf(officers[0], run.on).client, { states: ["active", "ended"] }),
  );
  for (const { id, operation, starts } of agreements) {
    if (!run.operations.includes(operation) || Number(starts.slice(0, 4)) !== run.year) continue;
    const payment = await pay(given, officers, id, run.on);
    if (payment !== undefined) made.push(payment);
  }
  if (made.length === 0) return 0;
  await withDesks(given, async (deskOf) => {
    const desk = deskOf(officers[1], run.on);
    const executed = daysAfter(run.on, 2);
    const { id } = await makeBankFile(desk, { payments: made, executeOn: executed }, momentOf(run.on, 240));
    await executeFile(deskOf(officers[0], executed), id, executed, momentOf(executed));
  });
  return made.length;
};

/** Returns the payment, or nothing where none was due. */
const pay = async (
  given: Demonstration,
  [first, second]: Payments["officers"],
  agreement: number,
  on: string,
): Promise<number | undefined> => {
  try {
    return await withDesks(given, async (deskOf) => {
      const { id } = await preparePayment(deskOf(first, on), agreement, momentOf(on));
      await approvePayment(deskOf(second, on), id, momentOf(on, 120));
      return id;
    });
  } catch (error) {
    if (error instanceof Problem && error.code === "nothing_due") return undefined;
    throw error;
  }
};

/** Stops the payment clock of declarations to which something lacks. */
export const makeStops = async (
  given: Demonstration,
  { plan, payments: { officers, stops } }: ControlRecipe,
): Promise<void> => {
  for (const { operation, partner, on, reason, told } of stops)
    await withDesks(given, async (deskOf) => {
      const desk = deskOf(officers[0], on);
      const { rows } = await desk.client.query<{ id: number }>(
        `select id from declaration.declaration where operation = $1 and partner = $2 and state = 'submitted'
           and extract(year from period_until) < $3`,
        [operation, partner, plan.year],
      );
      for (const { id } of rows) await stopClock(desk, id, { reason, told }, momentOf(on));
    });
};

/** Asks back what was paid and is not owed any more, and notes what came back of it. */
export const makeRecoveries = async (
  given: Demonstration,
  { payments: { officers, recoveries } }: ControlRecipe,
): Promise<void> => {
  for (const { operation, partner, on, reason, repaid } of recoveries)
    await withDesks(given, async (deskOf) => {
      const desk = deskOf(officers[0], on);
      const { rows } = await desk.client.query<{ agreement: number; decision: number }>(
        `select agreement, id as decision from control.decision
         where operation = $1 and partner = $2 and state = 'decided' order by n desc limit 1`,
        [operation, partner],
      );
      const [about] = rows;
      if (!about) return;
      const { id } = await issueRecovery(
        desk,
        about.agreement,
        { reason, decision: about.decision },
        momentOf(on),
      );
      if (repaid)
        await noteRepayment(
          deskOf(officers[0], repaid.on),
          id,
          { amount: repaid.amount, receivedOn: repaid.on, reference: repaid.reference },
          momentOf(repaid.on),
        );
    });
};
