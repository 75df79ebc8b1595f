import { useState } from "react";
import type { Parameters, SamplePage as Sample } from "../../../src/audit/shapes.ts";
import { AmountField, EurosField } from "../agreements/EurosField.tsx";
import { api } from "../api.ts";
import { Button, Disclosure, Facts, Loaded, ProblemNotice, RadioGroup, Stack } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { percentOfShare, shareOfPercent } from "../money/shares.ts";
import style from "./audit.module.css";
import { type Method, methodHelp } from "./method-words.ts";
import { Steps } from "./Steps.tsx";
import { sampleAddress, useSampleAct, useSamples } from "./use-audit.ts";

/** The method with what it asks for, changed until the draw, and the size that this comes to with its reckoning. */
export const MethodPart = ({ sample }: Readonly<{ sample: Sample }>) => {
  const say = useSay();
  const { may, method, size, draw } = sample;
  return (
    <div className={style.way}>
      {may.change ? (
        <ChangeMethod key={sample.edition} sample={sample} />
      ) : (
        <div>
          <p>
            <strong>{say(method.label)}</strong>
            <span className={style.sub}>{helpOf(method.code, say)}</span>
          </p>
          <Said parameters={sample.parameters} />
        </div>
      )}
      {size && (
        <div>
          <Size size={size} />
          {size.steps.length > 0 && (
            <Disclosure title={say(words.how)} isOpenAtFirst={!draw}>
              <Steps steps={size.steps} />
            </Disclosure>
          )}
        </div>
      )}
    </div>
  );
};

const helpOf = (code: string, say: (text: Text) => string): string =>
  code in methodHelp ? say(methodHelp[code as Method]) : "";

const Size = ({ size }: Readonly<{ size: NonNullable<Sample["size"]> }>) => {
  const say = useSay();
  const { number } = useFormat();
  return (
    <Facts
      layout="tiles"
      items={[
        { id: "size", label: say(words.size), value: number(size.size) },
        ...size.shares
          .filter(({ name }) => name !== "")
          .map(({ name, size: part }) => ({ id: name, label: name, value: number(part) })),
      ]}
    />
  );
};

const ChangeMethod = ({ sample }: Readonly<{ sample: Sample }>) => {
  const say = useSay();
  const samples = useSamples();
  const [method, setMethod] = useState(sample.method.code);
  const [parameters, setParameters] = useState<Parameters>(sample.parameters);
  const keep = useSampleAct(sample, say(words.kept), () =>
    api.send<Sample>("PUT", sampleAddress(sample.id), { edition: sample.edition, method, parameters }),
  );
  return (
    <Loaded query={samples}>
      {({ methods }) => (
        <Stack>
          <RadioGroup
            label={say(words.method)}
            value={method}
            onChange={(next) => setMethod(next ?? method)}
            options={methods.map(({ code, label }) => ({
              id: code,
              label: say(label),
              description: helpOf(code, say),
            }))}
          />
          <div className={style.fields}>
            {(methods.find(({ code }) => code === method)?.needs ?? []).map((name) => (
              <Parameter key={name} name={name} parameters={parameters} onChange={setParameters} />
            ))}
            <AmountField
              label={say(words.ownSize)}
              help={say(words.ownSizeHelp)}
              value={parameters.size === undefined ? "" : String(parameters.size)}
              onChange={(typed) => {
                const { size: _size, ...rest } = parameters;
                setParameters(/^[1-9]\d*$/.test(typed) ? { ...rest, size: Number(typed) } : rest);
              }}
            />
          </div>
          {keep.error && <ProblemNotice error={keep.error} />}
          <div>
            <Button isPending={keep.isPending} onPress={() => keep.mutate(undefined)}>
              {say(words.keep)}
            </Button>
          </div>
        </Stack>
      )}
    </Loaded>
  );
};

const percents = ["confidence", "materiality", "expected", "margin"] as const;
type Percent = (typeof percents)[number];

