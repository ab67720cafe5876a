import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, newPage, visit } from '../help/journey.ts'
import { fillInSignUp } from '../help/maker.ts'
import { linkIn, openPostOffice, type PostOffice } from '../help/post-office.ts'
import { type SiteProcess, startSite } from '../help/process.ts'

const newPassword = 'a hundred spring tanks'

describe.skipIf(!browser)('a member with a browser and a letter box', () => {
  closePages()
  let site: SiteProcess
  let office: PostOffice
  let first: Page

  beforeAll(async () => {
    office = await openPostOffice()
    site = await startSite({ SMTP_URL: office.url, MAIL_FROM: 'MuzHack <post@muzhack.test>' })
  })

  afterAll(async () => {
    await site?.stop()
    await office?.close()
  })

  it('signs up, writes, confirms the address and publishes', async () => {
    first = await newPage()
    await fillInSignUp(first, { name: 'Delia', username: 'delia', email: 'delia@example.org' }, site)
    await first.locator('#app fieldset:enabled').first().waitFor()
    expect(await first.getByText('confirm your e-mail address').count()).toBe(1)

    await first.getByLabel('Title').fill('Green Lampshade')
    await first.getByLabel('Description', { exact: true }).fill('Rings in F.')
    await first.getByRole('button', { name: 'Publish' }).click()
    await first.getByText('To publish, confirm your e-mail address first').waitFor()

    await first.getByRole('button', { name: 'Send the letter again' }).click()
    await first.getByText('Another letter is on its way.').waitFor()
    const elsewhere = await newPage()
    await elsewhere.goto(site.url + (await linkOf('Confirm your e-mail address', 'delia@example.org')))
    await elsewhere.getByRole('button', { name: 'Confirm this address' }).click()
    await elsewhere.getByText('From now on you can publish').waitFor()

    await first.getByRole('button', { name: 'Publish' }).click()
    await first.waitForURL(site.url + paths.project({ owner: 'delia', id: 'green-lampshade' }))
  })

  it('forgets the password, chooses another on another device, and is logged out on the first', async () => {
    const other = await newPage({ viewport: { width: 390, height: 844 } })
    await other.goto(site.url + paths.login)
    await other.getByRole('link', { name: 'Forgot your password?' }).click()
    await other.getByLabel('Name or e-mail address').fill('delia@example.org')
    await other.getByRole('button', { name: 'Send the letter' }).click()
    await other.getByRole('heading', { name: 'Look into your mail' }).waitFor()

    await other.goto(site.url + (await linkOf('Choose a new password', 'delia@example.org')))
    await other.getByLabel('New password').fill(newPassword)
    await other.getByRole('button', { name: 'Use this password' }).click()
    await other.getByText('logged out everywhere else').waitFor()
    await visit(other, site.url + paths.create)
    expect(other.url()).toBe(site.url + paths.create)

    await first.goto(site.url + paths.create)
    expect(new URL(first.url()).pathname).toBe(paths.login)
  })

  /** Waits for the newest letter of this subject. */
  async function linkOf(subject: string, email: string): Promise<string> {
    const isIt = (letter: { subject: string; to: string }) =>
      letter.subject === subject && letter.to === email
    await expect.poll(() => office.received.some(isIt), { timeout: 20_000 }).toBe(true)
    return linkIn(office.received.findLast(isIt)!)
  }
})
