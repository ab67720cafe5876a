-- What its owner calls a session by: its id is a secret.
alter table sessions add column number bigint generated always as identity unique;

-- `leaving`: since when its owner has wanted it gone. `ended`: since when nobody is behind it, and only projects are left.
alter table accounts
  add column leaving timestamptz,
  add column keeps_projects boolean not null default false,
  add column vanished boolean not null generated always as (leaving is not null and not keeps_projects) stored,
  add column ended timestamptz;
create index accounts_leaving on accounts (leaving) where leaving is not null;
