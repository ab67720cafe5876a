import type { Db } from './schema.ts'

/** A project's texts as they were at this version. */
export type OlderTexts = { projectId: number; version: number; description: string; instructions: string }
export type Rendering = { descriptionHtml: string; instructionsHtml: string; renderer: number }

/** Those whose HTML an older renderer made, deleted ones too, for they may come back. */
export async function listOlder(
  db: Db,
  renderer: number,
  { after, limit }: { after: number; limit: number },
): Promise<OlderTexts[]> {
  return db
    .selectFrom('projects')
    .select(['id as projectId', 'version', 'description', 'instructions'])
    .where('renderer', '<', renderer)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Only ever raises the renderer, and gives way to a save in between. */
export async function keepRendering(
  db: Db,
  { projectId, version }: OlderTexts,
  { descriptionHtml, instructionsHtml, renderer }: Rendering,
): Promise<void> {
  await db
    .updateTable('projects')
    .set({ description_html: descriptionHtml, instructions_html: instructionsHtml, renderer })
    .where('id', '=', projectId)
    .where('version', '=', version)
    .where('renderer', '<', renderer)
    .execute()
}
