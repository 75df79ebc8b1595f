import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useActor } from "../actor.ts";
import { emptyAnswer, yesOrNo } from "../../../src/language.ts";
import type { MendPage, ShownMend } from "../../../src/upload/mends.ts";
import type { FieldWords } from "../../../src/upload/shapes.ts";
import { api } from "../api.ts";
import {
  Button,
  Cell,
  Column,
  Columns,
  Loaded,
  Pagination,
  ProblemNotice,
  Row,
  Rows,
  Stack,
  Table,
} from "../kit/index.ts";
import { type Say, type Text, useFormat, useSay } from "../language.tsx";
import { columnLetters } from "./kind-words.ts";
import type { Reviewed } from "./Review.tsx";
import { uploadKey } from "./use-upload.ts";

const pageSize = 50;

/** What was mended on screen, each to be taken back: the file itself is as it was sent. */
export const Mends = ({ upload, fields }: Pick<Reviewed, "upload" | "fields">) => {
  const say = useSay();
  const actor = useActor();
  const format = useFormat();
  const client = useQueryClient();
  const [page, setPage] = useState(1);
  const mends = useQuery({
    queryKey: ["upload-part", upload.id, upload.check, "mends", page],
    queryFn: () => api.get<MendPage>(`/api/files/${upload.id}/mends`, { page }),
    placeholderData: (before) => before,
  });
  const takeBack = useMutation({
    mutationFn: ({ sheet, row, column }: ShownMend) =>
      api.send("POST", `/api/files/${upload.id}/mends`, { mends: [{ sheet, row, column, value: null }] }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: uploadKey(upload.id) });
      await client.invalidateQueries({ queryKey: ["upload-part", upload.id] });
    },
  });
  return (
    <Loaded query={mends}>
      {({ total, mends: list }) => (
        <Stack gap="s">
          <Table label={say(words.label)} density="compact" isBusy={mends.isPlaceholderData}>
            <Columns>
              <Column width="least">{say(words.cell)}</Column>
              <Column>{say(words.column)}</Column>
              <Column>{say(words.value)}</Column>
              <Column>{say(words.by)}</Column>
              {upload.may.bring && <Column>{say(words.action)}</Column>}
            </Columns>
            <Rows>
              {list.map((mend) => {
                const field = fields.get(mend.field ?? "");
                return (
                  <Row key={`${mend.sheet ?? ""}-${mend.row}-${mend.column}`}>
                    <Cell isHead isWrapped={false}>
                      {mend.column === null ? mend.row : `${columnLetters(mend.column)}${mend.row}`}
                      {mend.sheet !== null && ` (${mend.sheet})`}
                    </Cell>
                    <Cell>{field ? say(field.label) : "–"}</Cell>
                    <Cell>
                      {mend.column === null ? say(words.leftOut) : sayValue(mend.value, field, say)}
                    </Cell>
                    <Cell>
                      {actor(mend.by)}, {format.dateTime(mend.at)}
                    </Cell>
                    {upload.may.bring && (
                      <Cell isWrapped={false}>
                        <Button
                          size="s"
                          variant="quiet"
                          icon="undo"
                          isPending={takeBack.isPending && takeBack.variables === mend}
                          onPress={() => takeBack.mutate(mend)}
                        >
                          {say(words.takeBack)}
                        </Button>
                      </Cell>
                    )}
                  </Row>
                );
              })}
            </Rows>
          </Table>
          {takeBack.error && <ProblemNotice error={takeBack.error} />}
          <Pagination page={page} pageSize={pageSize} total={total} onChange={setPage} />
        </Stack>
      )}
    </Loaded>
  );
};

const sayValue = (value: string, field: FieldWords | undefined, say: Say): string => {
  if (value === "") return say(emptyAnswer);
  const choice = field?.choices?.find(({ code }) => code === value);
  if (choice) return say(choice.label);
  if (field?.type === "boolean" && (value === "true" || value === "false"))
    return say(yesOrNo(value === "true"));
  return value;
};

const words = {
  label: { fr: "Corrections à l’écran", nl: "Verbeteringen op het scherm", en: "Mended on screen" },
  cell: { fr: "Cellule", nl: "Cel", en: "Cell" },
  column: { fr: "Colonne", nl: "Kolom", en: "Column" },
  value: { fr: "Corrigé en", nl: "Verbeterd in", en: "Mended to" },
  by: { fr: "Par", nl: "Door", en: "By" },
  action: { fr: "Revenir", nl: "Terug", en: "Take back" },
  leftOut: { fr: "Ligne laissée de côté", nl: "Rij weggelaten", en: "Row left out" },
  takeBack: { fr: "Comme dans le fichier", nl: "Zoals in het bestand", en: "As in the file" },
} satisfies Record<string, Text>;
