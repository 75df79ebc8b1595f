import { z } from "zod";
import { forecastPage } from "../../commission/forecast.ts";
import { needReading } from "../../commission/gather.ts";
import {
  addIrregularity,
  changeIrregularity,
  closeIrregularity,
  irregularitiesPage,
  irregularityPage,
  reportIrregularity,
} from "../../commission/irregularities.ts";
import { performancePage } from "../../commission/performance-page.ts";
import { retentionPage } from "../../commission/retention-page.ts";
import {
  forecastShape,
  irregularitiesShape,
  irregularityBodyShape,
  irregularityShape,
  performanceShape,
  reportBodyShape,
  retentionShape,
} from "../../commission/watch-shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["Money"];
const reading = { kind: "right", right: "money:read" } as const;
const certifying = { kind: "right", right: "money:certify" } as const;
const params = z.object({ irregularity: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const one = "/api/irregularities/{irregularity}";

const readForecast = defineRoute({
  id: "readForecast",
  method: "get",
  path: "/api/commission/forecast",
  summary: "What would be decommitted, where expenditure stands, and what is expected",
  tags,
  access: reading,
  answer: forecastShape,
  handle: (visit) => forecastPage(visit),
});

const readPerformance = defineRoute({
  id: "readPerformance",
  method: "get",
  path: "/api/commission/performance",
  summary: "How far milestones and targets of the performance framework are",
  tags,
  access: reading,
  answer: performanceShape,
  handle: async (visit) => {
    await needReading(visit);
    return performancePage(visit, await visit.house.recentSnapshot());
  },
});

const readRetention = defineRoute({
  id: "readRetention",
  method: "get",
  path: "/api/commission/retention",
  summary: "Until when partners keep the papers of their operations",
  tags,
  access: reading,
  answer: retentionShape,
  handle: (visit) => retentionPage(visit),
});

const listIrregularities = defineRoute({
  id: "listIrregularities",
  method: "get",
  path: "/api/irregularities",
  summary: "Irregularities that are known, whether they are reported and why",
  tags,
  access: reading,
  answer: irregularitiesShape,
  handle: (visit) => irregularitiesPage(visit),
});

const addIrregularityRoute = defineRoute({
  id: "addIrregularity",
  method: "post",
  path: "/api/irregularities",
  summary: "Notes an irregularity; whether and by when it is reported is worked out",
  tags,
  access: certifying,
  body: irregularityBodyShape,
  answer: irregularityShape,
  status: 201,
  handle: async (visit) => irregularityPage(visit, (await addIrregularity(visit, visit.body)).id),
});

const readIrregularity = defineRoute({
  id: "readIrregularity",
  method: "get",
  path: one,
  summary: "An irregularity with its file and what was told of it",
  tags,
  access: reading,
  params,
  answer: irregularityShape,
  handle: (visit) => irregularityPage(visit, visit.params.irregularity),
});

const changeIrregularityRoute = defineRoute({
  id: "changeIrregularity",
  method: "put",
  path: one,
  summary: "Changes what is known of an irregularity",
  tags,
  access: certifying,
  params,
  body: irregularityBodyShape,
  answer: irregularityShape,
  handle: async (visit) => {
    await changeIrregularity(visit, visit.params.irregularity, visit.body);
    return irregularityPage(visit, visit.params.irregularity);
  },
});

const reportIrregularityRoute = defineRoute({
  id: "reportIrregularity",
  method: "post",
  path: `${one}/report`,
  summary: "Keeps what was told of an irregularity, as its file is now",
  tags,
  access: certifying,
  params,
  body: reportBodyShape,
  answer: irregularityShape,
  handle: async (visit) => {
    await reportIrregularity(visit, visit.params.irregularity, visit.body);
    return irregularityPage(visit, visit.params.irregularity);
  },
});

const closeIrregularityRoute = defineRoute({
  id: "closeIrregularity",
  method: "post",
  path: `${one}/close`,
  summary: "Closes the file of an irregularity",
  tags,
  access: certifying,
  params,
  body: z.strictObject({ on: z.iso.date() }),
  answer: irregularityShape,
  handle: async (visit) => {
    await closeIrregularity(visit, visit.params.irregularity, visit.body.on);
    return irregularityPage(visit, visit.params.irregularity);
  },
});

export const commissionWatchRoutes = [
  readForecast,
  readPerformance,
  readRetention,
  listIrregularities,
  addIrregularityRoute,
  readIrregularity,
  changeIrregularityRoute,
  reportIrregularityRoute,
  closeIrregularityRoute,
] as const;
