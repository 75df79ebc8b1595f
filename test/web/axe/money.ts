import assert from "node:assert/strict";
import { bringAgreementsFile } from "../../../src/agreement/demonstration.ts";
import { araeAgreement, cpasAgreements } from "../money/agreements.ts";
import type { TestAccount, World } from "../world.ts";

/**
 * Makes agreements, one declaration that was submitted and one that is being prepared with something to mend, so that
 * the pages of money have something to show; returns their numbers, for a manager of that partner.
 */
export const declareSomething = async (
  { pool, programme, app }: World,
  manager: TestAccount,
): Promise<Readonly<{ agreement: string; declaration: string }>> => {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await app.request(path, {
      method,
      headers: { ...manager.headers, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, await answer.clone().text());
    return (await answer.json()) as T;
  };
  const partner = manager.partner ?? "";
  const staffed = {
    ...araeAgreement,
    operation: "cpas",
    partners: araeAgreement.partners.map((each) => ({ ...each, partner })),
  };
  const [, counted, paid] = await bringAgreementsFile(
    { pool, programme, account: "test" },
    { agreements: [...cpasAgreements(partner), staffed] },
  );
  const period = { from: "2020-01-01", until: "2020-12-31" };
  await ask("POST", `/api/agreements/${counted}/declarations`, period);
  await ask("PUT", `/api/agreements/${paid}/staff`, {
    rows: [
      { person: "P-1", year: 2020, grossCost: "52800.00", months: "12", fraction: "1", function: "adviser" },
    ],
  });
  const { id } = await ask<{ id: number }>("POST", `/api/agreements/${paid}/declarations`, period);
  const piece = { id: "1", supplier: "Fournisseur inventé", reference: "T-1", amount: "48.20" };
  await ask("PUT", `/api/declarations/${id}/inputs`, {
    edition: 0,
    lines: {
      staff: { staff: [{ person: "P-1", year: 2020 }] },
      allowances: { items: [{ ...piece, on: "2020-06-15", category: "travel" }] },
    },
  });
  return { agreement: String(paid), declaration: String(id) };
};
