import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Availability, Refusal, StaleRefusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { Project } from '../src/project.ts'
import { aDraft, muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

const refused = (answer: { payload: string }) => JSON.parse(answer.payload) as Refusal
const saved = (answer: { payload: string }) => JSON.parse(answer.payload) as Project
const picture = Buffer.from('not quite a picture')

describe('publishing a project', () => {
  let jo: Visitor | undefined

  it('gives it a page that anyone can read', async () => {
    const ada = await site.maker('ada')
    const published = await ada.post(paths.api.projectsOf({ owner: 'ada' }), aDraft())
    expect(published.statusCode).toBe(201)

    const page = await site.visitor().get(`${published.headers.location}`)
    expect(page.statusCode).toBe(200)
    expect(page.payload).toMatch(/<h1>Tape Loop<\/h1>/)
    expect(page.payload).toContain('It goes <strong>round</strong>.')
    expect(page.payload).toContain('<li>Cut the tape</li>')
  })

  it('shows it to visitors who explore, and on its maker’s profile', async () => {
    const bea = await site.maker('bea')
    await bea.post(
      paths.api.projectsOf({ owner: 'bea' }),
      aDraft({ id: 'chorus', title: 'Bucket Brigade Chorus' }),
    )
    const explore = await site.visitor().get(paths.explore)
    const profile = await site.visitor().get(paths.profile({ username: 'bea' }))
    expect(explore.payload).toContain('href="/u/bea/chorus"')
    expect(profile.payload).toContain('Bucket Brigade Chorus')
    expect(profile.payload).not.toContain('bea@example.org')
  })

  it('refers to files that have arrived, in the order given', async () => {
    const cyd = await site.maker('cyd')
    const panel = await cyd.upload('picture', 'panel.png', picture)
    const board = await cyd.upload('picture', 'board.png', picture)
    const parts = await cyd.upload(
      'file',
      'Stücklisten/bill of materials.csv',
      Buffer.from('R1,10k'),
      'text/csv',
    )
    const draft = aDraft({
      files: [{ ...board, alt: 'The board' }, panel, parts],
      cover: panel.key,
      description: '![Front](pictures/panel.png) [parts](<files/Stücklisten/bill of materials.csv>)',
    })
    const project = saved(await cyd.post(paths.api.projectsOf({ owner: 'cyd' }), draft))
    expect(project.files.map(({ path }) => path)).toEqual([
      'board.png',
      'panel.png',
      'Stücklisten/bill of materials.csv',
    ])
    expect(project.descriptionHtml).toContain(`src="${site.files.url(panel.key)}"`)
    const download = await fetch(site.files.url(parts.key))
    expect(await download.text()).toBe('R1,10k')
    expect(download.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(download.headers.get('content-type')).toBe('application/octet-stream')
  })

  it('is not possible with a file that never arrived', async () => {
    const dot = await site.maker('dot')
    const query = new URLSearchParams({ key: 'loop/pictures/panel.png', type: 'image/png', size: '10' })
    const { key } = (await dot.get(`${paths.api.s3Settings}?${query}`)).json<{ key: string }>()
    const draft = aDraft({ files: [{ kind: 'picture', path: 'panel.png', key }] })
    const answer = await dot.post(paths.api.projectsOf({ owner: 'dot' }), draft)
    expect(answer.statusCode).toBe(422)
    expect(refused(answer).fields).toEqual({ files: 'panel.png has not arrived. Please upload it again.' })
  })

  it('is not possible with somebody else’s upload', async () => {
    const [eve, flo] = [await site.maker('eve'), await site.maker('flo')]
    const theirs = await flo.upload('picture', 'panel.png', picture)
    const answer = await eve.post(paths.api.projectsOf({ owner: 'eve' }), aDraft({ files: [theirs] }))
    expect(answer.statusCode).toBe(422)
    expect(refused(answer).fields?.files).toContain('was not uploaded by you')
  })

  it('is for its owner alone', async () => {
    const gil = await site.maker('gil')
    await site.maker('hal')
    const asAnother = await gil.post(paths.api.projectsOf({ owner: 'hal' }), aDraft())
    const asNobody = await site.visitor().post(paths.api.projectsOf({ owner: 'hal' }), aDraft())
    expect([asAnother.statusCode, asNobody.statusCode]).toEqual([403, 401])
  })

  it('tidies tags', async () => {
    const ian = await site.maker('ian')
    const draft = aDraft({ tags: ['#EuroRack', 'Spring Reverb', 'eurorack', ''] })
    const project = saved(await ian.post(paths.api.projectsOf({ owner: 'ian' }), draft))
    expect(project.tags).toEqual(['eurorack', 'spring-reverb'])
  })

  it.each([
    ['an empty title', { title: ' ' }, 'title'],
    ['an over-long title', { title: 'x'.repeat(101) }, 'title'],
    ['a title that turns directions', { title: 'Tape \u202epooL' }, 'title'],
    ['a summary with control characters', { summary: 'A\u0008B' }, 'summary'],
    ['an over-long summary', { summary: 'x'.repeat(201) }, 'summary'],
    ['an over-long description', { description: 'x'.repeat(100_001) }, 'description'],
    [
      'the autosave of nobody',
      { autosave: { id: '[6f9619ff-8b86-d011-b42d-00c04fc964ff]', revision: 1 } },
      'autosave',
    ],
    ['a revision beyond all', { autosave: { id: randomUUID(), revision: 1e15 } }, 'autosave'],
    ['an address with capitals', { id: 'Tape' }, 'id'],
    ['a reserved address', { id: 'about' }, 'id'],
    ['a tag with odd characters', { tags: ['no/slash'] }, 'tags'],
    ['too many tags', { tags: Array.from({ length: 21 }, (_, i) => `tag${i}`) }, 'tags'],
    ['an unknown licence', { licences: { docs: 'Beer-1.0' } }, 'licences'],
    ['a cover that is no picture of it', { cover: 'u/jo/x' }, 'cover'],
    ['a status of its own', { status: 'hidden' }, 'status'],
    ['files that are no list', { files: 'x' }, 'files'],
  ])('refuses %s beside its field', async (_, wrong, field) => {
    jo ??= await site.maker('jo')
    const answer = await jo.post(paths.api.projectsOf({ owner: 'jo' }), { ...aDraft(), ...wrong })
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(refused(answer).fields ?? {})).toEqual([field])
  })

  it('refuses an address that the maker has already', async () => {
    const kit = await site.maker('kit')
    await kit.post(paths.api.projectsOf({ owner: 'kit' }), aDraft())
    const again = await kit.post(paths.api.projectsOf({ owner: 'kit' }), aDraft())
    const available = await kit.get(`${paths.api.projectIdAvailable}?projectId=tape-loop`)
    expect(again.statusCode).toBe(409)
    expect(refused(again).fields).toHaveProperty('id')
    expect(available.json<Availability>()).toEqual({ available: false })
  })
})

describe('a draft', () => {
  it('is there for its owner alone until it is published', async () => {
    const [lea, max] = [await site.maker('lea'), await site.maker('max')]
    const address = { owner: 'lea', id: 'tape-loop' }
    await lea.post(paths.api.projectsOf(address), aDraft({ status: 'draft', title: 'Secret Loop' }))
    expect((await lea.get(paths.project(address))).payload).toContain('only you can see it')
    expect((await lea.get(paths.drafts)).payload).toContain('Secret Loop')
    expect((await max.get(paths.project(address))).statusCode).toBe(404)
    expect((await site.visitor().get(paths.api.project(address))).statusCode).toBe(404)
    expect((await site.visitor().get(paths.explore)).payload).not.toContain('Secret Loop')
    expect((await site.visitor().get(paths.profile({ username: 'lea' }))).payload).not.toContain(
      'Secret Loop',
    )

    await lea.put(paths.api.project(address), { ...aDraft({ title: 'Secret Loop' }), version: 1 })
    expect((await site.visitor().get(paths.project(address))).statusCode).toBe(200)
  })
})

describe('changing a project', () => {
  it('counts its version, and refuses to write over a save in between', async () => {
    const ned = await site.maker('ned')
    const address = { owner: 'ned', id: 'tape-loop' }
    await ned.post(paths.api.projectsOf(address), aDraft())
    const first = await ned.put(paths.api.project(address), { ...aDraft({ title: 'First' }), version: 1 })
    const second = await ned.put(paths.api.project(address), { ...aDraft({ title: 'Second' }), version: 1 })
    expect(saved(first).version).toBe(2)
    expect(second.statusCode).toBe(409)
    expect(second.json<StaleRefusal>().current).toMatchObject({ title: 'First', version: 2 })
  })

  it('lets one of many saves at once win', async () => {
    const oz = await site.maker('oz')
    const address = { owner: 'oz', id: 'tape-loop' }
    await oz.post(paths.api.projectsOf(address), aDraft())
    const saves = Array.from({ length: 8 }, (_, i) =>
      oz.put(paths.api.project(address), { ...aDraft({ title: `Save ${i}` }), version: 1 }),
    )
    const statuses = (await Promise.all(saves)).map(({ statusCode }) => statusCode)
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 409)).toHaveLength(7)
  })

  it('to a new address sends readers of the old one after it', async () => {
    const pia = await site.maker('pia')
    await pia.post(paths.api.projectsOf({ owner: 'pia' }), aDraft())
    await pia.put(paths.api.project({ owner: 'pia', id: 'tape-loop' }), {
      ...aDraft({ id: 'tape-delay' }),
      version: 1,
    })
    const page = await site.visitor().get(paths.project({ owner: 'pia', id: 'tape-loop' }))
    expect(page.statusCode).toBe(301)
    expect(page.headers.location).toBe('/u/pia/tape-delay')
  })

  it('keeps files it had, though they were uploaded long before', async () => {
    const quin = await site.maker('quin')
    const file = await quin.upload('picture', 'panel.png', picture)
    await quin.post(paths.api.projectsOf({ owner: 'quin' }), aDraft({ files: [file] }))
    const change = { ...aDraft({ files: [{ ...file, alt: 'Panel' }] }), version: 1 }
    const project = saved(await quin.put(paths.api.project({ owner: 'quin', id: 'tape-loop' }), change))
    expect(project.files[0]).toMatchObject({ key: file.key, alt: 'Panel', size: picture.length })
  })
})

