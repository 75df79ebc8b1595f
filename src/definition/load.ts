import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Text } from "../language.ts";
import { parseParameter, ParsedConditions, type Scoped } from "./scope.ts";
import { readCosts } from "./cost-files.ts";
import { resolveCosts } from "./costs.ts";
import { readControl } from "./control-files.ts";
import { resolveControl } from "./control-resolve.ts";
import { resolveFigure } from "./figures.ts";
import { checkBetween } from "./between-registers.ts";
import { booksOf } from "./books.ts";
import { checkTells } from "./deadlines.ts";
import { type DefinitionProblem, DefinitionError } from "./problem.ts";
import type { Figure, Programme } from "./programme.ts";
import { checkActs } from "./service/acts.ts";
import { resolveRegister } from "./registers.ts";
import { tellMissingRooms } from "./rooms.ts";
import { tellCommonRepeats, tellRepeatedRegisters } from "./repeats.ts";
import {
  accessFile,
  figuresFile,
  frameworkFile,
  programmeFile,
  questionsFile,
  registerFile,
  serviceFile,
  type FiguresFile,
  type ProgrammeFile,
  type QuestionsFile,
  type RegisterFile,
  type ServiceFile,
} from "./schema.ts";
import { resolveServices } from "./service/service.ts";
import { resolveStructure, structureChoices } from "./structure.ts";
import { partOf, readSource, type SourceFile } from "./source-file.ts";
import { resolveTargets } from "./targets.ts";
import { resolveQuestions } from "./questions.ts";
import { resolveRoles } from "./access.ts";

/**
 * Reads a programme's folder and, beside it, the framework's, and returns the programme with every name resolved.
 * Throws a DefinitionError with all problems: file, line, what was found, what is expected.
 */
