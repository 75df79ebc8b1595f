import { useQuery } from "@tanstack/react-query";
import type { RecordPage } from "../../../src/entry/shapes.ts";
import { api } from "../api.ts";

export type RecordPlace = Readonly<{ operation: string; register: string; record: string }>;

/** The address of a record at the server. */
export const recordAddress = ({ operation, register, record }: RecordPlace): string =>
  `/api/operations/${operation}/registers/${register}/records/${record}`;

/** A record with its answers, findings, steps and history. Asked anew only on purpose: each reading is written down. */
export const useRecord = (place: RecordPlace) =>
  useQuery({
    queryKey: ["record", place.operation, place.register, place.record],
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: () => api.get<RecordPage>(recordAddress(place)),
  });
