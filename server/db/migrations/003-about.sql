-- What makers tell of themselves, in Markdown and rendered; `version` grows with each save of a profile.
alter table accounts
  add column about text not null default '',
  add column about_html text not null default '',
  add column about_renderer integer not null default 0,
  add column version integer not null default 1;
