import type { Autosave } from '../../../../src/autosave.ts'
import { paths } from '../../../../src/paths.ts'
import { projectLimits } from '../../../../src/project.ts'
import { slugOf } from '../../../../src/slug.ts'
import { call, Refused } from '../../../api.ts'
import { newId } from '../../../ui/new-id.ts'
import { type Content, toSend } from './content.ts'
import type { Version } from './offer.ts'
import { putAutosave } from './outside.ts'

export const fetchAutosave = (id: string) => call<Autosave>('GET', paths.api.autosave({ id }))

/** Keeps a version as work of its own, which shows among the drafts. Throws Refused. */
export async function keepAsDraft(content: Content): Promise<void> {
  const title = `${content.title.trim() || 'Untitled'} (the other version)`
  const other = { ...toSend(content), title, id: slugOf(title, projectLimits.id) }
  await putAutosave(newId(), { revision: 0, project: null, baseVersion: null, content: other })
}

/** Keeps it on the server, as the server then has it; undefined where that cannot be done now. */
export async function keepNow(version: Version): Promise<Autosave | undefined> {
  const { id, revision, project, baseVersion, content } = version
  try {
    await putAutosave(id, { revision, project, baseVersion, content: toSend(content) })
    return await fetchAutosave(id)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}
