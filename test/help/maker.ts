import pg from 'pg'
import type { Page } from 'playwright-core'
import { confirmByLetter } from '../../scripts/letters.ts'
import { paths } from '../../src/paths.ts'
import { newPage, site, visit } from './journey.ts'

export const password = 'switched on 1968'

type Options = Parameters<typeof newPage>[0]

/** Somebody new, signed in, at this address in a browser of their own. */
export async function makerAt(username: string, path: string, options: Options = {}): Promise<Page> {
  const page = await newMaker(username, options)
  await visit(page, site.url + path)
  return page
}

/** Somebody new, signed in, who has opened nothing yet. */
export async function newMaker(username: string, options: Options = {}): Promise<Page> {
  const page = await newPage(options)
  await signUp(page, username)
  return page
}

export async function newModerator(username: string): Promise<Page> {
  const page = await newMaker(username)
  const client = new pg.Client(site.database)
  await client.connect()
  await client.query("update accounts set role = 'moderator' where username = $1", [username])
  await client.end()
  return page
}

/** With an address that is confirmed. */
export async function signUp(page: Page, username: string, { url, data } = site): Promise<void> {
  const form = { username, name: username, email: `${username}@example.org`, password }
  const answer = await page.request.post(url + paths.api.signup, { data: form })
  if (!answer.ok()) throw new Error(`${username} could not sign up: ${await answer.text()}`)
  await confirmByLetter(form.email, { url, data })
}

type Form = { name: string; username: string; email: string }

/** By the form, as slowly as a person: who is quicker counts as a program. */
export async function fillInSignUp(
  page: Page,
  { name, username, email }: Form,
  { url } = site,
): Promise<void> {
  await page.goto(url + paths.signup)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.waitForTimeout(2000)
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await page.waitForURL(url + paths.create)
}

/** Sends the form, whatever comes of it. */
export async function logIn(page: Page, nameOrEmail: string, secret = password): Promise<void> {
  await page.goto(site.url + paths.login)
  await page.getByLabel('Name or e-mail address').fill(nameOrEmail)
  await page.getByLabel('Password').fill(secret)
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click()
}

/** By the form that is open, with nothing more than a title. */
export async function publish(page: Page, title: string): Promise<void> {
  await page.getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.waitForURL(url => url.pathname.startsWith('/u/'))
}
