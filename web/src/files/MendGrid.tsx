import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useActor } from "../actor.ts";
import { colon, emptyAnswer, quoted } from "../../../src/language.ts";
import type { MendedRow } from "../../../src/upload/mend.ts";
import type { RemarkPage, ShownRemark } from "../../../src/upload/remarks.ts";
import type { RemarkKind } from "../../../src/upload/shapes.ts";
import type { UploadView } from "../../../src/upload/view.ts";
import { api, sayError } from "../api.ts";
import {
  announce,
  Button,
  ButtonRow,
  Cell,
  Column,
  Columns,
  Icon,
  Loaded,
  Pagination,
  Row,
  Rows,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import style from "./files.module.css";
import { columnLetters } from "./kind-words.ts";
import type { Reviewed } from "./Review.tsx";
import { RightValue } from "./RightValue.tsx";
import { uploadKey, useUploadAction } from "./use-upload.ts";

const pageSize = 50;

/** The cells of one kind of remarks, each with what stands beside it, to be mended or confirmed one after the other. */
export const MendGrid = ({ kind, ...reviewed }: Reviewed & Readonly<{ kind: RemarkKind }>) => {
  const say = useSay();
  const { upload } = reviewed;
  const [page, setPage] = useState(1);
  const remarks = useQuery({
    queryKey: ["upload-part", upload.id, upload.check, "remarks", kind.kind, page],
    queryFn: () => api.get<RemarkPage>(`/api/files/${upload.id}/remarks`, { kind: kind.kind, page }),
    placeholderData: (before) => before,
  });
  const isMended = upload.may.bring && (kind.severity === "refuse" || kind.column !== null);
  return (
    <Loaded query={remarks}>
      {({ total, remarks: list }) => (
        <Stack gap="s">
          {isMended && kind.column !== null && <p className={style.source}>{say(words.keys)}</p>}
          <div ref={gridKeys}>
            <Table label={say(words.label)} density="compact" isBusy={remarks.isPlaceholderData}>
              <Columns>
                <Column width="least">{say(words.row)}</Column>
                <Column>{say(words.found)}</Column>
                {isMended && <Column width="wide">{say(words.right)}</Column>}
                <Column width="wide">{say(words.beside)}</Column>
                {upload.may.bring && <Column>{say(words.action)}</Column>}
              </Columns>
              <Rows>
                {list.map((remark) => (
                  <Line
                    key={`${remark.n}-${remark.mended ?? ""}-${remark.leftOut}-${remark.confirmed?.at ?? ""}`}
                    {...reviewed}
                    kind={kind}
                    remark={remark}
                    isMended={isMended}
                  />
                ))}
              </Rows>
            </Table>
          </div>
          <Pagination page={page} pageSize={pageSize} total={total} onChange={setPage} />
        </Stack>
      )}
    </Loaded>
  );
};

/** Arrows and Enter go from cell to cell of the column, as in a spreadsheet; Tab goes on as everywhere. */
const gridKeys = (grid: HTMLElement | null) => {
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" || event.key === "Enter" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || !(event.target instanceof HTMLInputElement) || !grid) return;
    const cells = [
      ...grid.querySelectorAll<HTMLInputElement>("tbody input:not([type=hidden]):not(:disabled)"),
    ];
    const next = cells[cells.indexOf(event.target) + step];
    event.preventDefault();
    if (next) {
      next.focus();
      next.select();
    } else event.target.blur();
  };
  grid?.addEventListener("keydown", move);
  return () => grid?.removeEventListener("keydown", move);
};

