import { useState } from "react";
import type { SamplePage as Sample, SampleUnit } from "../../../src/audit/shapes.ts";
import { EurosField } from "../agreements/EurosField.tsx";
import { api } from "../api.ts";
import {
  Badge,
  Button,
  Cell,
  Column,
  Columns,
  EmptyState,
  Link,
  ProblemNotice,
  RadioGroup,
  Row,
  Rows,
  Table,
  TextArea,
} from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { FormDialog } from "../money/FormDialog.tsx";
import { useFirst } from "../money/use-first.tsx";
import style from "./audit.module.css";
import { sampleAddress, useSampleAct } from "./use-audit.ts";

type Result = Readonly<{
  unit: string;
  error?: string | null;
  checked?: string | null;
  outcome?: boolean | null;
  note?: string;
  from?: "typed" | "findings";
}>;

/** The units drawn in their order, each with what was found on it: typed, or taken over from the control. */
export const Units = ({ sample }: Readonly<{ sample: Sample }>) => {
  const say = useSay();
  const { money, count } = useFormat();
  const [noted, setNoted] = useState<SampleUnit>();
  const { id, edition, units, may, method } = sample;
  const [shown, more] = useFirst(units, 100);
  const keep = useSampleAct(
    sample,
    say(words.kept),
    (results: readonly Result[]) =>
      api.send<Sample>("PUT", `${sampleAddress(id)}/results`, { edition, results }),
    () => setNoted(undefined),
  );
  const known = units.filter(({ place, result, found }) => place !== null && result === null && found?.done);
  const asksOutcome = method.code === "attribute" || method.code === "participants";
  if (units.length === 0) return <EmptyState title={say(words.none)} />;
  return (
    <>
      {may.record && known.length > 0 && (
        <div className={style.next}>
          <p>{count(known.length, knownWords)}</p>
          <div>
            <Button
              variant="primary"
              isPending={keep.isPending}
              onPress={() =>
                keep.mutate(
                  known.map(({ unit, found }) => ({ unit, error: found?.error ?? null, from: "findings" })),
                )
              }
            >
              {say(words.takeAll)}
            </Button>
          </div>
        </div>
      )}
      {keep.error && !noted && <ProblemNotice error={keep.error} />}
      <Table label={say(words.label)} density="compact">
        <Columns>
          <Column isNumeric width="least">
            {say(words.place)}
          </Column>
          <Column>{say(words.unit)}</Column>
          <Column isNumeric>{say(words.amount)}</Column>
          <Column>{say(words.drawnAs)}</Column>
          <Column width="wide">{say(words.result)}</Column>
        </Columns>
        <Rows>
          {shown.map((each) => (
            <Row key={each.unit}>
              <Cell isNumeric>{each.place ?? "–"}</Cell>
              <Cell isHead>
                <UnitName unit={each} />
              </Cell>
              <Cell isNumeric>{money(each.amount)}</Cell>
              <Cell>
                {each.part !== null && (
                  <Badge tone={each.part === "high_value" ? "info" : "neutral"}>
                    {say(parts[each.part])}
                  </Badge>
                )}
                {each.excluded !== null && <span className={style.sub}>{each.excluded}</span>}
              </Cell>
              <Cell>
                <Found unit={each} />
                {may.record && each.place !== null && (
                  <Button
                    size="s"
                    variant={each.result === null ? "secondary" : "quiet"}
                    onPress={() => setNoted(each)}
                  >
                    {say(each.result === null ? words.note : words.change)}
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {more}
      {noted && (
        <NoteDialog
          unit={noted}
          asksOutcome={asksOutcome}
          keep={(result) => keep.mutateAsync([result])}
          onClose={() => setNoted(undefined)}
        />
      )}
    </>
  );
};

const UnitName = ({ unit: { unit, label, link, stratum, period } }: Readonly<{ unit: SampleUnit }>) => {
  const say = useSay();
  const address = link && addressOf(link);
  const more = [stratum, period].filter((part) => part !== "").join(" · ");
  return (
    <>
      {address ? <Link to={address}>{unit}</Link> : unit}
      {label && <span className={style.sub}>{say(label)}</span>}
      {more !== "" && <span className={style.sub}>{more}</span>}
    </>
  );
};

const addressOf = ({ page, params }: NonNullable<SampleUnit["link"]>): string => {
  switch (page) {
    case "declaration":
      return `money/declarations/${params["declaration"]}`;
    case "operation":
      return `operations/${params["operation"]}`;
    case "record":
      return `operations/${params["operation"]}/registers/${params["register"]}/records/${params["record"]}`;
    case "verification":
      return `money/controls/${params["verification"]}`;
  }
};

/** What is known of a unit: the result as it is kept, or what the control found on it. */
const Found = ({ unit: { result, found } }: Readonly<{ unit: SampleUnit }>) => {
  const say = useSay();
  const { money, count } = useFormat();
  if (result)
    return (
      <span className={style.result}>
        {result.error !== null && <strong>{money(result.error)} </strong>}
        {result.outcome !== null && <strong>{say(result.outcome ? words.yes : words.no)} </strong>}
        {result.checked !== null && (
          <span className={style.sub}>{say(words.checkedPart, { checked: money(result.checked) })}</span>
        )}
        {result.note !== "" && <span className={style.sub}>{result.note}</span>}
        {result.from === "findings" && <span className={style.sub}>{say(words.fromFindings)}</span>}
      </span>
    );
  if (!found) return null;
  return (
    <span className={style.sub}>
      {found.done ? say(words.found, { error: money(found.error) }) : say(words.underway)}{" "}
      {found.findings > 0 && `(${count(found.findings, findingWords)})`}{" "}
      {found.verifications.map(({ id, number }) => (
        <Link key={id} to={`money/controls/${id}`}>
          {number}
        </Link>
      ))}
    </span>
  );
};

const NoteDialog = ({
  unit,
  asksOutcome,
  keep,
  onClose,
}: Readonly<{
  unit: SampleUnit;
  asksOutcome: boolean;
  keep: (result: Result) => Promise<unknown>;
  onClose: () => void;
}>) => {
  const say = useSay();
  const { money } = useFormat();
  const [error, setError] = useState(unit.result?.error ?? unit.found?.error ?? "0.00");
  const [checked, setChecked] = useState(unit.result?.checked ?? "0.00");
  const [outcome, setOutcome] = useState<string | null>(
    unit.result?.outcome === undefined || unit.result.outcome === null ? null : String(unit.result.outcome),
  );
  const [note, setNote] = useState(unit.result?.note ?? "");
  return (
    <FormDialog
      title={say(words.noteTitle, { unit: unit.unit })}
      act={say(words.keep)}
      isComplete={!asksOutcome || outcome !== null}
      send={() =>
        keep({
          unit: unit.unit,
          note: note.trim(),
          from: "typed",
          ...(asksOutcome
            ? { outcome: outcome === "true" }
            : { error, checked: Number(checked) === 0 ? null : checked }),
        })
      }
      onClose={onClose}
    >
      {({ missing }) => (
        <>
          {asksOutcome ? (
            <RadioGroup
              label={say(words.outcome)}
              value={outcome}
              onChange={setOutcome}
              direction="across"
              options={[
                { id: "true", label: say(words.yes) },
                { id: "false", label: say(words.no) },
              ]}
              {...missing(outcome === null)}
            />
          ) : (
            <div className={style.fields}>
              <EurosField
                label={say(words.error)}
                help={say(words.errorHelp, { amount: money(unit.amount) })}
                name="error"
                value={error}
                onChange={setError}
              />
              <EurosField
                label={say(words.checked)}
                help={say(words.checkedHelp)}
                name="checked"
                value={checked}
                onChange={setChecked}
              />
            </div>
          )}
          <TextArea
            label={say(words.remark)}
            name="note"
            value={note}
            onChange={setNote}
            rows={3}
            maxLength={1000}
          />
        </>
      )}
    </FormDialog>
  );
};

const parts = {
  high_value: { fr: "grand montant", nl: "groot bedrag", en: "high value" },
  sample: { fr: "tiré au sort", nl: "geloot", en: "drawn" },
} satisfies Record<string, Text>;

const knownWords = {
  one: {
    fr: "Le contrôle a déjà le résultat de {count} unité.",
    nl: "De controle heeft al het resultaat van {count} eenheid.",
    en: "The control has the result of {count} unit already.",
  },
  other: {
    fr: "Le contrôle a déjà le résultat de {count} unités.",
    nl: "De controle heeft al het resultaat van {count} eenheden.",
    en: "The control has the results of {count} units already.",
  },
} satisfies Record<string, Text>;

const findingWords = {
  one: { fr: "{count} constat", nl: "{count} bevinding", en: "{count} finding" },
  other: { fr: "{count} constats", nl: "{count} bevindingen", en: "{count} findings" },
} satisfies Record<string, Text>;

const words = {
  label: { fr: "Unités", nl: "Eenheden", en: "Units" },
  none: { fr: "Aucune unité.", nl: "Geen eenheden.", en: "No units." },
  place: { fr: "Ordre", nl: "Volgorde", en: "Order" },
  unit: { fr: "Unité", nl: "Eenheid", en: "Unit" },
  amount: { fr: "Montant", nl: "Bedrag", en: "Amount" },
  drawnAs: { fr: "Prise comme", nl: "Genomen als", en: "Taken as" },
  result: { fr: "Erreur trouvée", nl: "Gevonden fout", en: "Error found" },
  takeAll: { fr: "Reprendre ces résultats", nl: "Deze resultaten overnemen", en: "Take these results over" },
  note: { fr: "Noter", nl: "Noteren", en: "Note" },
  change: { fr: "Changer", nl: "Wijzigen", en: "Change" },
  kept: { fr: "Le résultat est noté.", nl: "Het resultaat is genoteerd.", en: "The result is noted." },
  found: {
    fr: "le contrôle a trouvé {error}",
    nl: "de controle vond {error}",
    en: "the control found {error}",
  },
  underway: { fr: "contrôle en cours", nl: "controle loopt", en: "control underway" },
  fromFindings: {
    fr: "repris du contrôle",
    nl: "overgenomen van de controle",
    en: "taken over from the control",
  },
  checkedPart: {
    fr: "sur {checked} contrôlés",
    nl: "op {checked} gecontroleerd",
    en: "of {checked} checked",
  },
  noteTitle: { fr: "Résultat de {unit}", nl: "Resultaat van {unit}", en: "Result of {unit}" },
  keep: { fr: "Enregistrer", nl: "Bewaren", en: "Save" },
  error: { fr: "Montant inéligible", nl: "Niet-subsidiabel bedrag", en: "Ineligible amount" },
  errorHelp: {
    fr: "Rien trouvé : 0. Au plus {amount}.",
    nl: "Niets gevonden: 0. Hoogstens {amount}.",
    en: "Nothing found: 0. At most {amount}.",
  },
  checked: { fr: "Montant contrôlé", nl: "Gecontroleerd bedrag", en: "Amount checked" },
  checkedHelp: {
    fr: "Si une partie seulement a été vue : l'erreur est étendue au tout.",
    nl: "Als maar een deel bekeken is: de fout wordt tot het geheel uitgebreid.",
    en: "Where only a part was looked at: the error is extended to the whole.",
  },
  outcome: {
    fr: "Écart, ou résultat atteint",
    nl: "Afwijking, of resultaat bereikt",
    en: "Deviation, or result reached",
  },
  yes: { fr: "oui", nl: "ja", en: "yes" },
  no: { fr: "non", nl: "nee", en: "no" },
  remark: { fr: "Remarque", nl: "Opmerking", en: "Remark" },
} satisfies Record<string, Text>;
