import { isAbove, isZero } from "../euros.ts";
import type { PoolClient } from "pg";
import { checkPlan } from "../cost/check-plan.ts";
import type { CostRemark } from "../cost/plan.ts";
import { dayInBrussels } from "../today.ts";
import { inAll, type Words, words } from "./check-words.ts";
import type { Desk } from "./desk.ts";
import { quantityOf } from "./quantities.ts";
import { itemChecks } from "./item-checks.ts";
import { hoursLimit } from "./people.ts";
import { periodWith } from "./periods.ts";
import { check, law } from "./remark.ts";
import type { Check } from "./shapes.ts";
import type { Worked, WorkedLine } from "./work.ts";

/**
 * Returns all that is to be said of a declaration as it stands: what forbids it, what somebody has to confirm, what is
 * worth knowing; each with where it is mended. The same list for whoever prepares it and whoever verifies it.
 */
export const checksOf = async (desk: Desk, worked: Worked): Promise<readonly Check[]> => [
  ...wholeChecks(desk, worked),
  ...worked.lines.flatMap((line) => [
    ...unitChecks(worked, line),
    ...staffChecks(desk, worked, line),
    ...budgetChecks(worked, line),
  ]),
  ...(await itemChecks(desk, worked)),
  ...(await documentChecks(desk, worked)),
  ...(await milestoneChecks(desk, worked)),
  ...costChecks(desk, worked),
  ...objectiveChecks(worked),
];

const wholeChecks = ({ house }: Desk, { row, agreement, costing }: Worked): Check[] => {
  const found: Check[] = [];
  const today = house.today();
  const due = periodWith(house.programme.costs, agreement, row.from, row.until)?.due;
  const link = { page: "agreement", params: { agreement: agreement.id } } as const;
  const lastDay = agreement.terminatedOn ?? agreement.ends;
  if (!["active", "ended", "terminated"].includes(agreement.state) || row.from > lastDay)
    found.push(
      check({
        rule: "agreement_not_active",
        severity: "refuse",
        link,
        words: words.agreementNotActive(agreement.number),
      }),
    );
  if (today < row.until)
    found.push(
      check({ rule: "period_not_ended", severity: "refuse", words: words.periodNotEnded(row.until) }),
    );
  // One that came in on time stays on time, whenever it is looked at again.
  const handedIn = row.submittedAt === null ? today : dayInBrussels(row.submittedAt);
  if (due !== undefined && handedIn > due)
    found.push(check({ rule: "deadline_passed", severity: "confirm", words: words.deadlinePassed(due) }));
  if (isZero(costing.total))
    found.push(check({ rule: "nothing_to_declare", severity: "refuse", words: words.nothingToDeclare }));
  return found;
};

const unitChecks = ({ row, agreement }: Worked, { plan, units }: WorkedLine): Check[] => {
  const found: Check[] = [];
  const line = plan.id;
  const shown = (show: string) => ({ page: "units", params: { declaration: row.id, line, show } }) as const;
  const elsewhere = Map.groupBy(
    units.filter(({ state }) => state === "elsewhere"),
    ({ takenBy }) => `${takenBy?.number}/${takenBy?.line}`,
  );
  for (const [about, those] of elsewhere) {
    const { number = "", line: other = "" } = those[0]?.takenBy ?? {};
    const label = agreement.plan.lines.find(({ id }) => id === other)?.label ?? inAll(() => other);
    found.push(
      check({
        rule: "declared_elsewhere",
        severity: "refuse",
        line,
        about,
        link: shown("elsewhere"),
        leaveOut: [...new Set(those.map(({ record }) => record))],
        source: law.once,
        words: words.declaredElsewhere(those.length, number, label),
      }),
    );
  }
  const recordsOf = (those: typeof units) => [...new Set(those.map(({ record }) => record))];
  const say = (those: readonly number[], state: "incomplete" | "counted", said: Words) => {
    const [first] = those;
    if (first === undefined) return;
    const register = units[0]?.register ?? "";
    found.push(
      check({
        rule: "record_incomplete",
        severity: "confirm",
        line,
        about: `${state}/${those.length}`,
        link:
          those.length === 1
            ? { page: "record", params: { operation: row.operation, register, record: first } }
            : shown(state),
        source: law.participants,
        words: said,
      }),
    );
  };
  const left = recordsOf(units.filter(({ state }) => state === "incomplete"));
  say(left, "incomplete", words.incompleteLeft(left.length));
  const counted = recordsOf(
    units.filter(({ state, isIncomplete }) => isIncomplete && (state === "counted" || state === "late")),
  );
  say(counted, "counted", words.incompleteCounted(counted.length));
  const late = units.filter(({ state }) => state === "late").length;
  if (late > 0)
    found.push(
      check({
        rule: "units_late",
        severity: "note",
        line,
        about: late,
        link: shown("late"),
        words: words.late(late),
      }),
    );
  return found;
};

