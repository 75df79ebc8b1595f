import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Fill } from "../../../src/definition/programme.ts";
import type { FillAnswer } from "../../../src/entry/reference-shapes.ts";
import { api } from "../api.ts";
import type { Text } from "../language.tsx";
import type { DraftPlace } from "./journal.ts";
import type { KnownRegister } from "./use-register.ts";

/** What other registers know of the person in a form, and which answers were taken from them. */
export type Filled = ReturnType<typeof useFilled>;

/**
 * Asks another register for what it knows of one number and gives it to the answers that are still empty, which are
 * marked as coming from there until somebody types another.
 */
export const useFilled = (
  { register }: KnownRegister,
  place: DraftPlace,
  closed: ReadonlySet<string>,
  texts: Readonly<Record<string, string>>,
  onFill: (field: string, text: string) => void,
) => {
  const [origins, setOrigins] = useState<ReadonlyMap<string, Text>>(new Map());
  const [outcome, setOutcome] = useState<{ by: string; filled: number; isKnown: boolean; from: Text }>();
  const fills = useMemo(
    () =>
      new Map<string, Fill>(
        closed.size === 0 || register.fills.every(({ by }) => !closed.has(by))
          ? register.fills.map((fill) => [fill.by, fill])
          : [],
      ),
    [register, closed],
  );
  const asking = useMutation({
    mutationFn: ({ by, number }: { by: string; number: string }) =>
      api.send<FillAnswer>("POST", `/api/operations/${place.operation}/registers/${place.register}/fill`, {
        partner: place.partner,
        field: by,
        number,
      }),
    onSuccess: ({ from, found }, { by }) => {
      const empty = found.filter(({ field }) => !closed.has(field) && (texts[field] ?? "") === "");
      for (const { field, text } of empty) onFill(field, text);
      setOrigins((before) => new Map([...before, ...empty.map(({ field }) => [field, from.label] as const)]));
      setOutcome({ by, filled: empty.length, isKnown: found.length > 0, from: from.label });
    },
  });
  return {
    fills,
    origins,
    outcome,
    asking,
    forget: (field: string) => {
      setOrigins((before) => {
        if (!before.has(field)) return before;
        const after = new Map(before);
        after.delete(field);
        return after;
      });
      if (outcome?.by === field) setOutcome(undefined);
    },
  };
};
