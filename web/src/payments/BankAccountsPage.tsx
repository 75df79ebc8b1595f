import { useState } from "react";
import { useParams } from "react-router";
import type { AccountBody, BankAccount, BankAccounts } from "../../../src/payment/shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  ConfirmDialog,
  EmptyState,
  Link,
  Loaded,
  Page,
  ProblemNotice,
  Row,
  Rows,
  Table,
  TextField,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import style from "./payments.module.css";
import { AccountBadge } from "./states.tsx";
import { titles } from "./titles.ts";
import { useBankAccounts } from "./use-payments.ts";

/** The bank accounts of a partner: a new one is paid to only once a second person confirmed it. */
export const BankAccountsPage = () => {
  const say = useSay();
  const { partner = "" } = useParams();
  const accounts = useBankAccounts(partner);
  const [isAdding, setIsAdding] = useState(false);
  const page = accounts.data;
  return (
    <Page
      title={page ? say(words.title, { partner: say(page.partner.name) }) : say(titles.accounts)}
      lead={say(words.lead)}
      breadcrumbs={[
        { label: say(words.money), to: "money" },
        { label: say(titles.payments), to: "money/payments" },
      ]}
      actions={
        page?.mayAdd && (
          <Button icon="add" onPress={() => setIsAdding(true)}>
            {say(words.add)}
          </Button>
        )
      }
    >
      <Loaded query={accounts}>{(data) => <List accounts={data} />}</Loaded>
      {isAdding && <AddDialog partner={partner} onClose={() => setIsAdding(false)} />}
    </Page>
  );
};

