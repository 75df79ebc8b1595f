-- Who may do what, held by the database itself. The server works under the role `jalon_application`, which owns
-- nothing: every table that it reaches says by policies which rows the session of the transaction may see and write.
-- The session is told by the setting `jalon.session`: the SHA-256, in hexadecimal, of the secret that the browser or
-- the partner's program holds. Whoever has only a number of a session, or this database, cannot make one up.
create schema access;
create schema special;

create table access.account (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  name text not null,
  language text not null default 'fr' check (language in ('fr', 'nl', 'en')),
  -- A partner's program has an account of its own: nobody signs in with it, only its tokens do.
  kind text not null default 'person' check (kind in ('person', 'program')),
  created_at timestamptz not null default clock_timestamp(),
  created_by uuid references access.account (id),
  closed_at timestamptz,
  closed_by uuid references access.account (id)
);
create unique index account_email on access.account (lower(email));

-- Filled from the definitions whenever the store is prepared.
create table access.role (
  role text primary key,
  scope text not null check (scope in ('programme', 'operation', 'partner'))
);
create table access.role_right (
  role text not null references access.role (role) on delete cascade,
  "right" text not null,
  primary key (role, "right")
);
-- The fields that the trail keeps and that not everybody who reads the trail may see.
create table access.special_field (
  register text not null,
  field text not null,
  primary key (register, field)
);

-- No operation and no partner: the whole programme. A role may be given more narrowly than its scope, never more
-- widely; a role that its definition made narrower, or that is gone, gives nothing.
create table access.grant (
  id uuid primary key default gen_random_uuid(),
  account uuid not null references access.account (id),
  role text not null,
  operation text,
  partner text,
  granted_by uuid references access.account (id),
  granted_at timestamptz not null default clock_timestamp(),
  ended_by uuid references access.account (id),
  ended_at timestamptz
);
create unique index grant_once on access.grant (account, role, coalesce(operation, ''), coalesce(partner, ''))
  where ended_at is null;
create index grant_of_partner on access.grant (partner);

create table access.session (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  -- The name under which a session is listed and ended: it opens nothing.
  id uuid not null unique default gen_random_uuid(),
  account uuid not null references access.account (id),
  kind text not null check (kind in ('person', 'token')),
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  -- Ends by itself after so many minutes without a request; null for tokens, which only expire.
  idle_minutes integer check (idle_minutes > 0),
  ended_at timestamptz,
  label text not null default '',
  user_agent text not null default '',
  created_by uuid references access.account (id),
  -- A token may carry fewer grants and fewer rights than its account; null: all of them.
  limited_to uuid[],
  rights text[]
);
create index session_of_account on access.session (account);

-- Who read whose identity, or answers of a special category: one row per reading, with the fields that were shown.
create table access.reading (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account uuid not null references access.account (id),
  register text not null,
  operation text not null,
  records bigint[] not null,
  fields text[] not null,
  purpose text not null check (purpose in ('page', 'list', 'export', 'figure', 'api'))
);
create index reading_of_record on access.reading using gin (records);
create index reading_by_account on access.reading (account, at);

-- The session of this transaction, while it lives. Everything else asks this, so that what ended counts no more.
create function access.live_session() returns access.session
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s from access.session s join access.account a on a.id = s.account
  where s.hash = current_setting('jalon.session', true)
    and s.ended_at is null and s.expires_at > statement_timestamp()
    and (s.idle_minutes is null or s.last_seen_at + make_interval(mins => s.idle_minutes) > statement_timestamp())
    and a.closed_at is null;
end;

create function access.account() returns uuid
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select (access.live_session()).account;
end;

create function access.session_id() returns uuid
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select (access.live_session()).id;
end;

-- Whether a role of this scope may be given so widely.
create function access.fits(scope text, operation text, partner text) returns boolean language sql immutable parallel safe
  return case scope when 'partner' then partner is not null when 'operation' then operation is not null else true end;

