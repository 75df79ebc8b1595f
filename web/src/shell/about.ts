import { useQuery } from "@tanstack/react-query";
import type { Language, Text } from "../../../src/language.ts";
import { api } from "../api.ts";

/** What everybody may know of the programme that this server runs. */
export type About = Readonly<{
  programme: Readonly<{ id: string; title: Text; identifier: string; authority: Text }>;
  /** The words beside the emblem of the Union. */
  coFunding: Readonly<Record<Language, Readonly<{ union: string; fund?: string | undefined }>>>;
  version: string;
  /** Everything is invented, and is thrown away. */
  demonstration: boolean;
}>;

/** Returns what everybody may know of the programme; undefined until it is known. */
export const useAbout = (): About | undefined =>
  useQuery({
    queryKey: ["about"],
    queryFn: () => api.get<About>("/api/about", {}, { signIn: "never" }),
    staleTime: Infinity,
  }).data;
