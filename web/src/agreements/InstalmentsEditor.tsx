import { less, sumOf } from "../../../src/euros.ts";
import type { AgreementPage, Instalment } from "../../../src/agreement/shapes.ts";
import { rescaled } from "../../../src/agreement/in-proportion.ts";
import { Button, ButtonRow, DateField, Menu, Notice, Select, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { percentAs, percentOf, shareOf } from "./amounts.ts";
import style from "./agreements.module.css";
import { AmountField, EurosField } from "./EurosField.tsx";
import { isSaid, nothingSaid, SaidField } from "./SaidField.tsx";
import { instalmentKinds } from "./states.ts";

type Kind = Instalment["kind"];
const kinds = ["advance", "interim", "balance"] as const satisfies readonly Kind[];
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** Returns whether instalments can be sent: each is whole, and together they are the budget. */
export const areWhole = (instalments: readonly Instalment[], budget: string): boolean =>
  instalments.every(({ dueOn, condition }) => isDay(dueOn) && isSaid(condition)) &&
  (instalments.length === 0 || sumOf(instalments.map(({ amount }) => amount)) === budget);

/**
 * When the agreement is paid: the share and the amount of an instalment follow each other, and together the instalments
 * are the budget. Shares are of the whole budget.
 */
export const InstalmentsEditor = ({
  instalments,
  schedules,
  budget,
  ends,
  onChange,
  missing,
}: Readonly<{
  instalments: readonly Instalment[];
  schedules: AgreementPage["schedules"];
  budget: string;
  ends: string;
  onChange: (instalments: readonly Instalment[]) => void;
  missing: (isMissing: boolean) => { error?: string };
}>) => {
  const say = useSay();
  const format = useFormat();
  const sum = sumOf(instalments.map(({ amount }) => amount));
  const rest = less(budget, sum);
  const write = (next: readonly Instalment[]) =>
    onChange(next.map((each) => ({ ...each, share: shareOf(percentOf(each.amount, budget) || "0") })));
  const put = (at: number, part: Partial<Instalment>) =>
    write(instalments.map((each, place) => (place === at ? { ...each, ...part } : each)));
  const last = instalments.at(-1);
  const settled = last && sumOf([last.amount, rest]);
  return (
    <div className={style.plan}>
      {instalments.map(({ kind, amount, dueOn, condition }, at) => (
        <section key={at} className={style.line} aria-label={say(words.nth, { n: at + 1 })}>
          <div className={style.lineHead}>
            <h3>{say(words.nth, { n: at + 1 })}</h3>
            <Button
              variant="quiet"
              size="s"
              icon="trash"
              onPress={() => write(instalments.filter((_, place) => place !== at))}
            >
              {say(words.remove)}
            </Button>
          </div>
          <Stack gap="s">
            <div className={style.fields}>
              <Select
                label={say(words.kind)}
                value={kind}
                options={kinds.map((id) => ({ id, label: say(instalmentKinds[id]) }))}
                onChange={(next) => put(at, { kind: kinds.find((id) => id === next) ?? kind })}
              />
              <AmountField
                label={say(words.share)}
                name={`share:${at}`}
                unit="%"
                value={percentOf(amount, budget)}
                onChange={(percent) => put(at, { amount: percentAs(percent || "0", budget) })}
              />
              <EurosField
                label={say(words.amount)}
                name={`instalment:${at}`}
                value={amount}
                onChange={(next) => put(at, { amount: next })}
              />
              <DateField
                label={say(words.due)}
                name={`due:${at}`}
                value={dueOn}
                onChange={(next) => put(at, { dueOn: next })}
                {...missing(!isDay(dueOn))}
              />
            </div>
            <SaidField
              label={say(words.condition)}
              name={`condition:${at}`}
              value={condition}
              onChange={(next) => put(at, { condition: next })}
              {...missing(!isSaid(condition))}
            />
          </Stack>
        </section>
      ))}
      {last && settled !== undefined && Number(rest) !== 0 && (
        <Notice
          tone="warning"
          title={say(words.differs, { sum: format.money(sum), budget: format.money(budget) })}
        >
          <ButtonRow>
            {!settled.startsWith("-") && (
              <Button size="s" onPress={() => put(instalments.length - 1, { amount: settled })}>
                {say(words.settle, { amount: format.money(settled) })}
              </Button>
            )}
            {Number(sum) !== 0 && (
              <Button size="s" onPress={() => write(rescaled(instalments, budget))}>
                {say(words.inProportion)}
              </Button>
            )}
          </ButtonRow>
        </Notice>
      )}
      <div className={style.planFoot}>
        <Menu
          label={say(words.add)}
          icon="add"
          entries={[
            {
              id: "one:",
              label: say(words.one),
              onAction: () =>
                write([
                  ...instalments,
                  {
                    kind: "interim",
                    share: "0",
                    amount: rest.startsWith("-") ? "0.00" : rest,
                    dueOn: ends,
                    condition: nothingSaid,
                  },
                ]),
            },
            ...schedules.map(({ id, label, instalments: whole }) => ({
              id,
              label: say(label),
              description: say(words.whole),
              onAction: () => write(rescaled(whole, budget)),
            })),
          ]}
        />
        <p className={style.total}>{say(words.total, { total: format.money(sum) })}</p>
      </div>
    </div>
  );
};

const words = {
  nth: { fr: "Tranche {n}", nl: "Schijf {n}", en: "Instalment {n}" },
  remove: { fr: "Retirer", nl: "Schrappen", en: "Remove" },
  kind: { fr: "Nature", nl: "Aard", en: "Kind" },
  share: { fr: "Part du budget", nl: "Deel van het budget", en: "Share of the budget" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  due: { fr: "À payer pour le", nl: "Te betalen tegen", en: "To be paid by" },
  condition: { fr: "Condition", nl: "Voorwaarde", en: "Condition" },
  differs: {
    fr: "Les tranches font {sum} ; le budget est de {budget}.",
    nl: "De schijven zijn samen {sum}; het budget is {budget}.",
    en: "The instalments are {sum} together; the budget is {budget}.",
  },
  settle: {
    fr: "Porter la dernière tranche à {amount}",
    nl: "De laatste schijf op {amount} brengen",
    en: "Make the last instalment {amount}",
  },
  inProportion: {
    fr: "Adapter chaque tranche en proportion",
    nl: "Elke schijf in verhouding aanpassen",
    en: "Adapt each instalment in proportion",
  },
  add: { fr: "Ajouter une tranche", nl: "Een schijf toevoegen", en: "Add an instalment" },
  one: { fr: "Une tranche", nl: "Eén schijf", en: "One instalment" },
  whole: {
    fr: "Le calendrier du programme remplace les tranches écrites ici.",
    nl: "De kalender van het programma vervangt de schijven hier.",
    en: "The programme's schedule replaces the instalments here.",
  },
  total: { fr: "Total : {total}", nl: "Totaal: {total}", en: "Total: {total}" },
} satisfies Record<string, Text>;
