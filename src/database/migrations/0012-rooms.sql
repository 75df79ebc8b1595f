-- Records that more people see than those where they are kept, and records that fewer see. A record may be addressed to
-- another operation or partner, which then reads it, and does not write it. A record may have a room: only who was let
-- in reads it, and what belongs to it, whatever their role lets them read elsewhere.

-- Filled by a trigger on each register that addresses its records.
create table access.addressed (
  register text not null,
  operation text not null,
  record bigint not null,
  to_operation text,
  to_partner text,
  primary key (register, operation, record)
);
create index addressed_to on access.addressed (to_operation, to_partner);

create function access.note_address() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' and (tg_op = 'DELETE' or (old.operation, old.record) <> (new.operation, new.record)) then
    delete from access.addressed a
      where a.register = tg_table_name and a.operation = old.operation and a.record = old.record;
  end if;
  if tg_op <> 'DELETE' then
    insert into access.addressed as a (register, operation, record, to_operation, to_partner)
      values (tg_table_name, new.operation, new.record, to_jsonb(new) ->> tg_argv[0], to_jsonb(new) ->> tg_argv[1])
      on conflict (register, operation, record) do update
        set to_operation = excluded.to_operation, to_partner = excluded.to_partner
        where (a.to_operation, a.to_partner) is distinct from (excluded.to_operation, excluded.to_partner);
  end if;
  return null;
end $$;

-- The registers that have rooms: those whose records are the rooms (cases is themselves), and those whose records are
-- in the room of a case that they name by a field of theirs. Filled from the definitions.
create table access.room_register (
  register text primary key,
  cases text not null,
  by_field text,
  key_field text
);

-- In which room a record is. It stays when the record is removed, as its trail does.
create table access.in_room (
  register text not null,
  operation text not null,
  record bigint not null,
  cases text not null,
  room bigint not null,
  primary key (register, operation, record)
);
create index in_room_of on access.in_room (cases, operation, room);

-- The changes that did something in a room: of all others nothing has to be asked.
create table access.room_change (change bigint primary key);

create function access.note_room_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.room_change
    values (case when tg_op = 'DELETE' then trail.head() + 1 else new.change end) on conflict do nothing;
  return null;
end $$;

-- Who was let into a room, by whom and why, and until when.
create table access.room (
  id uuid primary key default gen_random_uuid(),
  register text not null,
  operation text not null,
  record bigint not null,
  account uuid not null references access.account (id),
  admitted_by uuid references access.account (id),
  admitted_at timestamptz not null default clock_timestamp(),
  reason text not null default '',
  ended_by uuid references access.account (id),
  ended_at timestamptz,
  end_reason text not null default ''
);
create unique index room_member_once on access.room (register, operation, record, account) where ended_at is null;
create index room_of_account on access.room (account) where ended_at is null;

create function access.rooms() returns text[]
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(r.register), '{}') from access.room_register r;
end;

-- The records in whose room the asker is: of one register, or of all.
create function access.let_in() returns table (register text, operation text, record bigint)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.register, i.operation, i.record from access.room m
  join access.in_room i on i.cases = m.register and i.operation = m.operation and i.room = m.record
  where m.account = (select access.account()) and m.ended_at is null;
end;
create function access.let_in(wanted text) returns table (operation text, record bigint)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.operation, i.record from access.room m
  join access.in_room i on i.cases = m.register and i.operation = m.operation and i.room = m.record
  where m.account = (select access.account()) and m.ended_at is null and i.register = $1;
end;

-- Whoever records a case is the first in its room. What came before its case finds its room now.
create function access.open_room() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asker constant uuid := access.account();
  linked access.room_register;
