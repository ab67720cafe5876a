create index accounts_about_renderer on accounts (about_renderer, id) where about <> '';
