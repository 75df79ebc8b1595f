import { lazy } from "react";
import type { Page } from "../pages.tsx";
import { titles } from "./titles.ts";

const PaymentsPage = lazy(async () => ({ default: (await import("./PaymentsPage.tsx")).PaymentsPage }));
const PaymentPage = lazy(async () => ({ default: (await import("./PaymentPage.tsx")).PaymentPage }));
const BankFilePage = lazy(async () => ({ default: (await import("./BankFilePage.tsx")).BankFilePage }));
const BankAccountsPage = lazy(async () => ({
  default: (await import("./BankAccountsPage.tsx")).BankAccountsPage,
}));

/** What is paid to partners: by whom, when, why not yet; and what they pay back. */
export const pages: readonly Page[] = [
  { path: "money/payments", title: titles.payments, element: <PaymentsPage />, section: "money" },
  { path: "money/payments/:payment", title: titles.payment, element: <PaymentPage />, section: "money" },
  { path: "money/bank-files/:file", title: titles.file, element: <BankFilePage />, section: "money" },
  {
    path: "money/bank-accounts/:partner",
    title: titles.accounts,
    element: <BankAccountsPage />,
    section: "money",
  },
];
