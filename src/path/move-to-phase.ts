import type { Value } from "../definition/condition/condition.ts";
import { sqlName } from "../definition/condition/sql.ts";
import { understand } from "../entry/check-answers.ts";
import { keepChange } from "../entry/keep-change.ts";
import { keepNew } from "../entry/keep-new.ts";
import type { Manner } from "../entry/keeping.ts";
import { asOneChange } from "../entry/one-change.ts";
import { notFound } from "../problem.ts";
import type { PathDesk } from "./asker.ts";
import { answerOf, given, openOf, participantOf, personOf } from "./participant.ts";
import { pathOf } from "./service-path.ts";
import type { Done } from "./shapes.ts";
import { lastDayBefore } from "./timeline.ts";

/**
 * Moves a person to a phase: the one that was under way ends the day before, the new one begins, and the participant
 * says how far they have come. One change. Throws the findings where the day cannot be.
 */
export const moveToPhase = async (
  desk: PathDesk,
  serviceId: string,
  operation: string,
  record: number,
  body: Readonly<{ phase: string; from: string; content?: string | undefined }>,
): Promise<Done> => {
  const on = pathOf(desk.house.programme, serviceId);
  const { phases } = on.path;
  if (!phases) throw notFound();
  const seen = await participantOf(desk, on, operation, record);
  const person = personOf(seen);
  const { register } = phases;
  const place = { operation, register: register.id };
  const typed = understand(register, [
    [phases.phase.id, body.phase],
    [phases.from, body.from],
    ...(phases.content === undefined || !body.content ? [] : [[phases.content, body.content] as const]),
  ]);
  const from = typed.answers.get(phases.from);
  const open = await openOf(desk, register, seen, `r.${sqlName(phases.until)} is null`, phases.from);
  const { change, record: begun } = await asOneChange(desk, { action: "form" }, async (within) => {
    const manner: Manner = { action: "form", within };
    for (const each of open)
      if (typeof from === "string" && each.from <= from)
        await keepChange(
          desk,
          place,
          {
            record: each.record,
            base: each.version,
            told: given([[phases.until, lastDayBefore(from, each.from)]]),
          },
          manner,
        );
    const { reached, phase, adviser } = phases;
    const order = phase.choices?.map(({ code }) => code) ?? [];
    const isFurther =
      reached !== undefined && order.indexOf(body.phase) > order.indexOf(String(answerOf(seen, reached)));
    if (isFurther)
      await keepChange(
        desk,
        { operation, register: seen.register.id },
        { record, base: seen.version, told: given([[reached, body.phase]]) },
        manner,
      );
    const own: [string, Value][] = [
      [phases.person, person],
      ...(adviser === undefined ? [] : [[adviser, answerOf(seen, adviser)] as [string, Value]]),
    ];
    return keepNew(desk, place, seen.partner, given(own, typed), manner);
  });
  return { change, record: { ...place, record: begun }, participation: null, note: null };
};