-- What the session of this transaction may do, and where: one row for each grant that has one of the wanted rights.
create function access.live_grants(wanted text[]) returns table (operation text, partner text)
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select distinct g.operation, g.partner
  from access.live_session() s
  join access.grant g on g.account = s.account and g.ended_at is null
    and (s.limited_to is null or g.id = any (s.limited_to))
  join access.role r on r.role = g.role and access.fits(r.scope, g.operation, g.partner)
  join access.role_right h on h.role = g.role and h."right" = any (wanted)
    and (s.rights is null or h."right" = any (s.rights));
end;

-- Has one of the rights in the whole programme; in which partners, operations, and partners of one operation
-- ('operation/partner') it has one of them. Policies ask these once per query, not once per row.
create function access.everywhere(variadic wanted text[]) returns boolean
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select from access.live_grants(wanted) g where g.operation is null and g.partner is null);
end;

create function access.partners(variadic wanted text[]) returns text[]
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(g.partner), '{}') from access.live_grants(wanted) g
  where g.operation is null and g.partner is not null;
end;

create function access.operations(variadic wanted text[]) returns text[]
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(g.operation), '{}') from access.live_grants(wanted) g
  where g.operation is not null and g.partner is null;
end;

create function access.pairs(variadic wanted text[]) returns text[]
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(g.operation || '/' || g.partner), '{}') from access.live_grants(wanted) g
  where g.operation is not null and g.partner is not null;
end;

-- Has the right somewhere.
create function access.anywhere(variadic wanted text[]) returns boolean
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select from access.live_grants(wanted));
end;

-- Has the right for this partner in this operation; null asks for every one of them.
create function access.reaches(wanted text, operation text, partner text) returns boolean
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (
    select from access.live_grants(array[wanted]) g
    where (g.operation is null or g.operation = $2) and (g.partner is null or g.partner = $3)
  );
end;

-- Who asks, as the server needs to know it: null where nobody is signed in.
create function access.who() returns json
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select json_build_object('account', a.id, 'name', a.name, 'language', a.language, 'kind', s.kind, 'session', s.hash,
    'grants', coalesce((
      select json_agg(json_build_object('role', g.role, 'operation', g.operation, 'partner', g.partner,
          'rights', (select coalesce(json_agg(h."right" order by h."right"), '[]') from access.role_right h
            where h.role = g.role and (s.rights is null or h."right" = any (s.rights))))
        order by g.role, g.operation, g.partner)
      from access.grant g join access.role r on r.role = g.role and access.fits(r.scope, g.operation, g.partner)
      where g.account = s.account and g.ended_at is null and (s.limited_to is null or g.id = any (s.limited_to))
    ), '[]'))
  from access.live_session() s join access.account a on a.id = s.account;
end;

-- Begins the work of a session in this transaction; returns who asks.
create function access.open(session text) returns json language plpgsql as $$
begin
  perform set_config('jalon.session', session, true);
  return access.who();
end $$;

-- The accounts that the asker looks after: those with a grant, ended or not, in a scope where it manages people, and
-- those it made that have none yet. `wholly` leaves out who also works where the asker manages nobody.
create function access.people(wholly boolean) returns uuid[]
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  with mine as (select g.operation, g.partner from access.live_grants(array['people:manage']) g),
  given as (
    select g.account, bool_or(p.reached) as reached, bool_or(g.ended_at is null and not p.reached) as elsewhere
    from access.grant g
    cross join lateral (
      select exists (select from mine m where (m.operation is null or m.operation = g.operation)
        and (m.partner is null or m.partner = g.partner)) as reached
    ) p
    group by g.account
  )
  select coalesce(array_agg(a.id), '{}') from access.account a left join given g on g.account = a.id
  where exists (select from mine)
    and (g.reached or (g.account is null and a.created_by = (select access.account())))
    and not (wholly and coalesce(g.elsewhere, false));
end;

