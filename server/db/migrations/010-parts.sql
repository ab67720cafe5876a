-- Uploads that come in parts: `id` is ours, `upload_id` the store's.
create table multiparts (
  id text primary key,
  key text not null unique references uploads on delete cascade,
  upload_id text not null,
  part_size integer not null,
  completed timestamptz
);

-- Of a file's bytes, in hex; null where nobody has told or looked.
alter table project_files add column sha256 text check (sha256 ~ '^[0-9a-f]{64}$');