/** One thing that a method asks for; shares are typed as percentages. */
const Parameter = ({
  name,
  parameters,
  onChange,
}: Readonly<{ name: string; parameters: Parameters; onChange: (parameters: Parameters) => void }>) => {
  const say = useSay();
  const percent = percents.find((each) => each === name);
  if (percent)
    return (
      <AmountField
        label={say(parameterWords[percent].label)}
        help={say(parameterWords[percent].help)}
        unit="%"
        value={percentIn(parameters[percent])}
        onChange={(typed) => onChange(withShare(parameters, percent, typed))}
      />
    );
  if (name === "deviation")
    return (
      <AmountField
        label={say(parameterWords.deviation.label)}
        help={say(parameterWords.deviation.help)}
        value={parameters.deviation ?? ""}
        onChange={(deviation) => {
          const { deviation: _before, ...rest } = parameters;
          onChange(deviation === "" ? rest : { ...rest, deviation });
        }}
      />
    );
  if (name === "highValue")
    return (
      <EurosField
        label={say(parameterWords.highValue.label)}
        help={say(parameterWords.highValue.help)}
        value={parameters.highValue ?? "0.00"}
        onChange={(highValue) => {
          const { highValue: _before, ...rest } = parameters;
          onChange(Number(highValue) === 0 ? rest : { ...rest, highValue });
        }}
      />
    );
  if (name === "estimator")
    return (
      <RadioGroup
        label={say(words.estimator)}
        value={parameters.estimator ?? "mean"}
        onChange={(next) => onChange({ ...parameters, estimator: next === "ratio" ? "ratio" : "mean" })}
        options={[
          { id: "mean", label: say(words.mean) },
          { id: "ratio", label: say(words.ratio), description: say(words.ratioHelp) },
        ]}
      />
    );
  if (name === "rules")
    return (
      <RadioGroup
        label={say(words.rules)}
        value={parameters.rules ?? null}
        onChange={(next) =>
          onChange({ ...parameters, rules: next === "2014-2020" ? "2014-2020" : "2021-2027" })
        }
        options={[
          { id: "2014-2020", label: "2014-2020", description: say(words.rules2014) },
          { id: "2021-2027", label: "2021-2027", description: say(words.rules2021) },
        ]}
      />
    );
  return null;
};

const percentIn = (share: string | undefined): string => (share === undefined ? "" : percentOfShare(share));

const withShare = (parameters: Parameters, name: Percent, typed: string): Parameters => {
  const { [name]: _before, ...rest } = parameters;
  return typed === "" ? rest : { ...rest, [name]: shareOfPercent(typed) };
};

/** The parameters as they were kept. */
const Said = ({ parameters }: Readonly<{ parameters: Parameters }>) => {
  const say = useSay();
  const { percent, number, money } = useFormat();
  const { deviation, highValue, size, rules } = parameters;
  return (
    <Facts
      items={[
        ...percents.flatMap((name) => {
          const share = parameters[name];
          return share === undefined
            ? []
            : [{ id: name, label: say(parameterWords[name].label), value: percent(percentOfShare(share)) }];
        }),
        ...(deviation === undefined
          ? []
          : [{ id: "deviation", label: say(parameterWords.deviation.label), value: number(deviation) }]),
        ...(highValue === undefined
          ? []
          : [{ id: "highValue", label: say(parameterWords.highValue.label), value: money(highValue) }]),
        ...(rules === undefined ? [] : [{ id: "rules", label: say(words.rules), value: rules }]),
        ...(size === undefined ? [] : [{ id: "ownSize", label: say(words.ownSize), value: number(size) }]),
      ]}
    />
  );
};