export const loadProgramme = (folder: string): Programme => {
  const problems: DefinitionProblem[] = [];
  const digest = createHash("sha256");
  const shownAs = (path: string) => relative(join(folder, ".."), path);
  const read: Reader = (path, schema) => {
    digest.update(readFileSync(path));
    return readSource(path, shownAs(path), schema, problems);
  };
  const stop = () => {
    if (problems.length > 0) throw new DefinitionError(problems);
  };

  const main = need(join(folder, "programme.yaml"), problems)
    ? read(join(folder, "programme.yaml"), programmeFile)
    : undefined;
  if (!main) throw new DefinitionError(problems);
  const frameworkFolder = join(folder, "..", main.content.framework);
  const frameworkPath = join(frameworkFolder, "framework.yaml");
  const framework = existsSync(frameworkPath) ? read(frameworkPath, frameworkFile) : undefined;
  if (!framework) {
    if (problems.length === 0)
      main.wrong(["framework"], undefined, {
        fr: `le nom d'un dossier voisin qui contient framework.yaml`,
        nl: `de naam van een map ernaast met framework.yaml`,
        en: `the name of a folder beside this one that holds framework.yaml`,
      });
    throw new DefinitionError(problems);
  }
  const registerFiles = {
    framework: readFolder(join(frameworkFolder, "registers"), registerFile, read),
    programme: readFolder(join(folder, "registers"), registerFile, read),
  };
  const services = readFolder(join(folder, "services"), serviceFile, read);
  const figureFiles = {
    framework: readOptional(join(frameworkFolder, "figures.yaml"), read),
    programme: readOptional(join(folder, "figures.yaml"), read),
  };
  const accessPath = join(folder, "access.yaml");
  // Not in the fingerprint: who may do what changes nothing in what a record or a figure means.
  const access = existsSync(accessPath)
    ? readSource(accessPath, shownAs(accessPath), accessFile, problems)
    : undefined;
  // Nor is this: a question is asked of figures, which are what they are without it. Its answer names both.
  const questionsPath = join(folder, "questions.yaml");
  const asked = existsSync(questionsPath)
    ? readSource(questionsPath, shownAs(questionsPath), questionsFile, problems)
    : undefined;
  // Nor is what is said of money: an agreement and a declaration name the version of it that they stand on.
  const money = readCosts([frameworkFolder, folder], shownAs, problems);
  // Nor is what is said of control and payments: a verification names the version of it that it stands on.
  const control = readControl([frameworkFolder, folder], shownAs, problems);
  stop();

  const common = [framework, main, ...services];
  for (const file of common) tellCommonRepeats(file);
  for (const files of Object.values(registerFiles)) tellRepeatedRegisters(files);
  const brought = services.flatMap((file) =>
    (file.content.registers ?? []).map((register, index) => partOf(file, ["registers", index], register)),
  );
  const known = new Set(Object.values(registerFiles).flatMap((files) => files.map(nameOf)));
  const structure = resolveStructure(main, framework, services, known);
  const parameters = new Map(
    common
      .flatMap(({ content }) => content.parameters ?? [])
      .map((raw) => [raw.parameter, parseParameter(raw)]),
  );
  const codelists = new Map(common.flatMap(({ content }) => Object.entries(content.codelists ?? {})));
  for (const [name, choices] of structureChoices(structure))
    if (!codelists.has(name)) codelists.set(name, choices);
  const conditions = new ParsedConditions(common);
  const scope: Scoped = { structure, parameters, codelists, conditions };

  const allRegisterFiles = [...registerFiles.framework, ...registerFiles.programme, ...brought];
  const registers = new Map(
    [...new Set(allRegisterFiles.map(nameOf))].map((id) => [
      id,
      resolveRegister(
        registerFiles.framework.find((file) => nameOf(file) === id),
        registerFiles.programme.find((file) => nameOf(file) === id),
        brought.filter((file) => nameOf(file) === id),
        scope,
      ),
    ]),
  );
  checkOperations(main, new Set(registers.keys()));
  conditions.reportUnused(registers);
  checkBetween(allRegisterFiles, registers);
  tellMissingRooms(allRegisterFiles, registers);

  const books = booksOf(control, structure);
  const countable = new Map([...registers, ...books]);
  const figures = new Map<string, Figure>();
  const figureSources = [
    ...(["framework", "programme"] as const).map((from) => ({ from, source: figureFiles[from] })),
    ...services.map((file) => ({
      from: "programme" as const,
      source: { ...file, content: { figures: file.content.figures ?? [] } },
    })),
  ];
  for (const { from, source } of figureSources) {
    source?.content.figures.forEach((raw, index) => {
      const known = figures.get(raw.figure);
      if (
        known &&
        (from === "framework" || known.definedBy === "programme" || known.computation.kind !== "none")
      )
        source.wrong(["figures", index, "figure"], undefined, {
          fr: "un nom qui n'est pas encore pris",
          nl: "een naam die nog niet bestaat",
          en: "a name not taken yet",
        });
      const figure = resolveFigure(raw, index, from, source, countable, scope);
      figures.set(raw.figure, known ? completed(known, figure) : figure);
    });
  }
  for (const { source } of figureSources)
    source?.content.figures.forEach(({ sum }, index) =>
      sum?.forEach((part, at) => {
        const summed = figures.get(part);
        if (summed && summed.computation.kind !== "sum" && !isDelay(summed)) return;
        source.wrong(["figures", index, "sum", at], undefined, {
          fr: "le nom d'un chiffre qui n'est pas lui-même une somme, une part ou une médiane",
          nl: "de naam van een cijfer dat zelf geen som, aandeel of mediaan is",
          en: "the name of a figure that is not itself a sum, a share or a median",
        });
      }),
    );
  const targets = [main, ...services].flatMap((file) => resolveTargets(file, figures, structure));
  const roles = resolveRoles(access);
  checkTells([...registerFiles.framework, ...registerFiles.programme, ...brought], roles);
  const questions = {
    fingerprint: asked && createHash("sha256").update(readFileSync(questionsPath)).digest("hex"),
    services: new Map([
      ...resolveQuestions(asked, figures, registers, scope),
      ...services.flatMap((file) => [
        ...resolveQuestions(ownQuestions(file, asked?.content), figures, registers, scope),
      ]),
    ]),
  };
  const costs = resolveCosts(money, registers, figures, scope);
  const controlRules = resolveControl(control, {
    ...structure,
    figures,
    books,
    options: costs.rules.options,
  });
  const resolvedServices = resolveServices(services, figures, registers, scope);
  checkActs(allRegisterFiles, registers, resolvedServices);
  stop();

  const { content } = main;
  return {
    id: content.programme,
    version: content.version,
    fingerprint: digest.digest("hex"),
    folder,
    title: content.title,
    identifier: content.identifier,
    authority: content.authority,
    approvedOn: content.approved_on,
    decision: content.decision,
    framework: {
      id: framework.content.framework,
      version: framework.content.version,
      title: framework.content.title,
      period: framework.content.period,
    },
    ...structure,
    parameters,
    registers,
    figures,
    targets,
    roles,
    questions,
    services: resolvedServices,
    costs,
    control: controlRules,
  };
};

