import { useState } from "react";
import type { Choices, Remark } from "../../../src/agreement/shared-shapes.ts";
import type { PlanLine } from "../../../src/cost/plan.ts";
import { Button, Notice, Select } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useShare } from "../money/how.ts";
import { times, unitsFor } from "./amounts.ts";
import style from "./agreements.module.css";
import { AmountField, EurosField } from "./EurosField.tsx";
import { Milestones } from "./Milestones.tsx";
import { flatOf } from "./new-line.ts";
import { RemarkList } from "./RemarkList.tsx";
import { SaidField } from "./SaidField.tsx";
import { useTerms } from "./use-terms.ts";

type Props = Readonly<{
  choices: Choices;
  lines: readonly PlanLine[];
  line: PlanLine;
  onChange: (line: PlanLine) => void;
  onRemove: () => void;
  remarks: readonly Remark[];
  question: string | undefined;
  isFixed: boolean;
  isPriced: boolean;
}>;

/** A line of a plan: what it pays for, by which option, and how much. */
export const PlanLineEditor = (props: Props) => {
  const { choices, line, onChange, onRemove, remarks, question, isFixed, isPriced } = props;
  const say = useSay();
  const terms = useTerms();
  const [isNaming, setIsNaming] = useState(false);
  const option = choices.options.find(({ id }) => id === line.option);
  const allowed = choices.categories.filter(({ id }) => option?.categories?.includes(id) ?? true);
  const { terms: own } = line;
  return (
    <section className={style.line} aria-label={say(line.label)} data-line={line.id}>
      <div className={style.lineHead}>
        <h3>{say(line.label)}</h3>
        <div className={style.lineActs}>
          <Button variant="quiet" size="s" icon="edit" onPress={() => setIsNaming(!isNaming)}>
            {say(words.rename)}
          </Button>
          {!isFixed && (
            <Button variant="quiet" size="s" icon="trash" onPress={onRemove}>
              {say(words.remove)}
            </Button>
          )}
        </div>
      </div>
      <p className={style.muted}>
        {[say(option?.label ?? plain(line.option)), ...terms(line)].join(" · ")}
        {isFixed && ` · ${say(words.fixed)}`}
      </p>
      {question !== undefined && (
        <Notice tone="warning" title={say(words.question)}>
          {question}
        </Notice>
      )}
      {isNaming && (
        <SaidField
          label={say(words.label)}
          value={line.label}
          onChange={(label) => onChange({ ...line, label })}
        />
      )}
      <div className={style.fields}>
        {!isFixed && allowed.length > 1 && (
          <Select
            label={say(words.category)}
            value={line.category}
            options={allowed.map(({ id, label }) => ({ id, label: say(label) }))}
            onChange={(category) => category !== null && onChange({ ...line, category })}
          />
        )}
        {!isFixed && own.form === "salary_flat_rate" && choices.salaryScales.length > 1 && (
          <Select
            label={say(words.scale)}
            value={own.scale}
            options={choices.salaryScales.map(({ id, label }) => ({ id, label: say(label) }))}
            onChange={(scale) => scale !== null && onChange({ ...line, terms: { ...own, scale } })}
          />
        )}
        {isPriced && own.form === "unit_cost" && <Units line={line} onChange={onChange} />}
        {isPriced && !("milestones" in own) && (
          <EurosField
            label={say(words.budget)}
            name={`line:${line.id}`}
            value={line.budget}
            onChange={(budget) => onChange({ ...line, budget })}
          />
        )}
      </div>
      {isPriced && <FlatRate {...props} />}
      {"milestones" in own && !isFixed && (
        <Milestones line={line} terms={own} categories={choices.categories} onChange={onChange} />
      )}
      <RemarkList remarks={remarks} />
    </section>
  );
};

/** How many units the amount pays for: either of the two can be said, the other follows. */
const Units = ({ line, onChange }: Pick<Props, "line" | "onChange">) => {
  const say = useSay();
  if (line.terms.form !== "unit_cost") return null;
  const rate = line.terms.rates.at(-1)?.value ?? "0";
  const units = line.budget === "0.00" ? "" : (unitsFor(line.budget, rate) ?? "");
  return (
    <AmountField
      label={say(words.units, { unit: say(line.terms.unit) })}
      name={`units:${line.id}`}
      value={units}
      onChange={(typed) => onChange({ ...line, budget: typed === "" ? "0.00" : times(typed, rate) })}
    />
  );
};

/** What a flat rate comes to, and a way back to it where another amount was written. */
const FlatRate = ({ choices, lines, line, onChange }: Props) => {
  const say = useSay();
  const format = useFormat();
  const share = useShare();
  const flat = flatOf(choices, lines, line);
  if (!flat || line.terms.form !== "flat_rate") return null;
  if (flat.base.length === 0) return <p className={style.muted}>{say(words.noBase)}</p>;
  const { rate } = line.terms;
  return (
    <p className={style.muted}>
      {say(words.flat, {
        rate: share(rate),
        base: format.money(flat.sum),
        of: flat.base.map(({ label }) => say(label)).join(" + "),
        amount: format.money(flat.amount),
      })}{" "}
      {flat.amount !== line.budget && (
        <Button size="s" onPress={() => onChange({ ...line, budget: flat.amount })}>
          {say(words.take, { amount: format.money(flat.amount) })}
        </Button>
      )}
    </p>
  );
};

const plain = (id: string): Text => ({ fr: id, nl: id, en: id });

const words = {
  rename: { fr: "Nommer", nl: "Benoemen", en: "Name" },
  remove: { fr: "Retirer", nl: "Schrappen", en: "Remove" },
  fixed: {
    fr: "conditions fixées par l'appel",
    nl: "voorwaarden vastgelegd door de oproep",
    en: "terms set by the call",
  },
  question: { fr: "Question du partenaire", nl: "Vraag van de partner", en: "The partner's question" },
  label: { fr: "Nom de la ligne", nl: "Naam van de regel", en: "Name of the line" },
  category: { fr: "Catégorie de coûts", nl: "Kostencategorie", en: "Cost category" },
  scale: { fr: "Barème", nl: "Barema", en: "Scale" },
  units: {
    fr: "Quantité prévue ({unit})",
    nl: "Geplande hoeveelheid ({unit})",
    en: "Planned quantity ({unit})",
  },
  budget: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  noBase: {
    fr: "Ce taux se prend sur d'autres lignes du plan : ajoutez-les, le montant suivra.",
    nl: "Dit tarief wordt op andere regels van het plan genomen: voeg ze toe, het bedrag volgt.",
    en: "This rate is taken of other lines of the plan: add them and the amount follows.",
  },
  flat: {
    fr: "{rate} de {base} ({of}) = {amount}",
    nl: "{rate} van {base} ({of}) = {amount}",
    en: "{rate} of {base} ({of}) = {amount}",
  },
  take: { fr: "Reprendre {amount}", nl: "{amount} overnemen", en: "Take {amount}" },
} satisfies Record<string, Text>;
