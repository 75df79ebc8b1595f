import { z } from "zod";
import { servicePage } from "../../service/desk.ts";
import { servicesOf } from "../../service/reach.ts";
import { serviceListShape, servicePageShape } from "../../service/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["Services"];

const listServices = defineRoute({
  id: "listServices",
  method: "get",
  path: "/api/services",
  summary: "Lists the services in whose operations the asker has any right",
  tags,
  access: { kind: "signed_in" },
  answer: serviceListShape,
  handle: async ({ house, who }) => ({
    services: servicesOf(house.programme, who).map(({ id, number, label, description, operations }) => ({
      service: id,
      number,
      label,
      description,
      operations: [...operations],
    })),
  }),
});

const rowsShown = 8;

const readService = defineRoute({
  id: "readService",
  method: "get",
  path: "/api/services/{service}",
  summary: "The page of a service: its day's lists, its board, and the ways to what it works with",
  tags,
  access: { kind: "signed_in" },
  params: z.object({ service: z.string() }),
  query: z.object({
    rows: z.coerce.number().int().min(0).max(20).optional().describe("Records of each list; 0 counts only"),
  }),
  answer: servicePageShape,
  handle: ({ house, who, client, language, params, query }) =>
    servicePage({ house, client, who, language, rows: query.rows ?? rowsShown }, params.service),
});

export const serviceRoutes = [listServices, readService] as const;
