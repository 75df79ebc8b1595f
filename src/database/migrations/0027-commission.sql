-- The account to the Commission: payment applications, accounts of accounting years, irregularities. What the database
-- itself holds here: a form that was sent stays as it was; what its lines say is what the ledger says; nobody sends
-- amounts that they verified or decided on; a closed period opens again by reversing entries only.
create schema commission;

create table commission.application (
  -- Of the same sequence as records: a number in the trail names one thing.
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  -- Of the whole programme.
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  fund text not null,
  -- First day of the accounting year: a 1 July, or the day on which expenditure became eligible.
  accounting_year date not null,
  kind text not null check (kind in ('interim', 'final')),
  period_from date not null,
  period_until date not null,
  -- It takes up what was decided by then; null: all that is certified when it is sent.
  takes_until date,
  reference text not null default '' check (length(reference) <= 250),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'reopened')),
  -- The whole form as it was sent, and the SHA-256 of its canonical text.
  content jsonb,
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  opened_by text not null,
  opened_at timestamptz not null default clock_timestamp(),
  submitted_by text,
  submitted_at timestamptz,
  reopened_by text,
  reopened_at timestamptz,
  reopened_because text,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (period_from <= period_until),
  check ((state = 'draft') = (content is null)),
  check ((content is null) = (hash is null) and (hash is null) = (submitted_by is null)
    and (hash is null) = (submitted_at is null)),
  check ((state = 'reopened') = (reopened_by is not null and reopened_because <> ''))
);
create unique index application_in_preparation on commission.application (fund) where state = 'draft';
create unique index application_that_is_final on commission.application (fund, accounting_year)
  where kind = 'final' and state = 'submitted';

-- What an application is the sum of. A withdrawal and a recovery take back what an earlier one asked for: they are
-- negative, and `year` is the accounting year in which it was asked for.
create table commission.application_line (
  application bigint not null references commission.application (id),
  n integer not null check (n > 0),
  kind text not null check (kind in ('expenditure', 'withdrawal', 'recovery')),
  declaration bigint not null references declaration.declaration (id),
  agreement bigint not null,
  line text not null,
  about_operation text not null,
  about_partner text not null,
  priority text not null,
  region_category text not null,
  year date not null,
  eligible numeric(14, 2) not null check (case kind when 'expenditure' then eligible > 0 else eligible < 0 end),
  public numeric(14, 2) not null,
  entry bigint not null references ledger.entry (id),
  primary key (application, n)
);
create index application_line_of_entry on commission.application_line (entry, line);
create index application_line_of_declaration on commission.application_line (declaration);

create table commission.accounts (
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  fund text not null,
  accounting_year date not null,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'reopened')),
  -- What is left out besides what was withdrawn: [{ declaration, line, amount, kind, comment }]
  deductions jsonb not null default '[]',
  -- What is said of a row of an appendix: { "8:priority_1": "…" }
  comments jsonb not null default '{}',
  content jsonb,
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  opened_by text not null,
  opened_at timestamptz not null default clock_timestamp(),
  submitted_by text,
  submitted_at timestamptz,
  reopened_by text,
  reopened_at timestamptz,
  reopened_because text,
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check ((state = 'draft') = (content is null)),
  check ((content is null) = (hash is null) and (hash is null) = (submitted_by is null)
    and (hash is null) = (submitted_at is null)),
  check ((state = 'reopened') = (reopened_by is not null and reopened_because <> ''))
);
create unique index accounts_of_year on commission.accounts (fund, accounting_year) where state <> 'reopened';

create table commission.accounts_line (
  accounts bigint not null references commission.accounts (id),
  n integer not null check (n > 0),
  kind text not null check (kind in ('expenditure', 'deduction')),
  deduction text check (deduction in ('irregular', 'ongoing_assessment', 'other')),
  declaration bigint not null references declaration.declaration (id),
  agreement bigint not null,
  line text not null,
  about_operation text not null,
  about_partner text not null,
  priority text not null,
  region_category text not null,
  eligible numeric(14, 2) not null check (case kind when 'expenditure' then eligible > 0 else eligible < 0 end),
  public numeric(14, 2) not null,
  entry bigint not null references ledger.entry (id),
  primary key (accounts, n),
  check ((kind = 'deduction') = (deduction is not null))
);
create index accounts_line_of_entry on commission.accounts_line (entry, line);

