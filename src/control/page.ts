import { mayAt, maySpeak } from "../agreement/desk.ts";
import type { Desk } from "../declaration/desk.ts";
import { nameOf, placeNames } from "../declaration/page.ts";
import { type DeclarationRow, readRow } from "../declaration/row.ts";
import { agreementOf } from "../declaration/work.ts";
import type { Text } from "../language.ts";
import { isDueYet } from "./due.ts";
import { completed } from "./answers.ts";
import { decisionsOn } from "./decision-row.ts";
import { headOf, mayDecide } from "./decision-page.ts";
import { clockOf, factsOf, stoppedDays } from "./facts.ts";
import { linesOf } from "./page-lines.ts";
import {
  type Answer,
  type FindingRow,
  findingsOf,
  lastLetter,
  type LetterRow,
  oversees,
  seeVerification,
  type VerificationRow,
} from "./row.ts";
import { scoreOf } from "./score.ts";
import type { FindingShown, VerificationPage } from "./shapes.ts";
import { measures, type VerificationType } from "./shared-shapes.ts";
import { measureNames, typeOf, waitNames } from "./words.ts";

const isWorking = new Set(["open", "answered"]);

/**
 * Returns the page of a verification: its questions with their answers, what findings come to as they stand, and what
 * can be done next. A partner sees what was sent, and the questions once it is decided.
 */
export const verificationPage = async (desk: Desk, id: number): Promise<VerificationPage> => {
  const { house, client } = desk;
  const { programme } = house;
  const { control } = programme;
  const row = await seeVerification(desk, id);
  const isSeen = oversees(desk, row);
  const agreement = await agreementOf(desk, row.agreement);
  const declaration = row.declaration === null ? undefined : await readRow(client, row.declaration);
  const findings = (await findingsOf(client, { verification: id })).filter(
    ({ sentAt }) => isSeen || sentAt !== null,
  );
  const letter = await lastLetter(client, id);
  const today = house.today();
  const decisions = (
    row.declaration === null ? await decisionsUnder(desk, row) : await decisionsOn(client, row.declaration)
  ).filter(({ state }) => isSeen || state === "decided");
  const own = decisions.findLast(({ verification }) => verification === id);
  const before = decisions.findLast(({ state, id: each }) => state === "decided" && each !== own?.id);
  const { lines, totals } = await linesOf(desk, declaration, findings, before, isSeen);
  const isOpen = isSeen || row.state === "decided";
  const points = completed(row);
  const may = mayOf(desk, row, { agreement, findings, letter, own, isAnswered: points.open.length === 0 });
  return {
    id,
    number: row.number,
    type: typeOf(control, row.type),
    state: row.state,
    edition: isSeen ? (row.edition ?? 0) : 0,
    today,
    agreement: { id: agreement.id, number: agreement.number },
    declaration: declaration ? headOfDeclaration(declaration) : null,
    declarations: await declarationsUnder(desk, row),
    ...placeNames(programme, row.operation, row.partner),
    plan: isSeen ? await planOf(desk, row.plan) : null,
    opened: { at: row.openedAt, by: await nameOf(desk, row.openedBy) },
    toldAt: row.toldAt,
    clock:
      declaration?.submittedAt && isSeen && !decisions.some(({ state }) => state === "decided")
        ? clockOf(
            control,
            declaration.submittedAt,
            today,
            (await stoppedDays(client, [declaration.id], today)).get(declaration.id),
          )
        : null,
    ...may,
    waits: waitsOf(row, letter),
    checklist: isOpen ? row.checklist : null,
    answers: isOpen ? await answersOf(desk, row, isSeen) : [],
    seen: isSeen ? [...(row.seen ?? [])] : [],
    lines,
    totals,
    findings: await shownFindings(desk, row, findings),
    typologies: [...control.typology.values()].map(({ id: each, label }) => ({ id: each, label })),
    measures: measures.map((each) => ({ id: each, label: measureNames[each] })),
    documents: [...programme.costs.documents.values()].map(({ id: each, label }) => ({ id: each, label })),
    letter: letter ? shownLetter(letter) : null,
    conclusion:
      row.conclusion !== null && row.concludedAt !== null && (isSeen || row.state === "decided")
        ? { text: row.conclusion, at: row.concludedAt, by: await nameOf(desk, row.concludedBy ?? "") }
        : null,
    decision: own ? await headOf(desk, own, declaration?.content?.lines ?? [], before) : null,
    report:
      row.report !== null && row.reportHash !== null && row.concludedAt !== null && isOpen
        ? { number: row.report, hash: row.reportHash, at: row.concludedAt }
        : null,
    visit: isSeen || row.state === "decided" ? (row.visit ?? null) : null,
    elsewhere: await othersOf(desk, row, isSeen),
    reasons: isSeen && declaration ? await reasonsOf(desk, declaration, today) : [],
    checks: isSeen ? [...(declaration?.content?.checks ?? [])] : [],
  };
};

