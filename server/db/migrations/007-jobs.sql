-- Work that must not be lost. `due` is when a worker may take it: first, again after a failure, or once the lease of a
-- worker that was killed is over.
create table jobs (
  id bigint generated always as identity primary key,
  name text not null,
  key text,
  payload jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  due timestamptz not null default now(),
  lease uuid,
  attempts integer not null default 0,
  error text,
  report jsonb,
  created timestamptz not null default now(),
  begun timestamptz,
  ended timestamptz
);
create unique index jobs_key on jobs (name, key) where key is not null and begun is null;
create index jobs_due on jobs (due, id) where state in ('waiting', 'running');
create index jobs_ended on jobs (ended) where ended is not null;

-- When each recurring job was enqueued last, by whichever instance.
create table recurrences (
  name text primary key,
  enqueued timestamptz not null
);

-- `released`: no project or autosave refers to it since then. `swept`: its object is being removed.
alter table uploads
  add released timestamptz,
  add swept timestamptz,
  add project text generated always as (split_part(key, '/', 3)) stored,
  alter account_id drop not null,
  drop constraint uploads_account_id_fkey,
  add constraint uploads_account_id_fkey foreign key (account_id) references accounts on delete set null;
create index uploads_project on uploads (account_id, project);
create index uploads_released on uploads (released) where released is not null;
create index uploads_swept on uploads (swept) where swept is not null;
create index uploads_ownerless on uploads (key) where account_id is null;
drop index uploads_account;

create index projects_deleted on projects (deleted) where deleted is not null;

alter table autosaves
  add file_keys jsonb generated always as (jsonb_path_query_array(content, '$.files[*].key')) stored;
create index autosaves_file_keys on autosaves using gin (file_keys);
