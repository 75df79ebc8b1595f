import type { PlanLine } from "../cost/plan.ts";
import type { Costs, DocumentKind } from "../definition/costs.ts";

type Asked = Pick<DocumentKind, "id" | "label" | "help"> & Readonly<{ required: boolean }>;

/** Returns the kinds of document that the programme asks at a step of something with these lines. */
export const askedDocuments = (
  { documents }: Costs,
  step: "candidacy" | "agreement",
  lines: readonly PlanLine[],
): readonly Asked[] =>
  [...documents.values()].flatMap(({ id, label, help, asked }) => {
    const here = asked.filter(
      ({ at, options }) =>
        at === step && (options === undefined || lines.some(({ option }) => options.includes(option))),
    );
    return here.length === 0 ? [] : [{ id, label, help, required: here.some(({ required }) => required) }];
  });
