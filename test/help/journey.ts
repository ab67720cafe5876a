import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { launch } from './browser.ts'
import { type SiteProcess, startSite } from './process.ts'

const found = inject('browser')

/** Undefined where none runs: the set-up has said so. */
export const browser = found ? await launch(found) : undefined

/** The site in processes of its own, for the journeys of one file; the browser goes with it. */
export function journeySite(env?: Record<string, string>): SiteProcess {
  const site = {} as SiteProcess
  beforeAll(async () => {
    Object.assign(site, await startSite(env))
  })
  afterAll(async () => {
    await browser?.close()
    await site.stop?.()
  })
  return site
}

/** A browser of its own for each person. */
export async function newPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  if (!browser) throw new Error('no browser')
  const page = await (await browser.newContext(options)).newPage()
  page.setDefaultTimeout(15_000)
  return page
}

export async function chooseFiles(
  page: Page,
  button: string,
  files: string[] | { name: string; mimeType: string; buffer: Buffer }[],
) {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).click()
  await (await chooser).setFiles(files)
}