const Line = ({
  upload,
  fields,
  kind,
  remark,
  isMended,
}: Reviewed & Readonly<{ kind: RemarkKind; remark: ShownRemark; isMended: boolean }>) => {
  const say = useSay();
  const actor = useActor();
  const language = useLanguage();
  const format = useFormat();
  const client = useQueryClient();
  const field = kind.field === null ? undefined : fields.get(kind.field);
  const asFound = field?.choices || field?.type === "boolean" ? "" : remark.found;
  const [value, setValue] = useState(remark.mended ?? asFound);
  const [saved, setSaved] = useState(remark.mended ?? asFound);
  const mend = useMutation({
    mutationFn: (sent: { column: number | null; value: string | null }) =>
      api.send<{ mended: number; rows: MendedRow[] }>("POST", `/api/files/${upload.id}/mends`, {
        mends: [{ sheet: remark.sheet, row: remark.row, ...sent }],
      }),
    onSuccess: async ({ rows }, sent) => {
      const still = faultOf(rows, remark.column);
      announce(
        sent.value === null
          ? say(words.backAgain, { row: remark.row })
          : still
            ? say(words.stillWrong, { row: remark.row, expected: say(still.expected) })
            : say(words.done, { row: remark.row }),
      );
      await client.invalidateQueries({ queryKey: uploadKey(upload.id) });
      if (sent.column === null || sent.value === null)
        await client.invalidateQueries({ queryKey: ["upload-part", upload.id] });
    },
  });
  const confirm = useUploadAction(upload.id, (isRight: boolean) =>
    isRight
      ? api.send<UploadView>("POST", `/api/files/${upload.id}/confirmations`, { remark: remark.n })
      : api.send<UploadView>("DELETE", `/api/files/${upload.id}/confirmations/${remark.n}`),
  );
  const commit = (next: string) => {
    if (next === saved || remark.column === null) return;
    setSaved(next);
    mend.mutate({ column: remark.column, value: next });
  };
  const fault = mend.data ? faultOf(mend.data.rows, remark.column) : undefined;
  const other = mend.data ? otherFault(mend.data.rows, remark.column) : undefined;
  const isDone = mend.data ? fault === undefined && saved !== asFound : remark.settled;
  const error = mend.error
    ? sayError(mend.error, say).title
    : fault
      ? `${say(words.expected, { expected: say(fault.expected) })} ${say(fault.mend)}`
      : undefined;
  const place =
    remark.column === null
      ? format.number(remark.row)
      : `${columnLetters(remark.column)}${remark.row}${remark.sheet === null ? "" : ` (${remark.sheet})`}`;
  return (
    <Row tone={isDone || remark.leftOut ? undefined : kind.severity === "refuse" ? "error" : "warning"}>
      <Cell isHead isWrapped={false}>
        {place}
      </Cell>
      <Cell>
        <span className={style.found}>{remark.found === "" ? say(emptyAnswer) : remark.found}</span>
        {say(remark.expected) !== say(kind.expected) && (
          <p className={style.source}>{say(words.expected, { expected: say(remark.expected) })}</p>
        )}
      </Cell>
      {isMended && (
        <Cell>
          {remark.leftOut ? (
            say(words.leftOut)
          ) : remark.column === null ? null : (
            <div className={style.mend}>
              <RightValue
                field={field}
                label={say(words.rightAt, { place })}
                isLabelHidden
                value={value}
                onChange={(next) => {
                  setValue(next);
                  if (field?.choices || field?.type === "boolean") commit(next);
                }}
                onBlur={() => commit(value)}
                error={error}
              />
              {isDone && (
                <p className={`${style.status} ${style.good}`}>
                  <Icon name="success" size="s" /> {say(words.mended)}
                </p>
              )}
              {other && (
                <p className={`${style.status} ${style.bad}`}>
                  {say(words.alsoWrong, {
                    where: other.header ?? "",
                    expected: say(other.expected),
                  })}
                </p>
              )}
            </div>
          )}
        </Cell>
      )}
      <Cell>
        <dl className={style.context}>
          {remark.context.map(({ field: id, value: beside }) => (
            <div key={id}>
              <dt>
                {say(fields.get(id)?.label ?? { fr: id, nl: id, en: id })}
                {say(colon)}
              </dt>
              <dd>{beside === "" ? say(emptyAnswer) : beside}</dd>
            </div>
          ))}
        </dl>
      </Cell>
      {upload.may.bring && (
        <Cell isWrapped={false}>
          <ButtonRow>
            {kind.severity === "refuse" ? (
              <Button
                size="s"
                variant="quiet"
                icon={remark.leftOut ? "undo" : "minus"}
                isPending={mend.isPending && mend.variables.column === null}
                onPress={() => mend.mutate({ column: null, value: remark.leftOut ? null : "" })}
              >
                {say(remark.leftOut ? words.takeBack : words.leaveOut)}
              </Button>
            ) : (
              <Button
                size="s"
                variant={remark.confirmed ? "quiet" : "secondary"}
                icon={remark.confirmed ? "undo" : "check"}
                isPending={confirm.isPending}
                onPress={() => confirm.mutate(!remark.confirmed)}
              >
                {say(remark.confirmed ? words.unconfirm : words.confirm)}
              </Button>
            )}
            {remark.mended !== null && remark.column !== null && (
              <Button
                size="s"
                variant="quiet"
                icon="undo"
                onPress={() => mend.mutate({ column: remark.column, value: null })}
              >
                {say(words.asInFile)}
              </Button>
            )}
          </ButtonRow>
          {remark.confirmed && (
            <p className={style.source}>
              {say(words.confirmedBy)}
              {say(colon)}
              {quoted(actor(remark.confirmed.by), language)}, {format.dateTime(remark.confirmed.at)}
            </p>
          )}
          {confirm.error && <p role="alert">{sayError(confirm.error, say).title}</p>}
        </Cell>
      )}
    </Row>
  );
};

