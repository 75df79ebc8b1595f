import { z } from "zod";
import { listOrganisations } from "../../organisation/list.ts";
import { organisationPage } from "../../organisation/page.ts";
import { organisationsBodyShape, organisationShape, organisationsShape } from "../../organisation/shapes.ts";
import { defineRoute } from "../route.ts";

const tags = ["organisations"];
const access = { kind: "right", right: "records:read" } as const;

const listOrganisationsRoute = defineRoute({
  id: "listOrganisations",
  method: "post",
  path: "/api/organisations",
  summary:
    "Organisations that registers name: in a year, or found by name or number; different ones and events",
  tags,
  access,
  body: organisationsBodyShape,
  answer: organisationsShape,
  handle: (visit) => listOrganisations(visit, visit.body),
});

const readOrganisation = defineRoute({
  id: "readOrganisation",
  method: "get",
  path: "/api/organisations/{number}",
  summary: "Everything that the asker may see of one organisation, whichever service wrote it down",
  tags,
  access,
  params: z.object({ number: z.string().regex(/^\d{9,12}$/) }),
  answer: organisationShape,
  handle: (visit) => organisationPage(visit, visit.params.number),
});

export const organisationRoutes = [listOrganisationsRoute, readOrganisation] as const;
