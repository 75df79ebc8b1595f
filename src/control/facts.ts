import type { PoolClient } from "pg";
import { canonical, divide, exact } from "../decimal.ts";
import { controlNumber, type ControlRules } from "../definition/control.ts";
import { isZero } from "../euros.ts";
import { dayInBrussels } from "../today.ts";
import type { Facts } from "./score.ts";

type Row = Readonly<{
  id: number;
  total: string;
  realCosts: string;
  isFirst: boolean;
  rejected: string | null;
  submitted: string | null;
  visitedOn: string | null;
  warnings: number;
  overlaps: boolean;
}>;

/**
 * Returns until when the partner of a declaration is to be paid: so many days after the day of submission, and as many as
 * the clock was stopped; undefined days where the programme says none. Reg. 1303/2013, Art. 132(1); Reg. 2021/1060,
 * Art. 74(1)(b).
 */
export const clockOf = (
  control: ControlRules,
  submittedAt: string,
  today: string,
  stopped = 0,
): { due: string; daysLeft: number; exceeded: boolean } | null => {
  if (!control.numbers.has("payment_days")) return null;
  const submitted = dayInBrussels(submittedAt);
  const due = Temporal.PlainDate.from(submitted)
    .add({ days: controlNumber(control, "payment_days", submitted) + stopped })
    .toString();
  const daysLeft = Temporal.PlainDate.from(today).until(due, { largestUnit: "day" }).days;
  return { due, daysLeft, exceeded: daysLeft < 0 };
};

/** Returns for how many days until today the payment clock of declarations was stopped, where it was. */
export const stoppedDays = async (
  client: PoolClient,
  declarations: readonly number[],
  today: string,
): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await client.query<{ declaration: number; days: number }>(
    `select d.id as declaration, sum(upper(r) - lower(r))::int as days
     from declaration.declaration d
     join lateral (select range_agg(daterange(s.from_on, coalesce(s.until_on, $2::date), '[]')) as spans
       from payment.stop s where s.declaration = d.id and s.from_on <= $2::date) stops on true
     cross join lateral unnest(stops.spans * datemultirange(daterange(
       ((d.submitted_at at time zone 'Europe/Brussels')::date + 1), $2::date, '[]'))) r
     where d.id = any ($1) and (d.submitted_at at time zone 'Europe/Brussels')::date < $2::date group by d.id`,
    [declarations, today],
  );
  return new Map(rows.map(({ declaration, days }) => [declaration, days]));
};

/** Returns what is known of declarations that wait for control, for their score; as the asker's walls let it be seen. */
export const factsOf = async (
  client: PoolClient,
  control: ControlRules,
  declarations: readonly Readonly<{ id: number; submittedAt: string | null }>[],
  today: string,
): Promise<ReadonlyMap<number, Facts>> => {
  const { rows } = await client.query<Row>(
    `select d.id, d.total,
       coalesce((select sum((l ->> 'amount')::numeric) from jsonb_array_elements(w.content -> 'lines') l
         where l ->> 'form' = 'real_cost'), 0)::numeric(14, 2) as "realCosts",
       not exists (select from declaration.declaration e where e.partner = d.partner and e.live and e.id <> d.id
         and e.submitted_at < d.submitted_at) as "isFirst",
       decided.rejected, decided.submitted, visited.on as "visitedOn",
       (select count(*)::int from jsonb_array_elements(w.content -> 'checks') c where c ->> 'severity' = 'confirm') as warnings,
       exists (select from declaration.hours h join declaration.hours o
           on (o.partner, o.person, o.year) = (h.partner, h.person, h.year) and o.live
         join declaration.declaration other on other.id = o.declaration and other.agreement <> d.agreement
         where h.declaration = d.id) as overlaps
     from declaration.declaration d join declaration.work w on w.whose = d.id
     left join lateral (
       select sum((t ->> 'rejected')::numeric)::numeric(14, 2) as rejected,
         sum((t ->> 'submitted')::numeric)::numeric(14, 2) as submitted
       from (select distinct on (k.declaration) k.targets from control.decision k
         where k.partner = d.partner and k.state = 'decided' order by k.declaration, k.n desc) last
       cross join jsonb_array_elements(last.targets) t) decided on true
     left join lateral (
       select max(coalesce((v.visit ->> 'on')::date, v.concluded_at::date))::text as on from control.verification v
       where v.partner = d.partner and v.type = 'on_the_spot' and v.state in ('concluded', 'decided')) visited on true
     where d.id = any ($1)`,
    [declarations.map(({ id }) => id)],
  );
  const stopped = await stoppedDays(
    client,
    declarations.map(({ id }) => id),
    today,
  );
  const never = control.factors.get("last_visit")?.fullAt;
  const byId = new Map(declarations.map((each) => [each.id, each]));
  return new Map(
    rows.map((row) => {
      const submittedAt = byId.get(row.id)?.submittedAt ?? null;
      const clock = submittedAt === null ? null : clockOf(control, submittedAt, today, stopped.get(row.id));
      const visited = row.visitedOn === null ? never : String(monthsBetween(row.visitedOn, today));
      const facts: Facts = {
        ...(clock ? { days_left: String(clock.daysLeft) } : {}),
        amount: row.total,
        real_cost_share: shareOf(row.realCosts, row.total),
        first_declaration: row.isFirst ? "1" : "0",
        error_rate: shareOf(row.rejected ?? "0.00", row.submitted ?? "0.00"),
        ...(visited === undefined ? {} : { last_visit: visited }),
        warnings: String(row.warnings),
        overlap: row.overlaps ? "1" : "0",
      };
      return [row.id, facts];
    }),
  );
};

const shareOf = (part: string, whole: string): string =>
  isZero(whole) ? "0" : canonical(divide(exact(part), exact(whole), 4, "half_up"));

const monthsBetween = (from: string, until: string): number =>
  Math.max(0, Temporal.PlainDate.from(from).until(until, { largestUnit: "month" }).months);
