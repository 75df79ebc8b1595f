-- Payments to partners, and what is asked back. Nothing of an amount is typed: what a partner is entitled to follows from
-- its agreement and from what first-line control left of its declarations, and the database reckons it itself before it
-- lets a payment be prepared, approved or sent. Whoever prepared a payment does not approve it; whoever told a bank
-- account does not confirm it; an account that is not confirmed is paid nothing.
create schema payment;

create table payment.account (
  id bigint primary key default nextval('register.record'),
  -- An account is its partner's, wherever it works.
  operation text not null default '' check (operation = ''),
  partner text not null check (partner <> ''),
  holder text not null check (holder <> '' and length(holder) <= 70),
  iban text not null check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  bic text check (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  from_on date not null,
  document bigint references document.file (id),
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'closed')),
  entered_by text not null,
  entered_at timestamptz not null default clock_timestamp(),
  confirmed_by text,
  confirmed_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  close_reason text,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  constraint account_second_person check (confirmed_by <> entered_by),
  check (state <> 'confirmed' or (confirmed_by is not null and confirmed_at is not null)),
  check ((state = 'closed') = (closed_at is not null))
);
comment on column payment.account.holder is 'personal: an account may be a person''s';
comment on column payment.account.iban is 'personal: an account may be a person''s';
comment on column payment.account.close_reason is 'personal: may name people';
create unique index account_once on payment.account (partner, iban) where state <> 'closed';

create table payment.bank_file (
  id bigint primary key default nextval('register.record'),
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  message_id text not null unique check (message_id ~ '^[A-Za-z0-9-]{1,35}$'),
  format text not null check (format in ('pain.001.001.03', 'pain.001.001.09')),
  execute_on date not null,
  xml bytea not null,
  sha256 text not null check (sha256 = encode(sha256(xml), 'hex')),
  count integer not null check (count > 0),
  total numeric(14, 2) not null check (total > 0),
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  executed_on date,
  executed_by text,
  executed_at timestamptz,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check ((executed_on is null) = (executed_at is null) and (executed_on is null) = (executed_by is null))
);
comment on column payment.bank_file.xml is 'personal: holds the accounts that are paid';

create table payment.payment (
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  agreement bigint not null references agreement.agreement (id),
  operation text not null,
  partner text not null,
  kind text not null check (kind in ('advance', 'interim', 'balance')),
  -- The instalment of the agreement that it is, and the last decided declaration that it rests on.
  instalment integer,
  declaration bigint references declaration.declaration (id),
  amount numeric(14, 2) not null check (amount > 0),
  set_off numeric(14, 2) not null default 0 check (set_off >= 0),
  net numeric(14, 2) not null generated always as (amount - set_off) stored check (amount - set_off >= 0),
  -- How the amount came about, step by step, as it was shown to whoever approved it.
  tree jsonb not null,
  state text not null default 'prepared' check (state in ('prepared', 'approved', 'sent', 'paid', 'returned', 'refused',
    'cancelled')),
  communication text not null check (communication ~ '^[A-Za-z0-9 +/?:().,''-]{1,140}$'),
  account bigint not null references payment.account (id),
  due_on date,
  -- The day as of which it was reckoned.
  prepared_on date not null,
  prepared_by text not null,
  prepared_at timestamptz not null default clock_timestamp(),
  approved_by text,
  approved_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  file bigint references payment.bank_file (id),
  executed_on date,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  constraint payment_second_person check (approved_by <> prepared_by),
  check (state in ('prepared', 'refused', 'cancelled') or (approved_by is not null and approved_at is not null)),
  check (state <> 'sent' or file is not null),
  check (state <> 'paid' or (executed_on is not null and (file is not null or net = 0))),
  check ((state in ('refused', 'cancelled', 'returned')) = (ended_at is not null)),
  check (state not in ('refused', 'returned') or end_reason <> '')
);
comment on column payment.payment.end_reason is 'personal: may name people';
create index payment_of_agreement on payment.payment (agreement);
create index payment_of_file on payment.payment (file) where file is not null;
-- One at a time: the next is reckoned from what the one before became.
create unique index one_underway on payment.payment (agreement) where state in ('prepared', 'approved', 'sent');