const headOfDeclaration = (row: DeclarationRow): NonNullable<VerificationPage["declaration"]> => ({
  id: row.id,
  number: row.number,
  from: row.from,
  until: row.until,
  total: row.total ?? "0.00",
  submittedAt: row.submittedAt ?? "",
  receipt: row.receipt ?? 0,
});

type Situation = Readonly<{
  agreement: Readonly<{ operation: string; partner: string; internal: boolean }>;
  findings: readonly FindingRow[];
  letter: LetterRow | undefined;
  own: Awaited<ReturnType<typeof decisionsOn>>[number] | undefined;
  isAnswered: boolean;
}>;

const mayOf = (
  desk: Desk,
  row: VerificationRow,
  { agreement, findings, letter, own, isAnswered }: Situation,
): Pick<VerificationPage, "may" | "mayNot"> => {
  const controls = mayAt(desk, "money:control", row);
  const working = controls && isWorking.has(row.state);
  const going = controls && (working || row.state === "with_partner");
  const waiting = row.state === "with_partner" && letter !== undefined && isDueYet(letter.dueAt);
  const isTold = findings.every(({ measure, sentAt }) => measure === "none" || sentAt !== null);
  const second = own ? mayDecide(desk, own) : { may: false, mayNot: null };
  const holds = findings.some(({ measure }) => measure !== "none");
  return {
    may: {
      answer: going,
      find: working,
      send: working,
      respond: row.state === "with_partner" && maySpeak(desk, agreement),
      conclude: going && !waiting && isTold && isAnswered,
      propose:
        controls &&
        row.state === "concluded" &&
        own?.state !== "proposed" &&
        (row.type === "administrative" || holds),
      decide: second.may,
      return: own?.state === "proposed" && controls,
      cancel: going,
      report: row.report !== null && (oversees(desk, row) || row.state === "decided"),
    },
    mayNot: second.mayNot ?? (going ? whyNotConcluded({ waiting, isTold, isAnswered }) : null),
  };
};

const whyNotConcluded = ({
  waiting,
  isTold,
  isAnswered,
}: Readonly<{ waiting: boolean; isTold: boolean; isAnswered: boolean }>): Text | null => {
  if (waiting)
    return {
      fr: "Le partenaire a encore du temps pour répondre.",
      nl: "De partner heeft nog tijd om te antwoorden.",
      en: "The partner still has time to answer.",
    };
  if (!isTold)
    return {
      fr: "Des constats n'ont pas encore été envoyés au partenaire.",
      nl: "Er zijn vaststellingen die nog niet naar de partner gestuurd werden.",
      en: "Some findings were not sent to the partner yet.",
    };
  return isAnswered
    ? null
    : {
        fr: "Des questions restent sans réponse.",
        nl: "Er zijn nog vragen zonder antwoord.",
        en: "Some questions are not answered yet.",
      };
};

const waitsOf = (row: VerificationRow, letter: LetterRow | undefined): VerificationPage["waits"] => {
  if (row.state === "decided" || row.state === "cancelled") return [];
  const since =
    row.state === "open"
      ? row.openedAt
      : row.state === "with_partner"
        ? (letter?.sentAt ?? null)
        : row.state === "answered"
          ? (letter?.answeredAt ?? null)
          : row.concludedAt;
  return [{ what: waitNames[row.state], since }];
};

const answersOf = async (
  desk: Desk,
  row: VerificationRow,
  isSeen: boolean,
): Promise<VerificationPage["answers"]> => {
  const kept = (isSeen ? row.answers : null) ?? (await concludedAnswers(desk, row.id));
  const elsewhere = new Map(
    row.checklist.groups.flatMap(({ points }) =>
      points.flatMap((point) => (point.elsewhere ? [[point.key, point.elsewhere] as const] : [])),
    ),
  );
  const names = new Map<string, string>();
  const shown: VerificationPage["answers"] = [];
  for (const { key, value, note, at, by } of kept) {
    if (!names.has(by)) names.set(by, await nameOf(desk, by));
    shown.push({ key, value, note, at, by: names.get(by) ?? "", elsewhere: null });
  }
  for (const [key, { verification, number }] of elsewhere)
    if (!kept.some((answer) => answer.key === key && answer.value !== "elsewhere"))
      shown.push({
        key,
        value: "elsewhere",
        note: "",
        at: null,
        by: "",
        elsewhere: { verification, number },
      });
  return shown.filter(({ value, elsewhere: other }) => value !== "elsewhere" || other !== null);
};

