import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Programme } from "../../definition/programme.ts";
import { languages } from "../../language.ts";
import { coFundingStatement, type Support, supports } from "../../report/document/emblem.ts";
import { text } from "../../shapes.ts";
import { defineRoute } from "../route.ts";

const statement = z.object({ union: z.string(), fund: z.string().optional() });

/** Returns what the programme is supported by, as the text of its report says; the Fund itself where it has none. */
const supportOf = ({ folder }: Programme): Support => {
  for (const language of languages) {
    const path = join(folder, "report", `${language}.md`);
    if (!existsSync(path)) continue;
    const word = /^support:\s*"?([\w-]+)"?\s*$/m.exec(readFileSync(path, "utf8").slice(0, 2000))?.[1];
    const found = supports.find((support) => support === word);
    if (found) return found;
  }
  return "esf";
};

/** The version of the software. */
export const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "..", "package.json"), "utf8"),
) as { version: string };

const known = new WeakMap<Programme, Support>();

const aboutShape = z.object({
  programme: z.object({ id: z.string(), title: text, identifier: z.string(), authority: text }),
  coFunding: z.object({ fr: statement, nl: statement, en: statement }),
  version: z.string(),
  demonstration: z.boolean(),
  today: z.string(),
});
export type AboutAnswer = z.infer<typeof aboutShape>;

const readAbout = defineRoute({
  id: "readAbout",
  method: "get",
  path: "/api/about",
  summary: "What everybody may know: the programme, the words beside the emblem, the version",
  tags: ["Programme"],
  access: { kind: "public" },
  answer: aboutShape,
  handle: async ({ house: { programme, settings, today } }) => {
    const support = known.get(programme) ?? supportOf(programme);
    known.set(programme, support);
    const { id, title, identifier, authority } = programme;
    return {
      programme: { id, title, identifier, authority },
      coFunding: {
        fr: coFundingStatement("fr", support),
        nl: coFundingStatement("nl", support),
        en: coFundingStatement("en", support),
      },
      version,
      demonstration: settings.demonstration,
      today: today(),
    };
  },
});

export const aboutRoutes = [readAbout] as const;
