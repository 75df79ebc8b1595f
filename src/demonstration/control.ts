import { addFinding } from "../control/findings.ts";
import { keepAnswers } from "../control/answers.ts";
import { pointsOf } from "../control/checklist.ts";
import type { Point } from "../control/shapes.ts";
import { concludeVerification } from "../control/conclude.ts";
import { decideDecision, proposeCorrection, proposeDecision } from "../control/decide.ts";
import { answerFindings, sendToPartner } from "../control/letters.ts";
import { openVerification } from "../control/open.ts";
import { findingsOf, readVerification } from "../control/row.ts";
import type { Desk } from "../declaration/desk.ts";
import { isAbove } from "../euros.ts";
import { type Demonstration, daysAfter, type DeskOf, momentOf, withDesks } from "./desks.ts";
import type { ControlRecipe, FindingRecipe } from "./recipe.ts";

type Place = Readonly<{ operation: string; partner: string }>;
type Declared = Place &
  Readonly<{
    id: number;
    agreement: number;
    /** What each line came to, in euros. */ lines: Readonly<Record<string, string>>;
  }>;
type Answer = ControlRecipe["findings"][number]["answer"];
type Until = ControlRecipe["left"][number]["until"] | "concluded" | "decided";

/** How a verification goes: who does it, who decides, on which days, what was found and answered. */
type Course = Readonly<{
  controllers: readonly [string, string];
  opened: string;
  until: Until;
  findings: readonly FindingRecipe[];
  answer: Answer | undefined;
  reply: string | undefined;
  conclusion: string;
  decision: Readonly<{ mode: "withdrawal" | "recovery"; reason: string }>;
}>;

/** Days between one act of a verification and the next. */
const pace = { written: 2, answered: 13, silent: 33, concluded: 2, proposed: 1, decided: 3 } as const;

/**
 * Verifies the declarations that were submitted, by the same functions as the pages, each in a transaction of its own;
 * returns how many were decided. What the recipe leaves stays where it says.
 */
export const makeVerifications = async (given: Demonstration, recipe: ControlRecipe): Promise<number> => {
  const { plan, rhythm, left, findings } = recipe;
  const declared = await declarationsOf(given, plan.year);
  let decided = 0;
  for (const [index, each] of declared.entries()) {
    const stays = left.find(isOf(each));
    if (stays?.until === "waiting") continue;
    const found = findings.find(isOf(each));
    const opened = stays?.on ?? daysAfter(rhythm.first_on, rhythm.every_days * index);
    const [first, second] = rhythm.controllers;
    await withDesks(given, (deskOf) =>
      verify(deskOf, each, {
        controllers: index % 2 === 0 ? [first, second] : [second, first],
        opened,
        until: stays?.until ?? "decided",
        findings: fitting(each, found?.findings),
        answer: found?.answer,
        reply: found?.reply,
        conclusion: found ? "Les constats sont retenus comme dits ligne par ligne." : "Tout est en ordre.",
        decision: { mode: "withdrawal", reason: "Selon le rapport de la vérification." },
      }),
    );
    if (stays === undefined) decided++;
  }
  return decided;
};

/** Verifies agreements: visits, data protection; a finding on what was decided before is decided anew. */
export const makeVisits = async (
  given: Demonstration,
  { plan, rhythm, visits }: ControlRecipe,
): Promise<void> => {
  const declared = await declarationsOf(given, plan.year);
  for (const visit of visits) {
    const each = declared.find(isOf(visit));
    if (!each) continue;
    await withDesks(given, async (deskOf) => {
      const course: Course = {
        controllers: await handsFor(deskOf, each, rhythm),
        opened: visit.on,
        until: visit.decision === undefined ? "concluded" : "decided",
        findings: fitting(each, visit.findings),
        answer: visit.answer,
        reply: undefined,
        conclusion: visit.conclusion,
        decision: { mode: visit.decision ?? "withdrawal", reason: visit.reason ?? visit.conclusion },
      };
      const { id } = await openVerification(
        deskOf(course.controllers[0], visit.on),
        { agreement: each.agreement },
        { type: visit.type },
        momentOf(visit.on),
      );
      const seen = visit.type === "on_the_spot" ? visit.on : undefined;
      const day = await lookAt(deskOf, id, each, course, seen);
      await conclude(deskOf, id, course, day);
      if (visit.decision !== undefined) await decide(deskOf, id, each, course, day);
    });
  }
};

