import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import type { Target } from "../../definition/programme.ts";
import { sayAction } from "../../entry/words.ts";
import { lastChanges } from "../../progress/changes.ts";
import { operationPage, partnerPage, programmePage } from "../../progress/structure.ts";
import {
  changesShape,
  operationShape,
  partnerShape,
  programmeShape,
} from "../../progress/structure-shapes.ts";
import { targetPages } from "../../progress/target-page.ts";
import { mayWithin } from "../../access/scope.ts";
import { notFound, notSignedIn } from "../../problem.ts";
import { defineRoute } from "../route.ts";
import { askerOf } from "./figures.ts";

const tags = ["Programme"];

const readProgramme = defineRoute({
  id: "readProgramme",
  method: "get",
  path: "/api/programme",
  summary: "The programme: its priorities, objectives, operations, partners and registers",
  tags,
  access: { kind: "signed_in" },
  answer: programmeShape,
  handle: async ({ house }) => programmePage(house.programme),
});

const readOperation = defineRoute({
  id: "readOperation",
  method: "get",
  path: "/api/operations/{operation}",
  summary:
    "An operation: its registers with the records that the asker may read, its last files, its targets",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ operation: z.string() }),
  answer: operationShape,
  transaction: "own",
  handle: async (visit) => {
    const { house, params, session } = visit;
    const operation = house.programme.operations.get(params.operation);
    if (!operation) throw notFound();
    const isOwn = ({ scope }: Target) => scope.operation === operation.id;
    const targets = house.programme.targets.some(isOwn) ? await targetPages(await askerOf(visit), isOwn) : [];
    return asSession(house.pool, session, async (client, who) => {
      if (!who) throw notSignedIn();
      return { ...(await operationPage(client, house.programme, who, operation)), targets };
    });
  },
});

const readPartner = defineRoute({
  id: "readPartner",
  method: "get",
  path: "/api/partners/{partner}",
  summary:
    "A partner: its operations with the records that the asker may read, its last files, who works there",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ partner: z.string() }),
  answer: partnerShape,
  handle: async ({ house, client, who, params }) => {
    const partner = house.programme.partners.get(params.partner);
    if (!partner) throw notFound();
    return partnerPage(client, house.programme, who, partner);
  },
});

const listChanges = defineRoute({
  id: "listChanges",
  method: "get",
  path: "/api/changes",
  summary: "The last changes of the trail that the asker may see",
  tags: ["Trail"],
  access: { kind: "signed_in" },
  query: z.object({
    operation: z.string().optional(),
    partner: z.string().optional(),
    before: z.coerce.number().int().optional().describe("Changes before this one: `next` of the page before"),
    size: z.coerce.number().int().min(1).max(100).optional(),
  }),
  answer: changesShape,
  handle: async ({ house, client, who, query }) => {
    const mayRead = mayWithin(who, "trail:read", query) || mayWithin(who, "records:read", query);
    if (!mayRead) return { changes: [], next: null };
    const registers = house.programme.registers.values();
    return lastChanges(client, who, { ...query, sayAction, guards: house.guards, registers });
  },
});

export const programmeRoutes = [readProgramme, readOperation, readPartner, listChanges] as const;
