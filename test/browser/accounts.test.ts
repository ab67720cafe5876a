import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, newPage, site, visit } from '../help/journey.ts'
import { letterTo, linkTo } from '../help/letter-box.ts'
import { fillInSignUp, logIn, password } from '../help/maker.ts'

const username = 'delia-writes'
const email = 'delia-writes@example.org'
const newEmail = 'delia@new.example'
const newPassword = 'a hundred spring tanks'

describe.skipIf(!browser)('a member with a browser and a letter box', () => {
  closePages()
  let first: Page
  let other: Page

  it('signs up, writes, confirms the address and publishes', async () => {
    first = await newPage()
    await fillInSignUp(first, { name: 'Delia', username, email })
    await first.locator('#app fieldset:enabled').first().waitFor()
    expect(await first.getByText('confirm your e-mail address').count()).toBe(1)

    await first.getByLabel('Title').fill('Green Lampshade')
    await first.getByLabel('Description', { exact: true }).fill('Rings in F.')
    await first.getByRole('button', { name: 'Publish' }).click()
    await first.getByText('To publish, confirm your e-mail address first').waitFor()

    await first.getByRole('button', { name: 'Send the letter again' }).click()
    await first.getByText('Another letter is on its way.').waitFor()
    const elsewhere = await newPage()
    await elsewhere.goto(await linkTo(email, 'Confirm your e-mail address'))
    await elsewhere.getByRole('button', { name: 'Confirm this address' }).click()
    await elsewhere.getByText('From now on you can publish').waitFor()

    await first.getByRole('button', { name: 'Publish' }).click()
    await first.waitForURL(site.url + paths.project({ owner: username, id: 'green-lampshade' }))
  })

  it('forgets the password, chooses another on another device, and is logged out on the first', async () => {
    other = await newPage({ viewport: { width: 390, height: 844 } })
    await other.goto(site.url + paths.login)
    await other.getByRole('link', { name: 'Forgot your password?' }).click()
    await other.getByLabel('Name or e-mail address').fill(email)
    await other.getByRole('button', { name: 'Send the letter' }).click()
    await other.getByRole('heading', { name: 'Look into your mail' }).waitFor()

    await other.goto(await linkTo(email, 'Choose a new password'))
    await other.getByLabel('New password').fill(newPassword)
    await other.getByRole('button', { name: 'Use this password' }).click()
    await other.getByText('logged out everywhere else').waitFor()
    await visit(other, site.url + paths.create)
    expect(other.url()).toBe(site.url + paths.create)

    await first.goto(site.url + paths.create)
    expect(new URL(first.url()).pathname).toBe(paths.login)
  })

  it('moves to another address, which counts once its letter was read, and the old one is told', async () => {
    await other.goto(site.url + paths.accountSettings)
    const form = other.locator('form').filter({ hasText: 'New e-mail address' })
    await form.getByLabel('New e-mail address').fill(newEmail)
    await form.getByLabel('Your password').fill(password)
    await form.getByRole('button', { name: 'Change the address' }).click()
    await form.getByText('This is not your password.').waitFor()
    expect(await form.getByLabel('New e-mail address').inputValue()).toBe(newEmail)
    await form.getByLabel('Your password').fill(newPassword)
    await form.getByRole('button', { name: 'Change the address' }).click()
    await other.getByText('until then nothing changes').waitFor()
    expect(await other.locator('.settings-address').textContent()).toBe(email)

    const elsewhere = await newPage()
    await elsewhere.goto(await linkTo(newEmail, 'Confirm your new e-mail address'))
    await elsewhere.getByRole('button', { name: 'Use this address' }).click()
    await elsewhere.getByRole('heading', { name: 'Your address is changed' }).waitFor()
    expect((await letterTo(email, 'Your e-mail address was changed')).text).toContain(newEmail)
    await other.reload()
    expect(await other.locator('.settings-address').textContent()).toBe(newEmail)

    await logIn(elsewhere, email, newPassword)
    await elsewhere.getByText('This name and password do not go together.').waitFor()
    await logIn(elsewhere, newEmail, newPassword)
    await elsewhere.waitForURL(site.url + paths.explore)
  })
})
