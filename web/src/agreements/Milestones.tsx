import { sumOf } from "../../../src/euros.ts";
import type { Choices } from "../../../src/agreement/shared-shapes.ts";
import type { PlanLine } from "../../../src/cost/plan.ts";
import { Button, DateField, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { BudgetItems } from "./BudgetItems.tsx";
import { EurosField } from "./EurosField.tsx";
import { freeName } from "./new-line.ts";
import { nothingSaid, SaidField } from "./SaidField.tsx";

type WithMilestones = Extract<PlanLine["terms"], Readonly<{ milestones: unknown }>>;

/** What a lump sum is paid for, piece by piece, and the draft budget that it was set by. */
export const Milestones = ({
  line,
  terms,
  categories,
  onChange,
}: Readonly<{
  line: PlanLine;
  terms: WithMilestones;
  categories: Choices["categories"];
  onChange: (line: PlanLine) => void;
}>) => {
  const say = useSay();
  const format = useFormat();
  const { milestones } = terms;
  const write = (next: WithMilestones["milestones"]) =>
    onChange({ ...line, terms: { ...terms, milestones: next } });
  const put = (at: number, milestone: (typeof milestones)[number]) =>
    write(milestones.map((each, place) => (place === at ? milestone : each)));
  return (
    <Stack gap="s">
      {terms.form === "draft_budget" && (
        <BudgetItems line={line} terms={terms} categories={categories} onChange={onChange} />
      )}
      {milestones.map((milestone, at) => (
        <div key={milestone.id} className={style.milestone}>
          <SaidField
            label={say(words.label)}
            value={milestone.label}
            onChange={(label) => put(at, { ...milestone, label })}
          />
          <div className={style.fields}>
            <EurosField
              label={say(words.amount)}
              value={milestone.amount}
              onChange={(amount) => put(at, { ...milestone, amount })}
            />
            <DateField
              label={say(words.due)}
              value={milestone.due ?? ""}
              onChange={(due) => {
                const { due: _before, ...rest } = milestone;
                put(at, due === "" ? rest : { ...rest, due });
              }}
            />
            <Button
              variant="quiet"
              size="s"
              icon="trash"
              onPress={() => write(milestones.filter((_, place) => place !== at))}
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
            write([
              ...milestones,
              { id: freeName("milestone", milestones), label: nothingSaid, amount: "0.00" },
            ])
          }
        >
          {say(words.add)}
        </Button>
        <span>{say(words.sum, { sum: format.money(sumOf(milestones.map(({ amount }) => amount))) })}</span>
      </div>
    </Stack>
  );
};

const words = {
  label: { fr: "Ce qui doit être livré", nl: "Wat geleverd moet worden", en: "What has to be delivered" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  due: { fr: "Pour le", nl: "Tegen", en: "By" },
  add: { fr: "Ajouter une étape", nl: "Een mijlpaal toevoegen", en: "Add a milestone" },
  remove: { fr: "Retirer", nl: "Schrappen", en: "Remove" },
  sum: { fr: "Somme des étapes : {sum}", nl: "Som van de mijlpalen: {sum}", en: "Sum of milestones: {sum}" },
} satisfies Record<string, Text>;
