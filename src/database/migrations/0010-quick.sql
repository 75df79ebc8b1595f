-- What keeps everybody's home page quick with a thousand partners and three thousand people.

-- Whether anything happened to a partner's records since they were last counted.
create index reach_of_partner on trail.reach (partner, change);

create index account_of_maker on access.account (created_by);
create index session_of_maker on access.session (created_by) where kind = 'token';

-- As before; only the grants of the asker's own partners are looked at, and not everybody's.
create or replace function access.people(wholly boolean) returns uuid[]
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp
begin atomic
  with mine as (select g.operation, g.partner from access.live_grants(array['people:manage']) g),
  near as (
    select g.account from mine m join access.grant g on g.partner = m.partner
    where m.partner is not null and (m.operation is null or m.operation = g.operation)
    union
    select g.account from mine m join access.grant g on m.operation is null or m.operation = g.operation
    where m.partner is null
  ),
  given as (
    select g.account, bool_or(p.reached) as reached, bool_or(g.ended_at is null and not p.reached) as elsewhere
    from near n join access.grant g on g.account = n.account
    cross join lateral (
      select exists (select from mine m where (m.operation is null or m.operation = g.operation)
        and (m.partner is null or m.partner = g.partner)) as reached
    ) p
    group by g.account
  )
  select coalesce(array_agg(f.account), '{}') from (
    select g.account from given g where g.reached and not (wholly and coalesce(g.elsewhere, false))
    union
    select a.id from access.account a
    where a.created_by = (select access.account()) and exists (select from mine)
      and not exists (select from access.grant g where g.account = a.id)
  ) f;
end;

-- As before; what each of these accounts did is looked up, and not what everybody did.
create or replace function signin.standing() returns table (account uuid, accepted boolean, invited_until timestamptz,
  invitation_sent boolean, last_seen_at timestamptz, sessions integer, tokens_made integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
  select a.id, exists (select from signin.password p where p.account = a.id)
      or exists (select from signin.provider i where i.account = a.id),
    l.expires_at, l.sent_at is not null, s.last_seen_at, s.live, t.live
  from (
    select unnest(access.people(false)) as id
    union
    select access.account()
  ) w
  join access.account a on a.id = w.id
  left join lateral (
    select l.expires_at, l.sent_at from signin.link l
    where l.account = a.id and l.kind = 'invitation' and l.used_at is null and l.withdrawn_at is null
    order by l.made_at desc limit 1
  ) l on true
  cross join lateral (
    select max(s.last_seen_at) as last_seen_at,
      (count(*) filter (where s.ended_at is null and s.expires_at > statement_timestamp()))::integer as live
    from access.session s where s.account = a.id
  ) s
  cross join lateral (
    select count(*)::integer as live from access.session s
    where s.created_by = a.id and s.kind = 'token' and s.ended_at is null and s.expires_at > statement_timestamp()
  ) t;
end;
