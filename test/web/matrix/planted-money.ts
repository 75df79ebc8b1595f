import assert from "node:assert/strict";
import { keepDocument } from "../../../src/document/documents.ts";
import { actAsOwner, granting, ledgerAlone } from "../../../src/ledger/forTests.ts";
import { post } from "../../../src/ledger/post.ts";
import { type Signed, signIn } from "../../../src/access/forTests.ts";
import type { Policy } from "../../../src/access/forTests.ts";
import type { World } from "../world.ts";
import { mark, neighbour, type Place } from "./places.ts";

/** What there is of money at a place, by its numbers. */
export type PlantedMoney = Readonly<{ agreement: number; document: number }>;

/** Plants an agreement in preparation, a document of it that was taken away once, and what was granted for it. */
export const plantMoney = async (
  { pool, folder }: World,
  place: Place,
  account: string,
): Promise<PlantedMoney> => {
  const { operation, partner } = place;
  // What is granted here no version says.
  await ledgerAlone(pool);
  return actAsOwner(pool, async (client, act) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into agreement.agreement (number, operation, partner, internal, starts, ends, made_by, change)
       values ($1, $2, $3, false, '2020-01-01', '2020-12-31', 'test', $4) returning id`,
      [mark(place, "money"), operation, partner, act.change],
    );
    const agreement = rows[0]?.id;
    assert.ok(agreement !== undefined);
    await act.note("agreement.agreement", agreement);
    const { id: document } = await keepDocument(
      client,
      act,
      { dataFolder: folder },
      {
        operation,
        partner,
        account,
        about: `agreement:${agreement}`,
        kind: "decision",
        name: `${mark(place, "money")}.pdf`,
        bytes: [Buffer.from(`%PDF-1.7 ${mark(place, "money")}`)],
      },
    );
    await client.query("insert into document.download (file, account) values ($1, $2)", [document, account]);
    const grant = granting(
      mark(place, "money"),
      { [mark(place, "money")]: "1000.00" },
      { operation, partner, agreement },
    );
    await post(client, act, grant);
    return { agreement, document };
  });
};

/** Who is kept out of the money of a place by one policy alone. */
export type MoneyAskers = Readonly<{ clerk: Signed; declares: Signed; agrees: Signed }>;

/** Makes them: somebody who reads records and no money, somebody who declares, somebody who agrees. */
export const moneyAskers = async ({ pool }: World): Promise<MoneyAskers> => {
  const { partner } = neighbour;
  return {
    clerk: await signIn(pool, "Essai sans dépenses", { role: "case_worker", partner }),
    declares: await signIn(pool, "Essai qui déclare", { role: "partner_manager", partner }),
    agrees: await signIn(pool, "Essai qui octroie", { role: "programme_officer" }),
  };
};

const posting = (account: string, line = "x"): string =>
  `do $$ declare made bigint; begin
     insert into ledger.entry (kind, key, operation, partner, agreement, declaration, change)
       values ('x', 'x', '${neighbour.operation}', '${neighbour.partner}', 1, 1, trail.head() + 1) returning id into made;
     insert into ledger.posting (entry, n, account, line, amount) values (made, 1, '${account}', '${line}', 1);
   end $$`;

/** Returns who is to be kept out by this policy of money alone, and the statement where an empty row would not do. */
export const moneyAsker = (
  { clerk, declares, agrees }: MoneyAskers,
  { table, name }: Policy,
): { asker: Signed; insert?: string } | undefined => {
  if (table === "trail.entry" && name === "money") return { asker: clerk };
  if (table === "document.file" && name === "of_control") return { asker: declares };
  if (table !== "ledger.posting") return undefined;
  if (name === "declared") return { asker: agrees, insert: posting("declared") };
  if (name === "agreed") return { asker: declares, insert: posting("granted") };
  if (name === "controlled") return { asker: declares, insert: posting("rejected") };
  if (name === "certified") return { asker: declares, insert: posting("recovered") };
  return name === "paid" ? { asker: declares, insert: posting("treasury", "") } : undefined;
};
