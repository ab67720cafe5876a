-- What pictures bring along: [{"key", "width"}] smaller, {"x", "y"} in percent to keep in view, a colour meanwhile.
alter table project_files
  add column caption text not null default '',
  add column focus jsonb,
  add column colour text,
  add column variants jsonb not null default '[]';
-- Whether an object is a variant of any picture: variants @> '[{"key": "…"}]'
create index project_files_variants on project_files using gin (variants jsonb_path_ops);
