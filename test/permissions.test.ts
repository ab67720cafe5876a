import { ascend, sortWith } from 'ramda'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'
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
  await set('mode', { role: 'moderator' })
  await set('chief', { role: 'admin' })
  await set('gone', { suspended: new Date() })
  askers.push(site.visitor(), member, olga, moderator, admin, suspended)
})

const set = (username: string, what: { role: 'moderator' | 'admin' } | { suspended: Date }) =>
  site.db.updateTable('accounts').set(what).where('username', '=', username).execute()

/** What passes the door, where who asks is looked at behind it. */
const bodies: Record<string, object> = {
  'POST /api/projects/{owner}': aDraft({ id: 'another' }),
  'PUT /api/projects/{owner}/{id}': { ...aDraft({ id: 'loop' }), version: 1 },
  'PUT /api/projects/{owner}/{id}/hiding': { why: 'Not hers.' },
  'PUT /api/users/{username}': { name: 'Olga', about: '', links: [], version: 1 },
  'PUT /api/users/{username}/suspension': { why: 'Spam.' },
  'POST /api/users/{username}/notes': { words: 'Seen.' },
  'PUT /api/siteTexts/{name}': { text: 'Be kind.', version: 0 },
  'PUT /api/moderation/reports/{number}/closing': { note: 'Done.' },
}

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
  const moderated = /suspension|notes|history/.test(pattern)
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'username' && moderated ? 'target' : (examples[name] ?? ''),
  )
  const body = bodies[route] ?? {}
  if (method === 'GET') return (await visitor.get(path)).statusCode
  if (method === 'PUT') return (await visitor.put(path, body)).statusCode
  if (method === 'DELETE') return (await visitor.remove(path)).statusCode
  return (await (path.startsWith('/api/') ? visitor.post(path, body) : visitor.submit(path, {}))).statusCode
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
