import { useState } from "react";
import type { AccountsPage, ChangeAccounts, Deduction } from "../../../src/commission/shapes.ts";
import { EurosField } from "../agreements/EurosField.tsx";
import { api } from "../api.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  ComboBox,
  EmptyState,
  Link,
  ProblemNotice,
  RadioGroup,
  Row,
  Rows,
  Table,
  TextArea,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useAct } from "../money/use-act.ts";
import style from "./commission.module.css";
import { useCells } from "./use-commission.ts";

/** What was applied for and is left out of the accounts, with its kind and reason: it explains the difference. */
export const Deductions = ({ page }: Readonly<{ page: AccountsPage }>) => {
  const say = useSay();
  const [isAdding, setIsAdding] = useState(false);
  const { id, deductions, mayChange } = page;
  const keep = useAct(say(words.kept), (next: readonly Deduction[]) => {
    const body: ChangeAccounts = { deductions: [...next] };
    return api.send("PUT", `/api/accounts/${id}`, body);
  });
  const plain: readonly Deduction[] = deductions.map(({ number: _number, ...deduction }) => deduction);
  return (
    <>
      <p className={style.note}>{say(words.what)}</p>
      {mayChange && (
        <div className={style.acts}>
          <Button size="s" icon="add" onPress={() => setIsAdding(true)}>
            {say(words.add)}
          </Button>
        </div>
      )}
      {keep.error && <ProblemNotice error={keep.error} />}
      {deductions.length === 0 ? (
        <EmptyState title={say(words.none)} />
      ) : (
        <Table label={say(words.label)}>
          <Columns>
            <Column>{say(words.declaration)}</Column>
            <Column>{say(words.kind)}</Column>
            <Column isNumeric>{say(words.amount)}</Column>
            <Column width="wide">{say(words.comment)}</Column>
            {mayChange && <Column>{say(words.act)}</Column>}
          </Columns>
          <Rows>
            {deductions.map((each, at) => (
              <Row key={`${each.declaration} ${each.line} ${each.kind} ${at}`}>
                <Cell isHead isWrapped={false}>
                  <Link to={`money/declarations/${each.declaration}`}>{each.number}</Link>
                  <span className={style.sub}>{each.line}</span>
                </Cell>
                <Cell>{say(kinds[each.kind])}</Cell>
                <Cell isNumeric>
                  <Amount euros={each.amount} />
                </Cell>
                <Cell>
                  <span className={style.said}>{each.comment}</span>
                </Cell>
                {mayChange && (
                  <Cell>
                    <Button
                      size="s"
                      variant="quiet"
                      isPending={keep.isPending}
                      onPress={() => keep.mutate(plain.filter((_, place) => place !== at))}
                    >
                      {say(words.putBack)}
                    </Button>
                  </Cell>
                )}
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {isAdding && (
        <AddDialog
          page={page}
          onAdd={async (deduction) => {
            await keep.mutateAsync([...plain, deduction]);
            setIsAdding(false);
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </>
  );
};

const AddDialog = ({
  page: { id },
  onAdd,
  onClose,
}: Readonly<{
  page: AccountsPage;
  onAdd: (deduction: Deduction) => Promise<void>;
  onClose: () => void;
}>) => {
  const say = useSay();
  const { money } = useFormat();
  const cells = useCells(`/api/accounts/${id}`, { table: "app1", column: "A" });
  const lines = (cells.data?.lines ?? []).flatMap(({ declaration, line, eligible, partner }) =>
    declaration === null ? [] : [{ declaration, line, eligible, partner, id: `${declaration.id} ${line}` }],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const [amount, setAmount] = useState("0.00");
  const [kind, setKind] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  const line = lines.find((each) => each.id === chosen);
  const isAmount = Number(amount) > 0;
  return (
    <FormDialog
      title={say(words.add)}
      act={say(words.add)}
      isComplete={line !== undefined && kind !== null && isAmount && comment.trim() !== ""}
      send={async () => {
        const known = kindIds.find((each) => each === kind);
        if (!line || !known) return;
        await onAdd({
          declaration: line.declaration.id,
          line: line.line,
          amount,
          kind: known,
          comment: comment.trim(),
        });
      }}
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          <ComboBox
            label={say(words.line)}
            name="line"
            value={chosen}
            onChange={setChosen}
            options={lines.map((each) => ({
              id: each.id,
              label: `${each.declaration.number} · ${each.line}`,
              description: `${say(each.partner.name)} · ${money(each.eligible)}`,
            }))}
            {...missing(line === undefined)}
          />
          <EurosField
            label={say(words.amount)}
            name="amount"
            value={amount}
            onChange={setAmount}
            isRequired
            {...(line ? { help: say(words.most, { most: money(line.eligible) }) } : {})}
            {...missing(!isAmount)}
          />
          <RadioGroup
            label={say(words.kind)}
            name="kind"
            value={kind}
            onChange={setKind}
            options={kindIds.map((each) => ({
              id: each,
              label: say(kinds[each]),
              description: say(helps[each]),
            }))}
            {...missing(kind === null)}
          />
          <TextArea
            label={say(words.comment)}
            help={say(words.commentHelp)}
            name="comment"
            value={comment}
            onChange={setComment}
            rows={3}
            maxLength={500}
            isRequired
            {...missing(comment.trim() === "")}
          />
        </>
      )}
    </FormDialog>
  );
};

const kindIds = ["irregular", "ongoing_assessment", "other"] as const;

const kinds: Readonly<Record<Deduction["kind"], Text>> = {
  irregular: { fr: "dépense irrégulière", nl: "onregelmatige uitgave", en: "irregular expenditure" },
  ongoing_assessment: {
    fr: "évaluation en cours",
    nl: "beoordeling loopt nog",
    en: "under ongoing assessment",
  },
  other: { fr: "autre raison", nl: "andere reden", en: "other reason" },
};

const helps: Readonly<Record<Deduction["kind"], Text>> = {
  irregular: {
    fr: "Retirée du programme ; elle ne revient pas.",
    nl: "Uit het programma genomen; ze komt niet terug.",
    en: "Taken out of the programme; it does not come back.",
  },
  ongoing_assessment: {
    fr: "Laissée de côté ; elle peut revenir dans une demande ultérieure si elle est confirmée.",
    nl: "Opzij gelaten; ze kan terugkomen in een latere aanvraag als ze bevestigd wordt.",
    en: "Set aside; it may come back in a later application if it is cleared.",
  },
  other: {
    fr: "Par exemple pour ramener l'erreur résiduelle sous 2 %.",
    nl: "Bijvoorbeeld om de resterende fout onder 2 % te brengen.",
    en: "For example to bring the residual error down to 2 %.",
  },
};

const words = {
  what: {
    fr: "La différence entre les demandes et les comptes n'est faite que de ces montants ; chacun porte sa raison dans le rapprochement.",
    nl: "Het verschil tussen de aanvragen en de rekeningen bestaat enkel uit deze bedragen; elk draagt zijn reden in de aansluiting.",
    en: "The difference between applications and accounts is made of these amounts only; each bears its reason in the reconciliation.",
  },
  add: {
    fr: "Laisser un montant hors des comptes",
    nl: "Een bedrag buiten de rekeningen laten",
    en: "Leave an amount out of the accounts",
  },
  label: {
    fr: "Montants hors des comptes",
    nl: "Bedragen buiten de rekeningen",
    en: "Amounts left out of the accounts",
  },
  none: {
    fr: "Rien n'est laissé hors des comptes.",
    nl: "Niets is buiten de rekeningen gelaten.",
    en: "Nothing is left out of the accounts.",
  },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  line: { fr: "Ligne d'une déclaration", nl: "Regel van een declaratie", en: "Line of a declaration" },
  kind: { fr: "Nature", nl: "Aard", en: "Kind" },
  amount: { fr: "Montant éligible", nl: "Subsidiabel bedrag", en: "Eligible amount" },
  most: { fr: "Au plus {most}", nl: "Hoogstens {most}", en: "At most {most}" },
  comment: { fr: "Raison", nl: "Reden", en: "Reason" },
  commentHelp: {
    fr: "Elle est imprimée dans le rapprochement.",
    nl: "Ze wordt in de aansluiting afgedrukt.",
    en: "It is printed in the reconciliation.",
  },
  act: { fr: "Acte", nl: "Handeling", en: "Act" },
  putBack: { fr: "Remettre dans les comptes", nl: "Terug in de rekeningen", en: "Put back in the accounts" },
  kept: {
    fr: "Les comptes sont recalculés.",
    nl: "De rekeningen zijn herberekend.",
    en: "The accounts are worked out anew.",
  },
} satisfies Record<string, Text>;
