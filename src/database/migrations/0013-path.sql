-- Hand-overs from one service to another. Whoever answers one is whom it was addressed to: the database holds it.
create schema path;

-- Arguments: the answer's fields for the hand-over's number, the operation and the partner that sent it; then, for each
-- register of hand-overs, its name and its fields for the number, the operation and the partner it goes to.
create function path.hold_answer() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  answer constant jsonb := to_jsonb(new);
  number constant text := answer ->> tg_argv[0];
  sender_operation constant text := answer ->> tg_argv[1];
  sender_partner constant text := answer ->> tg_argv[2];
  is_answered boolean := false;
  at integer := 3;
begin
  -- Somebody who came by no hand-over is nobody else's to read of.
  if number is null and sender_operation is null and sender_partner is null then return new; end if;
  while at + 3 < tg_nargs and not is_answered loop
    execute format(
      'select exists (select from register.%I h
         where h.operation = $1 and h.partner = $2 and h.%I = $3 and h.person_key is not distinct from $4
           and h.%I = $5 and (h.%I is null or h.%I = $6))',
      tg_argv[at], tg_argv[at + 1], tg_argv[at + 2], tg_argv[at + 3], tg_argv[at + 3])
      into is_answered using sender_operation, sender_partner, number, new.person_key, new.operation, new.partner;
    at := at + 4;
  end loop;
  if is_answered then return new; end if;
  raise exception 'no hand-over to % at % has this number', new.operation, new.partner using errcode = 'insufficient_privilege';
end $$;
revoke all on function path.hold_answer() from public;

-- Registers that say which institution supports a person, and the fields of its first and last day, as the definitions
-- have it (filled whenever the store is prepared). Only of these is it told who else supports somebody.
create table path.principal (
  register text primary key,
  from_field text not null,
  until_field text not null
);
alter table path.principal enable row level security;

-- The institutions that support the same person at the same time as one of the asker's: which one and since which month,
-- and nothing else of it. Whoever may read everywhere gets every pair.
create function path.double_support(register_name text, today date)
returns table (operation text, partner text, record bigint, since date, other_partner text, other_since date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  known path.principal;
begin
  select p.* into known from path.principal p where p.register = register_name;
  if not found then return; end if;
  return query execute format(
    'select r.operation, r.partner, r.record, r.%2$I, o.partner, date_trunc(''month'', o.%2$I)::date
     from register.%1$I r join register.%1$I o on o.person_key = r.person_key and o.partner <> r.partner
     where r.%2$I <= $1 and coalesce(r.%3$I, $1) >= $1 and o.%2$I <= $1 and coalesce(o.%3$I, $1) >= $1
       and ((select access.everywhere(''records:read''))
         or r.partner = any ((select access.partners(''records:read''))::text[])
         or r.operation = any ((select access.operations(''records:read''))::text[])
         or r.operation || ''/'' || r.partner = any ((select access.pairs(''records:read''))::text[]))',
    known.register, known.from_field, known.until_field) using today;
end $$;
revoke all on function path.double_support(text, date) from public;
grant usage on schema path to jalon_application;
grant execute on function path.double_support(text, date) to jalon_application;
