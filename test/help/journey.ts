import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import { launch } from './browser.ts'

const found = inject('browser')

/** Undefined where none runs: the set-up has said so. */
export const browser = found ? await launch(found) : undefined

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
