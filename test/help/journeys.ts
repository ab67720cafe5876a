import type { TestProject } from 'vitest/node'
import { findBrowser, type Launchable } from './browser.ts'
import { emptyDatabase } from './empty-database.ts'
import { startSiteFrom } from './process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browser: Launchable | null
    /** Where the site is that journeys share. */
    site: { url: string; data: string }
  }
}

/** One site for all journeys, whose makers have names of their own: each start costs seconds. */
// oxlint-disable-next-line import/no-default-export -- vitest takes a set-up this way
export default async function setup(project: TestProject) {
  const browser = await findBrowser()
  project.provide('browser', browser)
  if (!browser) return undefined
  const site = await startSiteFrom((await emptyDatabase()).folder, { RATE_LIMITS: 'off' })
  project.provide('site', { url: site.url, data: site.data })
  return site.stop
}