const faultOf = (rows: readonly MendedRow[], column: number | null) =>
  rows
    .flatMap(({ remarks }) => remarks)
    .find((remark) => remark.column === column && remark.severity === "refuse");

const otherFault = (rows: readonly MendedRow[], column: number | null) =>
  rows
    .flatMap(({ remarks }) => remarks)
    .find((remark) => remark.column !== column && remark.severity === "refuse");

const words = {
  label: { fr: "Cellules à revoir", nl: "Cellen na te kijken", en: "Cells to look at" },
  keys: {
    fr: "Tapez la bonne valeur ; Entrée ou les flèches mènent à la cellule suivante. Votre fichier d’origine n’est pas modifié.",
    nl: "Typ de juiste waarde; met Enter of de pijltjes gaat u naar de volgende cel. Uw oorspronkelijke bestand blijft zoals het is.",
    en: "Type the right value; Enter or the arrows lead to the next cell. Your original file is not changed.",
  },
  row: { fr: "Cellule", nl: "Cel", en: "Cell" },
  found: { fr: "Trouvé", nl: "Gevonden", en: "Found" },
  right: { fr: "Bonne valeur", nl: "Juiste waarde", en: "Right value" },
  rightAt: {
    fr: "Bonne valeur pour {place}",
    nl: "Juiste waarde voor {place}",
    en: "Right value for {place}",
  },
  beside: { fr: "Sur la même ligne", nl: "Op dezelfde rij", en: "In the same row" },
  action: { fr: "Ou", nl: "Of", en: "Or" },
  expected: { fr: "Attendu : {expected}.", nl: "Verwacht: {expected}.", en: "Expected: {expected}." },
  mended: { fr: "Corrigé", nl: "Verbeterd", en: "Mended" },
  done: { fr: "Ligne {row} : corrigé", nl: "Rij {row}: verbeterd", en: "Row {row}: mended" },
  stillWrong: {
    fr: "Ligne {row} : attendu {expected}",
    nl: "Rij {row}: verwacht {expected}",
    en: "Row {row}: expected {expected}",
  },
  backAgain: {
    fr: "Ligne {row} : comme dans le fichier",
    nl: "Rij {row}: zoals in het bestand",
    en: "Row {row}: as in the file",
  },
  alsoWrong: {
    fr: "Sur cette ligne aussi, {where} : attendu {expected}.",
    nl: "Op deze rij ook, {where}: verwacht {expected}.",
    en: "In this row also, {where}: expected {expected}.",
  },
  leaveOut: { fr: "Laisser la ligne de côté", nl: "De rij weglaten", en: "Leave the row out" },
  leftOut: { fr: "Ligne laissée de côté", nl: "Rij weggelaten", en: "Row left out" },
  takeBack: { fr: "Reprendre la ligne", nl: "De rij terugnemen", en: "Take the row back" },
  asInFile: { fr: "Comme dans le fichier", nl: "Zoals in het bestand", en: "As in the file" },
  confirm: { fr: "Confirmer", nl: "Bevestigen", en: "Confirm" },
  unconfirm: { fr: "Revenir dessus", nl: "Herroepen", en: "Take back" },
  confirmedBy: { fr: "Confirmé par", nl: "Bevestigd door", en: "Confirmed by" },
} satisfies Record<string, Text>;
