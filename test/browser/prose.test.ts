import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, newPage, site } from '../help/journey.ts'
import { newMaker } from '../help/maker.ts'
import { aDraft } from '../help/muzhack.ts'

const address = { owner: 'ada-plays', id: 'tape-loop' }

const description = `Hear it[^1]:

[!youtube](aqz-KE-bpKQ "Tape demo")
[!vimeo](1084537) [!soundcloud](293)

\`\`\`sh
echo "round and round"
\`\`\`

| Part | Value | Tolerance | Supplier | Footprint | Remark |
|---|---|---|---|---|---|
| Potentiometer | 100 kΩ | five per cent | Musikding | Alpha9 | logarithmic |

[^1]: On tape.`

describe.skipIf(!browser)('a text on a project’s page', () => {
  closePages()

  beforeAll(async () => {
    const ada = await newMaker(address.owner)
    const draft = aDraft({ ...address, description, instructions: description })
    const published = await ada.request.post(site.url + paths.api.projectsOf(address), { data: draft })
    expect(published.status(), await published.text()).toBe(201)
  })

  it('asks nobody else for anything before a card is clicked, and then only its own service', async () => {
    const { page, elsewhere } = await visit()
    await page.waitForLoadState('networkidle')
    expect(elsewhere).toEqual([])

    await page.getByRole('link', { name: 'Tape demo' }).first().click()
    const player = page.locator('iframe')
    await player.contentFrame().getByText('a player').waitFor()
    expect(elsewhere).toEqual(['https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0'])
    expect(await player.getAttribute('title')).toBe('Tape demo (YouTube player)')
    expect(await player.evaluate(frame => frame === document.activeElement)).toBe(true)
  })

  it.each([
    ['Video on Vimeo', 'https://player.vimeo.com/video/1084537?dnt=1&autoplay=1'],
    [
      'Track on SoundCloud',
      'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293&auto_play=true',
    ],
  ])('plays a %s by keyboard', async (name, player) => {
    const { page, elsewhere } = await visit()
    await page.getByRole('link', { name }).first().press('Enter')
    await page.locator('iframe').contentFrame().getByText('a player').waitFor()
    expect(elsewhere).toEqual([player])
  })

  it('leads to the video where there is no JavaScript', async () => {
    const { page } = await visit({ javaScriptEnabled: false })
    const card = page.getByRole('link', { name: 'Tape demo' }).first()
    expect(await card.getAttribute('href')).toBe('https://www.youtube.com/watch?v=aqz-KE-bpKQ')
    expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0)
  })

  it('has its code copied by a button, and says so', async () => {
    const { page } = await visit({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy' }).first().press('Enter')
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.getByRole('status').first().textContent()).toBe('Copied')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('echo "round and round"')
  })

  it('selects the code where the browser lets no page copy', async () => {
    const { page } = await visit()
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))
    })
    await page.getByRole('button', { name: 'Copy' }).first().click()
    await page.getByRole('button', { name: 'Selected' }).waitFor()
    expect(await page.evaluate(() => getSelection()?.toString().trim())).toBe('echo "round and round"')
  })

  it('scrolls a wide table by keyboard on a phone, and never the page', async () => {
    const { page } = await visit({ viewport: { width: 390, height: 800 } })
    const table = page.getByRole('region', { name: 'Table: Part, Value' }).first()
    await table.press('ArrowRight')
    await expect.poll(() => table.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  it('has every id once, however many texts the page has', async () => {
    const { page } = await visit()
    const ids = await page.locator('[id]').evaluateAll(elements => elements.map(({ id }) => id))
    expect(ids).toContain('instructions--note-1')
    expect(new Set(ids).size).toBe(ids.length)
  })
})

/** Elsewhere is played by the test: whatever is asked there is noted, and answered with a word. */
async function visit(options: BrowserContextOptions = {}): Promise<{ page: Page; elsewhere: string[] }> {
  const page = await newPage(options)
  const elsewhere: string[] = []
  await page.context().route(
    ({ hostname }) => hostname !== 'localhost',
    async route => {
      elsewhere.push(route.request().url())
      await route.fulfill({ contentType: 'text/html', body: '<p>a player</p>' })
    },
  )
  await page.goto(site.url + paths.project(address))
  return { page, elsewhere }
}
