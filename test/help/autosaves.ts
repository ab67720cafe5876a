import { randomUUID } from 'node:crypto'
import type { Autosave, AutosaveCard, AutosaveChange } from '../../src/autosave.ts'
import { paths } from '../../src/paths.ts'
import { aDraft, type MuzHack, type Visitor } from './muzhack.ts'

/** What somebody types of a project. */
export function typed(content: Partial<AutosaveChange['content']> = {}): AutosaveChange['content'] {
  const { status: _, ...draft } = aDraft()
  return { ...draft, ...content }
}

export const aChange = (change: Partial<AutosaveChange> = {}): AutosaveChange => ({
  revision: 0,
  project: null,
  baseVersion: null,
  content: typed(),
  ...change,
})

export const aFile = (key: string) => ({ kind: 'picture', path: 'panel.png', key }) as const

export const keep = (maker: Visitor, id: string, change: Partial<AutosaveChange>) =>
  maker.put(paths.api.autosave({ id }), aChange(change))

export const kept = async (maker: Visitor, id: string) =>
  (await maker.get(paths.api.autosave({ id }))).json<Autosave>()

export const listed = async (maker: Visitor) =>
  (await maker.get(paths.api.autosaves)).json<{ autosaves: AutosaveCard[] }>().autosaves

/** A maker with one project, tape-loop. */
export async function publisher(site: MuzHack, username: string): Promise<Visitor> {
  const maker = await site.maker(username)
  await maker.post(paths.api.projectsOf({ owner: username }), aDraft())
  return maker
}

export const anybody = (site: MuzHack) => site.maker(`maker-${randomUUID().slice(0, 8)}`)
