-- Calls, candidacies, decisions and agreements (docs/decisions/0016). What the database itself holds here: criteria do
-- not change once a call is published; nothing is submitted after closing, by this clock and no other; an agreement
-- enters into force only with a recorded decision, a breakdown into lines whose sum is its budget and which the
-- decision covers, and the partner's acceptance of each line; what was accepted never changes, a new version follows.
create schema agreement;
create sequence agreement.receipt as bigint;

create table agreement.call (
  id bigint primary key default nextval('register.record'),
  operation text not null,
  partner text not null default '' check (partner = ''),
  title jsonb not null,
  lead jsonb not null,
  -- The questions of a candidacy and the version of the financial guide, as the definitions name them.
  template text not null,
  guide text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  -- The period of its agreements.
  starts date not null,
  ends date not null,
  budget numeric(14,2) not null check (budget > 0),
  -- The most that one candidacy may ask.
  most numeric(14,2) check (most > 0),
  -- [{ id, label, points }]
  criteria jsonb not null default '[]',
  options text[] not null,
  -- Lines of a financing plan that candidacies begin with, under the terms that the call fixes.
  lines jsonb not null default '[]',
  objectives jsonb not null default '[]',
  -- The plan by which the money of a year is paid, as the definitions name it.
  instalments text,
  -- Parts for each of which a candidate hands in a file of its own: [{ id, label }]
  parts jsonb not null default '[]',
  made_by text not null,
  published_at timestamptz,
  published_by text,
  withdrawn_at timestamptz,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (opens_at < closes_at),
  check (starts <= ends)
);

create table agreement.candidacy (
  id bigint primary key default nextval('register.record'),
  call bigint not null references agreement.call (id),
  operation text not null,
  partner text not null,
  part text not null default '',
  answers jsonb not null default '{}',
  lines jsonb not null default '[]',
  objectives jsonb not null default '[]',
  starts date not null,
  ends date not null,
  -- Where new versions of the financial guide are sent. Not in the trail.
  contact text not null default '',
  state text not null default 'draft' check (state in ('draft', 'submitted', 'admissible', 'inadmissible', 'favourable',
    'unfavourable', 'accepted', 'refused', 'withdrawn')),
  -- Counts what was saved while it was a draft.
  revision integer not null default 1,
  saved_at timestamptz not null default clock_timestamp(),
  submitted_at timestamptz,
  submitted_by text,
  receipt bigint unique,
  -- Null while nothing but drafts was saved: the trail begins with what was sent.
  change bigint references trail.change (seq) deferrable initially deferred,
  check (starts <= ends),
  check (change is not null or state = 'draft')
);
comment on column agreement.candidacy.contact is 'personal: may be the address of a person';
create unique index candidacy_once on agreement.candidacy (call, partner, part) where state <> 'withdrawn';

create table agreement.assessment (
  candidacy bigint not null references agreement.candidacy (id),
  kind text not null check (kind in ('admissibility', 'criteria', 'opinion')),
  -- admissibility: { items: [{ id, met, reason }] } · criteria: { scores: [{ criterion, points, reason }] } ·
  -- opinion: { outcome, amount, reasons }
  content jsonb not null,
  by text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (candidacy, kind)
);
-- A candidate reads the trail of their own candidacy, and what was thought of it only once it was decided.
comment on column agreement.assessment.content is 'personal: kept from the candidate until the decision';

create table agreement.agreement (
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  operation text not null,
  partner text not null,
  -- Of the authority's own service: nobody was a candidate.
  internal boolean not null,
  candidacy bigint unique references agreement.candidacy (id),
  starts date not null,
  ends date not null,
  state text not null default 'draft' check (state in ('draft', 'proposed', 'accepted', 'active', 'ended', 'terminated')),
  -- The version in force; before there is one, the one being prepared.
  current_version integer not null default 1,
  terminated_on date,
  termination_reason text,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (starts <= ends),
  check (not internal or candidacy is null),
  check ((state = 'terminated') = (terminated_on is not null))
);
create index agreement_of_partner on agreement.agreement (partner, operation);

