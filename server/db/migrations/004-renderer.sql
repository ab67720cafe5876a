-- Finds the few texts that an older renderer made.
create index projects_renderer on projects (renderer, id);
