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

/** With an address that is confirmed. */
export async function signUp(page: Page, username: string, { url, data } = site): Promise<void> {
  const form = { username, name: username, email: `${username}@example.org`, password }
  const answer = await page.request.post(url + paths.api.signup, { data: form })
  if (!answer.ok()) throw new Error(`${username} could not sign up: ${await answer.text()}`)
  await confirmByLetter(form.email, { url, data })
}