-- What the committee decided on a candidacy, on an agreement of a service, or on an amendment. Kept as it was recorded.
create table agreement.decision (
  id bigint primary key default nextval('register.record'),
  operation text not null,
  partner text not null,
  candidacy bigint references agreement.candidacy (id),
  agreement bigint references agreement.agreement (id),
  body text not null check (body <> ''),
  reference text not null check (reference <> ''),
  decided_on date not null,
  outcome text not null check (outcome in ('accepted', 'refused')),
  -- The most that may be granted, in all.
  amount numeric(14,2) check (amount > 0),
  document bigint,
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check ((candidacy is null) <> (agreement is null)),
  check ((outcome = 'accepted') = (amount is not null))
);
create unique index decision_of_candidacy on agreement.decision (candidacy) where candidacy is not null;
create index decision_of_agreement on agreement.decision (agreement);

create table agreement.version (
  agreement bigint not null references agreement.agreement (id),
  version integer not null check (version > 0),
  state text not null default 'draft' check (state in ('draft', 'proposed', 'accepted', 'active', 'replaced', 'dropped')),
  -- How often it was proposed: answers of the partner belong to one proposal.
  round integer not null default 0,
  effective_from date not null,
  ends date not null,
  financing_mode text not null,
  guide text not null,
  granted_on date,
  public_support numeric(14,2) not null check (public_support >= 0),
  total_cost numeric(14,2) not null check (total_cost >= 0),
  state_aid text not null default 'none' check (state_aid in ('none', 'de_minimis', 'state_aid')),
  budget numeric(14,2) not null check (budget > 0),
  -- The decision that it rests on.
  rests_on bigint references agreement.decision (id),
  note text not null default '',
  -- The rest of what a plan says of its operation.
  facts jsonb not null default '{}',
  prepared_by text not null,
  prepared_at timestamptz not null default clock_timestamp(),
  proposed_by text,
  proposed_at timestamptz,
  accepted_by text,
  accepted_at timestamptz,
  activated_by text,
  activated_at timestamptz,
  primary key (agreement, version)
);
create unique index version_in_force on agreement.version (agreement) where state = 'active';
create unique index version_in_preparation on agreement.version (agreement) where state in ('draft', 'proposed', 'accepted');

create table agreement.line (
  agreement bigint not null,
  version integer not null,
  line text not null,
  position integer not null,
  label jsonb not null,
  category text not null,
  option text not null,
  project text,
  budget numeric(14,2) not null check (budget >= 0),
  terms jsonb not null,
  primary key (agreement, version, line),
  foreign key (agreement, version) references agreement.version (agreement, version)
);
create table agreement.objective (
  agreement bigint not null,
  version integer not null,
  objective text not null,
  position integer not null,
  label jsonb not null,
  -- A quantity of costs.yaml that counts it; null where nothing in the registers does.
  quantity text,
  target numeric not null check (target >= 0),
  primary key (agreement, version, objective),
  foreign key (agreement, version) references agreement.version (agreement, version)
);
create table agreement.instalment (
  agreement bigint not null,
  version integer not null,
  n integer not null check (n > 0),
  kind text not null check (kind in ('advance', 'interim', 'balance')),
  share numeric not null check (share > 0 and share <= 1),
  amount numeric(14,2) not null check (amount >= 0),
  due_on date not null,
  -- What it waits for.
  condition jsonb not null,
  primary key (agreement, version, n),
  foreign key (agreement, version) references agreement.version (agreement, version)
);
create table agreement.annex (
  agreement bigint not null,
  version integer not null,
  n integer not null check (n > 0),
  document bigint,
  kind text not null,
  title jsonb not null,
  primary key (agreement, version, n),
  foreign key (agreement, version) references agreement.version (agreement, version)
);

-- What the partner says of each line of one proposal.
create table agreement.acceptance (
  agreement bigint not null,
  version integer not null,
  round integer not null,
  line text not null,
  answer text not null check (answer in ('accepted', 'questioned')),
  remark text not null default '',
  by text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (agreement, version, round, line),
  foreign key (agreement, version) references agreement.version (agreement, version),
  check (answer = 'accepted' or remark <> '')
);

-- A new version of the financial guide that was sent to a partner: from the year on that it governs.
create table agreement.guide_notice (
  id bigint primary key default nextval('register.record'),
  agreement bigint not null references agreement.agreement (id),
  guide text not null,
  governs_from integer not null check (governs_from between 2000 and 2100),
  sent_to text not null check (sent_to <> ''),
  sent_by text not null,
  sent_at timestamptz not null default clock_timestamp()
);
comment on column agreement.guide_notice.sent_to is 'personal: may be the address of a person';
create index guide_notice_of_agreement on agreement.guide_notice (agreement);

