-- First-line control. A verification is somebody's look at a declaration or an agreement; what it found is told to the
-- partner before anything is concluded; and what is decided of it another person decides, with postings in the same act.
create schema control;

-- The plan of a year: why what is verified how, in writing and before the verifications that it governs.
create table control.plan (
  id bigint primary key default nextval('register.record'),
  year integer not null check (year between 2014 and 2040),
  version integer not null default 1 check (version >= 1),
  state text not null default 'draft' check (state in ('draft', 'adopted', 'replaced')),
  content jsonb not null,
  document bigint references document.file (id),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  adopted_by text,
  adopted_at timestamptz,
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  change bigint not null references trail.change (seq) deferrable initially deferred,
  unique (year, version),
  check ((state = 'draft') = (adopted_at is null)),
  check ((adopted_at is null) = (adopted_by is null))
);
create unique index plan_in_force on control.plan (year) where state = 'adopted';
create unique index plan_in_hand on control.plan (year) where state = 'draft';

create table control.verification (
  -- Of the same sequence as records: a number in the trail names one thing.
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  type text not null check (type in ('administrative', 'on_the_spot', 'data_protection', 'procurement', 'double_funding')),
  agreement bigint not null references agreement.agreement (id),
  declaration bigint references declaration.declaration (id),
  operation text not null,
  partner text not null,
  plan bigint references control.plan (id),
  -- The stored sample that it was drawn with.
  sample bigint,
  -- What was asked, as the definitions asked it then.
  checklist jsonb not null,
  state text not null default 'open' check (state in ('open', 'with_partner', 'answered', 'concluded', 'decided', 'cancelled')),
  visit jsonb,
  opened_by text not null,
  opened_at timestamptz not null default clock_timestamp(),
  -- From then on the partner sees it.
  told_at timestamptz,
  conclusion text,
  concluded_by text,
  concluded_at timestamptz,
  -- What was printed, under its number and hash.
  report bigint unique,
  report_hash text,
  ended_at timestamptz,
  end_reason text,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (state not in ('concluded', 'decided') or (conclusion <> '' and concluded_by is not null and concluded_at is not null
    and report is not null and report_hash is not null)),
  check (state <> 'cancelled' or end_reason <> ''),
  check (type <> 'administrative' or declaration is not null),
  unique (id, operation, partner)
);
create unique index once_of_type on control.verification (declaration, type) where state <> 'cancelled' and declaration is not null;
create index verification_of_agreement on control.verification (agreement);
create index verification_of_declaration on control.verification (declaration);
create sequence control.report as bigint;
comment on column control.verification.checklist is 'personal: points are asked of people, by their employer''s code';
comment on column control.verification.visit is 'personal: tells who was met';
comment on column control.verification.conclusion is 'personal: may name people';

-- What was printed when it was concluded, each time that it was.
create table control.printed (
  report bigint primary key default nextval('control.report'),
  verification bigint not null,
  operation text not null,
  partner text not null,
  hash text not null,
  content jsonb not null,
  made_at timestamptz not null default clock_timestamp(),
  -- The change of the trail that concluded it, whose hash is printed as well.
  made_under bigint not null,
  foreign key (verification, operation, partner) references control.verification (id, operation, partner)
);
create index printed_of_verification on control.printed (verification);
comment on column control.printed.content is 'personal: tells of people, by their employer''s code';

-- What is typed while it is done. Not in the trail.
create table control.work (
  whose bigint primary key references control.verification (id),
  answers jsonb not null default '[]',
  seen jsonb not null default '[]',
  visit jsonb,
  -- Counts the times that it was kept, so that two who fill it in do not overwrite each other.
  edition integer not null default 0,
  saved_at timestamptz not null default clock_timestamp(),
  saved_by text
);

-- What was answered and looked at, fixed when it is concluded.
create table control.answer (
  verification bigint not null,
  operation text not null,
  partner text not null,
  point text not null,
  value text not null check (value in ('yes', 'no', 'not_applicable', 'elsewhere')),
  note text not null default '',
  -- The verification that saw to it, where another one did.
  elsewhere bigint references control.verification (id),
  primary key (verification, point),
  foreign key (verification, operation, partner) references control.verification (id, operation, partner),
  check ((value = 'elsewhere') = (elsewhere is not null))
);
comment on column control.answer.point is 'personal: a point may be asked of somebody, by the employer''s code';
comment on column control.answer.note is 'personal: may name people';

