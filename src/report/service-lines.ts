import type { Programme } from "../definition/programme.ts";
import type { Language, Text } from "../language.ts";
import type { Block } from "./document/document.ts";

/** What a service says in the report, as the source of a part of it. */
export type ServiceLine = Readonly<{ service: string; text: string }>;

const heading: Text = { fr: "Autres services", nl: "Andere diensten", en: "Other services" };

/**
 * Returns what services bring to the report of their own: a section whose parts are named after them, in the order of
 * their numbers. Empty where the report's text speaks of all of them.
 */
export const serviceLines = ({ services }: Programme, language: Language): ServiceLine[] => {
  const saying = [...services.values()].filter(({ report }) => report !== undefined);
  return saying
    .toSorted((a, b) => a.number - b.number)
    .map(({ id, label, report }, index) => ({
      service: id,
      text: `${index === 0 ? `# ${heading[language]}\n\n` : ""}## ${label[language]}\n\n${report?.[language] ?? ""}\n`,
    }));
};

/** Gives the headings of a service's part names of their own, which no heading of the report's text can have. */
export const namedAfter = (service: string, blocks: readonly Block[]): Block[] =>
  blocks.map((block, index) =>
    block.kind === "heading"
      ? {
          ...block,
          id: block.level === 1 ? "_services" : `_service-${service}${index > 1 ? `-${index}` : ""}`,
        }
      : block,
  );

/** Puts the services' section at the end of the report, before the words about the Fund that close it. */
export const withServices = (blocks: readonly Block[], services: readonly Block[]): Block[] => {
  const closes = blocks.at(-1)?.kind === "coFunding";
  const rest = closes ? blocks.slice(0, -1) : blocks;
  return [...rest, ...services, ...(closes ? blocks.slice(-1) : [])];
};
