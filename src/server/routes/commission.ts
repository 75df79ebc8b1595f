import { z } from "zod";
import { asSession } from "../../access/as-session.ts";
import { changeAccounts, openAccounts, reopenAccounts, submitAccounts } from "../../commission/accounts.ts";
import { accountsCells, accountsPage } from "../../commission/accounts-page.ts";
import { applicationCells, applicationPage } from "../../commission/application-page.ts";
import {
  changeApplication,
  discardApplication,
  openApplication,
  reopenApplication,
  submitApplication,
} from "../../commission/applications.ts";
import { correctionsPage, tellCorrection } from "../../commission/corrections.ts";
import { cellsShape } from "../../commission/form-shape.ts";
import type { Desk } from "../../commission/gather.ts";
import { applicationsPage } from "../../commission/overview.ts";
import { csvOfForm, paperOfForm } from "../../commission/papers.ts";
import {
  accountsShape,
  applicationShape,
  applicationsShape,
  cellsQueryShape,
  changeAccountsShape,
  changeApplicationShape,
  correctionsShape,
  openAccountsShape,
  openApplicationShape,
  openedFormShape,
  reopenShape,
  submitFormShape,
  tellCorrectionShape,
} from "../../commission/shapes.ts";
import type { Language } from "../../language.ts";
import { notAllowed, notSignedIn } from "../../problem.ts";
import { setPdf } from "../../publication/pdf.ts";
import { language } from "../../shapes.ts";
import { defineRoute, type Visit } from "../route.ts";
import { pdfResponse } from "./declarations.ts";

const tags = ["Money"];
const reading = { kind: "right", right: "money:read" } as const;
const certifying = { kind: "right", right: "money:certify" } as const;
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const printed = z.object({ language: language.optional() });

const application = z.object({ application: number });
const accounts = z.object({ accounts: number });
const oneApplication = "/api/applications/{application}";
const oneAccounts = "/api/accounts/{accounts}";

type What = Parameters<typeof paperOfForm>[1];
type Printed = Pick<
  Visit<unknown, { language?: Language | undefined }, unknown>,
  "house" | "session" | "query" | "language"
>;

/** A PDF takes a moment: no connection to the store is held meanwhile. */
const printForm = async ({ house, session, query, language: usual }: Printed, what: What, id: number) => {
  const { name, document } = await asSession(house.sessions, session, async (client, who) => {
    if (!who) throw notSignedIn();
    if (!house.guards.right(who, "money:read")) throw notAllowed();
    return paperOfForm({ house, client, who }, what, id, query.language ?? usual);
  });
  return pdfResponse(name, await setPdf(document));
};

const writeForm = async (
  visit: Desk & Pick<Printed, "query" | "language">,
  what: What,
  id: number,
): Promise<Response> => {
  const { name, csv } = await csvOfForm(visit, what, id, visit.query.language ?? visit.language);
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name.replaceAll(/[^\w.-]+/g, "-")}.csv"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
};

const listApplications = defineRoute({
  id: "listApplications",
  method: "get",
  path: "/api/applications",
  summary: "Accounting years with their payment applications and accounts, and what waits to be applied for",
  tags,
  access: reading,
  answer: applicationsShape,
  handle: (visit) => applicationsPage(visit),
});

const openApplicationRoute = defineRoute({
  id: "openApplication",
  method: "post",
  path: "/api/applications",
  summary: "Opens a payment application of an accounting year",
  tags,
  access: certifying,
  body: openApplicationShape,
  answer: openedFormShape,
  status: 201,
  handle: (visit) => openApplication(visit, visit.body),
});

const readApplication = defineRoute({
  id: "readApplication",
  method: "get",
  path: oneApplication,
  summary: "A payment application: a draft as the ledger stands, or what was sent, as it was sent",
  tags,
  access: reading,
  params: application,
  answer: applicationShape,
  handle: (visit) => applicationPage(visit, visit.params.application),
});

const changeApplicationRoute = defineRoute({
  id: "changeApplication",
  method: "put",
  path: oneApplication,
  summary: "Changes the kind of a draft, until when it takes up what is certified, and its reference",
  tags,
  access: certifying,
  params: application,
  body: changeApplicationShape,
  answer: applicationShape,
  handle: async (visit) => {
    await changeApplication(visit, visit.params.application, visit.body);
    return applicationPage(visit, visit.params.application);
  },
});

const discardApplicationRoute = defineRoute({
  id: "discardApplication",
  method: "delete",
  path: oneApplication,
  summary: "Throws the draft of an application away",
  tags,
  access: certifying,
  params: application,
  handle: async (visit) => {
    await discardApplication(visit, visit.params.application);
    return new Response(null, { status: 204 });
  },
});

const readApplicationCells = defineRoute({
  id: "readApplicationCells",
  method: "get",
  path: `${oneApplication}/cells`,
  summary: "The lines that an amount of the form is the sum of",
  tags,
  access: reading,
  params: application,
  query: cellsQueryShape,
  answer: cellsShape,
  handle: (visit) => applicationCells(visit, visit.params.application, visit.query),
});

const submitApplicationRoute = defineRoute({
  id: "submitApplication",
  method: "post",
  path: `${oneApplication}/submit`,
  summary: "Sends an application: the form is kept as it is, and its amounts are applied for in the ledger",
  tags,
  access: certifying,
  params: application,
  body: submitFormShape,
  answer: applicationShape,
  handle: async (visit) => {
    await submitApplication(visit, visit.params.application, visit.body);
    return applicationPage(visit, visit.params.application);
  },
});

