import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, newPage, site } from '../help/journey.ts'
import { letterTo } from '../help/letter-box.ts'
import { makerAt, newModerator, publish } from '../help/maker.ts'

const owner = 'ann-moderated'
const address = site.url + paths.project({ owner, id: 'borrowed-schematic' })
const why = 'The drawing is out of a book.'

describe.skipIf(!browser)('a project that should not be there', () => {
  closePages()

  it('is reported from a phone, hidden, told of, and restored', async () => {
    const author = await makerAt(owner, paths.create)
    await publish(author, 'Borrowed Schematic')
    const visitor = await newPage({ viewport: { width: 390, height: 844 } })
    await visitor.goto(address)
    await report(visitor)

    const moderator = await newModerator('mo-moderates')
    await moderator.goto(site.url + paths.settings)
    await moderator.getByRole('link', { name: 'Moderation' }).click()
    const item = moderator.getByRole('article').filter({ hasText: 'Borrowed Schematic' })
    expect(await item.textContent()).toMatch(/See page 12\..*vera-reports@example\.org/s)
    await item.getByText('Hide Borrowed Schematic').first().press('Enter')
    await item.getByRole('textbox', { name: 'Why?' }).fill(why)
    await item.getByRole('button', { name: 'Hide Borrowed Schematic' }).press('Enter')
    await item.getByRole('button', { name: 'Restore Borrowed Schematic' }).waitFor()

    expect((await visitor.goto(address))?.status()).toBe(404)
    expect(await visitor.getByText(why).count()).toBe(0)
    await author.goto(address)
    await author.getByText(`The reason: ${why}`).waitFor()
    const hidden = await letterTo(`${owner}@example.org`, '“Borrowed Schematic” was hidden')
    expect(hidden.text).toContain(`The reason: ${why}`)

    await item.getByRole('button', { name: 'Restore Borrowed Schematic' }).press('Enter')
    await item.getByText('Hide Borrowed Schematic').first().waitFor()
    expect((await visitor.goto(address))?.status()).toBe(200)
    await author.reload()
    expect(await author.getByText(why).count()).toBe(0)
    await letterTo(`${owner}@example.org`, '“Borrowed Schematic” can be seen again')
  })
})

/** By hand on a phone, and nothing of it reaches beyond the screen. */
async function report(visitor: Page) {
  await visitor.getByRole('link', { name: 'Report this project' }).click()
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await visitor.getByLabel('It is not theirs to publish').check()
  await visitor.getByLabel('What is wrong?').fill('See page 12.')
  await visitor.getByLabel('Your e-mail address').fill('vera-reports@example.org')
  await visitor.getByRole('button', { name: 'Send report' }).click()
  await visitor.getByRole('heading', { name: 'Thank you' }).waitFor()
  await letterTo('vera-reports@example.org', 'Thank you for your report')
}
