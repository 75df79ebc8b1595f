-- Records by hand. A draft keeps what somebody typed, letter by letter, until it is kept in its register: it has a
-- room of its own, which figures, lists and exports do not know.
create schema entry;

create table entry.draft (
  id uuid primary key,
  account uuid not null references access.account (id),
  operation text not null,
  register text not null,
  partner text not null,
  -- The record that it changes, and the version that was being looked at; null for a new record.
  record bigint,
  base bigint,
  created_at timestamptz not null default clock_timestamp(),
  saved_at timestamptz not null default clock_timestamp(),
  -- The greatest number of its edits.
  seq bigint not null default 0,
  -- Kept or discarded: what was typed is gone then, and whoever asks again is answered the same.
  ended_at timestamptz,
  kept jsonb,
  check (kept is null or ended_at is not null)
);
create index draft_of_account on entry.draft (account, saved_at) where ended_at is null;
create index draft_of_record on entry.draft (operation, register, record) where ended_at is null and record is not null;
create index draft_of_partner on entry.draft (partner, operation) where ended_at is null;

-- The newest text of each field. The greatest number holds, in whatever order edits arrive and however often.
create table entry.answer (
  draft uuid not null references entry.draft (id) on delete cascade,
  field text not null,
  seq bigint not null,
  text text not null,
  typed_by uuid not null references access.account (id),
  primary key (draft, field)
);

-- What a change was besides its entries: which it undoes, which step of a lifecycle it was, what was ticked as right.
create table entry.act (
  change bigint primary key references trail.change (seq) deferrable initially deferred,
  undoes bigint unique references trail.change (seq),
  transition text,
  confirmed text[] not null default '{}'
);

-- A program that asks the same again, not knowing whether it was heard, gets the same answer and writes nothing twice.
create table entry.repeat (
  account uuid not null references access.account (id),
  key text not null,
  request bytea not null,
  answer jsonb,
  at timestamptz not null default clock_timestamp(),
  primary key (account, key)
);

-- What records said of a person before a change, so that the change can be undone while nobody has built on it. Only
-- the owner reads it, and it is emptied when its time is over: the trail itself keeps identities as hashes only.
create table identity.before (
  change bigint not null,
  register text not null,
  operation text not null,
  record bigint not null,
  answers jsonb not null,
  kept_until date not null,
  primary key (change, operation, record)
);
create index before_to_purge on identity.before (kept_until);

-- From which state a record may go to which, as the definitions say it (filled whenever the store is prepared).
-- `steps`: how many transitions it takes; a file may tell several months at once, a person does one after the other.
create table entry.move (
  register text not null,
  from_state text not null,
  to_state text not null,
  steps integer not null,
  primary key (register, from_state, to_state)
);

create function entry.state(answers jsonb, field text, type text) returns text language sql immutable
  return case when answers ->> field is null then 'none' when type = 'date' then 'known' else answers ->> field end;

-- A record of the application moves only as the table of moves says, or back the way that it came.
create function entry.hold_move() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was text := 'none';
  becomes constant text := entry.state(to_jsonb(new), tg_argv[1], tg_argv[2]);
  comes_with_file boolean := new.file is not null;
begin
  if tg_op = 'UPDATE' then
    was := entry.state(to_jsonb(old), tg_argv[1], tg_argv[2]);
    comes_with_file := new.file is distinct from old.file;
  end if;
  if was = becomes then return new; end if;
  if exists (select from entry.move m where m.register = tg_argv[0] and m.from_state = was and m.to_state = becomes
      and (m.steps = 1 or comes_with_file)) then
    return new;
  end if;
  -- A file may bring a record that is new here and has been somewhere for long.
  if tg_op = 'INSERT' and comes_with_file then return new; end if;
  -- Back the way that it once came: a change that is undone, a record that is put back.
  if exists (select from trail.entry e where e.operation = new.operation and e.record = new.record
      and e.before is not null and entry.state(e.before::jsonb, tg_argv[1], tg_argv[2]) = becomes
      and case when tg_op = 'INSERT' then e.after is null
        else e.after is not null and entry.state(e.after::jsonb, tg_argv[1], tg_argv[2]) = was end) then
    return new;
  end if;
  raise exception 'no transition of % leads from % to %', tg_argv[0], was, becomes using errcode = 'restrict_violation';
end $$;

alter table entry.draft enable row level security;
alter table entry.answer enable row level security;
alter table entry.act enable row level security;
alter table entry.repeat enable row level security;
alter table entry.move enable row level security;
alter table identity.before enable row level security;

-- One's own, as long as one may still write there; those of people one manages, to take them over.
create policy own on entry.draft for select to jalon_application using (
  (account = (select access.account()) or ((select access.everywhere('people:manage'))
    or partner = any ((select access.partners('people:manage'))::text[])
    or operation = any ((select access.operations('people:manage'))::text[])
    or operation || '/' || partner = any ((select access.pairs('people:manage'))::text[])))
  and ((select access.everywhere('records:write'))
    or partner = any ((select access.partners('records:write'))::text[])
    or operation = any ((select access.operations('records:write'))::text[])
    or operation || '/' || partner = any ((select access.pairs('records:write'))::text[])));
create policy begun on entry.draft for insert to jalon_application with check (
  account = (select access.account())
  and ((select access.everywhere('records:write'))
    or partner = any ((select access.partners('records:write'))::text[])
    or operation = any ((select access.operations('records:write'))::text[])
    or operation || '/' || partner = any ((select access.pairs('records:write'))::text[])));
create policy continued on entry.draft for update to jalon_application using (
  (account = (select access.account()) or ((select access.everywhere('people:manage'))
    or partner = any ((select access.partners('people:manage'))::text[])
    or operation = any ((select access.operations('people:manage'))::text[])
    or operation || '/' || partner = any ((select access.pairs('people:manage'))::text[])))
  and ((select access.everywhere('records:write'))
    or partner = any ((select access.partners('records:write'))::text[])
    or operation = any ((select access.operations('records:write'))::text[])
    or operation || '/' || partner = any ((select access.pairs('records:write'))::text[])))
  with check (account = (select access.account()));

create policy own on entry.answer for select to jalon_application using (
  exists (select from entry.draft d where d.id = draft));
create policy typed on entry.answer for insert to jalon_application with check (
  typed_by = (select access.account())
  and exists (select from entry.draft d where d.id = draft and d.account = (select access.account())));
create policy typed_again on entry.answer for update to jalon_application
  using (exists (select from entry.draft d where d.id = draft and d.account = (select access.account())))
  with check (typed_by = (select access.account()));
create policy ended on entry.answer for delete to jalon_application using (
  exists (select from entry.draft d where d.id = draft and d.account = (select access.account())));

create policy seen on entry.act for select to jalon_application using (
  exists (select from trail.change c where c.seq = change));

create policy own on entry.repeat to jalon_application using (account = (select access.account()))
  with check (account = (select access.account()));
create policy read on entry.move for select to jalon_application using (true);

revoke all on all functions in schema entry from public;
grant usage on schema entry to jalon_application;
grant select on entry.draft, entry.answer, entry.act, entry.repeat, entry.move to jalon_application;
grant insert (id, account, operation, register, partner, record, base) on entry.draft to jalon_application;
grant update (account, saved_at, seq, ended_at, kept) on entry.draft to jalon_application;
grant insert, update (seq, text, typed_by), delete on entry.answer to jalon_application;
grant insert (account, key, request), update (answer) on entry.repeat to jalon_application;
