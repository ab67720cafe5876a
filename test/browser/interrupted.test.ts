import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { type Cable, cableTo } from '../help/cable.ts'
import { freePort } from '../help/free-port.ts'
import { browser, chooseFiles, closePages, newPage, reload, visit } from '../help/journey.ts'
import { signUp } from '../help/maker.ts'
import { type SiteProcess, startSite } from '../help/process.ts'

const MiB = 1024 * 1024

describe.skipIf(!browser)('an upload', () => {
  let site: SiteProcess
  let toStore: Cable
  let folder: string
  const size = 110 * MiB
  const tape = randomBytes(size)
  const list = randomBytes(MiB)

  beforeAll(async () => {
    const port = await freePort()
    toStore = await cableTo({ host: 'localhost', port }, { speed: 24 * MiB })
    site = await startSite({ S3_PORT: `${port}`, S3_PUBLIC_URL: `http://localhost:${toStore.port}` })
    folder = await mkdtemp(join(tmpdir(), 'muzhack-journey-'))
    await writeFile(join(folder, 'tape.raw'), tape)
  })

  closePages()
  afterAll(async () => {
    await site?.stop()
    await toStore?.pull()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  it('of a big file goes on after the line was down and the page loaded anew, with what had arrived', async () => {
    const page = await writing('ada')
    await chooseFiles(page, 'Add files', [join(folder, 'tape.raw')])
    await hasSent(page, 20)
    await toStore.pull()
    await page.getByText(/Trying again…/).waitFor()
    await toStore.plug()
    await hasSent(page, 45)

    await reload(page)
    await page.getByText('Its upload was interrupted. Pick the file again to go on.').waitFor()
    const before = toStore.carried()
    expect(before).toBeLessThan(size)
    await chooseFiles(page, 'Pick tape.raw again', [join(folder, 'tape.raw')])
    await page.getByLabel('Title').fill('Tape')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(site.url + paths.project({ owner: 'ada', id: 'tape' }), { timeout: 150_000 })

    const [file] = await filesOf({ owner: 'ada', id: 'tape' })
    const stored = await (await fetch(file?.url ?? '')).bytes()
    const sha256 = createHash('sha256').update(tape).digest('hex')
    expect(createHash('sha256').update(stored).digest('hex')).toBe(sha256)
    expect(file?.sha256 ?? sha256).toBe(sha256)
    expect(toStore.carried()).toBeLessThan(1.5 * size)
  })

  it('of a small file goes on by itself after a reload', async () => {
    const page = await writing('bea')
    await toStore.pull()
    await chooseFiles(page, 'Add files', [{ name: 'bom.csv', mimeType: 'text/csv', buffer: list }])
    await page.getByText(/Trying again…/).waitFor()
    await page.waitForURL(/from=/)
    await page.getByText('Saved as a draft').or(page.getByText('Kept')).first().waitFor()

    await reload(page)
    await toStore.plug()
    await page.getByLabel('Title').fill('Parts')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(site.url + paths.project({ owner: 'bea', id: 'parts' }))
    const [file] = await filesOf({ owner: 'bea', id: 'parts' })
    expect(file).toMatchObject({ path: 'bom.csv', size: list.length })
  })

  it('is hashed by the page where the thread for that cannot be fetched', async () => {
    const page = await writing('dee')
    let asked = 0
    await page.route('**/sha256.worker*', route => {
      asked++
      return route.abort()
    })
    await chooseFiles(page, 'Add files', [{ name: 'bom.csv', mimeType: 'text/csv', buffer: list }])
    await page.getByLabel('Title').fill('Parts')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(site.url + paths.project({ owner: 'dee', id: 'parts' }))
    const [file] = await filesOf({ owner: 'dee', id: 'parts' })
    expect(file?.sha256).toBe(createHash('sha256').update(list).digest('hex'))
    expect(asked).toBeGreaterThan(0)
  })

  it('of another file than the interrupted one is refused in its place', async () => {
    const page = await writing('cyd')
    await chooseFiles(page, 'Add files', [join(folder, 'tape.raw')])
    await hasSent(page, 5)
    await page.waitForURL(/from=/)
    await reload(page)
    await chooseFiles(page, 'Pick tape.raw again', [{ name: 'tape.raw', mimeType: '', buffer: list }])
    await page.getByText('This is another file: it has 1 MB, where tape.raw has 110 MB.').waitFor()
    await page.getByRole('button', { name: 'Remove tape.raw' }).click()
    await page.getByText('Nothing to save.').waitFor()
  })

  async function writing(username: string): Promise<Page> {
    const page = await newPage()
    page.on('dialog', dialog => void dialog.accept())
    await signUp(page, username, site)
    await visit(page, site.url + paths.create)
    return page
  }

  async function filesOf(address: { owner: string; id: string }) {
    const answer = await fetch(site.url + paths.api.project(address))
    return ((await answer.json()) as Project).files
  }
})

async function hasSent(page: Page, percent: number) {
  const title = async () => Number(/^(\d+) %/.exec(await page.title())?.[1] ?? 0)
  await expect.poll(title).toBeGreaterThanOrEqual(percent)
}
