import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, site, visit } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'

describe.skipIf(!browser)('a text of the site', () => {
  closePages()

  it('shows administrators the way to editing, and members none', async () => {
    const page = await makerAt('eda-reads', paths.about)
    const edit = page.getByRole('main').getByRole('link', { name: 'Edit' })
    await page.waitForLoadState('networkidle')
    expect(await edit.count()).toBe(0)

    // Nobody can be made an administrator while the site of the journeys is running.
    await page.route(`**${paths.api.session}`, async route => {
      const answer = await route.fetch()
      const { account } = (await answer.json()) as { account: object }
      await route.fulfill({ response: answer, json: { account: { ...account, role: 'admin' } } })
    })
    await visit(page, site.url + paths.about)
    await edit.waitFor()
    expect(await edit.getAttribute('href')).toBe('/about/edit')
  })
})
