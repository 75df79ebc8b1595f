-- Declarations of expenditure in simplified costs. What a declaration takes (units of registers, hours of staff, pieces
-- of real costs) is taken while it is live and free again once it is withdrawn or replaced: the rows below follow their
-- declaration by their key, so that nothing can be taken by a declaration that does not count, and nothing left behind.
create schema declaration;

create table declaration.declaration (
  -- Of the same sequence as records: a number in the trail names one thing.
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  agreement bigint not null references agreement.agreement (id),
  operation text not null,
  partner text not null,
  period_from date not null,
  period_until date not null,
  version integer not null default 1 check (version >= 1),
  -- The declaration that this one corrects.
  replaces bigint unique references declaration.declaration (id),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'withdrawn', 'replaced')),
  -- The version of the agreement that it was reckoned under.
  base_version integer not null,
  total numeric(14, 2),
  -- SHA-256 of the content that was submitted.
  hash text,
  receipt bigint unique,
  opened_at timestamptz not null default clock_timestamp(),
  -- Whom the trail names: an account, or whoever works at the machine.
  opened_by text not null,
  submitted_at timestamptz,
  submitted_by text,
  ended_at timestamptz,
  control_begun_at timestamptz,
  -- The entry of the ledger by which it stands there.
  entry bigint unique references ledger.entry (id),
  change bigint not null references trail.change (seq) deferrable initially deferred,
  live boolean not null generated always as (state = 'submitted') stored,
  check (period_from <= period_until),
  check (replaces <> id),
  check ((state = 'draft') = (hash is null)),
  check (state = 'draft' or (total is not null and receipt is not null and entry is not null
    and submitted_at is not null and submitted_by is not null)),
  unique (id, live, operation, partner),
  -- One live declaration for each day of an agreement, and one that is being prepared.
  constraint one_live exclude using gist (int8range(agreement, agreement, '[]') with &&,
    daterange(period_from, period_until, '[]') with &&) where (state = 'submitted'),
  constraint one_draft exclude using gist (int8range(agreement, agreement, '[]') with &&,
    daterange(period_from, period_until, '[]') with &&) where (state = 'draft')
);
create index declaration_of_agreement on declaration.declaration (agreement, period_from);
create index declaration_of_partner on declaration.declaration (partner, operation);
create sequence declaration.receipt as bigint;

-- What is typed while it is prepared, and at submission the content of which the receipt tells the hash. Not in the trail.
create table declaration.work (
  whose bigint primary key references declaration.declaration (id) on delete cascade,
  inputs jsonb not null default '{}',
  -- Counts the times that the inputs were kept, so that two who fill it in do not overwrite each other.
  edition integer not null default 0,
  saved_at timestamptz not null default clock_timestamp(),
  content jsonb
);

-- What was submitted by line of the agreement's plan, with how the amount came about.
create table declaration.line (
  declaration bigint not null references declaration.declaration (id),
  live boolean not null,
  operation text not null,
  partner text not null,
  line text not null,
  quantity numeric,
  amount numeric(14, 2) not null check (amount >= 0),
  node jsonb not null,
  primary key (declaration, line),
  foreign key (declaration, live, operation, partner)
    references declaration.declaration (id, live, operation, partner) on update cascade
);

-- The units that a declaration takes: each record of a register once for each quantity, ever, wherever.
create table declaration.unit (
  declaration bigint not null,
  live boolean not null,
  operation text not null,
  partner text not null,
  line text not null,
  register text not null,
  record bigint not null,
  measure text not null,
  on_day date not null,
  quantity numeric not null check (quantity > 0),
  primary key (declaration, line, register, record, measure),
  foreign key (declaration, line) references declaration.line (declaration, line),
  foreign key (declaration, live, operation, partner)
    references declaration.declaration (id, live, operation, partner) on update cascade
);
create unique index declared_once on declaration.unit (register, operation, record, measure) where live;

-- What an employer's document says of somebody in a year; people are known by their employer's code, never by name.
create table declaration.staff (
  id bigint not null unique default nextval('register.record'),
  -- Where it was last told; it holds for all operations of the employer.
  operation text not null,
  partner text not null,
  person text not null check (person <> '' and length(person) <= 40),
  year integer not null check (year between 2014 and 2040),
  gross_cost numeric(14, 2) not null check (gross_cost >= 0),
  months numeric(4, 2) not null check (months > 0 and months <= 12),
  fraction numeric(5, 4) not null check (fraction > 0 and fraction <= 1),
  function text,
  document bigint references document.file (id),
  change bigint not null references trail.change (seq) deferrable initially deferred,
  primary key (partner, person, year)
);