-- How whoever the trail names is shown to the asker: by name to themselves, to whoever reads the whole trail or manages
-- everybody, and to the people of the same partner or service; to others not at all ('').
create function access.name_of(actor text) returns text
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select case
    when a.id = access.account() or access.everywhere('trail:read', 'people:manage') then coalesce(a.name, actor)
    when exists (
      select from access.grant g where g.account = a.id
        and (g.partner = any (access.partners('records:read', 'files:import', 'people:manage'))
          or g.operation = any (access.operations('records:read', 'files:import'))
          or g.operation || '/' || g.partner = any (access.pairs('records:read', 'files:import')))
    ) then a.name
    else ''
  end
  from (select) as one left join access.account a on actor = 'account:' || a.id::text;
end;

-- Notes that the asker was shown these fields of these records.
create function access.note_reading(register text, operation text, records bigint[], fields text[], purpose text)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asker constant uuid := access.account();
begin
  if asker is null then
    raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
  end if;
  if cardinality(records) = 0 or cardinality(fields) = 0 then return; end if;
  insert into access.reading (account, register, operation, records, fields, purpose)
    values (asker, $1, $2, $3, $4, $5);
end $$;

-- Who was shown a record's identity or special answers, last first, for whoever may read the record. Only what concerns
-- this record: a reading may be of many.
create function access.readings_of(register text, operation text, record bigint, most integer)
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
  if keeper is null or not access.reaches('records:read', operation, keeper) then return; end if;
  return query
    select g.at, a.name, g.fields, g.purpose from access.reading g join access.account a on a.id = g.account
    where g.records @> array[$3] and g.register = $1 and g.operation = $2
    order by g.at desc, g.id desc limit most;
end $$;

-- A grant fits its role, and ends once.
create function access.check_grant() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if not coalesce((select access.fits(r.scope, new.operation, new.partner) from access.role r where r.role = new.role),
        false) then
      raise exception 'a role is given within its scope' using errcode = 'check_violation';
    end if;
  elsif old.ended_at is not null or new.ended_at is null
    or (old.id, old.account, old.role, old.operation, old.partner, old.granted_by, old.granted_at)
      is distinct from (new.id, new.account, new.role, new.operation, new.partner, new.granted_by, new.granted_at) then
    raise exception 'a grant only ends, and once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger grant_fits before insert or update on access.grant
  for each row execute function access.check_grant();

-- In which operations and of which partners a change did something: what decides who may see the change.
create table trail.reach (
  change bigint not null references trail.change (seq) deferrable initially deferred,
  operation text not null,
  partner text not null,
  primary key (change, operation, partner)
);
create trigger reach_is_kept before update or delete or truncate on trail.reach
  for each statement execute function trail.refuse();

-- The number of the last change.
create function trail.head() returns bigint
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(max(c.seq), 0) from trail.change c;
end;

-- As before, and now also for the application, which may not write the trail itself: under its role the actor is the
-- asker whatever is said, the change is the next one, and it has entries.
create or replace function trail.close(change bigint, actor text, action text, reason text, definition text, file_sha256 text)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c trail.change;
  asker constant uuid := access.account();
  is_application constant boolean := current_setting('role') = 'jalon_application';
begin
  if is_application and asker is null then
    raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
  end if;
  c.seq := change;
  c.at := clock_timestamp();
  c.actor := case when is_application then 'account:' || asker::text else translate(actor, E'\x1f', ' ') end;
  c.action := action;
  c.reason := translate(reason, E'\x1f', ' ');
  c.definition := definition;
  c.file_sha256 := file_sha256;
  select count(*), coalesce(sha256(string_agg(e.hash, ''::bytea order by e.n)), ''::bytea)
    into c.entries, c.entries_hash from trail.entry e where e.change = c.seq;
  if is_application and (c.entries = 0 or c.seq <> trail.head() + 1) then
    raise exception 'a change is the next one, with its entries' using errcode = 'restrict_violation';
  end if;
  c.previous_hash := coalesce((select p.hash from trail.change p where p.seq = c.seq - 1), ''::bytea);
  c.hash := trail.change_hash(c);
  insert into trail.change select c.*;
  insert into trail.reach select distinct e.change, e.operation, e.partner from trail.entry e where e.change = c.seq;
