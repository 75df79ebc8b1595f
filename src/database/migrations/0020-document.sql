-- What is attached to candidacies, agreements and declarations. The bytes lie in the data folder under their hash, the
-- same content once; here stands who brought it, and about what.
create schema document;

create table document.file (
  id bigint primary key default nextval('register.record'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (length(name) between 1 and 200),
  type text not null,
  bytes bigint not null check (bytes > 0),
  operation text not null,
  -- '': of the operation itself, as the annexes of a call, for whoever reads money somewhere.
  partner text not null,
  account uuid references access.account (id),
  received_at timestamptz not null default clock_timestamp(),
  -- 'candidacy:12', 'declaration:7:staff': what it is attached to.
  about text not null,
  -- Of the definition: statutes, payslip, time_sheet, decision…
  kind text not null,
  -- What it is about was submitted or signed: from then on it stays.
  fixed_at timestamptz,
  removed_at timestamptz,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (fixed_at is null or removed_at is null)
);
comment on column document.file.name is 'personal: people''s names stand in the names of files';
create index file_about on document.file (about);
create index file_of_content on document.file (sha256);

-- Who took a document away is known.
create table document.download (
  id bigint generated always as identity primary key,
  file bigint not null references document.file (id),
  account uuid not null default access.account() references access.account (id),
  at timestamptz not null default clock_timestamp()
);
create index download_of_file on document.download (file);

-- What was brought stays what it was; it is fixed once, or removed once, and rows stay for ever.
create function document.hold() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'documents are not deleted' using errcode = 'restrict_violation';
  end if;
  if to_jsonb(new) - array['fixed_at', 'removed_at', 'change'] <> to_jsonb(old) - array['fixed_at', 'removed_at', 'change']
    or (old.fixed_at is not null and (new.fixed_at is distinct from old.fixed_at or new.removed_at is not null))
    or (old.removed_at is not null and new.removed_at is distinct from old.removed_at) then
    raise exception 'a document stays as it came' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger file_is_held before update or delete on document.file for each row execute function document.hold();
create trigger file_is_kept before truncate on document.file for each statement execute function document.hold();

alter table document.file enable row level security;
alter table document.download enable row level security;

create policy seen on document.file for select to jalon_application using (
  (partner = '' and (select access.anywhere('money:read')))
  or (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or operation = any ((select access.operations('money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]));
create policy brought on document.file for insert to jalon_application with check (
  account = (select access.account()) and fixed_at is null and removed_at is null
  and ((select access.everywhere('money:declare', 'money:agree'))
    or partner = any ((select access.partners('money:declare', 'money:agree'))::text[])
    or operation = any ((select access.operations('money:declare', 'money:agree'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:declare', 'money:agree'))::text[])));
create policy in_hand on document.file for update to jalon_application using (
  removed_at is null
  and ((select access.everywhere('money:declare', 'money:agree'))
    or partner = any ((select access.partners('money:declare', 'money:agree'))::text[])
    or operation = any ((select access.operations('money:declare', 'money:agree'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:declare', 'money:agree'))::text[])))
  with check (true);
create policy seen on document.download for select to jalon_application using (
  exists (select from document.file f where f.id = file));
create policy noted on document.download for insert to jalon_application with check (
  account = (select access.account()) and exists (select from document.file f where f.id = file));

revoke all on all functions in schema document from public;
grant usage on schema document to jalon_application;
grant select on document.file, document.download to jalon_application;
grant insert (sha256, name, type, bytes, operation, partner, account, about, kind, change) on document.file to jalon_application;
grant update (fixed_at, removed_at, change) on document.file to jalon_application;
grant insert (file) on document.download to jalon_application;