-- The most hours that a full-time worker can have in a year, as the definitions say it (filled whenever the store is
-- prepared).
create table declaration.hours_limit (
  since date primary key,
  hours numeric not null check (hours > 0)
);

create table declaration.hours (
  declaration bigint not null,
  live boolean not null,
  operation text not null,
  partner text not null,
  line text not null,
  person text not null,
  year integer not null,
  hours numeric(8, 2) not null check (hours > 0),
  primary key (declaration, line, person, year),
  foreign key (declaration, line) references declaration.line (declaration, line),
  foreign key (partner, person, year) references declaration.staff (partner, person, year),
  foreign key (declaration, live, operation, partner)
    references declaration.declaration (id, live, operation, partner) on update cascade
);
create index hours_of_person on declaration.hours (partner, person, year) where live;

create table declaration.item (
  declaration bigint not null,
  live boolean not null,
  operation text not null,
  partner text not null,
  line text not null,
  id text not null,
  category text not null,
  on_day date not null,
  supplier text not null check (supplier <> ''),
  reference text not null check (reference <> ''),
  amount numeric(14, 2) not null check (amount > 0),
  document bigint references document.file (id),
  primary key (declaration, line, id),
  foreign key (declaration, line) references declaration.line (declaration, line),
  foreign key (declaration, live, operation, partner)
    references declaration.declaration (id, live, operation, partner) on update cascade
);
create unique index invoice_once on declaration.item (partner, lower(btrim(supplier)), lower(btrim(reference)), amount)
  where live;

-- The annual file of an agreement, its activity report and financial table.
create table declaration.annual_file (
  id bigint not null unique default nextval('register.record'),
  agreement bigint not null references agreement.agreement (id),
  operation text not null,
  partner text not null,
  year integer not null check (year between 2014 and 2040),
  state text not null default 'draft' check (state in ('draft', 'submitted')),
  hash text,
  receipt bigint unique,
  submitted_at timestamptz,
  submitted_by text,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  primary key (agreement, year),
  check (state = 'draft' or (hash is not null and receipt is not null and submitted_at is not null and submitted_by is not null))
);

create table declaration.annual_work (
  whose bigint primary key references declaration.annual_file (id),
  texts jsonb not null default '{}',
  edition integer not null default 0,
  saved_at timestamptz not null default clock_timestamp(),
  content jsonb
);

-- A declaration belongs where its agreement does, goes its way forward only, and what was submitted stays as it was.
create function declaration.hold() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was declaration.declaration;
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'only a draft can be thrown away' using errcode = 'restrict_violation';
    end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a declaration begins as a draft' using errcode = 'restrict_violation';
    end if;
    -- The foreign key tells of an agreement that is not there.
    if exists (select from agreement.agreement a where a.id = new.agreement
        and (a.operation, a.partner) is distinct from (new.operation, new.partner)) then
      raise exception 'a declaration belongs where its agreement does' using errcode = 'restrict_violation';
    end if;
    if new.replaces is not null then
      select d.* into was from declaration.declaration d where d.id = new.replaces;
      if (was.agreement, was.period_from, was.period_until, was.version + 1)
          is distinct from (new.agreement, new.period_from, new.period_until, new.version)
        or was.state not in ('submitted', 'withdrawn') then
        raise exception 'a correction is the next version of what it corrects' using errcode = 'restrict_violation';
      end if;
    end if;
    return new;
  end if;
  if (old.id, old.number, old.agreement, old.operation, old.partner, old.period_from, old.period_until, old.version,
      old.replaces, old.opened_at, old.opened_by)
    is distinct from (new.id, new.number, new.agreement, new.operation, new.partner, new.period_from,
      new.period_until, new.version, new.replaces, new.opened_at, new.opened_by) then
    raise exception 'what a declaration is about does not change' using errcode = 'restrict_violation';
  end if;
  if new.change <= old.change then
    raise exception 'a declaration changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  if old.state = 'draft' and new.state in ('draft', 'submitted') then
    if new.state = 'submitted' then
      if new.replaces is not null and exists (select from declaration.declaration d where d.id = new.replaces
          and d.state = 'submitted') then
        raise exception 'what is corrected is replaced first' using errcode = 'restrict_violation';
      end if;
      if new.submitted_at is null or agreement.asks_as_application() then
        new.submitted_at := clock_timestamp();
      end if;
      new.receipt := coalesce(new.receipt, nextval('declaration.receipt'));
    end if;
    return new;
  end if;
  if (old.base_version, old.total, old.hash, old.receipt, old.submitted_at, old.submitted_by, old.entry)
    is distinct from (new.base_version, new.total, new.hash, new.receipt, new.submitted_at, new.submitted_by,
      new.entry) then
    raise exception 'what was submitted does not change' using errcode = 'restrict_violation';
  end if;
  if old.state = new.state or (old.state = 'submitted' and new.state in ('withdrawn', 'replaced')
      and old.control_begun_at is null and new.control_begun_at is null) then
    return new;
  end if;
  raise exception 'no step leads from % to %', old.state, new.state using errcode = 'restrict_violation';
