import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { paths } from '../../src/paths.ts'
import { keysOf, type Project } from '../../src/project.ts'
import { photograph } from '../../test/help/photograph.ts'
import { checksumOf, fileChecksum, MiB, makerAt, pick, writeFileOf } from './maker.ts'
import { openSite, type Site } from './site.ts'

/** Twenty pictures and a file of 600 MB, through three cuts of ten seconds and two reloads. */
export async function interrupted(browser: Browser): Promise<void> {
  const site = await openSite(16 * MiB)
  try {
    const big = join(site.folder, 'session.raw')
    await writeFileOf(big, 600)
    const pictures = await photographs(site, browser)
    const page = await makerAt(site, browser, 'ada')
    await pick(page, 'Add pictures', pictures)
    await pick(page, 'Add files', [big])
    await past(page, 10)
    await cut(site)
    await past(page, 25)
    await reload(page, big)
    await past(page, 40)
    await cut(site)
    await past(page, 55)
    await reload(page, big)
    await past(page, 70)
    await cut(site)
    await page.getByLabel('Title').fill('Session')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(site.url + paths.project({ owner: 'ada', id: 'session' }))
    await report(site, big)
    await page.context().close()
  } finally {
    await site.stop()
  }
}

async function photographs({ folder }: Site, browser: Browser): Promise<string[]> {
  const bytes = await photograph(browser, { width: 2400, height: 1800 })
  const files = Array.from({ length: 20 }, (_, i) => join(folder, `DSC_${i + 1}.jpg`))
  for (const file of files) await writeFile(file, bytes)
  return files
}

/** Until so many percent are there, as the title of the page tells. */
async function past(page: Page, percent: number) {
  await page.waitForFunction(isPast, percent)
}

/** Runs in the page. */
const isPast = (percent: number) => Number(/^(\d+) %/.exec(document.title)?.[1] ?? 0) >= percent

async function cut({ cable }: Site) {
  await cable.pull()
  await sleep(10_000)
  await cable.plug()
}

async function reload(page: Page, big: string) {
  await page.waitForURL(/from=/)
  await page.reload({ waitUntil: 'networkidle' })
  await pick(page, 'Pick session.raw again', [big])
}

async function report({ url, cable }: Site, big: string) {
  const carried = cable.carried()
  const answer = await fetch(url + paths.api.project({ owner: 'ada', id: 'session' }))
  const { files } = (await answer.json()) as Project
  const file = files.find(({ kind }) => kind === 'file')
  const stored = await fetch(file?.url ?? '')
  const isSame = stored.body !== null && (await checksumOf(stored.body)) === (await fileChecksum(big))
  const size = await sizeOfAll(files)
  const twice = (100 * (carried - size)) / size
  console.log(`${files.length} files as ${keysOf(files).length} objects, ${(size / MiB).toFixed(0)} MiB`)
  console.log(`session.raw ${isSame ? 'is the same, bit for bit' : 'DIFFERS'}`)
  console.log(`${(carried / MiB).toFixed(0)} MiB went over the line: ${twice.toFixed(1)} % were sent twice`)
  if (!isSame || files.length !== 21) process.exitCode = 1
}

async function sizeOfAll(files: Project['files']): Promise<number> {
  const sizes = files
    .flatMap(({ url, variants }) => [url, ...variants.map(({ url }) => url)])
    .map(async url => Number((await fetch(url, { method: 'HEAD' })).headers.get('content-length')))
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
