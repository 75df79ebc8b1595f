-- What was published: for each year of the programme editions that stay as they were, whatever becomes of the data.
-- The files themselves lie in the data folder under `published`; here stands what they were made from, and their
-- hashes, by which a file that was touched is known.
create schema publication;

create table publication.report (
  year integer not null,
  edition integer not null check (edition > 0),
  published_at timestamptz not null,
  -- As the trail names who published it.
  actor text not null,
  reason text not null,
  definition text not null,
  -- The last change of the trail that the figures count, and its hash.
  data_change bigint not null,
  data_hash text not null,
  folder text not null unique,
  -- [{ "name", "bytes", "sha256" }]
  files jsonb not null,
  -- The change of the trail that says that it was published.
  change bigint not null references trail.change (seq),
  primary key (year, edition)
);
create trigger edition_is_kept before update or delete or truncate on publication.report
  for each statement execute function trail.refuse();

-- Enters an edition, and a change in the trail that says so: it changes no record, so it has no entries. Its hash
-- stands over the hashes of the files, as an import's stands over its file. Returns the number of the edition.
create function publication.enter(actor text, year integer, reason text, definition text, data_change bigint,
  data_hash text, folder text, files jsonb)
returns integer language plpgsql as $$
declare
  c trail.change;
  edition integer;
begin
  -- The lock under which everybody adds to the trail.
  perform pg_advisory_xact_lock(20140523);
  edition := coalesce((select max(r.edition) from publication.report r where r.year = $2), 0) + 1;
  c.seq := trail.head() + 1;
  c.at := clock_timestamp();
  c.actor := actor;
  c.action := 'publish';
  c.reason := translate(format('report %s, edition %s%s', year, edition,
    case when reason = '' then '' else ': ' || reason end), E'\x1f', ' ');
  c.definition := definition;
  c.file_sha256 := encode(sha256(convert_to(files::text, 'UTF8')), 'hex');
  c.entries := 0;
  c.entries_hash := ''::bytea;
  c.previous_hash := coalesce((select p.hash from trail.change p where p.seq = c.seq - 1), ''::bytea);
  c.hash := trail.change_hash(c);
  insert into trail.change select c.*;
  insert into publication.report
    values (year, edition, c.at, actor, reason, definition, data_change, data_hash, folder, files, c.seq);
  return edition;
end $$;

-- The same for the application: only for whoever may publish, who is the actor whatever is said.
create function publication.publish(year integer, reason text, definition text, data_change bigint, data_hash text,
  folder text, files jsonb)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not access.everywhere('report:publish') then
    raise exception 'may not publish' using errcode = 'insufficient_privilege';
  end if;
  return publication.enter('account:' || access.account()::text, year, reason, definition, data_change, data_hash,
    folder, files);
end $$;

-- What was published is public; who did, and why, is for those who read the report in the making.
alter table publication.report enable row level security;
create policy public on publication.report for select to jalon_application using (true);
create view publication.signed with (security_barrier) as
select year, edition, access.name_of(actor) as publisher, reason, change from publication.report
where (select access.anywhere('report:read'));

revoke all on all functions in schema publication from public;
grant usage on schema publication to jalon_application;
grant execute on function publication.publish(integer, text, text, bigint, text, text, jsonb) to jalon_application;
grant select (year, edition, published_at, definition, data_change, data_hash, folder, files)
  on publication.report to jalon_application;
grant select on publication.signed to jalon_application;