end $$;
create trigger declaration_holds before insert or update or delete on declaration.declaration
  for each row execute function declaration.hold();

-- Nothing is typed any more once it was submitted.
create function declaration.hold_work() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (case tg_table_name
      when 'work' then exists (select from declaration.declaration d where d.id = new.whose and d.state <> 'draft')
      else exists (select from declaration.annual_file f where f.id = new.whose and f.state <> 'draft') end) then
    raise exception 'what was submitted does not change' using errcode = 'restrict_violation';
  end if;
  new.saved_at := clock_timestamp();
  return new;
end $$;
create trigger work_holds before insert or update on declaration.work
  for each row execute function declaration.hold_work();
create trigger annual_work_holds before insert or update on declaration.annual_work
  for each row execute function declaration.hold_work();

-- At the end of the transaction: what the ledger says of a declaration is what its lines say, and nothing once it does
-- not count.
create function declaration.hold_amounts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d declaration.declaration;
  differs boolean;
begin
  select x.* into d from declaration.declaration x where x.id = new.id;
  if not found or d.state = 'draft' then return null; end if;
  if d.live and d.total is distinct from
      (select coalesce(sum(l.amount), 0) from declaration.line l where l.declaration = d.id) then
    raise exception 'the lines of declaration % are not its total', d.number using errcode = 'check_violation';
  end if;
  select exists (
    select from (select l.line, l.amount from declaration.line l where l.declaration = d.id and l.amount <> 0) said
    full join (select p.line, p.amount from ledger.posting p where p.entry = d.entry and p.account = 'declared') posted
      using (line)
    where said.amount is distinct from posted.amount
  ) or d.live = exists (select from ledger.entry e where e.reverses = d.entry) into differs;
  if differs then
    raise exception 'the ledger says otherwise than declaration %', d.number using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger amounts_hold after insert or update on declaration.declaration
  deferrable initially deferred for each row execute function declaration.hold_amounts();

-- What a declaration takes is written when it is submitted, in that transaction, and never after.
create function declaration.hold_parts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from (select distinct a.declaration from added a) a
      join declaration.declaration d on d.id = a.declaration
      where d.state <> 'submitted' or d.xmin <> pg_current_xact_id()::xid) then
    raise exception 'what a declaration takes is written when it is submitted' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger line_is_submitted after insert on declaration.line referencing new table as added
  for each statement execute function declaration.hold_parts();
create trigger unit_is_submitted after insert on declaration.unit referencing new table as added
  for each statement execute function declaration.hold_parts();
create trigger item_is_submitted after insert on declaration.item referencing new table as added
  for each statement execute function declaration.hold_parts();
create trigger hours_are_submitted after insert on declaration.hours referencing new table as added
  for each statement execute function declaration.hold_parts();

create function declaration.hours_limit_of(year integer) returns numeric
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select h.hours from declaration.hours_limit h where h.since <= make_date(year, 12, 31)
  order by h.since desc limit 1;
end;

-- Nobody's hours are declared above those of a year, over all operations of the employer (Reg. 1303/2013, Art. 68a(3)).
create function declaration.hold_hours(of_partner text, of_person text, of_year integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  declared numeric;
  most numeric;
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'hours', of_partner, of_person, of_year), 0));
  select coalesce(sum(h.hours), 0) into declared from declaration.hours h
    where h.partner = of_partner and h.person = of_person and h.year = of_year and h.live;
  select declaration.hours_limit_of(s.year) * s.fraction into most from declaration.staff s
    where s.partner = of_partner and s.person = of_person and s.year = of_year;
  if most is null and declared > 0 then
    raise exception 'no limit of hours is known for %', of_year using errcode = 'check_violation';
  end if;
  if declared > most then
    raise exception 'more hours than the year % has', of_year using errcode = 'check_violation', constraint = 'hours_of_year';
  end if;
end $$;

create function declaration.hold_new_hours() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
begin
  for one in select distinct a.partner, a.person, a.year from added a order by a.partner, a.person, a.year loop
    perform declaration.hold_hours(one.partner, one.person, one.year);
  end loop;
  return null;
end $$;
create trigger hours_hold after insert on declaration.hours referencing new table as added
  for each statement execute function declaration.hold_new_hours();

