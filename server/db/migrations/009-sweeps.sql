-- The keys of pictures' variants too.
alter table autosaves
  drop column file_keys,
  add file_keys jsonb
    generated always as (jsonb_path_query_array(content, '$.files[*].**{0 to 1}.key')) stored;
create index autosaves_file_keys on autosaves using gin (file_keys);
