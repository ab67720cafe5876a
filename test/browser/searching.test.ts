import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, newPage, site } from '../help/journey.ts'
import { newMaker } from '../help/maker.ts'

describe.skipIf(!browser)('somebody who looks for something', () => {
  closePages()
  const tag = 'ondes-martenot'

  beforeAll(async () => {
    const maker = await newMaker('maurice')
    for (let n = 1; n <= 30; n++) await publish(maker, n)
  })

  async function publish({ request }: Page, n: number) {
    const draft = {
      id: `ondes-${n}`,
      title: `Ondes ${n}`,
      summary: 'A ring on a wire',
      description: '',
      instructions: '',
    }
    const more = { licences: { docs: 'CC-BY-4.0' }, tags: [tag], files: [], cover: null, status: 'published' }
    const answer = await request.post(site.url + paths.api.projectsOf({ owner: 'maurice' }), {
      data: { ...draft, ...more },
    })
    expect(answer.status()).toBe(201)
  }

  it('is offered tags while typing, by keyboard', async () => {
    const page = await newPage()
    await page.goto(site.url)
    const field = page.getByLabel('Search projects')
    await field.pressSequentially('wire [ond')
    await page.locator(`#q-tags option[value="wire [${tag}]"]`).waitFor({ state: 'attached' })
    await field.fill(`wire [${tag}]`)
    await field.press('Enter')
    await page.getByRole('heading', { name: `Projects that match “wire [${tag}]”` }).waitFor()
    expect(await page.locator('.card-summary mark').first().textContent()).toBe('wire')
    await page.getByRole('link', { name: `[${tag}]` }).click()
    await page.getByRole('heading', { name: 'Projects that match “wire”' }).waitFor()
  })

  it('finds the place again after going back from a project', async () => {
    const page = await newPage({ viewport: { width: 390, height: 844 } })
    await page.goto(site.url + paths.tag({ tag }))
    await page.getByRole('link', { name: 'More projects' }).click()
    const last = page.getByRole('link', { name: 'Ondes 1', exact: true })
    await last.scrollIntoViewIfNeeded()
    const before = await page.evaluate(() => scrollY)
    await last.click()
    await page.waitForURL(site.url + paths.project({ owner: 'maurice', id: 'ondes-1' }))
    await page.goBack()

    await last.waitFor()
    await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(50)
  })

  it('narrows a search by controls, without JavaScript', async () => {
    const page = await newPage({ javaScriptEnabled: false })
    await page.goto(site.url + paths.search('wire'))
    await page.getByText('Narrow it down').click()
    await page.getByRole('combobox', { name: 'Tag' }).fill(tag)
    await page.getByLabel('Licence').selectOption('CC-BY-4.0')
    await page.getByRole('button', { name: 'Narrow' }).click()
    expect(await page.getByLabel('Search projects').inputValue()).toBe(`wire [${tag}] license:CC-BY-4.0`)
    expect(await page.locator('.card').count()).toBe(24)
    await page.getByRole('link', { name: 'More projects' }).click()
    expect(await page.locator('.card').count()).toBe(6)
  })

  it('is told what was meant by a mistyped word', async () => {
    const page = await newPage()
    await page.goto(site.url + paths.search('ondse'))
    await page.getByText('This is what ondes finds.').waitFor()
  })
})
