import type { Programme } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import type { Block } from "../report/document/document.ts";
import { toArticle } from "../report/document/article.ts";
import { type Edition, editionJson } from "./editions.ts";
import type { PublishedDocument } from "./publish.ts";
import { type PublicFile, readPublicFile } from "./public-file.ts";
import { add, canonical, exact, zero } from "../decimal.ts";

/** The programme as citizens read it. */
export type Overview = Readonly<{
  title: Text;
  identifier: string;
  authority: Text;
  /** ISO dates. */
  approvedOn: string;
  period: Readonly<{ from: string; until: string }>;
  summary: Text | undefined;
  contact: PublicFile["contact"] | undefined;
  accessibility: PublicFile["accessibility"] | undefined;
  /** Euros, canonical decimal text. */
  budget: string;
  operations: number;
  partners: number;
  hasInventedPartners: boolean;
  priorities: readonly Readonly<{
    id: string;
    number: number;
    title: Text;
    budget: string;
    isTechnicalAssistance: boolean;
    objectives: readonly Text[];
    operations: readonly Text[];
  }>[];
}>;

/** Returns the programme's purpose, structure and budget; nothing of it comes from records. */
export const overview = (
  programme: Programme,
  said: PublicFile | undefined = readPublicFile(programme),
): Overview => {
  const priorities = [...programme.priorities.values()];
  return {
    title: programme.title,
    identifier: programme.identifier,
    authority: programme.authority,
    approvedOn: programme.approvedOn,
    period: programme.framework.period,
    summary: said?.summary,
    contact: said?.contact,
    accessibility: said?.accessibility,
    budget: canonical(priorities.map(({ budget }) => exact(budget)).reduce(add, zero)),
    operations: programme.operations.size,
    partners: programme.partners.size,
    hasInventedPartners: [...programme.partners.values()].some(({ invented }) => invented),
    priorities: priorities.map(({ id, number, title, budget, technicalAssistance }) => ({
      id,
      number,
      title,
      budget,
      isTechnicalAssistance: technicalAssistance,
      objectives: [...programme.objectives.values()]
        .filter(({ priority }) => priority === id)
        .map((objective) => objective.title),
      operations: [...programme.operations.values()]
        .filter(({ priority }) => priority === id)
        .map((operation) => operation.title),
    })),
  };
};

/** Returns the key figures and the first chart of a published report, as markup; undefined where it has neither. */
export const highlights = async (
  dataFolder: string,
  edition: Edition,
  language: Language,
): Promise<string | undefined> => {
  const published = await editionJson<PublishedDocument>(dataFolder, edition, `${language}.document.json`);
  if (!published) return undefined;
  const { document } = published;
  const first = (kind: Block["kind"]) => document.blocks.find((block) => block.kind === kind);
  const blocks = [first("keyFigures"), first("chart")].filter((block) => block !== undefined);
  if (blocks.length === 0) return undefined;
  return toArticle({ ...document, blocks }, { isUntrue: () => false, untrueWords: "" }).html;
};
