import { existsSync } from "node:fs";
import { exact } from "../../decimal.ts";
import { writeXlsx } from "../../intake/file/writeRows.ts";
import type { Language, Text } from "../../language.ts";
import {
  bookValueOf,
  type CheckedAsk,
  projectFindings,
  projectFindingsConservatively,
  requireDrawn,
} from "../../sample/checked.ts";
import { type Draw, drawSample, populationOf } from "../../sample/draw.ts";
import { extendToHeading } from "../../sample/floors.ts";
import { centsOf, type Frame } from "../../sample/frame.ts";
import { ofCents, total } from "../../sample/numbers.ts";
import { correctedSteps } from "../../sample/projection.ts";
import { residualErrorRate } from "../../sample/residual.ts";
import { isOfShares, remarksOn, type SampleAsk } from "../../sample/ask.ts";
import { headerOf, readSampleFile, type SampleFile } from "../../audit/sample-file.ts";
import { coveredCents, drawnUnits, partWords, sayDraw } from "../../sample/say.ts";
import { attributeResult, participantResult } from "../../sample/shares.ts";
import { saySteps, type Step } from "../../sample/steps.ts";
import {
  type Command,
  type CommandOption,
  type Options,
  type Outcome,
  Refusal,
  textOption,
} from "../command.ts";
import { decimalOption, readAsk, sizeAsked } from "../sample-ask.ts";
import type { Session } from "../session.ts";

const option = (value: string, text: Text): CommandOption => ({ type: "string", value, text });

const common = {
  method: option("M", {
    fr: "srs, difference, mus, mus-conservative, non-statistical, non-statistical-mus, attribute, participants, control",
    nl: "srs, difference, mus, mus-conservative, non-statistical, non-statistical-mus, attribute, participants, control",
    en: "srs, difference, mus, mus-conservative, non-statistical, non-statistical-mus, attribute, participants, control",
  }),
  confidence: option("0.90", {
    fr: "niveau de confiance (0.90 ; 0.95 pour attribute et participants)",
    nl: "betrouwbaarheidsniveau (0.90; 0.95 voor attribute en participants)",
    en: "confidence (0.90; 0.95 for attribute and participants)",
  }),
  materiality: option("0.02", {
    fr: "seuil de matérialité ; pour attribute, le taux d'écart tolérable",
    nl: "materialiteitsdrempel; voor attribute het aanvaardbare afwijkingspercentage",
    en: "materiality; for attribute the tolerable deviation rate",
  }),
  "high-value": option("EUR", {
    fr: "à chances égales : toute unité au-dessus de ce montant est prise",
    nl: "bij gelijke kansen: elke eenheid boven dit bedrag wordt genomen",
    en: "with equal chances: every unit above this amount is taken",
  }),
  population: option("positive|negative", {
    fr: "les montants positifs (par défaut), ou les négatifs à part",
    nl: "de positieve bedragen (standaard), of de negatieve apart",
    en: "the positive amounts (default), or the negative ones apart",
  }),
  rules: option("2014-2020|2021-2027", {
    fr: "la période dont la loi fixe le minimum d'une méthode non statistique",
    nl: "de periode waarvan de wet het minimum van een niet-statistische methode bepaalt",
    en: "the period whose law sets the least of a non-statistical method",
  }),
} as const satisfies Readonly<Record<string, CommandOption>>;

const sizing = {
  expected: option("0.004", {
    fr: "taux d'erreur attendu",
    nl: "verwacht foutenpercentage",
    en: "expected error rate",
  }),
  deviation: {
    ...option("518|NORD=444", {
      fr: "écart type des erreurs (mus : des taux d'erreur), par strate s'il le faut ; sinon celui des erreurs du fichier",
      nl: "standaardafwijking van de fouten (mus: van de foutenpercentages), per stratum indien nodig; anders die van de fouten in het bestand",
      en: "standard deviation of errors (mus: of error rates), by stratum where needed; else that of the errors in the file",
    }),
    multiple: true,
  },
  margin: option("0.03", {
    fr: "marge d'erreur de participants",
    nl: "foutenmarge van participants",
    en: "margin of error of participants",
  }),
} as const satisfies Readonly<Record<string, CommandOption>>;

const columnsText: Text = {
  fr: "Le fichier (CSV ou XLSX) a les colonnes référence et montant ; si besoin strate, période, exclu, erreur, montant contrôlé, partie de, résultat.",
  nl: "Het bestand (CSV of XLSX) heeft de kolommen referentie en bedrag; indien nodig stratum, periode, uitgesloten, fout, gecontroleerd bedrag, deel van, resultaat.",
  en: "The file (CSV or XLSX) has the columns reference and amount; where needed stratum, period, excluded, error, amount checked, part of, result.",
};

