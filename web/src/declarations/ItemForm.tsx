import { useState } from "react";
import type { DeclarationLine } from "../../../src/declaration/shapes.ts";
import { Button, ButtonRow, DateField, NumberField, Select, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import type { Bench } from "./bench.ts";
import style from "./declarations.module.css";
import type { Item } from "./Items.tsx";
import { useKeptForm } from "./kept-form.ts";

const empty = { on: "", supplier: "", reference: "", amount: "", category: "" };

/** A piece to be added or changed; what is typed stays in this tab until it is kept. */
export const ItemForm = ({
  bench,
  line,
  item,
  onKeep,
  onCancel,
}: Readonly<{
  bench: Bench;
  line: DeclarationLine;
  item: Item | undefined;
  onKeep: (item: Item) => void;
  onCancel: (() => void) | undefined;
}>) => {
  const say = useSay();
  const { number, typedMoney } = useFormat();
  const { page } = bench;
  const [start] = useState(() =>
    item
      ? {
          on: item.on,
          supplier: item.supplier,
          reference: item.reference,
          amount: number(item.amount),
          category: item.category ?? "",
        }
      : empty,
  );
  const [typed, type, clear] = useKeptForm(`jalon.piece.${page.id}.${line.line}.${item?.id ?? "new"}`, start);
  const [isTried, setIsTried] = useState(false);
  const amount = typedMoney(typed.amount);
  const problems = {
    on: /^\d{4}-\d\d-\d\d$/.test(typed.on) ? undefined : say(words.dayMissing),
    supplier: typed.supplier.trim() === "" ? say(words.missing) : undefined,
    reference: typed.reference.trim() === "" ? say(words.missing) : undefined,
    amount: amount === undefined ? say(words.noAmount) : undefined,
  };
  const isComplete = Object.values(problems).every((problem) => problem === undefined);
  const keep = () => {
    setIsTried(true);
    if (!isComplete || amount === undefined) return;
    const { category } = typed;
    onKeep({
      id: item?.id ?? crypto.randomUUID(),
      on: typed.on,
      supplier: typed.supplier.trim(),
      reference: typed.reference.trim(),
      amount,
      ...(category === "" || category === line.category.id ? {} : { category }),
      ...(item?.document === undefined ? {} : { document: item.document }),
    });
    setIsTried(false);
    clear();
  };
  const shown = (problem: string | undefined) => (isTried ? problem : undefined);
  return (
    <form
      className={style.item}
      aria-label={say(item ? words.change : words.add)}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <h3>{say(item ? words.change : words.add)}</h3>
      <div className={style.fields}>
        <DateField
          label={say(words.on)}
          value={typed.on}
          onChange={(on) => type({ on })}
          error={shown(problems.on)}
          isRequired
          width="short"
        />
        <TextField
          label={say(words.supplier)}
          value={typed.supplier}
          onChange={(supplier) => type({ supplier })}
          error={shown(problems.supplier)}
          maxLength={120}
          isRequired
        />
        <TextField
          label={say(words.reference)}
          value={typed.reference}
          onChange={(reference) => type({ reference })}
          error={shown(problems.reference)}
          maxLength={60}
          isRequired
          width="short"
        />
        <NumberField
          label={say(words.amount)}
          value={typed.amount}
          onChange={(next) => type({ amount: next })}
          error={shown(problems.amount)}
          unit="€"
          isRequired
          width="short"
        />
        <Select
          label={say(words.category)}
          value={typed.category === "" ? line.category.id : typed.category}
          onChange={(category) => type({ category: category ?? "" })}
          options={[
            ...page.categories.filter(({ id }) => id === line.category.id),
            ...page.categories.filter(({ id }) => id !== line.category.id),
          ].map(({ id, label }) => ({ id, label: say(label) }))}
        />
      </div>
      <ButtonRow>
        <Button type="submit">{say(item ? words.keep : words.addThis)}</Button>
        {onCancel && (
          <Button
            variant="quiet"
            onPress={() => {
              clear();
              onCancel();
            }}
          >
            {say(words.cancel)}
          </Button>
        )}
      </ButtonRow>
    </form>
  );
};

const words = {
  add: { fr: "Ajouter une pièce", nl: "Een stuk toevoegen", en: "Add a piece" },
  addThis: { fr: "Ajouter cette pièce", nl: "Dit stuk toevoegen", en: "Add this piece" },
  change: { fr: "Modifier la pièce", nl: "Het stuk wijzigen", en: "Change the piece" },
  keep: { fr: "Enregistrer la pièce", nl: "Het stuk bewaren", en: "Keep the piece" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  on: { fr: "Date de la pièce", nl: "Datum van het stuk", en: "Date of the piece" },
  supplier: { fr: "Fournisseur", nl: "Leverancier", en: "Supplier" },
  reference: { fr: "Référence", nl: "Referentie", en: "Reference" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  category: { fr: "Catégorie de coût", nl: "Kostencategorie", en: "Cost category" },
  missing: { fr: "À compléter.", nl: "In te vullen.", en: "To be filled in." },
  dayMissing: { fr: "Donnez une date.", nl: "Geef een datum.", en: "Give a date." },
  noAmount: {
    fr: "Donnez un montant, par exemple 1.234,50.",
    nl: "Geef een bedrag, bijvoorbeeld 1.234,50.",
    en: "Give an amount, for example 1,234.50.",
  },
} satisfies Record<string, Text>;