-- How the correction that a decision of control made, or the order to repay it, is told in the accounts.
create table commission.correction (
  id bigint primary key default nextval('register.record'),
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  decision bigint not null unique,
  audits_of_operations boolean not null default false,
  article_71 boolean not null default false,
  -- Why nothing can be recovered any more, which Appendix 5 asks for.
  comment text not null default '' check (length(comment) <= 1500),
  change bigint not null references trail.change (seq) deferrable initially deferred
);

-- What is known of an irregularity. It is nothing for the partner whom it is about: the trail tells it as of the whole
-- programme.
create table commission.irregularity (
  id bigint primary key default nextval('register.record'),
  number text not null unique,
  operation text not null default '' check (operation = ''),
  partner text not null default '' check (partner = ''),
  agreement bigint not null references agreement.agreement (id),
  declaration bigint references declaration.declaration (id),
  decision bigint,
  -- Cases that belong together count as one against the threshold.
  linked_to bigint references commission.irregularity (id),
  first_information_on date not null,
  facts jsonb not null default '{}',
  systemic boolean not null default false,
  suspected_fraud boolean not null default false,
  bankruptcy_only boolean not null default false,
  precedes_bankruptcy boolean not null default false,
  voluntary boolean not null default false,
  before_application boolean not null default false,
  effects_abroad boolean not null default false,
  eligible numeric(14, 2) not null check (eligible >= 0),
  fund_contribution numeric(14, 2) not null check (fund_contribution >= 0),
  must_report boolean not null,
  -- First day of the quarter in which it was found, and the day by which it is told.
  quarter date not null,
  due_on date,
  closed_on date,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  change bigint not null references trail.change (seq) deferrable initially deferred,
  check (linked_to <> id)
);
create index irregularity_of_agreement on commission.irregularity (agreement);

-- What was told of it, each time: the fields of the file, as they were then.
create table commission.report (
  irregularity bigint not null references commission.irregularity (id),
  n integer not null check (n > 0),
  kind text not null check (kind in ('initial', 'follow_up', 'cancellation')),
  reported_on date not null,
  content jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  reported_by text not null,
  primary key (irregularity, n)
);

create function commission.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'what was told to the Commission stays' using errcode = 'restrict_violation';
end $$;
create trigger application_stays before truncate on commission.application for each statement execute function commission.refuse();
create trigger accounts_stay before truncate on commission.accounts for each statement execute function commission.refuse();
create trigger line_stays before update or delete or truncate on commission.application_line
  for each statement execute function commission.refuse();
create trigger line_stays before update or delete or truncate on commission.accounts_line
  for each statement execute function commission.refuse();
create trigger report_stays before update or delete or truncate on commission.report
  for each statement execute function commission.refuse();
create trigger correction_stays before delete or truncate on commission.correction
  for each statement execute function commission.refuse();
create trigger irregularity_stays before delete or truncate on commission.irregularity
  for each statement execute function commission.refuse();

-- Who verified the expenditure of a declaration, or proposed or took a decision on it.
create function commission.controlled_by(of_declaration bigint, who text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from control.verification v
      where v.declaration = of_declaration and v.state <> 'cancelled' and who in (v.opened_by, v.concluded_by))
    or exists (select from control.decision d
      where d.declaration = of_declaration and who in (d.proposed_by, d.decided_by));
end $$;