create table payment.recovery (
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  agreement bigint not null references agreement.agreement (id),
  operation text not null,
  partner text not null,
  -- The decision of control that it follows.
  decision bigint references control.decision (id),
  amount numeric(14, 2) not null check (amount > 0),
  set_off numeric(14, 2) not null default 0 check (set_off >= 0),
  repaid numeric(14, 2) not null default 0 check (repaid >= 0),
  written_off numeric(14, 2) not null default 0 check (written_off >= 0),
  reason text not null check (reason <> ''),
  state text not null default 'issued' check (state in ('issued', 'set_off', 'repaid', 'irrecoverable', 'cancelled')),
  issued_on date not null,
  due_on date not null,
  -- The structured communication under which the partner repays.
  communication text not null unique check (communication ~ '^\+\+\+[0-9]{3}/[0-9]{4}/[0-9]{5}\+\+\+$'),
  comment text not null default '',
  issued_by text not null,
  issued_at timestamptz not null default clock_timestamp(),
  closed_by text,
  closed_at timestamptz,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  constraint not_more_than_owed check (set_off + repaid + written_off <= amount),
  constraint recovery_second_person check (state <> 'irrecoverable' or closed_by <> issued_by),
  check (issued_on <= due_on),
  check ((state = 'issued') = (closed_at is null)),
  check (state in ('issued', 'cancelled') or set_off + repaid + written_off = amount),
  check (state <> 'issued' or set_off + repaid + written_off < amount),
  check (state <> 'cancelled' or set_off + repaid + written_off = 0),
  check ((written_off > 0) = (state = 'irrecoverable')),
  -- Appendix 5 of the accounts asks why.
  check (state not in ('irrecoverable', 'cancelled') or comment <> '')
);
comment on column payment.recovery.reason is 'personal: may name people';
comment on column payment.recovery.comment is 'personal: may name people';
create index recovery_of_agreement on payment.recovery (agreement);

-- What of a payment stays here because the partner owes it.
create table payment.set_off (
  payment bigint not null references payment.payment (id),
  of_recovery bigint not null references payment.recovery (id),
  amount numeric(14, 2) not null check (amount > 0),
  primary key (payment, of_recovery)
);
create index set_off_of_recovery on payment.set_off (of_recovery);

create table payment.repayment (
  recovery bigint not null references payment.recovery (id),
  n integer not null check (n > 0),
  amount numeric(14, 2) not null check (amount > 0),
  received_on date not null,
  -- The bank's, so that what came once is counted once.
  reference text not null check (reference <> ''),
  noted_by text not null,
  noted_at timestamptz not null default clock_timestamp(),
  primary key (recovery, n),
  unique (recovery, reference)
);
comment on column payment.repayment.reference is 'personal: may name people';

-- The entries of the ledger that come of a payment or a recovery, each of one of them.
create table payment.booked (
  entry bigint primary key references ledger.entry (id),
  kind text not null check (kind in ('paid', 'set_off', 'returned', 'recovery_ordered', 'recovery_cancelled', 'repaid',
    'written_off')),
  payment bigint references payment.payment (id),
  recovery bigint references payment.recovery (id),
  check ((payment is null) <> (recovery is null)),
  check ((payment is not null) = (kind in ('paid', 'set_off', 'returned')))
);
create unique index booked_once on payment.booked (coalesce(payment, recovery), kind) where kind <> 'repaid';

-- When the days in which a partner is to be paid do not count (Reg. 1303/2013, Art. 132(2); Reg. 2021/1060, Art. 74(1)(b)).
create table payment.stop (
  id bigint primary key default nextval('register.record'),
  declaration bigint not null references declaration.declaration (id),
  agreement bigint not null references agreement.agreement (id),
  operation text not null,
  partner text not null,
  from_on date not null,
  until_on date,
  reason text not null check (reason in ('not_due', 'documents_missing', 'irregularity', 'information_insufficient')),
  told text not null check (told <> ''),
  told_by text not null,
  told_at timestamptz not null default clock_timestamp(),
  lifted_by text,
  lifted_at timestamptz,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (from_on <= until_on),
  check ((until_on is null) = (lifted_at is null) and (until_on is null) = (lifted_by is null))
);
comment on column payment.stop.told is 'personal: may name people';
create unique index one_running on payment.stop (declaration) where until_on is null;

