import { useState } from "react";
import type { StaffBody, StaffPage } from "../../../src/declaration/staff-shapes.ts";
import { Button, ButtonRow, NumberField, ProblemNotice, Select, TextField } from "../kit/index.ts";
import { type Text, useFormat, useSay } from "../language.tsx";
import { SendDocument } from "../money/SendDocument.tsx";
import { percentOfShare, shareOfPercent } from "../money/shares.ts";
import style from "./declarations.module.css";
import { useKeptForm } from "./kept-form.ts";

/** What an employer's documents say of somebody in a year. */
export const StaffForm = ({
  page,
  row,
  error,
  isPending,
  onKeep,
  onCancel,
}: Readonly<{
  page: StaffPage;
  row: StaffPage["rows"][number] | undefined;
  error: unknown;
  isPending: boolean;
  onKeep: (row: StaffBody["rows"][number]) => void;
  onCancel: () => void;
}>) => {
  const say = useSay();
  const { number, typedMoney, typedNumber } = useFormat();
  const [start] = useState(() => ({
    person: row?.person ?? "",
    year: row ? String(row.year) : "",
    gross: number(row?.grossCost ?? ""),
    months: number(row?.months ?? "12"),
    fraction: number(percentOfShare(row?.fraction ?? "1")),
    function: row?.function ?? "",
    document: row?.document == null ? "" : String(row.document),
  }));
  const [typed, type, clear] = useKeptForm(
    `jalon.staff.${page.agreement.id}.${row?.year ?? "new"}.${row?.person ?? ""}`,
    start,
  );
  const [isTried, setIsTried] = useState(false);
  const grossCost = typedMoney(typed.gross);
  const months = typedNumber(typed.months);
  const fraction = typedNumber(typed.fraction);
  const isYear = /^20\d\d$/.test(typed.year);
  const keep = () => {
    setIsTried(true);
    if (grossCost === undefined || months === undefined || fraction === undefined) return;
    if (!isYear || typed.person.trim() === "") return;
    onKeep({
      person: typed.person.trim(),
      year: Number(typed.year),
      grossCost,
      months,
      fraction: shareOfPercent(fraction),
      function: typed.function === "" ? null : typed.function,
      document: typed.document === "" ? null : Number(typed.document),
    });
  };
  const shown = (isWrong: boolean, text: Text) => (isTried && isWrong ? say(text) : undefined);
  return (
    <form
      className={style.item}
      aria-label={say(words.title)}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <h2>{row ? say(words.of, { person: row.person, year: row.year }) : say(words.title)}</h2>
      {error !== null && <ProblemNotice error={error} />}
      <div className={style.fields}>
        {!row && (
          <>
            <TextField
              label={say(words.person)}
              help={say(words.noName)}
              value={typed.person}
              onChange={(person) => type({ person })}
              error={shown(typed.person.trim() === "", words.missing)}
              maxLength={40}
              isRequired
              width="short"
            />
            <NumberField
              label={say(words.year)}
              value={typed.year}
              onChange={(year) => type({ year })}
              error={shown(!isYear, words.noNumber)}
              isRequired
              width="short"
            />
          </>
        )}
        <NumberField
          label={say(words.gross)}
          help={say(words.grossHelp)}
          value={typed.gross}
          onChange={(gross) => type({ gross })}
          error={shown(grossCost === undefined, words.noNumber)}
          unit="€"
          isRequired
          width="short"
        />
        <NumberField
          label={say(words.months)}
          value={typed.months}
          onChange={(next) => type({ months: next })}
          error={shown(months === undefined, words.noNumber)}
          width="short"
        />
        <NumberField
          label={say(words.fraction)}
          value={typed.fraction}
          onChange={(next) => type({ fraction: next })}
          error={shown(fraction === undefined, words.noNumber)}
          unit="%"
          width="short"
        />
        {page.functions.length > 0 && (
          <Select
            label={say(words.function)}
            value={typed.function === "" ? null : typed.function}
            onChange={(next) => type({ function: next ?? "" })}
            options={page.functions.map(({ id, label }) => ({ id, label: say(label) }))}
          />
        )}
      </div>
      <div className={style.evidence}>
        <SendDocument
          about={`agreement:${page.agreement.id}:staff`}
          kinds={[{ id: "gross_cost", label: words.evidence }]}
          label={say(typed.document === "" ? words.attach : words.replace)}
          onSent={({ id }) => type({ document: String(id) })}
        />
        {typed.document !== "" && <span className={style.note}>{say(words.attached)}</span>}
      </div>
      <ButtonRow>
        <Button type="submit" variant="primary" isPending={isPending}>
          {say(words.keep)}
        </Button>
        <Button
          variant="quiet"
          onPress={() => {
            clear();
            onCancel();
          }}
        >
          {say(words.cancel)}
        </Button>
      </ButtonRow>
    </form>
  );
};

const words = {
  title: { fr: "Une personne de plus", nl: "Nog een persoon", en: "One more person" },
  of: { fr: "{person}, {year}", nl: "{person}, {year}", en: "{person}, {year}" },
  person: { fr: "Code chez l'employeur", nl: "Code bij de werkgever", en: "Code at the employer" },
  noName: { fr: "Pas de nom.", nl: "Geen naam.", en: "No name." },
  year: { fr: "Année", nl: "Jaar", en: "Year" },
  gross: { fr: "Coût brut documenté", nl: "Gedocumenteerde brutokost", en: "Documented gross cost" },
  grossHelp: {
    fr: "Le dernier coût annuel connu, charges de l'employeur comprises.",
    nl: "De laatst gekende jaarlijkse kost, lasten van de werkgever inbegrepen.",
    en: "The latest yearly cost known, the employer's charges included.",
  },
  months: {
    fr: "Mois que ce coût couvre",
    nl: "Maanden die deze kost dekt",
    en: "Months that this cost covers",
  },
  fraction: { fr: "Temps de travail", nl: "Arbeidstijd", en: "Part of full time" },
  function: { fr: "Fonction", nl: "Functie", en: "Function" },
  evidence: { fr: "Coût salarial brut", nl: "Brutoloonkost", en: "Gross employment cost" },
  attach: { fr: "Joindre la preuve", nl: "Het bewijs bijvoegen", en: "Attach the evidence" },
  replace: { fr: "Remplacer la preuve", nl: "Het bewijs vervangen", en: "Replace the evidence" },
  attached: { fr: "Une preuve est jointe.", nl: "Er is een bewijs bijgevoegd.", en: "Evidence is attached." },
  keep: { fr: "Enregistrer", nl: "Bewaren", en: "Keep" },
  cancel: { fr: "Annuler", nl: "Annuleren", en: "Cancel" },
  missing: { fr: "À compléter.", nl: "In te vullen.", en: "To be filled in." },
  noNumber: { fr: "Donnez un nombre.", nl: "Geef een getal.", en: "Give a number." },
} satisfies Record<string, Text>;
