import { useState } from "react";
import { Button, ButtonRow, CheckboxGroup, Dialog, Notice, SearchField, Stack } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./listing.module.css";
import type { Description } from "./shapes.ts";
import { common } from "./words.ts";

/** Chooses which columns the list shows; they stand in the order of the register. */
export const ColumnDialog = ({
  description,
  shown,
  onColumns,
  onClose,
}: Readonly<{
  description: Description;
  shown: readonly string[];
  /** Undefined: those that the register shows by itself. */
  onColumns: (columns: readonly string[] | undefined) => void;
  onClose: () => void;
}>) => {
  const say = useSay();
  const [chosen, setChosen] = useState<readonly string[]>(shown);
  const [sought, setSought] = useState("");
  const options = description.columns
    .filter(({ kind }) => kind !== "list")
    .map(({ id, label }) => ({ id, label: say(label) }))
    .filter(({ label }) => label.toLocaleLowerCase().includes(sought.toLocaleLowerCase()));
  const order = description.columns.map(({ id }) => id);
  /** What stays keeps its place; what is new comes in the order of the register. */
  const apply = () => {
    const kept = shown.filter((id) => chosen.includes(id));
    const added = order.filter((id) => chosen.includes(id) && !shown.includes(id));
    onColumns([...kept, ...added]);
  };
  const listed = new Set(options.map(({ id }) => id));
  return (
    <Dialog
      title={say(words.title)}
      isOpen
      onClose={onClose}
      footer={
        <ButtonRow>
          <Button variant="primary" onPress={apply} isDisabled={chosen.length === 0}>
            {say(words.apply)}
          </Button>
          <Button variant="secondary" onPress={() => onColumns(undefined)}>
            {say(words.usual)}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {say(common.cancel)}
          </Button>
        </ButtonRow>
      }
    >
      <Stack>
        <SearchField label={say(words.find)} value={sought} onChange={setSought} />
        {chosen.length === 0 && <Notice tone="warning">{say(words.none)}</Notice>}
        <div className={style.choices}>
          <CheckboxGroup
            label={say(words.columns)}
            options={options}
            value={chosen.filter((id) => listed.has(id))}
            onChange={(next) => setChosen([...chosen.filter((id) => !listed.has(id)), ...next])}
          />
        </div>
      </Stack>
    </Dialog>
  );
};

const words = {
  title: { fr: "Choisir les colonnes", nl: "Kolommen kiezen", en: "Choose columns" },
  columns: { fr: "Colonnes affichées", nl: "Getoonde kolommen", en: "Columns shown" },
  find: { fr: "Trouver une colonne", nl: "Een kolom zoeken", en: "Find a column" },
  apply: { fr: "Afficher ces colonnes", nl: "Deze kolommen tonen", en: "Show these columns" },
  usual: { fr: "Colonnes habituelles", nl: "Gewone kolommen", en: "Usual columns" },
  none: {
    fr: "Choisissez au moins une colonne.",
    nl: "Kies minstens één kolom.",
    en: "Choose at least one column.",
  },
} satisfies Record<string, Text>;
