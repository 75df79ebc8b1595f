import { accountNames } from "../ledger/accounts.ts";
import { controlNumber } from "../definition/control.ts";
import { type Euros, nothing, sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { fundsOf, rowKey } from "./allocations.ts";
import { percentOf } from "./application-draft.ts";
import { fundOfLines } from "./application-form.ts";
import { type Desk, gather, type Gathered, needReading } from "./gather.ts";
import { type Applied, nPlusThree } from "./n-plus.ts";
import { prefinancing } from "./payment.ts";
import { publicOf, times } from "./share.ts";
import type { ForecastPage } from "./watch-shapes.ts";

/** In 2014-2020 what is open then is settled at closure (Art. 136(2) of Reg. 1303/2013). */
const closures: Readonly<Record<string, string>> = { "2014-2020": "2023-12-31" };

/** Where expenditure stands before the account to the Commission, as forecasts take it up. */
const stages = ["applied", "certified", "declared", "parked", "budgeted"] as const;

/**
 * Returns what would be decommitted and what is expected: commitments against pre-financing and applications sent, which
 * the cautious count at the definitions' share; and where the expenditure of agreements stands, with the Fund's part.
 */
export const forecastPage = async (desk: Desk): Promise<ForecastPage> => {
  await needReading(desk);
  const { house } = desk;
  const { control } = house.programme;
  const today = house.today();
  const funds: ForecastPage["funds"] = [];
  for (const { id: fund, label } of fundsOf(house.programme)) {
    const gathered = await gather(desk, fund);
    const share = percentOf(control, "forecast_rate_percent", today);
    const applied = sentToFund(gathered, share);
    const commitments = commitmentsOf(gathered);
    const support = sumOf(commitments.map(({ amount }) => amount));
    const closesOn = closures[control.rules];
    const rules = {
      years: controlNumber(control, "n_plus_years", today),
      exceptions: control.nPlus?.exceptions ?? [],
      ...(closesOn === undefined ? {} : { closesOn }),
    };
    const advances = commitments.map(({ year }): Applied => {
      const { initial, annual } = prefinancing(control.prefinancing, support, year);
      return { on: `${year}-12-31`, fund: sumOf([initial, annual]) };
    });
    const pipeline = await pipelineOf(desk, gathered);
    funds.push({
      fund,
      label,
      share,
      tranches: nPlusThree({ rules, commitments, prefinancing: advances, applied }).map((tranche) => ({
        ...tranche,
        isOver: tranche.deadline !== null && tranche.deadline < today,
      })),
      pipeline,
      expected: expectedOf(pipeline, Number(today.slice(0, 4))),
    });
  }
  return {
    today,
    funds,
    source: control.nPlus ? [control.nPlus.source] : [],
  };
};

const commitmentsOf = ({ allocations }: Gathered): readonly Readonly<{ year: number; amount: Euros }>[] => {
  const all = allocations.flatMap(({ commitments }) => commitments);
  return [...Map.groupBy(all, ({ year }) => year)]
    .map(([year, own]) => ({ year, amount: sumOf(own.map(({ amount }) => amount)) }))
    .toSorted((a, b) => a.year - b.year);
};

/** Returns what each application that was sent asked of the Fund, on the day on which it was sent. */
const sentToFund = (
  { applications, applicationLines, allocations }: Gathered,
  share: string,
): readonly Applied[] =>
  applications
    .filter(({ state }) => state === "submitted")
    .map(({ id, submittedAt }) => {
      const own = applicationLines.filter(({ form }) => form === id);
      const fund = sumOf(
        allocations.map((allocation) =>
          fundOfLines(
            allocation,
            own.filter((line) => rowKey(line) === rowKey(allocation)),
          ),
        ),
      );
      return { on: (submittedAt ?? "").slice(0, 10), fund: times(fund, share) };
    });

type Pipeline = ForecastPage["funds"][number]["pipeline"];

const pipelineOf = async (
  { client }: Pick<Desk, "client">,
  { operations, known }: Gathered,
): Promise<Pipeline> => {
  const { rows } = await client.query<{
    account: (typeof stages)[number];
    operation: string;
    agreement: number;
    eligible: Euros;
  }>(
    `select p.account, p.operation, p.agreement, sum(p.amount) as eligible from ledger.posting p
     where p.operation = any ($1) and p.account = any ($2) group by 1, 2, 3`,
    [operations, [...stages]],
  );
  return stages.map((stage) => {
    const own = rows.filter(({ account }) => account === stage);
    return {
      stage,
      name: accountNames[stage],
      eligible: sumOf(own.map(({ eligible }) => eligible)),
      fund: sumOf(
        own.map(({ operation, agreement, eligible }) => {
          const allocation = known.allocations.get(operation);
          const terms = known.terms.get(agreement);
          if (!allocation || !terms) return nothing;
          return fundOfLines(allocation, [{ eligible, public: publicOf(eligible, terms) }]);
        }),
      ),
    };
  });
};

/** What is certified or under verification is expected this year; budgets that remain, in the next. */
const expectedOf = (pipeline: Pipeline, year: number): ForecastPage["funds"][number]["expected"] => {
  const sum = (these: readonly string[], of: "eligible" | "fund") =>
    sumOf(pipeline.filter(({ stage }) => these.includes(stage)).map((each) => each[of]));
  const soon = ["certified", "declared"];
  const later = ["parked", "budgeted"];
  return [
    { year, eligible: sum(soon, "eligible"), fund: sum(soon, "fund"), note: thisYear },
    { year: year + 1, eligible: sum(later, "eligible"), fund: sum(later, "fund"), note: nextYear },
  ];
};

const thisYear: Text = {
  fr: "Ce qui est certifié, ou déclaré et en vérification.",
  nl: "Wat gecertificeerd is, of gedeclareerd en in verificatie.",
  en: "What is certified, or declared and being verified.",
};
const nextYear: Text = {
  fr: "Ce qui est mis en attente, et les budgets qui restent des conventions.",
  nl: "Wat aangehouden is, en wat van de budgetten van de overeenkomsten overblijft.",
  en: "What is parked, and what is left of the budgets of agreements.",
};
