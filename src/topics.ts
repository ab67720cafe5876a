import type { ProjectAddress } from './project.ts'

/**
 * What pages are about. The database names a topic when something about it has changed (`tell_pages` in the
 * migrations); a page that is kept names all of its own.
 */
export const topics = {
  /** One project: its text, its files, its archive. */
  project: ({ owner, id }: ProjectAddress) => `project ${owner}/${id}`.toLowerCase(),
  /** What a maker has published. */
  profile: (owner: string) => `profile ${owner}`.toLowerCase(),
  /** Everything that shows a maker: who they are, and whether they may be seen. */
  maker: (username: string) => `maker ${username}`.toLowerCase(),
  /** Whatever lists projects. */
  lists: 'lists',
  siteText: (name: string) => `text ${name}`,
} as const
