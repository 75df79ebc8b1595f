import { useQuery } from "@tanstack/react-query";
import type { BankAccounts, BankFilePage, PaymentPage, PaymentsPage } from "../../../src/payment/shapes.ts";
import { api } from "../api.ts";

const key = "payments";

/** Payments, what could be paid next or what it waits for, recovery orders and bank files. */
export const usePayments = (isAsked = true) =>
  useQuery({
    queryKey: [key, "list"],
    queryFn: () => api.get<PaymentsPage>("/api/payments"),
    enabled: isAsked,
  });

export const usePayment = (payment: string) =>
  useQuery({
    queryKey: [key, "payment", payment],
    queryFn: () => api.get<PaymentPage>(`/api/payments/${payment}`),
  });

export const useBankFile = (file: string) =>
  useQuery({
    queryKey: [key, "file", file],
    queryFn: () => api.get<BankFilePage>(`/api/bank-files/${file}`),
  });

/** The bank accounts of a partner. */
export const useBankAccounts = (partner: string) =>
  useQuery({
    queryKey: [key, "accounts", partner],
    queryFn: () => api.get<BankAccounts>(`/api/partners/${partner}/bank-accounts`),
  });
