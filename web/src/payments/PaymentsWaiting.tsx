import type { PaymentsPage } from "../../../src/payment/shapes.ts";
import { ButtonLink, ButtonRow, Link } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { titles } from "./titles.ts";

/** How many payments wait for whoever pays, each kind with the way to it; nothing where none does. */
export const PaymentsWaiting = ({ page }: Readonly<{ page: PaymentsPage }>) => {
  const say = useSay();
  const { count } = useFormat();
  const { rows, due, toSend, may } = page;
  const waiting = [
    { show: "prepare", many: may.prepare ? due.filter(({ ready }) => ready).length : 0, words: toPrepare },
    { show: "approve", many: rows.filter((row) => row.may.approve).length, words: toApprove },
    { show: "send", many: may.file ? toSend.length : 0, words: toBank },
  ].filter(({ many }) => many > 0);
  if (waiting.length === 0) return null;
  return (
    <Section title={say(titles.payments)} actions={<Link to="money/payments">{say(words.all)}</Link>}>
      <ButtonRow>
        {waiting.map(({ show, many, words: said }) => (
          <ButtonLink key={show} to={`money/payments?show=${show}`}>
            {count(many, said)}
          </ButtonLink>
        ))}
      </ButtonRow>
    </Section>
  );
};

const toPrepare = {
  one: {
    fr: "{count} paiement à préparer",
    nl: "{count} betaling voor te bereiden",
    en: "{count} payment to prepare",
  },
  other: {
    fr: "{count} paiements à préparer",
    nl: "{count} betalingen voor te bereiden",
    en: "{count} payments to prepare",
  },
} satisfies Record<string, Text>;

const toApprove = {
  one: {
    fr: "{count} paiement à approuver",
    nl: "{count} betaling goed te keuren",
    en: "{count} payment to approve",
  },
  other: {
    fr: "{count} paiements à approuver",
    nl: "{count} betalingen goed te keuren",
    en: "{count} payments to approve",
  },
} satisfies Record<string, Text>;

const toBank = {
  one: {
    fr: "{count} paiement à envoyer à la banque",
    nl: "{count} betaling naar de bank te sturen",
    en: "{count} payment to send to the bank",
  },
  other: {
    fr: "{count} paiements à envoyer à la banque",
    nl: "{count} betalingen naar de bank te sturen",
    en: "{count} payments to send to the bank",
  },
} satisfies Record<string, Text>;

const words = {
  all: { fr: "Voir tous les paiements", nl: "Alle betalingen bekijken", en: "See all payments" },
} satisfies Record<string, Text>;
