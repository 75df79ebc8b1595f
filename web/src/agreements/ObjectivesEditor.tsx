import type { Choices, Objective, Remark } from "../../../src/agreement/shared-shapes.ts";
import { Button, Menu } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { AmountField } from "./EurosField.tsx";
import { freeName } from "./new-line.ts";
import { RemarkList } from "./RemarkList.tsx";
import { nothingSaid, SaidField } from "./SaidField.tsx";

/** Objectives, being written: each a quantity of the registers, which count it by themselves, with its target. */
export const ObjectivesEditor = ({
  choices,
  objectives,
  onChange,
  remarks = [],
  fixed = [],
}: Readonly<{
  choices: Choices;
  objectives: readonly Objective[];
  onChange: (objectives: readonly Objective[]) => void;
  remarks?: readonly Remark[];
  /** Those that the call asks: their target can be raised, they cannot be removed. */
  fixed?: readonly string[];
}>) => {
  const say = useSay();
  const put = (at: number, objective: Objective) =>
    onChange(objectives.map((each, place) => (place === at ? objective : each)));
  const free = choices.quantities.filter(({ id }) => !objectives.some(({ quantity }) => quantity === id));
  return (
    <div className={style.plan}>
      {objectives.map((objective, at) => {
        const quantity = choices.quantities.find(({ id }) => id === objective.quantity);
        return (
          <section key={objective.id} className={style.line} aria-label={say(objective.label)}>
            <div className={style.fields}>
              {objective.quantity === null ? (
                <SaidField
                  label={say(words.label)}
                  value={objective.label}
                  onChange={(label) => put(at, { ...objective, label })}
                />
              ) : (
                <p className={style.objective}>
                  <strong>{say(objective.label)}</strong>
                  <span className={style.muted}>{say(words.counted)}</span>
                </p>
              )}
              <AmountField
                label={quantity ? say(words.targetOf, { unit: say(quantity.unit) }) : say(words.target)}
                name={`objective:${objective.id}`}
                value={objective.target === "0" ? "" : objective.target}
                onChange={(target) => put(at, { ...objective, target: target === "" ? "0" : target })}
              />
              {!fixed.includes(objective.id) && (
                <Button
                  variant="quiet"
                  size="s"
                  icon="trash"
                  onPress={() => onChange(objectives.filter((_, place) => place !== at))}
                >
                  {say(words.remove)}
                </Button>
              )}
            </div>
            <RemarkList
              remarks={remarks.filter(({ about }) => about.kind === "objective" && about.id === objective.id)}
            />
          </section>
        );
      })}
      <div className={style.planFoot}>
        <Menu
          label={say(words.add)}
          icon="add"
          entries={[
            ...free.map(({ id, label, unit }) => ({
              id,
              label: say(label),
              description: say(words.registers, { unit: say(unit) }),
              onAction: () => add({ id: freeName(id, objectives), label, quantity: id, target: "0" }),
            })),
            {
              id: "other:",
              label: say(words.other),
              description: say(words.notCounted),
              onAction: () =>
                add({
                  id: freeName("objective", objectives),
                  label: nothingSaid,
                  quantity: null,
                  target: "0",
                }),
            },
          ]}
        />
      </div>
    </div>
  );

  function add(objective: Objective) {
    onChange([...objectives, objective]);
  }
};

const words = {
  label: { fr: "Objectif", nl: "Doelstelling", en: "Objective" },
  target: { fr: "À atteindre", nl: "Te halen", en: "To be reached" },
  targetOf: { fr: "À atteindre ({unit})", nl: "Te halen ({unit})", en: "To be reached ({unit})" },
  counted: { fr: "Compté par les registres", nl: "Geteld door de registers", en: "Counted by the registers" },
  remove: { fr: "Retirer", nl: "Schrappen", en: "Remove" },
  add: { fr: "Ajouter un objectif", nl: "Een doelstelling toevoegen", en: "Add an objective" },
  registers: {
    fr: "Les registres comptent : {unit}",
    nl: "De registers tellen: {unit}",
    en: "The registers count: {unit}",
  },
  other: { fr: "Un autre objectif", nl: "Een andere doelstelling", en: "Another objective" },
  notCounted: {
    fr: "Aucun registre ne le compte",
    nl: "Geen register telt het",
    en: "No register counts it",
  },
} satisfies Record<string, Text>;
