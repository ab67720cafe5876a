import { sql } from 'kysely'
import type { StoredFile } from './projects.ts'
import type { Db } from './schema.ts'

export async function filesOf(db: Db, projectId: number): Promise<StoredFile[]> {
  return db
    .selectFrom('project_files')
    .select(['kind', 'path', 'key', 'size', 'type', 'alt', 'width', 'height'])
    .select(['caption', 'focus', 'colour', 'variants', 'sha256'])
    .where('project_id', '=', projectId)
    .orderBy('position')
    .execute()
}

export async function replaceFiles(db: Db, projectId: number, files: readonly StoredFile[]): Promise<void> {
  await db.deleteFrom('project_files').where('project_id', '=', projectId).execute()
  if (files.length === 0) return
  const rows = files.map((file, position) => ({
    ...file,
    focus: file.focus && JSON.stringify(file.focus),
    variants: JSON.stringify(file.variants),
    position,
    project_id: projectId,
  }))
  await db.insertInto('project_files').values(rows).execute()
}

/** SHA-256 in hex, by key. */
export async function keepChecksums(db: Db, checksums: ReadonlyMap<string, string>): Promise<void> {
  if (checksums.size === 0) return
  await sql`update project_files set sha256 = told.sha256
    from unnest(${[...checksums.keys()]}::text[], ${[...checksums.values()]}::text[]) as told (key, sha256)
    where project_files.key = told.key and project_files.sha256 is distinct from told.sha256`.execute(db)
}
