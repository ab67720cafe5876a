import { randomUUID } from 'node:crypto'
import { countBy } from 'ramda'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { anybody, keep, typed } from './help/autosaves.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

const MiB = 1024 * 1024
const GiB = 1024 * MiB
const day = 86_400_000

const sign = (maker: Visitor, size: number, project = 'loop') =>
  maker.get(
    `${paths.api.s3Settings}?${new URLSearchParams({ key: `${project}/files/take.wav`, size: `${size}` })}`,
  )

/** As the browser does: again after "please try again in a moment", which a busy machine may well say. */
const insist: typeof sign = async (...wanted) => {
  const answer = await sign(...wanted)
  return answer.statusCode === 503 ? insist(...wanted) : answer
}

/** Signs forms of 2 GiB until so many are held, for as many projects as it takes. */
async function fill(maker: Visitor, forms: number) {
  for (let form = 0; form < forms; form++) await sign(maker, 2 * GiB, `full-${form >> 1}`)
}

const held = async (username: string) => {
  const { id } = await site.db
    .selectFrom('accounts')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  const rows = await site.db.selectFrom('uploads').select('size').where('account_id', '=', id).execute()
  return rows.reduce((sum, { size }) => sum + size, 0)
}

const signedLongAgo = (days: number) =>
  site.db
    .updateTable('uploads')
    .set({ signed: new Date(Date.now() - days * day) })
    .execute()

describe('the space of an account', () => {
  it('is never exceeded by a thousand signings at once', async () => {
    const ada = await site.maker('ada')
    await fill(ada, 4)
    const asked = Array.from({ length: 1000 }, (_, i) => insist(ada, 100 * MiB, `loop-${i % 7}`))
    const statuses = (await Promise.all(asked)).map(({ statusCode }) => statusCode)
    expect(countBy(String, statuses)).toEqual({ 200: 20, 403: 980 })
    expect(await held('ada')).toBe(8 * GiB + 20 * 100 * MiB)
  })

  it('is told in numbers when it is full', async () => {
    const bea = await anybody(site)
    await fill(bea, 4)
    await sign(bea, 1.5 * GiB)
    const refused = await sign(bea, 600 * MiB)
    expect(refused.statusCode).toBe(403)
    expect(refused.json<Refusal>().message).toMatch(/holds 9\.5 GB of 10 GB, and take\.wav has 600 MB/)
  })

  it('may be filled to the last byte', async () => {
    const cyd = await anybody(site)
    await fill(cyd, 5)
    expect((await sign(cyd, 1)).statusCode).toBe(403)
    expect((await sign(cyd, 0)).statusCode).toBe(200)
  })

  it('is free again a day after signing what never came', async () => {
    const dot = await anybody(site)
    await fill(dot, 5)
    await signedLongAgo(1)
    expect((await sign(dot, GiB)).statusCode).toBe(200)
  })

  it('holds what a project or an autosave has, however old', async () => {
    const eve = await site.maker('eve')
    const [saved, kept] = [
      await eve.upload('picture', 'a.png', Buffer.from('saved')),
      await eve.upload('picture', 'b.png', Buffer.from('kept')),
    ]
    await eve.post(paths.api.projectsOf({ owner: 'eve' }), aDraft({ files: [saved] }))
    await keep(eve, randomUUID(), { content: typed({ files: [kept] }) })
    await signedLongAgo(60)
    await fill(eve, 4)
    expect((await sign(eve, 2 * GiB)).statusCode).toBe(403)
    expect((await sign(eve, 2 * GiB - 9)).statusCode).toBe(200)
  })

  it('is free of a file as soon as a save has dropped it', async () => {
    const fay = await site.maker('fay')
    const file = await fay.upload('picture', 'a.png', Buffer.from('saved'))
    await fay.post(paths.api.projectsOf({ owner: 'fay' }), aDraft({ files: [file] }))
    await fay.put(paths.api.project({ owner: 'fay', id: 'tape-loop' }), { ...aDraft(), version: 1 })
    await fill(fay, 4)
    expect((await sign(fay, 2 * GiB)).statusCode).toBe(200)
  })
})

describe('the space of a project', () => {
  it('is told in numbers when it is full', async () => {
    const gil = await anybody(site)
    await sign(gil, 2 * GiB)
    await sign(gil, 1.5 * GiB)
    const refused = await sign(gil, 600 * MiB)
    expect(refused.statusCode).toBe(403)
    expect(refused.json<Refusal>().message).toMatch(/at most 4 GB: loop has 3\.5 GB already.*has 600 MB/)
    expect((await sign(gil, 600 * MiB, 'another')).statusCode).toBe(200)
  })

  it('is never exceeded by many signings at once', async () => {
    const hal = await site.maker('hal')
    await Promise.all(Array.from({ length: 100 }, () => sign(hal, 500 * MiB)))
    expect(await held('hal')).toBe(8 * 500 * MiB)
  })
})
