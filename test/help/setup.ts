import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildIfStale } from '../../scripts/build.ts'
import { cache, type EmptyDatabase, emptyDatabase } from './empty-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    emptyDatabase: EmptyDatabase
  }
}

// oxlint-disable-next-line import/no-default-export -- vitest takes a set-up this way
export default async function setup(project: TestProject) {
  takeScratchFolder()
  buildIfStale(console.log)
  // For all processes that tests start, and their threads: most of their start is reading TypeScript.
  process.env.NODE_COMPILE_CACHE = join(cache, 'compiled')
  project.provide('emptyDatabase', await emptyDatabase())
  console.log(`Testing on ${process.env.TEST_DATABASE_URL ? 'PostgreSQL' : 'PGlite'}`)
}

/** Holds what tests keep outside of the repository, and goes with the run: workers are ended before they could tidy up. */
function takeScratchFolder() {
  const prefix = 'muzhack-test-'
  // Each project is set up by itself.
  if (basename(tmpdir()).startsWith(prefix)) return
  const folder = mkdtempSync(join(tmpdir(), prefix))
  process.env.TMPDIR = folder
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
}
