import { add, type Exact, exact, zero } from "../decimal.ts";
import { daysBetween } from "../definition/condition/calendar.ts";
import type { RecordValues, Value } from "../definition/condition/condition.ts";
import { toCheck } from "../definition/condition/evaluate.ts";
import { parameterOn } from "../definition/condition/parameter.ts";
import { sqlName } from "../definition/condition/sql.ts";
import type { Quota } from "../definition/service/matching.ts";
import { countsOn, exemptOn, fullTime, isReached, postsOwed, shortened } from "./quota-posts.ts";
import { type Look, type Reach, readRows, type Row } from "./reach.ts";
import type { ContractEnd, QuotaGauge } from "./shapes.ts";

const decimalOf = (value: Value | undefined): Exact =>
  value === null || value === undefined ? zero : exact(String(value));
const integerOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
const dateOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Names of bodies are written by people: their capitals and spaces do not tell them apart. */
const asName = (value: Value | undefined): string =>
  String(value ?? "")
    .trim()
    .toLocaleLowerCase("fr")
    .replaceAll(/\s+/g, " ");

/**
 * Returns how far each body is from its quota today, those that are furthest first: contracts that run, those of
 * people who still count, in full-time equivalents.
 */
export const quotaGauge = async (look: Look, reach: Reach): Promise<QuotaGauge | null> => {
  const { quota } = reach.matching;
  if (!quota) return null;
  const today = look.house.today();
  const above = parameterOn(quota.above, today);
  const share = parameterOn(quota.share, today);
  const bodies = await readRows(look, reach, quota.register, "true", []);
  const running = (await contractsOn(look, reach, quota, today)).filter(({ answers }) =>
    countsOn(
      dateOf(answers[quota.held.born]),
      Number(parameterOn(quota.held.untilAge, today)?.value ?? 999),
      today,
    ),
  );
  const byBody = Map.groupBy(running, ({ answers }) => asName(answers[quota.held.body]));
  const known = new Set(bodies.map(({ answers }) => asName(answers[quota.name])));
  const rows = bodies.map((body) => {
    const { answers, operation, record } = body;
    const contracts = byBody.get(asName(answers[quota.name])) ?? [];
    const here = fullTime(
      contracts.map((contract) =>
        quota.held.workShare === undefined ? null : integerOf(contract.answers[quota.held.workShare]),
      ),
    );
    const elsewhere = quota.elsewhere === undefined ? zero : decimalOf(answers[quota.elsewhere]);
    const held = add(here, elsewhere);
    const exempt = exemptOn(quota.exemption, answers, today);
    const owed =
      above && share
        ? postsOwed(
            quota,
            { staff: integerOf(answers[quota.staff]), base: decimalOf(answers[quota.base]), exempt },
            { above: Number(above.value), share: exact(String(share.value)) },
          )
        : undefined;
    return {
      operation,
      record,
      number: String(answers[quota.number] ?? ""),
      name: String(answers[quota.name] ?? ""),
      staff: integerOf(answers[quota.staff]),
      base: shortened(decimalOf(answers[quota.base])),
      contracts: contracts.length,
      held: shortened(held),
      elsewhere: shortened(elsewhere),
      owed: owed
        ? {
            exact: shortened(owed.exact),
            exempt: exempt.units > 0n ? exemptionOf(quota, answers, exempt, owed.left) : null,
            posts: Number(owed.posts),
            reached: isReached(held, owed.posts),
          }
        : null,
    };
  });
  const missing = ({ owed, held }: (typeof rows)[number]): number =>
    owed ? owed.posts - Number(held) : -Infinity;
  return {
    day: today,
    share: share ? { value: String(share.value), source: share.source } : null,
    above: above ? { value: String(above.value), source: above.source } : null,
    rounding: quota.rounding,
    source: quota.source,
    register: quota.register.id,
    bodies: rows.toSorted((a, b) => missing(b) - missing(a) || a.name.localeCompare(b.name, "fr")),
    elsewhere: running.filter(({ answers }) => !known.has(asName(answers[quota.held.body]))).length,
  };
};

const exemptionOf = (
  { exemption }: Quota,
  answers: RecordValues,
  exempt: Exact,
  left: Exact,
): NonNullable<NonNullable<QuotaGauge["bodies"][number]["owed"]>["exempt"]> => ({
  posts: shortened(exempt),
  left: shortened(left),
  until: exemption === undefined ? null : dateOf(answers[exemption.until]),
});

/** The contracts that run on a day. */
const contractsOn = async (look: Look, reach: Reach, { held }: Quota, day: string): Promise<Row[]> => {
  const rows = await readRows(
    look,
    reach,
    held.register,
    `${sqlName(held.from)} <= $1 and ${sqlName(held.until)} >= $1${
      held.left === undefined ? "" : ` and (${sqlName(held.left)} is null or ${sqlName(held.left)} >= $1)`
    }`,
    [day],
  );
  const check = held.when ? toCheck(held.when) : () => true;
  return rows.filter(({ operation, answers }) => check({ ...answers, operation }));
};

/** Returns the contracts that end within the days that the definition names, the next one first. */
export const contractEnds = async (
  look: Look,
  reach: Reach,
): Promise<{ register: string; days: number[]; rows: ContractEnd[] } | null> => {
  const { ends, quota } = reach.matching;
  if (!ends) return null;
  const today = look.house.today();
  const most = ends.days.at(-1) ?? 0;
  const rows = await readRows(
    look,
    reach,
    ends.register,
    `${sqlName(ends.on)} >= $1::date and ${sqlName(ends.on)} <= $1::date + $2::integer`,
    [today, most],
    `${sqlName(ends.on)}, record`,
  );
  const check = ends.when ? toCheck(ends.when) : () => true;
  return {
    register: ends.register.id,
    days: [...ends.days],
    rows: rows
      .filter(({ operation, answers }) => check({ ...answers, operation }))
      .map(({ operation, record, answers }) => {
        const on = String(answers[ends.on]);
        const left = daysBetween(today, on);
        const body = quota?.held.register.id === ends.register.id ? answers[quota.held.body] : null;
        return { operation, record, on, left, body: typeof body === "string" ? body : null };
      }),
  };
};
