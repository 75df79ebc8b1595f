-- Lists of records: how texts are compared, what people keep of their lists, and the files made of them.
create schema listing;

-- A text as searches and sorting read it: without capitals and the accents of European names. One to one, so that it
-- costs little; leakproof where the owner may say so, for then an index on it serves under row-level security too.
create function listing.plain(words text) returns text language sql immutable strict parallel safe
  return translate(lower(words),
    'àáâãäåāăąçćčďđèéêëēęěğìíîïīıłĺľñńňòóôõöøőōŕřśšşșťțţùúûüůűūýÿžźż''’-',
    'aaaaaaaaacccddeeeeeeegiiiiiilllnnnoooooooorrsssstttuuuuuuuyyzzz   ');

-- A list as somebody wants to find it again. Its address holds nothing that is written about a person.
create table listing.view (
  id uuid primary key default gen_random_uuid(),
  account uuid not null references access.account (id) default access.account(),
  register text not null,
  operation text,
  name text not null check (name <> '' and length(name) <= 80),
  address text not null check (length(address) <= 4000),
  created_at timestamptz not null default clock_timestamp()
);
create unique index view_by_name on listing.view (account, register, coalesce(operation, ''), name);

-- A file made of a list, for whoever asked for it. What was asked is forgotten once it is made: it may hold a name.
create table listing.export (
  id uuid primary key default gen_random_uuid(),
  account uuid not null references access.account (id) default access.account(),
  register text not null,
  operation text,
  format text not null check (format in ('xlsx', 'csv')),
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed', 'deleted')),
  request jsonb,
  session text,
  records integer,
  bytes bigint,
  created_at timestamptz not null default clock_timestamp(),
  ready_at timestamptz,
  expires_at timestamptz not null default clock_timestamp() + interval '32 hours'
);
create index export_of_account on listing.export (account, created_at);
create index export_by_end on listing.export (expires_at) where state <> 'deleted';

alter table listing.view enable row level security;
alter table listing.export enable row level security;
create policy own on listing.view to jalon_application
  using (account = (select access.account())) with check (account = (select access.account()));
create policy own on listing.export to jalon_application
  using (account = (select access.account())) with check (account = (select access.account()));

revoke all on all functions in schema listing from public;
grant usage on schema listing to jalon_application;
grant execute on function listing.plain(text) to jalon_application;
grant select, insert, update, delete on listing.view to jalon_application;
grant select (id, account, register, operation, format, state, records, bytes, created_at, expires_at),
  insert (register, operation, format, request, session), update (state, request, session)
  on listing.export to jalon_application;
