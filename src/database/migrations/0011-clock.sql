-- Who is told of deadlines by mail: everybody whose role the definitions name, unless they said no.
create schema clock;
create table clock.reader (
  account uuid primary key references access.account (id) default access.account(),
  quiet boolean not null default false,
  -- The last day of which they were told.
  told_until date
);
alter table clock.reader enable row level security;
create policy own on clock.reader to jalon_application
  using (account = (select access.account())) with check (account = (select access.account()));
grant usage on schema clock to jalon_application;
grant select (account, quiet), insert (quiet), update (quiet) on clock.reader to jalon_application;