-- Whether the asker speaks for a partner: was given its own place. Whoever heads an operation speaks for its own service
-- and for nobody else who works in it.
create function agreement.speaks_for(operation text, partner text, internal boolean) returns boolean
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select exists (select from access.live_grants(array['money:declare']) g
    where case when $3 then g.operation = $1 and (g.partner is null or g.partner = $2)
      else g.partner = $2 and (g.operation is null or g.operation = $1) end);
end;

create function agreement.asks_as_application() returns boolean language sql stable parallel safe
  return current_setting('role') = 'jalon_application';
create function agreement.asker() returns text
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select 'account:' || access.account()::text;
end;

create function agreement.hold_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.published_at is not null and (tg_op = 'INSERT' or old.published_at is null) then
    if jsonb_array_length(new.criteria) = 0 or cardinality(new.options) = 0 then
      raise exception 'a call is published with its criteria and options' using errcode = 'check_violation';
    end if;
    if agreement.asks_as_application() then
      new.published_at := clock_timestamp();
      new.published_by := agreement.asker();
      if new.closes_at <= clock_timestamp() then
        raise exception 'a call is published before it closes' using errcode = 'check_violation';
      end if;
    end if;
  end if;
  if tg_op = 'UPDATE' then
    if new.change <= trail.head() then
      raise exception 'a call changes only with a new change in the trail' using errcode = 'restrict_violation';
    end if;
    if old.withdrawn_at is not null or (old.published_at is not null and (
      new.published_at is distinct from old.published_at or new.published_by is distinct from old.published_by
      or (old.operation, old.criteria, old.options, old.template, old.lines, old.objectives, old.parts, old.starts, old.ends)
        is distinct from
        (new.operation, new.criteria, new.options, new.template, new.lines, new.objectives, new.parts, new.starts, new.ends)))
    then
      raise exception 'what a published call asks does not change' using errcode = 'restrict_violation';
    end if;
    -- A closing is put off, never brought forward, and not once it has passed.
    if agreement.asks_as_application() and old.published_at is not null and new.closes_at <> old.closes_at
      and (new.closes_at < old.closes_at or old.closes_at <= clock_timestamp()) then
      raise exception 'a closing is only put off, before it has come' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger call_is_held before insert or update on agreement.call
  for each row execute function agreement.hold_call();

create function agreement.hold_candidacy() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c agreement.call;
  as_application constant boolean := agreement.asks_as_application();
