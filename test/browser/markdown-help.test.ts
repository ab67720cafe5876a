import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { barriersOn } from '../help/barriers.ts'
import { browser, closePages, newPage, reload, site } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }

describe.skipIf(!browser)('the Markdown help', () => {
  closePages()

  it.each([
    ['a desktop', desktop, 'light'],
    ['a phone', phone, 'dark'],
  ] as const)('is a page without barriers, no wider than %s', async (_, viewport, colorScheme) => {
    const page = await newPage({ viewport, colorScheme })
    await page.goto(site.url + paths.markdownHelp)
    expect(await barriersOn(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
  })

  it('is a page on which no two things have one id, and its sound plays', async () => {
    const page = await newPage()
    await page.goto(site.url + paths.markdownHelp)
    const ids = await page.locator('[id]').evaluateAll(elements => elements.map(({ id }) => id))
    expect(ids.filter((id, position) => ids.indexOf(id) < position)).toEqual([])
    await page.getByRole('region', { name: 'Audio and video' }).getByRole('heading').first().click()
    expect(await page.locator('audio').evaluate(play)).toBeGreaterThan(1)
  })

  it('is a page that needs no JavaScript: its contents lead to each topic', async () => {
    const page = await newPage({ javaScriptEnabled: false })
    await page.goto(site.url + paths.about)
    await page.getByRole('link', { name: 'Markdown help' }).click()
    await page.getByRole('navigation', { name: 'Topics' }).getByRole('link', { name: 'Tables' }).click()
    const title = page.getByRole('heading', { name: 'Tables', exact: true })
    expect(await title.evaluate(element => element.getBoundingClientRect().top)).toBeLessThan(100)
  })

  it('is opened, read, searched and closed by keyboard alone, and the focus returns to the text', async () => {
    const page = await writing('ada-reads', desktop)
    await page.keyboard.press('F1')
    const help = page.getByRole('dialog', { name: 'Markdown help' })
    await help.getByRole('tab', { name: 'Links', selected: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focused(page)).toBe('Styling/Headers')
    await help.getByRole('tabpanel', { name: 'Styling/Headers' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => focused(page)).toBe('Images')
    await page.keyboard.press('End')
    await help.getByRole('cell', { name: 'Ctrl+B' }).waitFor()
    await page.keyboard.press('Home')
    await expect.poll(() => focused(page)).toBe('Links')

    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('hums')
    await help.getByText('Nothing about “hums”.').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.type('strikethrough cross')
    await help.getByText('2 about “strikethrough cross”').waitFor()
    await help.getByRole('heading', { name: 'Strikethrough' }).waitFor()
    await page.keyboard.press('Escape')
    await help.getByRole('tab', { name: 'Links', selected: true }).waitFor()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await expectFocus(description(page))
  })

  it('inserts its samples, one after the other, and says so', async () => {
    const page = await writing('bea-reads', desktop)
    await page.keyboard.press('F1')
    await page.getByRole('tab', { name: 'Task lists' }).click()
    const help = page.getByRole('dialog', { name: 'Markdown help' })
    await help.getByRole('button', { name: 'Insert' }).first().press('Enter')
    await help.getByText('Inserted into your text.').waitFor()
    await expect.poll(() => description(page).inputValue()).toContain('- [x] draw the schematic')
    await help.getByRole('button', { name: 'Insert', exact: true }).first().press('Enter')
    await expect.poll(() => description(page).inputValue()).toContain('- [ ] panel')
  })

  it('inserts on a phone too, from over the text', async () => {
    const page = await writing('fay-reads', phone)
    await page.keyboard.press('F1')
    const help = page.getByRole('dialog', { name: 'Markdown help' })
    await help.getByRole('tab', { name: 'Strikethrough' }).click()
    await help.getByRole('button', { name: 'Insert' }).first().click()
    await help.getByText('Inserted into your text.').waitFor()
    expect(await help.getByRole('searchbox').inputValue()).toBe('')
    await expect.poll(() => description(page).inputValue()).toContain('R7 is ~~220 Ω~~ 330 Ω')
  })

  it('stands beside the text where there is room, and remembers its topic', async () => {
    const page = await writing('cyd-reads', desktop)
    await page.getByRole('button', { name: 'Markdown help' }).first().click()
    await page.getByRole('tab', { name: 'Footnotes' }).click()
    const help = page.getByRole('dialog', { name: 'Markdown help' })
    const [left, right] = [await help.boundingBox(), await description(page).boundingBox()]
    expect((right?.x ?? 0) + (right?.width ?? 0)).toBeLessThan(left?.x ?? 0)
    expect(await barriersOn(page)).toEqual([])
    await description(page).fill('It can be written in meanwhile')

    await reload(page)
    await description(page).focus()
    await page.keyboard.press('F1')
    await help.getByRole('tab', { name: 'Footnotes', selected: true }).waitFor()
  })

  it('says so in place of the popup when it cannot be fetched, and leaves the form alone', async () => {
    const page = await makerAt('lou-reads', paths.create)
    await page.getByRole('textbox', { name: 'Description', exact: true }).fill('Hours of writing')
    await page.route('**/assets/markdown-help-*', route => route.abort())
    await page.keyboard.press('F1')
    await page.getByText('The help cannot be reached right now.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Description', exact: true }).inputValue()).toBe(
      'Hours of writing',
    )
    await page.getByRole('button', { name: 'Close' }).click()
  })

  it('fills the screen of a phone, with the page behind it out of reach', async () => {
    const page = await writing('dot-reads', phone)
    await page.keyboard.press('F1')
    const help = page.getByRole('dialog', { name: 'Markdown help' })
    await help.getByRole('tab', { name: 'Links' }).waitFor()
    await expect.poll(() => help.boundingBox()).toEqual({ x: 0, y: 0, ...phone })
    expect(await help.evaluate(dialog => dialog.matches(':modal'))).toBe(true)
    expect(await barriersOn(page)).toEqual([])
    await help.getByRole('button', { name: 'Close the Markdown help' }).click()
    await expectFocus(description(page))
  })

  it('says when MuzHack cannot be reached, and tries again', async () => {
    const page = await writing('eve-reads', desktop)
    await page.route(`**${paths.api.markdownHelp}`, route => route.abort())
    await page.keyboard.press('F1')
    await page.getByRole('alert').getByText('MuzHack cannot be reached.').waitFor()
    await page.unroute(`**${paths.api.markdownHelp}`)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('tab', { name: 'Links' }).waitFor()
  })

  /** Somebody in the middle of a description. */
  async function writing(username: string, viewport: typeof desktop): Promise<Page> {
    const page = await makerAt(username, paths.create, { viewport })
    await description(page).focus()
    return page
  }
})

const description = (page: Page) => page.getByRole('textbox', { name: 'Description', exact: true })

const play = (audio: HTMLMediaElement) => audio.play().then(() => audio.duration)

const expectFocus = (field: Locator) =>
  expect.poll(() => field.evaluate(element => element === document.activeElement)).toBe(true)

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)
