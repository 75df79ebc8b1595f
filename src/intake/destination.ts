import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import type { Programme, Register } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import { plainWords } from "../register/normal.ts";

/** Which register of which operation, and from which partner, a file is for. */
export type Destination = Readonly<{ path: string; operation: string; partner: string; register: Register }>;

export type Lost = Readonly<{ path: string; text: Text }>;

/** The word by which a copy with remarks is known from the partner's own file. */
export const copyWords: Text = { fr: "remarques", nl: "opmerkingen", en: "remarks" };
/** Returns whether the name is that of a copy that Jalon wrote its remarks into. */
const isCopy = (name: string) => Object.values<string>(copyWords).some((word) => name.includes(`.${word}.`));

/**
 * Returns the files under a path, in order of their names; a file is itself. Hidden and lock files and remarked copies
 * are passed over.
 */
export const filesUnder = (path: string): string[] => {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !name.startsWith("~$") && !isCopy(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return filesUnder(inside);
      return /\.(csv|txt|tsv|xlsx|xls|xlsm|pdf|ods)$/i.test(entry.name) ? [inside] : [];
    });
};

/**
 * Returns where a file goes. What is not said is read from where it lies: a folder named after the operation, in it
 * one named after the partner, and a file name that begins with the register's. An operation with one partner or one
 * register needs neither.
 */
export const findDestination = (
  programme: Programme,
  path: string,
  said: { operation?: string | undefined; partner?: string | undefined; register?: string | undefined },
): Destination | Lost => {
  const folders = dirname(path).split(sep);
  const operationId = said.operation ?? folders.findLast((name) => programme.operations.has(name));
  const operation = operationId === undefined ? undefined : programme.operations.get(operationId);
  if (!operation) return lost(path, "operation", [...programme.operations.keys()]);
  const partner =
    said.partner ??
    folders.findLast((name) => operation.partners.includes(name)) ??
    (operation.partners.length === 1 ? operation.partners[0] : undefined);
  if (partner === undefined || !operation.partners.includes(partner))
    return lost(path, "partner", operation.partners);
  const register = findRegister(programme, operation.registers, path, said.register);
  if (!register) return lost(path, "register", operation.registers);
  return { path, operation: operation.id, partner, register };
};

const findRegister = (
  programme: Programme,
  kept: readonly string[],
  path: string,
  said: string | undefined,
): Register | undefined => {
  if (said !== undefined) return kept.includes(said) ? programme.registers.get(said) : undefined;
  const name = plainWords(basename(path));
  const registers = kept.flatMap((id) => programme.registers.get(id) ?? []);
  const languages: readonly Language[] = ["fr", "nl", "en"];
  const named = registers.filter((register) =>
    [register.id, ...languages.map((language) => register.label[language])].some((word) =>
      name.startsWith(plainWords(word)),
    ),
  );
  const longest = named.toSorted((a, b) => b.id.length - a.id.length)[0];
  return longest ?? (registers.length === 1 ? registers[0] : undefined);
};

const words: Record<"operation" | "partner" | "register", Text> = {
  operation: { fr: "l'opération", nl: "de operatie", en: "the operation" },
  partner: { fr: "le partenaire", nl: "de partner", en: "the partner" },
  register: { fr: "le registre", nl: "het register", en: "the register" },
};

const lost = (path: string, what: keyof typeof words, choices: readonly string[]): Lost => {
  const list = choices.join(", ");
  return {
    path,
    text: {
      fr: `indiquez ${words[what].fr} avec --${what}, l'un de : ${list}`,
      nl: `geef ${words[what].nl} op met --${what}, een van: ${list}`,
      en: `name ${words[what].en} with --${what}, one of: ${list}`,
    },
  };
};

/**
 * Returns the files in an order in which what a record refers to is there before it; otherwise as they were. A file
 * without destination keeps its place among the first.
 */
export const inOrderOfReferences = (
  programme: Programme,
  paths: readonly string[],
  said: Parameters<typeof findDestination>[2],
): string[] => {
  const depthOf = (register: Register, through: readonly string[] = []): number =>
    Math.max(
      0,
      ...[...register.fields.values()].map(({ refersTo }) => {
        const target = refersTo && programme.registers.get(refersTo.register);
        if (!target || target === register || through.includes(target.id)) return 0;
        return 1 + depthOf(target, [...through, register.id]);
      }),
    );
  const known = new Map([...programme.registers.values()].map((each) => [each.id, depthOf(each)]));
  const depth = (path: string): number => {
    const destination = findDestination(programme, path, said);
    return "register" in destination ? (known.get(destination.register.id) ?? 0) : 0;
  };
  return paths
    .map((path) => ({ path, depth: depth(path) }))
    .toSorted((a, b) => a.depth - b.depth)
    .map(({ path }) => path);
};
