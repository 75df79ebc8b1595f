import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MendedRow } from "../../../src/upload/mend.ts";
import type { RemarkKind } from "../../../src/upload/shapes.ts";
import { emptyAnswer, quoted } from "../../../src/language.ts";
import { api } from "../api.ts";
import { announce, Button, Card, ProblemNotice, Stack } from "../kit/index.ts";
import { type Text, useLanguage, useSay } from "../language.tsx";
import { useCounted } from "./counted.ts";
import style from "./files.module.css";
import type { Reviewed } from "./Review.tsx";
import { RightValue } from "./RightValue.tsx";
import { uploadKey } from "./use-upload.ts";

type Values = { values: { found: string; cells: number }[] };

/** Values that come back in many cells: mended all at once. */
export const Alike = ({ upload, fields, kind }: Reviewed & Readonly<{ kind: RemarkKind }>) => {
  const say = useSay();
  const values = useQuery({
    queryKey: ["upload-part", upload.id, upload.check, "values", kind.kind],
    queryFn: () => api.get<Values>(`/api/files/${upload.id}/kinds/${kind.kind}/values`),
  });
  const list = values.data?.values ?? [];
  if (list.length === 0) return null;
  return (
    <Card title={say(words.title)} level={3}>
      <Stack gap="s">
        {list.slice(0, 8).map(({ found, cells }) => (
          <One key={found} uploadId={upload.id} kind={kind} found={found} cells={cells} fields={fields} />
        ))}
      </Stack>
    </Card>
  );
};

const One = ({
  uploadId,
  kind,
  found,
  cells,
  fields,
}: Readonly<{
  uploadId: string;
  kind: RemarkKind;
  found: string;
  cells: number;
  fields: Reviewed["fields"];
}>) => {
  const say = useSay();
  const language = useLanguage();
  const counted = useCounted();
  const client = useQueryClient();
  const [value, setValue] = useState("");
  const field = kind.field === null ? undefined : fields.get(kind.field);
  const mend = useMutation({
    mutationFn: () =>
      api.send<{ mended: number; rows: MendedRow[] }>("POST", `/api/files/${uploadId}/mends/alike`, {
        kind: kind.kind,
        found,
        value,
      }),
    onSuccess: async ({ mended }) => {
      announce(counted(mended, words.done));
      await client.invalidateQueries({ queryKey: uploadKey(uploadId) });
      await client.invalidateQueries({ queryKey: ["upload-part", uploadId] });
    },
  });
  const still = mend.data?.rows.flatMap(({ remarks }) =>
    remarks.filter(({ column, severity }) => column === kind.column && severity === "refuse"),
  )[0];
  const name = found === "" ? say(emptyAnswer) : quoted(found, language);
  return (
    <form
      className={style.alike}
      onSubmit={(event) => {
        event.preventDefault();
        mend.mutate();
      }}
    >
      <RightValue
        field={field}
        label={say(words.instead, { found: name, cells: counted(cells, words.cells) })}
        value={value}
        onChange={setValue}
        error={still && say(words.expected, { expected: say(still.expected) })}
      />
      <Button type="submit" isDisabled={value === ""} isPending={mend.isPending}>
        {counted(cells, words.mendAll)}
      </Button>
      {mend.error && <ProblemNotice error={mend.error} />}
    </form>
  );
};

const words = {
  title: {
    fr: "La même valeur dans plusieurs cellules",
    nl: "Dezelfde waarde in meerdere cellen",
    en: "The same value in several cells",
  },
  instead: {
    fr: "Au lieu de {found} ({cells})",
    nl: "In plaats van {found} ({cells})",
    en: "Instead of {found} ({cells})",
  },
  cells: {
    one: { fr: "{count} cellule", nl: "{count} cel", en: "{count} cell" },
    other: { fr: "{count} cellules", nl: "{count} cellen", en: "{count} cells" },
  },
  mendAll: {
    one: { fr: "Corriger", nl: "Verbeteren", en: "Mend" },
    other: { fr: "Corriger les {count}", nl: "Alle {count} verbeteren", en: "Mend all {count}" },
  },
  done: {
    one: { fr: "{count} cellule corrigée", nl: "{count} cel verbeterd", en: "{count} cell mended" },
    other: { fr: "{count} cellules corrigées", nl: "{count} cellen verbeterd", en: "{count} cells mended" },
  },
  expected: { fr: "Attendu : {expected}.", nl: "Verwacht: {expected}.", en: "Expected: {expected}." },
} satisfies Record<string, Text | { one: Text; other: Text }>;
