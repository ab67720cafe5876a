-- An object takes part in a project once: one that did many times put the project as many times into every list.
delete from project_files again using project_files first
  where again.project_id = first.project_id and again.key = first.key and again.position > first.position;
create unique index project_files_object on project_files (project_id, key);
