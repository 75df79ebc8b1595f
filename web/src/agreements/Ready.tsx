import { isAbove } from "../../../src/euros.ts";
import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import { Badge } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { Section } from "../programme/Section.tsx";
import style from "./agreements.module.css";
import { RemarkList } from "./RemarkList.tsx";

/** What has to be there before a version enters into force: what is, what is not, and why. */
export const Ready = ({ agreement: { shown } }: { agreement: AgreementPage }) => {
  const say = useSay();
  const format = useFormat();
  const { decision, lines, budget, state, remarks } = shown;
  const granted = decision?.outcome === "accepted" ? decision.amount : null;
  const items = [
    {
      id: "decision",
      is: granted !== null,
      text:
        granted !== null && decision
          ? say(words.decided, {
              body: decision.body,
              on: format.date(decision.decidedOn),
              amount: format.money(granted),
            })
          : say(words.undecided),
    },
    {
      id: "lines",
      is: lines.length > 0,
      text:
        lines.length > 0
          ? say(words.breakdown, { lines: format.count(lines.length, lineWords), sum: format.money(budget) })
          : say(words.noBreakdown),
    },
    ...(granted === null
      ? []
      : [
          {
            id: "sum",
            is: !isAbove(budget, granted),
            text: isAbove(budget, granted)
              ? say(words.above, { budget: format.money(budget), amount: format.money(granted) })
              : say(words.within),
          },
        ]),
    {
      id: "accepted",
      is: state === "accepted",
      text: say(state === "accepted" ? words.accepted : words.notAccepted),
    },
  ];
  return (
    <Section title={say(words.title)}>
      <ul className={style.checklist}>
        {items.map(({ id, is, text }) => (
          <li key={id}>
            <Badge tone={is ? "success" : "neutral"} hasIcon>
              {say(is ? words.there : words.missing)}
            </Badge>{" "}
            {text}
          </li>
        ))}
      </ul>
      <RemarkList remarks={remarks} />
    </Section>
  );
};

const lineWords = {
  one: { fr: "{count} ligne", nl: "{count} regel", en: "{count} line" },
  other: { fr: "{count} lignes", nl: "{count} regels", en: "{count} lines" },
} satisfies Record<string, Text>;

const words = {
  title: {
    fr: "Avant l'entrée en vigueur",
    nl: "Voor de inwerkingtreding",
    en: "Before it enters into force",
  },
  there: { fr: "Fait", nl: "Klaar", en: "Done" },
  missing: { fr: "Manque", nl: "Ontbreekt", en: "Missing" },
  decided: {
    fr: "Décision d'accord : {body}, {on}, au plus {amount}",
    nl: "Beslissing tot toekenning: {body}, {on}, hoogstens {amount}",
    en: "Decision that accepts: {body}, {on}, {amount} at most",
  },
  undecided: {
    fr: "La décision d'accord du comité n'est pas enregistrée.",
    nl: "De beslissing tot toekenning van het comité is niet geregistreerd.",
    en: "No decision of the committee that accepts it is recorded.",
  },
  breakdown: {
    fr: "Ventilation du prix : {lines}, {sum} en tout",
    nl: "Uitsplitsing van de prijs: {lines}, samen {sum}",
    en: "Price breakdown: {lines}, {sum} in all",
  },
  noBreakdown: {
    fr: "Le plan n'a pas de ligne.",
    nl: "Het plan heeft geen regel.",
    en: "The plan has no line.",
  },
  within: {
    fr: "Le budget ne dépasse pas la décision.",
    nl: "Het budget is niet hoger dan de beslissing.",
    en: "The budget is no more than the decision.",
  },
  above: {
    fr: "Le budget ({budget}) dépasse la décision ({amount}).",
    nl: "Het budget ({budget}) is hoger dan de beslissing ({amount}).",
    en: "The budget ({budget}) is more than the decision ({amount}).",
  },
  accepted: {
    fr: "Le partenaire a accepté chaque ligne.",
    nl: "De partner heeft elke regel aanvaard.",
    en: "The partner has accepted each line.",
  },
  notAccepted: {
    fr: "Le partenaire n'a pas encore accepté chaque ligne.",
    nl: "De partner heeft nog niet elke regel aanvaard.",
    en: "The partner has not accepted each line yet.",
  },
} satisfies Record<string, Text>;
