-- What members and visitors report: a profile, or one of its projects.
create table reports (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  project_id bigint references projects on delete cascade,
  reason text not null check (reason in ('stolen', 'spam', 'danger', 'hate', 'private', 'other')),
  words text not null,
  reporter_id bigint references accounts on delete set null,
  email text,
  created timestamptz not null default now(),
  closed timestamptz,
  closer_id bigint references accounts on delete set null,
  note text not null default ''
);
-- The same person reporting the same thing counts once while it is open.
create unique index reports_member on reports (reporter_id, account_id, coalesce(project_id, 0))
  where closed is null and reporter_id is not null;
create unique index reports_visitor on reports (lower(email), account_id, coalesce(project_id, 0))
  where closed is null and email is not null;
-- Open ones first, the oldest of them first; then the closed ones, the newest of them first.
create index reports_queue on reports ((closed is not null), (case when closed is null then id else -id end));
create index reports_account on reports (account_id);
create index reports_project on reports (project_id);
create index reports_closer on reports (closer_id);

-- Why a moderator hid a project, and what it was before; nothing once it is restored.
alter table projects
  add column hidden_why text,
  add column hidden_from text check (hidden_from in ('draft', 'published'));

-- What moderators tell one another of an account; it goes with the account.
create table account_notes (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  author text not null,
  words text not null,
  created timestamptz not null default now()
);
create index account_notes_account on account_notes (account_id, id desc);

-- What moderators and admins did. It refers to nothing, and outlives what it tells of.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id bigint,
  actor text,
  action text not null,
  account_id bigint not null,
  username text not null,
  project_id bigint,
  slug text,
  words text not null
);
create index audit_log_account on audit_log (account_id, id desc);

create function refuse_change() returns trigger language plpgsql
  as $$ begin raise exception 'what stands in % stays as it is', tg_table_name; end $$;
create trigger audit_log_stays before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
