import type { Language } from "../language.ts";
import type { ReportDocument } from "../report/document/document.ts";
import { accountsPage } from "./accounts-page.ts";
import { applicationPage } from "./application-page.ts";
import type { Desk } from "./gather.ts";
import { anchorOfEntry } from "../trail/anchors.ts";
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
  const own = submittedAt === null ? undefined : await ownEntry(desk, id);
  const anchor = own === undefined ? undefined : await anchorOfEntry(desk.client, own);
  const sent = { submittedAt, hash, isReopened: state === "reopened", anchor };
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

/** Returns an entry that sending the form posted: it stands in the change of the trail in which it was sent. */
const ownEntry = async ({ client }: Desk, form: number): Promise<number | undefined> => {
  const { rows } = await client.query<{ id: number }>(
    "select id from ledger.entry where under = $1 and reverses is null order by id limit 1",
    [form],
  );
  return rows[0]?.id;
};
