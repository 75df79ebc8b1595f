import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AskedColumn, AskedSheet } from "../../../src/upload/columns.ts";
import type { RememberedColumn } from "../../../src/upload/remembered.ts";
import type { UploadView } from "../../../src/upload/view.ts";
import { quoted } from "../../../src/language.ts";
import { api } from "../api.ts";
import {
  Button,
  ButtonRow,
  Cell,
  Checkbox,
  Column,
  Columns,
  ComboBox,
  Disclosure,
  Loaded,
  Notice,
  ProblemNotice,
  RadioGroup,
  Row,
  Rows,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Text, useFormat, useLanguage, useSay } from "../language.tsx";
import style from "./files.module.css";
import { columnLetters } from "./kind-words.ts";
import type { Reviewed } from "./Review.tsx";
import { useUploadAction } from "./use-upload.ts";

type Asked = { sheets: AskedSheet[]; remembered: RememberedColumn[] };

const leftOut = "-leave-out";

/** What each column of the file is read as; what is not found by its header is said here, once for this partner. */
export const ColumnsPanel = ({ upload, summary, fields }: Reviewed) => {
  const say = useSay();
  const [row, setRow] = useState<number>();
  const columns = useQuery({
    queryKey: ["upload-part", upload.id, upload.check, "columns", row],
    queryFn: () => api.get<Asked>(`/api/files/${upload.id}/columns`, { row }),
    placeholderData: (before) => before,
  });
  const missing = summary.missing.flatMap((id) => fields.get(id) ?? []);
  return (
    <Stack>
      {missing.length > 0 && (
        <Notice tone="error" title={say(words.missing)}>
          {missing.map(({ label }) => say(label)).join(", ")}
        </Notice>
      )}
      <Loaded query={columns}>
        {({ sheets, remembered }) => (
          <Stack>
            {sheets.map((sheet) => (
              <Sheet
                key={`${sheet.sheet ?? ""}-${upload.check}-${sheet.likelyRow}`}
                upload={upload}
                fields={fields}
                sheet={sheet}
                onHeaderRow={setRow}
              />
            ))}
            {remembered.length > 0 && <Remembered upload={upload} fields={fields} remembered={remembered} />}
          </Stack>
        )}
      </Loaded>
    </Stack>
  );
};