-- A form goes one way: draft, submitted, and reopened where it was the last. What was sent stays as it was sent.
create function commission.hold_form() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_application constant boolean := tg_table_name = 'application';
  working constant text[] := array['state', 'content', 'hash', 'submitted_by', 'submitted_at', 'reopened_by', 'reopened_at',
    'reopened_because', 'change', 'deductions', 'comments', 'kind', 'period_until', 'takes_until', 'reference'];
  kept constant text[] := array['state', 'reopened_by', 'reopened_at', 'reopened_because', 'change'];
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'what was sent stays' using errcode = 'restrict_violation';
    end if;
    return old;
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a form begins as a draft' using errcode = 'restrict_violation';
    end if;
    if agreement.asks_as_application() then
      new.opened_by := agreement.asker();
      new.opened_at := clock_timestamp();
    end if;
    return new;
  end if;
  if new.change <= old.change then
    raise exception 'a form changes only with a new change in the trail' using errcode = 'restrict_violation';
  end if;
  if to_jsonb(new) - (case old.state when 'draft' then working else kept end)
      <> to_jsonb(old) - (case old.state when 'draft' then working else kept end) then
    raise exception 'what was sent stays' using errcode = 'restrict_violation';
  end if;
  if old.state = new.state and old.state = 'draft' then return new; end if;
  if old.state = 'draft' and new.state = 'submitted' then
    if agreement.asks_as_application() then new.submitted_by := agreement.asker(); end if;
    if new.submitted_at is null or agreement.asks_as_application() then new.submitted_at := clock_timestamp(); end if;
    if is_application and exists (select from commission.application_line l where l.application = new.id
          and commission.controlled_by(l.declaration, new.submitted_by))
      or not is_application and exists (select from commission.accounts_line l where l.accounts = new.id
          and commission.controlled_by(l.declaration, new.submitted_by)) then
      raise exception 'whoever verified or decided does not certify' using errcode = 'restrict_violation',
        constraint = 'certifies_what_others_verified';
    end if;
    return new;
  end if;
  if old.state = 'submitted' and new.state = 'reopened' then
    if agreement.asks_as_application() then new.reopened_by := agreement.asker(); end if;
    if new.reopened_at is null or agreement.asks_as_application() then new.reopened_at := clock_timestamp(); end if;
    return new;
  end if;
  raise exception 'no step leads from % to %', old.state, new.state using errcode = 'restrict_violation';
end $$;
create trigger application_holds before insert or update or delete on commission.application
  for each row execute function commission.hold_form();
create trigger accounts_hold before insert or update or delete on commission.accounts
  for each row execute function commission.hold_form();

-- Lines are written when their form is sent, and never after.
create function commission.hold_application_lines() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from added l join commission.application a on a.id = l.application where a.state <> 'draft') then
    raise exception 'lines are written when their form is sent' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create function commission.hold_accounts_lines() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from added l join commission.accounts a on a.id = l.accounts where a.state <> 'draft') then
    raise exception 'lines are written when their form is sent' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger lines_hold after insert on commission.application_line referencing new table as added
  for each statement execute function commission.hold_application_lines();
create trigger lines_hold after insert on commission.accounts_line referencing new table as added
  for each statement execute function commission.hold_accounts_lines();

-- What forms that were sent and count tell of a line of an entry.
create function commission.told_of(of_entry bigint, of_line text) returns numeric
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce((select sum(l.eligible) from commission.application_line l
      join commission.application a on a.id = l.application and a.state = 'submitted'
      where l.entry = of_entry and l.line = of_line), 0)
    + coalesce((select sum(l.eligible) from commission.accounts_line l
      join commission.accounts a on a.id = l.accounts and a.state = 'submitted'
      where l.entry = of_entry and l.line = of_line and l.kind = 'deduction'), 0);
end;

