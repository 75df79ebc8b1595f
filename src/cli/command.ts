import type { ParseArgsOptionsConfig } from "node:util";
import { type Language, SaidError, type Text } from "../language.ts";
import type { Session } from "./session.ts";

/** An option of a command as the person reads it. */
export type CommandOption = Readonly<{
  type: "string" | "boolean";
  multiple?: boolean;
  value?: string;
  text: Text;
}>;

/** What a command gives back: what a person reads, what a program reads, and whether all went well. */
export type Outcome = Readonly<{ text: string; json: unknown; ok: boolean }>;

export type Command = Readonly<{
  name: string;
  /** What follows the name, e.g. "FILE…". */
  operands: string;
  summary: Text;
  details?: Text;
  options: Readonly<Record<string, CommandOption>>;
  run: (session: Session, operands: readonly string[], options: Options) => Promise<Outcome>;
}>;

export type Options = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** Returns the option's text, or undefined where it was not given. */
export const textOption = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
};

/** A command that cannot be carried out as it was written, or a refusal with its reason; shown, never a stack. */
export class Refusal extends SaidError {
  readonly usage: boolean;

  constructor(text: Text, usage = false) {
    super(text);
    this.usage = usage;
  }
}

export const commonOptions: Readonly<Record<string, CommandOption>> = {
  data: {
    type: "string",
    value: "DIR",
    text: {
      fr: "dossier des données (par défaut ./data)",
      nl: "gegevensmap (standaard ./data)",
      en: "data folder (default ./data)",
    },
  },
  definitions: {
    type: "string",
    value: "DIR",
    text: {
      fr: "dossier du programme (par défaut celui du dossier des données, sinon Bruxelles 2014-2020)",
      nl: "map van het programma (standaard die van de gegevensmap, anders Brussel 2014-2020)",
      en: "folder of the programme (default that of the data folder, else Brussels 2014-2020)",
    },
  },
  lang: {
    type: "string",
    value: "fr|nl|en",
    text: { fr: "langue", nl: "taal", en: "language" },
  },
  json: {
    type: "boolean",
    text: {
      fr: "résultat en JSON, pour un programme",
      nl: "resultaat in JSON, voor een programma",
      en: "result as JSON, for a program",
    },
  },
  help: { type: "boolean", text: { fr: "cette aide", nl: "deze hulp", en: "this help" } },
};

/** Returns the options as node:util reads them. */
export const parseConfig = (options: Readonly<Record<string, CommandOption>>): ParseArgsOptionsConfig =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple }]) => [
      name,
      { type, multiple: multiple ?? false },
    ]),
  );

/** Returns the help of one command. */
export const commandHelp = (command: Command, language: Language): string => {
  const all = { ...command.options, ...commonOptions };
  const left = ([name, { value }]: [string, CommandOption]) =>
    `  --${name}${value === undefined ? "" : ` ${value}`}`;
  const width = Math.max(...Object.entries(all).map((entry) => left(entry).length)) + 2;
  return [
    `jalon ${command.name} ${command.operands}`.trimEnd(),
    "",
    command.summary[language],
    ...(command.details ? ["", command.details[language]] : []),
    "",
    ...Object.entries(all).map((entry) => `${left(entry).padEnd(width)}${entry[1].text[language]}`),
    "",
  ].join("\n");
};
