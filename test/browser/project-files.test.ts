import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { barriersOn } from '../help/barriers.ts'
import { browser, chooseFiles, closePages, newPage, site, visit } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'

const address = { owner: 'spring-maker', id: 'spring-thing' }
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const contents: Record<string, string | Buffer> = {
  'bom.csv': 'Part;Value\r\nR1;4,7k\r\n"C1, C2";<b>10n</b>\r\n',
  'empty.txt': '\n',
  'kicad/panel/front.kicad_sch': 'x'.repeat(2048),
  'kicad/panel/front-10.gbr': 'x',
  'kicad/panel/front-2.gbr': 'x',
  'firmware/spring.ino': 'void setup() {\n}\n',
  'firmware/odd.ino': Buffer.from([0, 1, 2, 3]),
  'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'wiring.png': dot,
  'log.txt': 'a line of twenty chars\n'.repeat(20_000),
}

describe.skipIf(!browser)('the files of a project', () => {
  closePages()
  let folder: string
  let maker: Page
  let reader: Page

  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'muzhack-files-')), 'spring')
    for (const [path, content] of Object.entries(contents)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
  })
  afterAll(() => rm(dirname(folder), { recursive: true, force: true }))

  it('are a tree while they are chosen, from which a whole folder is removed after a question', async () => {
    maker = await makerAt(address.owner, paths.create, { viewport: { width: 390, height: 800 } })
    await maker.getByLabel('Title').fill('Spring Thing')
    await chooseFiles(maker, 'Add a folder', [folder])
    const panel = maker.getByRole('button', { name: 'Remove the folder spring/kicad/panel/' })
    await panel.click()
    const question = maker.getByRole('dialog', { name: 'Remove spring/kicad/panel/ with 3 files?' })
    await question.getByRole('button', { name: 'Keep them' }).click()
    expect(await panel.evaluate(button => button === document.activeElement)).toBe(true)
    await panel.click()
    await question.getByRole('button', { name: 'Remove them' }).click()
    await question.waitFor({ state: 'detached' })
    expect(await maker.evaluate(() => document.activeElement?.id)).toBe('field-files')
    expect(await panel.count()).toBe(0)

    await chooseFiles(maker, 'Add a folder', [folder])
    await maker.getByRole('button', { name: /^kicad\/panel\// }).click()
    expect(await maker.getByText('front-2.gbr').isVisible()).toBe(false)
    expect(await barriersOn(maker)).toEqual([])
    await maker.getByRole('button', { name: 'Publish' }).click()
    await maker.waitForURL(site.url + paths.project(address))
  })

  it('are read and downloaded in their folders without JavaScript', async () => {
    const page = await newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
    await page.goto(site.url + paths.project(address))
    const shown = await page.locator('.file-tree a').allTextContents()
    expect(shown.slice(0, 5)).toEqual([
      'odd.ino',
      'spring.ino',
      'front-2.gbr',
      'front-10.gbr',
      'front.kicad_sch',
    ])
    await page.getByText('SHA-256 checksums').click()
    await page.getByText(`${sha256(contents['bom.csv'])}  spring/bom.csv`).waitFor()
    await page.getByText('kicad/panel/', { exact: true }).click()
    expect(await page.getByRole('link', { name: 'front-2.gbr' }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: /^Preview/ }).count()).toBe(0)
    expect(await overflowOf(page)).toBe(0)
  })

  it('open in place by keyboard, as tables, texts and pictures, and never as markup', async () => {
    reader = await newPage({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' })
    await reader.goto(site.url + paths.project(address))
    const button = previewOf('bom.csv')
    await reader.context().setOffline(true)
    await button.press('Enter')
    await reader.getByText('Previews cannot be loaded right now.').waitFor()
    await reader.context().setOffline(false)
    await button.press('Enter')
    const table = contentOf('bom.csv').getByRole('table')
    await table.waitFor()
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(['Part', 'Value'])
    expect(await table.getByRole('cell').allTextContents()).toEqual(['R1', '4,7k', 'C1, C2', '<b>10n</b>'])
    await contentOf('bom.csv').press('Escape')
    expect(await contentOf('bom.csv').count()).toBe(0)
    expect(await button.evaluate(button => button === document.activeElement)).toBe(true)
    await button.press('Enter')

    await previewOf('drawing.svg').press('Enter')
    await contentOf('drawing.svg').getByText('<script>alert(1)</script>').waitFor()
    await previewOf('firmware/spring.ino').press('Enter')
    await contentOf('firmware/spring.ino').getByText('void setup() {').waitFor()
    await previewOf('wiring.png').press('Enter')
    const picture = reader.getByRole('img', { name: 'spring/wiring.png' })
    await expect.poll(() => picture.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(1)
    await previewOf('firmware/odd.ino').press('Enter')
    await reader.getByText('This is not text, whatever its name says.').waitFor()
    expect(await barriersOn(reader)).toEqual([])
    expect(await overflowOf(reader)).toBe(0)
  })

  it('of any size show their beginning, and only that is fetched', async () => {
    const sizes: number[] = []
    reader.on('response', response => {
      if (response.url().endsWith('log.txt')) sizes.push(Number(response.headers()['content-length']))
    })
    await previewOf('log.txt').press('Enter')
    await reader.getByText(/^The first 8,?69\d lines\./).waitFor()
    expect(sizes).toEqual([200_000])
  })

  it('say in words why one cannot be shown, and try again', async () => {
    await reader.context().setOffline(true)
    await previewOf('empty.txt').press('Enter')
    await reader.getByText('You seem to be offline.').waitFor()
    await reader.context().setOffline(false)
    await reader.route(/empty\.txt$/, route => route.fulfill({ status: 404, headers: anyOrigin }))
    const again = reader.getByRole('button', { name: 'Try again' })
    await again.click()
    await reader.getByText('This file is no longer here').waitFor()
    await reader.unroute(/empty\.txt$/)
    await again.press('Enter')
    await contentOf('empty.txt').waitFor()
  })

  it('come back with a project that was deleted', async () => {
    await visit(maker, site.url + paths.editProject(address))
    await maker.getByRole('button', { name: 'Delete this project' }).click()
    await maker.getByRole('button', { name: 'Delete it' }).click()
    await maker.getByText('Spring Thing is deleted. You can restore it until').waitFor()
    await maker.getByText('Delete for good now').click()
    expect(await barriersOn(maker)).toEqual([])
    expect(await overflowOf(maker)).toBe(0)

    await maker.getByRole('button', { name: 'Undo' }).click()
    await maker.getByRole('link', { name: 'Spring Thing' }).click()
    await maker.waitForURL(site.url + paths.project(address))
    expect(await maker.locator('.file-tree a').count()).toBe(10)
  })

  const previewOf = (path: string) => reader.getByRole('button', { name: `Preview spring/${path}` })
  const contentOf = (path: string) => reader.getByRole('region', { name: `Content of spring/${path}` })
})

const sha256 = (content: string | Buffer = '') => createHash('sha256').update(content).digest('hex')

const anyOrigin = { 'access-control-allow-origin': '*' }

const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
