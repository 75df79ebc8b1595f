import type { Correction } from "../../../src/commission/shapes.ts";
import { Badge, Button, Cell, Column, Columns, EmptyState, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";
import style from "./commission.module.css";
import { titles } from "./titles.ts";

/** What was taken out of what was applied for: withdrawn, recovered, still to be, not to be, left out of accounts. */
export const CorrectionTable = ({
  rows,
  onComplete,
}: Readonly<{
  rows: readonly Correction[];
  /** Completes what a decision says in the accounts. */
  onComplete?: ((row: Correction) => void) | undefined;
}>) => {
  const say = useSay();
  const [shown, more] = useFirst(rows, 50);
  if (rows.length === 0) return <EmptyState title={say(words.none)}>{say(words.noneWhy)}</EmptyState>;
  return (
    <>
      <Table label={say(titles.corrections)}>
        <Columns>
          <Column>{say(words.declaration)}</Column>
          <Column>{say(words.partner)}</Column>
          <Column>{say(words.kind)}</Column>
          <Column isNumeric>{say(words.eligible)}</Column>
          <Column isNumeric>{say(words.public)}</Column>
          <Column>{say(words.year)}</Column>
          <Column>{say(words.told)}</Column>
        </Columns>
        <Rows>
          {shown.map((row, at) => (
            <Row key={`${row.declaration.id} ${row.line} ${row.kind} ${row.decision?.id} ${at}`}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/declarations/${row.declaration.id}/decisions`}>
                  {row.declaration.number}
                </Link>
                <span className={style.sub}>
                  {row.line}
                  {row.decision && ` · ${row.decision.number}`}
                </span>
              </Cell>
              <Cell>
                {say(row.partner.name)}
                <span className={style.sub}>{say(row.operation.title)}</span>
              </Cell>
              <Cell>
                <Badge tone={row.kind === "irrecoverable" ? "error" : "neutral"}>
                  {say(kinds[row.kind])}
                </Badge>
                {row.auditsOfOperations && <span className={style.sub}>{say(words.audits)}</span>}
                {row.article71 && <span className={style.sub}>{say(words.article71)}</span>}
                {row.comment !== "" && <span className={style.sub}>{row.comment}</span>}
                {onComplete && row.decision !== null && row.toldIn === null && (
                  <Button size="s" variant="quiet" onPress={() => onComplete(row)}>
                    {say(words.complete)}
                  </Button>
                )}
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.eligible} ledger={{ declaration: row.declaration.id, line: row.line }} />
              </Cell>
              <Cell isNumeric>
                <Amount euros={row.public} />
              </Cell>
              <Cell isWrapped={false}>{row.year.label}</Cell>
              <Cell>
                {row.toldIn === null ? (
                  <Badge tone="warning">{say(words.notTold)}</Badge>
                ) : (
                  <Link
                    to={
                      row.toldIn.what === "application"
                        ? `money/commission/applications/${row.toldIn.id}`
                        : `money/commission/accounts/${row.toldIn.id}`
                    }
                  >
                    {row.toldIn.number}
                  </Link>
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
    </>
  );
};

const kinds: Readonly<Record<Correction["kind"], Text>> = {
  withdrawal: { fr: "retrait", nl: "intrekking", en: "withdrawal" },
  recovery: { fr: "recouvrement", nl: "terugvordering", en: "recovery" },
  to_recover: { fr: "à recouvrer", nl: "terug te vorderen", en: "to be recovered" },
  irrecoverable: { fr: "irrécouvrable", nl: "oninbaar", en: "irrecoverable" },
  deduction: { fr: "hors des comptes", nl: "buiten de rekeningen", en: "left out of accounts" },
};

const words = {
  none: {
    fr: "Aucun retrait ni recouvrement.",
    nl: "Geen intrekking of terugvordering.",
    en: "No withdrawal or recovery.",
  },
  noneWhy: {
    fr: "Une décision de contrôle sur ce qui a déjà été demandé à la Commission paraît ici.",
    nl: "Een beslissing van de controle over wat al bij de Commissie is aangevraagd, verschijnt hier.",
    en: "A decision of control on what was already applied for appears here.",
  },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  partner: { fr: "Partenaire", nl: "Partner", en: "Partner" },
  kind: { fr: "Nature", nl: "Aard", en: "Kind" },
  eligible: { fr: "Éligible", nl: "Subsidiabel", en: "Eligible" },
  public: { fr: "Public", nl: "Publiek", en: "Public" },
  year: { fr: "Demandé en", nl: "Aangevraagd in", en: "Applied for in" },
  told: { fr: "Déclaré dans", nl: "Gemeld in", en: "Told in" },
  notTold: { fr: "pas encore", nl: "nog niet", en: "not yet" },
  complete: { fr: "Compléter", nl: "Aanvullen", en: "Complete" },
  audits: {
    fr: "issu d'un audit des opérations",
    nl: "uit een audit van verrichtingen",
    en: "of an audit of operations",
  },
  article71: { fr: "article 71", nl: "artikel 71", en: "Article 71" },
} satisfies Record<string, Text>;
