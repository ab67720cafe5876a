import type { TestProject } from 'vitest/node'
import { buildIfStale } from '../../scripts/build.ts'
import { type EmptyDatabase, emptyDatabase } from './empty-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    emptyDatabase: EmptyDatabase
  }
}

// oxlint-disable-next-line import/no-default-export -- vitest takes a set-up this way
export default async function setup(project: TestProject) {
  buildIfStale(console.log)
  project.provide('emptyDatabase', await emptyDatabase())
  console.log(`Testing on ${process.env.TEST_DATABASE_URL ? 'PostgreSQL' : 'PGlite'}`)
}
