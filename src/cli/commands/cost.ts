import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkPlan } from "../../cost/check-plan.ts";
import { computeCosts } from "../../cost/compute.ts";
import { costFile, type CostFile } from "../../cost/file.ts";
import { sayCosting } from "../../cost/say.ts";
import { loadCostRules } from "../../definition/cost-files.ts";
import { type CostRules, salaryScales } from "../../definition/cost-rules.ts";
import { DefinitionError, type DefinitionProblem } from "../../definition/problem.ts";
import { readSource } from "../../definition/source-file.ts";
import { type Command, Refusal, textOption } from "../command.ts";
import type { Session } from "../session.ts";

const example = join(import.meta.dirname, "..", "..", "cost", "example.yaml");

/** `jalon cost FILE`: what support in simplified costs amounts to, from a file and without a database. */
export const costCommand: Command = {
  name: "cost",
  operands: "FILE",
  summary: {
    fr: "calcule une aide en coûts simplifiés à partir d'un fichier, et l'explique",
    nl: "berekent steun in vereenvoudigde kosten uit een bestand, en legt ze uit",
    en: "works out support in simplified costs from a file, and explains it",
  },
  details: {
    fr: "Le fichier dit le plan de financement et ce qui a été livré ; --example en montre un, commenté.",
    nl: "Het bestand zegt het financieringsplan en wat geleverd werd; --example toont er een, met uitleg.",
    en: "The file says the financing plan and what was delivered; --example shows one, with comments.",
  },
  options: {
    framework: {
      type: "string",
      value: "esf-2014-2020",
      text: {
        fr: "la période dont la loi vaut (sinon celle du fichier, sinon le programme)",
        nl: "de periode waarvan de wet geldt (anders die van het bestand, anders het programma)",
        en: "the period whose law holds (else the file's, else the programme)",
      },
    },
    example: {
      type: "boolean",
      text: {
        fr: "montre un fichier d'exemple",
        nl: "toont een voorbeeldbestand",
        en: "shows an example file",
      },
    },
  },
  run: async (session, [path], options) => {
    if (options["example"] === true) {
      const text = readFileSync(example, "utf8");
      return { ok: true, text, json: { example: text } };
    }
    const file = readCostFile(path);
    const rules = withOwn(rulesFor(session, textOption(options, "framework") ?? file.framework), file);
    const costing = computeCosts(rules, file.plan, file.delivered, { available: file.available });
    const whole = { ...costing, remarks: [...checkPlan(rules, file.plan), ...costing.remarks] };
    const ok = whole.remarks.every(({ severity }) => severity !== "refuse");
    return { ok, text: sayCosting(whole, session.language), json: whole };
  },
};

const readCostFile = (path: string | undefined): CostFile => {
  if (path === undefined || !existsSync(path))
    throw new Refusal(
      {
        fr: `Indiquez le fichier à calculer : jalon cost plan.yaml (trouvé : ${path ?? "∅"}). Un exemple : jalon cost --example`,
        nl: `Geef het te berekenen bestand op: jalon cost plan.yaml (gevonden: ${path ?? "∅"}). Een voorbeeld: jalon cost --example`,
        en: `Name the file to work out: jalon cost plan.yaml (found: ${path ?? "∅"}). An example: jalon cost --example`,
      },
      true,
    );
  const problems: DefinitionProblem[] = [];
  const read = readSource<CostFile>(path, path, costFile, problems);
  if (!read) throw new DefinitionError(problems);
  return read.content;
};

/** The law of a period lies beside the programme's definitions; without a period, the programme itself is asked. */
const rulesFor = (session: Session, framework: string | undefined): CostRules => {
  if (framework === undefined) return session.programme.costs.rules;
  const above = resolve(session.definitionsFolder, "..");
  const known = readdirSync(above).filter(
    (name) => existsSync(join(above, name, "framework.yaml")) && existsSync(join(above, name, "costs.yaml")),
  );
  const rules = known.includes(framework) ? loadCostRules(join(above, framework)) : undefined;
  if (rules) return rules;
  const list = known.toSorted().join(", ") || "∅";
  throw new Refusal(
    {
      fr: `Période inconnue : ${framework}. Périodes : ${list}.`,
      nl: `Onbekende periode: ${framework}. Periodes: ${list}.`,
      en: `Unknown period: ${framework}. Periods: ${list}.`,
    },
    true,
  );
};

/** What the file says itself stands over what the definitions say. */
const withOwn = (rules: CostRules, { rounding, salary_scales: scales }: CostFile): CostRules => ({
  ...rules,
  rounding: rounding ?? rules.rounding,
  salaryScales: new Map([...rules.salaryScales, ...salaryScales(scales ?? [])]),
});
