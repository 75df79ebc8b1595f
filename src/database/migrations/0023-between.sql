-- What a record says beside others, held at the end of every transaction, whoever writes: the question is written from
-- the definition (src/register/between.ts), which only the owner can do.

create function entry.hold_between() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  becomes jsonb;
  was jsonb;
  broken boolean;
begin
  if tg_op <> 'DELETE' then becomes := to_jsonb(new); end if;
  if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
  -- tg_argv: what is held, and the question whether it is broken by the row ($1) that was another one ($2).
  execute tg_argv[1] into broken using becomes, was;
  if broken then
    raise exception '% does not hold', tg_argv[0]
      using errcode = 'check_violation', constraint = 'between_records', detail = tg_argv[0];
  end if;
  return null;
end $$;
revoke all on function entry.hold_between() from public;
