import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { browser, chooseFiles, closePages, site, visit } from '../help/journey.ts'
import { makerAt, password, publish } from '../help/maker.ts'

describe.skipIf(!browser)('while editing', () => {
  closePages()

  it('a session that ended is begun again over the form, and the save goes on', async () => {
    const page = await makerAt('ada-works', paths.create)
    await page.getByLabel('Title').fill('Long Thoughts')
    await page.getByLabel('Description', { exact: true }).fill('Hours of writing')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Publish' }).click()
    const dialog = page.getByRole('dialog', { name: 'Please log in again' })
    await dialog.getByLabel('Password').fill(password)
    await dialog.getByRole('button', { name: 'Log in' }).click()

    await page.waitForURL(`${site.url}/u/ada-works/long-thoughts`)
    expect(await page.getByText('Hours of writing').count()).toBe(1)
  })

  it('a save in another window ends in a choice that shows both', async () => {
    const page = await makerAt('bea-works', paths.create)
    await publish(page, 'Two Windows')
    const address = { owner: 'bea-works', id: 'two-windows' }
    const other = await page.context().newPage()
    await visit(page, site.url + paths.editProject(address))
    await visit(other, site.url + paths.editProject(address))
    await page.getByLabel('Summary').fill('From the first window')
    await other.getByLabel('Summary').fill('From the second window')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.waitForURL(site.url + paths.project(address))
    await other.getByRole('button', { name: 'Save changes' }).click()

    const dialog = other.getByRole('dialog', { name: 'Saved in another place meanwhile' })
    await dialog.waitFor()
    expect(await dialog.textContent()).toMatch(/From the second window.*From the first window/s)
    await dialog.getByRole('button', { name: /mine/i }).click()
    await other.waitForURL(site.url + paths.project(address))
    expect(await projectAt(address)).toMatchObject({ version: 3, summary: 'From the second window' })
  })

  it('a connection that breaks is tried again with a fresh signature', async () => {
    const page = await makerAt('cyd-works', paths.create)
    let cut = 0
    await page.route(isStore, route => (cut++ < 2 ? route.abort('connectionreset') : route.continue()))
    const signed: string[] = []
    page.on('request', request => request.url().includes(paths.api.s3Settings) && signed.push(request.url()))
    await chooseFiles(page, 'Add files', [aFile('schematic.txt')])
    await publish(page, 'Bad Line')

    expect((await projectAt({ owner: 'cyd-works', id: 'bad-line' })).files).toHaveLength(1)
    expect(signed).toHaveLength(3)
  })

  it('a file that the store refuses is told in words, and nothing typed is lost', async () => {
    const page = await makerAt('dot-works', paths.create)
    await page.getByLabel('Title').fill('Refused')
    const xml =
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>internal words</Message></Error>'
    await page.route(isStore, route =>
      route.fulfill({ status: 403, body: xml, headers: { 'access-control-allow-origin': site.url } }),
    )
    await chooseFiles(page, 'Add files', [aFile('a.txt')])
    await page.getByText('The file store does not allow this upload.').waitFor()
    expect(await page.getByText('internal words').count()).toBe(0)

    await page.unroute(isStore)
    await page.getByRole('button', { name: /again/i }).first().click()
    await page.getByText('The file store does not allow this upload.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(`${site.url}/u/dot-works/refused`)
    expect((await projectAt({ owner: 'dot-works', id: 'refused' })).files).toHaveLength(1)
  })

  it('leaving with something unsaved asks first, by browser rules', async () => {
    const page = await makerAt('eve-works', paths.create)
    await page.getByLabel('Title').fill('Half Done')
    const asked = page.waitForEvent('dialog')
    await page.evaluate(() => setTimeout(() => location.assign('/about')))
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    expect(await page.getByLabel('Title').inputValue()).toBe('Half Done')
  })

  it('a save right after the last key leaves without a question', async () => {
    const page = await makerAt('hop-works', paths.create)
    let asked = 0
    page.on('dialog', dialog => {
      asked++
      void dialog.dismiss()
    })
    await page.getByLabel('Title').fill('Quick Hands')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(`${site.url}/u/hop-works/quick-hands`)
    expect(asked).toBe(0)
  })

  it('the order of pictures, the cover and an address that is taken are seen to by keyboard alone', async () => {
    const page = await makerAt('fay-works', paths.create)
    await publish(page, 'First')
    await visit(page, site.url + paths.create)
    await chooseFiles(page, 'Add pictures', [
      await aPicture(page, 'one.png'),
      await aPicture(page, 'two.png'),
    ])
    await page.getByLabel('Title').fill('First')
    await page
      .getByText(/taken|already/i)
      .first()
      .waitFor()
    await page.getByLabel('Address').fill('second')
    await page.getByRole('button', { name: /two\.png.*earlier|earlier.*two\.png/i }).press('Enter')
    await page.getByRole('button', { name: /cover.*one\.png|one\.png.*cover/i }).press('Enter')
    await page.getByRole('button', { name: 'Publish' }).press('Enter')

    await page.waitForURL(`${site.url}/u/fay-works/second`)
    const { files, cover } = await projectAt({ owner: 'fay-works', id: 'second' })
    expect(files.map(({ path }) => path)).toEqual(['two.png', 'one.png'])
    expect(cover).toBe(files[1]?.key)
  })

  it('a project is deleted only after a question', async () => {
    const page = await makerAt('gil-works', paths.create)
    await publish(page, 'Short Lived')
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByRole('button', { name: 'Delete this project' }).click()
    await page
      .getByRole('dialog', { name: 'Delete Short Lived?' })
      .getByRole('button', { name: /^Delete/ })
      .click()
    await page.waitForURL(site.url + paths.draftsTelling({ deleted: 'short-lived' }))
    expect(
      (await page.request.get(site.url + paths.project({ owner: 'gil-works', id: 'short-lived' }))).status(),
    ).toBe(404)
  })
})

async function projectAt(address: { owner: string; id: string }): Promise<Project> {
  return (await (await fetch(site.url + paths.api.project(address))).json()) as Project
}

const isStore = (url: URL) => url.host !== new URL(site.url).host && /^\/muzhack\/?$/.test(url.pathname)

const aFile = (name: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(`the content of ${name}`),
})

async function aPicture(page: Page, name: string) {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.getContext('2d')?.fillRect(0, 0, 50, 50)
    return canvas.toDataURL('image/png').replace(/^.*,/, '')
  })
  return { name, mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') }
}