describe('a hidden project', () => {
  it('stays hidden when its owner saves it', async () => {
    const wes = await site.maker('wes')
    const address = { owner: 'wes', id: 'tape-loop' }
    await wes.post(paths.api.projectsOf(address), aDraft())
    await site.db.updateTable('projects').set({ status: 'hidden' }).where('title', '=', 'Tape Loop').execute()
    const project = saved(await wes.put(paths.api.project(address), { ...aDraft(), version: 1 }))
    expect(project.status).toBe('hidden')
    expect((await site.visitor().get(paths.project(address))).statusCode).toBe(404)
  })
})

describe('deleting a project', () => {
  it('hides it from everybody and frees its address', async () => {
    const rae = await site.maker('rae')
    const address = { owner: 'rae', id: 'tape-loop' }
    await rae.post(paths.api.projectsOf(address), aDraft())
    expect((await rae.remove(paths.api.project(address))).statusCode).toBe(204)
    expect((await site.visitor().get(paths.project(address))).statusCode).toBe(404)
    expect((await rae.post(paths.api.projectsOf(address), aDraft())).statusCode).toBe(201)
  })

  it('is for its owner alone', async () => {
    const [sol, tea] = [await site.maker('sol'), await site.maker('tea')]
    await sol.post(paths.api.projectsOf({ owner: 'sol' }), aDraft())
    expect((await tea.remove(paths.api.project({ owner: 'sol', id: 'tape-loop' }))).statusCode).toBe(403)
  })
})

