import { useState } from "react";
import { useNavigate } from "react-router";
import type { Planned, SamplesPage, Source } from "../../../src/audit/shapes.ts";
import { api } from "../api.ts";
import {
  DateField,
  FileDrop,
  Form,
  isDay,
  Loaded,
  Page,
  RadioGroup,
  Select,
  TextField,
  useAddress,
} from "../kit/index.ts";
import { type Text, useSay } from "../language.tsx";
import { useAct } from "../money/use-act.ts";
import { useProgramme } from "../programme/use-programme.ts";
import style from "./audit.module.css";
import { money, titles } from "./titles.ts";
import { useSamples } from "./use-audit.ts";

/** Fixes the population of a sample; how it is drawn is chosen on its own page, before anything is drawn. */
export const NewSamplePage = () => {
  const say = useSay();
  const samples = useSamples();
  return (
    <Page
      title={say(titles.newSample)}
      lead={say(words.lead)}
      breadcrumbs={[
        { label: say(money), to: "money" },
        { label: say(titles.samples), to: "money/samples" },
      ]}
      width="read"
    >
      <Loaded query={samples}>{(page) => <NewSample page={page} />}</Loaded>
    </Page>
  );
};

const kinds = ["declared", "applied", "records", "file"] as const;
type Kind = (typeof kinds)[number];

/** What is typed of the population, whatever its kind. */
type Typed = Readonly<{
  kind: Kind;
  unit: "declaration" | "operation";
  from: string;
  until: string;
  strata: "none" | "operation" | "priority";
  accountingYear: string | null;
  operation: string | null;
  register: string | null;
  file: Readonly<{ name: string; csv: string }> | null;
}>;

const sourceOf = (typed: Typed): Source | undefined => {
  const { kind, unit, from, until, strata, accountingYear, operation, register, file } = typed;
  switch (kind) {
    case "declared":
      return isDay(from) && isDay(until) ? { kind, unit, from, until, strata, periods: "none" } : undefined;
    case "applied":
      return accountingYear === null ? undefined : { kind, unit, accountingYear, strata };
    case "records":
      return operation === null || register === null ? undefined : { kind, operation, register };
    case "file":
      return file === null ? undefined : { kind, ...file };
  }
};

const NewSample = ({ page }: Readonly<{ page: SamplesPage }>) => {
  const say = useSay();
  const navigate = useNavigate();
  const address = useAddress();
  const [purpose, setPurpose] = useState<string | null>(page.purposes[0]?.code ?? null);
  const [title, setTitle] = useState("");
  const [typed, setTyped] = useState<Typed>({
    kind: "declared",
    unit: "declaration",
    from: "",
    until: "",
    strata: "none",
    accountingYear: page.accountingYears[0] ?? null,
    operation: null,
    register: null,
    file: null,
  });
  const source = sourceOf(typed);
  const plan = useAct(
    say(words.planned),
    () =>
      api.send<Planned>("POST", "/api/samples", {
        purpose,
        title: title.trim(),
        source,
        method: typed.kind === "records" ? "participants" : "mus",
        parameters: {},
      }),
    ({ id }) => navigate(address(`money/samples/${id}`)),
  );
  return (
    <Form
      submit={say(words.fix)}
      isComplete={purpose !== null && title.trim() !== "" && source !== undefined}
      send={() => plan.mutateAsync(undefined)}
    >
      {({ missing }) => (
        <>
          <RadioGroup
            label={say(words.purpose)}
            value={purpose}
            onChange={setPurpose}
            options={page.purposes.map(({ code, label }) => ({ id: code, label: say(label) }))}
          />
          <TextField
            label={say(words.title)}
            name="title"
            value={title}
            onChange={setTitle}
            width="full"
            maxLength={200}
            isRequired
            {...missing(title.trim() === "")}
          />
          <RadioGroup
            label={say(words.source)}
            value={typed.kind}
            onChange={(next) => {
              const kind = kinds.find((each) => each === next);
              if (kind) setTyped({ ...typed, kind });
            }}
            options={kinds
              .filter((kind) => kind !== "applied" || page.accountingYears.length > 0)
              .map((kind) => ({
                id: kind,
                label: say(sources[kind].label),
                description: say(sources[kind].help),
              }))}
          />
          <Population typed={typed} onChange={setTyped} page={page} missing={missing} />
        </>
      )}
    </Form>
  );
};

