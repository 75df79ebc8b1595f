-- Work to be done later is noted in the transaction of what caused it: both happen or neither. The queue's own tables
-- belong to graphile-worker; the application may only add to them, through this function.
create schema jobs;
create function jobs.add(name text, payload json) returns void language plpgsql security definer
set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(name, payload);
end $$;
revoke all on function jobs.add from public;
grant usage on schema jobs to jalon_application;
grant execute on function jobs.add to jalon_application;
