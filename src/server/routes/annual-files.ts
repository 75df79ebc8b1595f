import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { annualPage, keepAnnual, submitAnnual } from "../../declaration/annual.ts";
import { annualPaper } from "../../declaration/annual-paper.ts";
import {
  annualBodyShape,
  annualReceiptShape,
  annualShape,
  annualSubmitShape,
} from "../../declaration/annual-shapes.ts";
import { keepStaff, staffPage } from "../../declaration/staff.ts";
import { staffBodyShape, staffShape } from "../../declaration/staff-shapes.ts";
import { notAllowed, notSignedIn } from "../../problem.ts";
import { setPdf } from "../../publication/pdf.ts";
import { language } from "../../shapes.ts";
import { defineRoute } from "../route.ts";
import { pdfResponse } from "./declarations.ts";

const tags = ["Money"];
const reading = { kind: "right", right: "money:read" } as const;
const declaring = { kind: "right", right: "money:declare" } as const;
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const params = z.object({ agreement: number });
const ofYear = params.extend({ year: z.coerce.number().int().min(2014).max(2040) });
const year = "/api/agreements/{agreement}/years/{year}";

const readStaff = defineRoute({
  id: "readStaff",
  method: "get",
  path: "/api/agreements/{agreement}/staff",
  summary: "The staff of an agreement's employer: cost by year, and hours declared in any operation",
  tags,
  access: reading,
  params,
  answer: staffShape,
  handle: (visit) => staffPage(visit, visit.params.agreement),
});

const keepStaffRoute = defineRoute({
  id: "keepStaff",
  method: "put",
  path: "/api/agreements/{agreement}/staff",
  summary: "Keeps what an employer's documents say of people's cost; those not named stay as they are",
  tags,
  access: declaring,
  params,
  body: staffBodyShape,
  answer: staffShape,
  handle: (visit) => keepStaff(visit, visit.params.agreement, visit.body),
});

const readAnnualFile = defineRoute({
  id: "readAnnualFile",
  method: "get",
  path: year,
  summary: "The annual file: activity report with the partner's own figures, integrated financial table",
  tags,
  access: reading,
  params: ofYear,
  answer: annualShape,
  handle: (visit) => annualPage(visit, visit.params.agreement, visit.params.year),
});

const keepAnnualFile = defineRoute({
  id: "keepAnnualFile",
  method: "put",
  path: year,
  summary: "Keeps texts of the activity report",
  tags,
  access: declaring,
  params: ofYear,
  body: annualBodyShape,
  answer: annualShape,
  handle: (visit) => keepAnnual(visit, visit.params.agreement, visit.params.year, visit.body),
});

const submitAnnualFile = defineRoute({
  id: "submitAnnualFile",
  method: "post",
  path: `${year}/submit`,
  summary: "Submits an annual file; asked again, the receipt that it has",
  tags,
  access: declaring,
  params: ofYear,
  body: annualSubmitShape,
  answer: annualReceiptShape,
  handle: (visit) => submitAnnual(visit, visit.params.agreement, visit.params.year, visit.body),
});

const downloadAnnualReport = defineRoute({
  id: "downloadAnnualReport",
  method: "get",
  path: `${year}/report.pdf`,
  summary: "The annual file as a PDF to sign",
  tags,
  access: reading,
  // A PDF takes a moment: no connection to the store is held meanwhile.
  transaction: "own",
  params: ofYear,
  query: z.object({ language: language.optional() }),
  handle: async ({ house, session, params: asked, query, language: usual }) => {
    const page = await asSession(house.sessions, session, (client, who) => {
      if (!who) throw notSignedIn();
      if (!house.guards.right(who, "money:read")) throw notAllowed();
      return annualPage({ house, client, who }, asked.agreement, asked.year);
    });
    const day = page.submitted?.at.slice(0, 10) ?? house.today();
    const paper = annualPaper(house.programme, query.language ?? usual, page, day);
    return pdfResponse(`${page.agreement.number}-${asked.year}`, await setPdf(paper));
  },
});

export const annualFileRoutes = [
  readStaff,
  keepStaffRoute,
  readAnnualFile,
  keepAnnualFile,
  submitAnnualFile,
  downloadAnnualReport,
] as const;