type Missing = (isMissing: boolean, error?: string) => { error?: string };

const Population = ({
  typed,
  onChange,
  page,
  missing,
}: Readonly<{
  typed: Typed;
  onChange: (typed: Typed) => void;
  page: SamplesPage;
  missing: Missing;
}>) => {
  const say = useSay();
  const change = (part: Partial<Typed>) => onChange({ ...typed, ...part });
  switch (typed.kind) {
    case "declared":
      return (
        <>
          <div className={style.fields}>
            <DateField
              label={say(words.from)}
              name="from"
              value={typed.from}
              onChange={(from) => change({ from })}
              isRequired
              {...missing(!isDay(typed.from))}
            />
            <DateField
              label={say(words.until)}
              name="until"
              value={typed.until}
              onChange={(until) => change({ until })}
              isRequired
              {...missing(!isDay(typed.until))}
            />
          </div>
          <Units typed={typed} onChange={change} />
        </>
      );
    case "applied":
      return (
        <>
          <Select
            label={say(words.year)}
            value={typed.accountingYear}
            onChange={(accountingYear) => change({ accountingYear })}
            options={page.accountingYears.map((day) => ({ id: day, label: yearLabel(day) }))}
          />
          <Units typed={typed} onChange={change} />
        </>
      );
    case "records":
      return <Records typed={typed} onChange={change} missing={missing} />;
    case "file":
      return (
        <FileDrop
          label={say(words.file)}
          help={typed.file === null ? say(words.fileHelp) : typed.file.name}
          accept={[".csv", "text/csv"]}
          onFiles={([file]) => {
            if (file) void file.text().then((csv) => change({ file: { name: file.name, csv } }));
          }}
          {...missing(typed.file === null)}
        />
      );
  }
};

const yearLabel = (day: string): string => `${day.slice(0, 4)}-${Number(day.slice(0, 4)) + 1}`;

const Units = ({
  typed: { unit, strata },
  onChange,
}: Readonly<{ typed: Typed; onChange: (part: Partial<Typed>) => void }>) => {
  const say = useSay();
  return (
    <div className={style.fields}>
      <RadioGroup
        label={say(words.unit)}
        value={unit}
        onChange={(next) => onChange({ unit: next === "operation" ? "operation" : "declaration" })}
        direction="across"
        options={[
          { id: "declaration", label: say(words.declaration) },
          { id: "operation", label: say(words.anOperation) },
        ]}
      />
      <RadioGroup
        label={say(words.strata)}
        value={strata}
        onChange={(next) => onChange({ strata: next === "operation" || next === "priority" ? next : "none" })}
        direction="across"
        options={[
          { id: "none", label: say(words.noStrata) },
          { id: "operation", label: say(words.byOperation) },
          { id: "priority", label: say(words.byPriority) },
        ]}
      />
    </div>
  );
};

const Records = ({
  typed: { operation, register },
  onChange,
  missing,
}: Readonly<{ typed: Typed; onChange: (part: Partial<Typed>) => void; missing: Missing }>) => {
  const say = useSay();
  const programme = useProgramme().data;
  const registers = programme?.operations.find(({ id }) => id === operation)?.registers ?? [];
  return (
    <div className={style.fields}>
      <Select
        label={say(words.operation)}
        value={operation}
        onChange={(next) => onChange({ operation: next, register: null })}
        options={(programme?.operations ?? []).map(({ id, title }) => ({ id, label: say(title) }))}
        {...missing(operation === null)}
      />
      {operation !== null && (
        <Select
          label={say(words.register)}
          value={register}
          onChange={(next) => onChange({ register: next })}
          options={registers.map((id) => ({ id, label: programme ? say(programme.registerLabel(id)) : id }))}
          {...missing(register === null)}
        />
      )}
    </div>
  );
};

