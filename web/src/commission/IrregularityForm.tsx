import { type ReactNode, useState } from "react";
import type {
  Irregularity,
  IrregularityBody,
  IrregularityFacts,
} from "../../../src/commission/watch-shapes.ts";
import { EurosField } from "../agreements/EurosField.tsx";
import { useAgreements, useDeclared } from "../agreements/use-agreements.ts";
import {
  Checkbox,
  ComboBox,
  DateField,
  Disclosure,
  Form,
  isDay,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import style from "./commission.module.css";
import {
  classifications,
  dayFacts,
  factWords,
  type Flag,
  flags,
  flagWords,
  longFacts,
  textFacts,
} from "./irregularity-words.ts";

type Flags = Readonly<Record<Flag, boolean>>;

/** An irregularity as it is recorded and completed: what decides whether it is reported first, then the file itself. */
export const IrregularityForm = ({
  given,
  submit,
  send,
  more,
}: Readonly<{
  /** As it is known so far; undefined: a new one. */
  given?: Irregularity | undefined;
  submit: string;
  send: (body: IrregularityBody) => Promise<unknown>;
  more?: ReactNode;
}>) => {
  const say = useSay();
  const [agreement, setAgreement] = useState<string | null>(given ? String(given.agreement.id) : null);
  const [declaration, setDeclaration] = useState<string | null>(
    given?.declaration ? String(given.declaration.id) : null,
  );
  const [firstInformationOn, setFirst] = useState(given?.firstInformationOn ?? "");
  const [eligible, setEligible] = useState(given?.eligible ?? "0.00");
  const [said, setSaid] = useState<Flags>({
    suspectedFraud: given?.suspectedFraud ?? false,
    precedesBankruptcy: given?.precedesBankruptcy ?? false,
    effectsAbroad: given?.effectsAbroad ?? false,
    systemic: given?.systemic ?? false,
    bankruptcyOnly: given?.bankruptcyOnly ?? false,
    voluntary: given?.voluntary ?? false,
    beforeApplication: given?.beforeApplication ?? false,
  });
  const [facts, setFacts] = useState<IrregularityFacts>(given?.facts ?? {});
  const isAmount = Number(eligible) > 0;
  const areDays = dayFacts.every((name) => facts[name] === undefined || isDay(facts[name]));
  return (
    <Form
      submit={submit}
      isComplete={agreement !== null && isDay(firstInformationOn) && isAmount && areDays}
      send={() =>
        send({
          agreement: Number(agreement),
          declaration: declaration === null ? null : Number(declaration),
          decision: given?.decision?.id ?? null,
          linkedTo: given?.linkedTo?.id ?? null,
          firstInformationOn,
          eligible,
          ...said,
          facts,
        })
      }
      more={more}
    >
      {({ missing }) => (
        <>
          {given === undefined && (
            <Where
              agreement={agreement}
              onAgreement={(next) => {
                setAgreement(next);
                setDeclaration(null);
              }}
              declaration={declaration}
              onDeclaration={setDeclaration}
              error={missing(agreement === null)}
            />
          )}
          <div className={style.fields}>
            <DateField
              label={say(words.first)}
              name="firstInformationOn"
              value={firstInformationOn}
              onChange={setFirst}
              isRequired
              {...missing(!isDay(firstInformationOn))}
            />
            <EurosField
              label={say(words.eligible)}
              help={say(words.eligibleHelp)}
              name="eligible"
              value={eligible}
              onChange={setEligible}
              isRequired
              {...missing(!isAmount)}
            />
          </div>
          <fieldset className={style.flags}>
            <legend>{say(words.decides)}</legend>
            {flags.map((flag) => {
              const { label, help } = flagWords[flag];
              return (
                <Checkbox
                  key={flag}
                  label={say(label)}
                  help={help === null ? undefined : say(help)}
                  value={said[flag]}
                  onChange={(isOn) => setSaid({ ...said, [flag]: isOn })}
                />
              );
            })}
          </fieldset>
          <Disclosure title={say(words.file)} isOpenAtFirst={given !== undefined}>
            <Facts facts={facts} onChange={setFacts} />
          </Disclosure>
        </>
      )}
    </Form>
  );
};

/** Of which agreement, and which of its declarations. */
const Where = ({
  agreement,
  onAgreement,
  declaration,
  onDeclaration,
  error,
}: Readonly<{
  agreement: string | null;
  onAgreement: (agreement: string | null) => void;
  declaration: string | null;
  onDeclaration: (declaration: string | null) => void;
  error: { error?: string };
}>) => {
  const say = useSay();
  const agreements = useAgreements();
  const declared = useDeclared(agreement === null ? undefined : Number(agreement));
  return (
    <div className={style.fields}>
      <ComboBox
        label={say(words.agreement)}
        name="agreement"
        value={agreement}
        onChange={onAgreement}
        isRequired
        options={(agreements.data?.rows ?? []).map(({ id, number, partner, operation }) => ({
          id: String(id),
          label: number,
          description: `${say(partner.name)} · ${say(operation.title)}`,
        }))}
        {...error}
      />
      {agreement !== null && (
        <Select
          label={say(words.declaration)}
          value={declaration}
          onChange={onDeclaration}
          empty={say(words.none)}
          options={(declared.data?.rows ?? []).map(({ id, number }) => ({ id: String(id), label: number }))}
        />
      )}
    </div>
  );
};

/** The file as it goes to OLAF; what is empty is not sent. */
const Facts = ({
  facts,
  onChange,
}: Readonly<{ facts: IrregularityFacts; onChange: (facts: IrregularityFacts) => void }>) => {
  const say = useSay();
  const change = (name: (typeof textFacts)[number], text: string) => {
    const { [name]: _before, ...rest } = facts;
    onChange(text === "" ? rest : { ...rest, [name]: text });
  };
  return (
    <>
      <RadioGroup
        label={say(words.classification)}
        value={facts.classification ?? null}
        onChange={(next) => {
          const known = (["irregularity", "suspected_fraud", "established_fraud"] as const).find(
            (each) => each === next,
          );
          if (known) onChange({ ...facts, classification: known });
        }}
        options={Object.entries(classifications).map(([id, label]) => ({ id, label: say(label) }))}
        direction="across"
      />
      <div className={style.fields}>
        {textFacts.map((name) => {
          const field = {
            label: say(factWords[name]),
            name,
            value: facts[name] ?? "",
            onChange: (text: string) => change(name, text),
          };
          if (dayFacts.some((day) => day === name)) return <DateField key={name} {...field} />;
          if (longFacts.includes(name)) return <TextArea key={name} {...field} rows={3} />;
          return <TextField key={name} {...field} width="full" maxLength={200} />;
        })}
      </div>
      <Checkbox
        label={say(words.pif)}
        value={facts.pifOffence ?? false}
        onChange={(pifOffence) => onChange({ ...facts, pifOffence })}
      />
      <Checkbox
        label={say(words.afterPayment)}
        value={facts.afterPayment ?? false}
        onChange={(afterPayment) => onChange({ ...facts, afterPayment })}
      />
    </>
  );
};

const words = {
  agreement: { fr: "Convention", nl: "Overeenkomst", en: "Agreement" },
  declaration: { fr: "Déclaration", nl: "Declaratie", en: "Declaration" },
  none: { fr: "Aucune en particulier", nl: "Geen in het bijzonder", en: "None in particular" },
  first: { fr: "Première information le", nl: "Eerste informatie op", en: "First information on" },
  eligible: {
    fr: "Dépense éligible irrégulière",
    nl: "Onregelmatige subsidiabele uitgave",
    en: "Irregular eligible expenditure",
  },
  eligibleHelp: {
    fr: "Jalon en déduit la part du Fonds, avec le taux de l'axe.",
    nl: "Jalon leidt er met het percentage van de as het deel van het Fonds uit af.",
    en: "Jalon works out the Fund's part, with the priority's rate.",
  },
  decides: {
    fr: "Ce qui décide du signalement",
    nl: "Wat over de melding beslist",
    en: "What decides on the report",
  },
  file: {
    fr: "Dossier de l'irrégularité",
    nl: "Dossier van de onregelmatigheid",
    en: "File of the irregularity",
  },
  classification: { fr: "Qualification", nl: "Kwalificatie", en: "Classification" },
  pif: {
    fr: "Infraction au sens de la directive PIF",
    nl: "Strafbaar feit in de zin van de PIF-richtlijn",
    en: "Offence under the PIF Directive",
  },
  afterPayment: { fr: "Détectée après paiement", nl: "Ontdekt na betaling", en: "Detected after payment" },
} satisfies Record<string, Text>;
