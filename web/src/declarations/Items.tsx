import { sumOf } from "../../../src/euros.ts";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import type { DeclarationLine, LineInput } from "../../../src/declaration/shapes.ts";
import { Badge, Button, Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useDocuments } from "../money/Documents.tsx";
import { SendDocument } from "../money/SendDocument.tsx";
import { Link } from "../kit/index.ts";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import { ItemForm } from "./ItemForm.tsx";

export type Item = NonNullable<LineInput["items"]>[number];

/** Real costs by piece: date, supplier, reference, amount, category, and the document of each. */
export const Items = ({ bench, line }: Readonly<{ bench: Bench; line: DeclarationLine }>) => {
  const say = useSay();
  const [search] = useSearchParams();
  const [editing, setEditing] = useState<string | null>(null);
  const { page, keeping } = bench;
  const input = keeping.inputOf(line.line);
  const items = input.items ?? [];
  const put = (next: readonly Item[]) => keeping.keep(line.line, { ...input, items: [...next] });
  const edited = items.find(({ id }) => id === editing);
  const asked = search.get("item");
  useEffect(() => {
    if (asked !== null) document.querySelector<HTMLElement>(`#item-${CSS.escape(asked)}`)?.focus();
  }, [asked]);
  return (
    <>
      {items.length > 0 && (
        <List bench={bench} line={line} items={items} onEdit={setEditing} onChange={put} />
      )}
      {items.length === 0 && <p className={style.note}>{say(words.none)}</p>}
      {page.may.change && (
        <ItemForm
          key={edited?.id ?? "new"}
          bench={bench}
          line={line}
          item={edited}
          onKeep={(item) => {
            put(edited ? items.map((each) => (each.id === item.id ? item : each)) : [...items, item]);
            setEditing(null);
          }}
          onCancel={edited ? () => setEditing(null) : undefined}
        />
      )}
    </>
  );
};

const List = ({
  bench,
  line,
  items,
  onEdit,
  onChange,
}: Readonly<{
  bench: Bench;
  line: DeclarationLine;
  items: readonly Item[];
  onEdit: (id: string) => void;
  onChange: (items: readonly Item[]) => void;
}>) => {
  const say = useSay();
  const { date, money } = useFormat();
  const { page } = bench;
  const about = `declaration:${page.id}:${line.line}`;
  const documents = useDocuments(`declaration:${page.id}`).data ?? [];
  const wrong = new Set(
    page.checks.flatMap(({ severity, link }) =>
      severity === "refuse" && link?.params["item"] !== undefined ? [String(link.params["item"])] : [],
    ),
  );
  const categoryName = (id: string | undefined) =>
    say(page.categories.find((each) => each.id === id)?.label ?? line.category.label);
  return (
    <Table label={say(words.pieces)} density="compact">
      <Columns>
        <Column>{say(words.on)}</Column>
        <Column>{say(words.supplier)}</Column>
        <Column>{say(words.category)}</Column>
        <Column>{say(words.document)}</Column>
        <Column isNumeric>{say(words.amount)}</Column>
        {page.may.change && <Column width="least">{say(words.act)}</Column>}
      </Columns>
      <Rows>
        {items.map((item) => {
          const document = documents.find(({ id }) => id === item.document);
          return (
            <Row key={item.id} tone={wrong.has(item.id) ? "error" : undefined}>
              <Cell isWrapped={false}>{date(item.on)}</Cell>
              <Cell isHead>
                <span id={`item-${item.id}`} tabIndex={-1}>
                  {item.supplier}, {item.reference}
                </span>
                {wrong.has(item.id) && (
                  <>
                    {" "}
                    <Badge tone="error">{say(words.wrong)}</Badge>
                  </>
                )}
              </Cell>
              <Cell>{categoryName(item.category)}</Cell>
              <Cell>
                {document ? (
                  <Link to={`/api/documents/${document.id}`} download>
                    {document.name}
                  </Link>
                ) : page.may.change ? (
                  <SendDocument
                    about={about}
                    kinds={page.documents.filter(({ id }) => id === "invoice")}
                    label={say(words.attach)}
                    onSent={({ id }) =>
                      onChange(items.map((each) => (each.id === item.id ? { ...each, document: id } : each)))
                    }
                  />
                ) : (
                  say(words.noDocument)
                )}
              </Cell>
              <Cell isNumeric>{money(item.amount)}</Cell>
              {page.may.change && (
                <Cell isWrapped={false}>
                  <div className={style.pair}>
                    <Button variant="quiet" size="s" icon="edit" iconOnly onPress={() => onEdit(item.id)}>
                      {say(words.edit, { reference: item.reference })}
                    </Button>
                    <Button
                      variant="quiet"
                      size="s"
                      icon="trash"
                      iconOnly
                      onPress={() => onChange(items.filter(({ id }) => id !== item.id))}
                    >
                      {say(words.remove, { reference: item.reference })}
                    </Button>
                  </div>
                </Cell>
              )}
            </Row>
          );
        })}
        <Row tone="total">
          <Cell columns={4} isHead>
            {say(words.total)}
          </Cell>
          <Cell isNumeric>{money(sumOf(items.map(({ amount }) => amount)))}</Cell>
          {page.may.change && <Cell />}
        </Row>
      </Rows>
    </Table>
  );
};

const words = {
  none: { fr: "Aucune pièce pour l'instant.", nl: "Nog geen stukken.", en: "No pieces yet." },
  pieces: { fr: "Pièces", nl: "Stukken", en: "Pieces" },
  on: { fr: "Date", nl: "Datum", en: "Date" },
  supplier: { fr: "Fournisseur et référence", nl: "Leverancier en referentie", en: "Supplier and reference" },
  category: { fr: "Catégorie", nl: "Categorie", en: "Category" },
  document: { fr: "Document", nl: "Document", en: "Document" },
  noDocument: { fr: "aucun", nl: "geen", en: "none" },
  attach: { fr: "Joindre", nl: "Bijvoegen", en: "Attach" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  act: { fr: "Modifier", nl: "Wijzigen", en: "Change" },
  wrong: { fr: "à régler", nl: "op te lossen", en: "to settle" },
  edit: { fr: "Modifier {reference}", nl: "{reference} wijzigen", en: "Change {reference}" },
  remove: { fr: "Retirer {reference}", nl: "{reference} verwijderen", en: "Remove {reference}" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
} satisfies Record<string, Text>;