end $$;

-- What the entries say, for whoever may see them; answers of a special category only for whoever may read those.
create view trail.shown with (security_barrier) as
select e.change, e.n, e.register, e.operation, e.partner, e.record, e.kind,
  case when s.shown then e.before::jsonb else e.before::jsonb - s.fields end as before,
  case when s.shown then e.after::jsonb else e.after::jsonb - s.fields end as after
from trail.entry e
cross join lateral (
  select (select access.everywhere('special:read'))
      or e.partner = any ((select access.partners('special:read'))::text[])
      or e.operation = any ((select access.operations('special:read'))::text[])
      or e.operation || '/' || e.partner = any ((select access.pairs('special:read'))::text[]) as shown,
    array(select f.field from access.special_field f where f.register = e.register) as fields
) s
where (select access.everywhere('trail:read', 'records:read'))
  or e.partner = any ((select access.partners('trail:read', 'records:read'))::text[])
  or e.operation = any ((select access.operations('trail:read', 'records:read'))::text[])
  or e.operation || '/' || e.partner = any ((select access.pairs('trail:read', 'records:read'))::text[]);

-- The walls. What is not granted or not let through here is closed to the application.
alter table identity.secret enable row level security;
alter table trail.change enable row level security;
alter table trail.entry enable row level security;
alter table trail.reach enable row level security;
insert into trail.reach select distinct change, operation, partner from trail.entry;
alter table intake.file enable row level security;
alter table access.account enable row level security;
alter table access.role enable row level security;
alter table access.role_right enable row level security;
alter table access.special_field enable row level security;
alter table access.grant enable row level security;
alter table access.session enable row level security;
alter table access.reading enable row level security;
alter table public.jalon_migration enable row level security;