const sources: Readonly<Record<Kind, Readonly<{ label: Text; help: Text }>>> = {
  declared: {
    label: {
      fr: "Ce que les partenaires déclarent",
      nl: "Wat de partners declareren",
      en: "What partners declare",
    },
    help: {
      fr: "Les déclarations introduites dont la période finit entre deux dates.",
      nl: "De ingediende declaraties waarvan de periode tussen twee datums eindigt.",
      en: "Declarations submitted whose period ends between two days.",
    },
  },
  applied: {
    label: {
      fr: "Ce qui est demandé à la Commission",
      nl: "Wat bij de Commissie is aangevraagd",
      en: "What is applied for with the Commission",
    },
    help: {
      fr: "Les demandes de paiement d'une année comptable : la population d'un audit des opérations.",
      nl: "De betalingsaanvragen van een boekjaar: de populatie van een audit van concrete acties.",
      en: "The payment applications of an accounting year: the population of an audit of operations.",
    },
  },
  records: {
    label: {
      fr: "Les fiches d'un registre",
      nl: "De fiches van een register",
      en: "The records of a register",
    },
    help: {
      fr: "Par leur numéro, sans aucun nom : pour interroger des participants ou tester un contrôle.",
      nl: "Op nummer, zonder namen: om deelnemers te bevragen of een controle te testen.",
      en: "By their number, without any name: to ask participants, or to test a control.",
    },
  },
  file: {
    label: { fr: "Un fichier apporté", nl: "Een aangeleverd bestand", en: "A file that is brought" },
    help: {
      fr: "Un CSV avec au moins les colonnes référence et montant.",
      nl: "Een CSV met minstens de kolommen referentie en bedrag.",
      en: "A CSV with at least the columns reference and amount.",
    },
  },
};

const words = {
  lead: {
    fr: "La population est d'abord fixée, avec son empreinte dans la piste d'audit. La méthode se choisit ensuite, et le tirage vient en dernier.",
    nl: "Eerst wordt de populatie vastgelegd, met haar vingerafdruk in het auditspoor. Daarna kiest u de methode, en de trekking komt als laatste.",
    en: "The population is fixed first, with its hash in the audit trail. The method is chosen then, and the draw comes last.",
  },
  purpose: {
    fr: "À quoi sert l'échantillon",
    nl: "Waarvoor de steekproef dient",
    en: "What the sample is for",
  },
  title: { fr: "Objet", nl: "Onderwerp", en: "Subject" },
  source: { fr: "Population", nl: "Populatie", en: "Population" },
  from: { fr: "Périodes finissant du", nl: "Periodes die eindigen van", en: "Periods ending from" },
  until: { fr: "au", nl: "tot", en: "until" },
  year: { fr: "Année comptable", nl: "Boekjaar", en: "Accounting year" },
  unit: { fr: "Une unité est", nl: "Een eenheid is", en: "A unit is" },
  declaration: { fr: "une déclaration", nl: "een declaratie", en: "a declaration" },
  operation: { fr: "Opération", nl: "Operatie", en: "Operation" },
  anOperation: { fr: "une opération", nl: "een operatie", en: "an operation" },
  strata: { fr: "Strates", nl: "Strata", en: "Strata" },
  noStrata: { fr: "aucune", nl: "geen", en: "none" },
  byOperation: { fr: "par opération", nl: "per operatie", en: "by operation" },
  byPriority: { fr: "par axe", nl: "per as", en: "by priority" },
  register: { fr: "Registre", nl: "Register", en: "Register" },
  file: { fr: "Fichier de la population", nl: "Bestand van de populatie", en: "File of the population" },
  fileHelp: {
    fr: "CSV : référence, montant ; si besoin strate, période, exclu.",
    nl: "CSV: referentie, bedrag; indien nodig stratum, periode, uitgesloten.",
    en: "CSV: reference, amount; where needed stratum, period, excluded.",
  },
  fix: { fr: "Fixer la population", nl: "De populatie vastleggen", en: "Fix the population" },
  planned: {
    fr: "La population est fixée.",
    nl: "De populatie is vastgelegd.",
    en: "The population is fixed.",
  },
} satisfies Record<string, Text>;