create table control.seen (
  verification bigint not null,
  operation text not null,
  partner text not null,
  kind text not null check (kind in ('unit', 'hours', 'item', 'staff', 'line', 'document')),
  key text not null check (key <> ''),
  result text not null check (result in ('ok', 'finding')),
  primary key (verification, kind, key),
  foreign key (verification, operation, partner) references control.verification (id, operation, partner)
);
create index seen_before on control.seen (partner, kind, key);
comment on column control.seen.key is 'personal: the code by which an employer knows somebody may be in it';

create table control.finding (
  id bigint primary key default nextval('register.record'),
  verification bigint not null references control.verification (id),
  -- Whoever sends the same finding again, not knowing whether it was heard, names it by the same reference.
  reference text not null default gen_random_uuid()::text,
  declaration bigint not null references declaration.declaration (id),
  line text not null,
  operation text not null,
  partner text not null,
  -- A record, an item, somebody's year; null: the line as a whole.
  about jsonb,
  typology text not null check (typology <> ''),
  -- What is taken off the line before anything is derived from it, in euros.
  amount numeric(14, 2) not null check (amount >= 0),
  -- For a breach by whoever bought: rates that the law spares do not follow it.
  of_buyer boolean not null default false,
  systemic boolean not null default false,
  measure text not null check (measure in ('deduct', 'park', 'none')),
  text text not null check (text <> ''),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  partner_answer text check (partner_answer in ('accepted', 'contested')),
  partner_text text,
  partner_at timestamptz,
  partner_by text,
  final boolean not null default false,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check ((partner_answer is null) = (partner_at is null)),
  check (partner_answer is distinct from 'contested' or partner_text <> '')
);
create unique index finding_of_verification on control.finding (verification, reference);
create index finding_of_declaration on control.finding (declaration);
comment on column control.finding.about is 'personal: may be about somebody, by the employer''s code';
comment on column control.finding.text is 'personal: may name people';
comment on column control.finding.partner_text is 'personal: may name people';

-- What was sent to the partner, and by when an answer is expected; the clock stands still while Jalon is down.
create table control.letter (
  verification bigint not null,
  operation text not null,
  partner text not null,
  n integer not null check (n >= 1),
  sent_at timestamptz not null default clock_timestamp(),
  sent_by text not null,
  due_at timestamptz not null,
  -- What happens without an answer, as it was told.
  silence jsonb not null,
  content jsonb not null,
  answered_at timestamptz,
  answered_by text,
  primary key (verification, n),
  foreign key (verification, operation, partner) references control.verification (id, operation, partner),
  check (due_at > sent_at),
  check ((answered_at is null) = (answered_by is null))
);
comment on column control.letter.content is 'personal: what was found may be about people';

-- Who was mailed that a letter waits, and when: each once, however often the job runs. Not in the trail.
create table control.sending (
  whose bigint not null,
  n integer not null,
  account uuid not null references access.account (id),
  sent_at timestamptz not null default clock_timestamp(),
  primary key (whose, n, account),
  foreign key (whose, n) references control.letter (verification, n)
);
create trigger sending_is_kept before update or delete or truncate on control.sending
  for each statement execute function agreement.refuse();

