import { scalesBehind } from "../../../src/agreement/calculations.ts";
import type { AgreementPage } from "../../../src/agreement/shapes.ts";
import type { Choices } from "../../../src/agreement/shared-shapes.ts";
import type { PlanLine } from "../../../src/cost/plan.ts";
import { Checkbox, Select, TextField } from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./agreements.module.css";
import { EurosField } from "./EurosField.tsx";
import { RemarkList } from "./RemarkList.tsx";
import { stateAids } from "./states.ts";

export type Support = Pick<AgreementPage["shown"], "publicSupport" | "totalCost" | "stateAid" | "facts">;
type StateAid = Support["stateAid"];
const aids = ["none", "de_minimis", "state_aid"] as const satisfies readonly StateAid[];

/** What the rules of cost want to know of the operation's support besides its lines; what they say of it stands below. */
export const SupportEditor = ({
  support,
  lines,
  choices,
  remarks,
  onChange,
}: Readonly<{
  support: Support;
  lines: readonly PlanLine[];
  choices: Choices;
  remarks: AgreementPage["shown"]["remarks"];
  onChange: (part: Partial<Support>) => void;
}>) => {
  const say = useSay();
  const { publicSupport, totalCost, stateAid, facts } = support;
  const put = (part: Partial<Support["facts"]>) => onChange({ facts: { ...facts, ...part } });
  const scales = scalesBehind(
    {
      rules: { salaryScales: byId(choices.salaryScales) },
      unitCosts: byId(choices.unitCosts),
    },
    lines,
  );
  const needed = choices.options.filter(
    ({ id, calculation }) => calculation === "needed" && lines.some(({ option }) => option === id),
  );
  return (
    <div className={style.plan}>
      <div className={style.fields}>
        <EurosField
          label={say(words.publicSupport)}
          name="publicSupport"
          value={publicSupport}
          onChange={(next) => onChange({ publicSupport: next })}
        />
        <EurosField
          label={say(words.totalCost)}
          name="totalCost"
          value={totalCost}
          onChange={(next) => onChange({ totalCost: next })}
        />
        <Select
          label={say(words.stateAid)}
          name="stateAid"
          value={stateAid}
          options={aids.map((id) => ({ id, label: say(stateAids[id]) }))}
          onChange={(next) => onChange({ stateAid: aids.find((id) => id === next) ?? stateAid })}
        />
      </div>
      <Checkbox
        label={say(words.procured)}
        help={say(words.procuredHelp)}
        value={facts.whollyProcured ?? false}
        onChange={(whollyProcured) => put({ whollyProcured })}
      />
      <Checkbox
        label={say(words.above)}
        value={facts.contractsAboveThreshold ?? false}
        onChange={(contractsAboveThreshold) => put({ contractsAboveThreshold })}
      />
      {needed.map(({ id, label }) =>
        scales[id] === undefined ? (
          <TextField
            key={id}
            label={say(words.method, { option: say(label) })}
            help={say(words.methodHelp)}
            name={`method:${id}`}
            value={facts.calculations?.[id] ?? ""}
            maxLength={200}
            onChange={(text) => {
              const { [id]: _before, ...others } = facts.calculations ?? {};
              put({ calculations: text.trim() === "" ? others : { ...others, [id]: text } });
            }}
          />
        ) : (
          <p key={id} className={style.muted}>
            {say(words.scale, { option: say(label) })}
          </p>
        ),
      )}
      <RemarkList remarks={remarks.filter(({ id, about }) => about.kind === "whole" || isMendedHere(id))} />
    </div>
  );
};

const byId = <T extends Readonly<{ id: string }>>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** Remarks on a line that something here gives rise to. */
const isMendedHere = (remark: string) =>
  ["calculation_missing", "contracts_above_threshold", "wholly_procured"].some((rule) =>
    remark.startsWith(`plan:${rule}:`),
  );

const words = {
  publicSupport: { fr: "Soutien public", nl: "Overheidssteun", en: "Public support" },
  totalCost: {
    fr: "Coût total de l'opération",
    nl: "Totale kosten van de verrichting",
    en: "Total cost of the operation",
  },
  stateAid: { fr: "Aide d'État", nl: "Staatssteun", en: "State aid" },
  procured: {
    fr: "Entièrement réalisée par des marchés publics",
    nl: "Volledig uitgevoerd via overheidsopdrachten",
    en: "Carried out wholly by public contracts",
  },
  procuredHelp: {
    fr: "Les options de coûts simplifiés ne s'y appliquent pas toutes : les remarques le disent.",
    nl: "Niet alle vereenvoudigde kostenopties gelden dan: de opmerkingen zeggen welke.",
    en: "Not all simplified cost options apply then: the remarks say which.",
  },
  above: {
    fr: "Comprend des marchés de travaux, ou de fournitures et services au-dessus des seuils européens",
    nl: "Omvat opdrachten voor werken, of voor leveringen en diensten boven de Europese drempels",
    en: "Holds contracts for works, or for supplies and services above the European thresholds",
  },
  method: {
    fr: "Méthode de calcul : {option}",
    nl: "Berekeningsmethode: {option}",
    en: "Method of calculation: {option}",
  },
  methodHelp: {
    fr: "Le document qui la contient, établi avant l'octroi du soutien.",
    nl: "Het document dat ze bevat, opgesteld vóór de steun werd toegekend.",
    en: "The document that holds it, written before the support was granted.",
  },
  scale: {
    fr: "{option} : le barème du programme tient lieu de méthode de calcul.",
    nl: "{option}: het barema van het programma geldt als berekeningsmethode.",
    en: "{option}: the programme's scale is the method of calculation.",
  },
} satisfies Record<string, Text>;
