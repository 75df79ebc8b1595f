import type { PlanLine } from "../cost/plan.ts";
import type { CostCategory } from "../definition/cost-rules.ts";
import type { Text } from "../language.ts";
import { inAll, words } from "./check-words.ts";
import type { Desk } from "./desk.ts";
import { check, law } from "./remark.ts";
import type { Check, LineInput } from "./shapes.ts";
import type { Worked } from "./work.ts";

type Item = NonNullable<LineInput["items"]>[number];

/** Returns what is to be said of real costs by piece: their category, day, document, and whether they came before. */
export const itemChecks = async (desk: Desk, worked: Worked): Promise<Check[]> => {
  const { row, agreement, lines } = worked;
  const { categories } = desk.house.programme.costs.rules;
  const all = lines.flatMap(({ plan, input }) =>
    plan.terms.form === "real_cost" ? (input.items ?? []).map((item) => ({ plan, item })) : [],
  );
  if (all.length === 0) return [];
  const before = await declaredBefore(
    desk,
    worked,
    all.map(({ item }) => item),
  );
  const seen = new Set<string>();
  const found: Check[] = [];
  for (const { plan, item } of all) {
    const common = {
      line: plan.id,
      about: item.id,
      link: { page: "declaration", params: { declaration: row.id, line: plan.id, item: item.id } },
    } as const;
    const category = item.category ?? plan.category;
    const flat =
      category === plan.category ? undefined : coveringLine(categories, agreement.plan.lines, plan, category);
    if (flat)
      found.push(
        check({
          ...common,
          rule: "wrong_combination",
          severity: "refuse",
          source: law.forms,
          words: words.wrongCombination(labelOf(categories, category), flat.label),
        }),
      );
    if (item.on > row.until || item.on < agreement.starts || item.on < row.from)
      found.push(
        check({
          ...common,
          rule: "item_outside_period",
          severity: item.on >= agreement.starts && item.on < row.from ? "confirm" : "refuse",
          words: words.itemOutside(item.reference, item.on),
        }),
      );
    if ((item.document ?? null) === null)
      found.push(
        check({
          ...common,
          rule: "item_without_document",
          severity: "refuse",
          words: words.itemWithoutDocument(item.reference),
        }),
      );
    const key = keyOf(item);
    const other = before.get(key);
    if (other !== undefined || seen.has(key))
      found.push(
        check({
          ...common,
          rule: "invoice_twice",
          severity: "refuse",
          source: law.once,
          words: words.invoiceTwice(item.reference, other),
        }),
      );
    seen.add(key);
  }
  return found;
};

/** The same words as the database compares. */
const keyOf = ({ supplier, reference, amount }: Pick<Item, "supplier" | "reference" | "amount">): string =>
  JSON.stringify([supplier.trim().toLowerCase(), reference.trim().toLowerCase(), amount]);

/** Pieces that another live declaration of the partner holds, with its number. */
const declaredBefore = async (
  { client }: Desk,
  { row }: Worked,
  items: readonly Item[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ n: number; number: string }>(
    `select a.n, d.number from unnest($2::text[], $3::text[], $4::text[]) with ordinality as a (supplier, reference, amount, n)
     join declaration.item i on i.partner = $1 and i.live and lower(btrim(i.supplier)) = lower(btrim(a.supplier))
       and lower(btrim(i.reference)) = lower(btrim(a.reference)) and i.amount = a.amount::numeric
     join declaration.declaration d on d.id = i.declaration
     where d.id <> $5 and d.id is distinct from $6`,
    [
      row.partner,
      items.map(({ supplier }) => supplier),
      items.map(({ reference }) => reference),
      items.map(({ amount }) => amount),
      row.id,
      row.replaces,
    ],
  );
  return new Map(
    rows.flatMap(({ n, number }) => {
      const item = items[n - 1];
      return item ? [[keyOf(item), number] as const] : [];
    }),
  );
};

/**
 * Returns the flat-rate line of the same project that pays for costs of a category already; undefined where none does,
 * or a line of the plan has that category for itself.
 */
export const coveringLine = (
  categories: ReadonlyMap<string, CostCategory>,
  lines: readonly PlanLine[],
  own: PlanLine,
  category: string,
): PlanLine | undefined => {
  const beside = lines.filter(({ project }) => project === own.project);
  if (beside.some((line) => line.terms.form !== "flat_rate" && line.category === category)) return undefined;
  return beside.find(
    ({ terms, category: pays }) =>
      terms.form === "flat_rate" &&
      (pays === category || categories.get(pays)?.covers.includes(category) === true),
  );
};

const labelOf = (categories: ReadonlyMap<string, CostCategory>, id: string): Text =>
  categories.get(id)?.label ?? inAll(() => id);
