-- A zip of all that is an account's, made when it asks. `parts` as in archives. Without an account, or once it is old or
-- there is a newer one, its object is to be removed, and then the row.
create table exports (
  id bigint generated always as identity primary key,
  account_id bigint references accounts on delete set null,
  key text not null unique,
  state text not null default 'waiting' check (state in ('waiting', 'made', 'failed')),
  parts text[] not null default '{}',
  size bigint check ((size is not null) = (state = 'made')),
  asked timestamptz not null default now(),
  made timestamptz check ((made is not null) = (state = 'made'))
);
-- One at a time.
create unique index exports_waiting on exports (account_id) where state = 'waiting';
create index exports_account on exports (account_id, id desc);
