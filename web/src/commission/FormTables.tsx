import { useState } from "react";
import type { Form, FormColumn, FormRow, FormTable } from "../../../src/commission/form-shape.ts";
import { Button, Cell, Column, Columns, Row, Rows, Table } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import { CellDialog } from "./CellDialog.tsx";
import style from "./commission.module.css";
import type { CellAsked } from "./use-commission.ts";

/** An amount of a form that is asked what it is the sum of. */
export type Opened = CellAsked & Readonly<{ title: string; amount: string; trace: string | undefined }>;

/** The key under which an amount of a form is followed down to its evidence; a draft has no postings yet. */
export const traceOf = (
  kind: "application" | "accounts",
  { id, state }: Readonly<{ id: number; state: string }>,
  row: FormRow | undefined,
): string | undefined => {
  if (state === "draft") return undefined;
  return [kind, id, ...(row?.priority ? [row.priority] : [])].join(":");
};

/**
 * The tables of a form as the law prints them, with their letters. An amount opens to its lines; a comment that may still
 * be written has its button.
 */
export const FormTables = ({
  form,
  address,
  trace,
  onComment,
}: Readonly<{
  form: Form;
  /** Where the form is read: "/api/applications/5". */
  address: string;
  /** The key under which an amount of a row is followed down. */
  trace: (row: FormRow | undefined) => string | undefined;
  onComment?: ((table: FormTable, row: FormRow) => void) | undefined;
}>) => {
  const [opened, setOpened] = useState<Opened>();
  return (
    <>
      {form.tables.map((table) => (
        <OneTable
          key={table.id}
          table={table}
          onOpen={(asked, row) => setOpened({ ...asked, trace: trace(row) })}
          onComment={onComment && ((row) => onComment(table, row))}
        />
      ))}
      {opened && <CellDialog address={address} opened={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
};

const OneTable = ({
  table,
  onOpen,
  onComment,
}: Readonly<{
  table: FormTable;
  onOpen: (asked: Omit<Opened, "trace">, row: FormRow | undefined) => void;
  onComment: ((row: FormRow) => void) | undefined;
}>) => {
  const say = useSay();
  const { id, note, columns, rows, total, nothing } = table;
  const [, appendix] = /^app(\d+)$/.exec(id) ?? [];
  const title =
    appendix === undefined ? say(table.title) : say(words.appendix, { n: appendix, title: say(table.title) });
  const titleOf = (column: FormColumn, row: string) =>
    say(words.cell, { table: title, row, column: column.id });
  return (
    <Section title={title}>
      {note && <p className={style.note}>{say(note)}</p>}
      {rows.length === 0 ? (
        <p className={style.note}>{say(nothing ?? words.nothing)}</p>
      ) : (
        <Table label={title}>
          <Columns>
            <Column width="wide">{say(words.priority)}</Column>
            {columns.map((column) => (
              <Column key={column.id} isNumeric={column.kind !== "text"}>
                <span className={style.columnLabel}>
                  <span className={style.letter}>{column.id}</span> {say(column.label)}
                </span>
              </Column>
            ))}
          </Columns>
          <Rows>
            {rows.map((row) => (
              <Row key={row.key}>
                <Cell isHead>{say(row.label)}</Cell>
                {columns.map((column) => (
                  <Cell key={column.id} isNumeric={column.kind !== "text"}>
                    <Value
                      column={column}
                      value={row.cells[column.id]}
                      onOpen={
                        row.opens.includes(column.id)
                          ? (amount) =>
                              onOpen(
                                {
                                  table: id,
                                  row: row.key,
                                  column: column.id,
                                  amount,
                                  title: titleOf(column, say(row.label)),
                                },
                                row,
                              )
                          : undefined
                      }
                    />
                    {column.kind === "text" && onComment && (
                      <Button variant="quiet" size="s" icon="edit" iconOnly onPress={() => onComment(row)}>
                        {say(words.comment, { row: say(row.label) })}
                      </Button>
                    )}
                  </Cell>
                ))}
              </Row>
            ))}
            {total && (
              <Row tone="total">
                <Cell isHead>{say(words.total)}</Cell>
                {columns.map((column) => (
                  <Cell key={column.id} isNumeric={column.kind !== "text"}>
                    <Value
                      column={column}
                      value={total[column.id]}
                      onOpen={
                        rows.some(({ opens }) => opens.includes(column.id))
                          ? (amount) =>
                              onOpen(
                                {
                                  table: id,
                                  column: column.id,
                                  amount,
                                  title: titleOf(column, say(words.total)),
                                },
                                undefined,
                              )
                          : undefined
                      }
                    />
                  </Cell>
                ))}
              </Row>
            )}
          </Rows>
        </Table>
      )}
    </Section>
  );
};

const Value = ({
  column: { kind },
  value,
  onOpen,
}: Readonly<{
  column: FormColumn;
  value: string | undefined;
  onOpen: ((amount: string) => void) | undefined;
}>) => {
  const { money, number } = useFormat();
  if (value === undefined || value === "") return null;
  if (kind === "text") return <span className={style.said}>{value}</span>;
  const said = kind === "euros" ? money(value) : number(value);
  // Nothing is the sum of nothing.
  if (!onOpen || Number(value) === 0) return <span className={style.cell}>{said}</span>;
  return (
    <span className={style.cell}>
      <Button variant="quiet" size="s" onPress={() => onOpen(value)}>
        {said}
      </Button>
    </span>
  );
};

const words = {
  priority: { fr: "Axe et catégorie de région", nl: "As en categorie van regio", en: "Priority and region" },
  total: { fr: "Total", nl: "Totaal", en: "Total" },
  nothing: { fr: "Rien à déclarer ici.", nl: "Hier is niets te vermelden.", en: "Nothing to declare here." },
  cell: {
    fr: "{table}, {row}, colonne {column}",
    nl: "{table}, {row}, kolom {column}",
    en: "{table}, {row}, column {column}",
  },
  appendix: {
    fr: "Appendice {n} : {title}",
    nl: "Aanhangsel {n}: {title}",
    en: "Appendix {n}: {title}",
  },
  comment: {
    fr: "Commenter : {row}",
    nl: "Toelichting: {row}",
    en: "Comment: {row}",
  },
} satisfies Record<string, Text>;
