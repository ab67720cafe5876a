import { paths } from '../../src/paths.ts'
import type { ProjectAddress } from '../../src/project.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { record } from '../db/audit-log.ts'
import { lockProject, type ModeratedProject, markHidden, markShown } from '../db/moderated.ts'
import type { Db } from '../db/schema.ts'
import { orderArchive } from './archives.ts'
import { NotFound, Taken } from './errors.ts'
import { post } from './letters.ts'
import type { Desk } from './limits.ts'
import { checkModerator } from './moderators.ts'

/** From then on only its owner and moderators see it, whatever its owner saves. */
export async function hideProject(
  { db, limits }: Desk,
  moderator: StoredAccount,
  address: ProjectAddress,
  why: string,
): Promise<void> {
  checkModerator(moderator)
  await limits.count('moderating by account', moderator.username)
  await db.transaction().execute(async db => {
    const project = await projectAt(db, address)
    const { projectId, title, account } = project
    if (project.status === 'hidden') throw new Taken('why', `“${title}” is hidden already.`)
    await markHidden(db, projectId, why)
    await orderArchive(db, projectId)
    await record(db, { by: moderator, action: 'hide project', account, project, words: why })
    await post(db, 'projectHidden', { accountId: account.id, title, path: pathOf(project), why })
  })
}

/** As it was before, a draft or published. */
export async function showProject(
  { db, limits }: Desk,
  moderator: StoredAccount,
  address: ProjectAddress,
): Promise<void> {
  checkModerator(moderator)
  await limits.count('moderating by account', moderator.username)
  await db.transaction().execute(async db => {
    const project = await projectAt(db, address)
    const { projectId, title, account } = project
    if (project.status !== 'hidden') throw new NotFound(`“${title}” is not hidden.`)
    await markShown(db, projectId)
    await orderArchive(db, projectId)
    await record(db, { by: moderator, action: 'restore project', account, project })
    await post(db, 'projectRestored', { accountId: account.id, title, path: pathOf(project) })
  })
}

async function projectAt(db: Db, address: ProjectAddress): Promise<ModeratedProject> {
  const project = await lockProject(db, address)
  if (!project) throw new NotFound('There is no such project.')
  return project
}

const pathOf = ({ account, id }: ModeratedProject) => paths.project({ owner: account.username, id })
