import { describe, expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'
import { renderOlder } from '../server/domain/renderings.ts'
import type { Refusal, StaleRefusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import { type SiteText, type SiteTextName, siteTextNames, siteTexts } from '../src/site-text.ts'
import { muzhack, type Visitor } from './help/muzhack.ts'

const site = muzhack()

async function admin(username: string): Promise<Visitor> {
  const visitor = await site.maker(username)
  await site.db.updateTable('accounts').set({ role: 'admin' }).where('username', '=', username).execute()
  return visitor
}

const read = async (name: SiteTextName) =>
  (await site.visitor().get(paths.api.siteText({ name }))).json<SiteText>()

const save = (who: Visitor, name: string, text: string, version: number) =>
  who.put(paths.api.siteText({ name }), { text, version })

describe('what the site says of itself', () => {
  it.each(siteTextNames)('has a first text, linked on every page: %s', async name => {
    const { title, path } = siteTexts[name]
    const page = await site.visitor().get(path)
    expect(page.statusCode).toBe(200)
    expect(page.payload).toContain(`<h1>${title}</h1>`)
    expect(page.payload).toMatch(/<h2 id="text-/)
    expect((await site.visitor().get(paths.explore)).payload).toContain(`href="${path}"`)
    expect(await read(name)).toMatchObject({ name, version: 0, updated: null })
  })

  it('is nothing where there is no such text', async () => {
    const answers = await Promise.all([
      site.visitor().get(paths.api.siteText({ name: 'imprint' })),
      site.visitor().get(paths.api.siteText({ name: 'constructor' })),
    ])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404])
  })

  it('is what an administrator has saved', async () => {
    const ada = await admin('ada')
    const answer = await save(ada, 'about', '# We\n\n<script>alert(1)</script>\n\nA **workshop**.', 0)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ version: 1 })
    const { payload } = await site.visitor().get(paths.about)
    expect(payload).toContain('<strong>workshop</strong>')
    expect(payload).toMatch(/id="text-we".*Last changed on <time/s)
    expect(payload).not.toContain('<script>alert')
  })

  it('is not for others to change, nor to open for editing', async () => {
    const bea = await site.maker('bea')
    const answers = [
      await save(bea, 'terms', 'Mine', 0),
      await bea.get(paths.editSiteText(siteTexts.terms)),
      await save(site.visitor(), 'terms', 'Mine', 0),
      await site.visitor().get(paths.editSiteText(siteTexts.terms)),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 401, 303])
    expect((await read('terms')).version).toBe(0)
  })

  it('is the same page for everybody, on which a script shows administrators the way to editing', async () => {
    const [cyd, dot] = [await admin('cyd'), await site.maker('dot')]
    const { payload } = await cyd.get(paths.privacy)
    expect(payload).toMatch(/<a [^>]*data-for-admins="true" hidden="" href="\/legal\/privacy\/edit"/)
    expect((await dot.get(paths.privacy)).payload).toBe(payload)
    expect((await cyd.get(paths.editSiteText(siteTexts.privacy))).payload).toContain('muzhack-session')
  })

  it('in two places at once ends in a choice, from the first save on', async () => {
    const eve = await admin('eve')
    const first = await Promise.all([save(eve, 'takedown', 'One', 0), save(eve, 'takedown', 'Two', 0)])
    expect(first.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    const second = await save(eve, 'takedown', 'Three', 0)
    const { current } = second.json<StaleRefusal<SiteText>>()
    expect(current.version).toBe(1)
    expect((await save(eve, 'takedown', 'Three', 1)).json()).toMatchObject({ text: 'Three', version: 2 })
  })

  it.each([
    ['nothing', ''],
    ['too much', 'x'.repeat(100_001)],
  ])('is never %s', async (_, text) => {
    const fay = await admin(`fay-${text.length}`)
    const answer = await save(fay, 'terms', text, 0)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toHaveProperty('text')
  })

  it('is rendered again once the renderer has changed', async () => {
    const gil = await admin('gil')
    await save(gil, 'privacy', 'We keep *little*.', 0)
    await site.db.updateTable('site_texts').set({ html: 'old', renderer: 1 }).execute()
    await renderOlder(site.db)
    expect(await read('privacy')).toMatchObject({ html: '<p>We keep <em>little</em>.</p>\n', version: 1 })
  })
})

const contactOf = (env: Record<string, string>) => readConfig(env).securityContact

describe('security.txt', () => {
  it('says whom to tell, for no more than a year', async () => {
    const answer = await site.visitor().get(paths.securityTxt)
    expect(answer.headers['content-type']).toMatch(/^text\/plain/)
    expect(answer.payload).toContain('Contact: mailto:security@muzhack.test\n')
    expect(answer.payload).toContain('Canonical: http://muzhack.test/.well-known/security.txt\n')
    const days = (Date.parse(/Expires: (.*)/.exec(answer.payload)?.[1] ?? '') - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(300)
    expect(days).toBeLessThanOrEqual(365)
  })

  it('names the address that letters come from, unless another is set', () => {
    expect(contactOf({ MAIL_FROM: 'MuzHack <post@muzhack.example>' })).toBe('mailto:post@muzhack.example')
    expect(contactOf({ SECURITY_CONTACT: 'https://muzhack.example/tell' })).toBe(
      'https://muzhack.example/tell',
    )
    expect(() => contactOf({ SECURITY_CONTACT: 'post@muzhack.example' })).toThrow(/^SECURITY_CONTACT must be/)
  })
})
