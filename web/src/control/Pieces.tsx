import type { FindingBody, Point } from "../../../src/control/shapes.ts";
import { Badge, Button, ButtonRow, Cell, Column, Columns, Link, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Amount } from "../money/Amount.tsx";
import type { Bench, Line } from "./bench.ts";
import style from "./control.module.css";

/** The pieces and the staff of a line about which nothing is asked, each with its document and whether it was looked at. */
export const Pieces = ({
  bench,
  line,
  asked,
}: Readonly<{ bench: Bench; line: Line; asked: readonly Point[] }>) => {
  const say = useSay();
  const { date, number } = useFormat();
  const items = line.items.filter(({ id }) => !asked.some(({ item }) => item?.id === id));
  const staff = line.staff.filter(
    (each) => !asked.some(({ person }) => person?.person === each.person && person.year === each.year),
  );
  return (
    <>
      {items.length > 0 && (
        <Table label={say(words.pieces)} isCaptionShown density="compact">
          <Columns>
            <Column>{say(words.piece)}</Column>
            <Column isNumeric>{say(words.amount)}</Column>
            <Column>{say(words.document)}</Column>
            <Column>{say(words.looked)}</Column>
          </Columns>
          <Rows>
            {items.map(({ id, on, supplier, reference, amount, document, elsewhere }) => (
              <Row key={id}>
                <Cell isHead>
                  {supplier}
                  <span className={style.under}>
                    {reference} · {date(on)}
                  </span>
                </Cell>
                <Cell isNumeric>
                  <Amount euros={amount} />
                </Cell>
                <Cell>
                  <DocumentOf document={document} />
                </Cell>
                <Cell>
                  <Look
                    bench={bench}
                    kind="item"
                    place={`${line.line}/${id}`}
                    elsewhere={elsewhere}
                    finding={{ line: line.line, about: { item: id }, amount }}
                  />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {staff.length > 0 && (
        <Table label={say(words.staff)} isCaptionShown density="compact">
          <Columns>
            <Column>{say(words.person)}</Column>
            <Column isNumeric>{say(words.hours)}</Column>
            <Column isNumeric>{say(words.cost)}</Column>
            <Column>{say(words.document)}</Column>
            <Column>{say(words.looked)}</Column>
          </Columns>
          <Rows>
            {staff.map(({ person, year, hours, grossCost, document, elsewhere }) => (
              <Row key={`${person} ${year}`}>
                <Cell isHead>
                  {person}
                  <span className={style.under}>{year}</span>
                </Cell>
                <Cell isNumeric>{hours === null ? "–" : number(hours)}</Cell>
                <Cell isNumeric>
                  <Amount euros={grossCost} />
                </Cell>
                <Cell>
                  <DocumentOf document={document} />
                </Cell>
                <Cell>
                  <Look
                    bench={bench}
                    kind="staff"
                    place={`${person}/${year}`}
                    elsewhere={elsewhere}
                    finding={{ line: line.line, about: { person, year } }}
                  />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </>
  );
};

/** The way to a document, or that there is none. */
export const DocumentOf = ({ document }: Readonly<{ document: number | null }>) => {
  const say = useSay();
  if (document === null) return <Badge tone="warning">{say(words.none)}</Badge>;
  return (
    <Link to={`/api/documents/${document}`} download>
      {say(words.open)}
    </Link>
  );
};

/** Whether it was looked at, here or in another verification. */
const Look = ({
  bench,
  kind,
  place,
  elsewhere,
  finding,
}: Readonly<{
  bench: Bench;
  kind: "item" | "staff";
  place: string;
  elsewhere: Line["items"][number]["elsewhere"];
  finding: Pick<FindingBody, "line"> & Partial<FindingBody>;
}>) => {
  const say = useSay();
  const { answers, page, draft } = bench;
  if (elsewhere)
    return (
      <span className={style.elsewhere}>
        {say(words.elsewhere)} <Link to={`money/controls/${elsewhere.verification}`}>{elsewhere.number}</Link>
      </span>
    );
  const seen = answers.seenOf(kind, place);
  return (
    <ButtonRow>
      {seen !== undefined && (
        <Badge tone={seen === "ok" ? "success" : "warning"} hasIcon>
          {say(seen === "ok" ? words.ok : words.found)}
        </Badge>
      )}
      {page.may.answer && seen !== "ok" && (
        <Button
          size="s"
          variant="quiet"
          icon="check"
          onPress={() => answers.see({ kind, key: place, result: "ok" })}
        >
          {say(words.markOk)}
        </Button>
      )}
      {page.may.find && (
        <Button
          size="s"
          variant="quiet"
          icon="add"
          onPress={() => {
            answers.see({ kind, key: place, result: "finding" });
            draft.begin(finding);
          }}
        >
          {say(words.finding)}
        </Button>
      )}
    </ButtonRow>
  );
};

const words = {
  pieces: { fr: "Pièces déclarées", nl: "Gedeclareerde stukken", en: "Pieces declared" },
  piece: { fr: "Pièce", nl: "Stuk", en: "Piece" },
  staff: { fr: "Personnel déclaré", nl: "Gedeclareerd personeel", en: "Staff declared" },
  person: { fr: "Personne", nl: "Persoon", en: "Person" },
  hours: { fr: "Heures", nl: "Uren", en: "Hours" },
  cost: { fr: "Coût annuel", nl: "Jaarkost", en: "Yearly cost" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  document: { fr: "Document", nl: "Document", en: "Document" },
  none: { fr: "sans document", nl: "zonder document", en: "no document" },
  open: { fr: "Ouvrir", nl: "Openen", en: "Open" },
  looked: { fr: "Examen", nl: "Onderzoek", en: "Looked at" },
  elsewhere: { fr: "Vérifié dans", nl: "Nagekeken in", en: "Verified in" },
  ok: { fr: "en ordre", nl: "in orde", en: "in order" },
  found: { fr: "constat", nl: "vaststelling", en: "finding" },
  markOk: { fr: "En ordre", nl: "In orde", en: "In order" },
  finding: { fr: "Constat", nl: "Vaststelling", en: "Finding" },
} satisfies Record<string, Text>;
