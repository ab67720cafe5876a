import { randomBytes } from 'node:crypto'
import { sum } from 'ramda'
import type { Archive } from '../../src/archive.ts'
import {
  countWaiting,
  findArchive,
  forgetArchive,
  insertArchive,
  keepFailed,
  keepMade,
  keepPart,
  listUnarchived,
  outlookOf,
  type StoredArchive,
  supersedeArchives,
  supersedeOutdated,
} from '../db/archives.ts'
import { keepChecksums } from '../db/files.ts'
import { findPublished, type StoredProject } from '../db/projects.ts'
import type { Db } from '../db/schema.ts'
import type { Files } from '../files/files.ts'
import { partSize } from '../files/parts.ts'
import { contentsOf } from './archives/contents.ts'
import { abortUnfinished, sendZip } from './archives/send.ts'
import { sizeOf, zipOf } from './archives/zip.ts'
import { enqueue } from './jobs/queue.ts'
import type { Bench } from './jobs.ts'

/** Which archive: a project has one of each version that was published. */
export type ArchiveOrder = { projectId: number; version: number }

/**
 * To be called in the transaction of whatever changes a project, or who may see it: has the archive of what it is now
 * made, where that is published.
 */
export async function orderArchive(db: Db, projectId: number): Promise<void> {
  const project = await findPublished(db, projectId)
  if (project && (await findArchive(db, project))) return
  await supersedeArchives(db, projectId)
  if (!project) return
  const { version } = project
  const bytes = sum(project.files.map(({ size }) => size))
  await insertArchive(db, { projectId, version, key: keyOf(project), bytes })
  await enqueue(db, 'archive', { projectId, version }, { key: `${projectId}` })
}

const keyOf = (project: StoredProject) => {
  const random = randomBytes(16).toString('base64url')
  return `u/${project.owner.username}/${project.id}/archives/${random}/${nameOf(project)}`
}

const nameOf = ({ owner, id, version }: StoredProject) => `${owner.username}-${id}-v${version}.zip`

const mostAtOnce = 50

/** Of what was published before there were archives, by another revision, or is shown again. */
export async function orderMissing({ db }: Bench): Promise<object> {
  await supersedeOutdated(db)
  const some = await listUnarchived(db, Math.max(0, mostAtOnce - (await countWaiting(db))))
  for (const projectId of some) await db.transaction().execute(db => orderArchive(db, projectId))
  return { ordered: some.length }
}

/** Makes the archive, unless another version has been saved, or nobody may see the project. */
export async function makeArchive(bench: Bench, order: ArchiveOrder): Promise<object> {
  const { db, files } = bench
  const archive = await findArchive(db, order)
  if (archive?.state !== 'waiting') return { made: false }
  const project = await findPublished(db, order.projectId)
  if (project?.version === order.version && !archive.superseded) return make(bench, archive, project)
  await abortUnfinished(files, archive.key)
  await forgetArchive(db, archive.id)
  return { made: false }
}

async function make(bench: Bench, archive: StoredArchive, project: StoredProject): Promise<object> {
  const { db, publicUrl } = bench
  const begun = performance.now()
  const zip = zipOf(contentsOf(project, publicUrl), { ...bench, modified: project.updated })
  const parcel = {
    key: archive.key,
    attachment: nameOf(project),
    size: sizeOf([...contentsOf(project, publicUrl)]),
    parts: archive.parts,
    keepPart: (number: number, digest: string) => keepPart(db, archive.id, number, digest),
  }
  const sent = await sendZip(bench, parcel, zip.bytes)
  if (sent === 'superseded') return { made: false }
  const report = { ...sent, milliseconds: Math.round(performance.now() - begun) }
  // What a browser told of a file, or did not, gives way to what is in it.
  await keepChecksums(db, zip.checksums)
  return { made: await keepMade(db, archive.id, report), ...report }
}

/** Nobody waits for what will not come. */
export async function giveArchiveUp(
  { db, files }: Omit<Bench, 'signal'>,
  order: ArchiveOrder,
): Promise<void> {
  const archive = await findArchive(db, order)
  if (archive?.state !== 'waiting') return
  await keepFailed(db, archive.id)
  await abortUnfinished(files, archive.key)
}

/** What readers are told of it. */
export async function archiveOf(
  { db, files }: { db: Db; files: Pick<Files, 'url'> },
  project: StoredProject,
): Promise<Archive | null> {
  if (project.status !== 'published') return null
  const archive = await findArchive(db, project)
  if (!archive) return { state: 'being made', seconds: null }
  const { state, size, key } = archive
  if (state === 'waiting') return { state: 'being made', seconds: await secondsUntil(db, archive) }
  return state === 'made' ? { state, url: files.url(key), size: size ?? 0 } : { state }
}

/** A second or two each, besides what their bytes take. */
const overhead = 2

async function secondsUntil(db: Db, { id }: StoredArchive): Promise<number | null> {
  const { archives, bytes, wait, speed } = await outlookOf(db, id, partSize)
  const least = archives * overhead + wait
  if (bytes <= partSize) return Math.ceil(least)
  return speed === null ? null : Math.ceil(least + bytes / speed)
}