create table control.decision (
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  declaration bigint not null references declaration.declaration (id),
  agreement bigint not null references agreement.agreement (id),
  operation text not null,
  partner text not null,
  n integer not null check (n >= 1),
  kind text not null check (kind in ('first', 'correction', 'release')),
  verification bigint references control.verification (id),
  -- For each finding of the declaration what becomes of it.
  measures jsonb not null,
  -- For each line: submitted, eligible, parked, rejected, and pending: left in until the partner repaid.
  targets jsonb not null,
  -- What becomes of amounts that were applied for already.
  mode text not null check (mode in ('withdrawal', 'recovery')),
  reason text not null check (reason <> ''),
  state text not null default 'proposed' check (state in ('proposed', 'decided', 'returned')),
  proposed_by text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  decided_by text,
  decided_at timestamptz,
  return_reason text,
  -- The entry of the ledger by which it counts; null where nothing moved.
  entry bigint unique references ledger.entry (id),
  hash text,
  content jsonb,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  unique (declaration, n),
  check ((state = 'proposed') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  check ((state = 'decided') = (hash is not null)),
  check ((hash is null) = (content is null)),
  check (state <> 'returned' or (return_reason <> '' and entry is null))
);
create unique index one_proposed on control.decision (declaration) where state = 'proposed';
create unique index one_first on control.decision (declaration) where kind = 'first' and state <> 'returned';
create index decision_of_verification on control.decision (verification);
comment on column control.decision.content is 'personal: tells of people, by their employer''s code';
comment on column control.decision.reason is 'personal: may name people';

-- When Jalon could not be reached: answers are due so much later.
create table control.outage (
  id bigint primary key default nextval('register.record'),
  from_at timestamptz not null,
  until_at timestamptz not null,
  noticed text not null check (noticed in ('heartbeat', 'by_hand')),
  reason text not null check (reason <> ''),
  noted_by text not null,
  noted_at timestamptz not null default clock_timestamp(),
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (from_at < until_at)
);
-- The server says every minute that it is there. One row, not in the trail.
create table control.heartbeat (
  only_one boolean primary key default true check (only_one),
  at timestamptz not null
);

create function control.last_beat() returns timestamptz
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select h.at from control.heartbeat h;
end;

-- Until when an answer can come: the time of outages that fell before it is added, as often as the addition reaches
-- another one. Outages that overlap count once.
create function control.runs_until(sent_at timestamptz, due_at timestamptz) returns timestamptz
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
declare
  until timestamptz := due_at;
  next timestamptz;
begin
  loop
    select due_at + coalesce(sum(upper(r) - lower(r)), interval '0') into next
    from (select unnest(range_agg(tstzrange(greatest(o.from_at, sent_at), o.until_at))) as r
      from control.outage o where o.until_at > sent_at and o.from_at < until) down;
    exit when next <= until;
    until := next;
  end loop;
  return until;
end $$;

-- Verifiers see all of it, where they verify; so do those who read the money of the whole programme.
create function control.oversees(of_operation text, of_partner text) returns boolean
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select not agreement.asks_as_application()
    or (select access.everywhere('money:read'))
    or access.reaches('money:control', of_operation, of_partner)
    or access.reaches('money:agree', of_operation, of_partner);
end;

-- A declaration whose control begins stays as it is; one whose only verification was given up is its partner's again.
create function control.begin(of_declaration bigint, under_change bigint, begun timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d declaration.declaration;
begin
  select x.* into d from declaration.declaration x where x.id = of_declaration for update;
  if d.id is null then return false; end if;
  if agreement.asks_as_application() and not access.reaches('money:control', d.operation, d.partner) then
    raise exception 'not a place where the asker controls' using errcode = 'insufficient_privilege';
  end if;
  if d.state <> 'submitted' then return false; end if;
  if begun is null and exists (select from control.verification v where v.declaration = d.id and v.state <> 'cancelled') then
    return false;
  end if;
  if (d.control_begun_at is null) = (begun is null) then return false; end if;
  update declaration.declaration set control_begun_at = begun, change = under_change where id = d.id;
  return true;
end $$;

create function control.hold_plan() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'what was planned stays' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a plan begins as a draft' using errcode = 'restrict_violation';
    end if;
    if agreement.asks_as_application() then
      new.made_by := agreement.asker();
      new.made_at := clock_timestamp();
    end if;
    return new;
  end if;
  if new.change <= old.change or (old.id, old.year, old.version, old.made_by, old.made_at)
      is distinct from (new.id, new.year, new.version, new.made_by, new.made_at) then
    raise exception 'a plan stays of its year, and changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  if old.state <> 'draft' and (old.content, old.document, old.adopted_by, old.adopted_at)
      is distinct from (new.content, new.document, new.adopted_by, new.adopted_at) then
    raise exception 'what was adopted does not change' using errcode = 'restrict_violation';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('draft', 'adopted'), ('adopted', 'replaced')) then
    raise exception 'no step of a plan leads from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if old.state = 'draft' and new.state = 'adopted' then
    if coalesce(trim(new.content ->> 'basis'), '') = '' then
      raise exception 'a plan says what its risks rest on' using errcode = 'check_violation';
    end if;
    if agreement.asks_as_application() or new.adopted_at is null then
      new.adopted_at := clock_timestamp();
    end if;
    if agreement.asks_as_application() then new.adopted_by := agreement.asker(); end if;
  end if;
  return new;
end $$;
create trigger plan_holds before insert or update or delete on control.plan
  for each row execute function control.hold_plan();

create function control.hold_verification() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
  d declaration.declaration;
  p control.plan;
  l control.letter;
begin
  if tg_op = 'DELETE' then
    raise exception 'verifications are not deleted' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'open' or new.told_at is not null then
      raise exception 'a verification begins open' using errcode = 'restrict_violation';
    end if;
    if exists (select from agreement.agreement a where a.id = new.agreement
        and (a.operation, a.partner) is distinct from (new.operation, new.partner)) then
      raise exception 'a verification belongs where its agreement does' using errcode = 'restrict_violation';
    end if;
    if new.declaration is not null then
      select x.* into d from declaration.declaration x where x.id = new.declaration;
      if d.agreement is distinct from new.agreement or d.state <> 'submitted' then
        raise exception 'what is verified was submitted under the agreement' using errcode = 'restrict_violation';
      end if;
    end if;
    if as_application then
      new.opened_by := agreement.asker();
      new.opened_at := clock_timestamp();
    end if;
    if new.plan is not null then
      select x.* into p from control.plan x where x.id = new.plan;
      if p.adopted_at is null or p.adopted_at > new.opened_at then
        raise exception 'a plan governs what is verified after it' using errcode = 'restrict_violation';
      end if;
    end if;
    return new;
  end if;
  if new.change <= trail.head() or (old.id, old.number, old.type, old.agreement, old.declaration, old.operation, old.partner,
      old.plan, old.checklist, old.opened_by, old.opened_at)
    is distinct from (new.id, new.number, new.type, new.agreement, new.declaration, new.operation, new.partner,
      new.plan, new.checklist, new.opened_by, new.opened_at) then
    raise exception 'a verification stays what it is about, and changes only with a new change in the trail'
      using errcode = 'restrict_violation';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('open', 'with_partner'), ('answered', 'with_partner'),
      ('with_partner', 'answered'), ('open', 'concluded'), ('with_partner', 'concluded'), ('answered', 'concluded'),
      ('concluded', 'decided'), ('concluded', 'open'), ('open', 'cancelled'), ('with_partner', 'cancelled'),
      ('answered', 'cancelled')) then
    raise exception 'no step of a verification leads from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if as_application and not access.reaches('money:control', new.operation, new.partner) then
    -- The partner's only step.
    if (old.state, new.state) is distinct from ('with_partner', 'answered')
      or to_jsonb(new) - array['state', 'change'] <> to_jsonb(old) - array['state', 'change'] then
      raise exception 'verifications are the authority''s' using errcode = 'insufficient_privilege';
    end if;
  end if;
  if old.state in ('concluded', 'decided', 'cancelled') and new.state <> 'open'
    and (old.visit, old.conclusion, old.concluded_by, old.concluded_at, old.report, old.report_hash)
      is distinct from (new.visit, new.conclusion, new.concluded_by, new.concluded_at, new.report, new.report_hash) then
    raise exception 'what was concluded does not change' using errcode = 'restrict_violation';
  end if;
  if old.state <> 'concluded' and new.state = 'concluded' then
    if as_application or new.concluded_at is null then new.concluded_at := clock_timestamp(); end if;
    if as_application then new.concluded_by := agreement.asker(); end if;
    -- Nothing is held against a partner that it was not asked about, nor before its time is over.
    if exists (select from control.finding f where f.verification = new.id and f.measure <> 'none' and f.sent_at is null) then
      raise exception 'the partner was not asked' using errcode = 'check_violation', constraint = 'partner_was_asked';
    end if;
    select x.* into l from control.letter x where x.verification = new.id order by x.n desc limit 1;
    if l.n is not null and l.answered_at is null and control.runs_until(l.sent_at, l.due_at) > new.concluded_at then
      raise exception 'the partner still has time' using errcode = 'check_violation', constraint = 'partner_has_time';
    end if;
  end if;
  return new;
