import type { Cells } from "../../../src/commission/form-shape.ts";
import {
  ButtonLink,
  Cell,
  Column,
  Columns,
  Dialog,
  EmptyState,
  Link,
  Loaded,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { ledgerPage } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";
import style from "./commission.module.css";
import type { Opened } from "./FormTables.tsx";
import { useCells } from "./use-commission.ts";

/** What an amount on a form is the sum of: each line with its declaration and its posting. */
export const CellDialog = ({
  address,
  opened: { title, amount, trace, ...asked },
  onClose,
}: Readonly<{ address: string; opened: Opened; onClose: () => void }>) => {
  const say = useSay();
  const { money } = useFormat();
  const cells = useCells(address, asked);
  return (
    <Dialog
      isOpen
      size="l"
      title={title}
      onClose={onClose}
      footer={
        trace !== undefined && (
          <ButtonLink to={`money/trace?key=${encodeURIComponent(trace)}`}>{say(words.follow)}</ButtonLink>
        )
      }
    >
      <p>
        <strong>{money(amount)}</strong>
      </p>
      <Loaded query={cells}>{(found) => <Lines cells={found} />}</Loaded>
    </Dialog>
  );
};

const Lines = ({ cells: { lines, amount } }: Readonly<{ cells: Cells }>) => {
  const say = useSay();
  const { money } = useFormat();
  const [shown, more] = useFirst(lines, 60);
  if (lines.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <>
      <Table label={say(words.label)} density="compact">
        <Columns>
          <Column>{say(words.declaration)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column>{say(words.line)}</Column>
          <Column isNumeric>{say(words.eligible)}</Column>
          <Column isNumeric>{say(words.public)}</Column>
          <Column>{say(words.told)}</Column>
        </Columns>
        <Rows>
          {shown.map((each, at) => (
            <Row key={`${each.entry} ${each.declaration?.id} ${each.line} ${each.kind} ${at}`}>
              <Cell isHead isWrapped={false}>
                {each.declaration ? (
                  <Link to={`money/declarations/${each.declaration.id}`}>{each.declaration.number}</Link>
                ) : (
                  <Link to={`money/agreements/${each.agreement.id}`}>{each.agreement.number}</Link>
                )}
                {each.kind !== "expenditure" && <span className={style.sub}>{say(kinds[each.kind])}</span>}
              </Cell>
              <Cell>
                {say(each.partner.name)}
                <span className={style.sub}>{say(each.operation.title)}</span>
              </Cell>
              <Cell>{each.line}</Cell>
              <Cell isNumeric>
                {each.declaration && each.entry !== null ? (
                  <Link to={ledgerPage({ declaration: each.declaration.id, line: each.line })}>
                    {money(each.eligible)}
                  </Link>
                ) : (
                  money(each.eligible)
                )}
              </Cell>
              <Cell isNumeric>{money(each.public)}</Cell>
              <Cell>
                {each.application ? (
                  <Link to={`money/commission/applications/${each.application.id}`}>
                    {each.application.number}
                  </Link>
                ) : (
                  <span className={style.muted}>{say(words.notYet)}</span>
                )}
              </Cell>
            </Row>
          ))}
          <Row tone="total">
            <Cell isHead columns={3}>
              {say(words.sum)}
            </Cell>
            <Cell isNumeric columns={2}>
              {money(amount)}
            </Cell>
            <Cell />
          </Row>
        </Rows>
      </Table>
      {more}
    </>
  );
};

const kinds = {
  withdrawal: { fr: "retrait", nl: "intrekking", en: "withdrawal" },
  recovery: { fr: "recouvrement", nl: "terugvordering", en: "recovery" },
  deduction: {
    fr: "déduction dans les comptes",
    nl: "aftrek in de rekeningen",
    en: "deduction in the accounts",
  },
} satisfies Record<string, Text>;

const words = {
  follow: {
    fr: "Suivre ce montant jusqu'aux pièces",
    nl: "Dit bedrag volgen tot bij de stukken",
    en: "Follow this amount down to the evidence",
  },
  label: {
    fr: "De quoi ce montant est la somme",
    nl: "Waarvan dit bedrag de som is",
    en: "What this amount is the sum of",
  },
  none: { fr: "Aucune ligne.", nl: "Geen regels.", en: "No lines." },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  line: { fr: "Ligne", nl: "Regel", en: "Line" },
  eligible: { fr: "Éligible", nl: "Subsidiabel", en: "Eligible" },
  public: { fr: "Public", nl: "Publiek", en: "Public" },
  told: { fr: "Demandé dans", nl: "Aangevraagd in", en: "Applied for in" },
  notYet: { fr: "pas encore", nl: "nog niet", en: "not yet" },
  sum: { fr: "Somme", nl: "Som", en: "Sum" },
} satisfies Record<string, Text>;
