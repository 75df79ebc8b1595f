import { sumOf } from "../../../src/euros.ts";
import type { Choices, Remark } from "../../../src/agreement/shared-shapes.ts";
import type { PlanLine } from "../../../src/cost/plan.ts";
import { Menu } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useShare } from "../money/how.ts";
import style from "./agreements.module.css";
import { type Chosen, choosable, following, lineOf } from "./new-line.ts";
import { PlanLineEditor } from "./PlanLineEditor.tsx";

/**
 * The lines of a financing plan, being written. Lines are chosen among the options; what an option says is not typed.
 * `fixed`: lines whose terms somebody else set, of which only the amount is said.
 */
export const PlanEditor = ({
  choices,
  lines,
  onChange,
  remarks = [],
  fixed = [],
  questions,
  isPriced = true,
}: Readonly<{
  choices: Choices;
  lines: readonly PlanLine[];
  onChange: (lines: readonly PlanLine[]) => void;
  remarks?: readonly Remark[];
  fixed?: readonly string[];
  /** What the partner asked about a line. */
  questions?: ReadonlyMap<string, string>;
  /** Without: lines of a call, whose amounts the candidates say. */
  isPriced?: boolean;
}>) => {
  const say = useSay();
  const format = useFormat();
  const describe = useDescription();
  const change = (next: readonly PlanLine[]) => onChange(following(choices, lines, next));
  const kinds = choosable(choices);
  return (
    <div className={style.plan}>
      {lines.map((line, at) => (
        <PlanLineEditor
          key={line.id}
          choices={choices}
          lines={lines}
          line={line}
          onChange={(next) => change(lines.map((each, place) => (place === at ? next : each)))}
          onRemove={() => change(lines.filter((_, place) => place !== at))}
          remarks={remarks.filter(({ about }) => about.kind === "line" && about.id === line.id)}
          question={questions?.get(line.id)}
          isFixed={fixed.includes(line.id)}
          isPriced={isPriced}
        />
      ))}
      <div className={style.planFoot}>
        <Menu
          label={say(words.add)}
          icon="add"
          entries={kinds.map((kind, at) => ({
            id: String(at),
            label: say(kind.unitCost?.label ?? kind.option.label),
            description: describe(kind),
            onAction: () => change([...lines, lineOf(choices, kind, lines)]),
          }))}
        />
        {isPriced && (
          <p className={style.total}>
            {say(words.total, { total: format.money(sumOf(lines.map(({ budget }) => budget))) })}
          </p>
        )}
      </div>
    </div>
  );
};

/** What an option is, in a line: its rate, its help. */
const useDescription = () => {
  const say = useSay();
  const format = useFormat();
  const share = useShare();
  return ({ option, unitCost }: Chosen): string => {
    const rate = unitCost?.rates.at(-1);
    if (rate) return say(words.unitRate, { rate: format.money(rate.value), option: say(option.label) });
    if (option.help) return say(option.help);
    const most = option.rates.at(-1);
    return most ? say(words.most, { rate: share(most.value) }) : "";
  };
};

const words = {
  add: { fr: "Ajouter une ligne", nl: "Een regel toevoegen", en: "Add a line" },
  total: { fr: "Total : {total}", nl: "Totaal: {total}", en: "Total: {total}" },
  unitRate: { fr: "{option}, {rate}", nl: "{option}, {rate}", en: "{option}, {rate}" },
  most: { fr: "Au plus {rate}", nl: "Hoogstens {rate}", en: "{rate} at most" },
} satisfies Record<string, Text>;
