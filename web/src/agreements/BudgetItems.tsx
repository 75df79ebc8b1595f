import { sumOf } from "../../../src/euros.ts";
import type { Choices } from "../../../src/agreement/shared-shapes.ts";
import type { PlanLine } from "../../../src/cost/plan.ts";
import { Button, Select } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { EurosField } from "./EurosField.tsx";
import { nothingSaid, SaidField } from "./SaidField.tsx";

type DraftBudget = Extract<PlanLine["terms"], Readonly<{ form: "draft_budget" }>>;

/** The draft budget by which a lump sum is set: what the authority looked at before it granted the support. */
export const BudgetItems = ({
  line,
  terms,
  categories,
  onChange,
}: Readonly<{
  line: PlanLine;
  terms: DraftBudget;
  categories: Choices["categories"];
  onChange: (line: PlanLine) => void;
}>) => {
  const say = useSay();
  const format = useFormat();
  const { items } = terms;
  const write = (next: DraftBudget["items"]) => onChange({ ...line, terms: { ...terms, items: next } });
  const put = (at: number, item: DraftBudget["items"][number]) =>
    write(items.map((each, place) => (place === at ? item : each)));
  return (
    <>
      {items.map((item, at) => (
        <div key={`item ${at + 1}`} className={style.milestone}>
          <SaidField
            label={say(words.item)}
            value={item.label}
            onChange={(label) => put(at, { ...item, label })}
          />
          <div className={style.fields}>
            <Select
              label={say(words.category)}
              value={item.category}
              options={categories.map(({ id, label }) => ({ id, label: say(label) }))}
              onChange={(category) => category !== null && put(at, { ...item, category })}
            />
            <EurosField
              label={say(words.amount)}
              value={item.amount}
              onChange={(amount) => put(at, { ...item, amount })}
            />
            <Button
              variant="quiet"
              size="s"
              icon="trash"
              onPress={() => write(items.filter((_, place) => place !== at))}
            >
              {say(words.remove)}
            </Button>
          </div>
        </div>
      ))}
      <div className={style.planFoot}>
        <Button
          size="s"
          icon="add"
          onPress={() =>
            write([...items, { label: nothingSaid, category: categories[0]?.id ?? "", amount: "0.00" }])
          }
        >
          {say(words.add)}
        </Button>
        <span>{say(words.sum, { sum: format.money(sumOf(items.map(({ amount }) => amount))) })}</span>
      </div>
    </>
  );
};

const words = {
  item: {
    fr: "Poste du projet de budget",
    nl: "Post van de ontwerpbegroting",
    en: "Item of the draft budget",
  },
  category: { fr: "Catégorie de coûts", nl: "Kostencategorie", en: "Cost category" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  remove: { fr: "Retirer", nl: "Schrappen", en: "Remove" },
  add: { fr: "Ajouter un poste", nl: "Een post toevoegen", en: "Add an item" },
  sum: { fr: "Projet de budget : {sum}", nl: "Ontwerpbegroting: {sum}", en: "Draft budget: {sum}" },
} satisfies Record<string, Text>;