const staffChecks = ({ house }: Desk, { row, agreement, lines }: Worked, { plan, staff }: WorkedLine) => {
  const found: Check[] = [];
  const link = { page: "staff", params: { agreement: agreement.id, declaration: row.id } } as const;
  for (const { person, year, member, time, hours, share, months, hoursBefore } of staff) {
    const about = `${year}/${person}`;
    if (!time && (hours ?? share ?? months) !== null)
      found.push(
        check({
          rule: "staff_cost_missing",
          severity: "refuse",
          line: plan.id,
          about,
          link,
          source: law.gross,
          words: words.staffCostMissing(person, year),
        }),
      );
    const limit = member && hoursLimit(house.programme, year, member.fraction);
    if (limit === undefined || hours === null) continue;
    // Hours of the same person on other lines of this declaration count as well.
    const here = lines.flatMap(({ staff: others }) =>
      others.filter((each) => each.person === person && each.year === year).map((each) => each.hours ?? "0"),
    );
    const all = quantityOf([hoursBefore, ...here]);
    if (isAbove(all, limit))
      found.push(
        check({
          rule: "hours_above_year",
          severity: "refuse",
          line: plan.id,
          about,
          link,
          source: law.hours,
          words: words.hoursAboveYear(person, year, all, limit),
        }),
      );
  }
  return found;
};

const budgetChecks = ({ row, costing }: Worked, { plan, available }: WorkedLine): Check[] => {
  const node = costing.lines.find(({ line }) => line === plan.id)?.node;
  const cut = node?.how;
  if (cut?.kind !== "cap" || (cut.reason !== "budget" && cut.reason !== "limit")) return [];
  return [
    check({
      rule: "budget_exceeded",
      severity: "confirm",
      line: plan.id,
      about: cut.before,
      link: { page: "declaration", params: { declaration: row.id, line: plan.id } },
      words: words.budgetExceeded(plan.label, cut.before, available),
    }),
  ];
};

const documentChecks = async ({ client, house }: Desk, { row, lines, costing }: Worked): Promise<Check[]> => {
  const options = new Set(
    lines
      .filter(({ plan }) => costing.lines.some(({ line, amount }) => line === plan.id && !isZero(amount)))
      .map(({ plan }) => plan.option),
  );
  const asked = [...house.programme.costs.documents.values()].filter((kind) =>
    kind.asked.some(
      (step) =>
        step.at === "declaration" &&
        step.required &&
        (step.options === undefined || step.options.some((option) => options.has(option))),
    ),
  );
  if (asked.length === 0) return [];
  const attached = lines.flatMap(({ input, staff }) => [
    ...(input.items ?? []).map(({ document }) => document),
    ...staff.filter(({ time }) => time).map(({ member }) => member?.document),
  ]);
  const there = await documentKinds(
    client,
    [row.id, ...(await versionsBefore(client, row.id))].map((id) => `declaration:${id}`),
    attached.flatMap((document) => document ?? []),
  );
  return asked
    .filter(({ id }) => !there.has(id))
    .map(({ id, label, source }) =>
      check({
        rule: "document_missing",
        severity: "refuse",
        about: id,
        link: { page: "documents", params: { about: `declaration:${row.id}`, kind: id } },
        source,
        words: words.documentMissing(label),
      }),
    );
};