end $$;
create trigger verification_holds before insert or update or delete on control.verification
  for each row execute function control.hold_verification();

create function control.hold_work() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from control.verification v where v.id = new.whose and v.state in ('concluded', 'decided', 'cancelled')) then
    raise exception 'what was concluded does not change' using errcode = 'restrict_violation';
  end if;
  new.saved_at := clock_timestamp();
  if agreement.asks_as_application() then new.saved_by := agreement.asker(); end if;
  return new;
end $$;
create trigger work_holds before insert or update on control.work
  for each row execute function control.hold_work();

-- What was answered and seen is written in the transaction that concludes, and goes again where it is taken up again.
create function control.hold_part() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v control.verification;
begin
  if tg_op = 'UPDATE' then
    raise exception 'what was concluded does not change' using errcode = 'restrict_violation';
  end if;
  select x.* into v from control.verification x
    where x.id = case tg_op when 'DELETE' then old.verification else new.verification end;
  if v.change <= trail.head() or v.state <> (case tg_op when 'DELETE' then 'open' else 'concluded' end) then
    raise exception 'what was concluded is written when it is' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger answer_holds before insert or update or delete on control.answer
  for each row execute function control.hold_part();
create trigger seen_holds before insert or update or delete on control.seen
  for each row execute function control.hold_part();