begin
  select k.* into c from agreement.call k where k.id = new.call for share;
  -- The foreign key tells of a call that is not there.
  if not found then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a candidacy begins as a draft' using errcode = 'restrict_violation';
    end if;
    if new.operation <> c.operation or c.published_at is null or c.withdrawn_at is not null then
      raise exception 'a candidacy answers a call that is open' using errcode = 'check_violation';
    end if;
    if as_application and clock_timestamp() >= c.closes_at then
      raise exception 'the call is closed' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (old.call, old.operation, old.partner, old.part) is distinct from (new.call, new.operation, new.partner, new.part) then
    raise exception 'a candidacy stays its candidate''s' using errcode = 'restrict_violation';
  end if;
  if old.state = 'draft' and new.state = 'draft' then
    if as_application and not agreement.speaks_for(new.operation, new.partner, false) then
      raise exception 'a draft is its candidate''s' using errcode = 'insufficient_privilege';
    end if;
    new.saved_at := clock_timestamp();
    return new;
  end if;
  if new.change is null or new.change <= trail.head() then
    raise exception 'a candidacy changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('draft', 'submitted'), ('draft', 'withdrawn'), ('submitted', 'withdrawn'),
    ('submitted', 'admissible'), ('submitted', 'inadmissible'), ('admissible', 'favourable'),
    ('admissible', 'unfavourable'), ('favourable', 'accepted'), ('favourable', 'refused'), ('unfavourable', 'accepted'),
    ('unfavourable', 'refused')) then
    raise exception 'no step of a candidacy leads from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  -- What was sent is what was sent.
  if (old.answers, old.lines, old.objectives, old.starts, old.ends, old.contact)
    is distinct from (new.answers, new.lines, new.objectives, new.starts, new.ends, new.contact) then
    raise exception 'what a candidacy says does not change with its state' using errcode = 'restrict_violation';
  end if;
  if new.state <> old.state and new.state in ('submitted', 'withdrawn') then
    if as_application and not agreement.speaks_for(new.operation, new.partner, false) then
      raise exception 'a candidacy is its candidate''s' using errcode = 'insufficient_privilege';
    end if;
    if new.state = 'submitted' then
      if as_application or new.submitted_at is null then new.submitted_at := clock_timestamp(); end if;
      if as_application then new.submitted_by := agreement.asker(); end if;
      if new.submitted_at >= c.closes_at or new.submitted_at < c.opens_at or c.withdrawn_at is not null then
        raise exception 'the call is closed' using errcode = 'check_violation', detail = 'closed';
      end if;
      new.receipt := nextval('agreement.receipt');
    elsif old.state = 'submitted' and clock_timestamp() >= c.closes_at then
      raise exception 'the call is closed' using errcode = 'check_violation', detail = 'closed';
    end if;
    return new;
  end if;
  if (old.submitted_at, old.submitted_by, old.receipt) is distinct from (new.submitted_at, new.submitted_by, new.receipt) then
    raise exception 'a receipt stays what it was' using errcode = 'restrict_violation';
  end if;
  if as_application and not access.reaches('money:agree', new.operation, new.partner) then
    raise exception 'candidacies are assessed by the authority' using errcode = 'insufficient_privilege';
  end if;
  if clock_timestamp() < c.closes_at then
    raise exception 'candidacies are assessed once the call is closed' using errcode = 'check_violation', detail = 'open';
  end if;
  if (new.state in ('admissible', 'inadmissible') and not exists (select from agreement.assessment a
      where a.candidacy = new.id and a.kind = 'admissibility'))
    or (new.state in ('favourable', 'unfavourable') and (select count(*) from agreement.assessment a
      where a.candidacy = new.id and a.kind in ('criteria', 'opinion')) < 2)
    or (new.state in ('accepted', 'refused') and not exists (select from agreement.decision d
      where d.candidacy = new.id and d.outcome = new.state)) then
    raise exception 'a candidacy becomes % with what it rests on', new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger candidacy_is_held before insert or update on agreement.candidacy
  for each row execute function agreement.hold_candidacy();

create function agreement.hold_assessment() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k agreement.candidacy;
  criteria jsonb;
  wrong boolean;
begin
  select c.* into k from agreement.candidacy c where c.id = new.candidacy for share;
  if not found then return new; end if;
  if k.change <= trail.head() or (tg_op = 'UPDATE'
      and (new.candidacy, new.kind) is distinct from (old.candidacy, old.kind)) then
    raise exception 'an assessment comes with a new change of its candidacy' using errcode = 'restrict_violation';
  end if;
  if k.state <> (case new.kind when 'admissibility' then 'submitted' else 'admissible' end) then
    raise exception 'the candidacy is not at this step' using errcode = 'restrict_violation';
  end if;
  if agreement.asks_as_application() then
    new.by := agreement.asker();
    new.at := clock_timestamp();
  end if;
  if new.kind = 'criteria' then
    select c.criteria into criteria from agreement.call c where c.id = k.call;
    select count(*) <> jsonb_array_length(criteria) or count(distinct s ->> 'criterion') <> count(*)
        or coalesce(bool_or(m.points is null or (s ->> 'points')::numeric not between 0 and m.points
          or coalesce(trim(s ->> 'reason'), '') = ''), true)
      into wrong
      from jsonb_array_elements(new.content -> 'scores') s
      left join lateral (select (e ->> 'points')::numeric as points from jsonb_array_elements(criteria) e
        where e ->> 'id' = s ->> 'criterion') m on true;
    if wrong then
      raise exception 'each criterion of the call has its points, no more than its most, and a reason'
        using errcode = 'check_violation';
    end if;
  elsif new.kind = 'opinion' and coalesce(trim(new.content ->> 'reasons'), '') = '' then
    raise exception 'an opinion gives its reasons' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger assessment_is_held before insert or update on agreement.assessment
  for each row execute function agreement.hold_assessment();

create function agreement.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'what was recorded stays as it was' using errcode = 'restrict_violation';
end $$;
create trigger decision_is_kept before update or delete or truncate on agreement.decision
  for each statement execute function agreement.refuse();
create trigger notice_is_kept before update or delete or truncate on agreement.guide_notice
  for each statement execute function agreement.refuse();
create trigger acceptance_is_kept before update or delete or truncate on agreement.acceptance
  for each statement execute function agreement.refuse();

