import type { PaymentsPage } from "../../../src/payment/shapes.ts";
import {
  Badge,
  ButtonLink,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Row,
  Rows,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import { useFirst } from "../money/use-first.tsx";

/** Bank files, the last first: what went in them and whether the bank executed it. */
export const Files = ({ files }: Readonly<{ files: PaymentsPage["files"] }>) => {
  const say = useSay();
  const { dateTime, date, number } = useFormat();
  const [shown, more] = useFirst(files, 30);
  if (files.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <>
      <Table label={say(words.label)}>
        <Columns>
          <Column>{say(words.file)}</Column>
          <Column>{say(words.madeAt)}</Column>
          <Column isNumeric>{say(words.count)}</Column>
          <Column isNumeric>{say(words.total)}</Column>
          <Column>{say(words.state)}</Column>
          <Column>{say(words.take)}</Column>
        </Columns>
        <Rows>
          {shown.map(({ id, messageId, madeAt, count, total, executedOn }) => (
            <Row key={id}>
              <Cell isHead isWrapped={false}>
                <Link to={`money/bank-files/${id}`}>{messageId}</Link>
              </Cell>
              <Cell isWrapped={false}>{dateTime(madeAt)}</Cell>
              <Cell isNumeric>{number(count)}</Cell>
              <Cell isNumeric>
                <Amount euros={total} />
              </Cell>
              <Cell>
                {executedOn === null ? (
                  <Badge tone="warning">{say(words.waits)}</Badge>
                ) : (
                  <Badge tone="success">{say(words.executed, { day: date(executedOn) })}</Badge>
                )}
              </Cell>
              <Cell>
                <ButtonLink to={`/api/bank-files/${id}/xml`} size="s" icon="download" download>
                  XML
                </ButtonLink>
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
    </>
  );
};

const words = {
  label: { fr: "Fichiers bancaires", nl: "Bankbestanden", en: "Bank files" },
  none: {
    fr: "Aucun fichier bancaire n'est encore fait.",
    nl: "Er is nog geen bankbestand gemaakt.",
    en: "No bank file is made yet.",
  },
  file: { fr: "Fichier", nl: "Bestand", en: "File" },
  madeAt: { fr: "Fait le", nl: "Gemaakt op", en: "Made at" },
  count: { fr: "Paiements", nl: "Betalingen", en: "Payments" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  state: { fr: "À la banque", nl: "Bij de bank", en: "At the bank" },
  waits: { fr: "exécution à confirmer", nl: "uitvoering te bevestigen", en: "execution to be confirmed" },
  executed: { fr: "exécuté le {day}", nl: "uitgevoerd op {day}", en: "executed on {day}" },
  take: { fr: "Télécharger", nl: "Downloaden", en: "Download" },
} satisfies Record<string, Text>;
