import { useQuery } from "@tanstack/react-query";
import type { Cells } from "../../../src/commission/form-shape.ts";
import type {
  AccountsPage,
  ApplicationPage,
  ApplicationsPage,
  correctionsShape,
} from "../../../src/commission/shapes.ts";
import type {
  ForecastPage,
  IrregularitiesPage,
  Irregularity,
  PerformancePage,
  RetentionPage,
} from "../../../src/commission/watch-shapes.ts";
import type { z } from "zod";
import { api } from "../api.ts";

export type CorrectionsPage = z.infer<typeof correctionsShape>;

const key = "commission";

/** Accounting years, with their applications and accounts. */
export const useApplications = () =>
  useQuery({
    queryKey: [key, "applications"],
    queryFn: () => api.get<ApplicationsPage>("/api/applications"),
  });

/** An application: a draft is worked out anew each time it is asked for. */
export const useApplication = (application: string) =>
  useQuery({
    queryKey: [key, "application", application],
    queryFn: () => api.get<ApplicationPage>(`/api/applications/${application}`),
    staleTime: 0,
  });

export const useAccounts = (accounts: string) =>
  useQuery({
    queryKey: [key, "accounts", accounts],
    queryFn: () => api.get<AccountsPage>(`/api/accounts/${accounts}`),
    staleTime: 0,
  });

export type CellAsked = Readonly<{ table: string; row?: string | undefined; column: string }>;

/** What an amount on a form is the sum of. `form` is where the form is read: "/api/applications/5". */
export const useCells = (form: string, asked: CellAsked | undefined) =>
  useQuery({
    queryKey: [key, "cells", form, asked],
    queryFn: () => api.get<Cells>(`${form}/cells`, asked),
    enabled: asked !== undefined,
  });

export const useForecast = () =>
  useQuery({
    queryKey: [key, "forecast"],
    queryFn: () => api.get<ForecastPage>("/api/commission/forecast"),
  });

export const usePerformance = () =>
  useQuery({
    queryKey: [key, "performance"],
    queryFn: () => api.get<PerformancePage>("/api/commission/performance"),
  });

export const useRetention = () =>
  useQuery({
    queryKey: [key, "retention"],
    queryFn: () => api.get<RetentionPage>("/api/commission/retention"),
  });

export const useCorrections = () =>
  useQuery({
    queryKey: [key, "corrections"],
    queryFn: () => api.get<CorrectionsPage>("/api/commission/corrections"),
  });

export const useIrregularities = () =>
  useQuery({
    queryKey: [key, "irregularities"],
    queryFn: () => api.get<IrregularitiesPage>("/api/irregularities"),
  });

export const useIrregularity = (irregularity: string) =>
  useQuery({
    queryKey: [key, "irregularity", irregularity],
    queryFn: () => api.get<Irregularity>(`/api/irregularities/${irregularity}`),
  });
