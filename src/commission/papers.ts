import type { Language } from "../language.ts";
import type { ReportDocument } from "../report/document/document.ts";
import { accountsPage } from "./accounts-page.ts";
import { applicationPage } from "./application-page.ts";
import type { Desk } from "./gather.ts";
import { formCsv, formPaper } from "./paper.ts";

type What = "application" | "accounts";

const pageOf = (desk: Desk, what: What, id: number) =>
  what === "application" ? applicationPage(desk, id) : accountsPage(desk, id);

/** Returns a form to print: a draft as it would be sent now, what was sent as it was sent. Throws notFound. */
export const paperOfForm = async (
  desk: Desk,
  what: What,
  id: number,
  language: Language,
): Promise<Readonly<{ name: string; document: ReportDocument }>> => {
  const { number, form, submittedAt, hash, state } = await pageOf(desk, what, id);
  const sent = { submittedAt, hash, isReopened: state === "reopened" };
  return { name: number, document: formPaper(desk.house.programme, language, form, sent) };
};

/** Returns a form as comma-separated values. Throws notFound. */
export const csvOfForm = async (
  desk: Desk,
  what: What,
  id: number,
  language: Language,
): Promise<Readonly<{ name: string; csv: string }>> => {
  const { number, form } = await pageOf(desk, what, id);
  return { name: number, csv: formCsv(form, language) };
};
