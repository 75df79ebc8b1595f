import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import type { Language } from "../language.tsx";
import type { Highlights, Overview, Published, PublishedReport } from "./answers.ts";

/** Public answers hardly change, and nobody has to sign in for them. */
const asked = { signIn: "never" } as const;
const lasting = 300_000;

/** Asks a public address of the server. */
export const usePublic = <T>(path: string, query: Record<string, string | undefined> = {}) =>
  useQuery({
    queryKey: [path, query],
    queryFn: () => api.get<T>(path, query, asked),
    staleTime: lasting,
    placeholderData: keepPreviousData,
  });

export const useOverview = () => usePublic<Overview>("/api/public/programme");
export const useHighlights = (language: Language) =>
  usePublic<Highlights>("/api/public/highlights", { language });
export const usePublished = () => usePublic<Published>("/api/public/reports");
export const usePublishedReport = (year: string, language: Language, edition: string | undefined) =>
  usePublic<PublishedReport>(`/api/public/reports/${year}`, { language, edition });
