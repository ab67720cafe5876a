import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '../src/moderation.ts'
import { paths } from '../src/paths.ts'
import { hide, lift, moderatorOf, show, suspend } from './help/moderators.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()
let mo: Visitor

const historyOf = async (username: string) => (await mo.get(paths.api.history({ username }))).json<History>()
const publish = async (owner: string) => {
  const maker = await site.maker(owner)
  await maker.post(paths.api.projectsOf({ owner }), aDraft())
}

beforeAll(async () => {
  mo = await moderatorOf(site, 'mo')
})

describe('the history of an account', () => {
  it('tells all that was done, the newest first', async () => {
    await publish('ada')
    await hide(mo, 'ada', 'tape-loop', 'Copied')
    await show(mo, 'ada', 'tape-loop')
    await suspend(mo, 'ada', 'Copied again')
    await lift(mo, 'ada')
    const { account, entries } = await historyOf('ada')
    expect(account).toMatchObject({ username: 'ada', role: 'member', suspended: null })
    expect(entries.map(({ by, action, project, words }) => [by, action, project, words])).toEqual([
      ['mo', 'lift suspension', null, ''],
      ['mo', 'suspend', null, 'Copied again'],
      ['mo', 'restore project', 'tape-loop', ''],
      ['mo', 'hide project', 'tape-loop', 'Copied'],
    ])
  })

  it('holds what moderators note, of which the log only tells that it was written', async () => {
    await site.maker('bea')
    const address = paths.api.accountNotes({ username: 'bea' })
    expect((await mo.post(address, { words: 'Asked to be patient.' })).statusCode).toBe(204)
    const { notes, entries } = await historyOf('bea')
    expect(notes).toMatchObject([{ by: 'mo', words: 'Asked to be patient.' }])
    expect(entries).toMatchObject([{ action: 'write note', words: '' }])
    expect((await mo.post(address, { words: ' ' })).statusCode).toBe(422)
  })

  it('stays without what was refused', async () => {
    await publish('cyd')
    await hide(mo, 'cyd', 'tape-loop')
    await hide(mo, 'cyd', 'tape-loop')
    expect((await historyOf('cyd')).entries).toHaveLength(1)
    expect((await mo.get(paths.api.history({ username: 'nobody-here' }))).statusCode).toBe(404)
  })

  it('shows a suspended account too, and nobody’s e-mail address', async () => {
    await site.maker('dora')
    await suspend(mo, 'dora')
    const answer = await mo.get(paths.api.history({ username: 'dora' }))
    expect(answer.json<History>().account.suspended).toEqual(expect.any(String))
    expect(answer.payload).not.toContain('example.org')
  })
})

describe('the audit log', () => {
  it.each(['update audit_log set words = words', 'delete from audit_log', 'truncate audit_log'])(
    'refuses to %s',
    async statement => {
      await expect(sql.raw(statement).execute(site.db)).rejects.toThrow('stays as it is')
    },
  )

  it('outlives the account and the project that it tells of', async () => {
    await publish('ed')
    await hide(mo, 'ed', 'tape-loop', 'Copied')
    await site.db.deleteFrom('accounts').where('username', '=', 'ed').execute()
    const told = await site.db.selectFrom('audit_log').selectAll().where('username', '=', 'ed').execute()
    expect(told).toMatchObject([{ actor: 'mo', action: 'hide project', slug: 'tape-loop', words: 'Copied' }])
  })
})
