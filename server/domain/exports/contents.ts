import { extname } from 'node:path'
import { maxBy } from 'ramda'
import { slugOf } from '../../../src/slug.ts'
import { findAutosave } from '../../db/autosaves.ts'
import {
  listNotices,
  listOwnAutosaves,
  listOwnProjects,
  listOwnReports,
  listOwnSessions,
  type Member,
} from '../../db/belongings.ts'
import { findOwn } from '../../db/projects.ts'
import { contentsOf } from '../archives/contents.ts'
import { inPlaces } from '../archives/places.ts'
import type { Content } from '../archives/zip.ts'
import type { Bench } from '../jobs.ts'
import { accountOf, readmeOf, standingOf, toJson } from './texts.ts'
import { contentsOfAutosave } from './unsaved.ts'

type Source = Pick<Bench, 'db' | 'files' | 'publicUrl'>
/** Where objects are in the zip, by key. */
type Places = Map<string, string>

/** All that is a member's, a project at a time. What changes by itself comes last, so that a worker can go on. */
export async function* belongingsOf(source: Source, member: Member, asked: string): AsyncGenerator<Content> {
  const { db, publicUrl } = source
  const text = (place: string, text: string): Content => ({ place, modified: asked, text })
  const places: Places = new Map()
  yield text('README.txt', readmeOf(member, { publicUrl, asked }))
  yield* projectsOf(source, member, places)
  yield* unsavedOf(source, member, places)
  const picture = await pictureOf(source, member, asked)
  if (picture) yield picture
  yield text('reports.json', toJson(await listOwnReports(db, member.id)))
  yield text('notices.json', toJson(await listNotices(db, member.id)))
  const sessions = await listOwnSessions(db, member.id)
  yield text('account.json', toJson(accountOf(member, { publicUrl, sessions, picture: picture?.place })))
}

async function* projectsOf(
  { db, publicUrl }: Source,
  member: Member,
  places: Places,
): AsyncGenerator<Content> {
  const all = inPlaces(await listOwnProjects(db, member.id), ({ id }) => `projects/${id}`)
  for (const { file, place } of all) {
    const own = await findOwn(db, file.projectId)
    // It has ended meanwhile.
    if (!own) continue
    const where = { folder: `${place}/`, standing: standingOf(own) }
    for (const content of contentsOf(own.project, publicUrl, where)) {
      if ('object' in content) places.set(content.object.key, content.place)
      yield content
    }
  }
}

async function* unsavedOf({ db, files }: Source, { id }: Member, places: Places): AsyncGenerator<Content> {
  const all = inPlaces(
    await listOwnAutosaves(db, id),
    ({ projectId, title }) => `unsaved/${projectId ?? (slugOf(title) || 'untitled')}`,
  )
  for (const { file, place } of all) {
    const autosave = await findAutosave(db, file.id)
    if (autosave) yield* contentsOfAutosave(files, autosave, { folder: `${place}/`, places })
  }
}

/** The largest of its squares. */
async function pictureOf({ files }: Source, { avatar }: Member, modified: string) {
  if (!avatar?.[0]) return undefined
  const { key } = avatar.reduce(maxBy(({ size }) => size))
  const object = await files.head(key)
  return object && { place: `picture${extname(key)}`, modified, object: { key, size: object.size } }
}
