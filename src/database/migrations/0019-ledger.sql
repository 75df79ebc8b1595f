-- Money. Every amount is a sum of postings, which are only added to: an entry that turns out to be wrong is reversed by
-- another one. What the application may not do here, the owner of the tables may not do by accident either.
create schema ledger;

-- Rows of money have their own tables. In the trail they stand under the name of their table, schema included, which
-- no register of a definition can have.
create function trail.of_money(register text) returns boolean language sql immutable parallel safe
  return split_part(register, '.', 1) in ('agreement', 'declaration', 'document', 'ledger') and position('.' in register) > 0;
create index entry_of_money on trail.entry (record, change) where trail.of_money(register);

-- A row as the trail tells it. Columns whose comment begins with "personal" stand there as keyed hashes only.
create function trail.plain(kept regclass, told jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  personal text;
begin
  for personal in select a.attname from pg_description d
      join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid and not a.attisdropped
      where d.objoid = kept and d.classoid = 'pg_class'::regclass and d.objsubid > 0 and d.description like 'personal%' loop
    if told ->> personal is not null then
      told := jsonb_set(told, array[personal],
        to_jsonb((select encode(sha256(s.key || convert_to(told ->> personal, 'UTF8')), 'hex') from identity.secret s)));
    end if;
  end loop;
  return told - 'change';
end $$;

-- A row of money with all that belongs to it: the rows of those tables of its schema that name it in a column that is
-- called as its table is, and that are not told by themselves (they have no column `change`). Many rows are told by
-- their number and hash. `like_told`: what the trail says of it, so that columns that came later change no hash.
create function trail.whole(kept regclass, id bigint, like_told jsonb default null) returns jsonb
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

-- Notes in the change that is being made what became of a row of money: added, changed or removed since it was last
-- noted. The row was written under that change. Whoever asks must declare or agree upon money there.
create function trail.note(change bigint, n integer, register text, record bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e trail.entry;
  place jsonb;
  is_written boolean;
  is_application constant boolean := current_setting('role') = 'jalon_application';
begin
  if not trail.of_money(register) then
    raise exception '% is no table of money', register using errcode = 'restrict_violation';
  end if;
  if change <= trail.head() then
    raise exception 'this change is over' using errcode = 'restrict_violation';
  end if;
  e.change := change;
  e.n := n;
  e.register := register;
  e.record := record;
  e.after := trail.whole(register::regclass, record)::text;
  select p.after, jsonb_build_object('operation', p.operation, 'partner', p.partner) into e.before, place
    from trail.entry p where trail.of_money(p.register) and p.register = $3 and p.record = $4
    order by p.change desc, p.n desc limit 1;
  if e.before is null and e.after is null then
    raise exception 'there is no row % of %', record, register using errcode = 'restrict_violation';
  end if;
  if e.after is not null then
    place := e.after::jsonb;
    execute format('select r.change = $2 from %s r where r.id = $1', register::regclass) into strict is_written
      using record, change;
    if is_written is not true then
      raise exception 'row % of % was not written under this change', record, register
        using errcode = 'restrict_violation';
    end if;
  end if;
  e.operation := place ->> 'operation';
  e.partner := coalesce(place ->> 'partner', '');
  e.kind := case when e.before is null then 'added' when e.after is null then 'removed' else 'changed' end;
  if is_application and not access.reaches('money:declare', e.operation, e.partner)
    and not access.reaches('money:agree', e.operation, e.partner) then
    raise exception 'not a place where the asker may declare or agree' using errcode = 'insufficient_privilege';
  end if;
  e.hash := trail.entry_hash(e);
  insert into trail.entry select e.*;
  return e.kind;
end $$;

-- Records are written into the trail by those who write records, rows of money only by the function above.
alter policy written on trail.entry with check (
  change > (select trail.head()) and not trail.of_money(register)
  and ((select access.everywhere('records:write', 'files:import'))
    or partner = any ((select access.partners('records:write', 'files:import'))::text[])
    or operation = any ((select access.operations('records:write', 'files:import'))::text[])
    or operation || '/' || partner = any ((select access.pairs('records:write', 'files:import'))::text[])));

-- What became of money is read by those who read money, or the whole trail.
create policy money on trail.entry as restrictive for select to jalon_application using (
  not trail.of_money(register)
  or (select access.everywhere('trail:read', 'money:read'))
  or partner = any ((select access.partners('trail:read', 'money:read'))::text[])
  or operation = any ((select access.operations('trail:read', 'money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('trail:read', 'money:read'))::text[]));

create or replace view trail.shown with (security_barrier) as
select e.change, e.n, e.register, e.operation, e.partner, e.record, e.kind,
  case when s.shown then e.before::jsonb else e.before::jsonb - s.fields end as before,
  case when s.shown then e.after::jsonb else e.after::jsonb - s.fields end as after
from trail.entry e
cross join lateral (
  select (select access.everywhere('special:read'))
      or e.partner = any ((select access.partners('special:read'))::text[])
      or e.operation = any ((select access.operations('special:read'))::text[])
      or e.operation || '/' || e.partner = any ((select access.pairs('special:read'))::text[])
      or (e.register, e.operation, e.record) in (
        select a.register, a.operation, a.record from access.addressed a
        where a.to_partner = any ((select access.partners('special:read'))::text[])
          or a.to_operation = any ((select access.operations('special:read'))::text[])
          or a.to_operation || '/' || a.to_partner = any ((select access.pairs('special:read'))::text[])) as shown,
    array(select f.field from access.special_field f where f.register = e.register) as fields
) s
where ((select access.everywhere('trail:read', 'records:read'))
    or e.partner = any ((select access.partners('trail:read', 'records:read'))::text[])
    or e.operation = any ((select access.operations('trail:read', 'records:read'))::text[])
    or e.operation || '/' || e.partner = any ((select access.pairs('trail:read', 'records:read'))::text[])
    or (e.register, e.operation, e.record) in (
      select a.register, a.operation, a.record from access.addressed a
      where a.to_partner = any ((select access.partners('records:read'))::text[])
        or a.to_operation = any ((select access.operations('records:read'))::text[])
        or a.to_operation || '/' || a.to_partner = any ((select access.pairs('records:read'))::text[])))
  and (e.register <> all ((select access.rooms())::text[])
    or (e.register, e.operation, e.record) in (select l.register, l.operation, l.record from access.let_in() l))
  and (not trail.of_money(e.register)
    or (select access.everywhere('trail:read', 'money:read'))
    or e.partner = any ((select access.partners('trail:read', 'money:read'))::text[])
    or e.operation = any ((select access.operations('trail:read', 'money:read'))::text[])
    or e.operation || '/' || e.partner = any ((select access.pairs('trail:read', 'money:read'))::text[]));

create table ledger.entry (
  -- Of the same sequence as records: a number in the trail names one thing.
  id bigint primary key default nextval('register.record'),
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  -- Whoever posts the same again, not knowing whether it was heard, names it by the same key.
  key text not null unique,
  operation text not null,
  partner text not null,
  agreement bigint not null,
  declaration bigint,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  reverses bigint unique references ledger.entry (id),
  made_in xid8 not null default pg_current_xact_id()
);
create index entry_of_agreement on ledger.entry (agreement, id);

create table ledger.posting (
  entry bigint not null references ledger.entry (id),
  n integer not null check (n > 0),
  account text not null check (account in ('granted', 'budgeted', 'declared', 'certified', 'rejected', 'parked',
    'applied', 'paid', 'recovered', 'withdrawn')),
  -- The line of the agreement's plan; '' where an amount is about the whole of it.
  line text not null,
  amount numeric(14, 2) not null check (amount <> 0),
  -- As its entry says them.
  operation text not null,
  partner text not null,
  agreement bigint not null,
  declaration bigint,
  primary key (entry, n)
);
create index posting_of_line on ledger.posting (agreement, line, account) include (amount);
create index posting_of_declaration on ledger.posting (declaration) where declaration is not null;
create index posting_of_place on ledger.posting (operation, partner);

create function ledger.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only added to' using errcode = 'restrict_violation';
end $$;
create trigger entry_is_kept before update or delete or truncate on ledger.entry
  for each statement execute function ledger.refuse();
create trigger posting_is_kept before update or delete or truncate on ledger.posting
  for each statement execute function ledger.refuse();

-- A posting belongs to the entry that is being made, and says of itself what its entry says. Once the trail tells of
-- the entry, it is whole.
create function ledger.follow_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  whose ledger.entry;
begin
  select e.* into whose from ledger.entry e where e.id = new.entry;
  -- A number of a transaction comes again in a database that was restored elsewhere, an hour does not.
  if whose.id is null or whose.made_in <> pg_current_xact_id() or whose.at < transaction_timestamp()
    or exists (select from trail.entry t where t.change = whose.change and t.register = 'ledger.entry' and t.record = whose.id)
  then
    raise exception 'postings come with their entry' using errcode = 'restrict_violation';
  end if;
  new.operation := whose.operation;
  new.partner := whose.partner;
  new.agreement := whose.agreement;
  new.declaration := whose.declaration;
  return new;
end $$;
create trigger posting_follows_entry before insert on ledger.posting
  for each row execute function ledger.follow_entry();

-- Writers about one agreement wait for each other, so that each sees what the one before left. That holds only where
-- a statement sees what was committed before it.
create function ledger.wait_for_agreement(agreement bigint) returns void language plpgsql as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the ledger is written under read committed' using errcode = 'restrict_violation';
  end if;
  perform pg_advisory_xact_lock(20201126, hashint8(agreement));
end $$;

create function ledger.check_balance(entry bigint) returns void language plpgsql as $$
begin
  if not exists (select from ledger.posting p where p.entry = $1) then
    raise exception 'entry % has no postings', entry using errcode = 'check_violation';
  end if;
  if exists (select from ledger.posting p where p.entry = $1 group by p.line having sum(p.amount) <> 0) then
    raise exception 'entry % does not balance', entry using errcode = 'check_violation';
  end if;
end $$;

-- At the end of the transaction: the entry balances line by line, stands in the trail, is of the partner whose
-- agreement it is about, and where it reverses another one, it is its opposite.
create function ledger.check_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  undone ledger.entry;
begin
  perform ledger.wait_for_agreement(new.agreement);
  perform ledger.check_balance(new.id);
  if not exists (select from trail.entry t
      where t.change = new.change and t.register = 'ledger.entry' and t.record = new.id) then
    raise exception 'entry % does not stand in the trail', new.id using errcode = 'restrict_violation';
  end if;
  if exists (select from ledger.entry e where e.agreement = new.agreement
      and (e.operation, e.partner) <> (new.operation, new.partner)) then
    raise exception 'agreement % is another partner''s', new.agreement using errcode = 'restrict_violation';
  end if;
  if new.reverses is null then return null; end if;
  select e.* into undone from ledger.entry e where e.id = new.reverses;
  if undone.reverses is not null
    or (undone.agreement, undone.declaration) is distinct from (new.agreement, new.declaration)
    or exists (select from ledger.posting p where p.entry in (new.id, undone.id)
      group by p.account, p.line having sum(p.amount) <> 0) then
    raise exception 'entry % is not the opposite of entry %', new.id, new.reverses using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger entry_balances after insert on ledger.entry deferrable initially deferred
  for each row execute function ledger.check_entry();

-- At the end of the transaction: also a posting that came after its entry was looked at leaves it balanced, and no
-- more is taken from a line than was granted for it.
create function ledger.check_posting() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  left_over numeric;
begin
  perform ledger.wait_for_agreement(new.agreement);
  perform ledger.check_balance(new.entry);
  if new.account <> 'budgeted' or new.amount > 0 then return null; end if;
  select sum(p.amount) into left_over from ledger.posting p
    where p.agreement = new.agreement and p.line = new.line and p.account = 'budgeted';
  if left_over < 0 then
    raise exception 'line % of agreement % is overdrawn by %', new.line, new.agreement, -left_over
      using errcode = 'check_violation', constraint = 'budget_is_not_overdrawn';
  end if;
  return null;
end $$;
create constraint trigger posting_balances after insert on ledger.posting deferrable initially deferred
  for each row execute function ledger.check_posting();

alter table ledger.entry enable row level security;
alter table ledger.posting enable row level security;

create policy seen on ledger.entry for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy made on ledger.entry for insert to jalon_application with check (
  change > (select trail.head())
  and ((select access.everywhere('money:declare', 'money:agree'))
    or partner = any ((select access.partners('money:declare', 'money:agree'))::text[])
    or operation = any ((select access.operations('money:declare', 'money:agree'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:declare', 'money:agree'))::text[])));
create policy seen on ledger.posting for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
-- Whoever declares takes from the budget what is declared, and nothing else; whoever agrees declares nothing.
create policy declared on ledger.posting for insert to jalon_application with check (
  account in ('budgeted', 'declared')
  and ((select access.everywhere('money:declare'))
    or partner = any ((select access.partners('money:declare'))::text[])
    or operation = any ((select access.operations('money:declare'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:declare'))::text[])));
create policy agreed on ledger.posting for insert to jalon_application with check (
  account <> 'declared'
  and ((select access.everywhere('money:agree'))
    or partner = any ((select access.partners('money:agree'))::text[])
    or operation = any ((select access.operations('money:agree'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:agree'))::text[])));

revoke all on all functions in schema ledger from public;
revoke all on function trail.plain(regclass, jsonb), trail.whole(regclass, bigint, jsonb),
  trail.note(bigint, integer, text, bigint) from public;
grant usage on schema ledger to jalon_application;
grant execute on function trail.of_money(text), trail.note(bigint, integer, text, bigint) to jalon_application;
grant select on ledger.entry, ledger.posting to jalon_application;
grant insert (kind, key, operation, partner, agreement, declaration, change, reverses) on ledger.entry to jalon_application;
grant insert (entry, n, account, line, amount) on ledger.posting to jalon_application;
