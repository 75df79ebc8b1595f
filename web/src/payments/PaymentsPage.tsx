import { Loaded, Page } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { MoneyNav } from "../money/MoneyNav.tsx";
import { useMay } from "../who.tsx";
import { Desk } from "./Desk.tsx";
import { OwnPayments } from "./OwnPayments.tsx";
import { titles } from "./titles.ts";
import { usePayments } from "./use-payments.ts";

/** Payments to partners: the desk of those who pay and look on, and to a partner its own. */
export const PaymentsPage = () => {
  const say = useSay();
  const payments = usePayments();
  const seesWhole = useMay("money:read", { operation: null, partner: null });
  return (
    <Page title={say(titles.payments)} breadcrumbs={[{ label: say(words.money), to: "money" }]}>
      <MoneyNav here="money/payments" />
      <Loaded query={payments}>
        {(page) => (seesWhole ? <Desk page={page} /> : <OwnPayments page={page} />)}
      </Loaded>
    </Page>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
} satisfies Record<string, Text>;