create function control.hold_printed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The foreign key tells of a verification that is not there.
  if tg_op <> 'INSERT' or exists (select from control.verification v where v.id = new.verification
      and (v.change <= trail.head() or v.state in ('concluded', 'decided', 'cancelled'))) then
    raise exception 'what was printed stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger printed_holds before insert or update or delete on control.printed
  for each row execute function control.hold_printed();

create function control.hold_letter() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v control.verification;
begin
  if tg_op = 'DELETE' then
    raise exception 'what was sent stays sent' using errcode = 'restrict_violation';
  end if;
  select x.* into v from control.verification x where x.id = new.verification;
  if not found then return new; end if;
  if v.change <= trail.head() then
    raise exception 'a letter comes with a new change of its verification' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if v.state <> 'with_partner' or new.answered_at is not null then
      raise exception 'a letter is sent before it is answered' using errcode = 'restrict_violation';
    end if;
    if agreement.asks_as_application() then
      new.sent_at := clock_timestamp();
      new.sent_by := agreement.asker();
    end if;
    return new;
  end if;
  if to_jsonb(new) - array['answered_at', 'answered_by'] <> to_jsonb(old) - array['answered_at', 'answered_by']
    or old.answered_at is not null then
    raise exception 'what was sent stays as it was' using errcode = 'restrict_violation';
  end if;
  if agreement.asks_as_application() then
    if not exists (select from agreement.agreement a where a.id = v.agreement
        and agreement.speaks_for(a.operation, a.partner, a.internal)) then
      raise exception 'the partner answers for itself' using errcode = 'insufficient_privilege';
    end if;
    new.answered_at := clock_timestamp();
    new.answered_by := agreement.asker();
  end if;
  return new;
end $$;
create trigger letter_holds before insert or update or delete on control.letter
  for each row execute function control.hold_letter();

create function control.hold_finding() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
  v control.verification;
  of_partner constant text[] := array['partner_answer', 'partner_text', 'partner_at', 'partner_by', 'change'];
  later constant text[] := of_partner || array['measure', 'sent_at', 'final'];
begin
  select x.* into v from control.verification x
    where x.id = case tg_op when 'DELETE' then old.verification else new.verification end;
  if not found then return coalesce(new, old); end if;
  if tg_op = 'DELETE' then
    if old.sent_at is not null or v.state not in ('open', 'answered') then
      raise exception 'what was told stays' using errcode = 'restrict_violation';
    end if;
    return old;
  end if;
  if (v.operation, v.partner) is distinct from (new.operation, new.partner)
    or not exists (select from declaration.line l where l.declaration = new.declaration and l.line = new.line)
    or not exists (select from declaration.declaration d where d.id = new.declaration and d.agreement = v.agreement
      and (v.declaration is null or v.declaration = d.id) and d.state = 'submitted') then
    raise exception 'a finding is about a line that was submitted, of what is verified' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if v.state not in ('open', 'answered') or new.sent_at is not null or new.partner_answer is not null or new.final then
      raise exception 'a finding is told before it is answered' using errcode = 'restrict_violation';
    end if;
    if as_application then
      new.made_by := agreement.asker();
      new.made_at := clock_timestamp();
    end if;
    return new;
  end if;
  if new.change <= trail.head() or (old.id, old.verification, old.reference, old.made_by, old.made_at)
      is distinct from (new.id, new.verification, new.reference, new.made_by, new.made_at) then
    raise exception 'a finding stays what it is, and changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  -- The amount may become less after the partner was asked, never more.
  if old.sent_at is not null and (to_jsonb(new) - later - array['amount', 'of_buyer', 'systemic']
      <> to_jsonb(old) - later - array['amount', 'of_buyer', 'systemic'] or new.amount > old.amount
      or new.sent_at is distinct from old.sent_at) then
    raise exception 'what was told stays as it was told' using errcode = 'restrict_violation';
  end if;
  if old.final and new.final and to_jsonb(new) - array['measure', 'change'] <> to_jsonb(old) - array['measure', 'change'] then
    raise exception 'what was concluded does not change' using errcode = 'restrict_violation';
  end if;
  if as_application and not access.reaches('money:control', new.operation, new.partner) then
    if to_jsonb(new) - of_partner <> to_jsonb(old) - of_partner or v.state <> 'with_partner' or old.sent_at is null
      or not exists (select from agreement.agreement a where a.id = v.agreement
        and agreement.speaks_for(a.operation, a.partner, a.internal)) then
      raise exception 'findings are the authority''s' using errcode = 'insufficient_privilege';
    end if;
    new.partner_at := clock_timestamp();
    new.partner_by := agreement.asker();
  elsif as_application and (old.partner_answer, old.partner_text, old.partner_at, old.partner_by)
      is distinct from (new.partner_answer, new.partner_text, new.partner_at, new.partner_by) then
    raise exception 'the partner answers for itself' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger finding_holds before insert or update or delete on control.finding
  for each row execute function control.hold_finding();

