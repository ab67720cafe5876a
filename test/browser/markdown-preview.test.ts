import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, site } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'
import { put, write } from '../help/writing.ts'

const wide = { viewport: { width: 1280, height: 900 } }
const phone = { viewport: { width: 390, height: 844 } }
const long = Array.from(
  { length: 80 },
  (_, i) => `## Step ${i}\n\nSolder part ${i}, and let it cool.\n`,
).join('\n')

describe.skipIf(!browser)('the preview', () => {
  closePages()

  it('stands beside the text where there is room, and its key puts it away and brings it back', async () => {
    const page = await makerAt('ada-looks', paths.create, wide)
    await write(page, 'Description', 'It **hums**‸')
    await previewOf(page).getByText('hums').waitFor()
    await page.keyboard.press('Control+Shift+P')
    expect(await previewOf(page).isVisible()).toBe(false)
    await page.keyboard.type(' and _whirrs_')
    await page.keyboard.press('Control+Shift+P')
    await previewOf(page).getByText('whirrs').waitFor()
  })

  it('takes turns with the text on a phone, by tab and by key, the focus going along', async () => {
    const page = await makerAt('bea-looks', paths.create, phone)
    await write(page, 'Description', 'It **hums**‸')
    expect(await previewOf(page).isVisible()).toBe(false)
    await page.keyboard.press('Control+Shift+P')
    await previewOf(page).getByText('hums').waitFor()
    expect(await page.getByRole('textbox', { name: 'Description' }).isVisible()).toBe(false)
    await page.keyboard.press('Control+Shift+P')
    await page.keyboard.type(' still')
    expect(await page.getByRole('textbox', { name: 'Description' }).inputValue()).toBe('It **hums** still')
    await page.getByRole('tab', { name: 'Preview' }).first().click()
    await previewOf(page).getByText('still').waitFor()
  })

  // 300 ms is what is wanted of a quiet machine with two processors: any other may take four times as long.
  it('shows a text of 20 KB within 300 ms of the last key', async () => {
    const page = await makerAt('cyd-looks', paths.create, wide)
    await put(page, 'Description', `${long.repeat(6).slice(0, 20_000)}\n\n`)
    await previewOf(page).getByText('Step 79').first().waitFor()
    const times: number[] = []
    for (const word of ['first', 'second', 'third', 'fourth', 'fifth']) {
      await page.keyboard.type(` ${word}`)
      times.push(await timeUntilShown(page, word))
    }
    expect(Math.min(...times)).toBeLessThan(4 * 300)
  })

  it('never shows an older text in place of a newer one', async () => {
    const page = await makerAt('dot-looks', paths.create, wide)
    let asked = 0
    await page.route(`**${paths.api.preview}`, async route => {
      if (++asked === 1) await new Promise(resolve => setTimeout(resolve, 1500))
      await route.continue().catch(() => undefined)
    })
    await write(page, 'Description', 'the older text‸')
    await expect.poll(() => asked).toBe(1)
    await write(page, 'Description', 'the newer text‸')
    await previewOf(page).getByText('the newer text').waitFor()
    await page.waitForTimeout(2000)
    expect(await previewOf(page).innerText()).toContain('the newer text')
  })

  it('keeps what was shown when the server cannot be reached, says so, and goes on when asked', async () => {
    const page = await makerAt('eve-looks', paths.create, wide)
    await write(page, 'Description', 'shown before‸')
    await previewOf(page).getByText('shown before').waitFor()
    await page.context().setOffline(true)
    // At once: key by key, the answer to the last could come after the network is back.
    await page.keyboard.insertText(', typed after')
    await previewOf(page).getByText('MuzHack cannot be reached').waitFor()
    expect(await previewOf(page).innerText()).toContain('shown before')
    await page.context().setOffline(false)
    await previewOf(page).getByRole('button', { name: 'Try again' }).click()
    await previewOf(page).getByText('typed after').waitFor()
  })

  it('leaves what has not changed alone, so that a player goes on playing while its text is written', async () => {
    const page = await makerAt('fay-looks', paths.create, wide)
    await page.route('https://www.youtube-nocookie.com/**', route => route.fulfill({ body: 'playing' }))
    await write(page, 'Description', 'Before\n\n[!youtube](aqz-KE-bpKQ)\n\nafter‸')
    await previewOf(page).locator('a[data-embed]').click()
    const player = await (await previewOf(page).locator('iframe').elementHandle())?.contentFrame()
    await player?.evaluate(() => Object.assign(globalThis, { isTheSame: true }))
    await page.getByRole('textbox', { name: 'Description' }).focus()
    await page.keyboard.type('wards')
    await previewOf(page).getByText('afterwards').waitFor()
    await write(page, 'Description', 'One more\n\nBefore it\n\n[!youtube](aqz-KE-bpKQ)\n\nafter‸')
    await previewOf(page).getByText('Before it').waitFor()
    expect(await player?.evaluate(() => 'isTheSame' in globalThis)).toBe(true)
  })

  it('opens links beside the page, so that nobody leaves what they write', async () => {
    const page = await makerAt('hal-looks', paths.create, wide)
    await write(page, 'Description', '[about](/about)‸')
    const opened = page.context().waitForEvent('page')
    await previewOf(page).getByRole('link', { name: 'about' }).click()
    expect((await opened).url()).toBe(`${site.url}/about`)
    expect(new URL(page.url()).pathname).toBe(paths.create)
  })

  it('scrolls along with the text, and the text with it', async () => {
    const page = await makerAt('gil-looks', paths.create, wide)
    await write(page, 'Description', `‸${long}`)
    await previewOf(page).getByText('part 79').waitFor()
    const area = page.getByRole('textbox', { name: 'Description' })
    await area.hover()
    await area.evaluate(element => element.scrollTo(0, element.scrollHeight / 2))
    await expect.poll(() => stepsApart(page)).toBeLessThan(4)
    await previewOf(page).hover()
    await previewOf(page).evaluate(element => element.scrollTo(0, element.scrollHeight))
    await expect
      .poll(() => area.evaluate(element => element.scrollHeight - element.clientHeight - element.scrollTop))
      .toBeLessThan(4)
  })
})

const previewOf = (page: Page) => page.getByRole('region', { name: 'Preview of Description' })

/** In milliseconds, told by the browser itself. */
const timeUntilShown = (page: Page, word: string) =>
  previewOf(page).evaluate(
    (element, word) =>
      new Promise<number>(resolve => {
        const begin = performance.now()
        const look = () =>
          element.textContent?.includes(word)
            ? resolve(performance.now() - begin)
            : requestAnimationFrame(look)
        look()
      }),
    word,
  )

/** How many steps lie between those at the top of the two panes. */
async function stepsApart(page: Page): Promise<number> {
  const shown = await previewOf(page).evaluate(element => {
    const { top } = element.getBoundingClientRect()
    const step = [...element.querySelectorAll('h2, h3')].find(
      heading => heading.getBoundingClientRect().bottom > top,
    )
    return Number(/\d+/.exec(step?.textContent ?? '')?.[0])
  })
  const share = await page
    .getByRole('textbox', { name: 'Description' })
    .evaluate(element => element.scrollTop / element.scrollHeight)
  return Math.abs(shown - share * 80)
}
