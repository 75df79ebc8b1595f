-- Samples that are kept, and packages that were handed out. A sample is drawn in two acts: the population is fixed with
-- its hash under one change of the trail, the units are drawn under a later one; both stay as they were, and so does
-- what was concluded.
create schema audit;

create sequence audit.number as bigint;

create table audit.sample (
  -- Of the same sequence as records: a number in the trail names one thing.
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  purpose text not null check (purpose in ('management_verification', 'on_the_spot', 'audit_of_operations', 'participants')),
  -- By first-line control, or by the auditor, whose own are shut to others until they are concluded.
  drawn_under text not null check (drawn_under in ('control', 'audit')),
  title text not null check (title <> ''),
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  state text not null default 'planned' check (state in ('planned', 'drawn', 'concluded', 'cancelled')),
  -- Where the population comes from.
  source jsonb not null,
  method text not null,
  parameters jsonb not null,
  -- The hash of docs/sampling.md, over all units of audit.unit.
  frame_sha256 text not null check (frame_sha256 ~ '^[0-9a-f]{64}$'),
  frame_count integer not null check (frame_count > 0),
  frame_total numeric(16, 2) not null,
  -- The change under which the population was fixed as it is.
  frame_change bigint not null references trail.change (seq) deferrable initially deferred,
  seed text,
  seed_from text check (seed_from in ('typed', 'trail')),
  draw jsonb,
  projection jsonb,
  conclusion text,
  -- Counts what was changed, so that two who work on it do not overwrite each other.
  edition integer not null default 1,
  planned_by text not null,
  planned_at timestamptz not null default clock_timestamp(),
  drawn_by text,
  drawn_at timestamptz,
  concluded_by text,
  concluded_at timestamptz,
  cancelled_by text,
  cancelled_at timestamptz,
  cancel_reason text,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check ((drawn_at is null) = (draw is null)),
  check ((drawn_at is null) = (seed is null or seed_from is null or drawn_by is null)),
  check (state in ('planned', 'cancelled') or drawn_at is not null),
  check ((state = 'concluded') = (concluded_at is not null)),
  check ((concluded_at is null) = (conclusion is null or projection is null or concluded_by is null)),
  check ((state = 'cancelled') = (cancelled_at is not null)),
  check ((cancelled_at is null) = (coalesce(cancel_reason, '') = '' or cancelled_by is null))
);
comment on column audit.sample.seed is 'personal: shut until it is concluded';
comment on column audit.sample.draw is 'personal: shut until it is concluded';

-- The population, unit by unit: what it is exported from, and drawn from.
create table audit.unit (
  sample bigint not null references audit.sample (id),
  unit text not null check (unit <> ''),
  amount numeric(16, 2) not null,
  stratum text not null default '',
  period text not null default '',
  -- Why it stays in the population and cannot be drawn.
  excluded text check (excluded <> ''),
  -- What it is in Jalon: {"declaration": 7}, {"operation": "cpas"}, {"register": "participants", …}.
  about jsonb,
  -- Its place in the draw.
  place integer check (place > 0),
  part text check (part in ('high_value', 'sample')),
  primary key (sample, unit),
  check ((place is null) = (part is null))
);
create unique index unit_in_draw on audit.unit (sample, place) where place is not null;
comment on column audit.unit.place is 'personal: shut until it is concluded';
comment on column audit.unit.part is 'personal: shut until it is concluded';

-- What was found on the units drawn.
create table audit.result (
  sample bigint not null,
  unit text not null,
  error numeric(16, 2) check (error >= 0),
  checked numeric(16, 2) check (checked > 0),
  outcome boolean,
  note text not null default '',
  came_from text not null default 'typed' check (came_from in ('typed', 'findings')),
  by text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (sample, unit),
  foreign key (sample, unit) references audit.unit (sample, unit),
  check (error is not null or outcome is not null)
);
comment on column audit.result.note is 'personal: may name people';

-- A package that was made of an operation's audit trail: its hash is told here, and the trail tells of it from then on.
create table audit.package (
  id bigint primary key default nextval('register.record'),
  operation text not null check (operation <> ''),
  partner text not null default '' check (partner = ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes > 0),
  -- The head of the trail that it ends with.
  head_seq bigint not null references trail.change (seq),
  head_hash text not null check (head_hash ~ '^[0-9a-f]{64}$'),
  with_names boolean not null,
  change bigint not null references trail.change (seq) deferrable initially deferred
);

-- Who took a document away is known, and says nothing of the document: it is no part of what the trail tells of it.
comment on table document.download is 'not in the trail: it says nothing of the document';
create or replace function trail.whole(kept regclass, id bigint, like_told jsonb default null) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
  most_told constant integer := 50;
  told jsonb;
  part record;
  parts jsonb;
  columns text[];
