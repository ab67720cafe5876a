import { randomUUID } from 'node:crypto'
import { ascend, sortWith } from 'ramda'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DeletedProject } from '../src/deleted-project.ts'
import { paths } from '../src/paths.ts'
import type { Session } from '../src/session.ts'
import { keep } from './help/autosaves.ts'
import { aDraft, muzhack, password, type Visitor } from './help/muzhack.ts'
import { bodies } from './help/permission-bodies.ts'
import { permissions } from './help/permissions.ts'

const site = muzhack()
/** In the order of the table: anonymous, member, owner, moderator, admin, suspended. */
const askers: Visitor[] = []

/** What stands for the names in routes: a project of olga's, a file, a token that was never made. */
const examples: Record<string, string> = {
  owner: 'olga',
  username: 'olga',
  id: 'loop',
  name: 'terms',
  tag: 'tape',
  number: '4000000',
  file: 'nothing.txt',
  token: 'x'.repeat(43),
}

/** What is olga's own and has no name to be known by, and who and what is moderated. */
const olgas: Record<string, string> = {
  '/api/users/{username}/suspension': 'target',
  '/api/users/{username}/notes': 'target',
  '/api/users/{username}/history': 'target',
  '/moderation/accounts/{username}': 'target',
  '/api/moderation/reports/{number}/closing': '1',
}

beforeAll(async () => {
  const [member, olga, moderator, admin, suspended] = [
    await site.maker('member-too'),
    await site.maker('olga'),
    await site.maker('mode'),
    await site.maker('chief'),
    await site.maker('gone'),
  ]
  await site.maker('target')
  await olga.post(paths.api.projectsOf({ owner: 'olga' }), aDraft({ id: 'loop' }))
  Object.assign(olgas, await ownedBy(olga))
  await set('mode', { role: 'moderator' })
  await set('chief', { role: 'admin' })
  await set('gone', { suspended: new Date() })
  askers.push(site.visitor(), member, olga, moderator, admin, suspended)
})

/** By the pattern of its address. */
async function ownedBy(olga: Visitor): Promise<Record<string, string>> {
  const autosave = randomUUID()
  await keep(olga, autosave, {})
  const begun = await olga.post(paths.api.s3Uploads, bodies['POST /api/s3Uploads'])
  const upload = begun.json<{ id: string }>().id
  return {
    '/api/autosaves/{id}': autosave,
    '/api/s3Uploads/{id}': upload,
    '/api/s3Uploads/{id}/parts': upload,
    '/api/s3Uploads/{id}/completion': upload,
    '/api/sessions/{number}': await sessionElsewhere(olga),
    '/api/deletedProjects/{number}/restoration': await deletedBy(olga, 'lost'),
    '/api/deletedProjects/{number}': await deletedBy(olga, 'ended'),
  }
}

async function sessionElsewhere(olga: Visitor): Promise<string> {
  await site.visitor().post(paths.api.login, { username: 'olga', password })
  const { sessions } = (await olga.get(paths.api.sessions)).json<{ sessions: Session[] }>()
  return `${sessions.find(({ isThis }) => !isThis)?.number}`
}

async function deletedBy(olga: Visitor, id: string): Promise<string> {
  await olga.post(paths.api.projectsOf({ owner: 'olga' }), aDraft({ id }))
  await olga.remove(paths.api.project({ owner: 'olga', id }))
  const { projects } = (await olga.get(paths.api.deletedProjects)).json<{ projects: DeletedProject[] }>()
  return `${projects.find(project => project.id === id)?.number}`
}

const set = (username: string, what: { role: 'moderator' | 'admin' } | { suspended: Date }) =>
  site.db.updateTable('accounts').set(what).where('username', '=', username).execute()

/** What takes something away comes last, what ends the session at the very end. */
const order = (route: string) =>
  /logout/.test(route) ? 9 : ['GET', 'POST', 'PUT', 'DELETE'].indexOf(route.split(' ')[0] ?? '')

const routes = () =>
  sortWith(
    [ascend(order), ascend(route => route)],
    site.server.table().map(({ method, path }) => `${method.toUpperCase()} ${path}`),
  )

async function statusOf(visitor: Visitor, route: string): Promise<number> {
  const [method = '', pattern = ''] = route.split(' ')
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => olgas[pattern] ?? examples[name] ?? '')
  const body = bodies[route] ?? {}
  const asked = `${path}?${new URLSearchParams({ ...body })}`
  if (method === 'GET') return (await visitor.get(asked)).statusCode
  if (method === 'PUT') return (await visitor.put(path, body)).statusCode
  if (method === 'DELETE') return (await visitor.remove(asked)).statusCode
  return (await (path.startsWith('/api/') ? visitor.post(path, body) : visitor.submit(path, { ...body })))
    .statusCode
}

describe('who may ask what', () => {
  it('is said of every route, and of none that is no more', () => {
    expect(Object.keys(permissions)).toEqual(routes())
  })

  it('is as the table says', async () => {
    const found: [string, string][] = []
    for (const route of routes()) {
      const statuses = []
      for (const visitor of askers) statuses.push(await statusOf(visitor, route))
      found.push([route, statuses.join(' ')])
    }
    expect(Object.fromEntries(found)).toEqual(permissions)
  })
})
