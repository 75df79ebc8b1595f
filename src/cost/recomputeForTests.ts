/**
 * The same amounts once more, in SQL, set-wise and with PostgreSQL's numeric: written from the law's formulas, not from
 * the code. What is given are rows (doc, n) of {plan, delivered, available, rounding, ceilings, reductions}, numbered from
 * 1 on, such as an array in $1; the answer is one row for each plan, counted from 0 on, and line. One full-time year is 1,720 hours; a flat rate may stand on another, and no further.
 */
export const recomputationOf = (given: string): string => `
with input as (
  select x.n, x.doc, x.doc->'rounding'->>'rate' as rate_rule, x.doc->'rounding'->>'amount' as amount_rule
  from ${given} as x(doc, n)
), line as (
  select n, l->>'id' as id, l->>'category' as category, l->>'project' as project, l->'terms' as terms,
    l->'terms'->>'form' as form, rate_rule, amount_rule,
    least((l->>'budget')::numeric, case when doc->'available' ? (l->>'id')
      then greatest((doc->'available'->>(l->>'id'))::numeric, 0) end) as most,
    case l->>'option'
      when 'remaining_40' then array['direct_staff']
      when 'indirect_15' then array['direct_staff']
      when 'staff_20' then array['participants', 'external_services', 'travel', 'equipment', 'other_direct']
      when 'indirect_25' then
        array['direct_staff', 'participants', 'external_services', 'travel', 'equipment', 'other_direct']
    end as base,
    doc
  from input, jsonb_array_elements(doc->'plan'->'lines') as l
), done as (
  select n, d->>'line' as id, d from input, jsonb_array_elements(doc->'delivered') as d
), unit as (
  select n, id, (rate->>'value')::numeric as rate, sum((u->>'quantity')::numeric) as quantity
  from line join done using (n, id), jsonb_array_elements(d->'units') as u, lateral (
    select r as rate from jsonb_array_elements(terms->'rates') as r
    where r->>'from' <= u->>'on' order by r->>'from' desc limit 1
  ) as dated
  group by n, id, rate
), staff as (
  select n, id, form, rate_rule, amount_rule, doc, terms,
    s->>'person' as person, (s->>'year')::int as year, s->>'function' as function,
    (s->>'grossCost')::numeric as gross, (s->>'months')::numeric as months, (s->>'fraction')::numeric as fraction,
    (s->>'hours')::numeric as hours, (s->>'hoursBefore')::numeric as hours_before, (s->>'share')::numeric as share,
    (s->>'monthsDeclared')::numeric as declared
  from line join done using (n, id), jsonb_array_elements(d->'staff') as s
), hourly as (
  select *, min(1720 * fraction) over year_of as cap, max(hours_before) over year_of as before,
    coalesce(sum(hours) over (year_of order by id collate "C" rows between unbounded preceding and 1 preceding), 0)
      as earlier
  from staff where form = 'hourly_rate'
  window year_of as (partition by n, person, year)
), person_amount as (
  select n, id, cents(
      least(hours, greatest(cap - before - earlier, 0)) * cents(gross * 12 / (months * 1720 * fraction), rate_rule),
      amount_rule) as amount
  from hourly
  union all
  select n, id, cents(cents(gross / months, rate_rule) * share * declared, amount_rule)
  from staff where form = 'fixed_share'
  union all
  select n, id, least(
      cents(cents(gross / months, rate_rule) * declared, amount_rule),
      cents(cents(ceiling * fraction / 12, rate_rule) * declared, amount_rule))
  from staff, lateral (
    select (c->>'value')::numeric as ceiling from jsonb_array_elements(doc->'ceilings') as c
    where c->>'from' <= year || '-01-01' order by c->>'from' desc limit 1
  ) as of_scale
  where form = 'salary_flat_rate'
), person_sum as (
  select n, id, sum(amount) as amount from person_amount group by n, id
), gross as (
  select n, id, coalesce(case form
    when 'unit_cost' then (select sum(cents(rate * quantity, amount_rule)) from unit where unit.n = line.n and unit.id = line.id)
    when 'real_cost' then (select sum((i->>'amount')::numeric) from jsonb_array_elements(d->'items') as i)
    when 'lump_sum' then agreed
    when 'not_linked_to_costs' then agreed
    when 'salary_flat_rate' then
      case when d->>'reached' is null then person_sum.amount else cents(person_sum.amount * coalesce((
        select (r->>'kept')::numeric from jsonb_array_elements(doc->'reductions') as r
        where (r->>'reached')::numeric <= (d->>'reached')::numeric order by (r->>'reached')::numeric desc limit 1
      ), 0), amount_rule) end
    else person_sum.amount
  end, 0) as amount
  from line left join done using (n, id) left join person_sum using (n, id), lateral (
    select sum((m->>'amount')::numeric) as agreed from jsonb_array_elements(terms->'milestones') as m
    where d->'milestones' ? (m->>'id')
  ) as delivered
  where form <> 'flat_rate'
), own as (
  select n, id, least(greatest(gross.amount - coalesce((d->>'cut')::numeric, 0), 0), most) as amount
  from gross join line using (n, id) left join done using (n, id)
), flat as (
  select line.*, coalesce((d->>'cut')::numeric, 0) as cut, (terms->>'rate')::numeric as rate
  from line left join done using (n, id) where form = 'flat_rate'
), first as (
  select flat.n, flat.id, least(greatest(cents(rate * coalesce((
      select sum(own.amount) from own join line as b using (n, id)
      where b.n = flat.n and b.project = flat.project and b.category = any (flat.base)
    ), 0), amount_rule) - cut, 0), most) as amount
  from flat where not exists (
    select from flat as other
    where other.n = flat.n and other.project = flat.project and other.id <> flat.id and other.category = any (flat.base)
  )
), standing as (select * from own union all select * from first), second as (
  select flat.n, flat.id, least(greatest(cents(rate * coalesce((
      select sum(standing.amount) from standing join line as b using (n, id)
      where b.n = flat.n and b.project = flat.project and b.category = any (flat.base) and b.id <> flat.id
    ), 0), amount_rule) - cut, 0), most) as amount
  from flat where not exists (select from first where first.n = flat.n and first.id = flat.id)
)
select (n - 1)::int as plan, id as line, round(amount, 2)::text as amount
from (select * from standing union all select * from second) as every
order by n, id collate "C"`;

export const recomputation = recomputationOf("jsonb_array_elements($1::jsonb) with ordinality");

/** Rounds to the cent by a named rule, in the session's own schema. */
export const centsFunction = `
create function pg_temp.cents(value numeric, rule text) returns numeric immutable language sql
return case when rule = 'down' then trunc(value, 2) else round(value, 2) end`;
