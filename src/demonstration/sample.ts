import { changeSample, concludeSample, drawStored, keepResults, planSample } from "../audit/make.ts";
import { readSample, readUnits } from "../audit/sample-row.ts";
import { parametersShape } from "../audit/shapes.ts";
import { type Demonstration, momentOf, withDesks } from "./desks.ts";
import type { ControlRecipe } from "./recipe.ts";

/**
 * Draws the sample by which the error of the year is told: its population fixed, its units drawn by a seed, what the
 * control found on them taken over, concluded. Declarations that were not decided stay in the population and are not
 * drawn. Each act is a transaction of its own, as it is for people.
 */
export const makeSample = async (
  given: Demonstration,
  { sample: recipe, rhythm }: ControlRecipe,
): Promise<void> => {
  const [by] = rhythm.controllers;
  const { planned_on: planned, drawn_on: drawn, concluded_on: concluded } = recipe;
  const { id } = await withDesks(given, (deskOf) =>
    planSample(
      deskOf(by, planned),
      {
        purpose: "management_verification",
        title: recipe.title,
        under: "control",
        source: {
          kind: "declared",
          unit: "declaration",
          from: recipe.from,
          until: recipe.until,
          strata: "none",
          periods: "none",
        },
        method: recipe.method,
        parameters: parametersShape.parse(recipe.parameters),
      },
      { at: momentOf(planned) },
    ),
  );
  await withDesks(given, async (deskOf) => {
    const desk = deskOf(by, planned);
    const undecided = new Set(
      (
        await desk.client.query<{ number: string }>(
          `select d.number from declaration.declaration d where d.state = 'submitted'
             and not exists (select from control.decision c where c.declaration = d.id and c.state = 'decided')`,
        )
      ).rows.map(({ number }) => number),
    );
    const units = await readUnits(desk.client, id);
    const excluded = units
      .filter(({ unit }) => undecided.has(unit))
      .map(({ unit }) => ({ unit, reason: recipe.left_out }));
    const { edition } = await readSample(desk, id, {});
    await changeSample(desk, id, { edition, excluded });
  });
  await withDesks(given, async (deskOf) => {
    const desk = deskOf(by, drawn);
    const { edition } = await readSample(desk, id, {});
    await drawStored(desk, id, { edition, seed: recipe.seed }, { at: momentOf(drawn) });
  });
  await withDesks(given, async (deskOf) => {
    const desk = deskOf(by, concluded);
    const { edition } = await readSample(desk, id, {});
    const taken = (await readUnits(desk.client, id)).filter(({ place }) => place !== null);
    await keepResults(desk, id, {
      edition,
      results: taken.map(({ unit }) => ({ unit, from: "findings" as const })),
    });
  });
  await withDesks(given, async (deskOf) => {
    const desk = deskOf(by, concluded);
    const { edition } = await readSample(desk, id, {});
    await concludeSample(
      desk,
      id,
      { edition, conclusion: recipe.conclusion },
      { at: momentOf(concluded, 30) },
    );
  });
};