create function declaration.hold_staff() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (old.id, old.partner, old.person, old.year) is distinct from (new.id, new.partner, new.person, new.year)
      or new.change <= old.change then
      raise exception 'who it is about does not change, and the trail says what did' using errcode = 'restrict_violation';
    end if;
    perform declaration.hold_hours(new.partner, new.person, new.year);
  end if;
  return null;
end $$;
create trigger staff_holds after update on declaration.staff for each row execute function declaration.hold_staff();

create function declaration.hold_annual_file() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or exists (select from agreement.agreement a where a.id = new.agreement
        and (a.operation, a.partner) is distinct from (new.operation, new.partner)) then
      raise exception 'an annual file begins as a draft, where its agreement is' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state <> 'draft' or (old.id, old.agreement, old.operation, old.partner, old.year)
      is distinct from (new.id, new.agreement, new.operation, new.partner, new.year) then
    raise exception 'what was submitted does not change' using errcode = 'restrict_violation';
  end if;
  if new.state = 'submitted' then
    new.submitted_at := clock_timestamp();
    new.receipt := coalesce(new.receipt, nextval('declaration.receipt'));
  end if;
  return new;
end $$;
create trigger annual_file_holds before insert or update on declaration.annual_file
  for each row execute function declaration.hold_annual_file();

-- Which live declaration took these records: its number and line, and its own number where the asker may open it. The
-- asker has to have to do with money in the operation; a unit may have been taken by whoever kept the record before.
create function declaration.taken(register text, operation text, measures text[], records bigint[])
returns table (record bigint, measure text, agreement bigint, declaration bigint, number text, line text, mine boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select u.record, u.measure, d.agreement, u.declaration, d.number, u.line,
    not agreement.asks_as_application() or access.reaches('money:read', d.operation, d.partner)
  from declaration.unit u join declaration.declaration d on d.id = u.declaration
  where u.register = $1 and u.operation = $2 and u.measure = any ($3) and u.record = any ($4) and u.live
    and (not agreement.asks_as_application()
      or exists (select from access.live_grants(array['money:read']) g where g.operation is null or g.operation = $2));
end;

-- Hours of a year declared in any operation of the employer, for whoever may see its staff.
create function declaration.hours_declared(of_partner text, of_year integer)
returns table (person text, declaration bigint, number text, line text, hours numeric)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select h.person, h.declaration, d.number, h.line, h.hours
  from declaration.hours h join declaration.declaration d on d.id = h.declaration
  where h.partner = $1 and h.year = $2 and h.live
    and (not agreement.asks_as_application() or exists (select from access.live_grants(array['money:read']) g
      where (g.partner is null or g.partner = $1)
        and (g.operation is null or exists (select from agreement.agreement a
          where a.partner = $1 and a.operation = g.operation))));
end;

-- The employers for which the asker has the right: the partners of the agreements that it reaches; to declare, those
-- that the asker speaks for.
create function declaration.employers(wanted text) returns text[]
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(distinct a.partner), '{}') from agreement.agreement a
  where case wanted when 'money:declare' then agreement.speaks_for(a.operation, a.partner, a.internal)
    else access.reaches(wanted, a.operation, a.partner) end;
end;

alter table declaration.declaration enable row level security;
alter table declaration.work enable row level security;
alter table declaration.annual_work enable row level security;
alter table declaration.line enable row level security;
alter table declaration.unit enable row level security;
alter table declaration.staff enable row level security;
alter table declaration.hours_limit enable row level security;
alter table declaration.hours enable row level security;
alter table declaration.item enable row level security;
alter table declaration.annual_file enable row level security;

create policy seen on declaration.declaration for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy seen on declaration.line for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy seen on declaration.unit for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy seen on declaration.hours for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy seen on declaration.item for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy seen on declaration.annual_file for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy seen on declaration.work for select to jalon_application using (
  exists (select from declaration.declaration d where d.id = whose));
create policy seen on declaration.annual_work for select to jalon_application using (
  exists (select from declaration.annual_file f where f.id = whose));

-- Whoever speaks for the partner of an agreement declares under it.
create policy opened on declaration.declaration for insert to jalon_application with check (
  opened_by = (select agreement.asker()) and exists (select from agreement.agreement a where a.id = agreement
    and agreement.speaks_for(a.operation, a.partner, a.internal)));
create policy changed on declaration.declaration for update to jalon_application using (
  exists (select from agreement.agreement a where a.id = agreement
    and agreement.speaks_for(a.operation, a.partner, a.internal)))
  with check (state <> 'submitted' or submitted_by = (select agreement.asker()));