-- What first-line control left of each live declaration of an agreement: still to be decided, and eligible. What is left
-- in the account to the Commission until it is repaid entitles the partner to nothing. For whoever reads money there.
create function payment.standing(of_agreement bigint)
returns table (declaration bigint, number text, period_from date, period_until date, submitted_at timestamptz,
  decided_on date, undecided numeric, eligible numeric)
language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'Europe/Brussels' as $$
  select d.id, d.number, d.period_from, d.period_until, d.submitted_at, c.decided_on, l.undecided,
    greatest(least(l.eligible, c.eligible), 0)
  from declaration.declaration d
  cross join lateral (
    select coalesce(sum(p.amount) filter (where p.account = 'declared'), 0) as undecided,
      coalesce(sum(p.amount) filter (where p.account in ('certified', 'applied', 'accounted')), 0) as eligible
    from ledger.posting p where p.declaration = d.id
  ) l
  left join lateral (
    select k.decided_at::date as decided_on, (select sum((t.value ->> 'eligible')::numeric)
      from jsonb_array_elements(k.targets) t) as eligible
    from control.decision k where k.declaration = d.id and k.state = 'decided' order by k.n desc limit 1
  ) c on true
  where d.agreement = of_agreement and d.live
    and (not agreement.asks_as_application() or access.reaches('money:read', d.operation, d.partner))
$$;

-- What a partner is entitled to in all on a day, to the cent, downwards. Each year of the instalments for itself: until all
-- of it is declared and decided, what the schedule advances or what control found eligible, whichever is more; then what
-- control found eligible. Never more than the public support granted. (src/payment/entitlement.ts says how in words.)
create function payment.entitled(of_agreement bigint, on_day date) returns numeric
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  prepared_ahead constant integer := 30;
  a agreement.agreement;
  v agreement.version;
  cycles integer;
  years integer;
  total numeric;
begin
  select x.* into a from agreement.agreement x where x.id = of_agreement and x.state in ('active', 'ended', 'terminated');
  if not found then return 0; end if;
  select x.* into v from agreement.version x where x.agreement = a.id and x.state = 'active';
  if not found or v.total_cost = 0 then return 0; end if;
  select count(*) filter (where i.kind = 'balance') into cycles from agreement.instalment i
    where i.agreement = a.id and i.version = v.version;
  years := extract(year from a.ends) - extract(year from a.starts) + 1;
  if cycles <> years or (select i.kind from agreement.instalment i where i.agreement = a.id and i.version = v.version
      order by i.n desc limit 1) is distinct from 'balance' then cycles := 1; end if;
  with cycle as (
    select c.i, case when c.i = cycles then a.ends
        else make_date(extract(year from a.starts)::integer + c.i - 1, 12, 31) end as until
    from generate_series(1, cycles) c (i)
  ), scheduled as (
    select case when cycles = 1 then 1 else 1 + (select count(*) from agreement.instalment b
        where b.agreement = i.agreement and b.version = i.version and b.kind = 'balance' and b.n < i.n) end as i, i.amount
    from agreement.instalment i where i.agreement = a.id and i.version = v.version and i.kind <> 'balance'
      and i.due_on - prepared_ahead <= on_day and (a.terminated_on is null or i.due_on <= a.terminated_on)
  ), declared as (
    select coalesce((select min(c.i) from cycle c where s.period_until <= c.until), cycles) as i, s.*
    from payment.standing(of_agreement) s
  ), ended as (
    select c.i, least(c.until, a.terminated_on) as until,
      div(coalesce((select sum(d.eligible) from declared d where d.i <= c.i), 0) * v.public_support * 100, v.total_cost) / 100
        as earned,
      coalesce((select sum(s.amount) from scheduled s where s.i = c.i), 0) as advanced
    from cycle c
  ), due as (
    select e.i, e.earned - coalesce(lag(e.earned) over (order by e.i), 0) as earned, e.advanced,
      coalesce((select max(d.period_until) >= e.until and sum(d.undecided) = 0 from declared d where d.i = e.i), false)
        as settled
    from ended e
  )
  select sum(case when d.settled then d.earned else greatest(d.earned, d.advanced) end) into total from due d;
  return least(total, v.public_support);
