import { type UseMutationResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SamplePage, SamplesPage } from "../../../src/audit/shapes.ts";
import type { TracePage, TrailHead } from "../../../src/audit/trail-shapes.ts";
import { api } from "../api.ts";
import { announce } from "../kit/index.ts";

const key = "audit";

export const useSamples = () =>
  useQuery({ queryKey: [key, "samples"], queryFn: () => api.get<SamplesPage>("/api/samples") });

export const sampleKey = (sample: number | string): readonly string[] => [key, "sample", String(sample)];
export const sampleAddress = (sample: number | string): string => `/api/samples/${sample}`;

export const useSample = (sample: string) =>
  useQuery({
    queryKey: sampleKey(sample),
    queryFn: () => api.get<SamplePage>(sampleAddress(sample)),
  });

/** A step of the way from an amount down to its evidence; `via` are the keys that led there, with commas between them. */
export const useTrace = (traced: string | null, via: string) =>
  useQuery({
    queryKey: [key, "trace", traced, via],
    queryFn: () => api.get<TracePage>("/api/trace", { key: traced, via }),
    enabled: traced !== null,
  });

/** The head of the trail, what of it is kept outside, and the packages that were made. */
export const useTrailHead = () =>
  useQuery({ queryKey: [key, "head"], queryFn: () => api.get<TrailHead>("/api/trail/head") });

/** An act on a sample: its answer is the whole page, and takes its place; refused, the page is asked anew. */
export const useSampleAct = <Body>(
  sample: SamplePage,
  done: string,
  act: (body: Body) => Promise<SamplePage>,
  onDone?: () => void,
): UseMutationResult<SamplePage, Error, Body> => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (page) => {
      queries.setQueryData(sampleKey(sample.id), page);
      announce(done);
      onDone?.();
      await queries.invalidateQueries({ queryKey: [key, "samples"] });
    },
    onError: () => queries.invalidateQueries({ queryKey: sampleKey(sample.id) }),
  });
};
