import type { FindingBody, FindingShown } from "../../../src/control/shapes.ts";
import { useKept } from "../agreements/use-kept.ts";

type Written = Readonly<{
  /** The finding that is changed; null: a new one. */
  id: number | null;
  body: FindingBody;
}>;

/** The finding that is being written: kept by the tab until it is sent. */
export type FindingDraft = Readonly<{
  written: Written | undefined;
  begin: (about: Pick<FindingBody, "line"> & Partial<FindingBody>) => void;
  change: (finding: FindingShown) => void;
  put: (part: Partial<FindingBody>) => void;
  forget: () => void;
}>;

/** Keeps the finding that is being written on a verification. */
export const useFindingDraft = (verification: number): FindingDraft => {
  const kept = useKept<{ written: Written | null }>(`finding:${verification}`, { written: null });
  const write = (written: Written | null) => kept.put({ written });
  const { written } = kept.value;
  return {
    written: written ?? undefined,
    begin: (about) => {
      write({ id: null, body: { ...emptyFinding(), ...about } });
    },
    change: ({ id, line, about, typology, amount, ofBuyer, systemic, measure, text, declaration }) =>
      write({
        id,
        body: { declaration, line, about, typology: typology.id, amount, ofBuyer, systemic, measure, text },
      }),
    put: (part) => written && write({ ...written, body: { ...written.body, ...part } }),
    forget: () => kept.reset(),
  };
};

/** Returns a finding that says nothing yet, under its own reference. */
export const emptyFinding = (): FindingBody => ({
  reference: crypto.randomUUID(),
  line: "",
  about: null,
  typology: "",
  amount: "0.00",
  ofBuyer: false,
  systemic: false,
  measure: "deduct",
  text: "",
});
