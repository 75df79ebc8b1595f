import type { Text } from "../language.ts";
import type { CostRemark } from "./plan.ts";

/** Returns a text in each language, out of what is said of it in that language. */
export const inAll = (say: (language: keyof Text) => string): Text => ({
  fr: say("fr"),
  nl: say("nl"),
  en: say("en"),
});

type Said = Readonly<{ expected: Text; mend: Text }>;

/** What is said of a plan or of what was declared, where the words do not depend on a framework's own rules. */
export const said = {
  unknown: (list: string): Said => ({
    expected: { fr: `l'un de : ${list}`, nl: `een van: ${list}`, en: `one of: ${list}` },
    mend: {
      fr: "Choisissez un nom de la liste.",
      nl: "Kies een naam uit de lijst.",
      en: "Choose a name of the list.",
    },
  }),
  unknownLine: {
    expected: {
      fr: "une ligne du plan de financement",
      nl: "een regel van het financieringsplan",
      en: "a line of the financing plan",
    },
    mend: {
      fr: "Rattachez ce qui a été fait à une ligne de la convention.",
      nl: "Koppel wat gedaan werd aan een regel van de overeenkomst.",
      en: "Attach what was done to a line of the agreement.",
    },
  },
  lineTwice: {
    expected: {
      fr: "un nom de ligne qui n'est pas déjà pris",
      nl: "een regelnaam die nog niet bestaat",
      en: "a name of a line that is not taken yet",
    },
    mend: {
      fr: "Donnez un autre nom à l'une des deux lignes.",
      nl: "Geef een van beide regels een andere naam.",
      en: "Give one of the two lines another name.",
    },
  },
} as const;

/** Returns a remark of the severity. */
export const remark = (
  severity: CostRemark["severity"],
  rule: string,
  line: string | undefined,
  found: string | Text,
  { expected, mend }: Said,
  source: CostRemark["source"],
): CostRemark => ({
  rule,
  severity,
  line,
  found: typeof found === "string" ? inAll(() => found) : found,
  expected,
  mend,
  source,
});

/** Where a remark rests on sense alone. */
export const ownRule: CostRemark["source"] = { article: "Règle de cohérence de Jalon", verified: false };
