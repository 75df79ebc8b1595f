import { z } from "zod";
import { keptShape } from "../../entry/shapes.ts";
import { agree } from "../../outreach/agree.ts";
import { keepContact } from "../../outreach/keep-contact.ts";
import { logPage } from "../../outreach/page.ts";
import {
  agreedShape,
  agreementBodyShape,
  contactBodyShape,
  logPageShape,
  logQueryShape,
  youngsterPageShape,
} from "../../outreach/shapes.ts";
import { youngsterPage } from "../../outreach/youngster-page.ts";
import { defineRoute } from "../route.ts";

const tags = ["outreach"];
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const service = z.object({ service: z.string() });
const contact = service.extend({ operation: z.string(), record: number });
const scope = ({ params }: { params: { operation: string } }) => ({ operation: params.operation });

const readOutreach = defineRoute({
  id: "readOutreach",
  method: "get",
  path: "/api/services/{service}/outreach",
  summary:
    "A service's log of contacts: who waits for news, how many are at which stage, each partner's part",
  tags,
  access: { kind: "right", right: "records:read" },
  params: service,
  query: logQueryShape,
  answer: logPageShape,
  handle: (visit) => logPage(visit, visit.params.service, visit.query),
});

const noteContact = defineRoute({
  id: "noteContact",
  method: "post",
  path: "/api/services/{service}/outreach/contacts",
  summary: "Notes a contact; its reference is the header Idempotency-Key, so that it is noted once",
  tags,
  access: { kind: "right", right: "records:write" },
  params: service,
  body: contactBodyShape,
  answer: keptShape,
  status: 201,
  handle: (visit) =>
    keepContact(visit, visit.params.service, visit.request.headers.get("idempotency-key"), visit.body),
});

const readYoungster = defineRoute({
  id: "readYoungster",
  method: "get",
  path: "/api/services/{service}/outreach/{operation}/contacts/{record}",
  summary: "All contacts that share the code of this one",
  tags,
  access: { kind: "right", right: "records:read", scope },
  params: contact,
  answer: youngsterPageShape,
  handle: (visit) => youngsterPage(visit, visit.params.service, visit.params),
});

const noteAgreement = defineRoute({
  id: "noteAgreement",
  method: "post",
  path: "/api/services/{service}/outreach/{operation}/contacts/{record}/agreement",
  summary: "Notes that the person agreed and who they are, and begins their participation, as one change",
  tags,
  access: { kind: "right", right: "records:write", scope },
  params: contact,
  body: agreementBodyShape,
  answer: agreedShape,
  handle: (visit) => agree(visit, visit.params.service, visit.params, visit.body),
});

export const outreachRoutes = [readOutreach, noteContact, readYoungster, noteAgreement] as const;
