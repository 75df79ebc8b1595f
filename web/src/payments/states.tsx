import type { BankAccount, PaymentRow, Recovery } from "../../../src/payment/shapes.ts";
import { Badge, type Tone } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";

type States<State extends string> = Readonly<
  Record<State, Readonly<{ label: Text; tone: Tone | "neutral" }>>
>;

const payments: States<PaymentRow["state"]> = {
  prepared: { label: { fr: "à approuver", nl: "goed te keuren", en: "to be approved" }, tone: "warning" },
  approved: {
    label: { fr: "à envoyer à la banque", nl: "naar de bank te sturen", en: "to be sent to the bank" },
    tone: "info",
  },
  sent: {
    label: { fr: "envoyé à la banque", nl: "naar de bank gestuurd", en: "sent to the bank" },
    tone: "info",
  },
  paid: { label: { fr: "payé", nl: "betaald", en: "paid" }, tone: "success" },
  returned: {
    label: { fr: "renvoyé par la banque", nl: "teruggestuurd door de bank", en: "returned by the bank" },
    tone: "error",
  },
  refused: { label: { fr: "refusé", nl: "geweigerd", en: "refused" }, tone: "neutral" },
  cancelled: { label: { fr: "annulé", nl: "geannuleerd", en: "cancelled" }, tone: "neutral" },
};

const recoveries: States<Recovery["state"]> = {
  issued: { label: { fr: "à rembourser", nl: "terug te betalen", en: "to be repaid" }, tone: "warning" },
  set_off: { label: { fr: "compensé", nl: "verrekend", en: "set off" }, tone: "success" },
  repaid: { label: { fr: "remboursé", nl: "terugbetaald", en: "repaid" }, tone: "success" },
  irrecoverable: {
    label: { fr: "irrécouvrable", nl: "oninbaar", en: "irrecoverable" },
    tone: "error",
  },
  cancelled: { label: { fr: "annulé", nl: "geannuleerd", en: "cancelled" }, tone: "neutral" },
};

const accounts: States<BankAccount["state"]> = {
  proposed: { label: { fr: "à confirmer", nl: "te bevestigen", en: "to be confirmed" }, tone: "warning" },
  confirmed: { label: { fr: "confirmé", nl: "bevestigd", en: "confirmed" }, tone: "success" },
  closed: { label: { fr: "fermé", nl: "gesloten", en: "closed" }, tone: "neutral" },
};

const Said = ({ state }: Readonly<{ state: States<string>[string] }>) => {
  const say = useSay();
  return <Badge tone={state.tone}>{say(state.label)}</Badge>;
};

/** How far a payment is. */
export const PaymentBadge = ({ state }: Readonly<{ state: PaymentRow["state"] }>) => (
  <Said state={payments[state]} />
);

/** How far a recovery order is. */
export const RecoveryBadge = ({ state }: Readonly<{ state: Recovery["state"] }>) => (
  <Said state={recoveries[state]} />
);

/** Whether a bank account may be paid to. */
export const AccountBadge = ({ state }: Readonly<{ state: BankAccount["state"] }>) => (
  <Said state={accounts[state]} />
);
