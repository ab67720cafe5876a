import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { barriersOn } from '../help/barriers.ts'
import { browser, closePages } from '../help/journey.ts'
import { makerAt } from '../help/maker.ts'

describe.skipIf(!browser)('in the settings of the account', () => {
  closePages()

  it('everything is exported, and its download appears by itself', async () => {
    const page = await makerAt('ada-exports', paths.accountSettings)
    await page.getByRole('button', { name: 'Export everything' }).click()
    await page.waitForURL(`**${paths.exportPart}`)
    const link = page.getByRole('link', { name: 'Download the zip' })
    await link.waitFor()
    expect(await barriersOn(page)).toEqual([])
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect([download.suggestedFilename(), await download.failure()]).toEqual([
      'muzhack-ada-exports.zip',
      null,
    ])
  })
})
