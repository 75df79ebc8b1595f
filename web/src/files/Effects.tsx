import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Answer, RowPage } from "../../../src/upload/rows.ts";
import type { Fate, FieldWords } from "../../../src/upload/shapes.ts";
import { api } from "../api.ts";
import {
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  Loaded,
  Pagination,
  RadioGroup,
  Row,
  Rows,
  Stack,
  Table,
  VisuallyHidden,
} from "../kit/index.ts";
import { colon, emptyAnswer, yesOrNo } from "../../../src/language.ts";
import { type Format, type Say, type Text, useFormat, useSay } from "../language.tsx";
import { useCounted } from "./counted.ts";
import style from "./files.module.css";
import type { Reviewed } from "./Review.tsx";

const pageSize = 25;
const shownFates = ["added", "changed", "re_entered", "unchanged"] as const satisfies readonly Fate[];
type ShownFate = (typeof shownFates)[number];

/** What the file would do, row by row: for a changed record what stands there now, and what the file says. */
export const Effects = ({ upload, summary, fields }: Reviewed) => {
  const say = useSay();
  const format = useFormat();
  const there = shownFates.filter((fate) => summary.fates[fate] > 0);
  const [chosen, choose] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const fate = there.find((id) => id === chosen) ?? there.find((id) => id === "changed") ?? there[0];
  if (fate === undefined) return <EmptyState title={say(words.none)} />;
  return (
    <Stack>
      <RadioGroup
        label={say(words.which)}
        direction="across"
        value={fate}
        onChange={(id) => {
          choose(id);
          setPage(1);
        }}
        options={there.map((id) => ({
          id,
          label: say(words[id], { count: format.number(summary.fates[id]) }),
        }))}
      />
      <FateRows key={fate} upload={upload} fields={fields} fate={fate} page={page} onPage={setPage} />
    </Stack>
  );
};

const FateRows = ({
  upload,
  fields,
  fate,
  page,
  onPage,
}: Pick<Reviewed, "upload" | "fields"> &
  Readonly<{ fate: ShownFate; page: number; onPage: (page: number) => void }>) => {
  const say = useSay();
  const format = useFormat();
  const counted = useCounted();
  const rows = useQuery({
    queryKey: ["upload-part", upload.id, upload.check, "rows", fate, page],
    queryFn: () => api.get<RowPage>(`/api/files/${upload.id}/rows`, { fate, page }),
    placeholderData: (before) => before,
  });
  const isKnown = fate !== "added";
  return (
    <Loaded query={rows}>
      {({ total, rows: list }) => (
        <Stack gap="s">
          <Table label={say(words.label)} density="compact" isBusy={rows.isPlaceholderData}>
            <Columns>
              <Column width="least">{say(words.row)}</Column>
              {isKnown && <Column width="least">{say(words.record)}</Column>}
              {fate !== "unchanged" && (
                <Column width="wide">{say(isKnown ? words.changes : words.answers)}</Column>
              )}
            </Columns>
            <Rows>
              {list.map(({ sheet, row, record, answers, hidden }) => (
                <Row key={`${sheet ?? ""}-${row}`}>
                  <Cell isHead isWrapped={false}>
                    {format.number(row)}
                    {sheet !== null && ` (${sheet})`}
                  </Cell>
                  {isKnown && (
                    <Cell>
                      {record !== null && (
                        <Link
                          to={`operations/${upload.operation}/registers/${upload.register}/records/${record}`}
                        >
                          {format.number(record)}
                        </Link>
                      )}
                    </Cell>
                  )}
                  {fate !== "unchanged" && (
                    <Cell>
                      <ul className={style.changes}>
                        {answers.map(({ field, before, after }) => (
                          <li key={field}>
                            <Change
                              words={fields.get(field)}
                              field={field}
                              before={before}
                              after={after}
                              isKnown={isKnown}
                            />
                          </li>
                        ))}
                        {hidden > 0 && <li>{counted(hidden, words.hidden)}</li>}
                      </ul>
                    </Cell>
                  )}
                </Row>
              ))}
            </Rows>
          </Table>
          <Pagination page={page} pageSize={pageSize} total={total} onChange={onPage} />
        </Stack>
      )}
    </Loaded>
  );
};

const Change = ({
  words: known,
  field,
  before,
  after,
  isKnown,
}: Readonly<{
  words: FieldWords | undefined;
  field: string;
  before: Answer;
  after: Answer;
  isKnown: boolean;
}>) => {
  const say = useSay();
  const format = useFormat();
  return (
    <>
      {known ? say(known.label) : field}
      {say(colon)}
      {isKnown && (
        <>
          <VisuallyHidden>{say(words.before)} </VisuallyHidden>
          <del>{sayAnswer(before, known, say, format)}</del> <span aria-hidden="true">→</span>{" "}
          <VisuallyHidden>{say(words.after)} </VisuallyHidden>
        </>
      )}
      <ins>{sayAnswer(after, known, say, format)}</ins>
    </>
  );
};

const sayAnswer = (answer: Answer, field: FieldWords | undefined, say: Say, format: Format): string => {
  if (answer === null) return say(emptyAnswer);
  if (typeof answer === "boolean") return say(yesOrNo(answer));
  const choice = field?.choices?.find(({ code }) => code === answer);
  if (choice) return say(choice.label);
  if (field?.type === "date") return format.date(String(answer));
  if (field?.type === "decimal" || field?.type === "integer") return format.number(String(answer));
  return String(answer);
};

const words = {
  label: { fr: "Lignes du fichier", nl: "Rijen van het bestand", en: "Rows of the file" },
  which: { fr: "Lignes", nl: "Rijen", en: "Rows" },
  none: {
    fr: "Aucune ligne ne peut encore être reprise : corrigez d’abord les colonnes ou les cellules.",
    nl: "Nog geen enkele rij kan worden overgenomen: verbeter eerst de kolommen of de cellen.",
    en: "No row can be kept yet: mend the columns or the cells first.",
  },
  added: { fr: "Nouvelles ({count})", nl: "Nieuw ({count})", en: "New ({count})" },
  changed: { fr: "Modifiées ({count})", nl: "Gewijzigd ({count})", en: "Changed ({count})" },
  re_entered: { fr: "Retours ({count})", nl: "Teruggekeerd ({count})", en: "Re-entries ({count})" },
  unchanged: { fr: "Inchangées ({count})", nl: "Ongewijzigd ({count})", en: "Unchanged ({count})" },
  row: { fr: "Ligne", nl: "Rij", en: "Row" },
  record: { fr: "Fiche", nl: "Fiche", en: "Record" },
  changes: { fr: "Ce qui change", nl: "Wat verandert", en: "What changes" },
  answers: { fr: "Ce que dit le fichier", nl: "Wat het bestand zegt", en: "What the file says" },
  before: { fr: "avant", nl: "voordien", en: "before" },
  after: { fr: "après", nl: "nadien", en: "after" },
  hidden: {
    one: {
      fr: "{count} autre réponse, que vous ne pouvez pas lire",
      nl: "nog {count} antwoord dat u niet mag lezen",
      en: "{count} more answer, which you may not read",
    },
    other: {
      fr: "{count} autres réponses, que vous ne pouvez pas lire",
      nl: "nog {count} antwoorden die u niet mag lezen",
      en: "{count} more answers, which you may not read",
    },
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