-- Whoever concluded, or proposed, does not decide; and what was decided stays.
create function control.hold_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
begin
  if tg_op = 'DELETE' then
    raise exception 'decisions are not deleted' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' or new.entry is not null then
      raise exception 'a decision begins as a proposal' using errcode = 'restrict_violation';
    end if;
    -- The foreign key tells of a declaration that is not there.
    if exists (select from declaration.declaration d where d.id = new.declaration and (d.state <> 'submitted'
        or (d.agreement, d.operation, d.partner) is distinct from (new.agreement, new.operation, new.partner))) then
      raise exception 'what is decided upon was submitted' using errcode = 'restrict_violation';
    end if;
    if (new.kind = 'first') = exists (select from control.decision d where d.declaration = new.declaration
        and d.state = 'decided') then
      raise exception 'the first decision comes first, and once' using errcode = 'restrict_violation';
    end if;
    if new.kind = 'first' and not exists (select from control.verification v where v.declaration = new.declaration
        and v.type = 'administrative' and v.state = 'concluded') then
      raise exception 'a declaration is verified before it is decided upon' using errcode = 'restrict_violation';
    end if;
    if as_application then
      new.proposed_by := agreement.asker();
      new.proposed_at := clock_timestamp();
    end if;
    return new;
  end if;
  if old.state <> 'proposed' or new.change <= old.change
    or to_jsonb(new) - array['state', 'decided_by', 'decided_at', 'return_reason', 'entry', 'hash', 'content', 'change']
      <> to_jsonb(old) - array['state', 'decided_by', 'decided_at', 'return_reason', 'entry', 'hash', 'content', 'change'] then
    raise exception 'what is proposed is decided or returned as it is' using errcode = 'restrict_violation';
  end if;
  if new.state <> 'proposed' then
    if as_application then new.decided_by := agreement.asker(); end if;
    if as_application or new.decided_at is null then new.decided_at := clock_timestamp(); end if;
  end if;
  if new.state = 'decided' and (new.decided_by = new.proposed_by or exists (select from control.verification v
      where v.concluded_by = new.decided_by and (v.declaration = new.declaration or v.id = new.verification
        or exists (select from control.finding f where f.verification = v.id and f.declaration = new.declaration)))) then
    raise exception 'whoever verified does not decide' using errcode = 'check_violation', constraint = 'second_person';
  end if;
  return new;
end $$;
create trigger decision_holds before insert or update or delete on control.decision
  for each row execute function control.hold_decision();

