import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { buildIfStale } from '../../scripts/build.ts'
import { openDatabase } from '../../server/db/db.ts'
import { findBrowser, type Launchable } from './browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** PGlite's folder of a migrated database without a row: taking it over is far faster than making one. */
    emptyDatabase: string
    /** The same, packed. */
    template: string
    browser: Launchable | null
  }
}

// oxlint-disable-next-line import/no-default-export -- vitest takes a set-up this way
export default async function setup(project: TestProject) {
  buildIfStale(console.log)
  const folder = await mkdtemp(join(tmpdir(), 'muzhack-test-'))
  const emptyDatabase = join(folder, 'db')
  await (await openDatabase({ folder: emptyDatabase }, () => undefined)).close()
  const template = join(folder, 'template.tar')
  const pglite = await PGlite.create(emptyDatabase)
  await writeFile(template, (await pglite.dumpDataDir('none')).stream())
  await pglite.close()
  project.provide('emptyDatabase', emptyDatabase)
  project.provide('template', template)
  project.provide('browser', await findBrowser())
  console.log(`Testing on ${process.env.TEST_DATABASE_URL ? 'PostgreSQL' : 'PGlite'}`)
  return () => rm(folder, { recursive: true, force: true })
}
