create extension if not exists pg_trgm;

-- What lists and searches look at: a row for each project that has been published. `name` and `head` (title, tags, maker,
-- summary) are written by the server, `indexer` says by which of its ways; 0 means again. Rows are narrow, since many
-- are walked through.
create table project_search (
  project_id bigint primary key references projects on delete cascade,
  owner_id bigint not null,
  visible boolean not null,
  published timestamptz not null,
  updated timestamptz not null,
  tags text[] not null,
  name text not null default '',
  head tsvector not null default '',
  indexer integer not null default 0
);

-- All words of a project, its texts' and files' too.
create table project_words (
  project_id bigint primary key references project_search on delete cascade,
  words tsvector not null
);

-- The same by tag, for what is visible.
create table project_tags (
  tag text collate "C" not null,
  published timestamptz not null,
  project_id bigint not null,
  primary key (tag, published, project_id)
);
create table tags (tag text collate "C" primary key, projects integer not null);

-- Words of heads, and in about how many of them: for estimates, and for what is mistyped.
create table search_words (word text collate "C" primary key, projects integer not null default 0);

create function count_tags() returns trigger language plpgsql as $$
begin
  -- Always in the same order, so that two who publish never wait for each other.
  if tg_op = 'INSERT' then
    insert into project_tags select distinct tag, published, project_id from come, unnest(tags) as tag where visible;
    insert into tags as now select tag, count(*) from come, unnest(tags) as tag where visible group by tag order by tag
      on conflict (tag) do update set projects = now.projects + excluded.projects;
  elsif tg_op = 'DELETE' then
    delete from project_tags using gone, unnest(gone.tags) as gone_tag
      where visible and tag = gone_tag and project_tags.published = gone.published
        and project_tags.project_id = gone.project_id;
    insert into tags as now select tag, -count(*) from gone, unnest(tags) as tag where visible group by tag order by tag
      on conflict (tag) do update set projects = now.projects + excluded.projects;
  elsif exists (
    select from gone join come using (project_id)
      where (gone.visible, gone.published, gone.tags) is distinct from (come.visible, come.published, come.tags)
  ) then
    delete from project_tags using gone, unnest(gone.tags) as gone_tag
      where visible and tag = gone_tag and project_tags.published = gone.published
        and project_tags.project_id = gone.project_id;
    insert into project_tags select distinct tag, published, project_id from come, unnest(tags) as tag where visible;
    insert into tags as now
      select tag, sum(change) from (
        select tag, 1 as change from come, unnest(tags) as tag where visible
        union all select tag, -1 from gone, unnest(tags) as tag where visible
      ) as changes group by tag having sum(change) <> 0 order by tag
      on conflict (tag) do update set projects = now.projects + excluded.projects;
  end if;
  return null;
end $$;

create trigger count_tags_come after insert on project_search
  referencing new table as come for each statement execute function count_tags();
create trigger count_tags_changed after update on project_search
  referencing old table as gone new table as come for each statement execute function count_tags();
create trigger count_tags_gone after delete on project_search
  referencing old table as gone for each statement execute function count_tags();

create function list_project() returns trigger language plpgsql as $$
begin
  if new.published is not null then
    insert into project_search as old (project_id, owner_id, visible, published, updated, tags)
      select new.id, new.owner_id,
        new.status = 'published' and new.deleted is null and suspended is null and not vanished,
        new.published, new.updated, new.tags
      from accounts where id = new.owner_id
      on conflict (project_id) do update set
        visible = excluded.visible, published = excluded.published, updated = excluded.updated,
        tags = excluded.tags, indexer = 0;
  end if;
  return null;
end $$;

create trigger list_project after insert or update of title, summary, description, instructions, licences, tags,
  status, published, updated, deleted on projects for each row execute function list_project();

create function list_projects_of() returns trigger language plpgsql as $$
begin
  if (new.suspended is null, new.vanished) is distinct from (old.suspended is null, old.vanished) then
    update project_search set
      visible = status = 'published' and deleted is null and new.suspended is null and not new.vanished
      from projects where id = project_id and projects.owner_id = new.id;
  end if;
  if (new.name, new.username) is distinct from (old.name, old.username) then
    update project_search set indexer = 0 where owner_id = new.id;
  end if;
  return null;
end $$;

create trigger list_projects_of after update on accounts for each row execute function list_projects_of();

insert into project_search (project_id, owner_id, visible, published, updated, tags)
  select projects.id, owner_id, status = 'published' and deleted is null and suspended is null and not vanished,
    published, updated, tags
  from projects join accounts on accounts.id = owner_id where published is not null;

create index project_search_newest on project_search (published, project_id) where visible;
create index project_search_updated on project_search (updated, project_id) where visible;
create index project_search_owner on project_search (owner_id, published, project_id);
create index project_search_indexer on project_search (indexer, project_id);
-- Without the list of pending entries, which every search would have to read.
create index project_search_head on project_search using gin (head) with (fastupdate = off) where visible;
create index project_words_words on project_words using gin (words) with (fastupdate = off);
create index project_search_name on project_search using gin (name gin_trgm_ops) with (fastupdate = off) where visible;
create index tags_most on tags ((-projects), tag) where projects > 0;
create index search_words_alike on search_words using gin (word gin_trgm_ops);
