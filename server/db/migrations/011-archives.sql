-- A zip of everything in a project, of each version that was published. `bytes` are those of its files; `parts` the
-- CRC-32 of each part sent to the store, or about to be; `sent` those bytes that took so many milliseconds.
-- `superseded`: another version has been saved since. Without a project its object is to be removed.
create table archives (
  id bigint generated always as identity primary key,
  project_id bigint references projects on delete set null,
  version integer not null,
  key text not null unique,
  state text not null default 'waiting' check (state in ('waiting', 'made', 'failed')),
  bytes bigint not null,
  parts text[] not null default '{}',
  size bigint check ((size is not null) = (state = 'made')),
  sent bigint,
  milliseconds bigint,
  ordered timestamptz not null default now(),
  superseded timestamptz
);
create unique index archives_version on archives (project_id, version);
create index archives_waiting on archives (id) where state = 'waiting' and superseded is null;
create index archives_made on archives (id) where state = 'made';
create index archives_to_go on archives (key) where superseded is not null or project_id is null;
