import { sumOf } from "../euros.ts";
import { baseLines } from "../cost/compute.ts";
import type { ContentLine } from "../declaration/content.ts";
import type { Desk } from "../declaration/desk.ts";
import type { DeclarationRow } from "../declaration/row.ts";
import { distribution } from "../ledger/balances.ts";
import type { DecisionRow } from "./decision-row.ts";
import { type FindingRow, findingsOf } from "./row.ts";
import { settle, submittedOf } from "./settle.ts";
import type { VerificationPage } from "./shapes.ts";

type Lines = Pick<VerificationPage, "lines" | "totals">;
const nothing = { submitted: "0.00", eligible: "0.00", parked: "0.00", rejected: "0.00" };

/**
 * Returns the lines of a declaration with what the findings come to as they stand: those of the verification, and those
 * of others that are final. Where somebody is not to see what is being found, what was decided before.
 */
export const linesOf = async (
  desk: Desk,
  declaration: DeclarationRow | undefined,
  findings: readonly FindingRow[],
  before: DecisionRow | undefined,
  isSeen: boolean,
): Promise<Lines> => {
  const { client, house } = desk;
  const content = declaration?.content;
  if (!declaration || !content) return { lines: [], totals: nothing };
  const others = (await findingsOf(client, { declaration: declaration.id })).filter(
    ({ final, id, sentAt }) =>
      final && (isSeen || sentAt !== null) && !findings.some((each) => each.id === id),
  );
  const cuts = [...others, ...findings.filter((each) => each.declaration === declaration.id)];
  const submitted = submittedOf(content);
  const { rules } = house.programme.costs;
  const { targets, nodes } = settle(rules, submitted, cuts);
  const held = new Map(
    (await distribution(client, { declaration: declaration.id })).map(({ line, amounts }) => [line, amounts]),
  );
  const elsewhere = isSeen ? await seenBefore(desk, declaration, content.lines) : new Map();
  const lines = content.lines.map((line): VerificationPage["lines"][number] => {
    const target = targets.find((each) => each.line === line.line) ?? nothing;
    const amounts = held.get(line.line);
    const was = before?.targets.find((each) => each.line === line.line);
    const plan = submitted.plan.lines.find(({ id }) => id === line.line);
    const cutBy = (measure: string) =>
      sumOf(
        cuts.filter((cut) => cut.line === line.line && cut.measure === measure).map(({ amount }) => amount),
      );
    return {
      line: line.line,
      label: line.label,
      option: line.option,
      form: line.form,
      budget: line.budget,
      submitted: target.submitted,
      eligible: target.eligible,
      parked: target.parked,
      rejected: target.rejected,
      derivedFrom: plan ? baseLines(rules, submitted.plan, plan).map(({ id }) => id) : [],
      deduct: cutBy("deduct"),
      park: cutBy("park"),
      certified: amounts ? sumOf([amounts.certified, amounts.applied, amounts.accounted]) : "0.00",
      before: was ? { eligible: was.eligible, parked: was.parked, rejected: was.rejected } : null,
      tree: nodes.get(line.line) ?? line.node,
      units: line.units?.counted ?? null,
      items: (line.input.items ?? []).map(({ id, on, supplier, reference, amount, document }) => ({
        id,
        on,
        supplier,
        reference,
        amount,
        document: document ?? null,
        elsewhere: elsewhere.get(`item ${declaration.id}/${line.line}/${id}`) ?? null,
      })),
      staff: line.staff
        .filter(({ hours, share, monthsDeclared }) => (hours ?? share ?? monthsDeclared) !== null)
        .map(({ person, year, hours, grossCost, document }) => ({
          person,
          year,
          hours,
          grossCost,
          document,
          elsewhere: elsewhere.get(`staff ${person}/${year}`) ?? null,
        })),
    };
  });
  const of = (which: keyof typeof nothing) => sumOf(lines.map((line) => line[which]));
  return {
    lines,
    totals: {
      submitted: of("submitted"),
      eligible: of("eligible"),
      parked: of("parked"),
      rejected: of("rejected"),
    },
  };
};

type Before = Readonly<{ verification: number; number: string }>;

/** Pieces and people's years of a declaration that another verification looked at already. */
const seenBefore = async (
  { client }: Desk,
  { id, partner }: DeclarationRow,
  lines: readonly ContentLine[],
): Promise<ReadonlyMap<string, Before>> => {
  const keys = lines.flatMap(({ line, input, staff }) => [
    ...(input.items ?? []).map((item) => `${id}/${line}/${item.id}`),
    ...staff.map(({ person, year }) => `${person}/${year}`),
  ]);
  const { rows } = await client.query<Before & { kind: string; key: string }>(
    `select distinct on (s.kind, s.key) s.kind, s.key, v.id as verification, v.number
     from control.seen s join control.verification v on v.id = s.verification
     where s.partner = $1 and s.kind in ('item', 'staff') and s.key = any ($2) order by s.kind, s.key, v.id`,
    [partner, keys],
  );
  return new Map(
    rows.map(({ kind, key, verification, number }) => [`${kind} ${key}`, { verification, number }]),
  );
};