end $$;

-- What counts as paid or on its way, but for one payment: without what is asked back.
create function payment.taken(of_agreement bigint, but bigint) returns numeric
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select sum(case p.state when 'returned' then p.set_off else p.amount end) from payment.payment p
      where p.agreement = of_agreement and p.id <> but and (p.state in ('prepared', 'approved', 'sent', 'paid')
        or (p.state = 'returned' and exists (select from payment.booked b where b.payment = p.id and b.kind = 'set_off')))), 0)
    - coalesce((select sum(r.amount) from payment.recovery r where r.agreement = of_agreement and r.state <> 'cancelled'), 0)
$$;

-- Who did what, for the authority's own people: a partner knows what they are, not who.
create function payment.people(actors text[]) returns table (actor text, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'account:' || a.id, a.name from access.account a
  where 'account:' || a.id = any (actors) and (not agreement.asks_as_application()
    or access.reaches('money:pay', null, null) or access.reaches('trail:read', null, null))
$$;

create function payment.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'what was recorded stays as it was' using errcode = 'restrict_violation';
end $$;
create trigger account_stays before delete or truncate on payment.account for each statement execute function payment.refuse();
create trigger file_stays before delete or truncate on payment.bank_file for each statement execute function payment.refuse();
create trigger payment_stays before delete or truncate on payment.payment for each statement execute function payment.refuse();
create trigger recovery_stays before delete or truncate on payment.recovery for each statement execute function payment.refuse();
create trigger stop_stays before delete or truncate on payment.stop for each statement execute function payment.refuse();
create trigger set_off_stays before update or delete or truncate on payment.set_off
  for each statement execute function payment.refuse();
create trigger repayment_stays before update or delete or truncate on payment.repayment
  for each statement execute function payment.refuse();
create trigger booked_stays before update or delete or truncate on payment.booked
  for each statement execute function payment.refuse();

-- What is about an agreement is where the agreement is. The foreign key tells of one that is not there.
create function payment.check_place(of_agreement bigint, operation text, partner text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from agreement.agreement a where a.id = of_agreement
      and (a.operation, a.partner) is distinct from ($2, $3)) then
    raise exception 'it belongs where its agreement does' using errcode = 'restrict_violation';
  end if;
end $$;

create function payment.hold_account() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
  can_change constant text[] := array['state', 'confirmed_by', 'confirmed_at', 'closed_by', 'closed_at', 'close_reason', 'change'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' or new.confirmed_by is not null then
      raise exception 'an account waits for a second person' using errcode = 'restrict_violation';
    end if;
    if as_application then
      new.entered_by := agreement.asker();
      new.entered_at := clock_timestamp();
    end if;
    return new;
  end if;
  if to_jsonb(new) - can_change <> to_jsonb(old) - can_change or new.change <= trail.head()
    or (old.state, new.state) not in (('proposed', 'confirmed'), ('proposed', 'closed'), ('confirmed', 'closed')) then
    raise exception 'an account is confirmed or closed as it is' using errcode = 'restrict_violation';
  end if;
  if new.state = 'confirmed' then
    if as_application then new.confirmed_by := agreement.asker(); end if;
    if as_application or new.confirmed_at is null then new.confirmed_at := clock_timestamp(); end if;
  else
    if (old.confirmed_by, old.confirmed_at) is distinct from (new.confirmed_by, new.confirmed_at) then
      raise exception 'an account is closed as it is' using errcode = 'restrict_violation';
    end if;
    if as_application then new.closed_by := agreement.asker(); end if;
    if as_application or new.closed_at is null then new.closed_at := clock_timestamp(); end if;
  end if;
  return new;
end $$;
create trigger account_holds before insert or update on payment.account
  for each row execute function payment.hold_account();

-- What is paid is within what the partner is entitled to, also with all that is on its way; no more than was granted; and
-- to an account of the partner that a second person confirmed.
create function payment.check_payment(p payment.payment, on_day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  taken numeric;
  granted numeric;
begin
  perform ledger.wait_for_agreement(p.agreement);
  if not exists (select from payment.account k where k.id = p.account and k.partner = p.partner and k.state = 'confirmed') then
    raise exception 'no payment to an account that is not confirmed' using errcode = 'check_violation',
      constraint = 'account_is_confirmed';
  end if;
  taken := payment.taken(p.agreement, p.id) + p.amount;
  select v.public_support into granted from agreement.version v where v.agreement = p.agreement and v.state = 'active';
  if taken > coalesce(granted, 0) then
    raise exception 'more than the public support granted' using errcode = 'check_violation', constraint = 'not_more_than_granted';
  end if;
  if taken > payment.entitled(p.agreement, on_day) then
    raise exception 'more than the partner is entitled to' using errcode = 'check_violation', constraint = 'not_more_than_entitled';
  end if;
end $$;

create function payment.hold_payment() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
  can_change constant text[] := array['state', 'approved_by', 'approved_at', 'ended_by', 'ended_at', 'end_reason', 'file',
    'executed_on', 'change', 'net'];
begin
  if tg_op = 'INSERT' then
    perform payment.check_place(new.agreement, new.operation, new.partner);
    if new.state <> 'prepared' or new.approved_by is not null or new.file is not null or new.executed_on is not null then
      raise exception 'a payment begins prepared' using errcode = 'restrict_violation';
    end if;
    if as_application then
      new.prepared_by := agreement.asker();
      new.prepared_at := clock_timestamp();
      if new.prepared_on > (clock_timestamp() at time zone 'Europe/Brussels')::date then
        raise exception 'nothing is due on a day to come' using errcode = 'check_violation';
      end if;
    end if;
    if new.declaration is not null and not exists (select from declaration.declaration d where d.id = new.declaration
        and d.agreement = new.agreement) then
      raise exception 'it rests on a declaration of its agreement' using errcode = 'restrict_violation';
    end if;
    if exists (select from agreement.agreement a where a.id = new.agreement) then
      perform payment.check_payment(new, new.prepared_on);
    end if;
    return new;
  end if;
  if to_jsonb(new) - can_change <> to_jsonb(old) - can_change or new.change <= trail.head() then
    raise exception 'what is paid does not change' using errcode = 'restrict_violation';
  end if;
  if (old.state, new.state) not in (('prepared', 'approved'), ('prepared', 'refused'), ('prepared', 'cancelled'),
      ('approved', 'sent'), ('approved', 'cancelled'), ('approved', 'paid'), ('sent', 'paid'), ('sent', 'returned'),
      ('paid', 'returned')) or (old.state, new.state) = ('approved', 'paid') and new.net <> 0 then
    raise exception 'no step of a payment leads from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state <> 'approved' and (old.approved_by, old.approved_at) is distinct from (new.approved_by, new.approved_at)
    or new.state <> 'sent' and old.file is distinct from new.file
    or new.state <> 'paid' and old.executed_on is distinct from new.executed_on then
    raise exception 'what was noted stays' using errcode = 'restrict_violation';
  end if;
  if new.state = 'approved' then
    if as_application then new.approved_by := agreement.asker(); end if;
    if as_application or new.approved_at is null then new.approved_at := clock_timestamp(); end if;
  end if;
  if new.state in ('refused', 'cancelled', 'returned') then
    if as_application then new.ended_by := agreement.asker(); end if;
    if as_application or new.ended_at is null then new.ended_at := clock_timestamp(); end if;
  end if;
  if new.state in ('approved', 'sent') then perform payment.check_payment(new, new.prepared_on); end if;
  return new;
end $$;
create trigger payment_holds before insert or update on payment.payment
  for each row execute function payment.hold_payment();

-- At the end of the transaction: what the ledger has of a payment is what it says, once.
create function payment.hold_booked() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p payment.payment;
  booked numeric;
  kept numeric;
begin
  select x.* into p from payment.payment x where x.id = new.id;
  select coalesce(sum(l.amount), 0) into booked from payment.booked b join ledger.posting l on l.entry = b.entry
    where b.payment = p.id and l.account = 'paid';
  if booked <> (case when p.state = 'paid' then p.amount
      when p.state = 'returned' and p.executed_on is not null then p.set_off else 0 end) then
    raise exception 'the ledger says otherwise than payment %', p.number using errcode = 'check_violation';
  end if;
  select coalesce(sum(s.amount), 0) into kept from payment.set_off s where s.payment = p.id;
  if kept <> p.set_off then
    raise exception 'what is set off is not what payment % says', p.number using errcode = 'check_violation';
  end if;
  if p.file is not null and not exists (select from payment.bank_file f where f.id = p.file
      and (f.count, f.total) = (select count(*), sum(o.net) from payment.payment o where o.file = f.id)) then
    raise exception 'the file is not what its payments say' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger payment_is_booked after insert or update on payment.payment deferrable initially deferred
  for each row execute function payment.hold_booked();

create function payment.hold_file() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
  can_change constant text[] := array['executed_on', 'executed_by', 'executed_at', 'change'];
begin
  if tg_op = 'INSERT' then
    if as_application then
      new.made_by := agreement.asker();
      new.made_at := clock_timestamp();
    end if;
    return new;
  end if;
  if to_jsonb(new) - can_change <> to_jsonb(old) - can_change or old.executed_on is not null or new.executed_on is null
    or new.change <= trail.head() then
    raise exception 'a file is executed once, as it is' using errcode = 'restrict_violation';
  end if;
  if as_application then new.executed_by := agreement.asker(); end if;
  if as_application or new.executed_at is null then new.executed_at := clock_timestamp(); end if;
  return new;
end $$;
create trigger file_holds before insert or update on payment.bank_file
  for each row execute function payment.hold_file();

create function payment.hold_recovery() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
  can_change constant text[] := array['set_off', 'repaid', 'written_off', 'state', 'comment', 'closed_by', 'closed_at', 'change'];
  promised numeric;
begin
  if tg_op = 'INSERT' then
    perform payment.check_place(new.agreement, new.operation, new.partner);
    if new.state <> 'issued' then
      raise exception 'an order begins issued' using errcode = 'restrict_violation';
    end if;
    if as_application then
      new.issued_by := agreement.asker();
      new.issued_at := clock_timestamp();
    end if;
    if new.decision is not null and not exists (select from control.decision d where d.id = new.decision
        and d.agreement = new.agreement and d.state = 'decided') then
      raise exception 'an order follows a decision about its agreement' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if to_jsonb(new) - can_change <> to_jsonb(old) - can_change or new.change <= trail.head() or old.state <> 'issued' then
    raise exception 'what is asked back does not change' using errcode = 'restrict_violation';
  end if;
  if new.state <> 'issued' then
    if as_application then new.closed_by := agreement.asker(); end if;
    if as_application or new.closed_at is null then new.closed_at := clock_timestamp(); end if;
  end if;
  -- What a payment that is on its way keeps of it is spoken for.
  select coalesce(sum(s.amount), 0) into promised from payment.set_off s join payment.payment p on p.id = s.payment
    where s.of_recovery = new.id and p.state in ('prepared', 'approved', 'sent');
  if promised > 0 and (new.state = 'cancelled' or new.set_off + new.repaid + new.written_off + promised > new.amount) then
    raise exception 'a payment on its way keeps it' using errcode = 'check_violation', constraint = 'kept_by_a_payment';
  end if;
  return new;
end $$;
create trigger recovery_holds before insert or update on payment.recovery
  for each row execute function payment.hold_recovery();

-- At the end of the transaction: what an order says became of it is what the ledger says.
create function payment.hold_recovered() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r payment.recovery;
  ordered numeric;
  repaid numeric;
  written_off numeric;
begin
  select x.* into r from payment.recovery x where x.id = new.id;
  select coalesce(sum(l.amount) filter (where b.kind in ('recovery_ordered', 'recovery_cancelled') and l.account = 'to_recover'), 0),
      coalesce(sum(l.amount) filter (where b.kind = 'repaid' and l.account = 'treasury'), 0),
      coalesce(sum(l.amount) filter (where b.kind = 'written_off' and l.account = 'irrecoverable'), 0)
    into ordered, repaid, written_off
    from payment.booked b join ledger.posting l on l.entry = b.entry where b.recovery = r.id;
  if ordered <> (case when r.state = 'cancelled' then 0 else r.amount end) or repaid <> r.repaid or written_off <> r.written_off
    or r.repaid <> coalesce((select sum(y.amount) from payment.repayment y where y.recovery = r.id), 0)
    or r.set_off <> coalesce((select sum(s.amount) from payment.set_off s join payment.booked b
      on b.payment = s.payment and b.kind = 'set_off' where s.of_recovery = r.id), 0) then
    raise exception 'the ledger says otherwise than order %', r.number using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger recovery_is_booked after insert or update on payment.recovery deferrable initially deferred
  for each row execute function payment.hold_recovered();

-- What belongs to a payment or an order is written under a change of it.
create function payment.hold_part() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  part constant jsonb := to_jsonb(new);
begin
  if coalesce(part ->> 'payment', part ->> 'recovery') is null then return new; end if;
  if not exists (select from payment.payment p where p.id = (part ->> 'payment')::bigint and p.change > trail.head())
    and not exists (select from payment.recovery r where r.id = (part ->> 'recovery')::bigint and r.change > trail.head()) then
    raise exception 'it is written with what it belongs to' using errcode = 'restrict_violation';
  end if;
  if tg_table_name = 'set_off' and not exists (select from payment.payment p join payment.recovery r
      on r.id = (part ->> 'of_recovery')::bigint and r.agreement = p.agreement and r.state = 'issued'
      where p.id = (part ->> 'payment')::bigint and p.state = 'prepared') then
    raise exception 'what is set off is of the same agreement' using errcode = 'restrict_violation';
  end if;
  if tg_table_name = 'booked' and not exists (select from ledger.entry e where e.id = (part ->> 'entry')::bigint
      and e.kind = part ->> 'kind' and e.under = coalesce((part ->> 'payment')::bigint, (part ->> 'recovery')::bigint)) then
    raise exception 'an entry is booked by what it comes of' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger set_off_holds before insert on payment.set_off for each row execute function payment.hold_part();
create trigger repayment_holds before insert on payment.repayment for each row execute function payment.hold_part();
create trigger booked_holds before insert on payment.booked for each row execute function payment.hold_part();

create function payment.hold_stop() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  as_application constant boolean := agreement.asks_as_application();
  can_change constant text[] := array['until_on', 'lifted_by', 'lifted_at', 'change'];
begin
  if tg_op = 'INSERT' then
    if exists (select from declaration.declaration d where d.id = new.declaration and (d.state <> 'submitted'
        or (d.agreement, d.operation, d.partner) is distinct from (new.agreement, new.operation, new.partner)
        or new.from_on < (d.submitted_at at time zone 'Europe/Brussels')::date)) then
      raise exception 'the days of a declaration count once it is submitted' using errcode = 'restrict_violation';
    end if;
    if as_application then
      new.told_by := agreement.asker();
      new.told_at := clock_timestamp();
    end if;
    return new;
  end if;
  if to_jsonb(new) - can_change <> to_jsonb(old) - can_change or old.until_on is not null or new.until_on is null
    or new.change <= trail.head() then
    raise exception 'a stop is lifted once' using errcode = 'restrict_violation';
  end if;
  if as_application then new.lifted_by := agreement.asker(); end if;
  if as_application or new.lifted_at is null then new.lifted_at := clock_timestamp(); end if;
  return new;
end $$;
create trigger stop_holds before insert or update on payment.stop for each row execute function payment.hold_stop();

-- The walls.
alter table payment.account enable row level security;
alter table payment.bank_file enable row level security;
alter table payment.payment enable row level security;
alter table payment.recovery enable row level security;
alter table payment.set_off enable row level security;
alter table payment.repayment enable row level security;
alter table payment.booked enable row level security;
alter table payment.stop enable row level security;

-- A partner sees its accounts, under whichever of its operations it asks.
create policy seen on payment.account for select to jalon_application using (
  (select access.everywhere('money:read'))
  or partner = any ((select access.partners('money:read'))::text[])
  or partner = any ((select array(select split_part(p.pair, '/', 2) from unnest(access.pairs('money:read')) p (pair)))::text[]));
create policy told on payment.account for insert to jalon_application with check (
  (select access.everywhere('money:pay')) or partner = any ((select access.partners('money:declare'))::text[]));
create policy confirmed on payment.account for update to jalon_application using (
  (select access.everywhere('money:pay')));

create policy seen on payment.bank_file for select to jalon_application using ((select access.everywhere('money:read')));
create policy made on payment.bank_file for insert to jalon_application with check ((select access.everywhere('money:pay')));
create policy executed on payment.bank_file for update to jalon_application using ((select access.everywhere('money:pay')));

do $$
declare
  place constant text := '(select access.everywhere(%1$L)) or partner = any ((select access.partners(%1$L))::text[])
    or operation = any ((select access.operations(%1$L))::text[])
    or operation || ''/'' || partner = any ((select access.pairs(%1$L))::text[])';
  each text;
begin
  foreach each in array array['payment', 'recovery', 'stop'] loop
    execute format('create policy seen on payment.%I for select to jalon_application using (%s)', each,
      format(place, 'money:read'));
    execute format('create policy made on payment.%I for insert to jalon_application with check (%s)', each,
      format(place, 'money:pay'));
    execute format('create policy moved on payment.%I for update to jalon_application using (%s)', each,
      format(place, 'money:pay'));
  end loop;
end $$;

create policy seen on payment.set_off for select to jalon_application using (
  exists (select from payment.payment p where p.id = payment));
create policy made on payment.set_off for insert to jalon_application with check (
  exists (select from payment.payment p where p.id = payment and access.reaches('money:pay', p.operation, p.partner)));
create policy seen on payment.repayment for select to jalon_application using (
  exists (select from payment.recovery r where r.id = recovery));
create policy made on payment.repayment for insert to jalon_application with check (
  exists (select from payment.recovery r where r.id = recovery and access.reaches('money:pay', r.operation, r.partner)));
create policy seen on payment.booked for select to jalon_application using (
  exists (select from payment.payment p where p.id = payment) or exists (select from payment.recovery r where r.id = recovery));
create policy made on payment.booked for insert to jalon_application with check (
  exists (select from payment.payment p where p.id = payment and access.reaches('money:pay', p.operation, p.partner))
  or exists (select from payment.recovery r where r.id = recovery and access.reaches('money:pay', r.operation, r.partner)));

revoke all on all functions in schema payment from public;
grant usage on schema payment to jalon_application;
grant execute on function payment.standing(bigint), payment.people(text[]) to jalon_application;
grant select on all tables in schema payment to jalon_application;
grant insert (partner, holder, iban, bic, from_on, document, entered_by, change),
  update (state, close_reason, change) on payment.account to jalon_application;
grant insert (id, message_id, format, execute_on, xml, sha256, count, total, made_by, change),
  update (executed_on, change) on payment.bank_file to jalon_application;
grant insert (number, agreement, operation, partner, kind, instalment, declaration, amount, set_off, tree, communication,
    account, due_on, prepared_on, prepared_by, change),
  update (state, end_reason, file, executed_on, change) on payment.payment to jalon_application;
grant insert (id, number, agreement, operation, partner, decision, amount, reason, issued_on, due_on, communication,
    issued_by, change),
  update (state, set_off, repaid, written_off, comment, change) on payment.recovery to jalon_application;
grant insert on payment.set_off, payment.booked to jalon_application;
grant insert (recovery, n, amount, received_on, reference, noted_by) on payment.repayment to jalon_application;
grant insert (declaration, agreement, operation, partner, from_on, reason, told, told_by, change),
  update (until_on, change) on payment.stop to jalon_application;
