import type { ListView } from "../../../src/listing/view.ts";
import {
  Badge,
  Cell,
  Column,
  Columns,
  Link,
  Row,
  Rows,
  type Selection,
  Table,
  VisuallyHidden,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./listing.module.css";
import {
  type Description,
  keyOf,
  type ListColumn,
  type ListedRecord,
  type ListPage,
  openColumn,
} from "./shapes.ts";
import { sayAnswer } from "./words.ts";

/** The records of one page; each row's first cell opens its record. */
export const ListTable = ({
  description,
  page,
  sort,
  onSort,
  selection,
  isBusy,
}: Readonly<{
  description: Description;
  page: ListPage;
  sort: ListView["sort"];
  onSort: (sort: ListView["sort"]) => void;
  selection: Omit<Selection, "ids"> | undefined;
  isBusy: boolean;
}>) => {
  const say = useSay();
  const known = new Map(description.columns.map((column) => [column.id, column]));
  const columns = page.columns.flatMap((id) => known.get(id) ?? []);
  const ids = page.records.map(keyOf);
  return (
    <Table
      label={say(description.label)}
      density="compact"
      height="window"
      isBusy={isBusy}
      selection={selection && { ...selection, ids }}
      {...(sort
        ? { sort: { column: sort.field, direction: sort.descending ? "descending" : "ascending" } as const }
        : {})}
      onSort={({ column, direction }) => onSort({ field: column, descending: direction === "descending" })}
    >
      <Columns>
        {columns.map((column) => (
          <Column
            key={column.id}
            isNumeric={isNumber(column)}
            {...(column.id === openColumn ? {} : { sortId: column.id })}
          >
            {say(column.label)}
          </Column>
        ))}
      </Columns>
      <Rows>
        {page.records.map((record) => (
          <Row key={keyOf(record)} id={keyOf(record)} label={say(words.record, { number: record.record })}>
            {columns.map((column, place) => (
              <Cell key={column.id} isHead={place === 0} isNumeric={isNumber(column)} isWrapped={place > 0}>
                {place === 0 ? (
                  <RecordLink description={description} record={record} column={column} />
                ) : (
                  <Answer description={description} record={record} column={column} />
                )}
              </Cell>
            ))}
          </Row>
        ))}
      </Rows>
    </Table>
  );
};

const isNumber = ({ type, kind }: ListColumn): boolean =>
  (type === "integer" || type === "decimal") && kind !== "record";

type CellProps = Readonly<{ description: Description; record: ListedRecord; column: ListColumn }>;

const RecordLink = ({ description, record, column }: CellProps) => {
  const say = useSay();
  const format = useFormat();
  const said = sayAnswer(answerOf(record, column), column, say, format);
  const number = say(words.record, { number: record.record });
  return (
    <Link to={`operations/${record.operation}/registers/${description.register}/records/${record.record}`}>
      {said === "" || column.kind === "record" ? number : said}
    </Link>
  );
};

const answerOf = (record: ListedRecord, column: ListColumn) => {
  switch (column.kind) {
    case "record":
      return record.record;
    case "operation":
      return record.operation;
    case "partner":
      return record.partner;
    case "field":
    case "derived":
    case "open":
    case "list":
      return record.answers[column.id];
  }
};

const Answer = ({ description, record, column }: CellProps) => {
  const say = useSay();
  const format = useFormat();
  if (column.kind === "open") return <Open description={description} record={record} />;
  const answer = answerOf(record, column);
  if (answer === undefined)
    return (
      <span className={style.hidden}>
        <span aria-hidden="true">–</span>
        <VisuallyHidden>{say(words.hidden)}</VisuallyHidden>
      </span>
    );
  if (column.kind === "record") return <>{String(answer)}</>;
  return <>{sayAnswer(answer, column, say, format)}</>;
};

const mostNamed = 2;

/** What is left to do: how much of each kind, and in which fields. */
const Open = ({ description, record }: Omit<CellProps, "column">) => {
  const say = useSay();
  if (record.open.length === 0) return null;
  const labels = new Map(description.columns.map(({ id, label }) => [id, label]));
  const fields = [...new Set(record.open.map(({ field }) => field))].flatMap((id) => labels.get(id) ?? []);
  const named = fields.slice(0, mostNamed).map((label) => say(label));
  const more = fields.length - named.length;
  const isIncomplete = record.open.some(({ severity }) => severity === "incomplete");
  return (
    <span className={style.open}>
      <Badge tone={isIncomplete ? "warning" : "info"}>
        {say(isIncomplete ? words.incomplete : words.confirm)}
      </Badge>{" "}
      <span className={style.openFields}>
        {named.join(", ")}
        {more > 0 && ` ${say(words.more, { count: more })}`}
      </span>
    </span>
  );
};

const words = {
  record: { fr: "n° {number}", nl: "nr. {number}", en: "no. {number}" },
  hidden: {
    fr: "Votre rôle ne montre pas cette réponse",
    nl: "Uw rol toont dit antwoord niet",
    en: "Your role does not show this answer",
  },
  incomplete: { fr: "à compléter", nl: "aan te vullen", en: "to complete" },
  confirm: { fr: "à confirmer", nl: "te bevestigen", en: "to confirm" },
  more: { fr: "et {count} autre(s)", nl: "en nog {count}", en: "and {count} more" },
} satisfies Record<string, Text>;