const List = ({ accounts: { rows, mayAdd } }: Readonly<{ accounts: BankAccounts }>) => {
  const say = useSay();
  const { date } = useFormat();
  if (rows.length === 0)
    return <EmptyState title={say(words.none)}>{mayAdd && say(words.noneWhy)}</EmptyState>;
  const hasProof = rows.some(({ document }) => document !== null);
  return (
    <Table label={say(titles.accounts)}>
      <Columns>
        <Column>{say(words.iban)}</Column>
        <Column>{say(words.holder)}</Column>
        <Column>{say(words.from)}</Column>
        <Column width="wide">{say(words.state)}</Column>
        {hasProof && <Column>{say(words.proof)}</Column>}
      </Columns>
      <Rows>
        {rows.map((account) => (
          <Row key={account.id}>
            <Cell isHead isWrapped={false}>
              <span className={style.code}>{account.iban}</span>
              {account.bic !== null && <span className={style.sub}>{account.bic}</span>}
            </Cell>
            <Cell>{account.holder}</Cell>
            <Cell isWrapped={false}>{date(account.from)}</Cell>
            <Cell>
              <AccountBadge state={account.state} />
              <Hands account={account} />
              <Acts account={account} />
            </Cell>
            {hasProof && (
              <Cell>
                {account.document !== null && (
                  <Link to={`/api/documents/${account.document}`} download>
                    {say(words.attestation)}
                  </Link>
                )}
              </Cell>
            )}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

/** Who entered it and who confirmed it, and why the asker may not. */
const Hands = ({ account: { enteredBy, confirmedBy, mayNot } }: Readonly<{ account: BankAccount }>) => {
  const say = useSay();
  const { date } = useFormat();
  const named = (name: string | null) => (name === null ? "" : ` · ${name}`);
  return (
    <>
      <span className={style.sub}>
        {say(words.entered, { day: date(enteredBy.at.slice(0, 10)) })}
        {named(enteredBy.name)}
      </span>
      {confirmedBy && (
        <span className={style.sub}>
          {say(words.confirmed, { day: date(confirmedBy.at.slice(0, 10)) })}
          {named(confirmedBy.name)}
        </span>
      )}
      {mayNot !== null && <span className={style.sub}>{say(mayNot)}</span>}
    </>
  );
};

const Acts = ({ account: { id, iban, holder, may } }: Readonly<{ account: BankAccount }>) => {
  const say = useSay();
  const [asked, setAsked] = useState<"confirm" | "close">();
  const act = useAct(
    say(words.done),
    (what: "confirm" | "close") => api.send("POST", `/api/bank-accounts/${id}/${what}`, {}),
    () => setAsked(undefined),
  );
  return (
    <>
      {(may.confirm || may.close) && (
        <div className={style.acts}>
          {may.confirm && (
            <Button size="s" variant="primary" onPress={() => setAsked("confirm")}>
              {say(words.acts.confirm)}
            </Button>
          )}
          {may.close && (
            <Button size="s" variant="quiet" onPress={() => setAsked("close")}>
              {say(words.acts.close)}
            </Button>
          )}
        </div>
      )}
      {asked && (
        <ConfirmDialog
          isOpen
          title={say(words.titles[asked], { iban })}
          confirm={say(words.acts[asked])}
          isPending={act.isPending}
          onConfirm={() => act.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          {act.error && <ProblemNotice error={act.error} />}
          <p>{say(words.asks[asked], { holder })}</p>
        </ConfirmDialog>
      )}
    </>
  );
};

const AddDialog = ({ partner, onClose }: Readonly<{ partner: string; onClose: () => void }>) => {
  const say = useSay();
  const [holder, setHolder] = useState("");
  const [iban, setIban] = useState("");
  const add = useAct(
    say(words.added),
    () => {
      const body: AccountBody = { holder: holder.trim(), iban: iban.trim() };
      return api.send("POST", `/api/partners/${partner}/bank-accounts`, body);
    },
    onClose,
  );
  return (
    <FormDialog
      title={say(words.add)}
      act={say(words.add)}
      isComplete={holder.trim() !== "" && iban.trim().length >= 5}
      send={() => add.mutateAsync(undefined)}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <p>{say(words.addWhat)}</p>
          <TextField
            label={say(words.iban)}
            name="iban"
            help="BE68 5390 0754 7034"
            value={iban}
            onChange={setIban}
            maxLength={50}
            autoComplete="off"
            spellCheck={false}
            isRequired
            {...missing(iban.trim().length < 5)}
          />
          <TextField
            label={say(words.holder)}
            name="holder"
            value={holder}
            onChange={setHolder}
            maxLength={70}
            isRequired
            {...missing(holder.trim() === "")}
          />
        </>
      )}
    </FormDialog>
  );
};

const words = {
  money: { fr: "Financement", nl: "Financiering", en: "Funding" },
  title: {
    fr: "Comptes bancaires : {partner}",
    nl: "Bankrekeningen: {partner}",
    en: "Bank accounts: {partner}",
  },
  lead: {
    fr: "Rien n'est versé sur un nouveau compte avant qu'une seconde personne, chez l'autorité, ne l'ait confirmé.",
    nl: "Er wordt niets gestort op een nieuwe rekening voor een tweede persoon bij de autoriteit ze heeft bevestigd.",
    en: "Nothing is paid to a new account until a second person, at the authority, confirmed it.",
  },
  add: { fr: "Ajouter un compte", nl: "Een rekening toevoegen", en: "Add an account" },
  addWhat: {
    fr: "Le compte actuel reste utilisé jusqu'à ce que le nouveau soit confirmé.",
    nl: "De huidige rekening blijft in gebruik tot de nieuwe bevestigd is.",
    en: "The present account stays in use until the new one is confirmed.",
  },
  added: {
    fr: "Le compte est enregistré ; une seconde personne le confirme.",
    nl: "De rekening is geregistreerd; een tweede persoon bevestigt ze.",
    en: "The account is recorded; a second person confirms it.",
  },
  none: { fr: "Aucun compte bancaire.", nl: "Geen bankrekening.", en: "No bank account." },
  noneWhy: {
    fr: "Sans compte confirmé, aucun paiement ne peut partir.",
    nl: "Zonder bevestigde rekening kan geen betaling vertrekken.",
    en: "Without a confirmed account no payment can leave.",
  },
  iban: { fr: "IBAN", nl: "IBAN", en: "IBAN" },
  holder: { fr: "Titulaire", nl: "Houder", en: "Holder" },
  from: { fr: "Valable dès le", nl: "Geldig vanaf", en: "Valid from" },
  state: { fr: "État", nl: "Stand", en: "State" },
  proof: { fr: "Preuve", nl: "Bewijs", en: "Proof" },
  attestation: { fr: "Attestation bancaire", nl: "Bankattest", en: "Bank's statement" },
  entered: { fr: "encodé le {day}", nl: "ingevoerd op {day}", en: "entered on {day}" },
  confirmed: { fr: "confirmé le {day}", nl: "bevestigd op {day}", en: "confirmed on {day}" },
  acts: {
    confirm: { fr: "Confirmer le compte", nl: "De rekening bevestigen", en: "Confirm the account" },
    close: { fr: "Fermer le compte", nl: "De rekening sluiten", en: "Close the account" },
  },
  titles: {
    confirm: { fr: "Confirmer {iban}", nl: "{iban} bevestigen", en: "Confirm {iban}" },
    close: { fr: "Fermer {iban}", nl: "{iban} sluiten", en: "Close {iban}" },
  },
  asks: {
    confirm: {
      fr: "Avez-vous vérifié, par un autre canal que celui de la demande, que ce compte est bien celui de {holder} ?",
      nl: "Hebt u langs een andere weg dan die van de vraag nagegaan dat deze rekening wel van {holder} is?",
      en: "Did you check, by another way than the request came, that this account is that of {holder}?",
    },
    close: {
      fr: "Plus rien ne sera versé à {holder} sur ce compte.",
      nl: "Er wordt op deze rekening niets meer gestort aan {holder}.",
      en: "Nothing more will be paid to {holder} on this account.",
    },
  },
  done: { fr: "C'est enregistré.", nl: "Het is geregistreerd.", en: "It is recorded." },
} satisfies Record<string, Text | Record<string, Text>>;