const readFile = async (path: string | undefined, options: Options, ask: SampleAsk): Promise<SampleFile> => {
  if (path === undefined || !existsSync(path))
    throw new Refusal(
      {
        fr: `Indiquez le fichier de la population : jalon sample draw population.csv (trouvé : ${path ?? "∅"})`,
        nl: `Geef het bestand van de populatie op: jalon sample draw population.csv (gevonden: ${path ?? "∅"})`,
        en: `Name the file of the population: jalon sample draw population.csv (found: ${path ?? "∅"})`,
      },
      true,
    );
  return readSampleFile(path, textOption(options, "findings"), !isOfShares(ask.method));
};

/** `jalon sample size FILE`: how many units have to be drawn, from a file and without a database. */
const sizeCommand: Command = {
  name: "sample size",
  operands: "FILE",
  summary: {
    fr: "calcule la taille d'un échantillon d'audit, et l'explique",
    nl: "berekent de omvang van een auditsteekproef, en legt ze uit",
    en: "works out the size of an audit sample, and explains it",
  },
  details: columnsText,
  options: {
    ...common,
    ...sizing,
    "second-period": option("NOM", {
      fr: "la période qui reste à contrôler, quand l'autre l'est déjà",
      nl: "de periode die nog te controleren is, als de andere dat al is",
      en: "the period still to be checked, where the other one is",
    }),
  },
  run: async ({ language }, [path], options) => {
    const ask = readAsk(options);
    const file = await readFile(path, options, ask);
    const { size, shares, steps } = sizeAsked(ask, file);
    const json = { method: ask.method, frame: file.frame.hash, size, shares, steps };
    return { ok: true, text: saySteps(steps, language), json };
  },
};

/** `jalon sample draw FILE`: the sample itself, which anybody with the file and the seed can draw again. */
const drawCommand: Command = {
  name: "sample draw",
  operands: "FILE",
  summary: {
    fr: "tire un échantillon que chacun peut retirer avec la même graine",
    nl: "trekt een steekproef die iedereen met dezelfde startwaarde kan overdoen",
    en: "draws a sample that anybody can draw again with the same seed",
  },
  details: columnsText,
  options: {
    ...common,
    ...sizing,
    seed: option("S", {
      fr: "la graine du tirage, fixée avant de voir la population",
      nl: "de startwaarde van de trekking, vastgelegd voor men de populatie ziet",
      en: "the seed of the draw, set before the population is seen",
    }),
    size: option("N", {
      fr: "la taille (sinon celle que calcule sample size)",
      nl: "de omvang (anders die van sample size)",
      en: "the size (else the one that sample size works out)",
    }),
    out: option("FILE.xlsx", {
      fr: "écrit les unités tirées dans un classeur où noter les erreurs",
      nl: "schrijft de getrokken eenheden in een werkmap om de fouten te noteren",
      en: "writes the units drawn to a workbook in which to note the errors",
    }),
  },
  run: async (session, [path], options) => {
    const ask = readAsk(options);
    const { frame, findings } = await readFile(path, options, ask);
    const { seed = "", chance, highValueAbove, population } = ask;
    const sized = ask.size === undefined ? sizeAsked(ask, { frame, findings }) : undefined;
    const byKey = sized && sized.byKey.size > 0 ? sized.byKey : undefined;
    const size = byKey ?? ask.size ?? sized?.size ?? 0;
    const draw = drawSample({ frame, chance, seed, size, highValueAbove, population });
    const out = textOption(options, "out");
    if (out !== undefined) await writeDrawn(out, draw, frame, session.language);
    const all = populationOf(frame, population);
    const drawn = { units: draw.selected.length, of: all.length };
    const covered = { cents: coveredCents(draw, frame), all: centsOf(all) };
    const remarks = remarksOn(ask, { ...drawn, ...covered }).map((text) => text[session.language]);
    const text = [
      ...(sized ? [saySteps(sized.steps, session.language)] : []),
      sayDraw(draw, frame, session.language),
      ...remarks.map((remark) => `${remark}\n`),
    ].join("\n");
    const json = {
      method: ask.method,
      ...draw,
      units: drawnUnits(draw, frame),
      steps: sized?.steps,
      remarks,
    };
    return { ok: true, text, json };
  },
};

/** A workbook and no CSV: a spreadsheet never runs its texts as formulas. */
const writeDrawn = async (path: string, draw: Draw, frame: Frame, language: Language): Promise<void> => {
  if (!path.endsWith(".xlsx"))
    throw new Refusal(
      {
        fr: `--out : trouvé ${path}, attendu un nom qui finit par .xlsx`,
        nl: `--out: gevonden ${path}, verwacht een naam die eindigt op .xlsx`,
        en: `--out: found ${path}, expected a name that ends in .xlsx`,
      },
      true,
    );
  const part: Text = { fr: "tirée comme", nl: "getrokken als", en: "drawn as" };
  const head = (["id", "amount", "stratum", "period"] as const).map((column) => headerOf(column)[language]);
  const rows = drawnUnits(draw, frame).map((unit) => [
    unit.id,
    Number(unit.amount),
    unit.stratum,
    unit.period,
    partWords[unit.part][language],
    null,
    null,
  ]);
  const header = [...head, part[language], headerOf("error")[language], headerOf("checked")[language]];
  await writeXlsx(path, [{ name: draw.hash.slice(0, 12), rows: [header, ...rows] }], { title: draw.hash });
};

