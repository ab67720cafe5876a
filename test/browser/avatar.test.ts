import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Profile } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { browser, chooseFiles, closePages, reload, site } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'

closePages()

const board = join(import.meta.dirname, '../../scripts/samples/clatter-board/pictures/board.jpg')

describe.skipIf(!browser)('a maker’s picture', () => {
  it('is cut out of a photograph, by keyboard too, and shown', async () => {
    const page = await makerAt('ada-shown', paths.settings)
    await chooseFiles(page, 'Choose a picture', [board])
    await page.getByRole('slider', { name: 'Zoom' }).fill('200')
    const across = page.getByRole('slider', { name: 'Left to right' })
    const before = Number(await across.inputValue())
    await page.locator('.crop-area').press('ArrowRight')
    expect(Number(await across.inputValue())).toBeGreaterThan(before)
    await page.getByRole('button', { name: 'Use this picture' }).click()
    await page.getByText('Everybody sees it now').waitFor()

    await page.goto(site.url + paths.profile({ username: 'ada-shown' }))
    const sizes = await Promise.all((await squaresOf(page, 'ada-shown')).map(url => widthOf(page, url)))
    expect(sizes).toEqual([64, 192, 512])

    await page.goto(site.url + paths.settings)
    await page.getByRole('button', { name: 'Remove it' }).click()
    await page.getByText('drawn from your name again').waitFor()
    expect(await squaresOf(page, 'ada-shown')).toEqual([])
  })

  it('that is none, too big, or cannot be sent is told of in words', async () => {
    const page = await makerAt('bea-shown', paths.settings)
    const text = { name: 'bom.csv', mimeType: 'text/csv', buffer: Buffer.from('R1,10k') }
    await chooseFiles(page, 'Choose a picture', [text])
    await page.getByText('bom.csv is not a picture').waitFor()
    const huge = { name: 'wall.png', mimeType: 'image/png', buffer: Buffer.alloc(21 * 1024 * 1024) }
    await chooseFiles(page, 'Choose a picture', [huge])
    await page.getByText('wall.png has 21 MB').waitFor()

    await chooseFiles(page, 'Choose a picture', [board])
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Use this picture' }).click()
    await page.getByText('Your picture was not saved').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Use this picture' }).click()
    await page.getByText('Everybody sees it now').waitFor()
  })
})

describe.skipIf(!browser)('a maker’s links', () => {
  it('are added, put in order, corrected where they are wrong, and removed', async () => {
    const page = await makerAt('cyd-links', paths.settings)
    const save = page.getByRole('button', { name: 'Save', exact: true })
    for (const link of ['one.example', 'two', 'three.example']) {
      await page.getByRole('button', { name: 'Add a link' }).click()
      await page.keyboard.type(link)
    }
    await save.click()
    await page.locator('[id="field-links.1-problem"]', { hasText: 'no web address' }).waitFor()
    await page.getByLabel('Link 2', { exact: true }).fill('two.example')
    await page.getByRole('button', { name: 'Move link 3 up' }).click()
    await page.getByRole('button', { name: 'Remove link 1' }).click()
    await save.click()
    await page.getByText('Saved.', { exact: true }).first().waitFor()
    await reload(page)
    expect(await page.getByLabel('Link 1', { exact: true }).inputValue()).toBe('https://three.example/')
    expect(await page.getByLabel('Link 2', { exact: true }).inputValue()).toBe('https://two.example/')
  })
})

async function squaresOf(page: Page, username: string): Promise<string[]> {
  const answer = await page.request.get(site.url + paths.api.user({ username }))
  const { account } = (await answer.json()) as Profile
  return account.avatar?.map(({ url }) => url) ?? []
}

const widthOf = (page: Page, url: string) =>
  page.evaluate(async url => (await createImageBitmap(await (await fetch(url)).blob())).width, url)
