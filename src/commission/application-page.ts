import { handOf } from "../agreement/desk.ts";
import { nameOf, placeNames } from "../declaration/page.ts";
import { sumOf } from "../euros.ts";
import type { Text } from "../language.ts";
import { draftApplication, formOf } from "./application-draft.ts";
import type { BuiltForm } from "./application-form.ts";
import { findApplication } from "./applications.ts";
import { correctionsOf } from "./corrections.ts";
import { type CellAsked, cellLines, shownLines } from "./drill.ts";
import type { Cells } from "./form-shape.ts";
import { calendarOf, type Desk, gather, type Gathered, mayCertify, needReading } from "./gather.ts";
import type { NewLine } from "./lines.ts";
import { controlledByYou, nothingToSend } from "./problem.ts";
import { type ApplicationRow, readDeclarationNames, readLinesOf, type SentLine } from "./read.ts";
import type { ApplicationHead, ApplicationPage } from "./shapes.ts";
import { accountingYearOf } from "./years.ts";

/** Returns what a list shows of an application. */
export const headOfApplication = (
  calendar: ReturnType<typeof calendarOf>,
  row: ApplicationRow,
  totals: Readonly<{ eligible: string; public: string }> = { eligible: "0.00", public: "0.00" },
): ApplicationHead => ({
  id: row.id,
  number: row.number,
  fund: row.fund,
  year: accountingYearOf(calendar, row.year),
  kind: row.kind,
  from: row.from,
  until: row.until,
  state: row.state,
  ...(row.content?.totals ?? totals),
  submittedAt: row.submittedAt,
  hash: row.hash,
});

/** Returns how a form was opened again; null where it was not. */
export const reopenedOf = async (
  desk: Desk,
  row: Readonly<{ reopenedBy: string | null; reopenedAt: string | null; reopenedBecause: string | null }>,
): Promise<ApplicationPage["reopened"]> =>
  row.reopenedBy === null
    ? null
    : { by: await nameOf(desk, row.reopenedBy), at: row.reopenedAt ?? "", reason: row.reopenedBecause ?? "" };

/** Returns an application: a draft as it would be sent now, or what was sent, as it was sent. Throws notFound. */
export const applicationPage = async (desk: Desk, id: number): Promise<ApplicationPage> => {
  await needReading(desk);
  const { house, client } = desk;
  const row = await findApplication(client, id);
  const calendar = calendarOf(house.programme);
  const gathered = await gather(desk, row.fund);
  const drafted = row.content === null ? await draftApplication(desk, gathered, row, null) : undefined;
  const lines: readonly (NewLine | SentLine)[] =
    drafted?.lines ?? (await readLinesOf(client, "application", id));
  const taken = await takenBy(desk, lines);
  const form = row.content?.form ?? drafted?.built.form;
  if (!form) throw new Error(`application ${row.number} has no form`);
  const isBarred = taken.some(({ barred }) => barred);
  const mayWrite = mayCertify(desk);
  const whyNot: Text | null =
    row.state !== "draft" || !mayWrite
      ? null
      : lines.length === 0
        ? nothingToSend().text
        : isBarred
          ? controlledByYou().text
          : null;
  const isLast = !gathered.applications.some((each) => each.state === "submitted" && each.id > id);
  const isAccounted = gathered.accounts.some((each) => each.state === "submitted" && each.year === row.year);
  return {
    ...headOfApplication(calendar, row, drafted?.totals),
    takesUntil: row.takesUntil,
    reference: row.reference,
    openedBy: await nameOf(desk, row.openedBy),
    submittedBy: row.submittedBy === null ? null : await nameOf(desk, row.submittedBy),
    reopened: await reopenedOf(desk, row),
    form,
    request: [...(row.content?.request ?? drafted?.request ?? [])],
    taken,
    corrections: await correctionsOf(
      desk,
      lines.filter(({ kind }) => kind !== "expenditure"),
      row.state === "submitted" ? { id, number: row.number, what: "application" } : null,
    ),
    waits: waitsOf(row),
    mayChange: mayWrite && row.state === "draft",
    maySubmit: mayWrite && row.state === "draft" && whyNot === null,
    whyNot,
    mayReopen: mayWrite && row.state === "submitted" && isLast && !isAccounted,
  };
};

const takenBy = async (
  desk: Desk,
  lines: readonly (NewLine | SentLine)[],
): Promise<ApplicationPage["taken"]> => {
  const expenditure = lines.filter(({ kind }) => kind === "expenditure");
  const byDeclaration = Map.groupBy(expenditure, ({ declaration }) => declaration);
  const names = await readDeclarationNames(desk.client, [...byDeclaration.keys()]);
  const { actor } = handOf(desk);
  return [...byDeclaration].flatMap(([id, own]) => {
    const [name, first] = [names.get(id), own[0]];
    if (!name || !first) return [];
    return [
      {
        declaration: { id, number: name.number },
        ...placeNames(desk.house.programme, first.operation, first.partner),
        from: name.from,
        until: name.until,
        eligible: sumOf(own.map(({ eligible }) => eligible)),
        public: sumOf(own.map((line) => line.public)),
        barred: name.controlledBy.includes(actor),
      },
    ];
  });
};

const waitsOf = ({ state, openedAt }: ApplicationRow): ApplicationPage["waits"] =>
  state !== "draft"
    ? []
    : [
        {
          what: {
            fr: "À relire et à envoyer par l'agent de certification",
            nl: "Na te lezen en te versturen door de certificeringsmedewerker",
            en: "To be read over and sent by the certifying officer",
          },
          since: openedAt,
        },
      ];

/** Returns what a cell of an application is the sum of, as the form stands or as it was sent. Throws notFound. */
export const applicationCells = async (desk: Desk, id: number, asked: CellAsked): Promise<Cells> => {
  await needReading(desk);
  const row = await findApplication(desk.client, id);
  const built = await builtApplication(desk, row);
  return shownLines(desk.client, desk.house.programme, cellLines(built, asked));
};

const builtApplication = async (desk: Desk, row: ApplicationRow): Promise<BuiltForm> => {
  const now = await gather(desk, row.fund);
  if (row.content === null) return (await draftApplication(desk, now, row, null)).built;
  const lines = await readLinesOf(desk.client, "application", row.id);
  const then = await asOf(desk, now, row.submittedAt ?? "");
  return formOf(
    desk,
    then,
    row,
    lines.map((line) => ({ ...line, from: "applied" })),
    row.submittedAt,
  ).built;
};

/** Returns the forms that counted when another one was sent: those sent before it and not opened again until then. */
export const asOf = async (desk: Desk, gathered: Gathered, moment: string): Promise<Gathered> => {
  const counted = gathered.applications.filter(
    ({ submittedAt, reopenedAt }) =>
      submittedAt !== null && submittedAt <= moment && (reopenedAt === null || reopenedAt > moment),
  );
  const lines: SentLine[] = [];
  for (const { id, state } of counted)
    lines.push(
      ...(state === "submitted"
        ? gathered.applicationLines.filter(({ form }) => form === id)
        : await readLinesOf(desk.client, "application", id)),
    );
  return { ...gathered, applications: counted, applicationLines: lines };
};
