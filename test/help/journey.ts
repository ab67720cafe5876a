import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { launch } from './browser.ts'
import { searchAnswers, shownToOthers } from './shown.ts'

const found = inject('browser')

/** Undefined where none runs: the set-up has said so. It ends with the process of these tests. */
export const browser = found ? await launch(found) : undefined

/** The site that all journeys share. */
export const site = inject('site')

let contexts: BrowserContext[] = []

/** Ends what one file has opened: the browser goes on to the next. */
export function closePages() {
  afterEach(async () => {
    expect(await shownToOthers(), 'e-mail addresses shown to others').toEqual([])
  })

  afterAll(async () => {
    const open = contexts
    contexts = []
    for (const context of open) await context.close()
  })
}

/** A browser of its own for each person. */
export async function newPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  if (!browser) throw new Error('no browser')
  const context = await browser.newContext(options)
  contexts.push(context)
  searchAnswers(context)
  context.setDefaultTimeout(60_000)
  return context.newPage()
}

export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await takenOver(page)
}

export async function reload(page: Page): Promise<void> {
  await page.reload()
  await takenOver(page)
}

/** Until React has taken a page over that edits, its fields are disabled and nobody listens to its keys. */
async function takenOver(page: Page) {
  await page.locator('body:not(:has(#app)), #app fieldset:enabled').first().waitFor()
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