/** Decides again on declarations: what had been parked is released. */
export const makeCorrections = async (
  given: Demonstration,
  { plan, rhythm, corrections }: ControlRecipe,
): Promise<void> => {
  const declared = await declarationsOf(given, plan.year);
  for (const { on, kind, reason, ...place } of corrections) {
    const each = declared.find(isOf(place));
    if (!each) continue;
    await withDesks(given, async (deskOf) => {
      const [first, second] = await handsFor(deskOf, each, rhythm);
      const desk = deskOf(first, on);
      const parked = (await findingsOf(desk.client, { declaration: each.id })).filter(
        ({ measure, final }) => final && measure === "park",
      );
      const { id } = await proposeCorrection(
        desk,
        each.id,
        {
          kind,
          mode: "withdrawal",
          reason,
          measures: parked.map(({ id: finding }) => ({ finding, measure: "none" as const })),
        },
        momentOf(on),
      );
      const day = daysAfter(on, pace.decided);
      await decideDecision(deskOf(second, day), id, momentOf(day));
    });
  }
};

const isOf = (wanted: Place) => (each: Place) =>
  each.operation === wanted.operation && each.partner === wanted.partner;

/** The declarations of the year before that of the plan; later ones are left as they are. */
const declarationsOf = (given: Demonstration, year: number): Promise<readonly Declared[]> =>
  withDesks(given, async (deskOf) => {
    const { rows } = await deskOf("", "2020-01-01").client.query<Declared>(
      `select d.id, d.agreement, d.operation, d.partner,
         (select jsonb_object_agg(l.line, l.amount::text) from declaration.line l where l.declaration = d.id) as lines
       from declaration.declaration d
       where d.state = 'submitted' and extract(year from d.period_until) < $1 order by d.id`,
      [year],
    );
    return rows;
  });

/** Where few people are in the store, a line may have come to less than what was invented to be wrong with it. */
const fitting = ({ lines }: Declared, findings: readonly FindingRecipe[] = []): readonly FindingRecipe[] =>
  findings.filter(({ line, amount }) => !isAbove(amount, lines[line] ?? "0.00"));

/** Returns who goes on with a declaration, and who decides: whoever verified it at first never does. */
const handsFor = async (
  deskOf: DeskOf,
  { id }: Declared,
  { controllers: [one, other] }: ControlRecipe["rhythm"],
): Promise<Course["controllers"]> => {
  const { rows } = await deskOf(one, "2020-01-01").client.query<{ by: string }>(
    "select concluded_by as by from control.verification where declaration = $1 and concluded_by is not null",
    [id],
  );
  return rows[0]?.by === other ? [other, one] : [one, other];
};

const verify = async (deskOf: DeskOf, each: Declared, course: Course): Promise<void> => {
  const { opened, until, controllers } = course;
  const { id } = await openVerification(
    deskOf(controllers[0], opened),
    { declaration: each.id },
    { type: "administrative" },
    momentOf(opened),
  );
  const day = await lookAt(deskOf, id, each, course, undefined);
  if (until === "open" || until === "with_partner") return;
  await conclude(deskOf, id, course, day);
  await decide(deskOf, id, each, course, day);
};

