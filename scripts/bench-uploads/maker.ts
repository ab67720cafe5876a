import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { paths } from '../../src/paths.ts'
import { confirmByLetter } from '../letters.ts'
import type { Site } from './site.ts'

export const MiB = 1024 * 1024

/** Somebody signed up, with a new project before them. */
export async function makerAt({ url, folder }: Site, browser: Browser, username: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(600_000)
  page.on('dialog', dialog => void dialog.accept())
  const account = { username, name: username, email: `${username}@example.org`, password: 'switched on 1968' }
  await page.request.post(url + paths.api.signup, { data: account })
  await confirmByLetter(account.email, { url, data: join(folder, 'data') })
  await page.goto(url + paths.create, { waitUntil: 'networkidle' })
  return page
}

export async function pick(page: Page, button: string, files: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).click()
  await (await chooser).setFiles(files)
}

/** Bytes that do not compress, as many MiB of them. */
export async function writeFileOf(path: string, size: number): Promise<void> {
  const file = await open(path, 'w')
  for (let i = 0; i < size; i++) await file.write(randomBytes(MiB))
  await file.close()
}

export async function checksumOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const some of bytes) hash.update(some)
  return hash.digest('hex')
}

export const fileChecksum = (path: string) => checksumOf(createReadStream(path))
