import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Profile } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { barriersOn } from '../help/barriers.ts'
import { browser, closePages, site, visit } from '../help/journey.ts'
import { makerAt, password } from '../help/maker.ts'

describe.skipIf(!browser)('in the settings', () => {
  closePages()

  it('a maker, come from the own profile, writes what everybody then reads there', async () => {
    const page = await makerAt('ada-tells', paths.profile({ username: 'ada-tells' }))
    await page.getByRole('link', { name: 'Edit profile' }).click()
    await name(page).fill('Ada Lovelace')
    await about(page).fill('I make **engines** sing.')
    await page.getByLabel('Preview of About').getByText('engines').waitFor()
    await save(page)
    await page.getByRole('link', { name: 'See your profile' }).click()

    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
    const told = page.getByRole('region', { name: 'About' })
    expect(await told.innerHTML()).toContain('I make <strong>engines</strong> sing.')
  })

  it('the keyboard alone does: Enter in the name saves, and what is refused gets the focus', async () => {
    const page = await settingsOf('bea-tells')
    await name(page).fill('')
    await name(page).press('Enter')
    await page.getByRole('alert').getByRole('link', { name: 'Name' }).waitFor()
    expect(await isFocused(name(page))).toBe(true)
    await page.keyboard.type('Bea of the Bay')
    await page.keyboard.press('Enter')
    await saved(page)
    expect(await nameOf('bea-tells')).toBe('Bea of the Bay')
    expect(await isFocused(name(page))).toBe(true)
  })

  it('a text that is too long is counted while it is written, and not sent', async () => {
    const page = await settingsOf('cyd-tells')
    await about(page).fill(`${'nine more '.repeat(2000)}x`)
    await page.getByText('1 too many of 20000').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('At most 20000 characters.').waitFor()
    expect(await isFocused(about(page))).toBe(true)
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Backspace')
    await page.getByText('At most 20000 characters.').waitFor({ state: 'detached' })
    await save(page)
  })

  it('a text that the server refuses is told beside it, and stays as typed', async () => {
    const page = await settingsOf('dot-tells')
    const deep = '>'.repeat(19_000)
    await about(page).fill(deep)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('#field-about-problem', { hasText: 'nest' }).waitFor()
    expect(await isFocused(about(page))).toBe(true)
    expect(await about(page).inputValue()).toBe(deep)
  })

  it('a session that ended is begun again over the page, and the save goes on', async () => {
    const page = await settingsOf('eve-tells')
    await about(page).fill('An evening of writing')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog', { name: 'Please log in again' })
    await dialog.getByLabel('Password').fill(password)
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await saved(page)
    expect(await aboutOf('eve-tells')).toBe('An evening of writing')
  })

  it('a save in another tab ends in a choice: mine replaces theirs only when chosen', async () => {
    const page = await settingsOf('fay-tells')
    const other = await settingsIn(page)
    await about(page).fill('From the first tab')
    await save(page)
    await about(other).fill('From the second tab')
    await other.getByRole('button', { name: 'Save' }).click()
    const dialog = other.getByRole('dialog', { name: 'Saved in another place meanwhile' })
    await dialog.waitFor()
    expect(await dialog.textContent()).toMatch(/From the second tab.*From the first tab/s)
    expect(await aboutOf('fay-tells')).toBe('From the first tab')

    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await saved(other)
    expect(await aboutOf('fay-tells')).toBe('From the second tab')
  })

  it('what another tab has saved can be taken over, and written on', async () => {
    const page = await settingsOf('gil-tells')
    const other = await settingsIn(page)
    await about(page).fill('From the first tab')
    await save(page)
    await about(other).fill('From the second tab')
    await other.getByRole('button', { name: 'Save' }).click()
    await other.getByRole('button', { name: 'Take theirs' }).click()
    await other.getByText('Nothing to save.').waitFor()
    await about(other).press('Control+End')
    await other.keyboard.type(', continued')
    await save(other)
    expect(await aboutOf('gil-tells')).toBe('From the first tab, continued')
  })

  it('without a network a save is told to have failed, and works once it is back', async () => {
    const page = await settingsOf('hal-tells')
    await about(page).fill('Written on a train')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.save-bar').getByText('MuzHack cannot be reached.').waitFor()
    expect(await about(page).inputValue()).toBe('Written on a train')
    await page.context().setOffline(false)
    await save(page)
    expect(await aboutOf('hal-tells')).toBe('Written on a train')
  })

  it('a save whose answer got lost is not taken for somebody else’s', async () => {
    const page = await settingsOf('ida-tells')
    await about(page).fill('Arrived after all')
    const address = site.url + paths.api.user({ username: 'ida-tells' })
    await page.route(address, loseAnswer)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.save-bar').getByRole('alert').waitFor()
    await page.unroute(address, loseAnswer)
    await save(page)
  })

  it('leaving with something unsaved asks first, and without it does not', async () => {
    const page = await settingsOf('jo-tells')
    await about(page).fill('Half a thought')
    const asked = page.waitForEvent('dialog')
    await page.evaluate(() => setTimeout(() => location.assign('/about')))
    await (await asked).dismiss()
    expect(await about(page).inputValue()).toBe('Half a thought')
    await save(page)
    await page.getByRole('link', { name: 'Drafts' }).click()
    await page.waitForURL(site.url + paths.drafts)
  })

  it.each([
    ['a desktop', 1280, 'light'],
    ['a phone', 390, 'dark'],
    ['a small phone', 360, 'light'],
  ] as const)('nothing is in the way on %s, nor on the profile', async (_, width, colorScheme) => {
    const options = { viewport: { width, height: 800 }, colorScheme }
    const username = `kay-tells-${width}`
    const page = await makerAt(username, paths.settings, options)
    await about(page).fill(
      '## Bench\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n- [x] done\n\n[!youtube](abcdefghijk)',
    )
    await save(page)
    expect(await barriersOn(page)).toEqual([])
    expect(await widthOf(page)).toBe(width)
    await page.goto(site.url + paths.profile({ username }))
    expect(await barriersOn(page)).toEqual([])
    expect(await widthOf(page)).toBe(width)
  })
})

const settingsOf = (username: string) => makerAt(username, paths.settings)

async function settingsIn(page: Page): Promise<Page> {
  const other = await page.context().newPage()
  await visit(other, site.url + paths.settings)
  return other
}

async function makerCalled(username: string) {
  const answer = await fetch(site.url + paths.api.user({ username }))
  return ((await answer.json()) as Profile).account
}

const aboutOf = async (username: string) => (await makerCalled(username)).about

const nameOf = async (username: string) => (await makerCalled(username)).name

const name = (page: Page) => page.getByLabel('Name', { exact: true })
const about = (page: Page) => page.getByLabel('About', { exact: true })

async function save(page: Page) {
  await page.getByRole('button', { name: 'Save' }).click()
  await saved(page)
}

const saved = (page: Page) => page.locator('.save-status p').getByText('Saved.').waitFor()

const isFocused = (field: ReturnType<typeof name>) =>
  field.evaluate(element => element === document.activeElement)

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

async function loseAnswer(route: Route) {
  await route.fetch()
  await route.abort()
}