create policy thrown_away on declaration.declaration for delete to jalon_application using (
  state = 'draft' and exists (select from agreement.agreement a where a.id = agreement
    and agreement.speaks_for(a.operation, a.partner, a.internal)));
create policy begun on declaration.annual_file for insert to jalon_application with check (
  exists (select from agreement.agreement a where a.id = agreement
    and agreement.speaks_for(a.operation, a.partner, a.internal)));
create policy changed on declaration.annual_file for update to jalon_application using (
  exists (select from agreement.agreement a where a.id = agreement
    and agreement.speaks_for(a.operation, a.partner, a.internal)))
  with check (state = 'draft' or submitted_by = (select agreement.asker()));
create policy begun on declaration.work for insert to jalon_application with check (
  exists (select from declaration.declaration d join agreement.agreement a on a.id = d.agreement
    where d.id = whose and agreement.speaks_for(a.operation, a.partner, a.internal)));
create policy typed on declaration.work for update to jalon_application using (
  exists (select from declaration.declaration d join agreement.agreement a on a.id = d.agreement
    where d.id = whose and agreement.speaks_for(a.operation, a.partner, a.internal)));
create policy begun on declaration.annual_work for insert to jalon_application with check (
  exists (select from declaration.annual_file d join agreement.agreement a on a.id = d.agreement
    where d.id = whose and agreement.speaks_for(a.operation, a.partner, a.internal)));
create policy typed on declaration.annual_work for update to jalon_application using (
  exists (select from declaration.annual_file d join agreement.agreement a on a.id = d.agreement
    where d.id = whose and agreement.speaks_for(a.operation, a.partner, a.internal)));

-- Only in the transaction in which somebody who may submits the declaration (`hold_parts`).
create policy declared on declaration.line for insert to jalon_application with check (
  (select access.everywhere('money:declare'))
  or partner = any ((select access.partners('money:declare'))::text[])
  or operation = any ((select access.operations('money:declare'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:declare'))::text[]));
create policy declared on declaration.unit for insert to jalon_application with check (
  (select access.everywhere('money:declare'))
  or partner = any ((select access.partners('money:declare'))::text[])
  or operation = any ((select access.operations('money:declare'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:declare'))::text[]));
create policy declared on declaration.hours for insert to jalon_application with check (
  (select access.everywhere('money:declare'))
  or partner = any ((select access.partners('money:declare'))::text[])
  or operation = any ((select access.operations('money:declare'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:declare'))::text[]));
create policy declared on declaration.item for insert to jalon_application with check (
  (select access.everywhere('money:declare'))
  or partner = any ((select access.partners('money:declare'))::text[])
  or operation = any ((select access.operations('money:declare'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:declare'))::text[]));

create policy seen on declaration.staff for select to jalon_application using (
  partner = any ((select declaration.employers('money:read'))::text[]));
create policy noted on declaration.staff for insert to jalon_application with check (
  partner = any ((select declaration.employers('money:declare'))::text[]));
create policy changed on declaration.staff for update to jalon_application using (
  partner = any ((select declaration.employers('money:declare'))::text[]));
create policy read on declaration.hours_limit for select to jalon_application using (true);

revoke all on all functions in schema declaration from public;
grant usage on schema declaration to jalon_application;
grant execute on function declaration.taken(text, text, text[], bigint[]), declaration.hours_declared(text, integer),
  declaration.employers(text), declaration.hours_limit_of(integer) to jalon_application;
grant usage on sequence declaration.receipt to jalon_application;
grant select on all tables in schema declaration to jalon_application;
grant insert (number, agreement, operation, partner, period_from, period_until, version, replaces, base_version,
    opened_by, change),
  update (state, base_version, total, hash, receipt, submitted_by, ended_at, entry, change), delete
  on declaration.declaration to jalon_application;
grant insert (whose, inputs), update (inputs, edition, content) on declaration.work to jalon_application;
grant insert on declaration.line, declaration.unit, declaration.hours, declaration.item to jalon_application;
grant insert (operation, partner, person, year, gross_cost, months, fraction, function, document, change),
  update (operation, gross_cost, months, fraction, function, document, change) on declaration.staff
  to jalon_application;
grant insert (agreement, operation, partner, year, change), update (state, hash, receipt, submitted_by, change)
  on declaration.annual_file to jalon_application;
grant insert (whose, texts), update (texts, edition, content) on declaration.annual_work to jalon_application;

comment on column declaration.staff.person is 'personal: the code by which an employer knows somebody';
comment on column declaration.hours.person is 'personal: the code by which an employer knows somebody';
comment on column declaration.item.supplier is 'personal: a supplier may be a person';
