-- Files that partners bring in through the browser: each is kept as it came, looked at, mended on screen if need be,
-- and taken into its register whole or not at all. What is laid over a file (columns, mends) never changes the file.
create schema upload;

-- The same file with other mends is another answer; without any it is the same file, as ever. A file whose change was
-- undone may be taken again.
alter table intake.file add column overlay text not null default '', add column again integer not null default 0;
alter table intake.file drop constraint file_sha256_register_operation_partner_definition_key;
alter table intake.file add constraint file_is_taken_once
  unique (sha256, overlay, register, operation, partner, definition, again);

create table upload.upload (
  id uuid primary key default gen_random_uuid(),
  operation text not null,
  partner text not null,
  register text not null,
  account uuid not null references access.account (id),
  name text not null,
  format text not null check (format in ('xlsx', 'csv', 'paste')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  received_at timestamptz not null default clock_timestamp(),
  state text not null default 'received' check (state in
    ('received', 'checking', 'ready', 'keeping', 'kept', 'withdrawn', 'unreadable', 'expired')),
  -- Whoever maps a column or mends a cell begins a new round; what a check found holds for the round it looked at.
  round integer not null default 1,
  checked_round integer not null default 0,
  -- The columns as they were said for this file: header key to field, null to leave out.
  columns jsonb not null default '{}',
  header_row jsonb,
  -- How many rows were looked at so far.
  progress integer not null default 0,
  definition text not null default '',
  summary jsonb,
  -- Why the file could not be read, or not be kept: a text in three languages.
  problem jsonb,
  -- By which session it was asked to be kept: the name of the session, which opens nothing.
  asked_by uuid,
  receipt bigint unique,
  file bigint references intake.file (id),
  kept_by uuid references access.account (id),
  ended_at timestamptz
);
create index upload_of_partner on upload.upload (operation, partner, received_at desc);
create index upload_of_content on upload.upload (sha256);
create sequence upload.receipt as bigint;

-- What a partner calls a field of a register, as somebody said it once; no field: a column to leave out.
create table upload.column_name (
  operation text not null,
  partner text not null,
  register text not null,
  key text not null,
  header text not null,
  field text,
  account uuid not null references access.account (id),
  said_at timestamptz not null default clock_timestamp(),
  primary key (operation, partner, register, key)
);

-- What a check found, row by row: what the file would do. Gone when the file was kept, withdrawn or let go.
create table upload.row (
  upload uuid not null references upload.upload (id) on delete cascade,
  place integer not null,
  sheet text,
  row integer not null,
  fate text not null check (fate in ('added', 'changed', 're_entered', 'unchanged', 'refused')),
  record bigint,
  -- The answers of the file that are new or differ from the register; what the register says is read there.
  told jsonb,
  -- The cells as they stand in the file, of rows of which there is something to say.
  cells jsonb,
  primary key (upload, place)
);
create index row_by_fate on upload.row (upload, fate, place);

create table upload.remark (
  upload uuid not null references upload.upload (id) on delete cascade,
  n integer not null,
  -- Which of the summary's kinds of remarks.
  kind integer not null,
  severity text not null check (severity in ('refuse', 'incomplete', 'confirm')),
  rule text not null,
  sheet text,
  row integer not null,
  col integer,
  found text not null,
  -- Where they differ from what is said of the kind.
  expected jsonb,
  mend jsonb,
  -- What was mended since leaves nothing to say; the next check says whether that holds.
  settled boolean not null default false,
  primary key (upload, n)
);
create index remark_by_kind on upload.remark (upload, kind, n);
create index remark_by_row on upload.remark (upload, row);

-- Cells mended on screen; without a column, the row is left out.
create table upload.mend (
  upload uuid not null references upload.upload (id) on delete cascade,
  sheet text not null default '',
  row integer not null,
  col integer not null default -1,
  value text not null,
  account uuid not null references access.account (id),
  at timestamptz not null default clock_timestamp(),
  primary key (upload, sheet, row, col)
);

-- Unusual, and true: who said so, and when. It speaks of the value that was there.
create table upload.confirmation (
  upload uuid not null references upload.upload (id) on delete cascade,
  sheet text not null default '',
  row integer not null,
  col integer not null default -1,
  rule text not null,
  found text not null,
  account uuid not null references access.account (id),
  at timestamptz not null default clock_timestamp(),
  primary key (upload, sheet, row, col, rule)
);

-- Originals and copies hold people's names: whoever took one away is known.
create table upload.download (
  id bigint generated always as identity primary key,
  upload uuid references upload.upload (id),
  -- A file that came in another way.
  file bigint references intake.file (id),
  what text not null check (what in ('original', 'remarked')),
  account uuid not null default access.account() references access.account (id),
  at timestamptz not null default clock_timestamp(),
  check (num_nonnulls(upload, file) = 1)
);

-- The places whose files the asker may look into: who brings files in for the partner, or may read both its records and
-- its identities. The rule stands here once; places are few, files are many.
create function upload.open_places() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(p.operation || '/' || p.partner), '{}')
  from (select operation, partner from upload.upload union select operation, partner from intake.file) p
  where access.reaches('files:import', p.operation, p.partner)
    or (access.reaches('records:read', p.operation, p.partner) and access.reaches('identity:read', p.operation, p.partner));
end;
create function upload.open_to_asker() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(u.id), '{}') from upload.upload u
  where u.operation || '/' || u.partner = any ((select upload.open_places())::text[]);
end;
create function upload.files_open_to_asker() returns bigint[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(f.id), '{}') from intake.file f
  where f.operation || '/' || f.partner = any ((select upload.open_places())::text[]);
end;

