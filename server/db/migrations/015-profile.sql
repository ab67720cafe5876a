-- Elsewhere on the web, in the maker's order; and the own picture as squares: [{"key", "size"}], null where it is drawn.
alter table accounts
  add column links text[] not null default '{}',
  add column avatar jsonb;
create index accounts_avatar on accounts using gin (avatar jsonb_path_ops);

-- What the site itself says, once somebody has edited what it ships with.
create table site_texts (
  name text primary key,
  text text not null,
  html text not null,
  renderer integer not null,
  version integer not null default 1,
  updated timestamptz not null default now()
);
