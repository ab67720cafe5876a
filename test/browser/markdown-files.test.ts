import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { browser, closePages, site } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'
import { expectShown, write } from '../help/writing.ts'

const text = 'Description'

describe.skipIf(!browser)('files in a text', () => {
  closePages()

  it('are uploaded where the caret is, before the project is ever saved, and shown once it is', async () => {
    const page = await makerAt('ada-adds', paths.create)
    await page.getByLabel('Title').fill('Panel Work')
    await write(page, text, 'The panel: ‸!')
    const release = await holdStore(page)
    await choose(page, 'Picture', 'Upload pictures', [await picture(page, 'front panel.png')])
    await expectShown(page, text, 'The panel: ![Uploading front panel.png…](pictures/front%20panel.png)‸!')
    // What is typed meanwhile stays where it is.
    await page.keyboard.type(' Drilled')
    release()
    await expectShown(page, text, 'The panel: ![front panel](pictures/front%20panel.png) Drilled‸!')

    await choose(page, 'Audio', 'Upload sounds', [{ name: 'demo.wav', mimeType: 'audio/wav', buffer: wav }])
    await choose(page, 'File', 'Upload files', [
      { name: 'bom.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') },
    ])
    await expect.poll(() => valueIn(page)).toContain('![demo](audio/demo.wav)[bom.csv](files/bom.csv)!')

    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(`${site.url}/u/ada-adds/panel-work`)
    const story = page.locator('.prose').first()
    expect(await story.locator('img').evaluate(image => image instanceof HTMLImageElement && image.alt)).toBe(
      'front panel',
    )
    expect(await story.locator('audio').count()).toBe(1)
    expect(await story.getByRole('link', { name: 'bom.csv' }).count()).toBe(1)
  })

  it('are pasted and dropped, several on lines of their own', async () => {
    const page = await makerAt('bea-adds', paths.create, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await write(page, text, 'A scope:‸')
    await page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve))
      if (blob) await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    })
    await page.keyboard.press('Control+v')
    await expectShown(page, text, 'A scope:![image](pictures/image.png)‸')

    await drop(page, ['one.png', 'two.png'])
    await expectShown(
      page,
      text,
      'A scope:![image](pictures/image.png)\n\n![one](pictures/one.png)\n\n![two](pictures/two.png)‸\n',
    )
  })

  it('that do not arrive say so beside the text, with a way to try again or take them out', async () => {
    const page = await makerAt('cyd-adds', paths.create)
    await write(page, text, '‸')
    await page.route(isStore, route =>
      route.fulfill({ status: 403, headers: { 'access-control-allow-origin': site.url } }),
    )
    await choose(page, 'Picture', 'Upload pictures', [
      await picture(page, 'a.png'),
      await picture(page, 'b.png'),
    ])
    const retry = page.getByRole('button', { name: 'Retry a.png' })
    await retry.waitFor()
    await page.getByRole('button', { name: 'Retry b.png' }).waitFor()
    expect(await valueIn(page)).toContain('![Uploading a.png…](pictures/a.png)')

    await page.unroute(isStore)
    await retry.press('Enter')
    await expect.poll(() => valueIn(page)).toContain('![a](pictures/a.png)')
    await page.locator('.upload-lines').getByRole('button', { name: 'Remove b.png' }).press('Enter')
    await expect.poll(() => valueIn(page)).not.toContain('b.png')
  })

  it('that were on their way when the page was left are told, to be added again', async () => {
    const page = await makerAt('ned-adds', paths.create)
    await write(page, text, 'See ![Uploading lost.jpg…](pictures/lost.jpg)‸')
    await page.getByText('lost.jpg did not arrive: the page was left too early.').waitFor()
    await page.getByRole('button', { name: 'Take it out' }).click()
    await expectShown(page, text, 'See ‸')
  })

  it('that are here already are offered by their names', async () => {
    const page = await makerAt('dot-adds', paths.create)
    await page.getByLabel('Title').fill('Offered')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Add pictures' }).click()
    await (await chooser).setFiles([await picture(page, 'knobs.png')])
    await write(page, text, 'See ‸')
    await page
      .getByRole('toolbar', { name: `Tools for ${text}` })
      .getByRole('button', { name: 'Picture' })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'knobs.png' }).press('Enter')
    await expectShown(page, text, 'See ![knobs](pictures/knobs.png)‸')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(`${site.url}/u/dot-adds/offered`)
    const saved = (await (
      await fetch(site.url + paths.api.project({ owner: 'dot-adds', id: 'offered' }))
    ).json()) as Project
    expect(saved.descriptionHtml).toMatch(/<img src="[^"]*knobs\.png"/)
  })

  it('of a kind nobody can use there are refused in words', async () => {
    const page = await makerAt('eve-adds', paths.create)
    await write(page, text, 'x‸')
    const name = `${'n'.repeat(300)}.png`
    await page.evaluate(name => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['x'], name, { type: 'image/png' }))
      document
        .querySelector('textarea[name=description]')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    }, name)
    await page.getByText('this file name cannot be kept').waitFor()
    expect(await valueIn(page)).toBe('x')
  })
})

/** Lets uploads begin, and none end before it is called. */
async function holdStore(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(isStore, async route => {
    await promise
    await route.continue()
  })
  return resolve
}

const isStore = (url: URL) => url.host !== new URL(site.url).host

async function choose(
  page: Page,
  tool: string,
  button: string,
  files: { name: string; mimeType: string; buffer: Buffer }[],
) {
  await page
    .getByRole('toolbar', { name: `Tools for ${text}` })
    .getByRole('button', { name: tool, exact: true })
    .click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('dialog').getByRole('button', { name: button }).click()
  await (await chooser).setFiles(files)
}

async function drop(page: Page, names: string[]) {
  const base64 = (await picture(page, '')).buffer.toString('base64')
  await page.evaluate(
    ({ names, base64 }) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), char => char.charCodeAt(0))
      for (const name of names) transfer.items.add(new File([bytes], name, { type: 'image/png' }))
      document
        .querySelector('textarea[name=description]')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    },
    { names, base64 },
  )
}

const valueIn = (page: Page) => page.getByRole('textbox', { name: text, exact: true }).inputValue()

async function picture(page: Page, name: string) {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.getContext('2d')?.fillRect(0, 0, 50, 50)
    return canvas.toDataURL('image/png').replace(/^.*,/, '')
  })
  return { name, mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') }
}

/** The header of a sound without a sample. */
const wav = Buffer.from('UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=', 'base64')
