import { describe, inject } from 'vitest'
import type { Engine } from './docker.ts'

export type Bench = {
  engine: Engine
  /** Host and port. */
  registry: string
  base: string
  /** Of the same sources, called two revisions. */
  images: { one: string; two: string }
  /** A repository whose only commit is what is here. */
  repository: string
  buildArguments: string[]
}

/** Where there is no engine, skipped: the set-up has said why. */
export const describeOnEngine = describe.skipIf(inject('bench') === null)

export function theBench(): Bench {
  const bench = inject('bench')
  if (!bench) throw new Error('there is no engine here')
  return bench
}
