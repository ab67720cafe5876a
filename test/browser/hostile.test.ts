import type { Page } from 'playwright-core'
import { splitEvery } from 'ramda'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { dangersIn, hostileTexts, hostileTricks } from '../help/hostile.ts'
import { browser, closePages, visit as open, site } from '../help/journey.ts'
import { newMaker } from '../help/maker.ts'
import { aDraft } from '../help/muzhack.ts'
import { damageTo, elementsIn, poke, watch } from '../help/watch.ts'

const tricks = Object.entries(hostileTricks)
const description = '[aria-labelledby="description"] .prose'
const instructions = '[aria-labelledby="instructions"] .prose'

describe.skipIf(!browser)('hostile texts', () => {
  closePages()

  it('run nothing and ask nobody on a project’s page, by the sanitiser alone', async () => {
    const page = await newMaker('ada-tries', { bypassCSP: true })
    const seen = await watch(page, site.url)
    // A few together, in both orders: one may hide those after it, never those before.
    for (const few of splitEvery(12, hostileTexts)) {
      const texts = few.map(({ text }) => text)
      await visit(page, texts.join('\n\n'), texts.toReversed().join('\n\n'))
    }
    expect(seen).toEqual([])
  })

  it('run nothing and ask nobody when many share a page, and nothing is left for its policy to refuse', async () => {
    const page = await newMaker('bea-tries')
    const seen = await watch(page, site.url)
    for (const [, texts] of tricks) await visit(page, texts.join('\n\n'), texts.toReversed().join('\n'))
    expect(seen).toEqual([])
  })

  it('run nothing and ask nobody in the editor’s preview, by the sanitiser alone', async () => {
    const page = await newMaker('cyd-tries', { bypassCSP: true, viewport: { width: 390, height: 800 } })
    const seen = await watch(page, site.url)
    await open(page, site.url + paths.create)
    const editor = page.locator('.markdown-editor').first()
    for (const [trick, texts] of tricks) {
      const text = kept(`# ${trick}\n\n${texts.join('\n\n')}`)
      await editor.getByRole('tab', { name: 'Write' }).click()
      await editor.getByRole('textbox').first().fill(text)
      await editor.getByRole('tab', { name: 'Preview' }).click()
      await editor.locator('.prose').getByRole('heading', { name: trick }).waitFor()
      expect(dangersIn(await elementsIn(page, '.markdown-editor .prose'), text, 'description')).toEqual([])
      await poke(page, '.markdown-editor .prose')
      expect(await damageTo(page)).toEqual([])
    }
    expect(seen).toEqual([])
  })
})

/** Publishes a project with these texts and does what a visitor of its page can do. */
async function visit(page: Page, ...texts: [string, string]) {
  const owner = await nameOf(page)
  const id = `hostile-${crypto.randomUUID()}`
  const draft = aDraft({ id, description: kept(texts[0]), instructions: kept(texts[1]) })
  const answer = await page.request.post(site.url + paths.api.projectsOf({ owner }), { data: draft })
  expect(answer.status(), await answer.text()).toBe(201)

  const address = site.url + paths.project({ owner, id })
  await page.goto(address)
  expect(dangersIn(await elementsIn(page, description), texts[0], 'description')).toEqual([])
  expect(dangersIn(await elementsIn(page, instructions), texts[1], 'instructions')).toEqual([])
  await poke(page, '.prose')
  expect(await damageTo(page)).toEqual([])
  expect(await page.getByRole('link', { name: 'Edit' }).isVisible()).toBe(true)
  expect(page.url().replace(/#.*/, '')).toBe(address)
}

const nameOf = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === 'muzhack-name')?.value ?? ''

/** The site refuses a text with this character. */
const kept = (text: string) => text.replaceAll('\0', '')