const Sheet = ({
  upload,
  fields,
  sheet,
  onHeaderRow,
}: Pick<Reviewed, "upload" | "fields"> &
  Readonly<{ sheet: AskedSheet; onHeaderRow: (row: number) => void }>) => {
  const say = useSay();
  const language = useLanguage();
  const [said, setSaid] = useState<ReadonlyMap<string, string>>(new Map());
  const [remember, setRemember] = useState(true);
  const save = useUploadAction(upload.id, () =>
    api.send<UploadView>("PUT", `/api/files/${upload.id}/columns`, {
      columns: sheet.columns.flatMap(({ key, header }) => {
        const field = said.get(key);
        if (field === undefined) return [];
        return [{ key, header, ...(field === "" ? {} : { field: field === leftOut ? null : field }) }];
      }),
      remember,
      ...(sheet.headerRow === null ? { headerRow: { sheet: sheet.sheet, row: sheet.likelyRow } } : {}),
    }),
  );
  const options = [
    { id: leftOut, label: say(words.leaveOut) },
    ...[...fields.values()].map(({ field, label, required }) => ({
      id: field,
      label: say(required ? words.requiredField : words.field, { label: say(label) }),
    })),
  ];
  const valueOf = ({ key, field, state }: AskedColumn): string | null =>
    said.get(key) ?? (state === "left_out" ? leftOut : field);
  return (
    <Stack>
      {sheet.sheet !== null && <h2>{say(words.sheet, { sheet: quoted(sheet.sheet, language) })}</h2>}
      {sheet.headerRow === null && (
        <RadioGroup
          label={say(words.headerRow)}
          help={say(words.headerRowHelp)}
          value={String(sheet.likelyRow)}
          onChange={(row) => onHeaderRow(Number(row))}
          options={sheet.firstRows.slice(0, 8).map(({ row, cells }) => ({
            id: String(row),
            label: say(words.rowNumber, { row }),
            description: cells
              .filter((cell) => cell !== "")
              .slice(0, 8)
              .join(" · "),
          }))}
        />
      )}
      <Table label={say(words.label)} density="compact">
        <Columns>
          <Column width="least">{say(words.column)}</Column>
          <Column>{say(words.header)}</Column>
          <Column width="wide">{say(words.readAs)}</Column>
          <Column>{say(words.examples)}</Column>
        </Columns>
        <Rows>
          {sheet.columns.map((column) => (
            <Row
              key={column.key}
              tone={
                column.state === "repeated" ? "error" : column.state === "unknown" ? "warning" : undefined
              }
            >
              <Cell>{columnLetters(column.column)}</Cell>
              <Cell isHead>
                {column.header}
                <p className={style.source}>{say(states[column.state])}</p>
              </Cell>
              <Cell>
                {upload.may.bring ? (
                  <ComboBox
                    label={say(words.readAsOf, { header: column.header })}
                    isLabelHidden
                    width="full"
                    value={valueOf(column)}
                    options={options}
                    onChange={(field) => setSaid(new Map(said).set(column.key, field ?? ""))}
                  />
                ) : (
                  say(fields.get(column.field ?? "")?.label ?? words.leaveOut)
                )}
              </Cell>
              <Cell>
                <span className={style.found}>{column.examples.join(" · ")}</span>
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {upload.may.bring && (
        <>
          <Checkbox label={say(words.remember)} value={remember} onChange={setRemember} />
          <ButtonRow>
            <Button
              variant="primary"
              icon="check"
              isDisabled={said.size === 0}
              isPending={save.isPending}
              onPress={() => save.mutate()}
            >
              {say(words.save)}
            </Button>
          </ButtonRow>
        </>
      )}
      {save.error && <ProblemNotice error={save.error} />}
    </Stack>
  );
};

const Remembered = ({
  upload,
  fields,
  remembered,
}: Pick<Reviewed, "upload" | "fields"> & Readonly<{ remembered: readonly RememberedColumn[] }>) => {
  const say = useSay();
  const format = useFormat();
  const language = useLanguage();
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: (key: string) =>
      api.send("POST", `/api/partners/${upload.partner}/registers/${upload.register}/columns/forget`, {
        key,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["upload-part", upload.id] }),
  });
  return (
    <Disclosure title={say(words.remembered)}>
      <p>{say(words.rememberedHelp)}</p>
      <Table label={say(words.remembered)} density="compact">
        <Columns>
          <Column>{say(words.header)}</Column>
          <Column>{say(words.readAs)}</Column>
          <Column>{say(words.since)}</Column>
          {upload.may.bring && <Column width="least">{say(words.forget)}</Column>}
        </Columns>
        <Rows>
          {remembered.map(({ key, header, field, saidAt }) => (
            <Row key={key}>
              <Cell isHead>{quoted(header, language)}</Cell>
              <Cell>{say(fields.get(field ?? "")?.label ?? words.leaveOut)}</Cell>
              <Cell>{format.dateTime(saidAt)}</Cell>
              {upload.may.bring && (
                <Cell>
                  <Button
                    size="s"
                    variant="quiet"
                    icon="trash"
                    isPending={forget.isPending && forget.variables === key}
                    onPress={() => forget.mutate(key)}
                  >
                    {say(words.forgetColumn, { header })}
                  </Button>
                </Cell>
              )}
            </Row>
          ))}
        </Rows>
      </Table>
      {forget.error && <ProblemNotice error={forget.error} />}
    </Disclosure>
  );
};

const states: Readonly<Record<AskedColumn["state"], Text>> = {
  read: { fr: "reconnue à son titre", nl: "herkend aan de titel", en: "known by its header" },
  said: { fr: "indiquée par vous", nl: "door u aangegeven", en: "said by you" },
  unknown: { fr: "non lue", nl: "niet gelezen", en: "not read" },
  left_out: { fr: "laissée de côté", nl: "weggelaten", en: "left out" },
  repeated: { fr: "en double", nl: "dubbel", en: "repeated" },
};

const words = {
  label: { fr: "Colonnes du fichier", nl: "Kolommen van het bestand", en: "Columns of the file" },
  sheet: { fr: "Feuille {sheet}", nl: "Blad {sheet}", en: "Sheet {sheet}" },
  missing: {
    fr: "Ces informations sont nécessaires et aucune colonne ne les contient :",
    nl: "Deze informatie is nodig en staat in geen enkele kolom:",
    en: "This information is needed and no column holds it:",
  },
  column: { fr: "Col.", nl: "Kol.", en: "Col." },
  header: { fr: "Titre dans le fichier", nl: "Titel in het bestand", en: "Header in the file" },
  readAs: { fr: "Lue comme", nl: "Gelezen als", en: "Read as" },
  readAsOf: { fr: "{header} : lue comme", nl: "{header}: gelezen als", en: "{header}: read as" },
  examples: { fr: "Exemples", nl: "Voorbeelden", en: "Examples" },
  leaveOut: { fr: "Laisser de côté", nl: "Weglaten", en: "Leave out" },
  field: { fr: "{label}", nl: "{label}", en: "{label}" },
  requiredField: { fr: "{label} (nécessaire)", nl: "{label} (nodig)", en: "{label} (needed)" },
  headerRow: {
    fr: "Sur quelle ligne se trouvent les titres des colonnes ?",
    nl: "Op welke rij staan de kolomtitels?",
    en: "Which row holds the headers of the columns?",
  },
  headerRowHelp: {
    fr: "Puis indiquez ci-dessous ce que contiennent les colonnes.",
    nl: "Geef daarna hieronder aan wat de kolommen bevatten.",
    en: "Then say below what the columns hold.",
  },
  rowNumber: { fr: "Ligne {row}", nl: "Rij {row}", en: "Row {row}" },
  remember: {
    fr: "Retenir pour les prochains fichiers de ce partenaire",
    nl: "Onthouden voor de volgende bestanden van deze partner",
    en: "Remember for the next files of this partner",
  },
  save: {
    fr: "Enregistrer et vérifier à nouveau",
    nl: "Bewaren en opnieuw controleren",
    en: "Save and check again",
  },
  remembered: {
    fr: "Titres retenus pour ce partenaire",
    nl: "Onthouden titels voor deze partner",
    en: "Headers remembered for this partner",
  },
  rememberedHelp: {
    fr: "Ils s’appliquent d’eux-mêmes à ses prochains fichiers.",
    nl: "Ze gelden vanzelf voor de volgende bestanden.",
    en: "They apply by themselves to its next files.",
  },
  since: { fr: "Depuis", nl: "Sinds", en: "Since" },
  forget: { fr: "Oublier", nl: "Vergeten", en: "Forget" },
  forgetColumn: { fr: "Oublier {header}", nl: "{header} vergeten", en: "Forget {header}" },
} satisfies Record<string, Text>;