const parameterWords = {
  confidence: {
    label: { fr: "Niveau de confiance", nl: "Betrouwbaarheid", en: "Confidence" },
    help: {
      fr: "60 % pour un système très fiable, 90 % pour un système peu fiable. Vide : 90 %.",
      nl: "60 % voor een zeer betrouwbaar systeem, 90 % voor een weinig betrouwbaar. Leeg: 90 %.",
      en: "60% for a highly reliable system, 90% for one of low reliability. Empty: 90%.",
    },
  },
  materiality: {
    label: { fr: "Seuil de signification", nl: "Materialiteitsdrempel", en: "Materiality" },
    help: {
      fr: "2 % au plus ; pour un test de contrôle, le taux d'écarts tolérable. Vide : 2 %.",
      nl: "Hoogstens 2 %; voor een test van een controle het aanvaardbare percentage afwijkingen. Leeg: 2 %.",
      en: "2% at most; for a test of a control, the tolerable rate of deviations. Empty: 2%.",
    },
  },
  expected: {
    label: { fr: "Taux d'erreur attendu", nl: "Verwacht foutenpercentage", en: "Expected error rate" },
    help: {
      fr: "Celui de l'année précédente, par exemple.",
      nl: "Bijvoorbeeld dat van het vorige jaar.",
      en: "That of the year before, for example.",
    },
  },
  margin: {
    label: { fr: "Marge d'erreur", nl: "Foutenmarge", en: "Margin of error" },
    help: {
      fr: "De combien le résultat peut s'écarter de la vérité.",
      nl: "Hoever het resultaat van de waarheid mag afwijken.",
      en: "How far the result may be from the truth.",
    },
  },
  deviation: {
    label: { fr: "Écart type des erreurs", nl: "Standaardafwijking van de fouten", en: "Spread of errors" },
    help: {
      fr: "D'un échantillon pilote ou de l'an passé ; en unités monétaires, celui des taux (0,085 par exemple).",
      nl: "Van een proefsteekproef of van vorig jaar; bij geldeenheden die van de percentages (bijvoorbeeld 0,085).",
      en: "Of a pilot sample or last year; for monetary units, that of the rates (0.085 for example).",
    },
  },
  highValue: {
    label: { fr: "Tout prendre au-dessus de", nl: "Alles nemen boven", en: "Take all above" },
    help: {
      fr: "Les unités plus grandes sont toutes contrôlées.",
      nl: "Grotere eenheden worden allemaal gecontroleerd.",
      en: "Larger units are all checked.",
    },
  },
} satisfies Record<string, Readonly<{ label: Text; help: Text }>>;

const words = {
  method: { fr: "Méthode", nl: "Methode", en: "Method" },
  size: { fr: "Taille de l'échantillon", nl: "Omvang van de steekproef", en: "Size of the sample" },
  how: {
    fr: "Comment cette taille est calculée",
    nl: "Hoe deze omvang berekend is",
    en: "How this size is worked out",
  },
  ownSize: { fr: "Taille voulue", nl: "Gewenste omvang", en: "Size wanted" },
  ownSizeHelp: {
    fr: "Vide : celle que la méthode calcule.",
    nl: "Leeg: die welke de methode berekent.",
    en: "Empty: the one that the method works out.",
  },
  estimator: { fr: "Projection", nl: "Projectie", en: "Projection" },
  mean: { fr: "moyenne par unité", nl: "gemiddelde per eenheid", en: "mean per unit" },
  ratio: { fr: "ratio", nl: "ratio", en: "ratio" },
  ratioHelp: {
    fr: "quand l'erreur grandit avec le montant",
    nl: "als de fout met het bedrag toeneemt",
    en: "where the error grows with the amount",
  },
  rules: { fr: "Minimum légal", nl: "Wettelijk minimum", en: "Legal minimum" },
  rules2014: {
    fr: "5 % des opérations et 10 % des dépenses",
    nl: "5 % van de concrete acties en 10 % van de uitgaven",
    en: "5% of operations and 10% of expenditure",
  },
  rules2021: {
    fr: "10 % des unités, moins de 300 unités",
    nl: "10 % van de eenheden, minder dan 300 eenheden",
    en: "10% of units, below 300 units",
  },
  keep: { fr: "Calculer la taille", nl: "De omvang berekenen", en: "Work out the size" },
  kept: {
    fr: "La taille est recalculée.",
    nl: "De omvang is herberekend.",
    en: "The size is worked out anew.",
  },
} satisfies Record<string, Text>;
