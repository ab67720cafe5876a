import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page, Request } from 'playwright-core'
import { groupBy } from 'ramda'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirmByLetter } from '../../scripts/letters.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { partSize } from '../../src/upload.ts'
import { browser, chooseFiles, closePages, newPage } from '../help/journey.ts'
import { fillInSignUp } from '../help/maker.ts'
import { photograph } from '../help/photograph.ts'
import { type SiteProcess, startSite } from '../help/process.ts'

const MiB = 1024 * 1024
const address = { owner: 'wendy', id: 'tape-loop-no-9' }

const text = `Two heads, one loop.

![The front](pictures/portrait.jpg)

| part | count |
| --- | --- |
| head | 2 |

The [parts list](<files/Build Files/Stückliste (final).csv>) says **everything**.`

describe.skipIf(!browser)('a musician with a browser', () => {
  closePages()
  let site: SiteProcess
  let folder: string
  const sent: Request[] = []
  let reading: Page

  beforeAll(async () => {
    site = await startSite()
    folder = await mkdtemp(join(tmpdir(), 'muzhack-journey-'))
    await writeRealFiles(folder)
  })

  afterAll(async () => {
    await site?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  it('signs up, writes, uploads straight to the store and publishes', async () => {
    const page = await newPage()
    page.on('request', request => sent.push(request))

    await fillInSignUp(page, { name: 'Wendy', username: 'wendy', email: 'wendy@example.org' }, site)
    await confirmByLetter('wendy@example.org', site)

    await page.getByLabel('Title').fill('Tape Loop No. 9')
    await page.getByLabel('Summary').fill('A delay made of tape')
    await page.getByLabel('Description', { exact: true }).fill(text)
    await page.getByLabel('Instructions', { exact: true }).fill('1. Cut\n2. Splice')
    await chooseFiles(
      page,
      'Add pictures',
      ['portrait.jpg', 'board.jpg', 'back.jpg'].map(name => join(folder, name)),
    )
    await chooseFiles(page, 'Add files', [join(folder, 'session.bin')])
    await chooseFiles(page, 'Add a folder', [join(folder, 'Build Files')])
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(site.url + paths.project(address), { timeout: 150_000 })
    reading = page

    const project = await published()
    expect(project.files.filter(({ kind }) => kind === 'picture').map(({ path }) => path)).toEqual([
      'portrait.jpg',
      'board.jpg',
      'back.jpg',
    ])
    expect(project.files.find(({ path }) => path === 'portrait.jpg')).toMatchObject({
      width: 2160,
      height: 2880,
    })
    expect(
      project.files
        .filter(({ kind }) => kind === 'file')
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([
      'Build Files/Gehäuse/Frontplatte v2.svg',
      'Build Files/Stückliste (final).csv',
      'Build Files/音/ノイズ.txt',
      'session.bin',
    ])
    expect(project.files.find(({ path }) => path === 'session.bin')?.size).toBe(120 * MiB)
  })

  it('is offered everything in one file once it is made, on the page that is open', async () => {
    const link = reading.getByRole('link', { name: 'Download all' })
    await link.waitFor({ timeout: 120_000 })
    const archive = await fetch(`${await link.getAttribute('href')}`, { method: 'HEAD' })
    expect(archive.headers.get('content-disposition')).toContain('wendy-tape-loop-no-9-v1.zip')
    expect(Number(archive.headers.get('content-length'))).toBeGreaterThan(120 * MiB)
  })

  it('has sent no file by way of the site’s own server', () => {
    const toSite = sent.filter(request => request.url().startsWith(site.url))
    const toStore = sent.filter(request => !request.url().startsWith(site.url))
    const { POST: forms = [], PUT: parts = [] } = groupBy(request => request.method(), toStore)
    expect([forms.length, parts.length]).toEqual([14, (120 * MiB) / partSize])
    expect(
      toSite.filter(request => /multipart|octet-stream/.test(request.headers()['content-type'] ?? '')),
    ).toEqual([])
    const bytes = toSite.reduce((sum, request) => sum + (request.postDataBuffer()?.length ?? 0), 0)
    expect(bytes).toBeLessThan(60_000)
  })

  it('is found and read by a stranger without JavaScript', async () => {
    const page = await newPage({ javaScriptEnabled: false })
    await page.goto(site.url)
    await page.getByLabel('Search projects').fill('tape delay')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: 'Tape Loop No. 9' }).click()

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tape Loop No. 9')
    expect(await page.getByRole('cell', { name: 'head' }).count()).toBe(1)
    const cover = page.locator('.gallery img').first()
    const ratio = await cover.evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight)
    expect(ratio).toBeCloseTo(3 / 4)
    const list = await page.getByRole('link', { name: 'parts list' }).getAttribute('href')
    expect(await (await fetch(`${list}`)).text()).toBe('head,2\n')
  })

  async function published(): Promise<Project> {
    return (await (await fetch(site.url + paths.api.project(address))).json()) as Project
  }
})

/** Photographs, a folder tree with spaces and other scripts in its names, and 120 MB that do not compress. */
async function writeRealFiles(folder: string) {
  if (!browser) return
  const portrait = await photograph(browser, { width: 2880, height: 2160 })
  expect(portrait.length).toBeGreaterThan(5 * MiB)
  await writeFile(join(folder, 'portrait.jpg'), portrait)
  await writeFile(join(folder, 'board.jpg'), await photograph(browser, { width: 800, height: 600 }))
  await writeFile(join(folder, 'back.jpg'), await photograph(browser, { width: 640, height: 640 }))
  await writeTree(join(folder, 'Build Files'), {
    'Stückliste (final).csv': 'head,2\n',
    'Gehäuse/Frontplatte v2.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '音/ノイズ.txt': 'zzz',
    '.DS_Store': 'left out',
  })
  const session = await open(join(folder, 'session.bin'), 'w')
  for (let i = 0; i < 120; i++) await session.write(randomBytes(MiB))
  await session.close()
}

async function writeTree(folder: string, files: Record<string, string>) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}
