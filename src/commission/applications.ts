import { acting, handOf } from "../agreement/desk.ts";
import type { PoolClient } from "pg";
import { notFound } from "../problem.ts";
import { draftApplication } from "./application-draft.ts";
import { calendarOf, type Desk, gather, needCertifying } from "./gather.ts";
import {
  asProblem,
  changedMeanwhile,
  draftStands,
  finalWasSent,
  noSuchYear,
  nothingToSend,
  outsideYear,
  wrongState,
  yearBeforeIsOpen,
  yearNotBegun,
} from "./problem.ts";
import { type ApplicationContent, type ApplicationRow, readApplications } from "./read.ts";
import { definitionOf, keepLines, needUncontrolled, postLines, reopenForm, sendForm } from "./send.ts";
import type { ChangeApplication, OpenApplication, OpenedForm, SubmitForm } from "./shapes.ts";
import { type AccountingYear, accountingYearFrom, accountingYearOf } from "./years.ts";

/** Returns an application as far as the asker may see it. Throws notFound. */
export const findApplication = async (client: PoolClient, id: number): Promise<ApplicationRow> => {
  const [row] = await readApplications(client, { id });
  if (!row) throw notFound();
  return row;
};

/** Returns the day on which somebody acts. */
export const dayOf = (desk: Desk, at: string | undefined): string => at?.slice(0, 10) ?? desk.house.today();

/**
 * Opens an application of an accounting year; only one of a Fund is prepared at a time, and the years follow one another.
 * Throws noSuchYear, yearNotBegun, draftStands, finalWasSent, yearBeforeIsOpen, outsideYear. `at`: the moment, where the
 * owner of the store writes down the past.
 */
export const openApplication = async (
  desk: Desk,
  body: OpenApplication,
  at?: string,
): Promise<OpenedForm> => {
  await needCertifying(desk);
  const { client } = desk;
  const calendar = calendarOf(desk.house.programme);
  const year = accountingYearFrom(calendar, body.year);
  if (!year) throw noSuchYear();
  const today = dayOf(desk, at);
  if (year.from > today) throw yearNotBegun();
  const until = body.until ?? (today < year.until ? today : year.until);
  needInside(year, until);
  // Whoever writes down the past says when it was; else what is certified is certified.
  const takesUntil = body.until ?? (at === undefined ? null : until);
  return acting(
    desk,
    "commission.open_application",
    async (act) => {
      const { applications } = await gather(desk, body.fund);
      mayFollow(applications, year, (from) => accountingYearOf(calendar, from).label);
      const n = applications.filter((each) => each.year === year.from).length + 1;
      const number = `${body.fund}-${year.label}-${n}`;
      const { rows } = await client.query<{ id: number }>(
        `insert into commission.application (number, fund, accounting_year, kind, period_from, period_until, takes_until,
           reference, opened_by, change${at === undefined ? "" : ", opened_at"})
         values ($1, $2, $3, $4, $3, $5, $6, $7, $8, $9${at === undefined ? "" : ", $10"}) returning id`,
        [
          number,
          body.fund,
          year.from,
          body.kind,
          until,
          takesUntil,
          body.reference ?? "",
          handOf(desk).actor,
          act.change,
          ...(at === undefined ? [] : [at]),
        ],
      );
      const id = rows[0]?.id ?? 0;
      await act.note("commission.application", id);
      return { id, number };
    },
    { waits: true },
  );
};

const needInside = (year: AccountingYear, until: string): void => {
  if (until < year.from || until > year.until) throw outsideYear();
};

const mayFollow = (
  applications: readonly ApplicationRow[],
  year: AccountingYear,
  label: (from: string) => string,
): void => {
  const draft = applications.find(({ state }) => state === "draft");
  if (draft) throw draftStands(draft.number);
  const sent = applications.filter(({ state }) => state === "submitted");
  const final = sent.find((each) => each.year >= year.from && each.kind === "final");
  if (final) throw finalWasSent(final.number);
  const earlier = sent.filter((each) => each.year < year.from);
  for (const each of earlier)
    if (!earlier.some((other) => other.year === each.year && other.kind === "final"))
      throw yearBeforeIsOpen(label(each.year));
};

/** Changes what kind of application a draft is, until when it takes up what is certified, and its reference. */
export const changeApplication = async (desk: Desk, id: number, body: ChangeApplication): Promise<void> => {
  await needCertifying(desk);
  const row = await findApplication(desk.client, id);
  if (row.state !== "draft") throw wrongState(row.state);
  const { kind = row.kind, reference = row.reference } = body;
  const until = body.until ?? row.until;
  const takesUntil = body.until === undefined ? row.takesUntil : body.until;
  needInside(accountingYearOf(calendarOf(desk.house.programme), row.year), until);
  await acting(desk, "commission.change_application", async (act) => {
    await desk.client.query(
      `update commission.application set kind = $2, period_until = $3, takes_until = $4, reference = $5, change = $6
       where id = $1 and state = 'draft'`,
      [id, kind, until, takesUntil, reference, act.change],
    );
    await act.note("commission.application", id);
  });
};

/** Throws a draft away. */
export const discardApplication = async (desk: Desk, id: number): Promise<void> => {
  await needCertifying(desk);
  const row = await findApplication(desk.client, id);
  if (row.state !== "draft") throw wrongState(row.state);
  await acting(desk, "commission.discard_application", async (act) => {
    await desk.client.query("delete from commission.application where id = $1", [id]);
    await act.note("commission.application", id);
  });
};

/**
 * Sends an application: what is certified becomes applied for, what partners repaid is deducted, the form is kept as it is
 * sent, all in one act. `seen`: the totals on the page; where they moved, changedMeanwhile. Asked again, nothing happens.
 * Throws controlledByYou where the asker verified or decided on something that is new in it.
 */
export const submitApplication = async (
  desk: Desk,
  id: number,
  seen?: SubmitForm,
  at?: string,
): Promise<void> => {
  await needCertifying(desk);
  const before = await findApplication(desk.client, id);
  if (before.state === "submitted") return;
  try {
    await acting(
      desk,
      "commission.submit_application",
      async (act) => {
        const row = await findApplication(desk.client, id);
        if (row.state === "submitted") return;
        if (row.state !== "draft") throw wrongState(row.state);
        const gathered = await gather(desk, row.fund);
        const { lines, built, request, totals } = await draftApplication(
          desk,
          gathered,
          row,
          dayOf(desk, at),
        );
        if (seen && (seen.eligible !== totals.eligible || seen.public !== totals.public))
          throw changedMeanwhile(totals);
        if (lines.length === 0) throw nothingToSend();
        await needUncontrolled(desk, lines);
        const entries = await postLines(desk, act, gathered, { form: row.id, kind: "application" }, lines);
        await keepLines(desk.client, "application", id, lines, entries);
        const content: ApplicationContent = {
          format: 1,
          number: row.number,
          form: built.form,
          totals,
          request,
          definition: definitionOf(desk),
        };
        await sendForm(desk, act, "application", id, content, at);
      },
      { waits: true },
    );
  } catch (error) {
    throw asProblem(error, false);
  }
};

/** Opens an application that was sent again (`reopenForm`). */
export const reopenApplication = async (
  desk: Desk,
  id: number,
  reason: string,
  at?: string,
): Promise<void> => {
  await needCertifying(desk);
  await reopenForm(desk, "application", await findApplication(desk.client, id), reason, at);
};
