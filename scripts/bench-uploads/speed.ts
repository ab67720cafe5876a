import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { paths } from '../../src/paths.ts'
import type { S3Settings } from '../../src/upload.ts'
import { MiB, makerAt, pick, writeFileOf } from './maker.ts'
import { openSite, type Site } from './site.ts'

const rounds = 3

/** A gibibyte over loopback, where browser, store and site share one processor. */
export const speed = (browser: Browser) => compare(browser, { size: 1024, line: Infinity })

/** Over the line of a good home, 100 Mbit/s upward. */
export const line = (browser: Browser) => compare(browser, { size: 256, line: 100e6 / 8 })

/**
 * By the browser, in parts, and by curl, which posts the form that the server signs; in turn. What the browser itself needs
 * for that form, with no code of ours, is beside them.
 */
async function compare(browser: Browser, { size, line }: { size: number; line: number }): Promise<void> {
  const site = await openSite(line)
  try {
    const file = join(site.folder, 'large.bin')
    await writeFileOf(file, size)
    const byCurl: number[] = []
    const byForm: number[] = []
    const byBrowser: number[] = []
    const toSite: number[] = []
    for (let round = 1; round <= rounds; round++) {
      const page = await makerAt(site, browser, `maker-${round}`)
      byCurl.push(await timed(() => curl(site, page, file, size)))
      byForm.push(await timed(() => postForm(site, page, file, size)))
      countBytes(page, site, toSite)
      byBrowser.push(await timed(() => upload(page, file)))
      await page.context().close()
    }
    tell('curl, one form', size, byCurl)
    tell('bare browser, one form', size, byForm, byCurl)
    tell('browser, in parts', size, byBrowser, byCurl)
    console.log(`to the site's own server: ${Math.max(0, ...toSite)} bytes in the largest request`)
  } finally {
    await site.stop()
  }
}

async function formFor({ url }: Site, page: Page, name: string, size: number): Promise<S3Settings> {
  const wanted = { key: `new/files/${name}`, type: '', size: `${size * MiB}` }
  const signed = await page.request.get(`${url}${paths.api.s3Settings}?${new URLSearchParams(wanted)}`)
  return (await signed.json()) as S3Settings
}

async function curl(site: Site, page: Page, file: string, size: number) {
  const { action, fields } = await formFor(site, page, 'large.bin', size)
  const form = Object.entries(fields).flatMap(([name, value]) => ['--form-string', `${name}=${value}`])
  const quiet = ['-sS', '-o', '/dev/null', '-w', '%{http_code}']
  const { stdout } = await promisify(execFile)('curl', [...quiet, ...form, '-F', `file=@${file}`, action])
  if (stdout !== '201') throw new Error(`the store answered curl with ${stdout}`)
}

async function postForm(site: Site, page: Page, file: string, size: number) {
  const { action, fields } = await formFor(site, page, 'bare.bin', size)
  const input = await page.evaluateHandle(() =>
    Object.assign(document.createElement('input'), { type: 'file' }),
  )
  await input.setInputFiles(file)
  const status = await input.evaluate(
    async ({ files }, { action, fields }) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      body.append('file', files?.[0] ?? '')
      return (await fetch(action, { method: 'POST', body })).status
    },
    { action, fields },
  )
  if (status !== 201) throw new Error(`the store answered the browser with ${status}`)
}

async function upload(page: Page, file: string) {
  await pick(page, 'Add files', [file])
  await page.locator('.progress-line').waitFor()
  await page.locator('.progress-line').waitFor({ state: 'detached' })
  if (await page.locator('.problem').count()) throw new Error('the upload failed')
}

function countBytes(page: Page, { url }: Site, sizes: number[]) {
  page.on('request', request => {
    if (request.url().startsWith(url)) sizes.push(request.postDataBuffer()?.length ?? 0)
  })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

/** With its ratio to the `floor`, median to median. */
function tell(what: string, size: number, times: readonly number[], floor?: readonly number[]) {
  const speed = ((size * MiB) / 1e6 / median(times)).toFixed(0)
  const ratio = floor ? `; ${(median(times) / median(floor)).toFixed(2)} of curl` : ''
  console.log(`${what}: ${times.map(time => time.toFixed(1)).join(', ')} s; ${speed} MB/s${ratio}`)
}
