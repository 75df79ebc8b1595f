import { dateText } from "../declaration/check-words.ts";
import { sumOf } from "../euros.ts";
import { headOfAccounts } from "./accounts-page.ts";
import { fundsOf } from "./allocations.ts";
import { headOfApplication } from "./application-page.ts";
import {
  calendarOf,
  type Desk,
  gather,
  type Gathered,
  linesOfYear,
  mayCertify,
  needReading,
} from "./gather.ts";
import { readCertified } from "./read.ts";
import type { ApplicationsPage } from "./shapes.ts";
import {
  type AccountingYear,
  accountingYearsUntil,
  accountsDue,
  applicationWindows,
  finalApplicationDue,
} from "./years.ts";

/** Returns accounting years with their applications and accounts, the last first, and what waits to be applied for. */
export const applicationsPage = async (desk: Desk): Promise<ApplicationsPage> => {
  await needReading(desk);
  const { house, client } = desk;
  const today = house.today();
  const calendar = calendarOf(house.programme);
  const funds = fundsOf(house.programme);
  const waiting: ApplicationsPage["waiting"] = [];
  const years: ApplicationsPage["years"] = [];
  for (const { id: fund } of funds) {
    const gathered = await gather(desk, fund);
    const certified = await readCertified(client, gathered.operations, null);
    waiting.push({
      fund,
      eligible: sumOf(certified.map(({ eligible }) => eligible)),
      count: new Set(certified.map(({ declaration }) => declaration)).size,
    });
    for (const year of accountingYearsUntil(calendar, today).toReversed()) {
      const applications = gathered.applications.filter((each) => each.year === year.from);
      const accounts = gathered.accounts.filter((each) => each.year === year.from);
      const sums = (before?: number) => {
        const lines = linesOfYear(gathered, year.from, before);
        return {
          eligible: sumOf(lines.map(({ eligible }) => eligible)),
          public: sumOf(lines.map((line) => line.public)),
        };
      };
      const next = nextOf(gathered, year, today);
      years.push({
        fund,
        year,
        windows: [...applicationWindows(calendar, year)],
        finalDueOn: finalApplicationDue(calendar, year),
        accountsDueOn: accountsDue(calendar, year),
        applications: applications.map((row) => headOfApplication(calendar, row, sums(row.id))),
        accounts: accounts.map((row) => headOfAccounts(calendar, row, sums())),
        next,
        waits: waitsFor(next, finalApplicationDue(calendar, year), accountsDue(calendar, year)),
      });
    }
  }
  return { today, mayOpen: mayCertify(desk), funds: [...funds], waiting, years };
};

type Next = ApplicationsPage["years"][number]["next"];

const nextOf = ({ applications, accounts }: Gathered, year: AccountingYear, today: string): Next => {
  if (applications.some(({ state }) => state === "draft")) return "nothing";
  const sent = applications.filter(({ state }) => state === "submitted");
  const isClosed = (from: string) => sent.some((each) => each.year === from && each.kind === "final");
  if (isClosed(year.from))
    return accounts.some((each) => each.year === year.from && each.state !== "reopened")
      ? "nothing"
      : "accounts";
  if (sent.some((each) => each.year > year.from)) return "nothing";
  if (sent.some((each) => each.year < year.from && !isClosed(each.year))) return "nothing";
  return today > year.until ? "final" : "interim";
};

const waitsFor = (
  next: Next,
  finalDue: string,
  accountsDueOn: string,
): ApplicationsPage["years"][number]["waits"] => {
  if (next === "final")
    return [
      {
        what: {
          fr: `Demande finale de l'exercice, avant le ${dateText(finalDue)}`,
          nl: `Definitieve aanvraag van het boekjaar, vóór ${dateText(finalDue)}`,
          en: `Final application of the year, by ${dateText(finalDue)}`,
        },
        since: null,
      },
    ];
  if (next === "accounts")
    return [
      {
        what: {
          fr: `Comptes de l'exercice, avant le ${dateText(accountsDueOn)}`,
          nl: `Rekeningen van het boekjaar, vóór ${dateText(accountsDueOn)}`,
          en: `Accounts of the year, by ${dateText(accountsDueOn)}`,
        },
        since: null,
      },
    ];
  return [];
};
