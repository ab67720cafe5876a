-- Whatever changes what everybody may read says so, in the transaction that changes it, by the topics of src/topics.ts.
-- Notifications of one transaction that say the same are sent once.
create function tell_pages(variadic topics text[]) returns void language sql
  as $$ select pg_notify('pages', topic) from unnest(topics) topic $$;

create function tell_project_pages(owner text, slug text) returns void language sql
  as $$ select tell_pages('project ' || owner || '/' || slug, 'profile ' || owner, 'lists') $$;

create function tell_project_change() returns trigger language plpgsql as $$
declare
  owner text;
begin
  -- Gone already where the account is what is being deleted, which tells of itself.
  select username into owner from accounts where id = coalesce(new.owner_id, old.owner_id);
  if tg_op <> 'INSERT' and old.status = 'published' and old.deleted is null then
    perform tell_project_pages(owner, old.slug);
  end if;
  if tg_op <> 'DELETE' and new.status = 'published' and new.deleted is null then
    perform tell_project_pages(owner, new.slug);
  end if;
  return null;
end $$;
create trigger projects_pages after insert or delete on projects
  for each row execute function tell_project_change();
create trigger projects_pages_changed after update on projects
  for each row when (old is distinct from new) execute function tell_project_change();

create function tell_files_change() returns trigger language plpgsql as $$
begin
  perform tell_project_pages(username, slug)
    from (select distinct project_id from changed) files
    join projects on projects.id = project_id and status = 'published' and deleted is null
    join accounts on accounts.id = owner_id;
  return null;
end $$;
create trigger project_files_pages_added after insert on project_files
  referencing new table as changed for each statement execute function tell_files_change();
create trigger project_files_pages_changed after update on project_files
  referencing new table as changed for each statement execute function tell_files_change();
create trigger project_files_pages_removed after delete on project_files
  referencing old table as changed for each statement execute function tell_files_change();

create function tell_archive_change() returns trigger language plpgsql as $$
begin
  perform tell_pages('project ' || username || '/' || slug)
    from projects join accounts on accounts.id = owner_id
    where projects.id in (old.project_id, new.project_id) and status = 'published' and deleted is null;
  return null;
end $$;
create trigger archives_pages after insert or delete on archives
  for each row execute function tell_archive_change();
-- Not each part that was sent.
create trigger archives_pages_changed after update on archives for each row
  when ((old.project_id, old.version, old.key, old.state, old.size, old.superseded)
    is distinct from (new.project_id, new.version, new.key, new.state, new.size, new.superseded))
  execute function tell_archive_change();

create function tell_account_change() returns trigger language plpgsql as $$
begin
  perform tell_pages('maker ' || old.username, 'lists');
  if tg_op = 'UPDATE' and new.username <> old.username then
    perform tell_pages('maker ' || new.username);
  end if;
  return null;
end $$;
create trigger accounts_pages after delete on accounts
  for each row execute function tell_account_change();
-- What nobody else sees may change: passwords, letters, roles.
create trigger accounts_pages_changed after update on accounts for each row
  when ((to_jsonb(old) - '{email,password_hash,role,confirmed,confirm_by}'::text[])
    is distinct from (to_jsonb(new) - '{email,password_hash,role,confirmed,confirm_by}'::text[]))
  execute function tell_account_change();

create function tell_site_text_change() returns trigger language plpgsql as $$
begin
  perform tell_pages('text ' || coalesce(new.name, old.name));
  return null;
end $$;
create trigger site_texts_pages after insert or update or delete on site_texts
  for each row execute function tell_site_text_change();