/** Answers the questions, writes down what was found, and waits for the partner; returns the day on which that is over. */
const lookAt = async (
  deskOf: DeskOf,
  id: number,
  { id: declaration }: Declared,
  { controllers: [by], opened, until, findings, answer, reply }: Course,
  visited: string | undefined,
): Promise<string> => {
  const written = daysAfter(opened, pace.written);
  const desk = deskOf(by, written);
  const { checklist } = await readVerification(desk.client, id);
  const asked = pointsOf(checklist).filter(({ elsewhere }) => elsewhere === null);
  // What is left open has been begun: the first half is answered.
  const answered = until === "open" ? asked.slice(0, asked.length / 2) : asked;
  const noes = questionsOf(desk, asked, findings);
  await keepAnswers(
    desk,
    id,
    {
      edition: 0,
      answers: answered.map(({ key }) => {
        const found = noes.get(key);
        return found === undefined
          ? { key, value: "yes" as const, note: "" }
          : { key, value: "no" as const, note: found };
      }),
      cleared: [],
      seen: [],
      ...(visited === undefined
        ? {}
        : {
            visit: { on: visited, place: "Dans les locaux du partenaire", met: "La coordination", note: "" },
          }),
    },
    momentOf(written),
  );
  for (const [n, each] of findings.entries())
    await addFinding(
      desk,
      id,
      {
        declaration,
        line: each.line,
        about: null,
        typology: each.typology,
        amount: each.amount,
        ofBuyer: false,
        systemic: each.systemic ?? false,
        measure: each.measure,
        text: each.text,
      },
      momentOf(written, n),
    );
  if (findings.length === 0) return written;
  await sendToPartner(desk, id, { note: "" }, momentOf(written, 30));
  if (until === "with_partner" || answer === undefined) return written;
  if (answer === "silence") return daysAfter(written, pace.silent);
  const day = daysAfter(written, pace.answered);
  const speaker = deskOf("demonstration-partner", day);
  const told = await findingsOf(desk.client, { verification: id });
  await answerFindings(
    speaker,
    id,
    { answers: told.map(({ id: finding }) => ({ finding, answer, text: reply ?? "" })) },
    momentOf(day),
  );
  return day;
};

/** Returns the questions that the findings answer with a no, and what is noted there: of each, the first of its kind. */
const questionsOf = (
  { house }: Desk,
  asked: readonly Point[],
  findings: readonly FindingRecipe[],
): ReadonlyMap<string, string> => {
  const kinds = new Map(
    [...house.programme.control.checklists.values()].flatMap(({ groups }) =>
      groups.flatMap(({ points }) => points.map(({ id, typology }) => [id, typology] as const)),
    ),
  );
  return new Map(
    findings.flatMap(({ line, typology, text }): [string, string][] => {
      const fitting = asked.filter(({ point }) => kinds.get(point) === typology);
      const question =
        fitting.find((each) => each.line === line) ?? fitting.find((each) => each.line === null);
      return question ? [[question.key, text]] : [];
    }),
  );
};

const conclude = async (deskOf: DeskOf, id: number, course: Course, day: string): Promise<void> => {
  const { controllers, findings, conclusion } = course;
  const on = daysAfter(day, pace.concluded);
  const desk = deskOf(controllers[0], on);
  const told = await findingsOf(desk.client, { verification: id });
  await concludeVerification(
    desk,
    id,
    {
      conclusion,
      measures: told.map(({ id: finding, measure, text }) => {
        const less = findings.find((each) => each.text === text)?.concluded;
        return { finding, measure, ...(less === undefined ? {} : { amount: less }) };
      }),
    },
    momentOf(on),
  );
};

const decide = async (
  deskOf: DeskOf,
  id: number,
  { id: declaration }: Declared,
  { controllers: [first, second], until, decision }: Course,
  day: string,
): Promise<void> => {
  const proposed = daysAfter(day, pace.concluded + pace.proposed);
  const made = await proposeDecision(
    deskOf(first, proposed),
    id,
    { ...decision, declaration },
    momentOf(proposed),
  );
  if (until === "proposed") return;
  const on = daysAfter(day, pace.concluded + pace.proposed + pace.decided);
  await decideDecision(deskOf(second, on), made.id, momentOf(on));
};