const reopenApplicationRoute = defineRoute({
  id: "reopenApplication",
  method: "post",
  path: `${oneApplication}/reopen`,
  summary: "Opens the last application again by entries that reverse it; what was sent stays to be read",
  tags,
  access: certifying,
  params: application,
  body: reopenShape,
  answer: applicationShape,
  handle: async (visit) => {
    await reopenApplication(visit, visit.params.application, visit.body.reason);
    return applicationPage(visit, visit.params.application);
  },
});

const printApplication = defineRoute({
  id: "printApplication",
  method: "get",
  path: `${oneApplication}/form.pdf`,
  summary: "The form of an application as a PDF",
  tags,
  access: reading,
  transaction: "own",
  params: application,
  query: printed,
  handle: (visit) => printForm(visit, "application", visit.params.application),
});

const writeApplication = defineRoute({
  id: "writeApplication",
  method: "get",
  path: `${oneApplication}/form.csv`,
  summary: "The form of an application as comma-separated values",
  tags,
  access: reading,
  params: application,
  query: printed,
  handle: (visit) => writeForm(visit, "application", visit.params.application),
});

const openAccountsRoute = defineRoute({
  id: "openAccounts",
  method: "post",
  path: "/api/accounts",
  summary: "Opens the accounts of an accounting year whose final application was sent",
  tags,
  access: certifying,
  body: openAccountsShape,
  answer: openedFormShape,
  status: 201,
  handle: (visit) => openAccounts(visit, visit.body),
});

const readAccounts = defineRoute({
  id: "readAccounts",
  method: "get",
  path: oneAccounts,
  summary: "Accounts with their appendices: a draft as the ledger stands, or what was sent, as it was sent",
  tags,
  access: reading,
  params: accounts,
  answer: accountsShape,
  handle: (visit) => accountsPage(visit, visit.params.accounts),
});

const changeAccountsRoute = defineRoute({
  id: "changeAccounts",
  method: "put",
  path: oneAccounts,
  summary: "Keeps what is left out of accounts besides corrections of control, and comments on rows",
  tags,
  access: certifying,
  params: accounts,
  body: changeAccountsShape,
  answer: accountsShape,
  handle: async (visit) => {
    await changeAccounts(visit, visit.params.accounts, visit.body);
    return accountsPage(visit, visit.params.accounts);
  },
});

const readAccountsCells = defineRoute({
  id: "readAccountsCells",
  method: "get",
  path: `${oneAccounts}/cells`,
  summary: "The lines that an amount of the form is the sum of",
  tags,
  access: reading,
  params: accounts,
  query: cellsQueryShape,
  answer: cellsShape,
  handle: (visit) => accountsCells(visit, visit.params.accounts, visit.query),
});

const submitAccountsRoute = defineRoute({
  id: "submitAccounts",
  method: "post",
  path: `${oneAccounts}/submit`,
  summary: "Sends accounts: the form is kept as it is, and its amounts are accounted in the ledger",
  tags,
  access: certifying,
  params: accounts,
  body: submitFormShape,
  answer: accountsShape,
  handle: async (visit) => {
    await submitAccounts(visit, visit.params.accounts, visit.body);
    return accountsPage(visit, visit.params.accounts);
  },
});

const reopenAccountsRoute = defineRoute({
  id: "reopenAccounts",
  method: "post",
  path: `${oneAccounts}/reopen`,
  summary: "Opens the last accounts again by entries that reverse them; what was sent stays to be read",
  tags,
  access: certifying,
  params: accounts,
  body: reopenShape,
  answer: accountsShape,
  handle: async (visit) => {
    await reopenAccounts(visit, visit.params.accounts, visit.body.reason);
    return accountsPage(visit, visit.params.accounts);
  },
});

const printAccounts = defineRoute({
  id: "printAccounts",
  method: "get",
  path: `${oneAccounts}/form.pdf`,
  summary: "The form of accounts as a PDF",
  tags,
  access: reading,
  transaction: "own",
  params: accounts,
  query: printed,
  handle: (visit) => printForm(visit, "accounts", visit.params.accounts),
});

const writeAccounts = defineRoute({
  id: "writeAccounts",
  method: "get",
  path: `${oneAccounts}/form.csv`,
  summary: "The form of accounts as comma-separated values",
  tags,
  access: reading,
  params: accounts,
  query: printed,
  handle: (visit) => writeForm(visit, "accounts", visit.params.accounts),
});

const listCorrections = defineRoute({
  id: "listCorrections",
  method: "get",
  path: "/api/commission/corrections",
  summary: "What was taken out of applications and accounts, or is to be repaid, and where it was told",
  tags,
  access: reading,
  answer: correctionsShape,
  handle: (visit) => correctionsPage(visit),
});

const tellCorrectionRoute = defineRoute({
  id: "tellCorrection",
  method: "put",
  path: "/api/commission/corrections/{decision}",
  summary: "Keeps how the correction of a decision is told in the accounts",
  tags,
  access: certifying,
  params: z.object({ decision: number }),
  body: tellCorrectionShape,
  answer: correctionsShape,
  handle: async (visit) => {
    await tellCorrection(visit, visit.params.decision, visit.body);
    return correctionsPage(visit);
  },
});

export const commissionRoutes = [
  listApplications,
  openApplicationRoute,
  readApplication,
  changeApplicationRoute,
  discardApplicationRoute,
  readApplicationCells,
  submitApplicationRoute,
  reopenApplicationRoute,
  printApplication,
  writeApplication,
  openAccountsRoute,
  readAccounts,
  changeAccountsRoute,
  readAccountsCells,
  submitAccountsRoute,
  reopenAccountsRoute,
  printAccounts,
  writeAccounts,
  listCorrections,
  tellCorrectionRoute,
] as const;