/** Answers as they were concluded, for whoever does not see what was typed. */
const concludedAnswers = async ({ client }: Desk, id: number): Promise<readonly Answer[]> => {
  const { rows } = await client.query<Answer>(
    `select a.point as key, a.value, a.note, null as at, '' as by, a.elsewhere from control.answer a
     where a.verification = $1`,
    [id],
  );
  return rows;
};

const shownFindings = async (
  desk: Desk,
  row: VerificationRow,
  findings: readonly FindingRow[],
): Promise<FindingShown[]> => {
  const { typology } = desk.house.programme.control;
  const mayChange = mayAt(desk, "money:control", row) && isWorking.has(row.state);
  const shown: FindingShown[] = [];
  for (const finding of findings) {
    const { partnerAnswer, partnerAt } = finding;
    shown.push({
      id: finding.id,
      declaration: finding.declaration,
      line: finding.line,
      about: finding.about,
      typology: {
        id: finding.typology,
        label: typology.get(finding.typology)?.label ?? {
          fr: finding.typology,
          nl: finding.typology,
          en: finding.typology,
        },
      },
      amount: finding.amount,
      ofBuyer: finding.ofBuyer,
      systemic: finding.systemic,
      measure: finding.measure,
      text: finding.text,
      by: await nameOf(desk, finding.by),
      at: finding.at,
      sentAt: finding.sentAt,
      answer:
        partnerAnswer === null || partnerAt === null
          ? null
          : {
              kind: partnerAnswer,
              text: finding.partnerText ?? "",
              at: partnerAt,
              by: await nameOf(desk, finding.partnerBy ?? ""),
            },
      final: finding.final,
      mayChange: mayChange && !finding.final,
    });
  }
  return shown;
};

const shownLetter = (letter: LetterRow): NonNullable<VerificationPage["letter"]> => ({
  n: letter.n,
  sentAt: letter.sentAt,
  dueAt: letter.dueAt,
  firstDueAt: letter.firstDueAt,
  extendedBy: letter.extendedBy,
  daysLeft: Math.floor(
    Temporal.Now.instant().until(Temporal.Instant.from(letter.dueAt), { largestUnit: "hour" }).hours / 24,
  ),
  answeredAt: letter.answeredAt,
  silence: letter.silence,
  note: letter.content.note,
});

const planOf = async ({ client }: Desk, id: number | null): Promise<VerificationPage["plan"]> => {
  if (id === null) return null;
  const { rows } = await client.query<{ id: number; year: number; version: number }>(
    "select id, year, version from control.plan where id = $1",
    [id],
  );
  return rows[0] ?? null;
};

const declarationsUnder = async (
  { client }: Desk,
  row: VerificationRow,
): Promise<VerificationPage["declarations"]> => {
  const { rows } = await client.query<{ id: number; number: string }>(
    `select d.id, d.number from declaration.declaration d
     where d.agreement = $1 and d.live and ($2::bigint is null or d.id = $2) order by d.period_from, d.id`,
    [row.agreement, row.declaration],
  );
  return rows;
};

/** Decisions that came of a verification of an agreement. */
const decisionsUnder = async (desk: Desk, row: VerificationRow) => {
  const { rows } = await desk.client.query<{ declaration: number }>(
    "select distinct declaration from control.decision where verification = $1 order by 1",
    [row.id],
  );
  const found = [];
  for (const { declaration } of rows) found.push(...(await decisionsOn(desk.client, declaration)));
  return found;
};

const othersOf = async (
  { client, house }: Desk,
  row: VerificationRow,
  isSeen: boolean,
): Promise<VerificationPage["elsewhere"]> => {
  const { rows } = await client.query<{
    verification: number;
    number: string;
    type: VerificationType;
    state: VerificationRow["state"];
    on: string;
  }>(
    `select v.id as verification, v.number, v.type, v.state,
       to_char(coalesce(v.concluded_at, v.opened_at) at time zone 'Europe/Brussels', 'YYYY-MM-DD') as on
     from control.verification v where v.agreement = $1 and v.id <> $2 and v.state <> 'cancelled' and ($4 or v.told_at is not null)
       and (v.declaration is null or $3::bigint is null or v.declaration = $3) order by v.id`,
    [row.agreement, row.id, row.declaration, isSeen],
  );
  return rows.map(({ type, ...other }) => ({ ...other, type: typeOf(house.programme.control, type) }));
};

const reasonsOf = async (
  { client, house }: Desk,
  declaration: DeclarationRow,
  today: string,
): Promise<VerificationPage["reasons"]> => {
  const { control } = house.programme;
  const facts = (await factsOf(client, control, [declaration], today)).get(declaration.id) ?? {};
  return [...scoreOf([...control.factors.values()], facts).reasons];
};
