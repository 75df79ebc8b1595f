import type { Check, DeclarationLine, DeclarationPage } from "../../../src/declaration/shapes.ts";
import type { CostNode, How } from "../../../src/cost/plan.ts";
import type { Text } from "../language.tsx";
import type { LedgerAsked } from "../money/Amount.tsx";
import type { Keeping } from "./use-keeping.ts";

/** What the parts of the workbench work on. */
export type Bench = Readonly<{
  page: DeclarationPage;
  keeping: Keeping;
  /** What lines are called, for steps that name them. */
  lines: ReadonlyMap<string, Text>;
  /** Opens a line, with records in a state or a piece of it. */
  open: (line: string | null, asked?: Readonly<{ show?: string; item?: string }>) => void;
}>;

/** Returns the page that a remark's link leads to; undefined where it is mended beside the remark. */
export const addressOf = (link: NonNullable<Check["link"]>): string | undefined => {
  const { page, params } = link;
  const query = (names: readonly string[]) => {
    const found = new URLSearchParams(
      names.flatMap((name) => (params[name] === undefined ? [] : [[name, String(params[name])]])),
    );
    return found.size === 0 ? "" : `?${found}`;
  };
  switch (page) {
    case "declaration":
      return `money/declarations/${params["declaration"]}${query(["line", "item"])}`;
    case "units":
      return `money/declarations/${params["declaration"]}${query(["line", "show"])}`;
    case "record":
      return `operations/${params["operation"]}/registers/${params["register"]}/records/${params["record"]}`;
    case "staff":
      return `money/agreements/${params["agreement"]}/staff${query(["declaration"])}`;
    case "agreement":
      return `money/agreements/${params["agreement"]}`;
    case "annual":
      return `money/agreements/${params["agreement"]}/years/${params["year"]}`;
    case "documents":
      return undefined;
  }
};

const counted = new Set<How["kind"]>(["product", "share", "hourly_rate"]);

/** Returns the steps of a calculation that multiply something: what a line counts, and at which rate. */
export const countedSteps = (node: CostNode): readonly How[] =>
  counted.has(node.how.kind) ? [node.how] : node.parts.flatMap(countedSteps);

/** Forms under which somebody types something, or records are behind what is counted. */
export const isDerived = ({ form }: Pick<DeclarationLine, "form">): boolean => form === "flat_rate";

/** Where the amounts of the agreement, or of one line of it, are posted: only what the ledger sums to at this moment. */
export const postingsOf = (
  { state, replaces, agreement }: DeclarationPage,
  line?: string,
): Readonly<Record<"budget" | "before" | "remaining", LedgerAsked | undefined>> => {
  const at = (account: "granted" | "declared" | "budgeted") => ({ agreement: agreement.id, line, account });
  return {
    budget: at("granted"),
    // What was submitted is posted itself, and what is corrected still is.
    before: state === "draft" && replaces === null ? at("declared") : undefined,
    // What a draft takes is not posted yet.
    remaining: state === "submitted" ? at("budgeted") : undefined,
  };
};

/** Returns the item's address words of a remark: which line and piece it is about. */
export const itemOf = ({ link }: Check): { line: string; item: string } | undefined => {
  const { line, item } = link?.params ?? {};
  return line === undefined || item === undefined ? undefined : { line: String(line), item: String(item) };
};