const nameOf = ({ content }: SourceFile<RegisterFile>): string => content.register;

/** The question of a service's own file: it may use the measures and groupings that all services share. */
const ownQuestions = (
  file: SourceFile<ServiceFile>,
  shared: QuestionsFile | undefined,
): SourceFile<QuestionsFile> | undefined => {
  const { question, measures, groupings } = file.content;
  if (!question) return undefined;
  return {
    file: file.file,
    content: {
      // Its own come last, so that they stand where both have one of the same name.
      measures: [...(shared?.measures ?? []), ...(measures ?? [])],
      groupings: [...(shared?.groupings ?? []), ...(groupings ?? [])],
      questions: [question],
    },
    wrong: (path, found, expected) =>
      file.wrong(path[0] === "questions" ? ["question", ...path.slice(2)] : path, found, expected),
  };
};

const isDelay = ({ computation }: Figure): boolean =>
  computation.kind === "count" && (computation.count.kind === "share" || computation.count.kind === "median");

/** The programme says how a pending figure of the framework is counted; what the law says of it stays. */
const completed = (known: Figure, figure: Figure): Figure => ({
  ...figure,
  code: known.code,
  annex: known.annex,
  group: known.group,
  definition: figure.definition ?? known.definition,
  reference: known.reference,
  source: known.source,
});

type Reader = <T>(path: string, schema: Parameters<typeof readSource<T>>[2]) => SourceFile<T> | undefined;

const need = (path: string, problems: DefinitionProblem[]): boolean => {
  if (existsSync(path)) return true;
  const expected: Text = {
    fr: "un dossier de programme, avec programme.yaml",
    nl: "een programmamap, met programme.yaml",
    en: "a programme folder, with programme.yaml",
  };
  problems.push({ file: path, line: 1, column: 1, path: "", found: "∅", expected });
  return false;
};

const readFolder = <T>(
  folder: string,
  schema: Parameters<typeof readSource<T>>[2],
  read: Reader,
): SourceFile<T>[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .flatMap((name) => read(join(folder, name), schema) ?? []);

const readOptional = (path: string, read: Reader): SourceFile<FiguresFile> | undefined =>
  existsSync(path) ? read(path, figuresFile) : undefined;

const checkOperations = (
  { content, wrong }: SourceFile<ProgrammeFile>,
  registers: ReadonlySet<string>,
): void =>
  content.operations.forEach(({ registers: kept }, index) =>
    kept.forEach((register, position) => {
      if (registers.has(register)) return;
      const list = [...registers].join(", ");
      wrong(["operations", index, "registers", position], undefined, {
        fr: `un registre : ${list}`,
        nl: `een register: ${list}`,
        en: `a register: ${list}`,
      });
    }),
  );