/** `jalon sample project FILE`: what the errors found say of the whole population. */
const projectCommand: Command = {
  name: "sample project",
  operands: "FILE",
  summary: {
    fr: "extrapole les erreurs trouvées à toute la population, et conclut",
    nl: "extrapoleert de gevonden fouten naar de hele populatie, en besluit",
    en: "projects the errors found to the whole population, and concludes",
  },
  details: columnsText,
  options: {
    ...common,
    findings: option("FILE", {
      fr: "le classeur des erreurs, si elles ne sont pas dans le fichier de la population",
      nl: "de werkmap met de fouten, als ze niet in het bestand van de populatie staan",
      en: "the workbook of the errors, where they are not in the file of the population",
    }),
    estimator: option("mean|ratio", {
      fr: "à chances égales : moyenne par unité (par défaut) ou ratio",
      nl: "bij gelijke kansen: gemiddelde per eenheid (standaard) of ratio",
      en: "with equal chances: mean per unit (default) or ratio",
    }),
    seed: option("S", {
      fr: "refuse des unités que cette graine ne tire pas",
      nl: "weigert eenheden die deze startwaarde niet trekt",
      en: "refuses units that this seed does not draw",
    }),
    corrections: option("EUR", {
      fr: "corrections faites : calcule aussi le taux d'erreur résiduel",
      nl: "uitgevoerde correcties: berekent ook het restfoutenpercentage",
      en: "corrections made: works out the residual error rate too",
    }),
    ongoing: option("EUR", {
      fr: "dépense écartée pour une évaluation en cours",
      nl: "uitgaven opzijgezet voor een lopende beoordeling",
      en: "expenditure set aside for an assessment that goes on",
    }),
  },
  run: async (session, [path], options) => {
    const ask = readAsk(options);
    const file = await readFile(path, options, ask);
    if (ask.method === "control") return projectHeading(session, ask, file);
    return isOfShares(ask.method)
      ? projectShares(session, ask, file)
      : projectAmounts(session, ask, file, options);
  },
};

const outcome = (json: object, steps: readonly Step[], { language }: Session): Outcome => ({
  ok: true,
  text: saySteps(steps, language),
  json: { ...json, steps },
});

const projectAmounts = (
  session: Session,
  ask: SampleAsk,
  { frame, findings }: SampleFile,
  options: Options,
): Outcome => {
  const { method, chance, estimator, highValueAbove, population, materiality, confidence, seed } = ask;
  const asked: CheckedAsk = { frame, findings, chance, estimator, highValueAbove, population };
  if (seed !== undefined) requireDrawn(asked, seed);
  const projection =
    method === "mus-conservative"
      ? projectFindingsConservatively(asked, materiality, confidence)
      : projectFindings(asked, materiality, method.startsWith("non-statistical") ? undefined : confidence);
  const bookValue = bookValueOf(asked);
  const corrections = decimalOption(options, "corrections");
  const residual =
    corrections === undefined
      ? undefined
      : residualErrorRate({
          declared: bookValue,
          totalErrorRate: exact(projection.rate),
          ongoing: exact(decimalOption(options, "ongoing") ?? "0"),
          otherNegative: exact("0"),
          corrections: exact(corrections),
        });
  const steps = [
    ...projection.steps,
    ...(method === "difference" ? correctedSteps(projection, { bookValue, materiality }) : []),
    ...(residual?.steps ?? []),
  ];
  return outcome({ method, frame: frame.hash, ...projection, residual }, steps, session);
};

const projectHeading = (session: Session, ask: SampleAsk, { frame, findings }: SampleFile): Outcome => {
  if (ask.seed !== undefined) requireDrawn({ ...ask, frame, findings }, ask.seed);
  const seen = frame.units.flatMap(({ id, cents }) => {
    const finding = findings.get(id);
    return finding ? [finding.checked ?? ofCents(cents)] : [];
  });
  const result = extendToHeading({
    heading: ofCents(centsOf(populationOf(frame))),
    checked: total(seen),
    error: total([...findings.values()].map(({ error }) => error)),
    drawn: "random",
  });
  return outcome({ method: ask.method, frame: frame.hash, ...result }, result.steps, session);
};

const projectShares = (session: Session, ask: SampleAsk, { frame, results }: SampleFile): Outcome => {
  const { method, confidence, materiality } = ask;
  const tested = results.size;
  const found = [...results.values()].filter(Boolean).length;
  const head = { method, frame: frame.hash, tested, found };
  if (method === "attribute") {
    const result = attributeResult({ deviations: found, tested, confidence, tolerable: materiality });
    return outcome({ ...head, ...result }, result.steps, session);
  }
  const population = populationOf(frame).length;
  const result = participantResult({ population, asked: tested, achieved: found, confidence });
  return outcome({ ...head, ...result }, result.steps, session);
};

/** What an audit sample needs, on any file and without a database: docs/sampling.md. */
export const sampleCommands: readonly Command[] = [sizeCommand, drawCommand, projectCommand];