-- At the end of the transaction: the ledger says of the declaration what was decided of it.
create function control.hold_amounts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  differs boolean;
begin
  if new.state <> 'decided' or old.state = 'decided' then return null; end if;
  perform ledger.wait_for_agreement(new.agreement);
  select exists (
    select from (
      select t ->> 'line' as line, (t ->> 'eligible')::numeric as eligible, (t ->> 'pending')::numeric as pending,
        (t ->> 'submitted')::numeric as submitted, (t ->> 'parked')::numeric as parked, (t ->> 'rejected')::numeric as rejected
      from jsonb_array_elements(new.targets) t) said
    full join (
      select p.line, coalesce(sum(p.amount) filter (where p.account = 'declared'), 0) as declared,
        coalesce(sum(p.amount) filter (where p.account in ('certified', 'applied', 'accounted')), 0) as eligible,
        coalesce(sum(p.amount) filter (where p.account = 'parked'), 0) as parked,
        coalesce(sum(p.amount) filter (where p.account = 'rejected'), 0) as rejected
      from ledger.posting p where p.declaration = new.declaration group by p.line) posted using (line)
    where coalesce(posted.declared, 0) <> 0
      or coalesce(said.eligible, 0) + coalesce(said.pending, 0) <> coalesce(posted.eligible, 0)
      or coalesce(posted.parked, 0) > coalesce(said.parked, 0) or coalesce(posted.rejected, 0) > coalesce(said.rejected, 0)
      or said.eligible + said.parked + said.rejected <> said.submitted
      or least(said.eligible, said.parked, said.rejected, said.pending) < 0
  ) into differs;
  if differs then
    raise exception 'the ledger says otherwise than decision %', new.number using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger amounts_hold after update on control.decision
  deferrable initially deferred for each row execute function control.hold_amounts();

create function control.hold_outage() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'what was noted stays' using errcode = 'restrict_violation';
  end if;
  if agreement.asks_as_application() then
    new.noticed := 'by_hand';
    new.noted_by := agreement.asker();
    new.noted_at := clock_timestamp();
    if new.until_at > clock_timestamp() then
      raise exception 'an outage is noted once it is over' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger outage_holds before insert or update or delete on control.outage
  for each row execute function control.hold_outage();

-- The walls.
alter table control.plan enable row level security;
alter table control.verification enable row level security;
alter table control.printed enable row level security;
alter table control.work enable row level security;
alter table control.answer enable row level security;
alter table control.seen enable row level security;
alter table control.finding enable row level security;
alter table control.letter enable row level security;
alter table control.decision enable row level security;
alter table control.outage enable row level security;
alter table control.heartbeat enable row level security;
alter table control.sending enable row level security;

create policy seen on control.plan for select to jalon_application using (
  (select access.everywhere('money:read', 'money:control')));
create policy made on control.plan for insert to jalon_application with check (
  (select access.everywhere('money:control')));
create policy changed on control.plan for update to jalon_application using (
  (select access.everywhere('money:control')));

