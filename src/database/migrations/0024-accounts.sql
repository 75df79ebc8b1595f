-- What becomes of declared expenditure, and of money paid: accounts on two axes, each of which balances by itself. What
-- was spent goes from `budgeted` over `declared` to the account to the Commission; what was paid goes from the
-- `treasury` to the partner, and back where it is recovered. No account but the two counterparts is ever negative: so no
-- more is applied for than was certified, certified than declared, declared than budgeted, in whatever order it happens.

alter table ledger.posting drop constraint posting_account_check;
alter table ledger.posting add constraint posting_account_check check (account in ('granted', 'budgeted', 'declared',
  'parked', 'rejected', 'certified', 'applied', 'accounted', 'withdrawn', 'recovered',
  'treasury', 'paid', 'to_recover', 'irrecoverable'));

create function ledger.axis(account text) returns text language sql immutable parallel safe
  return case when account in ('treasury', 'paid', 'to_recover', 'irrecoverable') then 'payment' else 'expenditure' end;
-- Payments are made under an agreement, not for one of its lines.
alter table ledger.posting add constraint payment_is_of_the_agreement
  check (ledger.axis(account) = 'expenditure' or line = '');
-- From `declared` on, it is known which declaration an amount comes of.
alter table ledger.posting add constraint declared_by_a_declaration
  check (declaration is not null or ledger.axis(account) = 'payment' or account in ('granted', 'budgeted'));

-- The row that an entry comes of, beside a declaration or a version of the agreement: a decision of control, a payment,
-- a recovery, an application, an account, a correction.
alter table ledger.entry add column under bigint;
create index entry_under on ledger.entry (under) where under is not null;
grant insert (under) on ledger.entry to jalon_application;

drop index ledger.posting_of_declaration;
create index posting_of_declaration on ledger.posting (declaration, line, account) include (amount)
  where declaration is not null;

create or replace function ledger.check_balance(entry bigint) returns void language plpgsql as $$
begin
  if not exists (select from ledger.posting p where p.entry = $1) then
    raise exception 'entry % has no postings', entry using errcode = 'check_violation';
  end if;
  if exists (select from ledger.posting p where p.entry = $1 group by p.line, ledger.axis(p.account)
      having sum(p.amount) <> 0) then
    raise exception 'entry % does not balance', entry using errcode = 'check_violation';
  end if;
end $$;

-- At the end of the transaction, and one writer of an agreement after the other: also a posting that came after its
-- entry was looked at leaves it balanced, and nothing is taken of what is not there.
create or replace function ledger.check_posting() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  left_over numeric;
begin
  perform ledger.wait_for_agreement(new.agreement);
  perform ledger.check_balance(new.entry);
  if new.account in ('granted', 'treasury') or new.amount > 0 then return null; end if;
  select sum(p.amount) into left_over from ledger.posting p
    where p.agreement = new.agreement and p.line = new.line and p.account = new.account;
  if left_over < 0 then
    raise exception '% of line % of agreement % is overdrawn by %', new.account, new.line, new.agreement, -left_over
      using errcode = 'check_violation', constraint = case
        when new.account = 'budgeted' then 'budget_is_not_overdrawn'
        when ledger.axis(new.account) = 'payment' then 'payment_is_not_overdrawn'
        else 'expenditure_is_not_overdrawn' end;
  end if;
  if new.account = 'budgeted' or ledger.axis(new.account) = 'payment' then return null; end if;
  select sum(p.amount) into left_over from ledger.posting p
    where p.declaration = new.declaration and p.line = new.line and p.account = new.account;
  if left_over < 0 then
    raise exception '% of line % of declaration % is overdrawn by %', new.account, new.line, new.declaration, -left_over
      using errcode = 'check_violation', constraint = 'declaration_is_not_overdrawn';
  end if;
  return null;
end $$;

alter policy made on ledger.entry with check (
  change > (select trail.head())
  and ((select access.everywhere('money:declare', 'money:agree', 'money:control', 'money:pay', 'money:certify'))
    or partner = any ((select access.partners('money:declare', 'money:agree', 'money:control', 'money:pay',
      'money:certify'))::text[])
    or operation = any ((select access.operations('money:declare', 'money:agree', 'money:control', 'money:pay',
      'money:certify'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:declare', 'money:agree', 'money:control',
      'money:pay', 'money:certify'))::text[])));

