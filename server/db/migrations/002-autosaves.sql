-- What is typed and not saved yet, for its maker alone; without a project it has never been saved.
create table autosaves (
  id uuid primary key,
  account_id bigint not null references accounts on delete cascade,
  project_id bigint references projects on delete cascade,
  base_version integer,
  revision integer not null,
  content jsonb not null,
  created timestamptz not null default now(),
  updated timestamptz not null default now()
);
create unique index autosaves_project on autosaves (project_id, account_id) where project_id is not null;
create index autosaves_newest on autosaves (account_id, updated desc);
