import { useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  DeclarationPage,
  DeclarationsPage,
  Differences,
  UnitsPage,
  WhatIf,
} from "../../../src/declaration/shapes.ts";
import { api } from "../api.ts";

const key = "declarations";

/** Declarations, what is still to be declared, and where the money of each agreement stands. */
export const useDeclarations = (
  asked: Readonly<{ agreement?: number; year?: string | undefined; state?: string | undefined }>,
) =>
  useQuery({
    queryKey: [key, asked],
    queryFn: () => api.get<DeclarationsPage>("/api/declarations", asked),
    placeholderData: (before) => before,
  });

export const declarationKey = (id: string): readonly unknown[] => ["declaration", id];

/** One declaration, worked out anew each time it is asked for while it is being prepared. */
export const useDeclaration = (id: string) =>
  useQuery({
    queryKey: declarationKey(id),
    queryFn: () => api.get<DeclarationPage>(`/api/declarations/${id}`),
    // Somebody mends a record in another tab and comes back.
    refetchOnWindowFocus: "always",
    staleTime: 0,
  });

/** The records behind a line, those in one state where one is said. */
export const useUnits = (
  { id, edition }: Pick<DeclarationPage, "id" | "edition">,
  line: string,
  asked: Readonly<{ show?: string | undefined; after: number }>,
) =>
  useQuery({
    // Another edition may count other units.
    queryKey: ["declaration", String(id), "units", line, asked, edition],
    queryFn: () => api.get<UnitsPage>(`/api/declarations/${id}/lines/${line}/units`, asked),
    placeholderData: (before) => before,
  });

/** The declaration beside itself with one line under another option. */
export const useWhatIf = (
  { id, edition }: Pick<DeclarationPage, "id" | "edition">,
  line: string,
  option: string | null,
) =>
  useQuery({
    queryKey: ["declaration", String(id), "what-if", line, option, edition],
    queryFn: () => api.get<WhatIf>(`/api/declarations/${id}/what-if`, { line, option }),
    placeholderData: (before) => before,
  });

/** What a correction changes. */
export const useDifferences = ({ id, edition }: Pick<DeclarationPage, "id" | "edition">) =>
  useQuery({
    queryKey: ["declaration", String(id), "differences", edition],
    queryFn: () => api.get<Differences>(`/api/declarations/${id}/differences`),
  });

/** Has everything about money asked anew: an act changes lists, agreements and the ledger at once. */
export const useRenewal = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "kept" });
};
