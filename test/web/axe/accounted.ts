import type { PaymentsPage } from "../../../src/payment/shapes.ts";
import { ask, busiestCentre } from "../control/submitted.ts";
import { decideInThePast, handsOf, openAccount } from "../money/chain.ts";
import type { World } from "../world.ts";

type Id = Readonly<{ id: number }>;

/** What was made for the pages of payments, of the Commission and of the auditor. */
export type Accounted = Readonly<
  Record<
    "paid" | "payment" | "file" | "application" | "accounts" | "irregularity" | "sample" | "traced",
    string
  >
>;

/** A welfare centre with phases of the year which nothing else here declares. */
const anotherCentre = async (world: World): Promise<string> => {
  const { rows } = await world.pool.query<{ partner: string }>(
    `select partner from register.cpas_phases where extract(year from starts_on) = 2020 and partner <> all ($1)
     group by partner order by count(*) desc, partner limit 1`,
    [["cpas_forest", await busiestCentre(world)]],
  );
  return rows[0]?.partner ?? "";
};

/**
 * Takes a declaration of a partner the whole way: decided, paid, applied for, in the accounts, with an irregularity and a
 * sample beside it; returns the numbers.
 */
export const accountForSomething = async (world: World): Promise<Accounted> => {
  const partner = await anotherCentre(world);
  const hands = await handsOf(world, partner);
  const { officer, secondOfficer, certifier, auditor } = hands;
  const declared = await decideInThePast(world, partner);
  await openAccount(world, hands, partner);

  const payment = await ask<Id>(world, officer, "POST", `/api/agreements/${declared.agreement}/payments`, {});
  await ask(world, secondOfficer, "POST", `/api/payments/${payment.id}/approve`, {});
  const { toSend } = await ask<PaymentsPage>(world, officer, "GET", "/api/payments");
  const file = await ask<Id>(world, officer, "POST", "/api/bank-files", { payments: toSend });

  const { years } = await ask<{ years: { fund: string; year: { from: string }; next: string }[] }>(
    world,
    certifier,
    "GET",
    "/api/applications",
  );
  const next = years.find(({ year }) => year.from === "2020-07-01");
  const application = await ask<Id>(world, certifier, "POST", "/api/applications", {
    fund: next?.fund,
    year: next?.year.from,
    kind: "final",
  });
  const address = `/api/applications/${application.id}`;
  const drafted = await ask<{ eligible: string; public: string }>(world, certifier, "GET", address);
  const { eligible, public: publicAmount } = drafted;
  await ask(world, certifier, "POST", `${address}/submit`, { eligible, public: publicAmount });
  const accounts = await ask<Id>(world, certifier, "POST", "/api/accounts", {
    fund: next?.fund,
    year: next?.year.from,
  });
  const irregularity = await ask<Id>(world, certifier, "POST", "/api/irregularities", {
    agreement: declared.agreement,
    firstInformationOn: "2020-11-02",
    eligible: "500.00",
  });
  const sample = await ask<Id & { edition: number }>(world, auditor, "POST", "/api/samples", {
    purpose: "audit_of_operations",
    title: "Essai",
    source: { kind: "declared", unit: "declaration", from: "2020-01-01", until: "2020-12-31" },
    method: "srs",
    parameters: { size: 1 },
  });
  await ask(world, auditor, "POST", `/api/samples/${sample.id}/draw`, { edition: sample.edition });
  return {
    paid: partner,
    payment: String(payment.id),
    file: String(file.id),
    application: String(application.id),
    accounts: String(accounts.id),
    irregularity: String(irregularity.id),
    sample: String(sample.id),
    traced: `application:${application.id}`,
  };
};