begin
  execute format('select to_jsonb(r) from %s r where r.id = $1', kept) into told using id;
  if told is null then return null; end if;
  told := trail.plain(kept, told);
  for part in
    select c.oid::regclass as kept, c.relname as name, parent.relname as whose
    from pg_class parent join pg_class c on c.relnamespace = parent.relnamespace and c.relkind = 'r' and c.oid <> parent.oid
    where parent.oid = $1
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = parent.relname and not a.attisdropped)
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'change' and not a.attisdropped)
      and coalesce(obj_description(c.oid, 'pg_class'), '') not like 'not in the trail%'
  loop
    columns := coalesce(
      array(select jsonb_array_elements_text(like_told -> part.name -> 'columns') order by 1),
      '{}');
    if cardinality(columns) = 0 then
      columns := array(select a.attname::text from pg_attribute a
        where a.attrelid = part.kept and a.attnum > 0 and not a.attisdropped order by 1);
    end if;
    execute format(
      'select case when count(*) <= %1$s
         then jsonb_build_object(''count'', count(*), ''rows'',
           coalesce(jsonb_agg(trail.plain($2, to_jsonb(r)) order by to_jsonb(r)::text), ''[]''))
         else jsonb_build_object(''count'', count(*), ''columns'', to_jsonb($3), ''sha256'',
           encode(sha256(convert_to(string_agg(t.text, e''\n'' order by t.text), ''UTF8'')), ''hex'')) end
       from %2$s r cross join lateral (
         select jsonb_object_agg(c.name, to_jsonb(r) -> c.name)::text as text from unnest($3) c (name)) t
       where r.%3$I = $1', most_told, part.kept, part.whose)
      into parts using id, part.kept, columns;
    told := told || jsonb_build_object(part.name, parts);
  end loop;
  return told;
end $$;

-- The hash of a change by which a population was fixed, for whoever sees the sample.
create function trail.hash_of(change bigint) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select c.hash from trail.change c where c.seq = $1;
end;

create function audit.hold_sample() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a sample stays, drawn or cancelled' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'planned' or new.frame_change <> new.change then
      raise exception 'a sample begins with its population' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if new.change <= old.change then
    raise exception 'a sample changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  if old.state in ('concluded', 'cancelled') then
    raise exception 'what was concluded or cancelled does not change' using errcode = 'restrict_violation';
  end if;
  if (old.id, old.number, old.purpose, old.drawn_under, old.source, old.planned_by, old.planned_at)
    is distinct from (new.id, new.number, new.purpose, new.drawn_under, new.source, new.planned_by, new.planned_at) then
    raise exception 'what a sample is about does not change' using errcode = 'restrict_violation';
  end if;
  if old.state = 'drawn' and (old.method, old.parameters, old.frame_sha256, old.frame_count, old.frame_total,
      old.frame_change, old.seed, old.seed_from, old.draw, old.drawn_by, old.drawn_at)
    is distinct from (new.method, new.parameters, new.frame_sha256, new.frame_count, new.frame_total, new.frame_change,
      new.seed, new.seed_from, new.draw, new.drawn_by, new.drawn_at) then
    raise exception 'what was drawn does not change' using errcode = 'restrict_violation';
  end if;
  if old.state = 'drawn' and new.state = 'planned' or old.state = 'planned' and new.state = 'concluded' then
    raise exception 'no step leads from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if (old.frame_sha256, old.frame_count, old.frame_total) is distinct from
      (new.frame_sha256, new.frame_count, new.frame_total) and new.frame_change <> new.change then
    raise exception 'a population that changes is fixed under that change' using errcode = 'restrict_violation';
  end if;
  -- Drawn under a later change than the population was fixed under: nobody knew that one's hash before.
  if old.state = 'planned' and new.state = 'drawn' then
    if new.frame_change <> old.frame_change or new.frame_change >= new.change then
      raise exception 'the population is fixed before it is drawn from' using errcode = 'restrict_violation';
    end if;
    if new.seed_from = 'trail' and new.seed is distinct from
        encode(trail.hash_of(new.frame_change), 'hex') then
      raise exception 'the seed is not the hash of that change' using errcode = 'restrict_violation';
    end if;
    if agreement.asks_as_application() then new.drawn_at := clock_timestamp(); end if;
  end if;
  if new.state = 'concluded' and agreement.asks_as_application() then new.concluded_at := clock_timestamp(); end if;
  if new.state = 'cancelled' and agreement.asks_as_application() then new.cancelled_at := clock_timestamp(); end if;
  return new;
end $$;
create trigger sample_holds before insert or update or delete on audit.sample
  for each row execute function audit.hold_sample();

-- Units come with their sample and change only until it is drawn; results only between draw and conclusion.
create function audit.hold_parts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted constant text := case tg_table_name when 'unit' then 'planned' else 'drawn' end;
begin
  if tg_op = 'DELETE' or exists (select from (select distinct a.sample from added a) a
      join audit.sample s on s.id = a.sample where s.state <> wanted) then
    raise exception 'a sample holds its units and results' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and tg_table_name = 'unit' and exists (select from (select distinct a.sample from added a) a
      join audit.sample s on s.id = a.sample where s.xmin <> pg_current_xact_id()::xid) then
    raise exception 'units come with their sample' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and tg_table_name = 'result' and exists (select from added a
      join audit.unit u on u.sample = a.sample and u.unit = a.unit where u.place is null) then
    raise exception 'results are of units that were drawn' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger units_come after insert on audit.unit referencing new table as added
  for each statement execute function audit.hold_parts();
create trigger units_hold after update on audit.unit referencing new table as added
  for each statement execute function audit.hold_parts();
create trigger results_come after insert on audit.result referencing new table as added
  for each statement execute function audit.hold_parts();
create trigger results_hold after update on audit.result referencing new table as added
  for each statement execute function audit.hold_parts();

create function audit.hold_unit() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or (old.sample, old.unit, old.amount, old.stratum, old.period, old.about)
      is distinct from (new.sample, new.unit, new.amount, new.stratum, new.period, new.about) then
    raise exception 'a unit stays what it was' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger unit_holds before update or delete on audit.unit for each row execute function audit.hold_unit();

create function audit.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'what was handed out stays known' using errcode = 'restrict_violation';
end $$;
create trigger package_is_kept before update or delete or truncate on audit.package
  for each statement execute function audit.refuse();
create trigger result_is_kept before delete or truncate on audit.result
  for each statement execute function audit.refuse();

-- At the end of the transaction: as many were drawn as the draw says.
create function audit.check_draw() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s audit.sample;
  chosen bigint;
  units bigint;
begin
  select x.* into s from audit.sample x where x.id = new.id;
  select count(u.place), count(*) into chosen, units from audit.unit u where u.sample = s.id;
  if units <> s.frame_count or chosen <> coalesce(jsonb_array_length(s.draw -> 'selected'), 0) then
    raise exception 'sample % is not what was drawn', s.number using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger draw_holds after insert or update on audit.sample deferrable initially deferred
  for each row execute function audit.check_draw();

-- What a package is made of, in the words that were hashed: for the auditor, and at the machine. What is in a room stays
-- there, unless the asker was let in: then a change stands in the package by its hash alone.
create function audit.may_package() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select not agreement.asks_as_application()
    or ((select access.everywhere('money:audit')) and (select access.everywhere('trail:read')));
end;

create function audit.headers(until_seq bigint) returns table (seq bigint, at text, actor text, action text, reason text,
  definition text, file_sha256 text, entries integer, entries_hash text, previous_hash text, hash text, sealed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select c.seq, to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), c.actor, c.action, c.reason,
    c.definition, c.file_sha256, c.entries, encode(c.entries_hash, 'hex'), encode(c.previous_hash, 'hex'),
    encode(c.hash, 'hex'),
    agreement.asks_as_application() and exists (select from access.room_change r where r.change = c.seq)
      and c.seq in (select x.change from access.closed_changes() x)
  from trail.change c where c.seq <= $1 and audit.may_package() order by c.seq;
end;

-- The rows of money of an operation; of the whole programme, those that something of it is in; and the records declared.
create function audit.entries_of(of_operation text, until_seq bigint) returns table (change bigint, n integer, register text,
  operation text, partner text, record bigint, kind text, before text, after text, hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with told (register, record) as (
    select distinct e.register, e.record from trail.entry e where e.operation = $1 and trail.of_money(e.register)
    union select 'commission.application', l.application from commission.application_line l where l.about_operation = $1
    union select 'commission.accounts', l.accounts from commission.accounts_line l where l.about_operation = $1
    union select 'commission.irregularity', i.id from commission.irregularity i
      join agreement.agreement a on a.id = i.agreement where a.operation = $1
    union select 'commission.correction', c.id from commission.correction c
      join control.decision d on d.id = c.decision where d.operation = $1
    union select 'control.plan', v.plan from control.verification v where v.operation = $1 and v.plan is not null
    union select 'payment.account', p.account from payment.payment p where p.operation = $1
    union select 'payment.bank_file', p.file from payment.payment p where p.operation = $1 and p.file is not null
  ), declared (register, record) as (
    select distinct u.register, u.record from declaration.unit u where u.operation = $1
  )
  select e.change, e.n, e.register, e.operation, e.partner, e.record, e.kind, e.before, e.after, encode(e.hash, 'hex')
  from trail.entry e
  where audit.may_package() and e.change <= $2
    and ((trail.of_money(e.register) and (e.register, e.record) in (select t.register, t.record from told t))
      or (e.operation = $1 and (e.register, e.record) in (select d.register, d.record from declared d)
        and (not agreement.asks_as_application() or e.register <> all ((select access.rooms())::text[])
          or (e.register, e.operation, e.record) in (select l.register, l.operation, l.record from access.let_in() l))))
  order by e.change, e.n;
end;

-- The other entries of the same changes, by their hash alone.
create function audit.others_of(of_operation text, until_seq bigint) returns table (change bigint, n integer, hash text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  with own as materialized (select o.change, o.n from audit.entries_of($1, $2) o)
  select e.change, e.n, encode(e.hash, 'hex') from trail.entry e
  where e.change in (select o.change from own o) and (e.change, e.n) not in (select o.change, o.n from own o)
  order by e.change, e.n;
end;

alter table audit.sample enable row level security;
alter table audit.unit enable row level security;
alter table audit.result enable row level security;
alter table audit.package enable row level security;

create policy seen on audit.sample for select to jalon_application using (
  (select access.everywhere('money:audit'))
  or ((drawn_under = 'control' or state = 'concluded')
    and (select access.everywhere('money:control', 'money:pay', 'money:certify'))));
create policy planned on audit.sample for insert to jalon_application with check (
  planned_by = (select agreement.asker()) and state = 'planned'
  and case drawn_under when 'control' then (select access.everywhere('money:control'))
    else (select access.everywhere('money:audit')) end);
create policy changed on audit.sample for update to jalon_application using (
  case drawn_under when 'control' then (select access.everywhere('money:control'))
    else (select access.everywhere('money:audit')) end)
  with check ((state <> 'drawn' or drawn_by is not null)
    and (state <> 'concluded' or concluded_by = (select agreement.asker())));

create policy seen on audit.unit for select to jalon_application using (
  exists (select from audit.sample s where s.id = sample));
create policy fixed on audit.unit for insert to jalon_application with check (
  exists (select from audit.sample s where s.id = sample and case s.drawn_under
    when 'control' then (select access.everywhere('money:control')) else (select access.everywhere('money:audit')) end));
create policy drawn on audit.unit for update to jalon_application using (
  exists (select from audit.sample s where s.id = sample and case s.drawn_under
    when 'control' then (select access.everywhere('money:control')) else (select access.everywhere('money:audit')) end));
create policy seen on audit.result for select to jalon_application using (
  exists (select from audit.sample s where s.id = sample));
create policy noted on audit.result for insert to jalon_application with check (
  by = (select agreement.asker()) and exists (select from audit.sample s where s.id = sample and case s.drawn_under
    when 'control' then (select access.everywhere('money:control')) else (select access.everywhere('money:audit')) end));
create policy changed on audit.result for update to jalon_application using (
  exists (select from audit.sample s where s.id = sample and case s.drawn_under
    when 'control' then (select access.everywhere('money:control')) else (select access.everywhere('money:audit')) end))
  with check (by = (select agreement.asker()));
create policy seen on audit.package for select to jalon_application using (
  (select access.everywhere('money:audit')));
create policy made on audit.package for insert to jalon_application with check (
  made_by = (select agreement.asker()) and (select access.everywhere('money:audit')));

revoke all on all functions in schema audit from public;
grant usage on schema audit to jalon_application;
grant execute on function trail.hash_of(bigint), audit.headers(bigint), audit.entries_of(text, bigint),
  audit.others_of(text, bigint) to jalon_application;
revoke all on function trail.hash_of(bigint) from public;
grant usage on sequence audit.number to jalon_application;
grant select on all tables in schema audit to jalon_application;
grant insert (number, purpose, drawn_under, title, source, method, parameters, frame_sha256, frame_count, frame_total,
    frame_change, planned_by, change),
  update (title, state, method, parameters, frame_sha256, frame_count, frame_total, frame_change, seed, seed_from, draw,
    projection, conclusion, edition, drawn_by, drawn_at, concluded_by, concluded_at, cancelled_by, cancelled_at,
    cancel_reason, change) on audit.sample to jalon_application;
grant insert (sample, unit, amount, stratum, period, excluded, about), update (excluded, place, part)
  on audit.unit to jalon_application;
grant insert (sample, unit, error, checked, outcome, note, came_from, by),
  update (error, checked, outcome, note, came_from, by, at) on audit.result to jalon_application;
grant insert (operation, made_by, sha256, bytes, head_seq, head_hash, with_names, change) on audit.package
  to jalon_application;
