import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, newPage, site } from '../help/journey.ts'
import { letterTo } from '../help/letter-box.ts'
import { logIn, makerAt, password, publish } from '../help/maker.ts'

const username = 'lea-leaves'
const pages = [paths.profile({ username }), paths.project({ owner: username, id: 'way-back' })]

describe.skipIf(!browser)('a maker who deletes the account', () => {
  closePages()

  it('vanishes at once, by keyboard alone, and finds everything again on coming back', async () => {
    const page = await makerAt(username, paths.create)
    await publish(page, 'Way Back')
    const visitor = await newPage()
    const statuses = async () => {
      const answers = [await visitor.goto(site.url + pages[0]), await visitor.goto(site.url + pages[1])]
      return answers.map(answer => answer?.status())
    }
    expect(await statuses()).toEqual([200, 200])

    await page.goto(site.url + paths.accountSettings)
    await page.getByText('Delete my account…').press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await page.getByLabel('Remove my projects').isChecked()).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.type('a guess')
    await page.keyboard.press('Enter')
    await page.getByText('This is not your password.').waitFor()
    expect(await page.getByLabel('Remove my projects').isChecked()).toBe(true)
    await page.locator('#deletion-password').focus()
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Log in' }).waitFor()
    expect(await statuses()).toEqual([404, 404])

    await logIn(page, username)
    await page.waitForURL(site.url + paths.leaving)
    const day = await page.locator('main time').textContent()
    const letter = await letterTo(`${username}@example.org`, 'Your account will be deleted')
    expect(letter.text).toContain(`on ${day} it ends for good`)
    await page.goto(site.url + paths.drafts)
    expect(page.url()).toBe(site.url + paths.leaving)
    await page.getByRole('button', { name: 'Take it back' }).press('Enter')
    await page.getByText('Welcome back. Your account is as it was.').waitFor()
    expect(await statuses()).toEqual([200, 200])
    expect(await visitor.getByRole('heading', { name: 'Way Back' }).count()).toBe(1)
  })
})