alter policy agreed on ledger.posting with check (
  account in ('granted', 'budgeted')
  and ((select access.everywhere('money:agree'))
    or partner = any ((select access.partners('money:agree'))::text[])
    or operation = any ((select access.operations('money:agree'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:agree'))::text[])));
create policy controlled on ledger.posting for insert to jalon_application with check (
  account in ('declared', 'parked', 'rejected', 'certified', 'applied', 'accounted', 'withdrawn')
  and ((select access.everywhere('money:control'))
    or partner = any ((select access.partners('money:control'))::text[])
    or operation = any ((select access.operations('money:control'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:control'))::text[])));
create policy paid on ledger.posting for insert to jalon_application with check (
  ledger.axis(account) = 'payment'
  and ((select access.everywhere('money:pay'))
    or partner = any ((select access.partners('money:pay'))::text[])
    or operation = any ((select access.operations('money:pay'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:pay'))::text[])));
create policy certified on ledger.posting for insert to jalon_application with check (
  account in ('certified', 'parked', 'applied', 'accounted', 'withdrawn', 'recovered')
  and ((select access.everywhere('money:certify'))
    or partner = any ((select access.partners('money:certify'))::text[])
    or operation = any ((select access.operations('money:certify'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:certify'))::text[])));

-- In the trail. Rows of the whole programme (a plan of control, an application) have '' for operation and partner.
create or replace function trail.of_money(register text) returns boolean language sql immutable parallel safe
  return split_part(register, '.', 1) in ('agreement', 'declaration', 'document', 'ledger', 'control', 'payment',
    'commission', 'audit') and position('.' in register) > 0;
-- What the authority thinks of a partner before it says so: findings that are not sent, suspicions, samples.
create function trail.of_authority(register text) returns boolean language sql immutable parallel safe
  return split_part(register, '.', 1) in ('control', 'commission', 'audit') and position('.' in register) > 0;

create or replace function trail.note(change bigint, n integer, register text, record bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e trail.entry;
  place jsonb;
  is_written boolean;
  is_application constant boolean := current_setting('role') = 'jalon_application';
begin
  if not trail.of_money(register) then
    raise exception '% is no table of money', register using errcode = 'restrict_violation';
  end if;
  if change <= trail.head() then
    raise exception 'this change is over' using errcode = 'restrict_violation';
  end if;
  e.change := change;
  e.n := n;
  e.register := register;
  e.record := record;
  e.after := trail.whole(register::regclass, record)::text;
  select p.after, jsonb_build_object('operation', p.operation, 'partner', p.partner) into e.before, place
    from trail.entry p where trail.of_money(p.register) and p.register = $3 and p.record = $4
    order by p.change desc, p.n desc limit 1;
  if e.before is null and e.after is null then
    raise exception 'there is no row % of %', record, register using errcode = 'restrict_violation';
  end if;
  if e.after is not null then
    place := e.after::jsonb;
    execute format('select r.change = $2 from %s r where r.id = $1', register::regclass) into strict is_written
      using record, change;
    if is_written is not true then
      raise exception 'row % of % was not written under this change', record, register
        using errcode = 'restrict_violation';
    end if;
  end if;
  e.operation := place ->> 'operation';
  e.partner := coalesce(place ->> 'partner', '');
  e.kind := case when e.before is null then 'added' when e.after is null then 'removed' else 'changed' end;
  if is_application and not exists (
      select from unnest(array['declare', 'agree', 'control', 'pay', 'certify', 'audit']) r (may)
      where access.reaches('money:' || r.may, e.operation, e.partner)) then
    raise exception 'not a place where the asker writes about money' using errcode = 'insufficient_privilege';
  end if;
  e.hash := trail.entry_hash(e);
  insert into trail.entry select e.*;
  return e.kind;
end $$;

-- What became of money is read by those who read money, or the whole trail; what the authority keeps to itself, by its
-- own people.
alter policy money on trail.entry using (
  not trail.of_money(register)
  or (case when trail.of_authority(register)
    then (select access.everywhere('trail:read', 'money:agree', 'money:control', 'money:pay', 'money:certify',
        'money:audit'))
      or operation = any ((select access.operations('money:control', 'money:certify', 'money:audit'))::text[])
    else (select access.everywhere('trail:read', 'money:read'))
      or partner = any ((select access.partners('trail:read', 'money:read'))::text[])
      or operation = any ((select access.operations('trail:read', 'money:read'))::text[])
      or operation || '/' || partner = any ((select access.pairs('trail:read', 'money:read'))::text[]) end));

create or replace view trail.shown with (security_barrier) as
select e.change, e.n, e.register, e.operation, e.partner, e.record, e.kind,
  case when s.shown then e.before::jsonb else e.before::jsonb - s.fields end as before,
  case when s.shown then e.after::jsonb else e.after::jsonb - s.fields end as after
from trail.entry e
cross join lateral (
  select (select access.everywhere('special:read'))
      or e.partner = any ((select access.partners('special:read'))::text[])
      or e.operation = any ((select access.operations('special:read'))::text[])
      or e.operation || '/' || e.partner = any ((select access.pairs('special:read'))::text[])
      or (e.register, e.operation, e.record) in (
        select a.register, a.operation, a.record from access.addressed a
        where a.to_partner = any ((select access.partners('special:read'))::text[])
          or a.to_operation = any ((select access.operations('special:read'))::text[])
          or a.to_operation || '/' || a.to_partner = any ((select access.pairs('special:read'))::text[])) as shown,
    array(select f.field from access.special_field f where f.register = e.register) as fields
) s
where ((select access.everywhere('trail:read', 'records:read'))
    or e.partner = any ((select access.partners('trail:read', 'records:read'))::text[])
    or e.operation = any ((select access.operations('trail:read', 'records:read'))::text[])
    or e.operation || '/' || e.partner = any ((select access.pairs('trail:read', 'records:read'))::text[])
    or (e.register, e.operation, e.record) in (
      select a.register, a.operation, a.record from access.addressed a
      where a.to_partner = any ((select access.partners('records:read'))::text[])
        or a.to_operation = any ((select access.operations('records:read'))::text[])
        or a.to_operation || '/' || a.to_partner = any ((select access.pairs('records:read'))::text[])))
  and (e.register <> all ((select access.rooms())::text[])
    or (e.register, e.operation, e.record) in (select l.register, l.operation, l.record from access.let_in() l))
  and (not trail.of_money(e.register)
    or (case when trail.of_authority(e.register)
      then (select access.everywhere('trail:read', 'money:agree', 'money:control', 'money:pay', 'money:certify',
          'money:audit'))
        or e.operation = any ((select access.operations('money:control', 'money:certify', 'money:audit'))::text[])
      else (select access.everywhere('trail:read', 'money:read'))
        or e.partner = any ((select access.partners('trail:read', 'money:read'))::text[])
        or e.operation = any ((select access.operations('trail:read', 'money:read'))::text[])
        or e.operation || '/' || e.partner = any ((select access.pairs('trail:read', 'money:read'))::text[]) end));

-- Documents are also brought to a verification, a payment, a sample; those who bring them there take away their own only.
-- What is agreed upon and declared stays with those who agree and declare.
create policy brought_by_authority on document.file for insert to jalon_application with check (
  account = (select access.account()) and fixed_at is null and removed_at is null
  and split_part(about, ':', 1) not in ('call', 'candidacy', 'agreement', 'declaration', 'annual_file')
  and ((select access.everywhere('money:control', 'money:pay', 'money:certify', 'money:audit'))
    or partner = any ((select access.partners('money:control', 'money:pay', 'money:certify', 'money:audit'))::text[])
    or operation = any ((select access.operations('money:control', 'money:pay', 'money:certify', 'money:audit'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:control', 'money:pay', 'money:certify',
      'money:audit'))::text[])));
create policy in_hand_of_authority on document.file for update to jalon_application using (
  removed_at is null and account = (select access.account())
  and split_part(about, ':', 1) not in ('call', 'candidacy', 'agreement', 'declaration', 'annual_file')
  and ((select access.everywhere('money:control', 'money:pay', 'money:certify', 'money:audit'))
    or partner = any ((select access.partners('money:control', 'money:pay', 'money:certify', 'money:audit'))::text[])
    or operation = any ((select access.operations('money:control', 'money:pay', 'money:certify', 'money:audit'))::text[])
    or operation || '/' || partner = any ((select access.pairs('money:control', 'money:pay', 'money:certify',
      'money:audit'))::text[])))
  with check (true);

revoke all on function ledger.axis(text), trail.of_authority(text) from public;
grant execute on function ledger.axis(text), trail.of_authority(text) to jalon_application;
