import { useState } from "react";
import { useNavigate } from "react-router";
import { sumOf } from "../../../src/euros.ts";
import type { BankFilePage, PaymentRow, PaymentsPage } from "../../../src/payment/shapes.ts";
import { instalmentKinds } from "../agreements/states.ts";
import { api } from "../api.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  DateField,
  EmptyState,
  Facts,
  isDay,
  Link,
  Row,
  Rows,
  Table,
  useAddress,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import style from "./payments.module.css";
import { Net } from "./PaymentTable.tsx";
import { PayBy } from "./TimeLeft.tsx";

/** Approved payments: those chosen, all at first, go to the bank in one file. */
export const ToSend = ({ page, rows }: Readonly<{ page: PaymentsPage; rows: readonly PaymentRow[] }>) => {
  const say = useSay();
  const { money, count } = useFormat();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isMaking, setIsMaking] = useState(false);
  const ids = rows.map(({ id }) => String(id));
  const chosen = rows.filter(({ id }) => !left.has(String(id)));
  if (rows.length === 0) return <EmptyState title={say(words.none)}>{say(words.noneWhy)}</EmptyState>;
  const total = sumOf(chosen.map(({ net }) => net));
  return (
    <>
      {page.may.file && (
        <div className={style.acts}>
          <Button variant="primary" isDisabled={chosen.length === 0} onPress={() => setIsMaking(true)}>
            {say(words.make)}
          </Button>
          <span>
            {count(chosen.length, paymentWords)} · <strong>{money(total)}</strong>
          </span>
        </div>
      )}
      <Table
        label={say(words.label)}
        {...(page.may.file
          ? {
              selection: {
                ids,
                selected: new Set(chosen.map(({ id }) => String(id))),
                onChange: (selected) => setLeft(new Set(ids.filter((id) => !selected.has(id)))),
              },
            }
          : {})}
      >
        <Columns>
          <Column>{say(words.number)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column>{say(words.kind)}</Column>
          <Column isNumeric>{say(words.net)}</Column>
          <Column>{say(words.due)}</Column>
        </Columns>
        <Rows>
          {rows.map((row) => (
            <Row key={row.id} id={String(row.id)} label={row.number}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/payments/${row.id}`}>{row.number}</Link>
              </Cell>
              <Cell>
                {say(row.partner.name)}
                <span className={style.sub}>{say(row.operation.title)}</span>
              </Cell>
              <Cell>{say(instalmentKinds[row.kind])}</Cell>
              <Cell isNumeric>
                <Net row={row} />
              </Cell>
              <Cell isWrapped={false}>
                <PayBy dueOn={row.dueOn} daysLeft={row.daysLeft} />
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {isMaking && (
        <MakeDialog today={page.today} chosen={chosen} total={total} onClose={() => setIsMaking(false)} />
      )}
    </>
  );
};

const MakeDialog = ({
  today,
  chosen,
  total,
  onClose,
}: Readonly<{ today: string; chosen: readonly PaymentRow[]; total: string; onClose: () => void }>) => {
  const say = useSay();
  const { money, count } = useFormat();
  const navigate = useNavigate();
  const address = useAddress();
  const [executeOn, setExecuteOn] = useState(today);
  const make = useAct(
    say(words.made),
    () =>
      api.send<Pick<BankFilePage, "id">>("POST", "/api/bank-files", {
        payments: chosen.map(({ id }) => id),
        executeOn,
      }),
    ({ id }) => navigate(address(`money/bank-files/${id}`)),
  );
  return (
    <FormDialog
      title={say(words.make)}
      act={say(words.makeNow)}
      isComplete={isDay(executeOn)}
      send={() => make.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <Facts
            items={[
              { label: say(words.label), value: count(chosen.length, paymentWords) },
              { label: say(words.total), value: <strong>{money(total)}</strong> },
            ]}
          />
          <p>{say(words.what)}</p>
          <DateField
            label={say(words.executeOn)}
            name="executeOn"
            value={executeOn}
            onChange={setExecuteOn}
            {...missing(!isDay(executeOn))}
          />
        </>
      )}
    </FormDialog>
  );
};

const paymentWords = {
  one: { fr: "{count} paiement", nl: "{count} betaling", en: "{count} payment" },
  other: { fr: "{count} paiements", nl: "{count} betalingen", en: "{count} payments" },
} satisfies Record<string, Text>;

const words = {
  label: { fr: "Paiements approuvés", nl: "Goedgekeurde betalingen", en: "Approved payments" },
  none: {
    fr: "Aucun paiement approuvé n'attend la banque.",
    nl: "Geen goedgekeurde betaling wacht op de bank.",
    en: "No approved payment waits for the bank.",
  },
  noneWhy: {
    fr: "Un paiement approuvé par une seconde personne paraît ici.",
    nl: "Een betaling die door een tweede persoon is goedgekeurd, verschijnt hier.",
    en: "A payment that a second person approved appears here.",
  },
  make: { fr: "Faire le fichier bancaire", nl: "Het bankbestand maken", en: "Make the bank file" },
  makeNow: { fr: "Faire le fichier", nl: "Het bestand maken", en: "Make the file" },
  made: {
    fr: "Le fichier bancaire est fait.",
    nl: "Het bankbestand is gemaakt.",
    en: "The bank file is made.",
  },
  what: {
    fr: "Un fichier de virements SEPA (ISO 20022), à charger dans la banque en ligne. Chaque paiement n'y va qu'une fois.",
    nl: "Een bestand met SEPA-overschrijvingen (ISO 20022), op te laden bij de onlinebank. Elke betaling komt er maar één keer in.",
    en: "A file of SEPA transfers (ISO 20022), to be loaded at the online bank. Each payment goes in one file only.",
  },
  executeOn: { fr: "Exécution demandée le", nl: "Uit te voeren op", en: "To be executed on" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  number: { fr: "Numéro", nl: "Nummer", en: "Number" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  kind: { fr: "Paiement", nl: "Betaling", en: "Payment" },
  net: { fr: "Montant versé", nl: "Gestort bedrag", en: "Amount transferred" },
  due: { fr: "À payer pour le", nl: "Te betalen tegen", en: "To be paid by" },
} satisfies Record<string, Text>;
