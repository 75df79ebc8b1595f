import { useState } from "react";
import { useParams } from "react-router";
import type { FormRow, FormTable } from "../../../src/commission/form-shape.ts";
import type { AccountsPage as Accounts, ChangeAccounts } from "../../../src/commission/shapes.ts";
import { api } from "../api.ts";
import {
  Badge,
  Cell,
  Column,
  Columns,
  Facts,
  Loaded,
  Page,
  Row,
  Rows,
  Table,
  Tabs,
  TextArea,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import { useProgramme } from "../programme/use-programme.ts";
import { Deductions } from "./Deductions.tsx";
import style from "./commission.module.css";
import { FormActs, Statements } from "./FormActs.tsx";
import { FormHead } from "./FormHead.tsx";
import { FormTables, traceOf } from "./FormTables.tsx";
import { FormBadge } from "./states.tsx";
import { money, titles } from "./titles.ts";
import { useAccounts } from "./use-commission.ts";

/** The accounts of an accounting year with their appendices: as they would be sent now, or as they were. */
export const AccountsPage = () => {
  const say = useSay();
  const { accounts: id = "" } = useParams();
  const accounts = useAccounts(id);
  const page = accounts.data;
  const programme = useProgramme().data;
  return (
    <Page
      title={page ? say(words.title, { year: page.year.label }) : say(titles.accounts)}
      breadcrumbs={[
        { label: say(money), to: "money" },
        { label: say(titles.commission), to: "money/commission" },
      ]}
      meta={page && <FormBadge state={page.state} />}
      lead={page && `${page.number} · ${programme ? say(programme.fundLabel(page.fund)) : page.fund}`}
    >
      <Loaded query={accounts}>{(data) => <Contents key={data.id} page={data} />}</Loaded>
    </Page>
  );
};

const Contents = ({ page }: Readonly<{ page: Accounts }>) => {
  const say = useSay();
  const { id, form, eligible, public: publicAmount, reconciled, mayChange, deductions } = page;
  const address = `/api/accounts/${id}`;
  const [commented, setCommented] = useState<Readonly<{ table: FormTable; row: FormRow }>>();
  return (
    <>
      <FormActs page={page} address={address} />
      <Facts
        layout="tiles"
        items={[
          { label: say(words.eligible), value: <Amount euros={eligible} /> },
          { label: say(words.public), value: <Amount euros={publicAmount} /> },
          {
            label: say(words.reconciliation),
            value: reconciled ? (
              <Badge tone="success">{say(words.reconciled)}</Badge>
            ) : (
              <Badge tone="error">{say(words.notReconciled)}</Badge>
            ),
          },
        ]}
      />
      <Tabs
        label={say(titles.accounts)}
        tabs={[
          {
            id: "form",
            label: say(words.appendices),
            content: (
              <>
                <FormTables
                  form={form}
                  address={address}
                  trace={(row) => traceOf("accounts", page, row)}
                  onComment={mayChange ? (table, row) => setCommented({ table, row }) : undefined}
                />
                <FormHead page={page} />
                <Statements form={form} />
              </>
            ),
          },
          ...(mayChange || deductions.length > 0
            ? [{ id: "deductions", label: say(words.deductions), content: <Deductions page={page} /> }]
            : []),
          { id: "balance", label: say(words.balance), content: <Balance page={page} /> },
        ]}
      />
      {commented && <CommentDialog page={page} {...commented} onClose={() => setCommented(undefined)} />}
    </>
  );
};

/** What the Commission pays or takes back once it accepts the accounts. */
const Balance = ({ page: { balance } }: Readonly<{ page: Accounts }>) => {
  const say = useSay();
  const { money: euros } = useFormat();
  return (
    <>
      <p className={style.note}>{say(words.balanceWhat)}</p>
      <Table label={say(words.balance)}>
        <Columns>
          <Column width="wide">{say(words.priority)}</Column>
          <Column isNumeric>{say(words.due)}</Column>
          <Column isNumeric>{say(words.paid)}</Column>
          <Column isNumeric>{say(words.rest)}</Column>
        </Columns>
        <Rows>
          {balance.map((row) => (
            <Row key={`${row.priority} ${row.regionCategory}`}>
              <Cell isHead>
                {say(row.label)}
                <span className={style.sub}>{row.regionCategory}</span>
              </Cell>
              <Cell isNumeric>{euros(row.due)}</Cell>
              <Cell isNumeric>{euros(row.paid)}</Cell>
              <Cell isNumeric>
                {euros(row.balance)}
                <span className={style.sub}>
                  {say(row.balance.startsWith("-") ? words.takenBack : words.stillPaid)}
                </span>
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </>
  );
};

const CommentDialog = ({
  page,
  table,
  row,
  onClose,
}: Readonly<{ page: Accounts; table: FormTable; row: FormRow; onClose: () => void }>) => {
  const say = useSay();
  const key = `${table.id}:${row.key}`;
  const [comment, setComment] = useState(page.comments[key] ?? "");
  const keep = useAct(
    say(words.kept),
    () => {
      const body: ChangeAccounts = { comments: { ...page.comments, [key]: comment.trim() } };
      return api.send("PUT", `/api/accounts/${page.id}`, body);
    },
    onClose,
  );
  return (
    <FormDialog
      title={say(words.commentTitle, { row: say(row.label) })}
      act={say(words.keep)}
      send={() => keep.mutateAsync(undefined)}
      onClose={onClose}
    >
      {() => (
        <TextArea
          label={say(words.comment)}
          help={say(table.title)}
          name="comment"
          value={comment}
          onChange={setComment}
          maxLength={1500}
        />
      )}
    </FormDialog>
  );
};

const words = {
  title: { fr: "Comptes {year}", nl: "Rekeningen {year}", en: "Accounts {year}" },
  eligible: { fr: "Dépenses éligibles", nl: "Subsidiabele uitgaven", en: "Eligible expenditure" },
  public: { fr: "Dépenses publiques", nl: "Publieke uitgaven", en: "Public expenditure" },
  reconciliation: { fr: "Rapprochement", nl: "Aansluiting", en: "Reconciliation" },
  reconciled: {
    fr: "exact au centime",
    nl: "klopt tot op de cent",
    en: "exact to the cent",
  },
  notReconciled: { fr: "ne tombe pas juste", nl: "klopt niet", en: "does not add up" },
  appendices: { fr: "Comptes et appendices", nl: "Rekeningen en aanhangsels", en: "Accounts and appendices" },
  deductions: {
    fr: "Laissé hors des comptes",
    nl: "Buiten de rekeningen gelaten",
    en: "Left out of the accounts",
  },
  balance: { fr: "Solde de l'année", nl: "Saldo van het jaar", en: "Balance of the year" },
  balanceWhat: {
    fr: "Ce que la Commission paie encore, ou reprend, une fois les comptes acceptés.",
    nl: "Wat de Commissie nog betaalt, of terugneemt, zodra de rekeningen aanvaard zijn.",
    en: "What the Commission still pays, or takes back, once the accounts are accepted.",
  },
  priority: { fr: "Axe", nl: "As", en: "Priority" },
  due: { fr: "Dû sur les comptes", nl: "Verschuldigd op de rekeningen", en: "Due on the accounts" },
  paid: {
    fr: "Déjà versé et préfinancé",
    nl: "Al betaald en voorgefinancierd",
    en: "Already paid and pre-financed",
  },
  rest: { fr: "Solde", nl: "Saldo", en: "Balance" },
  takenBack: {
    fr: "repris par la Commission",
    nl: "teruggenomen door de Commissie",
    en: "taken back by the Commission",
  },
  stillPaid: { fr: "versé par la Commission", nl: "betaald door de Commissie", en: "paid by the Commission" },
  commentTitle: { fr: "Commentaire : {row}", nl: "Toelichting: {row}", en: "Comment: {row}" },
  comment: { fr: "Commentaire", nl: "Toelichting", en: "Comment" },
  keep: { fr: "Enregistrer", nl: "Bewaren", en: "Save" },
  kept: {
    fr: "Le commentaire est enregistré.",
    nl: "De toelichting is bewaard.",
    en: "The comment is saved.",
  },
} satisfies Record<string, Text>;
