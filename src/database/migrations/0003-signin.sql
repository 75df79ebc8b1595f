-- How people show who they are. Nothing in this schema is open to the application's role except through the functions
-- at the end, which ask `access` what the asker may; sign-in itself is the owner's work.
create schema signin;
create schema mail;

create table signin.password (
  account uuid primary key references access.account (id),
  -- argon2id in PHC form: parameters and salt stand in it.
  hash text not null,
  set_at timestamptz not null default clock_timestamp()
);

create table signin.second_factor (
  account uuid primary key references access.account (id),
  -- Sealed with the key in the data folder: this database alone makes no codes.
  sealed bytea not null,
  confirmed_at timestamptz not null default clock_timestamp(),
  -- The step of the last code that was accepted: no code is good twice.
  last_step bigint not null
);

create table signin.recovery_code (
  account uuid not null references access.account (id),
  hash text not null,
  used_at timestamptz,
  primary key (account, hash)
);

-- Who a person is at the body's own provider.
create table signin.provider (
  issuer text not null,
  subject text not null,
  account uuid not null references access.account (id),
  linked_at timestamptz not null default clock_timestamp(),
  primary key (issuer, subject)
);
create index provider_of_account on signin.provider (account);

-- Between the password and the second factor.
create table signin.step (
  hash text primary key,
  account uuid not null references access.account (id),
  kind text not null check (kind in ('second_factor', 'set_up')),
  -- The secret of a second factor that is being set up.
  sealed bytea,
  expires_at timestamptz not null
);
create index step_of_account on signin.step (account);

-- Between leaving for the provider and coming back, in the same browser.
create table signin.provider_attempt (
  state_hash text primary key,
  browser_hash text not null,
  nonce text not null,
  verifier text not null,
  link_hash text,
  goes_to text not null,
  expires_at timestamptz not null
);

-- Invitations and forgotten passwords: the secret goes out in a mail and is kept nowhere.
create table signin.link (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('invitation', 'password')),
  account uuid not null references access.account (id),
  hash text unique,
  made_by uuid references access.account (id),
  made_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
create index link_of_account on signin.link (account);

