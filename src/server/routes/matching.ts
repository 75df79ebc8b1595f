import { z } from "zod";
import { prepareContract } from "../../matching/contract.ts";
import { matchingPage } from "../../matching/offers.ts";
import { propose } from "../../matching/propose.ts";
import { selectionRates } from "../../matching/rates.ts";
import {
  contractShape,
  excludedShape,
  matchingPageShape,
  proposeBodyShape,
  proposedShape,
  ratesShape,
  shortlistShape,
} from "../../matching/shapes.ts";
import { excludedExamples, shortlist } from "../../matching/shortlist.ts";
import { defineRoute } from "../route.ts";

const tags = ["Services"];
const params = z.object({ service: z.string() });
const record = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const offer = params.extend({ offer: record });
const reading = { kind: "right", right: "records:read" } as const;
const writing = { kind: "right", right: "records:write" } as const;
const matching = "/api/services/{service}/matching";

const readMatching = defineRoute({
  id: "readMatching",
  method: "get",
  path: matching,
  summary: "A service's open offers, with how many candidates each leaves, and the quota of each body",
  tags,
  access: reading,
  params,
  answer: matchingPageShape,
  handle: (visit) => matchingPage(visit, visit.params.service),
});

const readShortlist = defineRoute({
  id: "readShortlist",
  method: "get",
  path: `${matching}/offers/{offer}`,
  summary: "The shortlist of an offer: each candidate's contributions, and how many each condition keeps out",
  tags,
  access: reading,
  params: offer,
  query: z.object({
    most: z.coerce.number().int().min(1).max(200).default(20).describe("How many candidates are shown"),
  }),
  answer: shortlistShape,
  handle: (visit) => shortlist(visit, visit.params.service, visit.params.offer, visit.query.most),
});

const readExcluded = defineRoute({
  id: "readExcluded",
  method: "get",
  path: `${matching}/offers/{offer}/excluded/{exclude}`,
  summary: "Examples of those whom one condition keeps out of an offer",
  tags,
  access: reading,
  params: offer.extend({ exclude: z.string() }),
  answer: excludedShape,
  handle: (visit) => excludedExamples(visit, visit.params.service, visit.params.offer, visit.params.exclude),
});

const proposeCandidates = defineRoute({
  id: "proposeCandidates",
  method: "post",
  path: `${matching}/offers/{offer}/propose`,
  summary: "Proposes candidates for an offer, each with the reasons of this day; all of them or none",
  tags,
  access: writing,
  params: offer,
  body: proposeBodyShape,
  answer: proposedShape,
  status: 201,
  handle: (visit) =>
    propose(visit, visit.params.service, visit.params.offer, visit.body.records, visit.language),
});

const prepareContractRoute = defineRoute({
  id: "prepareContract",
  method: "post",
  path: `${matching}/selections/{selection}/contract`,
  summary: "Begins the record of whoever got the post, filled in from their file, the offer and the body",
  tags,
  access: writing,
  params: params.extend({ selection: record }),
  answer: contractShape,
  handle: (visit) => prepareContract(visit, visit.params.service, visit.params.selection),
});

const readSelectionRates = defineRoute({
  id: "readSelectionRates",
  method: "get",
  path: `${matching}/rates`,
  summary: "Selection rates by group in a year; counts of a few people are hidden",
  tags,
  access: { kind: "right", right: "figures:read" },
  params,
  query: z.object({ year: z.coerce.number().int().min(1900).max(9999).optional() }),
  answer: ratesShape,
  handle: (visit) => selectionRates(visit, visit.params.service, visit.query.year),
});

export const matchingRoutes = [
  readMatching,
  readShortlist,
  readExcluded,
  proposeCandidates,
  prepareContractRoute,
  readSelectionRates,
] as const;
