import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copiesOf, cropOf } from '../../src/crop.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { browser, chooseFiles, closePages, newPage, site, visit } from '../help/journey.ts'
import { sizeOfJpeg } from '../help/jpeg.ts'
import { makerAt } from '../help/maker.ts'
import { photograph } from '../help/photograph.ts'

const address = { owner: 'delia', id: 'ring-modulator' }
const names = Array.from({ length: 20 }, (_, i) => `DSC_${i + 1}.jpg`)

const forOthers = { type: 'image/jpeg', width: 1200, height: 630 }

/** The address of what other sites show. */
async function sharedBy(page: Page): Promise<string> {
  return (await page.locator('meta[property="og:image"]').getAttribute('content')) ?? ''
}

async function cutOf(url: string) {
  const answer = await fetch(url)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { type: answer.headers.get('content-type'), ...sizeOfJpeg(bytes) }
}

describe.skipIf(!browser)('a project of twenty photographs', () => {
  closePages()
  let folder: string
  let maker: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muzhack-pictures-'))
    if (!browser) return
    // Those that a page shows before others are asked for, and what goes with them, which may be small.
    const taken = await photograph(browser, { width: 2000, height: 3000 })
    const small = await photograph(browser, { width: 500, height: 750 })
    for (const [i, name] of names.entries()) await writeFile(join(folder, name), i < 9 ? taken : small)
  })

  afterAll(async () => {
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  it('is published with each in up to three widths, upright', { timeout: 240_000 }, async () => {
    maker = await makerAt('delia', paths.create)
    await maker.getByLabel('Title').fill('Ring Modulator')
    await chooseFiles(
      maker,
      'Add pictures',
      names.map(name => join(folder, name)),
    )
    await maker.getByText('Preparing…').first().waitFor()
    await maker.getByLabel('Caption of DSC_1.jpg').fill('Before the knobs')
    await maker.getByRole('button', { name: 'Publish' }).click()
    await maker.waitForURL(site.url + paths.project(address), { timeout: 200_000 })

    const { files } = (await (await fetch(site.url + paths.api.project(address))).json()) as Project
    expect(files.map(({ path }) => path)).toEqual(names)
    expect(files[8]).toMatchObject({ width: 3000, height: 2000, colour: expect.stringMatching(/^#/) })
    const copies = files.map(({ variants }) => copiesOf(variants).map(({ width }) => width))
    expect([copies[8], copies[19]]).toEqual([[480, 1200, 2000], [480]])
  })

  it('has its cover cut for other sites, in their shape and a format that all of them read', async () => {
    expect(await cutOf(await sharedBy(maker))).toEqual(forOthers)
    const { files } = (await (await fetch(site.url + paths.api.project(address))).json()) as Project
    expect(files.map(({ variants }) => cropOf(variants)?.crop)).toEqual(names.map(() => ({ x: 50, y: 50 })))
  })

  it('is cropped around the point its maker chose by keys', async () => {
    const before = await sharedBy(maker)
    await visit(maker, site.url + paths.editProject(address))
    const ring = maker.getByRole('slider', { name: 'Focus point of DSC_1.jpg' })
    await ring.focus()
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowDown']) await maker.keyboard.press(key)
    expect(await ring.getAttribute('aria-valuetext')).toBe('40 % across, 55 % down')
    await maker.getByRole('button', { name: 'Save changes' }).click()
    await maker.waitForURL(site.url + paths.project(address))

    const cover = maker.getByRole('link', { name: 'Enlarge: Before the knobs' }).locator('img')
    expect(await cover.evaluate(image => getComputedStyle(image).objectPosition)).toBe('40% 60%')
    expect(await maker.getByRole('figure').first().textContent()).toBe('Before the knobs')
    const shared = await sharedBy(maker)
    expect(shared).not.toBe(before)
    expect(await cutOf(shared)).toEqual(forOthers)
  })

  it('tells what to do about a picture that this browser cannot read', async () => {
    await visit(maker, site.url + paths.create)
    const heic = { name: 'IMG_1.heic', mimeType: 'image/heic', buffer: Buffer.from('ftypheic') }
    await chooseFiles(maker, 'Add pictures', [heic])
    await maker.getByText('This browser cannot read HEIC pictures, which Apple’s Safari can').waitFor()
  })

  it('is shown by the cover and eight more until the others are asked for', async () => {
    const page = await newPage({ javaScriptEnabled: false })
    await page.goto(site.url + paths.project(address))
    const pictures = page.getByRole('link', { name: /^Enlarge: / })
    expect(await pictures.count()).toBe(9)
    await page.getByText('11 more pictures').click()
    expect(await pictures.count()).toBe(20)
  })

  it('loads under 600 KB on a phone before scrolling', async () => {
    const page = await newPage({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      isMobile: true,
    })
    const sizes: number[] = []
    page.on('requestfinished', async request => {
      sizes.push((await request.sizes()).responseBodySize)
    })
    await page.goto(site.url + paths.project(address), { waitUntil: 'networkidle' })
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000)
  })
})
