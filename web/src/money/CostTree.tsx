import type { CostNode } from "../../../src/cost/plan.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { useHow } from "./how.ts";
import style from "./money.module.css";

type Lines = ReadonlyMap<string, Text> | undefined;

/** How an amount came about: each step with what it was worked out from, its article, and where it rounded. */
export const CostTree = ({ node, lines }: Readonly<{ node: CostNode; lines?: Lines }>) => (
  <ul className={style.tree}>
    <Step node={node} lines={lines} />
  </ul>
);

const Step = ({ node, lines }: Readonly<{ node: CostNode; lines: Lines }>) => {
  const say = useSay();
  const { money, number } = useFormat();
  const how = useHow(lines);
  const { label, amount, rounding, source, parts } = node;
  const said = how(node.how);
  return (
    <li>
      <p className={style.step}>
        <span>{say(label)}</span>
        <strong className={style.amount}>{money(amount)}</strong>
      </p>
      {said !== "" && <p className={style.how}>{said}</p>}
      {rounding && (
        <p className={style.how}>
          {say(rounding.step === "rate" ? words.rateRounded : words.amountRounded, {
            exact: shortened(number(rounding.exact)),
            rule: say(rounding.rule === "down" ? words.down : words.halfUp),
          })}
        </p>
      )}
      {source && (parts.length === 0 || node.how.kind !== "sum") && (
        <p className={style.how}>
          {source.article}
          {source.verified ? "" : ` · ${say(words.unverified)}`}
        </p>
      )}
      {parts.length > 0 && (
        <ul className={style.parts}>
          {parts.map((part, at) => (
            <Step key={`${part.line ?? ""} ${at}`} node={part} lines={lines} />
          ))}
        </ul>
      )}
    </li>
  );
};

/** A decimal without end is shown to six places. */
const shortened = (written: string): string => written.replace(/([.,]\d{6})\d+$/, "$1…");

const words = {
  rateRounded: {
    fr: "Tarif arrondi {rule} : {exact} avant l'arrondi",
    nl: "Tarief {rule} afgerond: {exact} vóór de afronding",
    en: "Rate rounded {rule}: {exact} before rounding",
  },
  amountRounded: {
    fr: "Montant arrondi {rule} : {exact} avant l'arrondi",
    nl: "Bedrag {rule} afgerond: {exact} vóór de afronding",
    en: "Amount rounded {rule}: {exact} before rounding",
  },
  halfUp: { fr: "au cent le plus proche", nl: "op de dichtstbijzijnde cent", en: "to the nearest cent" },
  down: { fr: "au cent inférieur", nl: "naar beneden op de cent", en: "down to the cent" },
  unverified: { fr: "valeur à vérifier", nl: "waarde na te kijken", en: "value to be verified" },
} satisfies Record<string, Text>;
