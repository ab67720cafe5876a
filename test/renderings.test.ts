import { describe, expect, it } from 'vitest'
import { rendererVersion } from '../server/domain/markdown.ts'
import { renderOlder } from '../server/domain/renderings.ts'
import { paths } from '../src/paths.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

const site = muzhack()

const slow = `<b>&\n\n${'* '.repeat(20_000)}x`

async function published(username: string, id: string, description: string) {
  const maker = await site.maker(username)
  const answer = await maker.post(paths.api.projectsOf({ owner: username }), aDraft({ id, description }))
  expect(answer.statusCode, answer.payload).toBe(201)
}

/** As a renderer before this one, or a server that still runs it, has left a project. */
async function leaveOlder(id: string, changes: { description?: string; version?: number } = {}) {
  const older = { description_html: '<p id="main">old</p>', instructions_html: '<p>old</p>', renderer: 1 }
  await site.db
    .updateTable('projects')
    .set({ ...older, ...changes })
    .where('slug', '=', id)
    .execute()
}

const stored = (id: string) =>
  site.db
    .selectFrom('projects')
    .select(['description_html', 'instructions_html', 'renderer', 'version', 'updated'])
    .where('slug', '=', id)
    .executeTakeFirstOrThrow()

describe('texts that an older renderer made', () => {
  it('are rendered again, and neither their version nor their day changes', async () => {
    await published('ada', 'loop', '# Parts')
    const before = await stored('loop')
    await leaveOlder('loop')
    await renderOlder(site.db)
    expect(await stored('loop')).toEqual(before)
    expect(before.description_html).toContain('id="description-parts"')
  })

  it('stay as a save in between left them, until their turn comes again', async () => {
    await published('bea', 'first', 'First')
    await published('cyd', 'second', 'Second')
    await leaveOlder('first', { description: slow })
    await leaveOlder('second')
    const running = renderOlder(site.db)
    await leaveOlder('second', { description: 'Saved', version: 2 })
    await running
    expect(await stored('second')).toMatchObject({ description_html: '<p id="main">old</p>', renderer: 1 })

    await renderOlder(site.db)
    expect(await stored('second')).toMatchObject({
      description_html: '<p>Saved</p>\n',
      renderer: rendererVersion,
      version: 2,
    })
  })

  it('are shown as they were typed when they are refused now', async () => {
    await published('dot', 'refused', 'Fine')
    await leaveOlder('refused', { description: slow })
    await renderOlder(site.db)
    const { description_html } = await stored('refused')
    expect(description_html).toMatch(/^<pre>&lt;b&gt;&amp;\n\n\* \* /)
  })

  it('may be what makers tell of themselves', async () => {
    const fay = await site.maker('fay')
    const change = { name: 'Fay', about: '# Tapes', version: 1 }
    expect((await fay.put(paths.api.user({ username: 'fay' }), change)).statusCode).toBe(200)
    await site.db
      .updateTable('accounts')
      .set({ about_html: '<p>old</p>', about_renderer: 1 })
      .where('username', '=', 'fay')
      .execute()
    await renderOlder(site.db)
    const profile = await site.visitor().get(paths.profile({ username: 'fay' }))
    expect(profile.payload).toContain('id="about-tapes"')
  })

  it('are never made again by an older renderer', async () => {
    await published('eve', 'newer', 'Newer')
    await site.db
      .updateTable('projects')
      .set({ renderer: rendererVersion + 1, description_html: '<p>newer</p>' })
      .where('slug', '=', 'newer')
      .execute()
    await renderOlder(site.db)
    expect(await stored('newer')).toMatchObject({ description_html: '<p>newer</p>' })
  })
})
