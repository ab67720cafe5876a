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
