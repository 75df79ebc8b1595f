import { useQuery } from "@tanstack/react-query";
import type { Answer, ServiceList } from "../../../src/question/shapes.ts";
import { api } from "../api.ts";

/** Which years are asked for; what is not said is the server's to choose. */
export type YearsAsked = Readonly<{ year?: string; since?: string }>;

/** Asks of which services there are questions that the person may ask. */
export const useServices = () =>
  useQuery({ queryKey: ["questions"], queryFn: () => api.get<ServiceList>("/api/questions") });

/** Asks the question of a service; the answer before stays in view until the new one is there. */
export const useAnswer = (service: string, years: YearsAsked) =>
  useQuery({
    queryKey: ["questions", service, years],
    queryFn: () => api.get<Answer>(`/api/questions/${service}`, years),
    placeholderData: (before) => (before?.service === service ? before : undefined),
  });
