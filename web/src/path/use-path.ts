import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { PathPage, PersonPath } from "../../../src/path/shapes.ts";
import { api } from "../api.ts";

/** A record, as an address names it. */
export type Place = Readonly<{ operation: string; register: string; record: number | string }>;

/** The path of a service's people; of one phase where it is named. */
export const usePath = (service: string, phase: string | null) =>
  useQuery({
    queryKey: ["path", service, phase],
    queryFn: () =>
      api.get<PathPage>(
        `/api/services/${encodeURIComponent(service)}/path`,
        phase === null ? undefined : { phase },
      ),
    placeholderData: keepPreviousData,
  });

/** Where the server keeps the path of the person whom a record is about. */
export const pathAddress = (service: string, { operation, register, record }: Place): string =>
  `/api/services/${service}/path/operations/${operation}/registers/${register}/records/${record}`;

export const usePersonPath = (service: string, place: Place) =>
  useQuery({
    queryKey: ["path", service, place.operation, place.register, String(place.record)],
    queryFn: () => api.get<PersonPath>(pathAddress(service, place)),
  });

/** The page of a person's path, from any record about them. */
export const personPage = (service: string, { operation, register, record }: Place): string =>
  `services/${service}/path/${operation}/${register}/${record}`;

/** The page of a record. */
export const recordPage = ({ operation, register, record }: Place): string =>
  `operations/${operation}/registers/${register}/records/${record}`;

/** Whether rows are of more than one institution: whoever sees one of them only needs not read its name. */
export const isSeveral = (rows: readonly Readonly<{ partner: string }>[]): boolean =>
  new Set(rows.map(({ partner }) => partner)).size > 1;