create policy seen on trail.entry for select to jalon_application using (
  (select access.everywhere('trail:read', 'records:read'))
  or partner = any ((select access.partners('trail:read', 'records:read'))::text[])
  or operation = any ((select access.operations('trail:read', 'records:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('trail:read', 'records:read'))::text[]));
create policy written on trail.entry for insert to jalon_application with check (
  change > (select trail.head())
  and ((select access.everywhere('records:write', 'files:import'))
    or partner = any ((select access.partners('records:write', 'files:import'))::text[])
    or operation = any ((select access.operations('records:write', 'files:import'))::text[])
    or operation || '/' || partner = any ((select access.pairs('records:write', 'files:import'))::text[])));
create policy seen on trail.reach for select to jalon_application using (
  (select access.everywhere('trail:read', 'records:read'))
  or partner = any ((select access.partners('trail:read', 'records:read'))::text[])
  or operation = any ((select access.operations('trail:read', 'records:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('trail:read', 'records:read'))::text[]));
create policy seen on trail.change for select to jalon_application using (
  (select access.everywhere('trail:read', 'records:read'))
  or exists (select from trail.reach r where r.change = seq));

create policy seen on intake.file for select to jalon_application using (
  (select access.everywhere('files:import', 'records:read'))
  or partner = any ((select access.partners('files:import', 'records:read'))::text[])
  or operation = any ((select access.operations('files:import', 'records:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('files:import', 'records:read'))::text[]));
create policy written on intake.file for insert to jalon_application with check (
  actor = 'account:' || (select access.account())::text
  and ((select access.everywhere('files:import'))
    or partner = any ((select access.partners('files:import'))::text[])
    or operation = any ((select access.operations('files:import'))::text[])
    or operation || '/' || partner = any ((select access.pairs('files:import'))::text[])));
-- Only to say in which change it came in, once.
create policy changed on intake.file for update to jalon_application using (
  change is null
  and ((select access.everywhere('files:import'))
    or partner = any ((select access.partners('files:import'))::text[])
    or operation = any ((select access.operations('files:import'))::text[])
    or operation || '/' || partner = any ((select access.pairs('files:import'))::text[])))
  with check (true);

-- An account that was just made is seen from the next statement on: no `returning`.
create policy seen on access.account for select to jalon_application using (
  id = (select access.account()) or id = any ((select access.people(false))::uuid[]));
create policy made on access.account for insert to jalon_application with check (
  (select access.anywhere('people:manage')) and created_by = (select access.account()) and closed_at is null);
create policy changed on access.account for update to jalon_application
  using (id = (select access.account()) or id = any ((select access.people(true))::uuid[]));

create policy read on access.role for select to jalon_application using (true);
create policy read on access.role_right for select to jalon_application using (true);

create policy seen on access.grant for select to jalon_application using (
  account = (select access.account())
  or (select access.everywhere('people:manage'))
  or partner = any ((select access.partners('people:manage'))::text[])
  or operation = any ((select access.operations('people:manage'))::text[])
  or operation || '/' || partner = any ((select access.pairs('people:manage'))::text[]));
-- Nobody gives rights to themselves, and who manages the people of a partner gives the roles of a partner only.
create policy given on access.grant for insert to jalon_application with check (
  account <> (select access.account()) and granted_by = (select access.account()) and ended_at is null
  and ((select access.everywhere('people:manage'))
    or (role = any (array(select r.role from access.role r where r.scope = 'partner'))
      and (partner = any ((select access.partners('people:manage'))::text[])
        or operation = any ((select access.operations('people:manage'))::text[])
        or operation || '/' || partner = any ((select access.pairs('people:manage'))::text[])))));
create policy ended on access.grant for update to jalon_application using (
  (select access.everywhere('people:manage'))
  or partner = any ((select access.partners('people:manage'))::text[])
  or operation = any ((select access.operations('people:manage'))::text[])
  or operation || '/' || partner = any ((select access.pairs('people:manage'))::text[]))
  with check (ended_by = (select access.account()));

-- Sessions and tokens are made by sign-in, which the owner runs; a person sees and ends their own.
create policy own on access.session for select to jalon_application using (account = (select access.account()));
create policy ended on access.session for update to jalon_application using (account = (select access.account()));

create policy own on access.reading for select to jalon_application using (
  account = (select access.account())
  or (select access.everywhere('trail:read'))
  or operation = any ((select access.operations('trail:read'))::text[]));

revoke all on all functions in schema access, trail from public;
grant usage on schema access, register, identity, special, trail, intake to jalon_application;
grant execute on function access.account(), access.session_id(), access.everywhere(text[]), access.partners(text[]),
  access.operations(text[]), access.pairs(text[]), access.anywhere(text[]), access.reaches(text, text, text),
  access.who(), access.open(text), access.people(boolean), access.name_of(text), access.fits(text, text, text),
  access.note_reading(text, text, bigint[], text[], text), access.readings_of(text, text, bigint, integer),
  trail.head(), trail.close(bigint, text, text, text, text, text), trail.entry_hash(trail.entry)
  to jalon_application;
grant usage on sequence register.record to jalon_application;
grant select on trail.reach, trail.change, trail.shown, intake.file to jalon_application;
grant select (change, n, register, operation, partner, record, kind, hash) on trail.entry to jalon_application;
grant insert on trail.entry, intake.file to jalon_application;
grant update (change) on intake.file to jalon_application;
grant select on access.role, access.role_right, access.account, access.grant, access.reading to jalon_application;
grant insert (id, email, name, language, kind, created_by) on access.account to jalon_application;
grant update (email, name, language, closed_at, closed_by) on access.account to jalon_application;
grant insert (id, account, role, operation, partner, granted_by) on access.grant to jalon_application;
grant update (ended_at, ended_by) on access.grant to jalon_application;
grant select (id, account, kind, created_at, last_seen_at, expires_at, idle_minutes, ended_at, label, user_agent,
  created_by, limited_to, rights) on access.session to jalon_application;
grant update (ended_at) on access.session to jalon_application;
