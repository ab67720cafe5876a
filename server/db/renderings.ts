import type { Db } from './schema.ts'

/** Texts as they were at this version, which an older renderer made into HTML. */
export type OlderProject = { id: number; version: number; description: string; instructions: string }
export type OlderAbout = { id: number; version: number; about: string }

/** The next after this id. */
type Some = { renderer: number; after: number; limit: number }

/** Deleted ones too, for they may come back. */
export async function listOlderProjects(db: Db, { renderer, after, limit }: Some): Promise<OlderProject[]> {
  return db
    .selectFrom('projects')
    .select(['id', 'version', 'description', 'instructions'])
    .where('renderer', '<', renderer)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function listOlderAbouts(db: Db, { renderer, after, limit }: Some): Promise<OlderAbout[]> {
  return db
    .selectFrom('accounts')
    .select(['id', 'version', 'about'])
    .where('about', '<>', '')
    .where('about_renderer', '<', renderer)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

// Both only ever raise the renderer, and give way to a save in between.

export async function keepProjectRendering(
  db: Db,
  { id, version }: OlderProject,
  { description, instructions, renderer }: { description: string; instructions: string; renderer: number },
): Promise<void> {
  await db
    .updateTable('projects')
    .set({ description_html: description, instructions_html: instructions, renderer })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('renderer', '<', renderer)
    .execute()
}

export async function keepAboutRendering(
  db: Db,
  { id, version }: OlderAbout,
  { about, renderer }: { about: string; renderer: number },
): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ about_html: about, about_renderer: renderer })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('about_renderer', '<', renderer)
    .execute()
}
