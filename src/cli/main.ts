import { parseArgs } from "node:util";
import { DefinitionError, sayProblem } from "../definition/problem.ts";
import { colon, isLanguage, type Language, SaidError } from "../language.ts";
import {
  commandHelp,
  commonOptions,
  parseConfig,
  Refusal,
  textOption,
  type Command,
  type Options,
} from "./command.ts";
import { commands } from "./commands.ts";
import { Session } from "./session.ts";

const main = async (words: readonly string[]): Promise<number> => {
  const command = findCommand(words);
  const language = languageAsked(words);
  if (!command) return overview(words, language);
  const rest = words.slice(command.name.split(" ").length);

  let operands: string[];
  let options: Options;
  try {
    const parsed = parseArgs({
      args: rest,
      options: parseConfig({ ...command.options, ...commonOptions }),
      allowPositionals: true,
    });
    operands = parsed.positionals;
    options = parsed.values;
  } catch (error) {
    say(`${wrongOption(error, language)}\n\n${commandHelp(command, language)}`);
    return 2;
  }
  if (options["help"] === true) {
    process.stdout.write(commandHelp(command, language));
    return 0;
  }
  const session = new Session({
    language,
    dataFolder: textOption(options, "data") ?? "data",
    definitions: textOption(options, "definitions"),
    progress: progressWriter(),
  });
  const json = options["json"] === true;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void session.close().finally(() => process.exit(130)));
  try {
    const outcome = await command.run(session, operands, options);
    clearProgress();
    process.stdout.write(json ? `${JSON.stringify(outcome.json, null, 2)}\n` : outcome.text);
    return outcome.ok ? 0 : 1;
  } catch (error) {
    clearProgress();
    const told = refusalText(error, language);
    if (!told) throw error;
    if (json) process.stdout.write(`${JSON.stringify({ error: told }, null, 2)}\n`);
    else say(told.join("\n"));
    return error instanceof Refusal && error.usage ? 2 : 1;
  } finally {
    await session.close();
  }
};

/** Node tells what is wrong with an option in English only; the option's name is between its quotation marks. */
const wrongOption = (error: unknown, language: Language): string => {
  const name = /'([^']+)'/.exec((error as Error).message)?.[1] ?? "";
  const text = {
    fr: `option inconnue ou sans valeur : ${name}`,
    nl: `onbekende optie of optie zonder waarde: ${name}`,
    en: `unknown option, or one without its value: ${name}`,
  };
  return text[language];
};

/** What is said to the person at the keyboard; anything else is a fault of Jalon's own and keeps its stack. */
const refusalText = (error: unknown, language: Language): string[] | undefined => {
  if (error instanceof DefinitionError) return error.problems.map((problem) => sayProblem(problem, language));
  return error instanceof SaidError ? [error.text[language]] : undefined;
};

const findCommand = (words: readonly string[]): Command | undefined =>
  commands
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => name.split(" ").every((word, index) => words[index] === word));

const languageAsked = (words: readonly string[]): Language => {
  const at = words.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const asked = at < 0 ? undefined : (words[at]?.split("=")[1] ?? words[at + 1]);
  if (asked !== undefined && isLanguage(asked)) return asked;
  const machine = (process.env["LC_ALL"] ?? process.env["LC_MESSAGES"] ?? process.env["LANG"] ?? "").slice(
    0,
    2,
  );
  return isLanguage(machine) ? machine : "fr";
};

const overview = (words: readonly string[], language: Language): number => {
  const asked = words.filter((word) => !word.startsWith("-") && !isLanguage(word));
  const width = Math.max(...commands.map(({ name }) => name.length)) + 3;
  const text = {
    fr: "Jalon : un programme du Fonds social européen, du premier participant au rapport annuel.",
    nl: "Jalon: een programma van het Europees Sociaal Fonds, van de eerste deelnemer tot het jaarverslag.",
    en: "Jalon: a European Social Fund programme, from the first participant to the annual report.",
  };
  const more = {
    fr: "jalon COMMANDE --help explique une commande ; --lang fr|nl|en choisit la langue.",
    nl: "jalon COMMANDO --help legt een commando uit; --lang fr|nl|en kiest de taal.",
    en: "jalon COMMAND --help explains a command; --lang fr|nl|en chooses the language.",
  };
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary[language]}`);
  const page = `${text[language]}\n\n${list.join("\n")}\n\n${more[language]}\n`;
  const unknown = asked[0];
  if (unknown === undefined || unknown === "help") {
    process.stdout.write(page);
    return 0;
  }
  const no = { fr: "commande inconnue", nl: "onbekend commando", en: "unknown command" };
  say(`${no[language]}${colon[language]}${unknown}\n\n${page}`);
  return 2;
};

const say = (text: string) => process.stderr.write(`${text}\n`);

/** On a screen progress stays on one line; in a log each step has its own. */
const progressWriter = () =>
  process.stderr.isTTY
    ? (line: string) => process.stderr.write(`\r\u001B[2K${line.slice(0, process.stderr.columns - 1)}`)
    : (line: string) => process.stderr.write(`${line}\n`);

const clearProgress = () => {
  if (process.stderr.isTTY) process.stderr.write("\r\u001B[2K");
};

process.exitCode = await main(process.argv.slice(2));
