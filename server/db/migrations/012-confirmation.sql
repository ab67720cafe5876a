-- An address counts once its letter has been answered. Whoever was here before letters were sent has 30 days from now.
alter table accounts
  add column confirmed timestamptz,
  add column confirm_by timestamptz not null default now() + interval '30 days';
create index accounts_unconfirmed on accounts (confirm_by) where confirmed is null;

-- What letters carry to prove that they were read; `email` is the address it went to.
create table tokens (
  hash bytea primary key,
  purpose text not null check (purpose in ('confirm', 'reset', 'change')),
  account_id bigint not null references accounts on delete cascade,
  email text not null,
  expires timestamptz not null
);
create index tokens_account on tokens (account_id);
create index tokens_expires on tokens (expires);