-- Of what a decision of control took out, no more is told than it took, in however many forms.
create function commission.tells_too_much(of_entry bigint, of_line text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select commission.told_of(of_entry, of_line) < (select coalesce(sum(p.amount), 0) from ledger.posting p
    where p.entry = of_entry and p.line = of_line and p.account in ('applied', 'accounted'));
end;

-- At the end of the transaction: an application has lines only once it is sent; they say what the ledger says; what
-- takes back is told once; and what was opened again counts no more in the ledger.
create function commission.check_application() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  a commission.application;
begin
  select x.* into a from commission.application x where x.id = new.id;
  if not found then return null; end if;
  if a.state = 'draft' then
    if exists (select from commission.application_line l where l.application = a.id) then
      raise exception 'application % has lines and was not sent', a.number using errcode = 'check_violation';
    end if;
    return null;
  end if;
  if exists (
    select from (select l.entry, l.line, sum(l.eligible) as amount from commission.application_line l
        where l.application = a.id and l.kind <> 'withdrawal' group by 1, 2) said
    left join lateral (select sum(p.amount) as amount from ledger.posting p join ledger.entry e on e.id = p.entry
        where p.entry = said.entry and e.under = a.id and p.line = said.line and p.account in ('applied', 'accounted'))
      posted on true
    where said.amount is distinct from posted.amount) then
    raise exception 'the ledger says otherwise than application %', a.number using errcode = 'check_violation';
  end if;
  if a.state = 'submitted' then
    if exists (select from commission.application_line l where l.application = a.id
        and (l.kind = 'expenditure' or l.kind = 'recovery')
        and exists (select from ledger.entry e where e.reverses = l.entry)) then
      raise exception 'an entry of application % is reversed', a.number using errcode = 'check_violation';
    end if;
    if exists (select from commission.application_line l where l.application = a.id and l.kind = 'withdrawal'
        and commission.tells_too_much(l.entry, l.line)) then
      raise exception 'application % tells what was told', a.number using errcode = 'check_violation';
    end if;
    return null;
  end if;
  if exists (select from commission.application_line l where l.application = a.id and l.kind in ('expenditure', 'recovery')
      and not exists (select from ledger.entry e where e.reverses = l.entry)) then
    raise exception 'application % still counts in the ledger', a.number using errcode = 'check_violation';
  end if;
  if exists (select from commission.accounts c where c.fund = a.fund and c.accounting_year = a.accounting_year
      and c.state = 'submitted') then
    raise exception 'the accounts of application % were sent', a.number using errcode = 'check_violation',
      constraint = 'accounts_were_sent';
  end if;
  if exists (select from commission.application b where b.fund = a.fund and b.state = 'submitted'
      and b.submitted_at > a.submitted_at) then
    raise exception 'application % is not the last', a.number using errcode = 'check_violation',
      constraint = 'a_later_form_was_sent';
  end if;
  return null;
end $$;
create constraint trigger application_says_the_ledger after insert or update on commission.application
  deferrable initially deferred for each row execute function commission.check_application();

create function commission.check_accounts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  a commission.accounts;
begin
  select x.* into a from commission.accounts x where x.id = new.id;
  if not found then return null; end if;
  if a.state = 'draft' then
    if exists (select from commission.accounts_line l where l.accounts = a.id) then
      raise exception 'accounts % have lines and were not sent', a.number using errcode = 'check_violation';
    end if;
    return null;
  end if;
  if exists (
    select from (select l.entry, l.line, l.kind, sum(l.eligible) as amount from commission.accounts_line l
        join ledger.entry e on e.id = l.entry and e.under = a.id
        where l.accounts = a.id group by 1, 2, 3) said
    left join lateral (select sum(p.amount) as amount from ledger.posting p where p.entry = said.entry
        and p.line = said.line and p.account = case said.kind when 'expenditure' then 'accounted' else 'applied' end)
      posted on true
    where said.amount is distinct from posted.amount)
    or exists (select from commission.accounts_line l join ledger.entry e on e.id = l.entry
      where l.accounts = a.id and l.kind = 'expenditure' and e.under is distinct from a.id) then
    raise exception 'the ledger says otherwise than accounts %', a.number using errcode = 'check_violation';
  end if;
  if a.state = 'submitted' then
    if not exists (select from commission.application b where b.fund = a.fund and b.accounting_year = a.accounting_year
        and b.kind = 'final' and b.state = 'submitted') then
      raise exception 'accounts % have no final application', a.number using errcode = 'check_violation';
    end if;
    if exists (select from commission.accounts_line l join ledger.entry e on e.id = l.entry
        where l.accounts = a.id and l.kind = 'deduction' and e.under is distinct from a.id
          and commission.tells_too_much(l.entry, l.line)) then
      raise exception 'accounts % tell what was told', a.number using errcode = 'check_violation';
    end if;
    return null;
  end if;
  if exists (select from commission.accounts_line l join ledger.entry own on own.id = l.entry
      where l.accounts = a.id and own.under = a.id
        and not exists (select from ledger.entry e where e.reverses = l.entry)) then
    raise exception 'accounts % still count in the ledger', a.number using errcode = 'check_violation';
  end if;
  if exists (select from commission.accounts b where b.fund = a.fund and b.state = 'submitted'
      and b.accounting_year > a.accounting_year) then
    raise exception 'accounts % are not the last', a.number using errcode = 'check_violation',
      constraint = 'a_later_form_was_sent';
  end if;
  return null;
end $$;
create constraint trigger accounts_say_the_ledger after insert or update on commission.accounts
  deferrable initially deferred for each row execute function commission.check_accounts();

create function commission.hold_irregularity() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if agreement.asks_as_application() then new.made_by := agreement.asker(); end if;
    return new;
  end if;
  if (old.id, old.number, old.agreement, old.made_by, old.made_at)
      is distinct from (new.id, new.number, new.agreement, new.made_by, new.made_at) or new.change <= old.change then
    raise exception 'what an irregularity is about does not change' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger irregularity_holds before insert or update on commission.irregularity
  for each row execute function commission.hold_irregularity();
create function commission.hold_report() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if agreement.asks_as_application() then new.reported_by := agreement.asker(); end if;
  return new;
end $$;
create trigger report_holds before insert on commission.report for each row execute function commission.hold_report();

alter table commission.application enable row level security;
alter table commission.application_line enable row level security;
alter table commission.accounts enable row level security;
alter table commission.accounts_line enable row level security;
alter table commission.correction enable row level security;
alter table commission.irregularity enable row level security;
alter table commission.report enable row level security;

-- All of it is of the whole programme: read by whoever reads money everywhere, written by whoever certifies.
create policy seen on commission.application for select to jalon_application using ((select access.everywhere('money:read')));
create policy opened on commission.application for insert to jalon_application
  with check ((select access.everywhere('money:certify')));
create policy sent on commission.application for update to jalon_application
  using ((select access.everywhere('money:certify')));
create policy thrown_away on commission.application for delete to jalon_application
  using (state = 'draft' and (select access.everywhere('money:certify')));
create policy seen on commission.application_line for select to jalon_application
  using ((select access.everywhere('money:read')));
create policy sent on commission.application_line for insert to jalon_application
  with check ((select access.everywhere('money:certify')));
create policy seen on commission.accounts for select to jalon_application using ((select access.everywhere('money:read')));
create policy opened on commission.accounts for insert to jalon_application
  with check ((select access.everywhere('money:certify')));
create policy sent on commission.accounts for update to jalon_application
  using ((select access.everywhere('money:certify')));
create policy seen on commission.accounts_line for select to jalon_application
  using ((select access.everywhere('money:read')));
create policy sent on commission.accounts_line for insert to jalon_application
  with check ((select access.everywhere('money:certify')));
create policy seen on commission.correction for select to jalon_application using ((select access.everywhere('money:read')));
create policy told on commission.correction for insert to jalon_application
  with check ((select access.everywhere('money:certify')));
create policy changed on commission.correction for update to jalon_application
  using ((select access.everywhere('money:certify')));
create policy seen on commission.irregularity for select to jalon_application
  using ((select access.everywhere('money:read')));
create policy noted on commission.irregularity for insert to jalon_application
  with check ((select access.everywhere('money:certify')));
create policy changed on commission.irregularity for update to jalon_application
  using ((select access.everywhere('money:certify')));
create policy seen on commission.report for select to jalon_application using ((select access.everywhere('money:read')));
create policy sent on commission.report for insert to jalon_application
  with check ((select access.everywhere('money:certify')));

revoke all on all functions in schema commission from public;
grant usage on schema commission to jalon_application;
grant select on all tables in schema commission to jalon_application;
grant insert (number, fund, accounting_year, kind, period_from, period_until, takes_until, reference, opened_by, change),
  update (kind, period_until, takes_until, reference, state, content, hash, submitted_by, reopened_by, reopened_because, change), delete
  on commission.application to jalon_application;
grant insert on commission.application_line, commission.accounts_line, commission.report to jalon_application;
grant insert (number, fund, accounting_year, deductions, comments, opened_by, change),
  update (deductions, comments, state, content, hash, submitted_by, reopened_by, reopened_because, change)
  on commission.accounts to jalon_application;
grant insert (decision, audits_of_operations, article_71, comment, change),
  update (audits_of_operations, article_71, comment, change) on commission.correction to jalon_application;
grant insert (number, agreement, declaration, decision, linked_to, first_information_on, facts, systemic, suspected_fraud,
    bankruptcy_only, precedes_bankruptcy, voluntary, before_application, effects_abroad, eligible, fund_contribution,
    must_report, quarter, due_on, made_by, change),
  update (declaration, decision, linked_to, first_information_on, facts, systemic, suspected_fraud, bankruptcy_only,
    precedes_bankruptcy, voluntary, before_application, effects_abroad, eligible, fund_contribution, must_report, quarter,
    due_on, closed_on, change) on commission.irregularity to jalon_application;