-- What a version says is open to change while it is a draft, and never again.
create function agreement.hold_part() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  part jsonb;
begin
  foreach part in array case tg_op when 'INSERT' then array[to_jsonb(new)] when 'DELETE' then array[to_jsonb(old)]
      else array[to_jsonb(old), to_jsonb(new)] end loop
    perform from agreement.version v where v.agreement = (part ->> 'agreement')::bigint
      and v.version = (part ->> 'version')::integer and v.state <> 'draft' for share;
    if found then
      raise exception 'what was proposed does not change' using errcode = 'restrict_violation';
    end if;
    perform from agreement.agreement a where a.id = (part ->> 'agreement')::bigint and a.change <= trail.head();
    if found then
      raise exception 'an agreement changes only with a new change in the trail' using errcode = 'restrict_violation';
    end if;
  end loop;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger line_is_held before insert or update or delete on agreement.line
  for each row execute function agreement.hold_part();
create trigger objective_is_held before insert or update or delete on agreement.objective
  for each row execute function agreement.hold_part();
create trigger instalment_is_held before insert or update or delete on agreement.instalment
  for each row execute function agreement.hold_part();
create trigger annex_is_held before insert or update or delete on agreement.annex
  for each row execute function agreement.hold_part();

create function agreement.hold_acceptance() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v agreement.version;
  a agreement.agreement;
  asker constant text := agreement.asker();
begin
  select x.* into v from agreement.version x where x.agreement = new.agreement and x.version = new.version for share;
  if not found then return new; end if;
  select x.* into a from agreement.agreement x where x.id = new.agreement;
  if v.state <> 'proposed' or v.round <> new.round or a.change <= trail.head() then
    raise exception 'only what is proposed is answered' using errcode = 'restrict_violation';
  end if;
  if agreement.asks_as_application() then
    new.by := asker;
    new.at := clock_timestamp();
    if not agreement.speaks_for(a.operation, a.partner, a.internal) or asker in (v.proposed_by, v.prepared_by) then
      raise exception 'the partner answers for itself' using errcode = 'insufficient_privilege';
    end if;
  end if;
  return new;
end $$;
create trigger acceptance_is_held before insert on agreement.acceptance
  for each row execute function agreement.hold_acceptance();

create function agreement.hold_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  a agreement.agreement;
  d agreement.decision;
  as_application constant boolean := agreement.asks_as_application();
  lines integer;
  total numeric;
