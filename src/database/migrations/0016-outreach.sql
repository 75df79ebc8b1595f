-- What a person has to agree to first stands in the room of identities only beside the day on which they did. Which
-- fields wait for which date, the definitions say (register/consents.ts). Asked at the end of the transaction: a
-- record and who it is about are two rows, and both may change.
create function entry.hold_consent() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  broken boolean;
begin
  -- tg_argv: the register, the field of the date, then the fields that wait for it.
  execute format(
    'select %1$s is null and (%2$s) from register.%3$I r join identity.%3$I i using (operation, record)
     where r.operation = $1 and r.record = $2',
    format('r.%I', tg_argv[1]),
    (select string_agg(format('(to_jsonb(r) || to_jsonb(i)) ->> %L is not null', field), ' or ')
     from unnest(tg_argv[2:]) field),
    tg_argv[0])
  into broken using new.operation, new.record;
  if broken then
    raise exception 'an answer of % waits for %', tg_argv[0], tg_argv[1] using errcode = 'check_violation';
  end if;
  return null;
end $$;
