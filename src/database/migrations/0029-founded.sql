-- Every entry of the ledger comes of something: of a version of an agreement, of a declaration, of a decision of control,
-- of a payment or a recovery, of a form that was sent to the Commission. Nobody posts without the act that posts it, also
-- not within what they may: at the end of the transaction the row it comes of names the entry, and says its amounts.

-- What an agreement was granted is what the version in force says of each of its lines.
create function ledger.check_grants(of_agreement bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from (
      select l.line, l.budget from agreement.line l
      join agreement.version v on v.agreement = l.agreement and v.version = l.version and v.state = 'active'
      where l.agreement = of_agreement) said
    full join (
      select p.line, -sum(p.amount) as granted from ledger.posting p
      where p.agreement = of_agreement and p.account = 'granted' group by p.line) posted using (line)
    where coalesce(said.budget, 0) <> coalesce(posted.granted, 0)) then
    raise exception 'agreement % was granted otherwise than its version in force says', of_agreement
      using errcode = 'check_violation', constraint = 'entry_is_founded';
  end if;
end $$;

-- What a payment or a recovery posts, by what happened to it.
create function ledger.is_booked(e ledger.entry) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from payment.booked b
    left join payment.payment p on p.id = b.payment
    left join payment.recovery r on r.id = b.recovery
    cross join lateral (select b.kind, case b.kind
        when 'paid' then p.net when 'returned' then -p.net when 'set_off' then p.set_off
        when 'recovery_ordered' then r.amount when 'recovery_cancelled' then -r.amount
        when 'written_off' then r.written_off end as amount) said
    where b.entry = e.id and coalesce(b.payment, b.recovery) = e.under
      and e.agreement = coalesce(p.agreement, r.agreement)
      and case when b.kind = 'repaid'
        then (select count(*) = 2 and sum(x.amount) filter (where x.account = 'treasury')
            in (select y.amount from payment.repayment y where y.recovery = r.id)
            and bool_and(x.account in ('treasury', 'to_recover')) from ledger.posting x where x.entry = e.id)
          and r.repaid = (select sum(x.amount) from payment.booked o join ledger.posting x on x.entry = o.entry
            where o.recovery = r.id and o.kind = 'repaid' and x.account = 'treasury')
        else (select count(*) = 2 and bool_and(x.amount = case
              when b.kind in ('paid', 'returned') and x.account = 'paid' then said.amount
              when b.kind in ('paid', 'returned') and x.account = 'treasury' then -said.amount
              when b.kind = 'set_off' and x.account = 'paid' then said.amount
              when b.kind = 'set_off' and x.account = 'to_recover' then -said.amount
              when b.kind in ('recovery_ordered', 'recovery_cancelled') and x.account = 'to_recover' then said.amount
              when b.kind in ('recovery_ordered', 'recovery_cancelled') and x.account = 'paid' then -said.amount
              when b.kind = 'written_off' and x.account = 'irrecoverable' then said.amount
              when b.kind = 'written_off' and x.account = 'to_recover' then -said.amount
              else 'NaN' end) from ledger.posting x where x.entry = e.id) end)
$$;

-- A line of a form names each line that its entry posts.
create function ledger.is_told(e ledger.entry) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from commission.application a where a.id = e.under and a.state = 'submitted')
      and not exists (select from ledger.posting p where p.entry = e.id and not exists (
        select from commission.application_line l where l.application = e.under and l.entry = e.id and l.line = p.line
          and l.declaration = e.declaration and l.kind in ('expenditure', 'recovery')))
    or exists (select from commission.accounts a where a.id = e.under and a.state = 'submitted')
      and not exists (select from ledger.posting p where p.entry = e.id and not exists (
        select from commission.accounts_line l where l.accounts = e.under and l.entry = e.id and l.line = p.line
          and l.declaration = e.declaration))
$$;

-- What was posted is taken back where it does not count any more: a declaration withdrawn or replaced, a payment that
-- came back, an order that was cancelled, a form that was opened again.
create function ledger.is_taken_back(e ledger.entry) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from declaration.declaration d where d.entry = e.reverses and not d.live)
    or ledger.is_booked(e)
    or exists (select from commission.application_line l join commission.application a on a.id = l.application
      where l.entry = e.reverses and l.application = e.under and a.state = 'reopened'
        and l.kind in ('expenditure', 'recovery'))
    or exists (select from commission.accounts_line l join commission.accounts a on a.id = l.accounts
      where l.entry = e.reverses and l.accounts = e.under and a.state = 'reopened')
$$;

create function ledger.check_founded() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched text[];
  is_founded boolean;
begin
  select array_agg(distinct p.account) into touched from ledger.posting p where p.entry = new.id;
  if new.reverses is not null then
    is_founded := ledger.is_taken_back(new);
  elsif new.under is not null then
    is_founded := ledger.is_booked(new) or ledger.is_told(new)
      or (touched <@ array['declared', 'parked', 'rejected', 'certified', 'applied', 'accounted', 'withdrawn']
        and exists (select from control.decision d where d.id = new.under and d.entry = new.id and d.state = 'decided'
          and d.declaration = new.declaration));
  elsif new.declaration is not null then
    is_founded := touched <@ array['budgeted', 'declared'] and exists (select from declaration.declaration d
      where d.id = new.declaration and d.entry = new.id and d.agreement = new.agreement);
  else
    perform ledger.check_grants(new.agreement);
    is_founded := touched <@ array['granted', 'budgeted']
      and exists (select from agreement.agreement a where a.id = new.agreement);
  end if;
  if is_founded is not true then
    raise exception 'entry % comes of nothing', new.id using errcode = 'check_violation', constraint = 'entry_is_founded';
  end if;
  return null;
end $$;
create constraint trigger entry_is_founded after insert on ledger.entry deferrable initially deferred
  for each row execute function ledger.check_founded();

-- And no version comes into force without what it grants.
create function ledger.check_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.wait_for_agreement(new.agreement);
  perform ledger.check_grants(new.agreement);
  return null;
end $$;
create constraint trigger version_is_granted after insert or update on agreement.version deferrable initially deferred
  for each row when (new.state = 'active') execute function ledger.check_version();

revoke all on function ledger.check_grants(bigint), ledger.is_booked(ledger.entry), ledger.is_told(ledger.entry),
  ledger.is_taken_back(ledger.entry) from public;
