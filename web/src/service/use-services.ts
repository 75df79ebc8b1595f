import { useQuery } from "@tanstack/react-query";
import type { ServiceListPage, ServicePage } from "../../../src/service/shapes.ts";
import { api } from "../api.ts";

/** Asks for the services in which this person has something to do. */
export const useServices = () =>
  useQuery({
    queryKey: ["services"],
    queryFn: () => api.get<ServiceListPage>("/api/services"),
    staleTime: 10 * 60_000,
  });

/** Asks for a service's page; `rows`: how many records of each list, 0 where they are only counted. */
export const useService = (service: string | undefined, rows?: number) =>
  useQuery({
    queryKey: ["service", service, rows],
    queryFn: () => api.get<ServicePage>(`/api/services/${service}`, rows === undefined ? {} : { rows }),
    enabled: service !== undefined,
    staleTime: 15_000,
  });
