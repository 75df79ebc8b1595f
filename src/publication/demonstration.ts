import { editions } from "./editions.ts";
import { draftOf, reportLanguages } from "./draft.ts";
import { atOneMoment, type Press } from "./press.ts";
import { discardEdition, enterAsOwner, prepareEdition } from "./publish.ts";
import { yearsWithData } from "./years.ts";

/**
 * Publishes the reports of a demonstration's last two years, where what they say is true, so that its public pages
 * have something to show. Where anything was published already, nothing happens. Returns the years.
 */
export const publishDemonstration = async (press: Press): Promise<number[]> => {
  if ((await editions(press.pool)).length > 0) return [];
  const { result: years } = await atOneMoment(press, (snapshot) => yearsWithData(press.programme, snapshot));
  const published: number[] = [];
  for (const year of years.slice(-2)) {
    if (!(await isTrue(press, year))) continue;
    const prepared = await prepareEdition(press, { year, publishedOn: dayOf(year) });
    try {
      await enterAsOwner(press.pool, prepared, "demonstration");
      published.push(year);
    } catch (error) {
      await discardEdition(press.dataFolder, prepared);
      throw error;
    }
  }
  return published;
};

/** The day by which a year's report was due: Reg. (EU) 1303/2013, Art. 50(1). An invented report keeps to it. */
const dayOf = (year: number): string => `${year + 1}-05-31`;

const isTrue = async (press: Press, year: number): Promise<boolean> => {
  for (const language of reportLanguages(press.programme)) {
    const { report } = await draftOf(press, year, language);
    if (report.untrue.length > 0) return false;
  }
  return true;
};
