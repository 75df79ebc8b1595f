import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { AgreementBody, PlanRemarks } from "../../../src/agreement/shapes.ts";
import type { Remark } from "../../../src/agreement/shared-shapes.ts";
import { api } from "../api.ts";

/** How long nobody has to type before the plan is looked at again. */
const pauseMs = 600;

/**
 * Returns what the rules of cost say of a draft as it stands in the form, a moment after somebody typed: at first, and
 * where it cannot be asked (it is not whole yet), what was said of it last.
 */
export const usePlanRemarks = (
  agreement: number,
  body: AgreementBody,
  { isWhole, first }: Readonly<{ isWhole: boolean; first: readonly Remark[] }>,
): readonly Remark[] => {
  const now = isWhole ? JSON.stringify(body) : null;
  const [begun] = useState(now);
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (now === null || (asked === null && now === begun)) return undefined;
    const timer = setTimeout(() => setAsked(now), pauseMs);
    return () => clearTimeout(timer);
  }, [now, asked, begun]);
  const remarks = useQuery({
    queryKey: ["plan-remarks", agreement, asked],
    queryFn: () =>
      api.send<PlanRemarks>("POST", `/api/agreements/${agreement}/remarks`, JSON.parse(asked ?? "{}")),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return remarks.data?.remarks ?? first;
};
