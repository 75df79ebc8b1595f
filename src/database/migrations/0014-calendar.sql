-- Sessions have so many places. The tables of sessions and registrations come from the definitions, which put these
-- triggers on them (src/register/session-places.ts); here is what they hold.

-- A check at the end of the transaction that no more people have a place in a session than it has places. The session
-- of a row that came or changed; on either table. Arguments: table of registrations, its session and status columns,
-- the states that take a place (comma between them), table of sessions, its number and places columns, own column.
-- One check at a time, so that of two that come at once the second sees what the first committed.
create function entry.hold_places() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  number constant text := to_jsonb(new) ->> tg_argv[7];
  taken bigint;
  places bigint;
begin
  if number is null then return null; end if;
  perform pg_advisory_xact_lock(20141219);
  execute format('select %I::bigint from register.%I where operation = $1 and %I = $2', tg_argv[6], tg_argv[4], tg_argv[5])
    into places using new.operation, number;
  if places is null then return null; end if;
  execute format('select count(*) from register.%I where operation = $1 and %I = $2 and %I = any ($3)',
      tg_argv[0], tg_argv[1], tg_argv[2])
    into taken using new.operation, number, string_to_array(tg_argv[3], ',');
  if taken > places then
    raise exception 'session % has % places and % people', number, places, taken
      using errcode = 'check_violation', constraint = 'session_places', detail = number;
  end if;
  return null;
end $$;
revoke all on function entry.hold_places() from public;
