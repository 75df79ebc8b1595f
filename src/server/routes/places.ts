import { z } from "zod";
import { beginStay, offerPlace } from "../../places/acts.ts";
import { placesDays, placesFree, placesPage } from "../../places/page.ts";
import {
  beginBodyShape,
  begunShape,
  offerBodyShape,
  placesDaysShape,
  placesFreeShape,
  placesPageShape,
} from "../../places/shapes.ts";
import { keptShape } from "../../entry/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["Services"];
const params = z.object({ service: z.string() });
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const reading = { kind: "right", right: "records:read" } as const;
const writing = { kind: "right", right: "records:write" } as const;
const places = "/api/services/{service}/places";

const readPlaces = defineRoute({
  id: "readPlaces",
  method: "get",
  path: places,
  summary: "The places of a service: occupancy by month, what is free, who waits, whose limit comes",
  tags,
  access: reading,
  params,
  query: z.object({ from: month.optional().describe("The first month shown") }),
  answer: placesPageShape,
  handle: (visit) => placesPage(visit, visit.params.service, visit.query.from),
});

const readPlacesDays = defineRoute({
  id: "readPlacesDays",
  method: "get",
  path: `${places}/days`,
  summary: "The occupancy of a structure by day, in one month",
  tags,
  access: reading,
  params,
  query: z.object({ operation: z.string(), structure: z.string(), month }),
  answer: placesDaysShape,
  handle: (visit) => placesDays(visit, visit.params.service, visit.query),
});

const readPlacesFree = defineRoute({
  id: "readPlacesFree",
  method: "get",
  path: `${places}/free`,
  summary: "Where a place is free for a request on every day of a period",
  tags,
  access: reading,
  params,
  query: z.object({
    operation: z.string(),
    request: z.coerce.number().int().min(1),
    from: z.iso.date(),
    until: z.iso.date().optional(),
  }),
  answer: placesFreeShape,
  handle: (visit) => placesFree(visit, visit.params.service, visit.query),
});

const offerPlaceRoute = defineRoute({
  id: "offerPlace",
  method: "post",
  path: `${places}/offer`,
  summary: "Promises a place to whoever waits for one; refused where none is free on some day",
  tags,
  access: writing,
  params,
  body: offerBodyShape,
  answer: keptShape,
  handle: (visit) => offerPlace(visit, visit.params.service, visit.body),
});

const beginStayRoute = defineRoute({
  id: "beginStay",
  method: "post",
  path: `${places}/begin`,
  summary: "Lets the stay of a request begin, and writes its record",
  tags,
  access: writing,
  params,
  body: beginBodyShape,
  answer: begunShape,
  handle: (visit) => beginStay(visit, visit.params.service, visit.body),
});

export const placesRoutes = [
  readPlaces,
  readPlacesDays,
  readPlacesFree,
  offerPlaceRoute,
  beginStayRoute,
] as const;