begin
  select x.* into a from agreement.agreement x where x.id = new.agreement;
  if not found then return new; end if;
  if a.change <= trail.head() then
    raise exception 'an agreement changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.round <> 0 then
      raise exception 'a version begins as a draft' using errcode = 'restrict_violation';
    end if;
    if as_application then new.prepared_by := agreement.asker(); end if;
    return new;
  end if;
  if (new.agreement, new.version) is distinct from (old.agreement, old.version) then
    raise exception 'a version stays its agreement''s' using errcode = 'restrict_violation';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('draft', 'proposed'), ('proposed', 'draft'),
    ('proposed', 'accepted'), ('accepted', 'active'), ('active', 'replaced'), ('draft', 'dropped'), ('proposed', 'dropped'),
    ('accepted', 'dropped')) then
    raise exception 'no step of a version leads from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if old.state <> 'draft' and (
      (old.effective_from, old.ends, old.financing_mode, old.guide, old.public_support, old.total_cost, old.state_aid,
       old.budget, old.note, old.facts, old.prepared_by)
      is distinct from
      (new.effective_from, new.ends, new.financing_mode, new.guide, new.public_support, new.total_cost, new.state_aid,
       new.budget, new.note, new.facts, new.prepared_by)
    or (old.state in ('active', 'replaced', 'dropped')
      and (old.rests_on, old.granted_on) is distinct from (new.rests_on, new.granted_on))) then
    raise exception 'what was proposed does not change' using errcode = 'restrict_violation';
  end if;
  if new.state = 'accepted' and old.state = 'proposed' then
    if as_application then
      new.accepted_by := agreement.asker();
      new.accepted_at := clock_timestamp();
      if not agreement.speaks_for(a.operation, a.partner, a.internal)
        or new.accepted_by in (old.proposed_by, old.prepared_by)
        or exists (select from agreement.assessment s where s.candidacy = a.candidacy and s.by = new.accepted_by) then
        raise exception 'the partner accepts for itself' using errcode = 'insufficient_privilege';
      end if;
    end if;
    if new.accepted_by is null or new.accepted_at is null
      or exists (select from agreement.line l where l.agreement = new.agreement and l.version = new.version
        and not exists (select from agreement.acceptance y where y.agreement = l.agreement and y.version = l.version
          and y.round = new.round and y.line = l.line and y.answer = 'accepted'))
      or exists (select from agreement.acceptance y where y.agreement = new.agreement and y.version = new.version
        and y.round = new.round and y.answer = 'questioned') then
      raise exception 'each line is accepted by the partner' using errcode = 'check_violation', detail = 'acceptance';
    end if;
  elsif (old.accepted_by, old.accepted_at) is distinct from (new.accepted_by, new.accepted_at) then
    raise exception 'an acceptance stays what it was' using errcode = 'restrict_violation';
  elsif as_application and not access.reaches('money:agree', a.operation, a.partner)
    and not ((old.state, new.state) = ('proposed', 'draft') and agreement.speaks_for(a.operation, a.partner, a.internal)) then
    raise exception 'agreements are prepared by the authority' using errcode = 'insufficient_privilege';
  end if;
  if new.state = 'proposed' and old.state = 'draft' then
    new.round := old.round + 1;
    if as_application then
      new.proposed_by := agreement.asker();
      new.proposed_at := clock_timestamp();
    end if;
  elsif new.round <> old.round then
    raise exception 'rounds count proposals' using errcode = 'restrict_violation';
  end if;
  if new.state = 'active' then
    if new.rests_on is null then
      raise exception 'no decision is recorded' using errcode = 'check_violation', detail = 'decision';
    end if;
    select x.* into d from agreement.decision x where x.id = new.rests_on and x.operation = a.operation
      and x.partner = a.partner and (x.agreement = a.id or x.candidacy = a.candidacy);
    if not found or d.outcome <> 'accepted' or d.decided_on is null then
      raise exception 'no decision accepted it' using errcode = 'check_violation', detail = 'decision';
    end if;
    select count(*), coalesce(sum(l.budget), 0) into lines, total from agreement.line l
      where l.agreement = new.agreement and l.version = new.version;
    if lines = 0 or total <> new.budget then
      raise exception 'the lines do not sum to the budget' using errcode = 'check_violation', detail = 'breakdown';
    end if;
    if new.budget > d.amount then
      raise exception 'the decision grants less' using errcode = 'check_violation', detail = 'amount';
    end if;
    if new.accepted_at is null or new.accepted_by is null then
      raise exception 'the partner has not accepted it' using errcode = 'check_violation', detail = 'acceptance';
    end if;
    if as_application and old.state = 'accepted' then
      new.activated_by := agreement.asker();
      new.activated_at := clock_timestamp();
    end if;
  end if;
  return new;
end $$;
create trigger version_is_held before insert or update on agreement.version
  for each row execute function agreement.hold_version();

create function agreement.hold_agreement() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'an agreement begins as a draft' using errcode = 'restrict_violation';
    end if;
    if new.candidacy is not null and not exists (select from agreement.candidacy c where c.id = new.candidacy
        and c.state = 'accepted' and c.operation = new.operation and c.partner = new.partner) then
      raise exception 'an agreement follows a candidacy that was accepted' using errcode = 'check_violation';
    end if;
    if agreement.asks_as_application() then new.made_by := agreement.asker(); end if;
    return new;
  end if;
  if new.change <= trail.head()
    or (old.number, old.operation, old.partner, old.internal, old.candidacy, old.made_by)
      is distinct from (new.number, new.operation, new.partner, new.internal, new.candidacy, new.made_by) then
    raise exception 'an agreement changes only with a new change in the trail, and stays who it is with'
      using errcode = 'restrict_violation';
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('draft', 'proposed'), ('proposed', 'draft'),
    ('proposed', 'accepted'), ('accepted', 'active'), ('active', 'ended'), ('active', 'terminated'), ('draft', 'terminated'),
    ('proposed', 'terminated'), ('accepted', 'terminated')) then
    raise exception 'no step of an agreement leads from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state in ('active', 'ended') and not exists (select from agreement.version v where v.agreement = new.id
      and v.version = new.current_version and v.state = 'active') then
    raise exception 'no version is in force' using errcode = 'check_violation', detail = 'version';
  end if;
  if new.state = 'accepted' and not exists (select from agreement.version v where v.agreement = new.id
      and v.state = 'accepted') then
    raise exception 'no version was accepted' using errcode = 'check_violation', detail = 'acceptance';
  end if;
  if new.state = 'terminated' and coalesce(trim(new.termination_reason), '') = '' then
    raise exception 'a termination gives its reason' using errcode = 'check_violation';
  end if;
  if agreement.asks_as_application() and not access.reaches('money:agree', new.operation, new.partner)
    and not (agreement.speaks_for(new.operation, new.partner, new.internal)
      and (old.starts, old.ends, old.current_version) is not distinct from (new.starts, new.ends, new.current_version)
      and new.state in (old.state, 'accepted', 'draft') and old.state in ('proposed', 'active')) then
    raise exception 'agreements are prepared by the authority' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger agreement_is_held before insert or update on agreement.agreement
  for each row execute function agreement.hold_agreement();