begin
  insert into access.in_room (register, operation, record, cases, room)
    values (tg_table_name, new.operation, new.record, tg_table_name, new.record) on conflict do nothing;
  if asker is not null and not exists (select from access.room m where m.register = tg_table_name
      and m.operation = new.operation and m.record = new.record) then
    insert into access.room (register, operation, record, account, admitted_by)
      values (tg_table_name, new.operation, new.record, asker, asker);
  end if;
  for linked in select * from access.room_register r where r.cases = tg_table_name and r.register <> r.cases loop
    execute format(
      'insert into access.in_room (register, operation, record, cases, room)
       select $1, l.operation, l.record, $2, $3 from register.%I l where l.operation = $4 and l.%I = $5
       on conflict do nothing', linked.register, linked.by_field)
      using linked.register, tg_table_name::text, new.record, new.operation, to_jsonb(new) ->> linked.key_field;
  end loop;
  return null;
end $$;

-- What names a case is in its room.
create function access.join_room() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  rule access.room_register;
  found_room bigint;
begin
  select * into rule from access.room_register r where r.register = tg_table_name;
  execute format('select c.record from register.%I c where c.operation = $1 and c.%I = $2', rule.cases, rule.key_field)
    into found_room using new.operation, to_jsonb(new) ->> rule.by_field;
  if found_room is not null then
    insert into access.in_room as i (register, operation, record, cases, room)
      values (tg_table_name, new.operation, new.record, rule.cases, found_room)
      on conflict (register, operation, record) do update set room = excluded.room where i.room <> excluded.room;
  end if;
  return null;
end $$;

-- Whether somebody may read records of the operation: what one needs to be let into a room there.
create function access.may_be_let_in(account uuid, operation text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select from access.grant g
    join access.role r on r.role = g.role and access.fits(r.scope, g.operation, g.partner)
    join access.role_right h on h.role = g.role and h."right" = 'records:read'
    join access.account a on a.id = g.account and a.closed_at is null
    where g.account = $1 and g.ended_at is null and (g.operation is null or g.operation = $2)
  );
end;

-- A room that nobody is in any more, or never was: who came in by the owner's hand has nobody yet.
create function access.is_deserted(register text, operation text, record bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select not exists (
    select from access.room m join access.account a on a.id = m.account and a.closed_at is null
    where m.register = $1 and m.operation = $2 and m.record = $3 and m.ended_at is null
      and access.may_be_let_in(m.account, m.operation)
  );
end;

-- Which rooms there are in an operation and who is in them, for who looks after them; nothing of what they say.
create function access.rooms_of(register text, operation text)
returns table (record bigint, members text[], deserted boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select i.record,
    array(select a.name from access.room m join access.account a on a.id = m.account
      where m.register = $1 and m.operation = $2 and m.record = i.record and m.ended_at is null
      order by m.admitted_at),
    access.is_deserted($1, $2, i.record)
  from access.in_room i
  where i.register = $1 and i.cases = $1 and i.operation = $2
    and (select access.reaches('rooms:manage', $2, null));
end;

-- Who was let into a room, by whom and why, for who is in.
create function access.room_members(register text, operation text, record bigint)
returns table (id uuid, account uuid, name text, admitted_by text, admitted_at timestamptz, reason text,
  ended_at timestamptz, end_reason text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select m.id, m.account, a.name, b.name, m.admitted_at, m.reason, m.ended_at, m.end_reason
  from access.room m join access.account a on a.id = m.account left join access.account b on b.id = m.admitted_by
  where m.register = $1 and m.operation = $2 and m.record = $3
    and exists (select from access.let_in($1) l where l.operation = $2 and l.record = $3)
  order by m.ended_at nulls first, m.admitted_at;
end;

-- Whom one can let into rooms of an operation, for who looks after them or is in one.
create function access.room_colleagues(operation text) returns table (account uuid, name text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select distinct on (a.name, a.id) a.id, a.name, g.role
  from access.account a join access.grant g on g.account = a.id and g.ended_at is null
  where a.kind = 'person' and a.closed_at is null and (g.operation is null or g.operation = $1)
    and access.may_be_let_in(a.id, $1)
    and ((select access.reaches('rooms:manage', $1, null))
      or exists (select from access.room m where m.operation = $1 and m.account = (select access.account())
        and m.ended_at is null))
  order by a.name, a.id, g.operation nulls last limit 200;
end;

-- A stay ends once, nothing else of it changes, and the last one in does not leave.
create function access.check_room() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_at is not null or new.ended_at is null
    or (old.id, old.register, old.operation, old.record, old.account, old.admitted_by, old.admitted_at, old.reason)
      is distinct from
      (new.id, new.register, new.operation, new.record, new.account, new.admitted_by, new.admitted_at, new.reason) then
    raise exception 'a stay in a room only ends, and once' using errcode = 'restrict_violation';
  end if;
  perform from access.in_room i where i.register = old.register and i.operation = old.operation
    and i.record = old.record for update;
  if not exists (select from access.room m where m.register = old.register and m.operation = old.operation
      and m.record = old.record and m.ended_at is null and m.id <> old.id) then
    raise exception 'the last one in a room stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger room_ends before update on access.room for each row execute function access.check_room();

-- The changes of which the asker may see nothing, because all that they did was done in rooms that are closed to them.
create function access.closed_changes() returns table (change bigint)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select e.change from access.in_room i
  join trail.entry e on e.operation = i.operation and e.record = i.record and e.register = i.register
  left join access.let_in() l on l.register = i.register and l.operation = i.operation and l.record = i.record
  where l.record is null
  group by e.change having count(*) = (select c.entries from trail.change c where c.seq = e.change);
end;

-- A record goes to somebody only with a consent for exactly them that stands on the day, and that lets names go along
-- where names go along. The arguments: the register of consents, its fields (case, recipient, given, withdrawn,
-- anonymous), and the fields of what is sent (case, recipient, day, anonymous).
create function entry.hold_transfer() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sent constant jsonb := to_jsonb(new);
  stands boolean;
begin
  if tg_op = 'UPDATE' and not exists (select from unnest(tg_argv[6:9]) f where sent ->> f is distinct from to_jsonb(old) ->> f) then
    return new;
  end if;
  if sent ->> tg_argv[6] is null or sent ->> tg_argv[7] is null or sent ->> tg_argv[8] is null then return new; end if;
  execute format(
    'select exists (select from register.%I c where c.operation = $1 and c.%I = $2 and c.%I = $3 and c.%I <= $4::date
       and (c.%I is null or c.%I > $4::date) and (not coalesce(c.%I, false) or $5))',
    tg_argv[0], tg_argv[1], tg_argv[2], tg_argv[3], tg_argv[4], tg_argv[4], tg_argv[5])
    into stands using new.operation, sent ->> tg_argv[6], sent ->> tg_argv[7], sent ->> tg_argv[8],
      coalesce((sent ->> tg_argv[9])::boolean, false);
  if not stands then
    raise exception 'no consent of % stands for this recipient', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- The trail follows the record: to whom it is addressed, and into its room.
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
    or (e.register, e.operation, e.record) in (select l.register, l.operation, l.record from access.let_in() l));

create or replace function access.readings_of(register text, operation text, record bigint, most integer)
returns table (at timestamptz, reader text, fields text[], purpose text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  keeper text;
begin
  if not exists (select from pg_class c where c.relname = $1 and c.relnamespace = 'register'::regnamespace
      and c.relkind = 'r') then
    return;
  end if;
  execute format('select r.partner from register.%I r where r.operation = $1 and r.record = $2', register)
    into keeper using operation, record;
  if keeper is null then return; end if;
  if not access.reaches('records:read', operation, keeper) and not exists (select from access.addressed a
      where a.register = $1 and a.operation = $2 and a.record = $3
        and access.reaches('records:read', a.to_operation, a.to_partner)) then
    return;
  end if;
  if register = any (access.rooms()) and not exists (select from access.let_in(register) l
      where l.operation = $2 and l.record = $3) then
    return;
  end if;
  return query
    select g.at, a.name, g.fields, g.purpose from access.reading g join access.account a on a.id = g.account
    where g.records @> array[$3] and g.register = $1 and g.operation = $2
    order by g.at desc, g.id desc limit most;
end $$;

alter table access.addressed enable row level security;
alter table access.room_register enable row level security;
alter table access.in_room enable row level security;
alter table access.room enable row level security;
alter table access.room_change enable row level security;

create policy seen on access.addressed for select to jalon_application using (
  (select access.everywhere('records:read'))
  or to_partner = any ((select access.partners('records:read'))::text[])
  or to_operation = any ((select access.operations('records:read'))::text[])
  or to_operation || '/' || to_partner = any ((select access.pairs('records:read'))::text[]));
create policy addressed on trail.entry for select to jalon_application using (
  (register, operation, record) in (select a.register, a.operation, a.record from access.addressed a));
create policy addressed on trail.change for select to jalon_application using (
  seq in (select e.change from access.addressed a join trail.entry e
    on e.operation = a.operation and e.record = a.record and e.register = a.register));

create policy room on trail.entry as restrictive for select to jalon_application using (
  register <> all ((select access.rooms())::text[])
  or (register, operation, record) in (select l.register, l.operation, l.record from access.let_in() l));
create policy room on trail.change as restrictive for select to jalon_application using (
  not exists (select from access.room_change r where r.change = seq)
  or seq not in (select c.change from access.closed_changes() c));
create policy room on access.reading as restrictive for select to jalon_application using (
  register <> all ((select access.rooms())::text[])
  or account = (select access.account())
  or exists (select from access.let_in() l
    where l.register = reading.register and l.operation = reading.operation and l.record = any (reading.records)));
-- What was typed and not kept, and files as they came, are their own author's.
create policy room on entry.draft as restrictive to jalon_application using (
  register <> all ((select access.rooms())::text[]) or account = (select access.account()));
create policy room on upload.upload as restrictive to jalon_application using (
  register <> all ((select access.rooms())::text[]) or account = (select access.account()));
create policy room on intake.file as restrictive for select to jalon_application using (
  register <> all ((select access.rooms())::text[]) or actor = 'account:' || (select access.account())::text);

create or replace function upload.open_to_asker() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(u.id), '{}') from upload.upload u
  where u.operation || '/' || u.partner = any ((select upload.open_places())::text[])
    and (u.register <> all ((select access.rooms())::text[]) or u.account = (select access.account()));
end;
create or replace function upload.files_open_to_asker() returns bigint[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(f.id), '{}') from intake.file f
  where f.operation || '/' || f.partner = any ((select upload.open_places())::text[])
    and (f.register <> all ((select access.rooms())::text[])
      or f.actor = 'account:' || (select access.account())::text);
end;
create or replace function upload.in_hand() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(u.id), '{}') from upload.upload u
  where ((select access.everywhere('files:import'))
    or u.partner = any ((select access.partners('files:import'))::text[])
    or u.operation = any ((select access.operations('files:import'))::text[])
    or u.operation || '/' || u.partner = any ((select access.pairs('files:import'))::text[]))
    and (u.register <> all ((select access.rooms())::text[]) or u.account = (select access.account()));
end;

create policy read on access.room_change for select to jalon_application using (true);
create policy seen on access.in_room for select to jalon_application using (
  (register, operation, record) in (select l.register, l.operation, l.record from access.let_in() l));
-- Who is in a room knows who else is, and was; somebody who was let in knows it of themselves.
create policy seen on access.room for select to jalon_application using (
  account = (select access.account())
  or (register, operation, record) in (select l.register, l.operation, l.record from access.let_in() l));
-- Who is in lets others in who may read there; a room that nobody is in is given by who manages the rooms.
create policy admitted on access.room for insert to jalon_application with check (
  admitted_by = (select access.account()) and ended_at is null
  and access.may_be_let_in(account, operation)
  and ((register, operation, record) in (select l.register, l.operation, l.record from access.let_in() l)
    or (access.reaches('rooms:manage', operation, null) and access.is_deserted(register, operation, record))));
create policy ended on access.room for update to jalon_application
  using ((register, operation, record) in (select l.register, l.operation, l.record from access.let_in() l))
  with check (ended_by = (select access.account()));

revoke all on all functions in schema access, entry, upload from public;
grant execute on function access.rooms(), access.let_in(), access.let_in(text), access.closed_changes(),
  access.may_be_let_in(uuid, text), access.is_deserted(text, text, bigint), access.rooms_of(text, text),
  access.room_members(text, text, bigint), access.room_colleagues(text) to jalon_application;
grant select on access.addressed, access.in_room, access.room, access.room_change to jalon_application;
grant insert (register, operation, record, account, admitted_by, reason) on access.room to jalon_application;
grant update (ended_at, ended_by, end_reason) on access.room to jalon_application;
