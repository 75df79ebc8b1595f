import { ButtonLink, Loaded } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { FoldedClock } from "./Clock.tsx";
import style from "./payments.module.css";
import { PaymentTable } from "./PaymentTable.tsx";
import { RecoveryTable } from "./Recoveries.tsx";
import { titles } from "./titles.ts";
import { usePayments } from "./use-payments.ts";

/** What was paid under an agreement and what is on its way, what is asked back, and how the time of the next one runs. */
export const AgreementPayments = ({
  agreement,
  partner,
}: Readonly<{ agreement: number; partner: string }>) => {
  const say = useSay();
  const payments = usePayments();
  return (
    <Loaded query={payments}>
      {(page) => {
        const rows = page.rows.filter((row) => row.agreement.id === agreement);
        const recoveries = page.recoveries.filter((row) => row.agreement.id === agreement);
        const clock = page.due.find((due) => due.agreement.id === agreement)?.clock;
        return (
          <>
            {clock && <FoldedClock clock={clock} reasons={page.stopReasons} />}
            <Section
              title={say(titles.payments)}
              actions={
                <ButtonLink to={`money/bank-accounts/${partner}`} size="s" variant="quiet">
                  {say(titles.accounts)}
                </ButtonLink>
              }
            >
              <PaymentTable label={say(titles.payments)} rows={rows} none={say(words.none)} />
            </Section>
            {recoveries.length > 0 && (
              <Section title={say(words.recoveries)}>
                <RecoveryTable rows={recoveries} />
              </Section>
            )}
            {rows.length > 0 && <p className={style.muted}>{say(words.opens)}</p>}
          </>
        );
      }}
    </Loaded>
  );
};

const words = {
  none: {
    fr: "Rien n'a encore été payé dans le cadre de cette convention.",
    nl: "Binnen deze overeenkomst is nog niets betaald.",
    en: "Nothing was paid under this agreement yet.",
  },
  recoveries: { fr: "Récupérations", nl: "Terugvorderingen", en: "Recoveries" },
  opens: {
    fr: "Un paiement s'ouvre sur le calcul de son montant.",
    nl: "Een betaling opent op de berekening van haar bedrag.",
    en: "A payment opens on the reckoning of its amount.",
  },
} satisfies Record<string, Text>;
