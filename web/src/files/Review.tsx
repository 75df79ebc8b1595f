import { useState } from "react";
import type { FieldWords, RemarkKind, Summary } from "../../../src/upload/shapes.ts";
import type { UploadView } from "../../../src/upload/view.ts";
import { Facts, Notice, Stack, Tabs } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { ColumnsPanel } from "./ColumnsPanel.tsx";
import { Effects } from "./Effects.tsx";
import { FillCells } from "./FillCells.tsx";
import { KeepCard } from "./KeepCard.tsx";
import { Kinds } from "./Kinds.tsx";
import { Mends } from "./Mends.tsx";

/** What a panel about a checked file needs to know. */
export type Reviewed = Readonly<{
  upload: UploadView;
  summary: Summary;
  fields: ReadonlyMap<string, FieldWords>;
  /** How many remarks of a kind still wait. */
  openOf: (kind: number) => number;
}>;

/** A checked file: what it would do, what is to be mended, confirmed and said of its columns, and the way to keep it. */
export const Review = ({ upload, summary }: Readonly<{ upload: UploadView; summary: Summary }>) => {
  const say = useSay();
  const format = useFormat();
  const openByKind = new Map(upload.kinds.map(({ kind, open }) => [kind, open]));
  const reviewed: Reviewed = {
    upload,
    summary,
    fields: new Map(upload.fields.map((field) => [field.field, field])),
    openOf: (kind) => openByKind.get(kind) ?? 0,
  };
  const { kinds } = summary;
  const mend = kinds.filter(({ severity, mendable }) => severity === "refuse" && mendable);
  const layout = kinds.filter(({ severity, mendable }) => severity === "refuse" && !mendable);
  const confirm = kinds.filter(({ severity }) => severity !== "refuse");
  const open = (list: readonly RemarkKind[]) =>
    upload.may.open
      ? list.reduce((sum, { kind }) => sum + reviewed.openOf(kind), 0)
      : list.reduce((sum, { count }) => sum + count, 0);
  const first =
    layout.length > 0 ? "columns" : mend.length > 0 ? "mend" : confirm.length > 0 ? "confirm" : "effects";
  const [chosen, choose] = useState<string>();
  const tabs = [
    {
      id: "mend",
      label: say(words.mend, { count: format.number(open(mend)) }),
      content: <Kinds {...reviewed} kinds={mend} none={words.nothingToMend} />,
    },
    {
      id: "confirm",
      label: say(words.confirm, { count: format.number(open(confirm)) }),
      content: <Kinds {...reviewed} kinds={confirm} none={words.nothingToConfirm} />,
    },
    { id: "effects", label: say(words.effects), content: <Effects {...reviewed} /> },
    {
      id: "columns",
      label:
        layout.length === 0
          ? say(words.columns)
          : say(words.columnsOpen, { count: format.number(layout.length) }),
      content: <ColumnsPanel {...reviewed} />,
    },
    ...(upload.mends > 0
      ? [
          {
            id: "mends",
            label: say(words.mends, { count: format.number(upload.mends) }),
            content: <Mends {...reviewed} />,
          },
        ]
      : []),
  ];
  const { fates } = summary;
  return (
    <Stack gap="l">
      <section aria-label={say(words.does)}>
        <Facts
          layout="tiles"
          items={[
            { label: say(words.rows), value: format.number(summary.rows) },
            { label: say(words.added), value: format.number(fates.added) },
            { label: say(words.changed), value: format.number(fates.changed) },
            ...(fates.re_entered > 0
              ? [{ label: say(words.reEntered), value: format.number(fates.re_entered) }]
              : []),
            { label: say(words.unchanged), value: format.number(fates.unchanged) },
            { label: say(words.refused), value: format.number(fates.refused) },
          ]}
        />
      </section>
      {summary.unkept > 0 && (
        <Notice tone="warning">{say(words.unkept, { count: format.number(summary.unkept) })}</Notice>
      )}
      <FillCells upload={upload} />
      <KeepCard {...reviewed} toMend={open(mend) + layout.length} toConfirm={open(confirm)} />
      {upload.may.open ? (
        <Tabs
          key={upload.check}
          label={say(words.parts)}
          tabs={tabs}
          selected={chosen ?? first}
          onSelect={choose}
        />
      ) : (
        <Notice>{say(words.closed)}</Notice>
      )}
    </Stack>
  );
};

const words = {
  does: { fr: "Ce que fera ce fichier", nl: "Wat dit bestand zal doen", en: "What this file will do" },
  parts: { fr: "Détail de la vérification", nl: "Details van de controle", en: "Details of the check" },
  rows: { fr: "Lignes", nl: "Rijen", en: "Rows" },
  added: { fr: "Nouvelles", nl: "Nieuw", en: "New" },
  changed: { fr: "Modifiées", nl: "Gewijzigd", en: "Changed" },
  reEntered: { fr: "Retours", nl: "Teruggekeerd", en: "Re-entries" },
  unchanged: { fr: "Inchangées", nl: "Ongewijzigd", en: "Unchanged" },
  refused: { fr: "À corriger", nl: "Te verbeteren", en: "To mend" },
  mend: { fr: "À corriger ({count})", nl: "Te verbeteren ({count})", en: "To mend ({count})" },
  confirm: { fr: "À confirmer ({count})", nl: "Te bevestigen ({count})", en: "To confirm ({count})" },
  effects: { fr: "Aperçu", nl: "Voorbeeld", en: "Preview" },
  columns: { fr: "Colonnes", nl: "Kolommen", en: "Columns" },
  columnsOpen: { fr: "Colonnes ({count})", nl: "Kolommen ({count})", en: "Columns ({count})" },
  mends: { fr: "Corrections ({count})", nl: "Verbeteringen ({count})", en: "Mends ({count})" },
  nothingToMend: {
    fr: "Rien à corriger.",
    nl: "Niets te verbeteren.",
    en: "Nothing to mend.",
  },
  nothingToConfirm: { fr: "Rien à confirmer.", nl: "Niets te bevestigen.", en: "Nothing to confirm." },
  unkept: {
    fr: "{count} remarques de plus ne sont pas listées : corrigez d’abord celles-ci, elles ont sans doute la même cause.",
    nl: "Nog {count} opmerkingen staan niet in de lijst: verbeter eerst deze, ze hebben wellicht dezelfde oorzaak.",
    en: "{count} more remarks are not listed: mend these first, they probably have the same cause.",
  },
  closed: {
    fr: "Le contenu de ce fichier n’est visible que pour ceux qui peuvent lire les noms des personnes de ce partenaire.",
    nl: "De inhoud van dit bestand is enkel zichtbaar voor wie de namen van de personen van deze partner mag lezen.",
    en: "The content of this file is open only to those who may read the names of this partner's people.",
  },
} satisfies Record<string, Text>;