describe('signing an upload', () => {
  it('needs a session', async () => {
    const query = new URLSearchParams({ key: 'a/files/b', type: '', size: '1' })
    expect((await site.visitor().get(`${paths.api.s3Settings}?${query}`)).statusCode).toBe(401)
  })

  it('stays under the account’s own prefix and never gives a key twice', async () => {
    const una = await site.maker('una')
    const query = new URLSearchParams({ key: 'loop/files/a.txt', type: 'text/html', size: '1' })
    const first = (await una.get(`${paths.api.s3Settings}?${query}`)).json<{ key: string; fields: object }>()
    const second = (await una.get(`${paths.api.s3Settings}?${query}`)).json<{ key: string }>()
    expect(first.key).toMatch(/^u\/una\/loop\/files\/[\w-]{22}\/a\.txt$/)
    expect(second.key).not.toBe(first.key)
    expect(first.fields).toMatchObject({ 'Content-Type': 'application/octet-stream' })
  })

  it.each([
    ['a path upwards', { key: 'loop/files/../../x' }, 'key'],
    ['a hidden path upwards', { key: 'loop/files/a\\..\\x' }, 'key'],
    ['an empty name', { key: 'loop/files/' }, 'key'],
    ['an unknown folder', { key: 'loop/secrets/x' }, 'key'],
    ['an inherited folder', { key: 'loop/constructor/x' }, 'key'],
    ['a name that S3 would replace', { key: 'loop/files/${filename}' }, 'key'],
    ['control characters', { key: 'loop/files/a\u0007b' }, 'key'],
    ['a name that turns directions', { key: 'loop/files/gnp.\u202eexe' }, 'key'],
    ['a name of 600 bytes', { key: `loop/files/${'ü'.repeat(300)}` }, 'key'],
    ['an SVG as a picture', { key: 'loop/pictures/x.svg', type: 'image/svg+xml' }, 'type'],
    [
      'a picture of 21 MB',
      { key: 'loop/pictures/x.png', type: 'image/png', size: `${21 * 1024 ** 2}` },
      'size',
    ],
    ['a file of 3 GB', { size: `${3 * 1024 ** 3}` }, 'size'],
    ['a negative size', { size: '-1' }, 'size'],
    ['no number as size', { size: 'NaN' }, 'size'],
  ])('refuses %s', async (_, wrong, field) => {
    const vi = site.visitor()
    await vi.post(paths.api.signup, {
      username: 'vi',
      email: 'vi@example.org',
      name: 'Vi',
      password: 'ten letters',
    })
    await vi.post(paths.api.login, { username: 'vi', password: 'ten letters' })
    const query = new URLSearchParams({ key: 'loop/files/a.txt', type: '', size: '1', ...wrong })
    const answer = await vi.get(`${paths.api.s3Settings}?${query}`)
    expect(answer.statusCode).toBe(422)
    expect(Object.keys(refused(answer).fields ?? {})).toEqual([field])
  })
})