-- Counts of attempts, under keyed hashes of e-mail and network addresses (rate-limiter-flexible's own columns).
create table signin.attempt (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index attempt_expired on signin.attempt (expire);

-- What was done to accounts: who, what, to whom, by numbers and never by names.
create table signin.act (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor uuid references access.account (id),
  act text not null,
  account uuid references access.account (id),
  role text,
  operation text,
  partner text
);
create index act_on_account on signin.act (account);
create trigger act_is_kept before update or delete or truncate on signin.act
  for each statement execute function trail.refuse();

-- Mail that nobody can send as long as no mail server is named: what it would say, without its secrets.
create table mail.kept (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  task text not null,
  payload jsonb not null
);

alter table signin.password enable row level security;
alter table signin.second_factor enable row level security;
alter table signin.recovery_code enable row level security;
alter table signin.provider enable row level security;
alter table signin.step enable row level security;
alter table signin.provider_attempt enable row level security;
alter table signin.link enable row level security;
alter table signin.attempt enable row level security;
alter table signin.act enable row level security;
alter table mail.kept enable row level security;

create policy seen on signin.act for select to jalon_application using (
  actor = (select access.account()) or account = (select access.account())
  or (select access.everywhere('people:manage', 'trail:read'))
  or partner = any ((select access.partners('people:manage', 'trail:read'))::text[])
  or operation = any ((select access.operations('people:manage', 'trail:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('people:manage', 'trail:read'))::text[]));

-- Notes an act of the asker.
create function signin.note(act text, account uuid, role text, operation text, partner text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asker constant uuid := access.account();
begin
  if asker is null then
    raise exception 'nobody is signed in' using errcode = 'insufficient_privilege';
  end if;
  insert into signin.act (actor, act, account, role, operation, partner) values (asker, $1, $2, $3, $4, $5);
end $$;

-- Whether the asker looks after this account (or is it).
create function signin.check_manages(account uuid) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if access.account() is null or not ($1 = access.account() or $1 = any (access.people(false))) then
    raise exception 'not an account that the asker looks after' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- The account of an e-mail address, for an invitation: the one there is, one that was closed and begins anew with
-- nothing of what it had but its name (the trail shows what was done under it), or a new one. `is_new` where somebody
-- still has to accept an invitation.
create function signin.account_for(email text, name text, language text, out account uuid, out is_new boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asker constant uuid := access.account();
  closed timestamptz;
begin
  if asker is null or not access.anywhere('people:manage') then
    raise exception 'the asker manages nobody' using errcode = 'insufficient_privilege';
  end if;
  select a.id, a.closed_at into account, closed from access.account a
    where lower(a.email) = lower($1) and a.kind = 'person' for update;
  if account is null then
    account := gen_random_uuid();
    insert into access.account (id, email, name, language, created_by) values (account, $1, $2, $3, asker);
  elsif closed is not null then
    delete from signin.password p where p.account = account_for.account;
    delete from signin.second_factor p where p.account = account_for.account;
    delete from signin.recovery_code p where p.account = account_for.account;
    delete from signin.provider p where p.account = account_for.account;
    update access.account a set closed_at = null, closed_by = null, language = $3, created_by = asker
      where a.id = account;
  end if;
  is_new := not exists (select from signin.password p where p.account = account_for.account)
    and not exists (select from signin.provider p where p.account = account_for.account);
end $$;

-- Notes that an invitation is to be sent to the account, in place of any earlier one; returns its number.
create function signin.invite(account uuid, days integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid;
begin
  perform signin.check_manages(account);
  update signin.link l set withdrawn_at = clock_timestamp()
    where l.account = $1 and l.kind = 'invitation' and l.used_at is null and l.withdrawn_at is null;
  insert into signin.link (kind, account, made_by, expires_at)
    values ('invitation', $1, access.account(), clock_timestamp() + make_interval(days => days)) returning id into made;
  return made;
end $$;

-- Ends every session and token of an account, what it began of signing in, and its unused links; with `tokens`, also
-- the tokens that it made for programs, whose secrets it was shown. Returns how many sessions and tokens ended.
create function signin.cut(account uuid, tokens boolean) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended integer;
begin
  perform signin.check_manages(account);
  update access.session s set ended_at = clock_timestamp()
    where s.ended_at is null
      and (s.account = $1 or (tokens and s.kind = 'token' and s.created_by = $1));
  get diagnostics ended = row_count;
  delete from signin.step p where p.account = $1;
  update signin.link l set withdrawn_at = clock_timestamp()
    where l.account = $1 and l.used_at is null and l.withdrawn_at is null;
  return ended;
end $$;

-- Takes an account's second factor away, for whoever looks after it and knows that it was lost.
create function signin.forget_second_factor(account uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (account = any (access.people(true))) or account = access.account() then
    raise exception 'not an account that the asker looks after' using errcode = 'insufficient_privilege';
  end if;
  delete from signin.second_factor f where f.account = $1;
  delete from signin.recovery_code c where c.account = $1;
  delete from signin.password p where p.account = $1;
end $$;

-- How far the accounts that the asker looks after (or is) have come.
create function signin.standing() returns table (account uuid, accepted boolean, invited_until timestamptz,
  invitation_sent boolean, last_seen_at timestamptz, sessions integer, tokens_made integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, p.account is not null or i.account is not null, l.expires_at, l.sent_at is not null, s.last_seen_at,
    coalesce(s.live, 0), coalesce(t.live, 0)
  from access.account a
  left join signin.password p on p.account = a.id
  left join (select distinct i.account from signin.provider i) i on i.account = a.id
  left join (
    select distinct on (l.account) l.account, l.expires_at, l.sent_at from signin.link l
    where l.kind = 'invitation' and l.used_at is null and l.withdrawn_at is null
    order by l.account, l.made_at desc
  ) l on l.account = a.id
  left join (
    select s.account, max(s.last_seen_at) as last_seen_at,
      (count(*) filter (where s.ended_at is null and s.expires_at > statement_timestamp()))::integer as live
    from access.session s group by s.account
  ) s on s.account = a.id
  left join (
    select s.created_by, count(*)::integer as live from access.session s
    where s.kind = 'token' and s.ended_at is null and s.expires_at > statement_timestamp() group by s.created_by
  ) t on t.created_by = a.id
  where a.id = (select access.account()) or a.id = any ((select access.people(false))::uuid[]);
end;

-- The programs' tokens that the asker looks after.
create function signin.tokens() returns table (id uuid, label text, role text, operation text, partner text,
  created_at timestamptz, created_by uuid, last_seen_at timestamptz, expires_at timestamptz, ended_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select s.id, s.label, g.role, g.operation, g.partner, s.created_at, s.created_by,
    case when s.last_seen_at > s.created_at then s.last_seen_at end, s.expires_at, s.ended_at
  from access.session s join access.grant g on g.id = s.limited_to[1]
  where s.kind = 'token' and access.reaches('tokens:manage', g.operation, g.partner);
end;

-- Makes a program's account with one role and one token. The token never holds a right that its maker does not have
-- there, nor the rights to manage people and tokens.
create function signin.make_token(hash text, label text, role text, operation text, partner text, expires_at timestamptz)
returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asker constant uuid := access.account();
  account constant uuid := gen_random_uuid();
  given constant uuid := gen_random_uuid();
  made uuid;
begin
  if asker is null or not access.reaches('tokens:manage', operation, partner) then
    raise exception 'the asker makes no tokens here' using errcode = 'insufficient_privilege';
  end if;
  if expires_at > clock_timestamp() + interval '1 year' then
    raise exception 'a token lives a year at most' using errcode = 'check_violation';
  end if;
  insert into access.account (id, email, name, kind, created_by)
    values (account, account::text || '@program.invalid', label, 'program', asker);
  insert into access.grant (id, account, role, operation, partner, granted_by)
    values (given, account, role, operation, partner, asker);
  insert into access.session (hash, account, kind, expires_at, label, created_by, limited_to, rights)
    select $1, account, 'token', $6, $2, asker, array[given],
      array(select r."right" from access.role_right r where r.role = $3
        and r."right" not in ('people:manage', 'tokens:manage') and access.reaches(r."right", $4, $5))
    returning id into made;
  insert into signin.act (actor, act, account, role, operation, partner)
    values (asker, 'token_made', account, role, operation, partner);
  return made;
end $$;

-- Ends a token, and the account that only it had. Returns whether there was one that the asker looks after.
create function signin.end_token(token uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t record;
begin
  select s.account, g.id as given, g.role, g.operation, g.partner into t
    from access.session s join access.grant g on g.id = s.limited_to[1]
    where s.id = token and s.kind = 'token' and s.ended_at is null
      and access.reaches('tokens:manage', g.operation, g.partner);
  if not found then return false; end if;
  update access.session s set ended_at = clock_timestamp() where s.id = token;
  update access.grant g set ended_at = clock_timestamp(), ended_by = access.account()
    where g.id = t.given and g.ended_at is null;
  update access.account a set closed_at = clock_timestamp(), closed_by = access.account() where a.id = t.account;
  insert into signin.act (actor, act, account, role, operation, partner)
    values (access.account(), 'token_ended', t.account, t.role, t.operation, t.partner);
  return true;
end $$;

-- How many mails wait for a mail server.
create function mail.waiting() returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select count(*)::integer from mail.kept where access.anywhere('people:manage');
end;

revoke all on all functions in schema signin, mail from public;
grant usage on schema signin, mail to jalon_application;
grant select on signin.act to jalon_application;
grant execute on function signin.note(text, uuid, text, text, text), signin.account_for(text, text, text),
  signin.invite(uuid, integer), signin.cut(uuid, boolean), signin.forget_second_factor(uuid), signin.standing(),
  signin.tokens(), signin.make_token(text, text, text, text, text, timestamptz), signin.end_token(uuid),
  mail.waiting() to jalon_application;
