import type { DeletedProject, RestoredProject } from '../../src/deleted-project.ts'
import { projectLimits } from '../../src/project.ts'
import type { StoredAccount } from '../db/accounts.ts'
import { idsLike, listDeleted, lockDeleted, unmarkDeleted } from '../db/deleted-projects.ts'
import { forgetFormerAddress, keepFormerAddress } from '../db/projects.ts'
import type { Db } from '../db/schema.ts'
import { endProjects } from '../db/sweeps.ts'
import { orderArchive } from './archives.ts'
import { NotFound, Taken } from './errors.ts'
import type { Desk } from './limits.ts'
import type { Workshop } from './projects.ts'

export const deletedProjectsOf = ({ db }: Workshop, account: StoredAccount): Promise<DeletedProject[]> =>
  listDeleted(db, account.id)

/** As it was, draft or published or hidden; at another address where a project of today has its own. */
export async function restoreProject(
  { db, limits }: Desk,
  account: StoredAccount,
  number: number,
): Promise<RestoredProject> {
  await limits.count('saving by account', account.username)
  return db.transaction().execute(async db => {
    const found = await deletedProject(db, account, number)
    const id = await freeId(db, account.id, found.id)
    if (!(await unmarkDeleted(db, number, id))) throw new Taken('id', justTaken)
    await forgetFormerAddress(db, account.id, id)
    if (id !== found.id) await keepFormerAddress(db, account.id, found.id, number)
    await orderArchive(db, number)
    return { ...found, id, formerId: found.id }
  })
}

/** Now rather than at the end of its days; the next sweep takes its objects. */
export async function endDeletedProject(
  { db }: Workshop,
  account: StoredAccount,
  number: number,
): Promise<void> {
  await db.transaction().execute(async db => {
    await deletedProject(db, account, number)
    await endProjects(db, [number])
  })
}

async function deletedProject(db: Db, account: StoredAccount, number: number) {
  const found = await lockDeleted(db, account.id, number)
  if (!found)
    throw new NotFound('This project is not among the deleted ones: it is restored, or gone for good.')
  return found
}

const justTaken = 'Another of your projects took this address just now. Please try again.'

/** `tape-loop`, or `tape-loop-2` where there is one. */
async function freeId(db: Db, ownerId: number, id: string): Promise<string> {
  // What a number leaves of a long one, room for five digits kept.
  const stem = id.slice(0, projectLimits.id - 6)
  const taken = await idsLike(db, ownerId, stem)
  if (!taken.has(id)) return id
  for (let number = 2; ; number++) {
    const free = `${stem}-${number}`
    if (!taken.has(free)) return free
  }
}
