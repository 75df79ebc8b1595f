import { useState } from "react";
import type { RemarkKind } from "../../../src/upload/shapes.ts";
import type { UploadView } from "../../../src/upload/view.ts";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  ButtonRow,
  Disclosure,
  EmptyState,
  ProblemNotice,
  Select,
  Stack,
} from "../kit/index.ts";
import { colon } from "../../../src/language.ts";
import { type Text, useSay } from "../language.tsx";
import { useCounted } from "./counted.ts";
import { Alike } from "./Alike.tsx";
import style from "./files.module.css";
import { kindTitle } from "./kind-words.ts";
import { MendGrid } from "./MendGrid.tsx";
import type { Reviewed } from "./Review.tsx";
import { useUploadAction } from "./use-upload.ts";

/** Remarks gathered by kind, each opening onto its cells. */
export const Kinds = ({
  kinds,
  none,
  ...reviewed
}: Reviewed & Readonly<{ kinds: readonly RemarkKind[]; none: Text }>) => {
  const say = useSay();
  const [field, setField] = useState<string | null>(null);
  if (kinds.length === 0) return <EmptyState title={say(none)} />;
  const fields = [...new Set(kinds.flatMap((kind) => kind.field ?? []))];
  const shown = kinds.filter((kind) => field === null || kind.field === field);
  return (
    <Stack>
      {fields.length > 3 && (
        <Select
          label={say(words.column)}
          value={field}
          onChange={setField}
          empty={say(words.allColumns)}
          options={fields.map((id) => {
            const label = reviewed.fields.get(id)?.label;
            return { id, label: label ? say(label) : id };
          })}
        />
      )}
      {shown.map((kind, place) => (
        <Kind key={kind.kind} {...reviewed} kind={kind} isOpenAtFirst={place === 0} />
      ))}
    </Stack>
  );
};

const Kind = ({
  kind,
  isOpenAtFirst,
  ...reviewed
}: Reviewed & Readonly<{ kind: RemarkKind; isOpenAtFirst: boolean }>) => {
  const say = useSay();
  const counted = useCounted();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const open = reviewed.openOf(kind.kind);
  const isDone = open === 0;
  return (
    <Disclosure
      isOpenAtFirst={isOpenAtFirst}
      onToggle={setOpen}
      title={
        <span className={style.kind}>
          <span>{kindTitle(kind, reviewed.fields, say)}</span>
          <Badge
            tone={isDone ? "success" : kind.severity === "refuse" ? "error" : "warning"}
            hasIcon={isDone}
          >
            {isDone
              ? say(kind.severity === "refuse" ? words.mended : words.confirmed)
              : counted(open, kind.column === null ? words.rows : words.cells)}
          </Badge>
          {kind.severity === "incomplete" && <Badge>{say(words.incomplete)}</Badge>}
        </span>
      }
    >
      {isOpen && <KindContents {...reviewed} kind={kind} />}
    </Disclosure>
  );
};

const KindContents = ({ kind, ...reviewed }: Reviewed & Readonly<{ kind: RemarkKind }>) => {
  const say = useSay();
  const counted = useCounted();
  const { upload } = reviewed;
  const open = reviewed.openOf(kind.kind);
  const confirm = useUploadAction(upload.id, () =>
    api.send<UploadView>("POST", `/api/files/${upload.id}/confirmations`, { kind: kind.kind }),
  );
  return (
    <Stack>
      <p>
        <strong>
          {say(words.expected)}
          {say(colon)}
        </strong>
        {say(kind.expected)}. {say(kind.mend)}
        {kind.article !== null && <span className={style.source}> {kind.article}</span>}
      </p>
      {kind.severity !== "refuse" && upload.may.bring && open > 0 && (
        <ButtonRow>
          <Button icon="check" isPending={confirm.isPending} onPress={() => confirm.mutate()}>
            {counted(open, words.confirmAll)}
          </Button>
        </ButtonRow>
      )}
      {confirm.error && <ProblemNotice error={confirm.error} />}
      {kind.mendable ? (
        <>
          {upload.may.bring && isAlikeMended(kind, reviewed.fields) && <Alike {...reviewed} kind={kind} />}
          <MendGrid {...reviewed} kind={kind} />
        </>
      ) : (
        <p>{say(words.inColumns)}</p>
      )}
    </Stack>
  );
};

/** Nobody shares a number or a name with a hundred others: only answers are mended all alike. */
const isAlikeMended = ({ column, field }: RemarkKind, fields: Reviewed["fields"]): boolean =>
  column !== null && field !== null && fields.get(field)?.identity === false;

const words = {
  column: { fr: "Colonne", nl: "Kolom", en: "Column" },
  allColumns: { fr: "Toutes les colonnes", nl: "Alle kolommen", en: "All columns" },
  cells: {
    one: { fr: "{count} cellule", nl: "{count} cel", en: "{count} cell" },
    other: { fr: "{count} cellules", nl: "{count} cellen", en: "{count} cells" },
  },
  rows: {
    one: { fr: "{count} ligne", nl: "{count} rij", en: "{count} row" },
    other: { fr: "{count} lignes", nl: "{count} rijen", en: "{count} rows" },
  },
  mended: { fr: "Corrigé", nl: "Verbeterd", en: "Mended" },
  confirmed: { fr: "Confirmé", nl: "Bevestigd", en: "Confirmed" },
  incomplete: { fr: "incomplet", nl: "onvolledig", en: "incomplete" },
  expected: { fr: "Attendu", nl: "Verwacht", en: "Expected" },
  confirmAll: {
    one: { fr: "C’est exact : confirmer", nl: "Het klopt: bevestigen", en: "It is right: confirm" },
    other: {
      fr: "C’est exact : confirmer les {count}",
      nl: "Het klopt: alle {count} bevestigen",
      en: "It is right: confirm all {count}",
    },
  },
  inColumns: {
    fr: "Cela se règle sous « Colonnes », ou dans le fichier.",
    nl: "Dat regelt u onder “Kolommen”, of in het bestand.",
    en: "This is settled under “Columns”, or in the file.",
  },
} satisfies Record<string, Text | { one: Text; other: Text }>;
