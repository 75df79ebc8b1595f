import { openAccounts, submitAccounts } from "../../../src/commission/accounts.ts";
import { accountsPage } from "../../../src/commission/accounts-page.ts";
import { applicationPage } from "../../../src/commission/application-page.ts";
import { openApplication, submitApplication } from "../../../src/commission/applications.ts";
import { tellCorrection } from "../../../src/commission/corrections.ts";
import type { Desk } from "../../../src/commission/gather.ts";
import { addIrregularity, reportIrregularity } from "../../../src/commission/irregularities.ts";
import { irregularityBodyShape } from "../../../src/commission/watch-shapes.ts";
import { asOwner } from "../../../src/database/transaction.ts";
import type { World } from "../world.ts";

/** Forms to the Commission by how far they are, and an irregularity that was reported; of the whole programme. */
export type PlantedCommission = Readonly<{
  forms: Readonly<Record<"draft" | "sent" | "accountsDraft" | "accountsSent", number>>;
  irregularity: number;
  /** What stands on the drafts: it is sent only as it was seen. */
  totals: Readonly<Record<"draft" | "accountsDraft", Readonly<{ eligible: string; public: string }>>>;
}>;

/** What an irregularity of the matrix says. */
export const plantedIrregularity = (agreement: number) => ({
  agreement,
  firstInformationOn: "2020-02-01",
  eligible: "30000.00",
  facts: { title: "Essai" },
});

type Decided = Readonly<{
  decisions: Readonly<{ decided: number }>;
  agreements: Readonly<{ active: number }>;
}>;

const fund = "ESF";
const years = ["2018-07-01", "2019-07-01", "2020-07-01"] as const;
const ends = ["2019-06-30", "2020-06-30", "2021-06-30"] as const;
const moments = ["2019-05-02T10:00:00Z", "2020-05-02T10:00:00Z", "2020-12-02T10:00:00Z"] as const;

/**
 * Plants them of what was decided at three places, in three accounting years: accounts that were sent, an application that
 * was sent with accounts in preparation, and an application in preparation.
 */
export const plantCommission = async (
  { house, pool }: World,
  places: readonly Decided[],
): Promise<PlantedCommission> => {
  // What was decided just now was decided in these years.
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const [index, { decisions }] of places.entries())
      await client.query("update control.decision set decided_at = $2 where id = $1", [
        decisions.decided,
        moments[index] ?? moments[0],
      ]);
  } finally {
    client.release(true);
  }
  return asOwner(pool, async (owner) => {
    const desk: Desk = { house, client: owner, who: undefined, account: "test-certifier" };
    const apply = async (at: number, kind: "interim" | "final") =>
      (
        await openApplication(desk, {
          fund,
          year: years[at] ?? years[0],
          kind,
          until: ends[at] ?? ends[0],
        })
      ).id;
    const first = await apply(0, "final");
    await submitApplication(desk, first);
    const accountsSent = (await openAccounts(desk, { fund, year: years[0] })).id;
    await submitAccounts(desk, accountsSent);
    const sent = await apply(1, "final");
    await submitApplication(desk, sent);
    const accountsDraft = (await openAccounts(desk, { fund, year: years[1] })).id;
    const draft = await apply(2, "interim");
    const [own] = places;
    if (!own) throw new Error("no place was planted");
    await tellCorrection(desk, own.decisions.decided, {
      auditsOfOperations: true,
      article71: false,
      comment: "Essai",
    });
    const irregularity = (
      await addIrregularity(desk, irregularityBodyShape.parse(plantedIrregularity(own.agreements.active)))
    ).id;
    await reportIrregularity(desk, irregularity, { kind: "initial", reportedOn: "2020-05-01" });
    const totals = ({ eligible, public: part }: { eligible: string; public: string }) => ({
      eligible,
      public: part,
    });
    return {
      forms: { draft, sent, accountsDraft, accountsSent },
      irregularity,
      totals: {
        draft: totals(await applicationPage(desk, draft)),
        accountsDraft: totals(await accountsPage(desk, accountsDraft)),
      },
    };
  });
};
