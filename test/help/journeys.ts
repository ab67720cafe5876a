import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { TestProject } from 'vitest/node'
import { findBrowser, type Launchable } from './browser.ts'
import { emptyDatabase } from './empty-database.ts'
import { openPostOffice } from './post-office.ts'
import { startSiteFrom } from './process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browser: Launchable | null
    /** Where the site is that journeys share. */
    site: { url: string; data: string; database: ClientConfig }
  }
}

/** One site for all journeys, whose makers have names of their own: each start costs seconds. */
// oxlint-disable-next-line import/no-default-export -- vitest takes a set-up this way
export default async function setup(project: TestProject) {
  const browser = await findBrowser()
  project.provide('browser', browser)
  if (!browser) return undefined
  // Tests run in other processes, which find letters where a site without a mail server puts them.
  const office = await openPostOffice(({ to }, eml) => void keepLetter(join(site.data, 'mail'), to, eml))
  const mail = { SMTP_URL: office.url, MAIL_FROM: 'MuzHack <post@muzhack.test>' }
  const site = await startSiteFrom((await emptyDatabase()).folder, { RATE_LIMITS: 'off', ...mail })
  const { url, data, database } = site
  project.provide('site', { url, data, database })
  return async () => {
    await site.stop()
    await office.close()
  }
}

async function keepLetter(folder: string, to: string, eml: Buffer) {
  const file = join(folder, `${new Date().toISOString()} ${to}.eml`)
  await mkdir(folder, { recursive: true })
  await writeFile(`${file}.part`, eml)
  await rename(`${file}.part`, file)
}