/** A milestone is due when it is delivered and evidenced (Reg. 1303/2013, Art. 67(1)(c); 2021/1060, Art. 53(1)(c)). */
const milestoneChecks = async ({ client }: Desk, { row, lines }: Worked): Promise<Check[]> => {
  const delivered = lines.flatMap(({ plan, input, milestonesBefore: before }) =>
    "milestones" in plan.terms
      ? plan.terms.milestones
          .filter(({ id }) => input.milestones?.includes(id) && !before.has(id))
          .map((milestone) => ({ line: plan.id, milestone }))
      : [],
  );
  if (delivered.length === 0) return [];
  const whose = [row.id, ...(await versionsBefore(client, row.id))].map((id) => `declaration:${id}`);
  const { rows } = await client.query<{ about: string }>(
    `select distinct about from document.file
     where split_part(about, ':', 1) || ':' || split_part(about, ':', 2) = any ($1) and removed_at is null`,
    [whose],
  );
  const there = new Set(rows.map(({ about }) => about));
  return delivered
    .filter(
      ({ line, milestone }) =>
        !whose.some((of) => there.has(`${of}:${line}:${milestone.id}`) || there.has(`${of}:${line}`)),
    )
    .map(({ line, milestone }) =>
      check({
        rule: "milestone_evidence",
        severity: "confirm",
        line,
        about: milestone.id,
        link: { page: "declaration", params: { declaration: row.id, line } },
        words: words.milestoneEvidence(milestone.label),
      }),
    );
};

/** Returns the kinds of documents that are attached to something of these, or to parts of it, or have these numbers. */
export const documentKinds = async (
  client: PoolClient,
  about: readonly string[],
  documents: readonly number[] = [],
): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ kind: string }>(
    `select distinct kind from document.file
     where (split_part(about, ':', 1) || ':' || split_part(about, ':', 2) = any ($1) or id = any ($2)) and removed_at is null`,
    [about, documents],
  );
  return new Set(rows.map(({ kind }) => kind));
};

/** Returns the versions that a declaration corrects, whose documents are its own as well. */
const versionsBefore = async (client: PoolClient, id: number): Promise<readonly number[]> => {
  const { rows } = await client.query<{ replaces: number }>(
    `with recursive version as (
       select d.replaces from declaration.declaration d where d.id = $1
       union all select d.replaces from version v join declaration.declaration d on d.id = v.replaces
     ) select replaces from version where replaces is not null`,
    [id],
  );
  return rows.map(({ replaces }) => replaces);
};

/** Remarks of the rules of cost, where no check here says the same of the declaration. */
const saidHere = new Set(["above_budget", "hours_above_year"]);

const costChecks = ({ house }: Desk, { row, agreement, costing }: Worked): Check[] => {
  const { rules } = house.programme.costs;
  const asCheck = (remark: CostRemark, index: number): Check =>
    check({
      rule: remark.rule,
      severity: remark.severity,
      line: remark.line ?? null,
      about: index,
      link:
        remark.line === undefined
          ? { page: "agreement", params: { agreement: agreement.id } }
          : { page: "declaration", params: { declaration: row.id, line: remark.line } },
      source: remark.source,
      words: {
        text: {
          fr: `Trouvé : ${remark.found.fr}. Attendu : ${remark.expected.fr}.`,
          nl: `Gevonden: ${remark.found.nl}. Verwacht: ${remark.expected.nl}.`,
          en: `Found: ${remark.found.en}. Expected: ${remark.expected.en}.`,
        },
        mend: remark.mend,
      },
    });
  const remarks = [...checkPlan(rules, agreement.plan), ...costing.remarks];
  return remarks.filter(({ rule }) => !saidHere.has(rule)).map(asCheck);
};

const objectiveChecks = ({ objectives, agreement }: Worked): Check[] =>
  objectives
    .filter(({ share }) => Number(share) < 1)
    .map(({ objective, label, reached, expected }) =>
      check({
        rule: "objective_not_reached",
        severity: "note",
        about: objective,
        link: { page: "agreement", params: { agreement: agreement.id } },
        words: words.objectiveNotReached(label, reached, expected),
      }),
    );
