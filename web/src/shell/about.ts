import { useQuery } from "@tanstack/react-query";
import type { AboutAnswer } from "../../../src/server/routes/about.ts";
import { api } from "../api.ts";

/** Returns what everybody may know of the programme; undefined until it is known. */
export const useAbout = (): AboutAnswer | undefined =>
  useQuery({
    queryKey: ["about"],
    queryFn: () => api.get<AboutAnswer>("/api/about", {}, { signIn: "never" }),
    staleTime: Infinity,
  }).data;