-- The walls.
alter table agreement.call enable row level security;
alter table agreement.candidacy enable row level security;
alter table agreement.assessment enable row level security;
alter table agreement.decision enable row level security;
alter table agreement.agreement enable row level security;
alter table agreement.version enable row level security;
alter table agreement.line enable row level security;
alter table agreement.objective enable row level security;
alter table agreement.instalment enable row level security;
alter table agreement.annex enable row level security;
alter table agreement.acceptance enable row level security;
alter table agreement.guide_notice enable row level security;

-- What is published is published to all who deal with money; what is not, to whoever makes calls there.
create policy seen on agreement.call for select to jalon_application using (
  (published_at is not null and (select access.anywhere('money:read', 'money:declare', 'money:agree')))
  or (select access.everywhere('money:agree')) or operation = any ((select access.operations('money:agree'))::text[]));
create policy made on agreement.call for insert to jalon_application with check (
  access.reaches('money:agree', operation, null));
create policy changed on agreement.call for update to jalon_application using (
  access.reaches('money:agree', operation, null));

-- One's own candidacy, whatever its state; those of others only for who reads money in the whole programme or assesses
-- there, and not before they are sent.
create policy seen on agreement.candidacy for select to jalon_application using (
  partner = any ((select access.partners('money:declare', 'money:read'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:declare', 'money:read'))::text[])
  or (submitted_at is not null and ((select access.everywhere('money:read', 'money:agree'))
    or operation = any ((select access.operations('money:agree'))::text[]))));
create policy begun on agreement.candidacy for insert to jalon_application with check (
  agreement.speaks_for(operation, partner, false));
create policy changed on agreement.candidacy for update to jalon_application using (
  agreement.speaks_for(operation, partner, false) or access.reaches('money:agree', operation, partner));

create policy seen on agreement.assessment for select to jalon_application using (
  exists (select from agreement.candidacy c where c.id = candidacy
    and (c.state in ('inadmissible', 'accepted', 'refused') or (select access.everywhere('money:read', 'money:agree'))
      or c.operation = any ((select access.operations('money:agree'))::text[]))));
create policy written on agreement.assessment for insert to jalon_application with check (
  exists (select from agreement.candidacy c where c.id = candidacy and access.reaches('money:agree', c.operation, c.partner)));
create policy changed on agreement.assessment for update to jalon_application using (
  exists (select from agreement.candidacy c where c.id = candidacy and access.reaches('money:agree', c.operation, c.partner)));

create policy seen on agreement.decision for select to jalon_application using (
  (select access.everywhere('money:read', 'money:declare', 'money:agree'))
  or partner = any ((select access.partners('money:read', 'money:declare', 'money:agree'))::text[])
  or operation = any ((select access.operations('money:read', 'money:declare', 'money:agree'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read', 'money:declare', 'money:agree'))::text[]));
create policy recorded on agreement.decision for insert to jalon_application with check (
  recorded_by = agreement.asker() and access.reaches('money:agree', operation, partner));

create policy seen on agreement.agreement for select to jalon_application using (
  (select access.everywhere('money:read', 'money:declare', 'money:agree'))
  or partner = any ((select access.partners('money:read', 'money:declare', 'money:agree'))::text[])
  or operation = any ((select access.operations('money:read', 'money:declare', 'money:agree'))::text[])
  or operation || '/' || partner = any ((select access.pairs('money:read', 'money:declare', 'money:agree'))::text[]));
create policy made on agreement.agreement for insert to jalon_application with check (
  access.reaches('money:agree', operation, partner));
create policy changed on agreement.agreement for update to jalon_application using (
  access.reaches('money:agree', operation, partner) or agreement.speaks_for(operation, partner, internal));

-- The parts of an agreement are seen with it, and written by whoever prepares it.
do $$
declare
  part text;
begin
  foreach part in array array['version', 'line', 'objective', 'instalment', 'annex', 'acceptance', 'guide_notice'] loop
    execute format('create policy seen on agreement.%I for select to jalon_application using (
      exists (select from agreement.agreement a where a.id = agreement))', part);
    if part not in ('acceptance', 'guide_notice') then
      execute format('create policy written on agreement.%I for insert to jalon_application with check (
        exists (select from agreement.agreement a where a.id = agreement
          and access.reaches(''money:agree'', a.operation, a.partner)))', part);
    end if;
    if part in ('line', 'objective', 'instalment', 'annex') then
      execute format('create policy removed on agreement.%I for delete to jalon_application using (
        exists (select from agreement.agreement a where a.id = agreement
          and access.reaches(''money:agree'', a.operation, a.partner)))', part);
    end if;
  end loop;
end $$;
create policy changed on agreement.version for update to jalon_application using (
  exists (select from agreement.agreement a where a.id = agreement
    and (access.reaches('money:agree', a.operation, a.partner) or agreement.speaks_for(a.operation, a.partner, a.internal))));
create policy sent on agreement.guide_notice for insert to jalon_application with check (
  sent_by = agreement.asker() and exists (select from agreement.agreement a where a.id = agreement
    and access.reaches('money:agree', a.operation, a.partner)));
create policy answered on agreement.acceptance for insert to jalon_application with check (
  exists (select from agreement.agreement a where a.id = agreement
    and agreement.speaks_for(a.operation, a.partner, a.internal)));

-- Under an agreement of a partner only who speaks for the partner takes from its budget. Nothing was granted under one
-- that is not there.
create function agreement.declares_under(wanted bigint) returns boolean
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce((select agreement.speaks_for(a.operation, a.partner, a.internal)
    from agreement.agreement a where a.id = wanted), true);
end;
alter policy declared on ledger.posting with check (
  account in ('budgeted', 'declared')
  and agreement.declares_under(posting.agreement)
  and ((select access.everywhere('money:declare'))
    or partner = any ((select access.partners('money:declare'))::text[])
    or operation = any ((select access.operations('money:declare'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:declare'))::text[])));

revoke all on all functions in schema agreement from public;
grant usage on schema agreement to jalon_application;
grant execute on function agreement.speaks_for(text, text, boolean), agreement.declares_under(bigint), agreement.asker()
  to jalon_application;
grant select on all tables in schema agreement to jalon_application;
grant insert (operation, title, lead, template, guide, opens_at, closes_at, starts, ends, budget, most, criteria, options,
    lines, objectives, instalments, parts, made_by, change),
  update (title, lead, template, guide, opens_at, closes_at, starts, ends, budget, most, criteria, options, lines,
    objectives, instalments, parts, published_at, withdrawn_at, change) on agreement.call to jalon_application;
grant insert (call, operation, partner, part, answers, lines, objectives, starts, ends, contact, change),
  update (answers, lines, objectives, starts, ends, contact, state, revision, change) on agreement.candidacy
  to jalon_application;
grant insert (candidacy, kind, content, by), update (content) on agreement.assessment
  to jalon_application;
grant insert (operation, partner, candidacy, agreement, body, reference, decided_on, outcome, amount, document, recorded_by,
  change) on agreement.decision to jalon_application;
grant insert (number, operation, partner, internal, candidacy, starts, ends, made_by, change),
  update (starts, ends, state, current_version, terminated_on, termination_reason, change)
  on agreement.agreement to jalon_application;
grant insert (agreement, version, effective_from, ends, financing_mode, guide, granted_on, public_support, total_cost,
    state_aid, budget, rests_on, note, facts, prepared_by),
  update (state, effective_from, ends, financing_mode, guide, granted_on, public_support, total_cost, state_aid, budget,
    rests_on, note, facts) on agreement.version to jalon_application;
grant insert, delete on agreement.line, agreement.objective, agreement.instalment, agreement.annex to jalon_application;
grant insert (agreement, version, round, line, answer, remark, by) on agreement.acceptance to jalon_application;
grant insert (agreement, guide, governs_from, sent_to, sent_by) on agreement.guide_notice to jalon_application;
