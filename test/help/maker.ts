import type { Page } from 'playwright-core'
import { paths } from '../../src/paths.ts'
import { newPage } from './journey.ts'
import type { SiteProcess } from './process.ts'

const password = 'switched on 1968'

/** Somebody new, signed in, at this address in a browser of their own. */
export async function makerAt(
  site: SiteProcess,
  username: string,
  path: string,
  options: Parameters<typeof newPage>[0] = {},
): Promise<Page> {
  const page = await newPage(options)
  const form = { username, name: username, email: `${username}@example.org`, password }
  await page.request.post(site.url + paths.api.signup, { data: form })
  await page.goto(site.url + path)
  return page
}
