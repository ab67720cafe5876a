create table accounts (
  id bigint generated always as identity primary key,
  username text not null unique check (username ~ '^[a-z0-9_-]{2,39}$'),
  email text not null,
  name text not null,
  password_hash text not null,
  role text not null default 'member' check (role in ('member', 'moderator', 'admin')),
  created timestamptz not null default now(),
  suspended timestamptz
);
create unique index accounts_email on accounts (lower(email));

create table sessions (
  id_hash bytea primary key,
  account_id bigint not null references accounts on delete cascade,
  created timestamptz not null default now(),
  seen timestamptz not null default now(),
  expires timestamptz not null,
  user_agent text not null default ''
);
create index sessions_account on sessions (account_id);
create index sessions_expires on sessions (expires);

-- Attempts counted in fixed windows, shared by all instances.
create table attempts (
  key text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);
create index attempts_window on attempts (window_start);

-- array_to_string is only STABLE because of types whose output depends on settings; text is not one of them.
create function words_of(tags text[]) returns text language sql immutable parallel safe
  as $$ select array_to_string(tags, ' ') $$;

create table projects (
  id bigint generated always as identity primary key,
  owner_id bigint not null references accounts on delete cascade,
  slug text not null check (slug ~ '^[a-z0-9_-]{1,64}$'),
  title text not null,
  summary text not null,
  description text not null,
  instructions text not null,
  description_html text not null,
  instructions_html text not null,
  renderer integer not null,
  licences jsonb not null,
  tags text[] not null,
  cover text,
  version integer not null default 1,
  status text not null check (status in ('draft', 'published', 'hidden')),
  created timestamptz not null default now(),
  updated timestamptz not null default now(),
  published timestamptz,
  deleted timestamptz,
  search tsvector not null generated always as (
    setweight(to_tsvector('simple', title), 'A') ||
    setweight(to_tsvector('simple', words_of(tags)), 'A') ||
    setweight(to_tsvector('simple', summary), 'B') ||
    setweight(to_tsvector('simple', description), 'C') ||
    setweight(to_tsvector('simple', instructions), 'D')
  ) stored
);
create unique index projects_address on projects (owner_id, slug) where deleted is null;
create index projects_newest on projects (published desc, id desc) where status = 'published' and deleted is null;
create index projects_search on projects using gin (search);
create index projects_tags on projects using gin (tags);

create table project_files (
  project_id bigint not null references projects on delete cascade,
  position integer not null,
  kind text not null check (kind in ('picture', 'file', 'audio')),
  path text not null,
  key text not null,
  size bigint not null,
  type text not null,
  alt text not null default '',
  width integer,
  height integer,
  primary key (project_id, position),
  unique (project_id, kind, path)
);
create index project_files_key on project_files (key);

-- Addresses a project had before, for redirects.
create table former_addresses (
  owner_id bigint not null references accounts on delete cascade,
  slug text not null,
  project_id bigint not null references projects on delete cascade,
  primary key (owner_id, slug)
);

-- Every key ever signed; `claimed` once a project has referred to it.
create table uploads (
  key text primary key,
  account_id bigint not null references accounts on delete cascade,
  type text not null,
  size bigint not null,
  signed timestamptz not null default now(),
  claimed timestamptz
);
create index uploads_account on uploads (account_id);
create index uploads_unclaimed on uploads (signed) where claimed is null;
