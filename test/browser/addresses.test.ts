import { describe, expect, it } from 'vitest'
import { paths } from '../../src/paths.ts'
import { browser, closePages, newPage, site } from '../help/journey.ts'
import { newMaker } from '../help/maker.ts'
import { shownToOthers } from '../help/shown.ts'

const username = 'ada-is-shown'

describe.skipIf(!browser)('the search for e-mail addresses in journeys', () => {
  closePages()

  it('finds one that others are shown', async () => {
    const page = await newMaker(username)
    const data = { name: 'Ada', about: `Write to ${username}@example.org.`, links: [], version: 1 }
    await page.request.put(site.url + paths.api.user({ username }), {
      data,
      headers: { origin: site.url },
    })
    const profile = site.url + paths.profile({ username })
    await page.goto(profile)
    expect(await shownToOthers()).toEqual([])
    await (await newPage()).goto(profile)
    expect(await shownToOthers()).toEqual([`GET ${profile}: ${username}@example.org`])
  })
})
