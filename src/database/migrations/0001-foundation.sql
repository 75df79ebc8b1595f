-- The rooms of the house. `register` holds what figures read; `identity` who people are; `trail` what happened;
-- `intake` the files that came in. A record's key begins with its operation.
create schema register;
create schema identity;
create schema trail;
create schema intake;

-- The key of the keyed hashes by which one person is the same person in two operations without anybody reading a
-- name. It never leaves the database.
create table identity.secret (
  singleton boolean primary key default true check (singleton),
  key bytea not null
);

-- One row per transaction that changed anything, chained by hash: seq is strictly increasing in order of commit,
-- because writers lock the head of the chain.
create table trail.change (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  reason text not null default '',
  definition text not null,
  file_sha256 text not null default '',
  entries integer not null,
  entries_hash bytea not null,
  previous_hash bytea not null,
  hash bytea not null unique
);

-- What each change did to each record. Identity fields stand here only as keyed hashes. The texts are kept as they
-- were hashed, so that anybody can hash them again, offline.
create table trail.entry (
  change bigint not null references trail.change (seq) deferrable initially deferred,
  n integer not null,
  register text not null,
  operation text not null,
  partner text not null,
  record bigint not null,
  kind text not null check (kind in ('added', 'changed', 're_entered', 'removed')),
  before text,
  after text,
  hash bytea not null,
  primary key (change, n)
);
create index entry_of_record on trail.entry (operation, record);
create index re_entry_of_record on trail.entry (operation, record) where kind = 're_entered';
create index removal_of_change on trail.entry (change) where kind = 'removed';

-- The hashes of the trail, written once: what is hashed is text, its parts apart by the unit separator, which the
-- parts cannot hold (JSON escapes it, the rest are names and numbers).
create function trail.entry_hash(e trail.entry) returns bytea language sql immutable
  return sha256(convert_to(concat_ws(E'\x1f', e.change, e.n, e.register, e.operation, e.partner, e.record, e.kind,
    coalesce(e.before, ''), coalesce(e.after, '')), 'UTF8'));

create function trail.change_hash(c trail.change) returns bytea language sql immutable
  return sha256(convert_to(concat_ws(E'\x1f', c.seq,
    to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), c.actor, c.action, c.reason, c.definition,
    c.file_sha256, c.entries, encode(c.entries_hash, 'hex'), encode(c.previous_hash, 'hex')), 'UTF8'));

-- Adds the change that the entries numbered with it belong to, chained to the one before. The caller holds the lock.
create function trail.close(change bigint, actor text, action text, reason text, definition text, file_sha256 text)
returns void language plpgsql as $$
declare
  c trail.change;
begin
  c.seq := change;
  c.at := clock_timestamp();
  c.actor := translate(actor, E'\x1f', ' ');
  c.action := action;
  c.reason := translate(reason, E'\x1f', ' ');
  c.definition := definition;
  c.file_sha256 := file_sha256;
  select count(*), coalesce(sha256(string_agg(e.hash, ''::bytea order by e.n)), ''::bytea)
    into c.entries, c.entries_hash from trail.entry e where e.change = c.seq;
  c.previous_hash := coalesce((select p.hash from trail.change p where p.seq = c.seq - 1), ''::bytea);
  c.hash := trail.change_hash(c);
  insert into trail.change select c.*;
end $$;

-- What happened stays what happened.
create function trail.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the trail is only added to' using errcode = 'restrict_violation';
end $$;
create trigger change_is_kept before update or delete or truncate on trail.change
  for each statement execute function trail.refuse();
create trigger entry_is_kept before update or delete or truncate on trail.entry
  for each statement execute function trail.refuse();

-- A record can only be changed together with a newer entry of the trail: its number has to move on.
create function trail.follow() returns trigger language plpgsql as $$
begin
  if new.change <= old.change then
    raise exception 'a record changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create sequence register.record as bigint;

create table intake.file (
  id bigint generated always as identity primary key,
  sha256 text not null,
  name text not null,
  bytes bigint not null,
  register text not null,
  operation text not null,
  partner text not null,
  definition text not null,
  actor text not null,
  imported_at timestamptz not null,
  rows integer not null,
  added integer not null,
  changed integer not null,
  re_entered integer not null,
  unchanged integer not null,
  change bigint references trail.change (seq),
  unique (sha256, register, operation, partner, definition)
);