-- Partners see what was sent to them, and nothing of what is being prepared.
create policy seen on control.verification for select to jalon_application using (
  (select access.everywhere('money:read', 'money:control', 'money:agree'))
  or operation = any ((select access.operations('money:control', 'money:agree'))::text[])
  or (told_at is not null and (
    partner = any ((select access.partners('money:read'))::text[])
    or operation = any ((select access.operations('money:read'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]))));
create policy opened on control.verification for insert to jalon_application with check (
  access.reaches('money:control', operation, partner));
create policy changed on control.verification for update to jalon_application using (
  access.reaches('money:control', operation, partner)
  or (told_at is not null and exists (select from agreement.agreement a where a.id = agreement
    and agreement.speaks_for(a.operation, a.partner, a.internal))));

create policy seen on control.finding for select to jalon_application using (
  (select access.everywhere('money:read', 'money:control', 'money:agree'))
  or operation = any ((select access.operations('money:control', 'money:agree'))::text[])
  or (sent_at is not null and (
    partner = any ((select access.partners('money:read'))::text[])
    or operation = any ((select access.operations('money:read'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]))));
create policy made on control.finding for insert to jalon_application with check (
  access.reaches('money:control', operation, partner));
create policy changed on control.finding for update to jalon_application using (
  access.reaches('money:control', operation, partner)
  or (sent_at is not null and exists (select from declaration.declaration d join agreement.agreement a on a.id = d.agreement
    where d.id = declaration and agreement.speaks_for(a.operation, a.partner, a.internal))));
create policy removed on control.finding for delete to jalon_application using (
  access.reaches('money:control', operation, partner));

create policy seen on control.work for select to jalon_application using (
  exists (select from control.verification v where v.id = whose and control.oversees(v.operation, v.partner)));
create policy begun on control.work for insert to jalon_application with check (
  exists (select from control.verification v where v.id = whose and access.reaches('money:control', v.operation, v.partner)));
create policy typed on control.work for update to jalon_application using (
  exists (select from control.verification v where v.id = whose and access.reaches('money:control', v.operation, v.partner)));

create policy seen on control.answer for select to jalon_application using (
  control.oversees(operation, partner)
  or exists (select from control.verification v where v.id = verification and v.state = 'decided'));
create policy written on control.answer for insert to jalon_application with check (
  access.reaches('money:control', operation, partner));
create policy removed on control.answer for delete to jalon_application using (
  access.reaches('money:control', operation, partner));
create policy seen on control.seen for select to jalon_application using (
  control.oversees(operation, partner)
  or exists (select from control.verification v where v.id = verification and v.state = 'decided'));
create policy written on control.seen for insert to jalon_application with check (
  access.reaches('money:control', operation, partner));
create policy removed on control.seen for delete to jalon_application using (
  access.reaches('money:control', operation, partner));

create policy seen on control.printed for select to jalon_application using (
  control.oversees(operation, partner)
  or exists (select from control.verification v where v.id = verification and v.state = 'decided' and v.report = printed.report));
create policy written on control.printed for insert to jalon_application with check (
  access.reaches('money:control', operation, partner));

create policy seen on control.letter for select to jalon_application using (
  exists (select from control.verification v where v.id = verification));
create policy sent on control.letter for insert to jalon_application with check (
  access.reaches('money:control', operation, partner));
create policy answered on control.letter for update to jalon_application using (
  exists (select from control.verification v join agreement.agreement a on a.id = v.agreement
    where v.id = verification and agreement.speaks_for(a.operation, a.partner, a.internal)));

create policy seen on control.decision for select to jalon_application using (
  (select access.everywhere('money:read', 'money:control', 'money:agree'))
  or operation = any ((select access.operations('money:control', 'money:agree'))::text[])
  or (state = 'decided' and (
    partner = any ((select access.partners('money:read'))::text[])
    or operation = any ((select access.operations('money:read'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:read'))::text[]))));
create policy proposed on control.decision for insert to jalon_application with check (
  access.reaches('money:control', operation, partner));
create policy decided on control.decision for update to jalon_application using (
  access.reaches('money:control', operation, partner));

create policy seen on control.outage for select to jalon_application using (
  (select access.anywhere('money:read', 'money:control')));
create policy noted on control.outage for insert to jalon_application with check (
  (select access.everywhere('money:control')));

-- What a verifier attached is the authority's until it is decided; what the partner attached is its own.
create policy of_control on document.file as restrictive for select to jalon_application using (
  case when not starts_with(about, 'verification:') or split_part(about, ':', 3) = 'partner' then true
    else exists (select from control.verification v where v.id::text = split_part(about, ':', 2)
      and (v.state = 'decided' or control.oversees(v.operation, v.partner))) end);

revoke all on all functions in schema control from public;
grant usage on schema control to jalon_application;
grant execute on function control.last_beat(), control.runs_until(timestamptz, timestamptz), control.oversees(text, text),
  control.begin(bigint, bigint, timestamptz) to jalon_application;
grant usage on sequence control.report to jalon_application;
grant select on control.plan, control.verification, control.printed, control.work, control.answer, control.seen, control.finding,
  control.letter, control.decision, control.outage to jalon_application;
grant insert (year, version, content, document, made_by, change),
  update (state, content, document, adopted_by, change) on control.plan to jalon_application;
grant insert (number, type, agreement, declaration, operation, partner, plan, sample, checklist, opened_by, change),
  update (state, sample, visit, told_at, conclusion, concluded_by, report, report_hash, ended_at, end_reason,
    change) on control.verification to jalon_application;
grant insert (whose), update (answers, seen, visit, edition) on control.work to jalon_application;
grant insert, delete on control.answer, control.seen to jalon_application;
grant insert (verification, operation, partner, hash, content, made_under) on control.printed to jalon_application;
grant insert (verification, reference, declaration, line, operation, partner, about, typology, amount, of_buyer, systemic, measure, text,
    made_by, change),
  update (line, about, typology, amount, of_buyer, systemic, measure, text, sent_at, partner_answer, partner_text,
    partner_at, final, change), delete on control.finding to jalon_application;
grant insert (verification, operation, partner, n, sent_at, sent_by, due_at, silence, content),
  update (answered_at, answered_by) on control.letter to jalon_application;
grant insert (number, declaration, agreement, operation, partner, n, kind, verification, measures, targets, mode, reason,
    proposed_by, change),
  update (state, decided_by, return_reason, entry, hash, content, change) on control.decision to jalon_application;
grant insert (from_at, until_at, noticed, reason, noted_by, change) on control.outage to jalon_application;