-- Whose uploads the asker may mend and keep.
create function upload.in_hand() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(u.id), '{}') from upload.upload u
  where (select access.everywhere('files:import'))
    or u.partner = any ((select access.partners('files:import'))::text[])
    or u.operation = any ((select access.operations('files:import'))::text[])
    or u.operation || '/' || u.partner = any ((select access.pairs('files:import'))::text[]);
end;

alter table upload.upload enable row level security;
alter table upload.column_name enable row level security;
alter table upload.row enable row level security;
alter table upload.remark enable row level security;
alter table upload.mend enable row level security;
alter table upload.confirmation enable row level security;
alter table upload.download enable row level security;

create policy seen on upload.upload for select to jalon_application using (
  (select access.everywhere('files:import', 'records:read'))
  or partner = any ((select access.partners('files:import', 'records:read'))::text[])
  or operation = any ((select access.operations('files:import', 'records:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('files:import', 'records:read'))::text[]));
create policy brought on upload.upload for insert to jalon_application with check (
  account = (select access.account())
  and ((select access.everywhere('files:import'))
    or partner = any ((select access.partners('files:import'))::text[])
    or operation = any ((select access.operations('files:import'))::text[])
    or operation || '/' || partner = any ((select access.pairs('files:import'))::text[])));
-- What was kept stays kept, and only keeping it makes it so.
create policy in_hand on upload.upload for update to jalon_application using (
  state in ('received', 'checking', 'ready', 'unreadable')
  and ((select access.everywhere('files:import'))
    or partner = any ((select access.partners('files:import'))::text[])
    or operation = any ((select access.operations('files:import'))::text[])
    or operation || '/' || partner = any ((select access.pairs('files:import'))::text[])))
  with check (state in ('received', 'checking', 'ready', 'keeping', 'withdrawn', 'unreadable'));

create policy seen on upload.column_name for select to jalon_application using (
  (select access.everywhere('files:import'))
  or partner = any ((select access.partners('files:import'))::text[])
  or operation = any ((select access.operations('files:import'))::text[])
  or operation || '/' || partner = any ((select access.pairs('files:import'))::text[]));
create policy said on upload.column_name for insert to jalon_application with check (
  account = (select access.account())
  and ((select access.everywhere('files:import'))
    or partner = any ((select access.partners('files:import'))::text[])
    or operation = any ((select access.operations('files:import'))::text[])
    or operation || '/' || partner = any ((select access.pairs('files:import'))::text[])));
create policy said_anew on upload.column_name for update to jalon_application using (
  (select access.everywhere('files:import'))
  or partner = any ((select access.partners('files:import'))::text[])
  or operation = any ((select access.operations('files:import'))::text[])
  or operation || '/' || partner = any ((select access.pairs('files:import'))::text[]))
  with check (account = (select access.account()));
create policy forgotten on upload.column_name for delete to jalon_application using (
  (select access.everywhere('files:import'))
  or partner = any ((select access.partners('files:import'))::text[])
  or operation = any ((select access.operations('files:import'))::text[])
  or operation || '/' || partner = any ((select access.pairs('files:import'))::text[]));

create policy seen on upload.row for select to jalon_application
  using (upload = any ((select upload.open_to_asker())::uuid[]));
create policy seen on upload.remark for select to jalon_application
  using (upload = any ((select upload.open_to_asker())::uuid[]));
create policy settled on upload.remark for update to jalon_application
  using (upload = any ((select upload.in_hand())::uuid[]));
create policy seen on upload.mend for select to jalon_application
  using (upload = any ((select upload.open_to_asker())::uuid[]));
create policy seen on upload.confirmation for select to jalon_application
  using (upload = any ((select upload.open_to_asker())::uuid[]));
create policy mended on upload.mend for insert to jalon_application
  with check (upload = any ((select upload.in_hand())::uuid[]) and account = (select access.account()));
create policy mended_anew on upload.mend for update to jalon_application
  using (upload = any ((select upload.in_hand())::uuid[])) with check (account = (select access.account()));
create policy taken_back on upload.mend for delete to jalon_application
  using (upload = any ((select upload.in_hand())::uuid[]));
create policy confirmed on upload.confirmation for insert to jalon_application
  with check (upload = any ((select upload.in_hand())::uuid[]) and account = (select access.account()));
create policy confirmed_anew on upload.confirmation for update to jalon_application
  using (upload = any ((select upload.in_hand())::uuid[])) with check (account = (select access.account()));
create policy taken_back on upload.confirmation for delete to jalon_application
  using (upload = any ((select upload.in_hand())::uuid[]));
create policy seen on upload.download for select to jalon_application using (
  upload = any ((select upload.open_to_asker())::uuid[])
  or file = any ((select upload.files_open_to_asker())::bigint[]));
create policy noted on upload.download for insert to jalon_application with check (
  account = (select access.account())
  and (upload = any ((select upload.open_to_asker())::uuid[])
    or file = any ((select upload.files_open_to_asker())::bigint[])));

revoke all on all functions in schema upload from public;
grant usage on schema upload to jalon_application;
grant execute on function upload.open_to_asker(), upload.files_open_to_asker(), upload.in_hand() to jalon_application;
grant select on upload.upload, upload.column_name, upload.row, upload.remark, upload.mend, upload.confirmation,
  upload.download to jalon_application;
grant insert (id, operation, partner, register, account, name, format, sha256, bytes, columns, header_row)
  on upload.upload to jalon_application;
grant update (state, round, columns, header_row, problem, ended_at, progress, asked_by) on upload.upload to jalon_application;
grant insert, update, delete on upload.column_name, upload.mend, upload.confirmation to jalon_application;
grant update (settled) on upload.remark to jalon_application;
grant insert (upload, file, what) on upload.download to jalon_application;
