-- To whom a new version of the financial guide went by mail, and when: once to each address, however often the job runs.
create table agreement.guide_sending (
  notice bigint not null references agreement.guide_notice (id),
  address text not null check (address <> ''),
  -- Whose address it is; null: that of the agreement's candidacy, or one that was typed.
  account uuid references access.account (id),
  sent_at timestamptz not null default clock_timestamp(),
  primary key (notice, address)
);
create trigger sending_is_kept before update or delete or truncate on agreement.guide_sending
  for each statement execute function agreement.refuse();

alter table agreement.guide_sending enable row level security;
create policy seen on agreement.guide_sending for select to jalon_application using (
  exists (select from agreement.guide_notice g where g.id = notice));
grant select on agreement.guide_sending to jalon_application;
