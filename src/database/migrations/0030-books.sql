-- What figures count of money: views over its tables, read as if they were registers (src/definition/books.ts). A row has
-- an operation, a partner, the number of what it is about, and the last change that touched any of it. They keep no walls
-- of their own: whoever reads them sees of the tables behind them what they would see there.
create schema book;

-- A live declaration, and what was decided of it last.
create view book.expenditure with (security_invoker = true) as
select d.operation, d.partner, d.id as record, null::bigint as file, greatest(d.change, x.change) as change,
  (d.submitted_at at time zone 'Europe/Brussels')::date as submitted_on, x.decided_on, d.total as submitted_euros,
  case when x.decided_on is null then 0 else d.total end as verified_euros,
  coalesce(x.eligible, 0) as eligible_euros, coalesce(x.parked, 0) as parked_euros,
  coalesce(x.rejected, 0) as rejected_euros, d.id as opens
from declaration.declaration d
left join lateral (
  select c.change, (c.decided_at at time zone 'Europe/Brussels')::date as decided_on,
    (select sum((t ->> 'eligible')::numeric) from jsonb_array_elements(c.targets) t) as eligible,
    (select sum((t ->> 'parked')::numeric) from jsonb_array_elements(c.targets) t) as parked,
    (select sum((t ->> 'rejected')::numeric) from jsonb_array_elements(c.targets) t) as rejected
  from control.decision c where c.declaration = d.id and c.state = 'decided' order by c.n desc limit 1) x on true
where d.state = 'submitted';

create view book.verifications with (security_invoker = true) as
select v.operation, v.partner, v.id as record, null::bigint as file, v.change, v.type as verification_type,
  (v.opened_at at time zone 'Europe/Brussels')::date as opened_on,
  case when v.state in ('concluded', 'decided') then (v.concluded_at at time zone 'Europe/Brussels')::date end as concluded_on,
  v.id as opens
from control.verification v where v.state <> 'cancelled';

-- What was held of a finding: as it was concluded, or as it was decided later.
create view book.findings with (security_invoker = true) as
select f.operation, f.partner, f.id as record, null::bigint as file, greatest(f.change, v.change, x.change) as change,
  v.type as verification_type, f.typology as finding_typology, coalesce(x.measure, f.measure) as finding_measure, f.systemic,
  (v.concluded_at at time zone 'Europe/Brussels')::date as concluded_on, f.amount as finding_euros, v.id as opens
from control.finding f
join control.verification v on v.id = f.verification
left join lateral (
  select c.change, m ->> 'measure' as measure
  from control.decision c cross join jsonb_array_elements(c.measures) m
  where c.declaration = f.declaration and c.state = 'decided' and (m ->> 'finding')::bigint = f.id
  order by c.n desc limit 1) x on true
where f.final;

create view book.payments with (security_invoker = true) as
select p.operation, p.partner, p.id as record, null::bigint as file, p.change, p.kind as payment_kind,
  p.executed_on as paid_on, p.net as paid_euros, p.id as opens
from payment.payment p where p.state = 'paid';

create view book.samples with (security_invoker = true) as
select s.operation, s.partner, s.id as record, null::bigint as file, s.change, s.purpose as sample_purpose,
  (s.drawn_at at time zone 'Europe/Brussels')::date as drawn_on, s.frame_count as population_units,
  s.frame_total as population_euros, u.units::integer as sample_units, u.euros as sample_euros, r.error as error_euros,
  (s.projection ->> 'projected')::numeric as projected_euros, s.id as opens
from audit.sample s
cross join lateral (
  select count(*) as units, coalesce(sum(u.amount), 0) as euros
  from audit.unit u where u.sample = s.id and u.place is not null) u
cross join lateral (select coalesce(sum(r.error), 0) as error from audit.result r where r.sample = s.id) r
where s.state = 'concluded' and s.drawn_under = 'control';

grant usage on schema book to jalon_application;
grant select on all tables in schema book to jalon_application;
